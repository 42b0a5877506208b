//! A form that somebody at the desk sent from one of our own pages.

use std::sync::Arc;

use ::desk::Session;
use axum::{
    Form,
    extract::{FromRequest, FromRequestParts as _, Request, rejection::FormRejection},
    http::StatusCode,
};
use serde::{Deserialize, de::DeserializeOwned};

use super::session::{Refused, Staff};
use crate::web::{Desk, problem::Problem};

/// What a form brought, and who sent it. Every form at the desk is taken through here: without the
/// session's own token in it, a stranger's page made it.
pub(super) struct Posted<T> {
    pub(super) session: Session,
    pub(super) form: T,
}

/// A form that brings nothing but itself.
#[derive(Deserialize)]
pub(super) struct Nothing {}

#[derive(Deserialize)]
struct Fields<T> {
    #[serde(default)]
    csrf: String,
    #[serde(flatten)]
    rest: T,
}

impl<T: DeserializeOwned + 'static> FromRequest<Arc<Desk>> for Posted<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Refused> {
        let (mut parts, body) = request.into_parts();
        let Staff(session) = Staff::from_request_parts(&mut parts, desk).await?;
        let form = Form::from_request(Request::from_parts(parts, body), desk).await;
        let Form(Fields { csrf, rest }): Form<Fields<T>> = form.map_err(|error| refused(&error))?;
        if !session.accepts(&csrf) {
            return Err(Problem::ForeignForm.into());
        }
        Ok(Self { session, form: rest })
    }
}

fn refused(error: &FormRejection) -> Problem {
    match error.status() {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Problem::WrongType,
        StatusCode::PAYLOAD_TOO_LARGE => Problem::TooLarge,
        _ => Problem::Malformed,
    }
}
