//! An invite list, handed in on a page.

use std::sync::Arc;

use ::desk::{
    CampaignId,
    campaign::{By, InviteSummary, invite_list::RefusedLine},
};
use askama::Template;
use axum::{
    extract::{FromRequest as _, Multipart, Request, State},
    response::Response,
};
use jiff::Timestamp;

use super::one::Named;
use crate::web::{
    Desk,
    around::page,
    claim::grouped,
    inviting::read_in,
    language::Spoken,
    problem::Problem,
    staff::{inside::Inside, session::Staff},
};

#[derive(Template)]
#[template(path = "web/staff/campaign_invited.html")]
struct Page {
    inside: Inside,
    id: CampaignId,
    encoding: String,
    /// What became of the lines: words and numbers.
    figures: Vec<(&'static str, String)>,
    /// Why lines were refused, and how many.
    reasons: Vec<(&'static str, String)>,
    /// The first refused lines: the line, and why.
    first: Vec<(u64, &'static str)>,
}

/// Octets of the field that shows that the form is ours.
const CSRF: usize = 256;

/// Reads the list in as it arrives, and tells what became of each line.
pub(super) async fn invite(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Named(id): Named,
    Staff(session): Staff,
    request: Request,
) -> Result<Response, Problem> {
    let _room = desk.intake.small_room(&desk.limits).await?;
    let form = Multipart::from_request(request, &()).await;
    let mut form = form.map_err(|_| Problem::WrongType)?;
    let field = form.next_field().await.map_err(|_| Problem::Malformed)?;
    // The form has it first: nothing of a stranger's form is read in.
    let mut csrf =
        field.filter(|field| field.name() == Some("csrf")).ok_or(Problem::ForeignForm)?;
    let mut shown = Vec::new();
    while let Some(piece) = csrf.chunk().await.map_err(|_| Problem::Malformed)? {
        shown.extend_from_slice(&piece);
        if shown.len() > CSRF {
            return Err(Problem::ForeignForm);
        }
    }
    drop(csrf);
    if !session.accepts(&String::from_utf8_lossy(&shown)) {
        return Err(Problem::ForeignForm);
    }
    let list = form.next_field().await.map_err(|_| Problem::Malformed)?;
    let list = list.filter(|field| field.name() == Some("list")).ok_or(Problem::Empty)?;
    let by = By::User(&session.user);
    let inviting = desk.store.invite(by, &id, Timestamp::now()).await?;
    let summary = read_in(inviting, list).await?;
    let inside = Inside::new(language, &format!("/desk/campaigns/{id}"), session);
    page(&told(inside, id, &summary))
}

fn told(inside: Inside, id: CampaignId, summary: &InviteSummary) -> Page {
    let language = inside.language();
    let figures = vec![
        (inside.say("読んだ行", "Lines that were read"), grouped(summary.read)),
        (inside.say("新しく招待した人", "People invited now"), grouped(summary.invited)),
        (
            inside.say("もう招待していた人", "People who were invited already"),
            grouped(summary.duplicates),
        ),
        (
            inside.say("配信を断っている人", "People who want no such mail"),
            grouped(summary.unsubscribed),
        ),
        (inside.say("読めなかった行", "Lines that could not be taken"), grouped(summary.refused)),
    ];
    let reasons = summary.reasons.iter().map(|(why, n)| (why.words(language), grouped(*n)));
    let line = |RefusedLine { line, why }: &RefusedLine| (*line, why.words(language));
    Page {
        id,
        encoding: summary.encoding.clone(),
        figures,
        reasons: reasons.collect(),
        first: summary.first.iter().map(line).collect(),
        inside,
    }
}
