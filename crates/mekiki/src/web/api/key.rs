//! A program's key: `Authorization: Bearer ID.SECRET` (RFC 6750 §2.1).

use std::sync::Arc;

use ::desk::{ApiKey, Scope};
use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse as _, Response},
};

use crate::web::{Desk, problem::Problem};

/// A key that was shown.
pub(super) struct Key(ApiKey);

/// A key, where none is needed; one that is shown must be right.
pub(super) struct MaybeKey(Option<Key>);

impl Key {
    /// The key, if it has the scope.
    pub(super) fn with(self, scope: Scope) -> Result<ApiKey, Problem> {
        if self.0.scopes.contains(&scope) { Ok(self.0) } else { Err(Problem::NotAllowed) }
    }
}

impl MaybeKey {
    /// Refuses a key without the scope; nobody's key is no key.
    pub(super) fn with(self, scope: Scope) -> Result<Option<ApiKey>, Problem> {
        self.0.map(|key| key.with(scope)).transpose()
    }
}

impl FromRequestParts<Arc<Desk>> for MaybeKey {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Response> {
        let Some(shown) = parts.headers.get(header::AUTHORIZATION) else { return Ok(Self(None)) };
        let key = bearer(shown).ok_or_else(refused)?;
        let key = desk.store.api_key(key).await;
        let key = key.map_err(|error| Problem::from(error).into_response())?;
        Ok(Self(Some(Key(key.ok_or_else(refused)?))))
    }
}

impl FromRequestParts<Arc<Desk>> for Key {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Response> {
        MaybeKey::from_request_parts(parts, desk).await?.0.ok_or_else(refused)
    }
}

/// The scheme's name is in any case (RFC 9110 §11.1).
fn bearer(shown: &HeaderValue) -> Option<&str> {
    let (scheme, key) = shown.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

fn refused() -> Response {
    let challenge = HeaderValue::from_static("Bearer realm=\"mekiki\"");
    ([(header::WWW_AUTHENTICATE, challenge)], Problem::NoKey).into_response()
}
