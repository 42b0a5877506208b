//! Reporting without a case at hand: a form that takes whatever somebody has.

use std::{net::SocketAddr, sync::Arc};

use ::desk::{Door, event::Source, report::Recipients};
use askama::Template;
use axum::{
    Router,
    extract::{ConnectInfo, DefaultBodyLimit, Request, State},
    response::{IntoResponse as _, Redirect, Response},
    routing::get,
};

use super::{
    Desk,
    around::{Around, page},
    case, follow,
    language::Spoken,
    problem::Problem,
    taking::{Reporting, Taken, TakenAs},
};

pub(crate) fn routes(desk: &Desk) -> Router<Arc<Desk>> {
    let most = desk.limits.message_octets + desk.limits.form_octets;
    Router::new().route("/report", get(show).post(hand_in)).layer(DefaultBodyLimit::max(most))
}

#[derive(Template)]
#[template(path = "web/reporting.html")]
struct Page {
    around: Around,
}

async fn show(Spoken(language): Spoken) -> Result<Response, Problem> {
    page(&Page { around: Around::new(language, "/report") })
}

/// A message is checked, and its page shows what would be shared before anything is reported. What
/// another desk wrote was reported by whoever sent it there, and is taken at once.
async fn hand_in(
    State(desk): State<Arc<Desk>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Spoken(language): Spoken,
    request: Request,
) -> Result<Response, Problem> {
    let reporter = follow::reporter(&desk, peer, request.headers());
    let (room, octets) = desk.intake.message(request, &desk.limits).await?;
    if Taken::is_message(&octets, "") {
        let opened = desk.open(octets, (Door::Web, language)).await?;
        drop(room);
        let address = format!("{}/report", case::address(&opened.key));
        return Ok(Redirect::to(&address).into_response());
    }
    let reporting = Reporting {
        source: Source::Web,
        door: Door::Web,
        language,
        reporter,
        recipients: Recipients::default(),
        words: String::new(),
        seen_at: None,
    };
    let taken = desk.take(octets, "", &reporting).await?;
    match (taken.taken_as, taken.reports.first()) {
        (TakenAs::Table, _) | (_, None) => {
            page(&Table::of(Around::new(language, "/report"), &taken))
        }
        (_, Some(one)) => Ok(Redirect::to(&follow::address(&one.received.key)).into_response()),
    }
}

#[derive(Template)]
#[template(path = "web/reported_table.html")]
struct Table {
    around: Around,
    read: usize,
    counted: usize,
    duplicates: usize,
    held: usize,
    /// Lines and why they could not be read.
    unreadable: Vec<(u64, String)>,
    /// Where each line is followed.
    followed: Vec<String>,
}

impl Table {
    fn of(around: Around, taken: &Taken) -> Self {
        use ::desk::event::Counting;
        let count = |kind| taken.reports.iter().filter(|one| one.received.counting == kind).count();
        let language = around.language;
        let unreadable = taken
            .reports
            .iter()
            .filter_map(|one| Some((one.line?, one.why.as_ref()?.within(language).to_owned())));
        Self {
            around,
            read: taken.reports.len(),
            counted: count(Counting::Counted),
            duplicates: count(Counting::Duplicate),
            held: count(Counting::Held),
            unreadable: unreadable.collect(),
            followed: taken.reports.iter().map(|one| follow::address(&one.received.key)).collect(),
        }
    }
}
