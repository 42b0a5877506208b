//! The event log: only ever added to.

use aws_lc_rs::digest;
use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Iden, InsertStatement, OnConflict, Query};

use super::{
    StoreError,
    database::Tx,
    schema::{Events, FurtherUrls, Urls},
};
use crate::{
    event::{Event, EventKind, SeenUrl},
    stats::Month,
};

/// Rows that one statement puts in: eighteen values each, and SQLite binds 32,766.
const AT_ONCE: usize = 1_000;

/// An event, and the month that it counts for.
pub(super) struct Dated<'a> {
    pub(super) event: &'a Event,
    /// `None` for what has no date.
    pub(super) month: Option<Month>,
}

/// Writes an event in the transaction that makes it true; whether it is new. One that is known by its
/// identity changes nothing.
pub(super) async fn append(tx: &mut Tx, event: &Event, now: Timestamp) -> Result<bool, StoreError> {
    let own = event.at.map(Month::of);
    let month = match (event.kind, &event.report) {
        // What becomes of a report is told in the month of the report.
        (EventKind::Undone | EventKind::Decided, Some(report)) => {
            month_of(tx, report.as_str()).await?.or(own)
        }
        (EventKind::Undone | EventKind::Decided, None)
        | (EventKind::Reported | EventKind::Listed, _) => own,
    };
    Ok(append_all(tx, &[Dated { event, month }], now).await? > 0)
}

/// Writes many events; how many of them are new.
pub(super) async fn append_all(
    tx: &mut Tx,
    events: &[Dated<'_>],
    now: Timestamp,
) -> Result<u64, StoreError> {
    let mut new = 0;
    for events in events.chunks(AT_ONCE) {
        let seen: Vec<_> = events.iter().flat_map(|dated| &dated.event.urls).collect();
        for some in seen.chunks(AT_ONCE) {
            tx.run(&urls(some)).await?;
        }
        let mut insert = into(Events::Table, COLUMNS, [Events::Identity]);
        for dated in events {
            insert.values_panic(row(dated, now));
        }
        new += tx.run(&insert).await?;
        let further: Vec<_> = events.iter().flat_map(further).collect();
        for some in further.chunks(AT_ONCE) {
            tx.run(&further_urls(some)).await?;
        }
    }
    Ok(new)
}

async fn month_of(tx: &mut Tx, report: &str) -> Result<Option<Month>, StoreError> {
    let found = Query::select()
        .column(Events::Month)
        .from(Events::Table)
        .and_where(Expr::col(Events::Report).eq(report))
        .and_where(Expr::col(Events::Kind).eq(<&str>::from(EventKind::Reported)))
        .limit(1)
        .to_owned();
    let Some(row) = tx.row(&found).await? else { return Ok(None) };
    Ok(Month::numbered(row.number(Events::Month)?))
}

/// A statement that puts in what is not there yet.
pub(super) fn into<C: Iden + Copy + 'static, const COLUMNS: usize, const KEY: usize>(
    table: C,
    columns: [C; COLUMNS],
    key: [C; KEY],
) -> InsertStatement {
    let known = OnConflict::columns(key).do_nothing().to_owned();
    Query::insert().into_table(table).columns(columns).on_conflict(known).to_owned()
}

const COLUMNS: [Events; 18] = [
    Events::Identity,
    Events::Kind,
    Events::Source,
    Events::Counting,
    Events::Month,
    Events::At,
    Events::RecordedAt,
    Events::Report,
    Events::Brand,
    Events::Url,
    Events::Domain,
    Events::Tld,
    Events::IsSpoofed,
    Events::Policy,
    Events::Passes,
    Events::HasReverse,
    Events::Ruling,
    Events::Decided,
];

/// Values in the order of the columns.
fn row(dated: &Dated<'_>, now: Timestamp) -> [Expr; 18] {
    let Dated { event, month } = dated;
    let (main, sending) = (event.urls.first(), event.sending);
    let truth = |value: Option<bool>| Expr::from(value.map(i64::from));
    [
        event.identity.to_vec().into(),
        <&str>::from(event.kind).into(),
        <&str>::from(event.source).into(),
        <&str>::from(event.counting).into(),
        month.map_or(0, Month::number).into(),
        event.at.map(Timestamp::as_millisecond).into(),
        now.as_millisecond().into(),
        event.report.as_ref().map(|report| report.as_str().to_owned()).into(),
        event.brand.as_deref().map(storable).into(),
        main.map(|main| number(&main.url)).into(),
        main.map(|main| number(&main.domain)).into(),
        main.map(|main| storable(&main.tld)).into(),
        truth(sending.map(|sending| sending.is_spoofed)),
        sending.and_then(|sending| sending.policy).map(<&str>::from).into(),
        truth(sending.and_then(|sending| sending.passes)),
        truth(sending.and_then(|sending| sending.has_reverse)),
        event.ruling.map(|ruling| ruling.as_str()).into(),
        event.decided.map(<&str>::from).into(),
    ]
}

fn urls(seen: &[&SeenUrl]) -> InsertStatement {
    let columns = [Urls::Id, Urls::Url, Urls::Host, Urls::Domain, Urls::Tld];
    let mut insert = into(Urls::Table, columns, [Urls::Id]);
    for seen in seen {
        insert.values_panic([
            number(&seen.url).into(),
            storable(&seen.url).into(),
            storable(&seen.host).into(),
            storable(&seen.domain).into(),
            storable(&seen.tld).into(),
        ]);
    }
    insert
}

/// The pages of an event after the main one, each with the event and its month.
fn further<'a>(dated: &'a Dated<'_>) -> impl Iterator<Item = (&'a [u8], i64, &'a SeenUrl)> {
    let month = dated.month.map_or(0, Month::number);
    dated.event.urls.iter().skip(1).map(move |seen| (&dated.event.identity[..], month, seen))
}

fn further_urls(seen: &[(&[u8], i64, &SeenUrl)]) -> InsertStatement {
    let columns = [FurtherUrls::Event, FurtherUrls::Url, FurtherUrls::Month, FurtherUrls::Domain];
    let mut insert = into(FurtherUrls::Table, columns, [FurtherUrls::Event, FurtherUrls::Url]);
    for (event, month, seen) in seen {
        insert.values_panic([
            event.to_vec().into(),
            number(&seen.url).into(),
            (*month).into(),
            number(&seen.domain).into(),
        ]);
    }
    insert
}

/// PostgreSQL's text cannot hold NUL.
fn storable(text: &str) -> String {
    text.replace('\0', "")
}

/// What stands for a text: the first 63 bits of its SHA-256.
fn number(text: &str) -> i64 {
    let hash = digest::digest(&digest::SHA256, text.as_bytes());
    let first = hash.as_ref().first_chunk().copied().unwrap_or_default();
    i64::from_be_bytes(first) & i64::MAX
}
