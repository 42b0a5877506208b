use std::sync::Arc;

use ::desk::{
    AttackId, AttackState,
    attack::{AttackDetails, AttackMember, AttackReader, Past, Tally},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use check::render::plain;
use jiff::Timestamp;
use reading::link::defang;

use super::{
    list::{Row, subject},
    plot::{Column, Stretch, TALL, columns, stretches},
    words::bond_words,
};
use crate::web::{
    Desk,
    around::page,
    language::Spoken,
    problem::Problem,
    staff::{
        clock::moment,
        colleagues::{Colleagues, brand},
        inside::Inside,
        session::Staff,
    },
};

/// A report of the attack.
struct Member {
    report: String,
    at: String,
    brand: String,
    subject: String,
    url: String,
    why: String,
}

/// An earlier attack that was like it.
struct Earlier {
    row: Row,
    why: String,
}

#[derive(Template)]
#[template(path = "web/staff/attack.html")]
struct Page {
    inside: Inside,
    attack: Row,
    is_settled: bool,
    is_genuine: bool,
    /// Who settled it, and when; empty when nobody did.
    settled: String,
    weight: String,
    columns: Vec<Column>,
    tall: f64,
    /// For the foot of the plot.
    ends: (String, String),
    hosts: Vec<Stretch>,
    hosts_total: i64,
    patterns: Vec<Stretch>,
    subjects: Vec<(String, i64)>,
    brands: Vec<(String, i64)>,
    pages: Vec<(String, i64)>,
    members: Vec<Member>,
    bonds: Vec<(&'static str, i64)>,
    past: Vec<Earlier>,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = AttackId::parse(&id).ok_or(Problem::NotFound)?;
    let reader = AttackReader::User(&session.user);
    let details = desk.store.attack(reader, &id, Timestamp::now()).await?;
    let here = format!("/desk/attacks/{}", details.attack.id);
    let inside = Inside::new(language, &here, session);
    let colleagues = Colleagues::of(&desk).await?;
    page(&shown(&desk, inside, &colleagues, details))
}

fn shown(desk: &Desk, inside: Inside, colleagues: &Colleagues, details: AttackDetails) -> Page {
    let (zone, language) = (&desk.checker.zone, inside.language());
    let when = |at| moment(at, zone, language);
    let span = (details.attack.first_at, details.attack.last_at);
    let settled = details.settled.as_ref();
    let settled =
        settled.map(|(by, at)| format!("{} {}", colleagues.actor(by, &inside), when(*at)));
    let disarmed = |text: &str| plain(&defang(text)).into_owned();
    let named = |key: &str| plain(&brand(desk, key, &inside)).into_owned();
    Page {
        is_settled: matches!(details.attack.state, AttackState::Closed | AttackState::Genuine),
        is_genuine: details.attack.state == AttackState::Genuine,
        settled: settled.unwrap_or_default(),
        weight: format!("{:.1}", details.attack.weight),
        columns: columns(&details.hours, zone, language),
        tall: TALL,
        ends: (when(span.0), when(span.1)),
        hosts: stretches(&details.hosts, span, disarmed, when),
        hosts_total: details.hosts_total,
        patterns: stretches(&details.patterns, span, |text| plain(text).into_owned(), when),
        subjects: counted(&details.subjects, |text| subject(text, &inside)),
        brands: counted(&details.attack.brands, named),
        pages: counted(&details.pages, disarmed),
        members: details.members.iter().map(|one| member(desk, &inside, one)).collect(),
        bonds: details.bonds.iter().map(|(bond, n)| (bond_words(*bond, language), *n)).collect(),
        past: details.past.iter().map(|past| earlier(desk, &inside, past)).collect(),
        attack: Row::of(desk, &inside, &details.attack),
        inside,
    }
}

fn counted(tallies: &[Tally], show: impl Fn(&str) -> String) -> Vec<(String, i64)> {
    tallies.iter().map(|tally| (show(&tally.value), tally.reports)).collect()
}

fn member(desk: &Desk, inside: &Inside, member: &AttackMember) -> Member {
    let key = member.brand.as_deref();
    Member {
        report: member.report.to_string(),
        at: moment(member.at, &desk.checker.zone, inside.language()),
        brand: key.map(|key| plain(&brand(desk, key, inside)).into_owned()).unwrap_or_default(),
        subject: subject(&member.subject, inside),
        url: plain(&defang(&member.url)).into_owned(),
        why: why(&member.bonds, inside),
    }
}

fn why(bonds: &[::desk::attack::Bond], inside: &Inside) -> String {
    let words: Vec<&str> = bonds.iter().map(|bond| bond_words(*bond, inside.language())).collect();
    if words.is_empty() {
        return inside.say("最初の報告", "the first report").to_owned();
    }
    words.join(inside.say("、", ", "))
}

fn earlier(desk: &Desk, inside: &Inside, past: &Past) -> Earlier {
    Earlier { row: Row::of(desk, inside, &past.attack), why: why(&past.bonds, inside) }
}
