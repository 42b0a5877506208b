//! The first page: hand in a message.

use std::sync::Arc;

use ::desk::Door;
use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, Request, State},
    response::{Redirect, Response},
    routing::{get, post},
};

use super::{
    Desk,
    around::{Around, page},
    case,
    examples::{self, Example},
    language::Spoken,
    problem::Problem,
};

pub(crate) fn routes(desk: &Desk) -> Router<Arc<Desk>> {
    let most = desk.limits.message_octets + desk.limits.form_octets;
    Router::new()
        .route("/", get(show))
        .route(
            "/check",
            post(hand_in).layer(DefaultBodyLimit::max(most)).get(|| async { Redirect::to("/") }),
        )
        .route("/examples/{name}", post(try_example).get(|| async { Redirect::to("/") }))
}

#[derive(Template)]
#[template(path = "web/check.html")]
struct Page {
    around: Around,
    examples: &'static [Example],
}

async fn show(Spoken(language): Spoken) -> Result<Response, Problem> {
    page(&Page { around: Around::new(language, "/"), examples: examples::ALL })
}

async fn hand_in(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    request: Request,
) -> Result<Redirect, Problem> {
    let (room, message) = desk.intake.message(request, &desk.limits).await?;
    let opened = desk.open(message, (Door::Web, language)).await?;
    drop(room);
    Ok(Redirect::to(&case::address(&opened.key)))
}

async fn try_example(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Path(name): Path<String>,
) -> Result<Redirect, Problem> {
    let example = examples::named(&name).ok_or(Problem::NotFound)?;
    let message = example.message.to_vec();
    let opened = desk.open_as_of(message, (Door::Web, language), example.asked_at()).await?;
    Ok(Redirect::to(&case::address(&opened.key)))
}
