//! Who did what: the audit log, and whether it is what was written.

use std::sync::Arc;

use ::desk::{Operator, StoreError, audit::AuditEntry};
use askama::Template;
use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};
use serde::Deserialize;
use verdict::words::Language;

use super::{clock::moment, colleagues::Colleagues, inside::Inside, session::Staff};
use crate::web::{Desk, around::page, language::Spoken, problem::Problem};

pub(super) fn routes() -> Router<Arc<Desk>> {
    Router::new().route("/desk/audit", get(show))
}

/// Entries on one page.
const PAGE: i64 = 100;

struct Row {
    position: i64,
    at: String,
    actor: String,
    action: String,
    /// The case; empty for none.
    case: String,
    detail: String,
}

/// What checking the whole log found.
enum Verified {
    NotAsked,
    Whole(i64),
    Broken(i64),
}

#[derive(Template)]
#[template(path = "web/staff/audit.html")]
struct Page {
    inside: Inside,
    rows: Vec<Row>,
    older: Option<i64>,
    verified: Verified,
    /// The last entry's number and hash, to be noted elsewhere.
    head: (i64, String),
}

#[derive(Deserialize)]
struct Asked {
    /// Entries before this one.
    before: Option<i64>,
    /// Whether to follow the whole log.
    #[serde(default)]
    verify: String,
}

async fn show(
    State(desk): State<Arc<Desk>>,
    Spoken(language): Spoken,
    Staff(session): Staff,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let inside = Inside::new(language, "/desk/audit", session);
    let head = desk.store.audit_head().await?;
    let last = asked.before.map_or(head.position, |before| before.min(head.position + 1) - 1);
    let after = last.saturating_sub(PAGE).max(0);
    let by = Operator::User(&inside.session.user);
    let mut entries = desk.store.audit_log(by, after).await?;
    entries.retain(|entry| entry.position <= last);
    entries.reverse();
    let colleagues = Colleagues::of(&desk).await?;
    let rows = entries.into_iter().map(|entry| row(&desk, &inside, &colleagues, entry)).collect();
    let verified = if asked.verify == "yes" { verify(&desk).await? } else { Verified::NotAsked };
    let hash = head.hash.iter().map(|octet| format!("{octet:02x}")).collect();
    let older = (after > 0).then_some(after + 1);
    page(&Page { inside, rows, older, verified, head: (head.position, hash) })
}

async fn verify(desk: &Desk) -> Result<Verified, Problem> {
    match desk.store.verify_audit(None).await {
        Ok(head) => Ok(Verified::Whole(head.position)),
        Err(StoreError::Audit(broken)) => Ok(Verified::Broken(broken.position)),
        Err(error) => Err(error.into()),
    }
}

fn row(desk: &Desk, inside: &Inside, colleagues: &Colleagues, entry: AuditEntry) -> Row {
    let language = inside.language();
    Row {
        position: entry.position,
        at: moment(entry.at, &desk.checker.zone, language),
        actor: colleagues.actor(&entry.actor, inside),
        action: action(&entry.action, language).map_or_else(|| entry.action.clone(), str::to_owned),
        case: entry.case.map(|case| case.to_string()).unwrap_or_default(),
        detail: check::render::plain(&colleagues.named(&entry.detail, inside)).into_owned(),
    }
}

/// What was done, in words; `None` for what a newer program wrote.
fn action(name: &str, language: Language) -> Option<&'static str> {
    let (ja, en) = match name {
        "case.claimed" => ("相談を引き受けた", "took a case"),
        "case.handed-over" => ("相談を引き継いだ", "handed a case over"),
        "case.released" => ("相談を待ち行列に戻した", "put a case back"),
        "case.finished" => ("相談を終えた", "ended a talk"),
        "case.deleted" => ("相談を消した", "deleted a case"),
        "original.read" => ("メールそのものを開いた", "opened a message"),
        "decision.made" => ("決定した", "decided"),
        "user.added" => ("アカウントを作った", "made an account"),
        "user.disabled" => ("アカウントを閉じた", "closed an account"),
        "user.password-set" => ("パスワードを設定した", "set a password"),
        "user.logged-in" => ("ログインした", "logged in"),
        "user.locked" => ("間違いが続き、しばらく閉じた", "closed after wrong passwords"),
        "canned.added" => ("定型の返事を加えた", "added a canned answer"),
        "canned.removed" => ("定型の返事を消した", "removed a canned answer"),
        "alert.drafted" => ("緊急情報の下書きを作った", "drafted an alert"),
        "alert.changed" => ("緊急情報を書き直した", "changed an alert"),
        "alert.proposed" => ("緊急情報の公開を申し出た", "proposed an alert"),
        "alert.published" => ("緊急情報を公開した", "published an alert"),
        "alert.withdrawn" => ("緊急情報を取り下げた", "withdrew an alert"),
        "key.added" => ("APIキーを作った", "made an API key"),
        "key.revoked" => ("APIキーを取り消した", "took an API key back"),
        "retention.done" => ("保存の期限を過ぎたものを消した", "deleted what was past its time"),
        _ => return None,
    };
    Some(match language {
        Language::Ja => ja,
        Language::En => en,
    })
}
