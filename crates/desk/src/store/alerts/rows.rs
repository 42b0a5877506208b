//! An alert and a revision as rows.

use check::Bilingual;
use sea_query::{Expr, ExprTrait as _, InsertStatement, Query, SelectStatement};

use crate::{
    Content, Fingerprint, StoreError, Traits,
    alert::{Alert, AlertId, Notice, Published, Site},
    decision::Fault,
    store::{
        database::Row,
        decisions::{whose_of, whose_word},
        schema::{AlertRevisions as Revisions, Alerts},
        statement::insert,
    },
};

/// Alerts with one of their revisions: the newest, or the one that was approved last.
pub(super) fn with(revision: Alerts) -> SelectStatement {
    let alert = |column: Alerts| (Alerts::Table, column);
    let its = |column: Revisions| (Revisions::Table, column);
    Query::select()
        .columns(
            [
                Alerts::Id,
                Alerts::Kind,
                Alerts::Brand,
                Alerts::State,
                Alerts::Revision,
                Alerts::DraftedBy,
                Alerts::DraftedAt,
                Alerts::PublishedAt,
                Alerts::UpdatedAt,
                Alerts::WithdrawnAt,
            ]
            .map(alert),
        )
        .columns(
            [
                Revisions::TitleJa,
                Revisions::TitleEn,
                Revisions::Subjects,
                Revisions::LureJa,
                Revisions::LureEn,
                Revisions::Urls,
                Revisions::AdviceJa,
                Revisions::AdviceEn,
                Revisions::Site,
                Revisions::SiteAt,
                Revisions::Whose,
                Revisions::Since,
                Revisions::Attack,
                Revisions::Fingerprint,
                Revisions::Vouched,
                Revisions::Traits,
                Revisions::WrittenBy,
                Revisions::WrittenAt,
                Revisions::ApprovedBy,
            ]
            .map(its),
        )
        .from(Alerts::Table)
        .inner_join(
            Revisions::Table,
            Expr::col(its(Revisions::Alert))
                .equals(alert(Alerts::Id))
                .and(Expr::col(its(Revisions::Number)).equals(alert(revision))),
        )
        .to_owned()
}

/// One alert of [`with`].
pub(super) fn of(id: &AlertId, revision: Alerts) -> SelectStatement {
    let mut one = with(revision);
    one.and_where(Expr::col((Alerts::Table, Alerts::Id)).eq(id.as_str()));
    one
}

/// What an alert says, of a row of [`with`].
pub(super) fn notice(row: &Row) -> Result<Notice, StoreError> {
    let both = |ja, en| -> Result<_, StoreError> {
        Ok(Bilingual { ja: row.text(ja)?, en: row.text(en)? })
    };
    let site = row.text_or_none(Revisions::Site)?.map(|word| word.parse());
    let site = site.transpose().map_err(|_| StoreError::Word("a site's state".to_owned()))?;
    let whose = row.text_or_none(Revisions::Whose)?;
    let since = row.moment_or_none(Revisions::Since)?;
    let fingerprint = row.text_or_none(Revisions::Fingerprint)?.map(Fingerprint::kept);
    let vouched = row.text(Revisions::Vouched)?;
    Ok(Notice {
        kind: row.word(Alerts::Kind, |word| word.parse().ok())?,
        brand: row.text_or_none(Alerts::Brand)?,
        title: both(Revisions::TitleJa, Revisions::TitleEn)?,
        subjects: lines(&row.text(Revisions::Subjects)?),
        lure: both(Revisions::LureJa, Revisions::LureEn)?,
        urls: lines(&row.text(Revisions::Urls)?),
        advice: both(Revisions::AdviceJa, Revisions::AdviceEn)?,
        site: match (site, row.moment_or_none(Revisions::SiteAt)?) {
            (Some(state), Some(at)) => Some(Site { state, at }),
            _ => None,
        },
        fault: whose.map(|word| Fault { whose: whose_of(&word), since }),
        attack: row.text_or_none(Revisions::Attack)?,
        content: fingerprint.map(|fingerprint| Content { fingerprint, vouched }),
        // Traits that an older version wrote, and this one cannot read, match nothing.
        traits: row.text_or_none(Revisions::Traits)?.and_then(|text| Traits::read(&text)),
    })
}

/// An alert for the people at the desk.
pub(super) fn alert(row: &Row) -> Result<Alert, StoreError> {
    Ok(Alert {
        id: row.word(Alerts::Id, AlertId::parse)?,
        state: row.word(Alerts::State, |word| word.parse().ok())?,
        revision: row.number(Alerts::Revision)?,
        notice: notice(row)?,
        drafted_by: row.text(Alerts::DraftedBy)?,
        drafted_at: row.moment(Alerts::DraftedAt)?,
        changed_by: row.text(Revisions::WrittenBy)?,
        changed_at: row.moment(Revisions::WrittenAt)?,
        approved_by: row.text_or_none(Revisions::ApprovedBy)?,
        published_at: row.moment_or_none(Alerts::PublishedAt)?,
        withdrawn_at: row.moment_or_none(Alerts::WithdrawnAt)?,
    })
}

/// An alert for everybody.
pub(super) fn published(row: &Row) -> Result<Published, StoreError> {
    Ok(Published {
        id: row.word(Alerts::Id, AlertId::parse)?,
        notice: notice(row)?,
        published_at: row.moment(Alerts::PublishedAt)?,
        updated_at: row.moment(Alerts::UpdatedAt)?,
        withdrawn_at: row.moment_or_none(Alerts::WithdrawnAt)?,
    })
}

/// A new revision.
pub(super) fn revision(
    id: &AlertId,
    number: i64,
    notice: &Notice,
    (by, at): (&str, jiff::Timestamp),
) -> InsertStatement {
    let fault = notice.fault.as_ref();
    let content = notice.content.as_ref();
    let since = fault.and_then(|fault| fault.since).map(jiff::Timestamp::as_millisecond);
    insert(
        Revisions::Table,
        [
            (Revisions::Alert, id.as_str().into()),
            (Revisions::Number, number.into()),
            (Revisions::TitleJa, notice.title.ja.as_str().into()),
            (Revisions::TitleEn, notice.title.en.as_str().into()),
            (Revisions::Subjects, notice.subjects.join("\n").into()),
            (Revisions::LureJa, notice.lure.ja.as_str().into()),
            (Revisions::LureEn, notice.lure.en.as_str().into()),
            (Revisions::Urls, notice.urls.join("\n").into()),
            (Revisions::AdviceJa, notice.advice.ja.as_str().into()),
            (Revisions::AdviceEn, notice.advice.en.as_str().into()),
            (Revisions::Site, notice.site.map(|site| <&str>::from(site.state)).into()),
            (Revisions::SiteAt, notice.site.map(|site| site.at.as_millisecond()).into()),
            (Revisions::Whose, fault.map(|fault| whose_word(fault.whose)).into()),
            (Revisions::Since, since.into()),
            (Revisions::Attack, notice.attack.as_deref().into()),
            (Revisions::Fingerprint, content.map(|content| content.fingerprint.as_str()).into()),
            (Revisions::Vouched, content.map_or("", |content| content.vouched.as_str()).into()),
            (Revisions::Traits, notice.traits.as_ref().map(Traits::written).into()),
            (Revisions::WrittenBy, by.into()),
            (Revisions::WrittenAt, at.as_millisecond().into()),
        ],
    )
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
