use check::Bilingual;
use jiff::Timestamp;
use sea_query::{Condition, Expr, ExprTrait as _, Func, Order, Query};

use super::reporters;
use crate::{
    CaseId, Decision, DecisionKind, NewDecision, Right, User,
    audit::Actor,
    event::{Counting, Event, EventKind, Source},
    report::{Matter, NewReport, Outcome, ReportId},
    store::{
        Store, StoreError,
        audit::{Act, append},
        database::{Row, Tx},
        decisions, events,
        schema::{ReportOutcomes, Reports},
        statement::insert,
    },
};

/// What somebody decides about reports that have no case.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Judged {
    /// Reports that were told.
    pub reports: u64,
}

/// The columns that a decision is told from.
const TOLD: [Reports; 7] = [
    Reports::Id,
    Reports::Reporter,
    Reports::Source,
    Reports::Brand,
    Reports::Ruling,
    Reports::Counting,
    Reports::Outcome,
];

impl Store {
    /// Decides what a report is about. One with a case is decided there, with everybody who asked
    /// about the same; of others, everybody who reported the same is told.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who may not decide; [`StoreError::NoSuchReport`] when there is
    /// none that the user may see.
    pub async fn judge(
        &self,
        user: &User,
        report: &ReportId,
        new: &NewDecision,
        now: Timestamp,
    ) -> Result<Judged, StoreError> {
        if !user.role.may(Right::Decide) {
            return Err(StoreError::NotAllowed);
        }
        let reported = self.reported_as(user, report).await?;
        if let Some(case) = &reported.case {
            let access = self.enter_as(user, case).await?;
            self.decide(&access, new, now).await?;
            return Ok(Judged { reports: 1 });
        }
        let most = self.settings.limits.text_characters;
        if [&new.words.ja, &new.words.en].iter().any(|words| words.chars().nth(most).is_some()) {
            return Err(StoreError::TooLong { what: "what people are told", most });
        }
        let mut tx = self.database.begin().await?;
        let actor = Actor::User(user.id.clone());
        let by = actor.name();
        let kind: &str = new.kind.into();
        let detail = format!("report:{report} {kind}");
        append(&mut tx, Act { actor, action: "report.decided", case: None, detail }, now).await?;
        let outcome = Outcome { kind: new.kind, words: new.words.clone(), at: now };
        let own = Expr::col(Reports::Id).eq(report.as_str());
        let same = Query::select()
            .column(Reports::Matter)
            .from(Reports::Table)
            .and_where(own.clone())
            .to_owned();
        let same =
            Expr::col(Reports::Matter).in_subquery(same).and(Expr::col(Reports::CaseId).is_null());
        let told = Condition::any().add(own).add(same);
        let reports = tell(&mut tx, told, &outcome, &by, now).await?;
        tx.commit().await?;
        Ok(Judged { reports })
    }
}

/// The reports of cases that a decision answers are told what was decided.
pub(in crate::store) async fn decided(
    tx: &mut Tx,
    cases: &[CaseId],
    decision: &Decision,
    now: Timestamp,
) -> Result<(), StoreError> {
    let outcome = outcome_of(decision);
    // A statement holds only so many values.
    for cases in cases.chunks(500) {
        let ids = cases.iter().map(CaseId::as_str);
        let told = Condition::all().add(Expr::col(Reports::CaseId).is_in(ids));
        tell(tx, told, &outcome, &decision.by, now).await?;
    }
    Ok(())
}

/// What was decided before about the same thing is the new report's outcome at once.
pub(in crate::store) async fn decided_before(
    tx: &mut Tx,
    id: &ReportId,
    new: &NewReport<'_>,
    matter: Option<&str>,
    now: Timestamp,
) -> Result<Option<Outcome>, StoreError> {
    let found = match (&new.matter, matter) {
        (Matter::Message { case, .. }, _) => {
            decisions::of_case(tx, case.case()).await?.map(|one| (outcome_of(&one), one.by))
        }
        (Matter::Page { .. }, Some(matter)) => of_matter(tx, matter).await?,
        (Matter::Page { .. } | Matter::Unreadable { .. }, _) => None,
    };
    let Some((outcome, by)) = found else { return Ok(None) };
    let own = Condition::all().add(Expr::col(Reports::Id).eq(id.as_str()));
    tell(tx, own, &outcome, &by, now).await?;
    Ok(Some(outcome))
}

fn outcome_of(decision: &Decision) -> Outcome {
    Outcome { kind: decision.kind, words: decision.words.clone(), at: decision.at }
}

/// The newest outcome of any report about the same page.
async fn of_matter(tx: &mut Tx, matter: &str) -> Result<Option<(Outcome, String)>, StoreError> {
    let reports = Query::select()
        .column(Reports::Id)
        .from(Reports::Table)
        .and_where(Expr::col(Reports::Matter).eq(matter))
        .to_owned();
    let newest = Query::select()
        .columns(OUTCOME)
        .from(ReportOutcomes::Table)
        .and_where(Expr::col(ReportOutcomes::ReportId).in_subquery(reports))
        .order_by(ReportOutcomes::DecidedAt, Order::Desc)
        .limit(1)
        .to_owned();
    let row = tx.row(&newest).await?;
    row.map(|row| Ok((outcome(&row)?, row.text(ReportOutcomes::DecidedBy)?))).transpose()
}

/// Gives reports their outcome, each once, and counts it.
async fn tell(
    tx: &mut Tx,
    which: Condition,
    outcome: &Outcome,
    by: &str,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let found = Query::select().columns(TOLD).from(Reports::Table).cond_where(which).to_owned();
    let rows = tx.rows(&found).await?;
    for row in &rows {
        let id = row.word(Reports::Id, ReportId::parse)?;
        let position = next_position(tx, &id).await?;
        tx.run(&outcome_row(&id, position, outcome, by)).await?;
        let kind: &str = outcome.kind.into();
        let update = Query::update()
            .table(Reports::Table)
            .value(Reports::Outcome, kind)
            .and_where(Expr::col(Reports::Id).eq(id.as_str()))
            .to_owned();
        tx.run(&update).await?;
        let before = row.text_or_none(Reports::Outcome)?.and_then(|word| word.parse().ok());
        let counting = row.word(Reports::Counting, |word| word.parse::<Counting>().ok())?;
        if counting == Counting::Counted
            && let Some(reporter) = row.octets_or_none(Reports::Reporter)?
        {
            reporters::turned_out(tx, &reporter, before, outcome.kind).await?;
        }
        events::append(tx, &event(row, &id, position, (outcome.kind, counting), now)?, now).await?;
    }
    Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
}

fn event(
    row: &Row,
    id: &ReportId,
    position: i64,
    (kind, counting): (DecisionKind, Counting),
    now: Timestamp,
) -> Result<Event, StoreError> {
    Ok(Event {
        kind: EventKind::Decided,
        source: row.word(Reports::Source, |word| word.parse::<Source>().ok())?,
        identity: Event::identity("decided", &[id.as_str(), &position.to_string()]),
        at: Some(now),
        report: Some(id.clone()),
        reporter: None,
        brand: row.text_or_none(Reports::Brand)?,
        urls: Vec::new(),
        sending: None,
        ruling: row
            .text_or_none(Reports::Ruling)?
            .and_then(|word| serde_json::from_value(word.into()).ok()),
        decided: Some(kind),
        counting,
    })
}

async fn next_position(tx: &mut Tx, id: &ReportId) -> Result<i64, StoreError> {
    let last = Query::select()
        .expr_as(Func::max(Expr::col(ReportOutcomes::Position)), ReportOutcomes::Position)
        .from(ReportOutcomes::Table)
        .and_where(Expr::col(ReportOutcomes::ReportId).eq(id.as_str()))
        .to_owned();
    let row = tx.row(&last).await?;
    let last = row.map(|row| row.number_or_none(ReportOutcomes::Position)).transpose()?.flatten();
    Ok(last.unwrap_or(0) + 1)
}

fn outcome_row(
    id: &ReportId,
    position: i64,
    outcome: &Outcome,
    by: &str,
) -> sea_query::InsertStatement {
    insert(
        ReportOutcomes::Table,
        [
            (ReportOutcomes::ReportId, id.as_str().into()),
            (ReportOutcomes::Position, position.into()),
            (ReportOutcomes::Kind, <&str>::from(outcome.kind).into()),
            (ReportOutcomes::WordsJa, outcome.words.ja.replace('\0', "").into()),
            (ReportOutcomes::WordsEn, outcome.words.en.replace('\0', "").into()),
            (ReportOutcomes::DecidedBy, by.into()),
            (ReportOutcomes::DecidedAt, outcome.at.as_millisecond().into()),
        ],
    )
}

/// What an outcome is made of.
pub(super) const OUTCOME: [ReportOutcomes; 5] = [
    ReportOutcomes::Kind,
    ReportOutcomes::WordsJa,
    ReportOutcomes::WordsEn,
    ReportOutcomes::DecidedBy,
    ReportOutcomes::DecidedAt,
];

pub(super) fn outcome(row: &Row) -> Result<Outcome, StoreError> {
    Ok(Outcome {
        kind: row.word(ReportOutcomes::Kind, |word| word.parse::<DecisionKind>().ok())?,
        words: Bilingual {
            ja: row.text(ReportOutcomes::WordsJa)?,
            en: row.text(ReportOutcomes::WordsEn)?,
        },
        at: row.moment(ReportOutcomes::DecidedAt)?,
    })
}
