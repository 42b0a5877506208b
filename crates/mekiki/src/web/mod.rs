//! The desk in the browser, and the HTTP API.
//!
//! Every page is made here, on the server, and works without scripts. A folder or file for each
//! page; what they share: [`around`] (the frame of each page), [`language`], [`problem`] (what went
//! wrong, as a page or as RFC 9457), [`intake`] (messages come in), [`guard`] (what each request and
//! answer must keep).

mod aid;
mod alerts;
pub(crate) mod api;
mod around;
mod assets;
mod brands;
mod case;
mod check;
mod claim;
mod desk;
pub(crate) mod examples;
mod follow;
mod guard;
mod guide;
mod intake;
mod inviting;
mod language;
mod onward;
mod preview;
mod problem;
mod rate;
mod report;
mod reporting;
mod result;
pub(crate) mod sending;
mod share;
mod shared;
mod spelled;
mod staff;
mod standing;
pub(crate) mod stats;
pub(crate) mod taking;
mod talk;
pub(crate) mod watch;

use std::sync::Arc;

use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer};

use axum::{Router, middleware, response::Redirect, routing::get};

pub(crate) use desk::{Desk, Limits, Sending, Setup};
pub(crate) use watch::Metrics;

/// Everything the desk answers.
pub(crate) fn router(desk: Arc<Desk>, metrics: Metrics) -> Router {
    Router::new()
        .merge(check::routes(&desk))
        .merge(result::routes())
        .merge(share::routes())
        .merge(preview::routes())
        .merge(report::routes(&desk))
        .merge(follow::routes())
        .merge(reporting::routes(&desk))
        .merge(talk::routes(&desk))
        .merge(claim::routes(&desk))
        .merge(aid::routes())
        .merge(stats::routes())
        .merge(alerts::routes())
        .merge(brands::routes())
        .merge(guide::routes())
        .merge(staff::routes(&desk))
        .merge(assets::routes())
        .merge(api::routes())
        .merge(watch::routes(metrics))
        .route("/favicon.ico", get(|| async { Redirect::permanent("/assets/mekiki.svg") }))
        .fallback(|| async { problem::Problem::NotFound })
        .with_state(desk.clone())
        // The innermost is named first.
        .layer(middleware::from_fn(guard::only_own_forms))
        .layer(middleware::from_fn(language::remember))
        .layer(middleware::from_fn_with_state(desk, rate::limit))
        .layer(CatchPanicLayer::custom(|_| problem::Problem::panicked()))
        .layer(middleware::from_fn(problem::show))
        .layer(middleware::from_fn(watch::request))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(guard::headers))
}
