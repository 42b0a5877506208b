//! First aid: what to do in the next ten minutes, when something was already entered or paid.

use std::sync::Arc;

use ::desk::conversation::{FirstAid, Line};
use askama::Template;
use axum::{Router, extract::State, response::Response, routing::get};

use super::{
    Desk,
    around::{Around, page},
    language::Spoken,
    problem::Problem,
};

pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/aid", get(show)).route("/about", get(about))
}

#[derive(Template)]
#[template(path = "web/aid.html")]
struct Page {
    around: Around,
    aids: Vec<FirstAid>,
    after: Vec<Line>,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
) -> Result<Response, Problem> {
    let (aids, after) =
        (desk.dialogue.first_aids(language), desk.dialogue.after_first_aid(language));
    page(&Page { around: Around::new(language, "/aid"), aids, after })
}

#[derive(Template)]
#[template(path = "web/about.html")]
struct About {
    around: Around,
}

/// What the desk does with a message, before anybody hands one in.
async fn about(Spoken(language): Spoken) -> Result<Response, Problem> {
    page(&About { around: Around::new(language, "/about") })
}
