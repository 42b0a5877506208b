//! Who is logged in, by the cookie.

use std::sync::Arc;

use ::desk::{Secret, Session};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use jiff::Timestamp;

use crate::web::{Desk, problem::Problem};

/// Somebody at the desk, who does something.
pub(super) struct Staff(pub(super) Session);

/// Somebody at the desk whose page asks for news by itself. That does not keep the session alive:
/// a screen that was left alone is locked in time.
pub(super) struct Watching(pub(super) Session);

/// Nobody is logged in, or we failed.
pub(super) enum Refused {
    /// Asks a browser to log in, and leads back to this page.
    LogIn(String),
    Problem(Problem),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Self::LogIn(next) => Redirect::to(&format!("/login?next={next}")).into_response(),
            Self::Problem(problem) => problem.into_response(),
        }
    }
}

impl FromRequestParts<Arc<Desk>> for Staff {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Refused> {
        let Some(token) = token(&parts.headers, desk) else { return Err(log_in(parts)) };
        let session = desk.store.session(&token, Timestamp::now()).await.map_err(Problem::from)?;
        session.map(Self).ok_or_else(|| log_in(parts))
    }
}

impl FromRequestParts<Arc<Desk>> for Watching {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Refused> {
        let token = token(&parts.headers, desk).ok_or(Problem::NotLoggedIn)?;
        let session = desk.store.session_glanced(&token, Timestamp::now()).await;
        let session = session.map_err(Problem::from)?;
        Ok(Self(session.ok_or(Problem::NotLoggedIn)?))
    }
}

/// A browser is led to the log-in page; a program, and what a script fetches, is told.
fn log_in(parts: &Parts) -> Refused {
    let accept = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    if !accept.is_some_and(|accept| accept.contains("text/html")) {
        return Refused::Problem(Problem::NotLoggedIn);
    }
    // A form's address is no page to come back to.
    let next = if parts.method == Method::GET { parts.uri.path() } else { QUEUE };
    Refused::LogIn(after_log_in(next).to_owned())
}

/// Where somebody is after logging in.
pub(super) const QUEUE: &str = "/desk";

/// The page to go to after logging in: one of ours, whatever an address asks for.
pub(super) fn after_log_in(next: &str) -> &str {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_');
    let is_ours = next == QUEUE || next.starts_with("/desk/");
    if is_ours && next.chars().all(is_plain) { next } else { QUEUE }
}

/// The cookie's name. With the prefix, browsers take it from this host alone, over TLS alone
/// (RFC 6265bis §4.1.3.2), so that no neighbour can plant one.
fn name(desk: &Desk) -> &'static str {
    if desk.is_secure { "__Host-desk" } else { "desk" }
}

/// The token that a browser shows.
pub(super) fn token(headers: &HeaderMap, desk: &Desk) -> Option<Secret> {
    Secret::parse(CookieJar::from_headers(headers).get(name(desk))?.value())
}

/// Gives a browser its token. The cookie goes when the browser closes; how long the session holds is
/// the store's to say.
pub(super) fn cookie(desk: &Desk, token: &Secret) -> String {
    made(desk, token.reveal().to_owned()).to_string()
}

/// Takes the token away.
pub(super) fn no_cookie(desk: &Desk) -> String {
    let mut cookie = made(desk, String::new());
    cookie.make_removal();
    cookie.to_string()
}

fn made(desk: &Desk, value: String) -> Cookie<'static> {
    Cookie::build((name(desk), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(desk.is_secure)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logging_in_leads_to_our_own_pages_only() {
        for (next, expected) in [
            ("/desk/case/AAAAAAAAAAAAAAAAAAAAAA", "/desk/case/AAAAAAAAAAAAAAAAAAAAAA"),
            ("/desk/users", "/desk/users"),
            ("/desk", "/desk"),
            ("", "/desk"),
            ("//evil.example", "/desk"),
            ("https://evil.example/desk", "/desk"),
            ("/desk/../c/x", "/desk"),
            ("/desk\r\nSet-Cookie: a=b", "/desk"),
            ("/deskside", "/desk"),
        ] {
            assert_eq!(after_log_in(next), expected, "{next:?}");
        }
    }
}
