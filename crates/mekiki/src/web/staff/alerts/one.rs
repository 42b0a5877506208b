//! One alert: what it says in both languages, who had a part in it, and what may be done next.

use std::sync::Arc;

use ::desk::{Alert, AlertId, AlertState, Role};
use askama::Template;
use axum::{
    extract::{FromRequestParts, Path, State},
    http::request::Parts,
    response::Response,
};
use verdict::words::Language;

use super::{
    list::{kind_words, state_words},
    written::Written,
};
use crate::web::{
    Desk,
    alerts::{Shown, Telling},
    around::{Around, page},
    language::Spoken,
    problem::Problem,
    staff::{clock::moment, colleagues::Colleagues, inside::Inside, session::Staff},
};

/// The alert that an address names.
pub(super) struct Named(pub(super) AlertId);

impl FromRequestParts<Arc<Desk>> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Problem> {
        let id = Path::<String>::from_request_parts(parts, desk).await;
        let Path(id) = id.map_err(|_| Problem::NotFound)?;
        AlertId::parse(&id).map(Self).ok_or(Problem::NotFound)
    }
}

/// What the alert says in one language.
struct InLanguage {
    around: Around,
    alert: Shown,
}

#[derive(Template)]
#[template(path = "web/staff/alert.html")]
struct Page {
    inside: Inside,
    id: String,
    revision: i64,
    kind: &'static str,
    state: &'static str,
    shown: Vec<InLanguage>,
    written: Written,
    drafted: String,
    changed: String,
    /// Who approved it; empty while nobody has.
    approved: String,
    /// Whether it is about one message, or one attack, that new ones are compared with.
    is_matched: bool,
    is_public: bool,
    may: May,
}

/// What may be done next, as far as the page knows; the store has the last word.
struct May {
    change: bool,
    propose: bool,
    approve: bool,
    withdraw: bool,
}

impl May {
    fn of(inside: &Inside, alert: &Alert) -> Self {
        let user = &inside.session.user;
        let own = format!("user:{}", user.id);
        let is_open = alert.state != AlertState::Withdrawn && inside.may_decide();
        let is_theirs = alert.changed_by == own;
        Self {
            change: is_open,
            propose: is_open && alert.state == AlertState::Draft,
            approve: is_open
                && alert.state == AlertState::Proposed
                && !is_theirs
                && user.role != Role::BrandStaff,
            withdraw: is_open,
        }
    }
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Named(id): Named,
) -> Result<Response, Problem> {
    let alert = desk.store.alert(&session.user, &id).await?;
    let here = format!("/desk/alerts/{id}");
    let inside = Inside::new(language, &here, session);
    let colleagues = Colleagues::of(&desk).await?;
    let (brands, zone) = (&desk.checker.brands, &desk.checker.zone);
    let by = |actor: &str, at| {
        format!("{} ({})", colleagues.actor(actor, &inside), moment(at, zone, language))
    };
    let shown = [Language::Ja, Language::En].map(|language| InLanguage {
        around: Around::new(language, &here),
        alert: Shown::notice(&alert.notice, Telling { brands, zone, language }),
    });
    page(&Page {
        id: id.to_string(),
        revision: alert.revision,
        kind: kind_words(alert.notice.kind, language),
        state: state_words(&alert, language),
        shown: shown.into(),
        written: Written::of(&alert.notice, zone),
        drafted: by(&alert.drafted_by, alert.drafted_at),
        changed: by(&alert.changed_by, alert.changed_at),
        approved: alert
            .approved_by
            .as_deref()
            .map(|actor| colleagues.actor(actor, &inside))
            .unwrap_or_default(),
        is_matched: alert.notice.content.is_some() || alert.notice.attack.is_some(),
        is_public: alert.published_at.is_some(),
        may: May::of(&inside, &alert),
        inside,
    })
}
