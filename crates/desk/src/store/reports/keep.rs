use aws_lc_rs::digest::{SHA256, digest};
use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Order, Query};
use verdict::words::Language;

use super::reporters::{self, Standing};
use crate::{
    Secret,
    attack::Member,
    event::{Counting, Event, EventKind, Reporter},
    report::{Matter, NewReport, Received, ReportId, ReportKey},
    store::{
        Store, StoreError, attacks,
        database::Tx,
        events,
        schema::{ReportOriginals, Reports},
        statement::insert,
    },
};

impl Store {
    /// Keeps a report. When this returns, it is kept, counted and part of an attack where it belongs
    /// to one. A report of a case that was taken back before is a new one.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] when the case is not the reporter's own; [`StoreError::Reported`]
    /// when the case is reported already; when the words are too long.
    pub async fn report(
        &self,
        new: &NewReport<'_>,
        now: Timestamp,
    ) -> Result<Received, StoreError> {
        let mut tx = self.database.begin().await?;
        let received = self.keep_report(&mut tx, new, now).await?;
        tx.commit().await?;
        if let Matter::Message { case, .. } = new.matter {
            self.changed(case.case());
        }
        Ok(received)
    }

    /// Keeps many reports, all or none: the lines of a table.
    ///
    /// # Errors
    ///
    /// As [`Store::report`].
    pub async fn report_all(
        &self,
        all: &[NewReport<'_>],
        now: Timestamp,
    ) -> Result<Vec<Received>, StoreError> {
        let mut tx = self.database.begin().await?;
        let mut received = Vec::with_capacity(all.len());
        for new in all {
            received.push(self.keep_report(&mut tx, new, now).await?);
        }
        tx.commit().await?;
        Ok(received)
    }

    async fn keep_report(
        &self,
        tx: &mut Tx,
        new: &NewReport<'_>,
        now: Timestamp,
    ) -> Result<Received, StoreError> {
        let most = self.settings.limits.text_characters;
        if new.words.chars().nth(most).is_some() {
            return Err(StoreError::TooLong { what: "what the reporter says", most });
        }
        let key = self.report_key(tx, new).await?;
        let matter = matter(&new.matter);
        let standing = match &new.reporter {
            Some(reporter) => Some(reporters::comes(tx, *reporter, now).await?),
            None => None,
        };
        let same_as = match (&new.reporter, &matter) {
            (Some(reporter), Some(matter)) => same_report(tx, *reporter, matter).await?,
            (None, _) | (_, None) => None,
        };
        let counting = self.counting(new, standing.as_ref(), same_as.as_ref());
        tx.run(&self.report_row(
            &key,
            new,
            (matter.as_deref(), same_as.as_ref(), counting),
            now,
        )?)
        .await?;
        if let Matter::Unreadable { octets, .. } = new.matter {
            let until = now + self.settings.original;
            tx.run(&original_row(&key.id, octets, until)).await?;
        }
        events::append(tx, &event(&key.id, new, counting, now), now).await?;
        if counting == Counting::Counted {
            join(tx, &key.id, new, standing.as_ref(), now).await?;
        }
        let outcome = super::decided_before(tx, &key.id, new, matter.as_deref(), now).await?;
        Ok(Received { key, counting, same_as, outcome })
    }

    /// A new id, and the token: for a case's report the one that follows from the case's own, so that
    /// the case's page leads to it.
    async fn report_key(&self, tx: &mut Tx, new: &NewReport<'_>) -> Result<ReportKey, StoreError> {
        if let Matter::Message { case, .. } = &new.matter {
            case.person()?;
            let before = super::undo::forget_undone(tx, case.case()).await?;
            if before {
                return Err(StoreError::Reported);
            }
        }
        Ok(ReportKey { id: ReportId::new()?, token: Secret::new()? })
    }

    fn counting(
        &self,
        new: &NewReport<'_>,
        standing: Option<&Standing>,
        same_as: Option<&ReportId>,
    ) -> Counting {
        if matches!(new.matter, Matter::Unreadable { .. }) {
            return Counting::Unreadable;
        }
        if same_as.is_some() {
            return Counting::Duplicate;
        }
        let most = self.settings.limits.reports_a_day;
        match standing {
            Some(standing) if standing.today > most => Counting::Held,
            Some(_) | None => Counting::Counted,
        }
    }

    fn report_row(
        &self,
        key: &ReportKey,
        new: &NewReport<'_>,
        (matter, same_as, counting): (Option<&str>, Option<&ReportId>, Counting),
        now: Timestamp,
    ) -> Result<sea_query::InsertStatement, StoreError> {
        let about = About::of(&new.matter);
        let shared = about.shared.map(serde_json::to_string).transpose()?;
        let case = match &new.matter {
            Matter::Message { case, .. } => Some(case.case().as_str()),
            Matter::Page { .. } | Matter::Unreadable { .. } => None,
        };
        let words = self.redactor().text(new.words.trim()).replace('\0', "");
        Ok(insert(
            Reports::Table,
            [
                (Reports::Id, key.id.as_str().into()),
                (Reports::TokenHash, key.token.hash().into()),
                (Reports::CaseId, case.into()),
                (Reports::Source, <&str>::from(new.source).into()),
                (Reports::Language, language_word(new.language).into()),
                (Reports::Reporter, new.reporter.map(|reporter| reporter.0.to_vec()).into()),
                (Reports::Recipients, new.recipients.written().into()),
                (Reports::Counting, <&str>::from(counting).into()),
                (Reports::Matter, matter.into()),
                (Reports::SameAs, same_as.map(ReportId::as_str).into()),
                (Reports::ReceivedAt, now.as_millisecond().into()),
                (Reports::SeenAt, new.seen_at.map(Timestamp::as_millisecond).into()),
                (Reports::Brand, about.brand.into()),
                (Reports::Ruling, about.ruling.into()),
                (Reports::Subject, about.subject.into()),
                (Reports::Page, about.page.into()),
                (Reports::Words, words.into()),
                (Reports::Shared, shared.map(|shared| shared.replace("\\u0000", "")).into()),
                (Reports::Unreadable, about.unreadable.into()),
            ],
        ))
    }
}

/// What the columns of a report tell of its matter.
#[derive(Default)]
struct About<'a> {
    brand: Option<&'a str>,
    ruling: Option<&'static str>,
    subject: Option<String>,
    page: Option<&'a str>,
    shared: Option<&'a crate::exchange::Shared>,
    unreadable: Option<&'a str>,
}

impl<'a> About<'a> {
    fn of(matter: &Matter<'a>) -> Self {
        match matter {
            Matter::Message { prepared, .. } => {
                let shared = &prepared.shared;
                Self {
                    brand: shared.brand.as_ref().map(|brand| brand.key.as_str()),
                    ruling: shared.ruling.map(check::report::Ruling::as_str),
                    subject: shared.subject.as_deref().map(|subject| subject.replace('\0', "")),
                    page: shared.pages.first().map(|page| page.url.as_str()),
                    shared: Some(shared),
                    unreadable: None,
                }
            }
            Matter::Page { page, brand, shared, .. } => Self {
                brand: *brand,
                page: Some(page.url.as_str()),
                shared: Some(shared),
                ..Self::default()
            },
            Matter::Unreadable { why, .. } => Self { unreadable: Some(why), ..Self::default() },
        }
    }
}

/// What tells that two reports are about the same: what a message says, or which page it is.
fn matter(matter: &Matter<'_>) -> Option<String> {
    match matter {
        Matter::Message { fingerprint, .. } => fingerprint.map(|one| one.as_str().to_owned()),
        Matter::Page { page, .. } => Some(of_octets("page", page.url.as_bytes())),
        Matter::Unreadable { octets, .. } => Some(of_octets("unreadable", octets)),
    }
}

fn of_octets(kind: &str, octets: &[u8]) -> String {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    format!("{kind}:{}", URL_SAFE_NO_PAD.encode(digest(&SHA256, octets)))
}

/// The reporter's earlier report of the same, if it still stands.
async fn same_report(
    tx: &mut Tx,
    reporter: Reporter,
    matter: &str,
) -> Result<Option<ReportId>, StoreError> {
    let first = Query::select()
        .column(Reports::Id)
        .from(Reports::Table)
        .and_where(Expr::col(Reports::Reporter).eq(reporter.0.to_vec()))
        .and_where(Expr::col(Reports::Matter).eq(matter))
        .and_where(Expr::col(Reports::UndoneAt).is_null())
        .order_by(Reports::ReceivedAt, Order::Asc)
        .limit(1)
        .to_owned();
    tx.row(&first).await?.map(|row| row.word(Reports::Id, ReportId::parse)).transpose()
}

fn original_row(id: &ReportId, octets: &[u8], until: Timestamp) -> sea_query::InsertStatement {
    insert(
        ReportOriginals::Table,
        [
            (ReportOriginals::ReportId, id.as_str().into()),
            (ReportOriginals::Octets, octets.into()),
            (ReportOriginals::ExpiresAt, until.as_millisecond().into()),
        ],
    )
}

/// The report as the event log counts it.
fn event(id: &ReportId, new: &NewReport<'_>, counting: Counting, now: Timestamp) -> Event {
    let about = About::of(&new.matter);
    let (urls, sending, ruling) = match &new.matter {
        Matter::Message { prepared, .. } => {
            let shared = &prepared.shared;
            (shared.pages.clone(), shared.sent.facts, shared.ruling)
        }
        Matter::Page { page, .. } => (vec![(*page).clone()], None, None),
        Matter::Unreadable { .. } => (Vec::new(), None, None),
    };
    Event {
        kind: EventKind::Reported,
        source: new.source,
        identity: Event::identity("reported", &[id.as_str()]),
        // A report counts for the day on which it was made, whenever the page was seen.
        at: Some(now),
        report: Some(id.clone()),
        reporter: new.reporter,
        brand: about.brand.map(str::to_owned),
        urls,
        sending,
        ruling,
        decided: None,
        counting,
    }
}

/// Finds the attack it belongs to.
async fn join(
    tx: &mut Tx,
    id: &ReportId,
    new: &NewReport<'_>,
    standing: Option<&Standing>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let about = About::of(&new.matter);
    let (traits, pages) = match &new.matter {
        Matter::Message { prepared, .. } => (&prepared.traits, prepared.shared.pages.as_slice()),
        Matter::Page { page, traits, .. } => (*traits, std::slice::from_ref(*page)),
        Matter::Unreadable { .. } => return Ok(()),
    };
    // Of whom nothing is known stands for nobody but this report.
    let nobody = || Reporter(Event::identity("nobody", &[id.as_str()]));
    let member = Member {
        brand: about.brand,
        pages,
        subject: about.subject.as_deref(),
        reporter: new.reporter.unwrap_or_else(nobody),
        reputation: standing.map_or(Standing::UNKNOWN, Standing::reputation),
        at: now,
    };
    attacks::join(tx, id, traits, &member, now).await?;
    Ok(())
}

pub(super) fn language_word(language: Language) -> &'static str {
    match language {
        Language::Ja => "ja",
        Language::En => "en",
    }
}
