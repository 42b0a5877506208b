//! The desk in the browser, and the HTTP API.
//!
//! Every page is made here, on the server, and works without scripts. A folder or file for each
//! page; what they share: [`around`] (the frame of each page), [`language`], [`problem`] (what went
//! wrong, as a page or as RFC 9457), [`intake`] (messages come in), [`guard`] (what each request and
//! answer must keep).

mod aid;
mod around;
mod assets;
mod case;
mod check;
mod desk;
pub(crate) mod examples;
mod guard;
mod intake;
mod language;
mod preview;
mod problem;
mod report;
mod result;
mod talk;

use std::sync::Arc;

use axum::{Router, middleware, response::Redirect, routing::get};

pub(crate) use desk::{Desk, Limits};

/// Everything the desk answers.
pub(crate) fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .merge(check::routes(&desk))
        .merge(result::routes())
        .merge(preview::routes())
        .merge(report::routes())
        .merge(talk::routes())
        .merge(aid::routes())
        .merge(assets::routes())
        .route("/favicon.ico", get(|| async { Redirect::permanent("/assets/mekiki.svg") }))
        .fallback(|| async { problem::Problem::NotFound })
        .with_state(desk.clone())
        // The innermost is named first.
        .layer(middleware::from_fn(guard::only_own_forms))
        .layer(middleware::from_fn(language::remember))
        .layer(middleware::from_fn(problem::show))
        .layer(middleware::from_fn(guard::headers))
}
