//! Small JSON documents that come in.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, Request},
    http::{HeaderMap, header},
};
use serde::de::DeserializeOwned;

use crate::web::{Desk, intake, problem::Problem};

/// A document that was sent, as strictly as its type reads it.
pub(super) struct Sent<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequest<Arc<Desk>> for Sent<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Problem> {
        if kind(request.headers()) != "application/json" {
            return Err(Problem::WrongType);
        }
        let room = desk.intake.small_room(&desk.limits).await?;
        let octets = intake::body(&room, request.into_body(), desk.limits.form_octets).await?;
        read(&octets).map(Self)
    }
}

/// What octets hold.
pub(super) fn read<T: DeserializeOwned>(octets: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(octets).map_err(|_| Problem::Malformed)
}

/// The media type in lower case, without its parameters; empty when none is named.
pub(super) fn kind(headers: &HeaderMap) -> String {
    let named = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = named.and_then(|named| named.split(';').next()).unwrap_or_default();
    kind.trim().to_ascii_lowercase()
}
