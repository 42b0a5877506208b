use std::sync::Arc;

use ::desk::campaign::{Purpose, Shown};
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
    response::Response,
};

use super::stranger::stranger;
use crate::web::{Desk, language};

/// Somebody who came by the link that takes a coupon.
pub(super) struct Invited {
    pub(super) shown: Shown,
    /// The page's address.
    pub(super) here: String,
}

/// Somebody who came by the link that ends such mail.
pub(super) struct Leaving {
    pub(super) shown: Shown,
    /// The page's address.
    pub(super) here: String,
}

impl FromRequestParts<Arc<Desk>> for Invited {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Response> {
        let (token, shown) = opened(parts, desk, Purpose::Claim).await?;
        Ok(Self { shown, here: format!("/c/{token}") })
    }
}

impl FromRequestParts<Arc<Desk>> for Leaving {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Response> {
        let (token, shown) = opened(parts, desk, Purpose::Unsubscribe).await?;
        Ok(Self { shown, here: format!("/u/{token}") })
    }
}

/// The link's token, if the desk made it. The database is not asked about any other.
async fn opened(
    parts: &mut Parts,
    desk: &Desk,
    purpose: Purpose,
) -> Result<(String, Shown), Response> {
    let refused = |parts: &Parts| stranger(language::of(parts));
    let Ok(Path(token)) = Path::<String>::from_request_parts(parts, &()).await else {
        return Err(refused(parts));
    };
    match desk.store.links().open(purpose, &token) {
        Some(shown) => Ok((token, shown)),
        None => Err(refused(parts)),
    }
}
