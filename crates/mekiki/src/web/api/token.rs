//! A case's token: the header field `X-Case-Token`. Unlike in an address it stays out of logs.

use std::sync::Arc;

use ::desk::CaseKey;
use axum::{
    extract::{FromRequestParts, Path},
    http::{HeaderName, HeaderValue, header, request::Parts},
    response::{IntoResponse as _, Response},
};

use crate::web::{Desk, case::Entered, problem::Problem};

const TOKEN: HeaderName = HeaderName::from_static("x-case-token");

/// Somebody who showed a case's token.
pub(super) struct Holder(pub(super) Entered);

impl FromRequestParts<Arc<Desk>> for Holder {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Response> {
        let Some(token) = parts.headers.get(TOKEN).cloned() else { return Err(refused()) };
        let id = Path::<String>::from_request_parts(parts, desk).await;
        enter(desk, id.ok(), &token).await.map(Self).map_err(Problem::into_response)
    }
}

const REPORT: HeaderName = HeaderName::from_static("x-report-token");

/// A report's token: the header field `X-Report-Token`.
pub(super) fn report(parts: &Parts) -> Option<String> {
    Some(parts.headers.get(REPORT)?.to_str().ok()?.to_owned())
}

/// No report's token was shown.
pub(super) fn no_report() -> Response {
    let challenge = HeaderValue::from_static("ReportToken realm=\"mekiki\"");
    ([(header::WWW_AUTHENTICATE, challenge)], Problem::NoKey).into_response()
}

/// Which of both is wrong is not told.
async fn enter(
    desk: &Desk,
    id: Option<Path<String>>,
    token: &HeaderValue,
) -> Result<Entered, Problem> {
    let (id, token) = id.zip(token.to_str().ok()).ok_or(Problem::NotFound)?;
    let key = CaseKey::parse(&id, token).ok_or(Problem::NotFound)?;
    let access = desk.store.enter(&key).await?;
    Ok(Entered { key, access })
}

fn refused() -> Response {
    let challenge = HeaderValue::from_static("CaseToken realm=\"mekiki\"");
    ([(header::WWW_AUTHENTICATE, challenge)], Problem::NoKey).into_response()
}
