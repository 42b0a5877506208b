//! The feed of alerts (RFC 4287).

use std::sync::Arc;

use ::desk::{Published, Store};
use askama::Template;
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;

use super::{Shown, shown::Telling};
use crate::web::{Desk, around::Around, language::Spoken, problem::Problem};

/// Alerts in the feed, those that were withdrawn among them, so that readers learn of it.
const ENTRIES: u64 = 50;

/// One alert.
struct Entry {
    /// The same for ever, another in each language (RFC 4287 §4.2.6).
    urn: String,
    alert: Shown,
    published: Timestamp,
    updated: Timestamp,
}

#[derive(Template)]
#[template(path = "web/alerts.xml")]
struct Feed {
    around: Around,
    urn: String,
    updated: Timestamp,
    entries: Vec<Entry>,
}

pub(super) async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
) -> Result<Response, Problem> {
    let alerts = desk.store.published_alerts(true, ENTRIES).await?;
    let around = Around::new(language, "/alerts.atom");
    let telling = Telling { brands: &desk.checker.brands, zone: &desk.checker.zone, language };
    let entry = |alert: &Published| Entry {
        urn: urn(&desk.store, around.code(), alert.id.as_str()),
        alert: Shown::of(alert, telling),
        published: alert.published_at,
        updated: alert.updated_at,
    };
    let feed = Feed {
        urn: urn(&desk.store, around.code(), ""),
        // A feed without entries has not changed since there are feeds.
        updated: alerts.iter().map(|alert| alert.updated_at).max().unwrap_or(Timestamp::UNIX_EPOCH),
        entries: alerts.iter().map(entry).collect(),
        around,
    };
    let xml = feed.render().map_err(|error| Problem::inner("a template", &error))?;
    let mut response = xml.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("application/atom+xml; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, kind);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-language, cookie"));
    Ok(response)
}

/// A name that nothing else has, in this desk or another (RFC 9562 §5.8: a UUID whose bits are the
/// maker's own).
fn urn(store: &Store, language: &str, alert: &str) -> String {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] =
        store.name_for(&format!("alerts.atom {language} {alert}"));
    let (g, i) = ((g & 0x0f) | 0x80, (i & 0x3f) | 0x80);
    format!(
        "urn:uuid:{a:02x}{b:02x}{c:02x}{d:02x}-{e:02x}{f:02x}-{g:02x}{h:02x}-{i:02x}{j:02x}-\
         {k:02x}{l:02x}{m:02x}{n:02x}{o:02x}{p:02x}"
    )
}
