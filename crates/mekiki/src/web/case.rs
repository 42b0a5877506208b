//! A case by its private address: `/c/ID/TOKEN`.

use std::sync::Arc;

use ::desk::{Access, Case, CaseKey};
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::Deserialize;

use super::{Desk, problem::Problem};

/// Somebody who came by a case's private address. The token never leaves this address: it is in no
/// log and no other page.
pub(crate) struct Entered {
    pub(crate) key: CaseKey,
    pub(crate) access: Access,
}

#[derive(Deserialize)]
struct Address {
    id: String,
    token: String,
}

impl FromRequestParts<Arc<Desk>> for Entered {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Problem> {
        let Path(Address { id, token }) =
            Path::from_request_parts(parts, desk).await.map_err(|_| Problem::NotFound)?;
        let key = CaseKey::parse(&id, &token).ok_or(Problem::NotFound)?;
        let access = desk.store.enter(&key).await?;
        Ok(Self { key, access })
    }
}

impl Entered {
    /// The private address.
    pub(crate) fn address(&self) -> String {
        address(&self.key)
    }

    /// The case as the person sees it.
    pub(crate) async fn case(&self, desk: &Desk) -> Result<Case, Problem> {
        Ok(desk.store.case(&self.access).await?)
    }
}

/// The private address that a key opens.
pub(crate) fn address(key: &CaseKey) -> String {
    format!("/c/{}/{}", key.id.as_str(), key.token.reveal())
}
