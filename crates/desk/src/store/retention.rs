use jiff::Timestamp;
use sea_query::{DeleteStatement, Expr, ExprTrait as _, Iden, Order, Query};

use super::{
    Store, StoreError, aggregate, alerts, attacks,
    audit::{Act, append},
    database::Tx,
    schema::{
        AttackMembers, Attacks, Cases, Notes, Originals, ReportOriginals, Reports, Sessions,
        Transcript,
    },
    statement::select,
};
use crate::{CaseState, audit::Actor};

/// Cases that somebody waits for, or is at work on.
pub(super) const OPEN: [CaseState; 2] = [CaseState::Waiting, CaseState::WithAgent];

/// Rows that are taken away or redacted in one transaction, so that nobody waits long behind it.
const AT_ONCE: u64 = 100;

/// What the retention job took away.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Retained {
    /// Messages as they came, with their whole reports.
    pub originals: u64,
    /// Cases whose conversation and notes were redacted.
    pub redacted: u64,
    /// Cases, with everything that was left of them.
    pub cases: u64,
    /// Reports, with everything that was left of them.
    pub reports: u64,
    /// Sessions that were over.
    pub sessions: u64,
}

impl Store {
    /// Takes away what has been kept long enough. Messages, and what people said, of a case that is
    /// still open stay until it is closed. To be run every hour or so; may run anywhere, also twice
    /// at once.
    ///
    /// # Errors
    ///
    /// When the database fails; what was taken away before stays away.
    pub async fn retain(&self, now: Timestamp) -> Result<Retained, StoreError> {
        let mut retained = Retained {
            originals: self.take_away(&originals(now)).await?
                + self.take_away(&report_originals(now)).await?,
            cases: self.take_away(&cases(now - self.settings.case)).await?,
            reports: self.take_away(&reports(now - self.settings.case)).await?,
            sessions: self.take_away(&self.sessions_over(now)).await?,
            redacted: 0,
        };
        self.forget_attacks(now - self.settings.case).await?;
        self.take_away(&aggregate::old(now - self.settings.case)).await?;
        self.take_away(&alerts::never_published(now - self.settings.case)).await?;
        loop {
            let redacted = self.redact_texts(now - self.settings.original).await?;
            retained.redacted += redacted;
            if redacted < AT_ONCE {
                break;
            }
        }
        if retained.originals + retained.cases + retained.reports + retained.redacted > 0 {
            let Retained { originals, cases, reports, redacted, .. } = retained;
            let detail = format!(
                "originals {originals}, redacted {redacted}, cases {cases}, reports {reports}"
            );
            let act = Act { actor: Actor::System, action: "retention.done", case: None, detail };
            let mut tx = self.database.begin().await?;
            append(&mut tx, act, now).await?;
            tx.commit().await?;
        }
        Ok(retained)
    }

    /// Deletes until a statement that deletes a few finds no more; how many went.
    async fn take_away(&self, delete: &DeleteStatement) -> Result<u64, StoreError> {
        let mut all = 0;
        loop {
            let mut tx = self.database.begin().await?;
            let gone = tx.run(delete).await?;
            tx.commit().await?;
            all += gone;
            if gone < AT_ONCE {
                return Ok(all);
            }
        }
    }

    /// Of attacks that are long over, everything; of older reports of those that go on, who reported
    /// and what.
    async fn forget_attacks(&self, before: Timestamp) -> Result<(), StoreError> {
        let at = before.as_millisecond();
        let is_over = Expr::col(Attacks::LastAt).lte(at);
        self.take_away(&few(Attacks::Table, Attacks::Id, is_over)).await?;
        let is_old = Expr::col(AttackMembers::At).lte(at);
        self.take_away(&few(AttackMembers::Table, AttackMembers::ReportId, is_old)).await?;
        let mut tx = self.database.begin().await?;
        tx.run(&attacks::forget_reporters(before)).await?;
        tx.commit().await
    }

    fn sessions_over(&self, now: Timestamp) -> DeleteStatement {
        let idle = now - self.settings.idle_session;
        let is_over = Expr::col(Sessions::ExpiresAt)
            .lte(now.as_millisecond())
            .or(Expr::col(Sessions::SeenAt).lte(idle.as_millisecond()));
        few(Sessions::Table, Sessions::TokenHash, is_over)
    }

    /// Redacts what was said and noted in some cases from before; how many.
    async fn redact_texts(&self, before: Timestamp) -> Result<u64, StoreError> {
        let due = Query::select()
            .column(Cases::Id)
            .from(Cases::Table)
            .and_where(Expr::col(Cases::Redacted).eq(0_i64))
            .and_where(Expr::col(Cases::OpenedAt).lte(before.as_millisecond()))
            .and_where(Expr::col(Cases::ChangedAt).lte(before.as_millisecond()))
            .and_where(is_closed())
            .order_by(Cases::OpenedAt, Order::Asc)
            .limit(AT_ONCE)
            .to_owned();
        let mut tx = self.database.begin().await?;
        let cases = tx.rows(&due).await?;
        for case in &cases {
            self.redact_case(&mut tx, &case.text(Cases::Id)?).await?;
        }
        tx.commit().await?;
        Ok(u64::try_from(cases.len()).unwrap_or(u64::MAX))
    }

    async fn redact_case(&self, tx: &mut Tx, case: &str) -> Result<(), StoreError> {
        let redactor = self.redactor();
        let said = [Transcript::Position, Transcript::Text];
        for row in tx.rows(&select(Transcript::Table, said, (Transcript::CaseId, case))).await? {
            let text = redactor.text(&row.text(Transcript::Text)?);
            let update = Query::update()
                .table(Transcript::Table)
                .value(Transcript::Text, text)
                .and_where(Expr::col(Transcript::CaseId).eq(case))
                .and_where(Expr::col(Transcript::Position).eq(row.number(Transcript::Position)?))
                .to_owned();
            tx.run(&update).await?;
        }
        let noted = [Notes::Position, Notes::Text];
        for row in tx.rows(&select(Notes::Table, noted, (Notes::CaseId, case))).await? {
            let text = redactor.text(&row.text(Notes::Text)?);
            let update = Query::update()
                .table(Notes::Table)
                .value(Notes::Text, text)
                .and_where(Expr::col(Notes::CaseId).eq(case))
                .and_where(Expr::col(Notes::Position).eq(row.number(Notes::Position)?))
                .to_owned();
            tx.run(&update).await?;
        }
        let done = Query::update()
            .table(Cases::Table)
            .value(Cases::Redacted, 1_i64)
            // The dialogue's state holds what the person said.
            .value(Cases::Conversation, Option::<String>::None)
            .and_where(Expr::col(Cases::Id).eq(case))
            .to_owned();
        tx.run(&done).await?;
        Ok(())
    }
}

/// Nobody waits, and nobody is at work on it.
fn is_closed() -> Expr {
    Expr::col((Cases::Table, Cases::State)).is_not_in(OPEN.map(<&str>::from))
}

/// Deletes a few of the rows that a condition holds for.
pub(super) fn few<C: Iden + Copy + 'static>(table: C, key: C, condition: Expr) -> DeleteStatement {
    let found =
        Query::select().column(key).from(table).and_where(condition).limit(AT_ONCE).to_owned();
    Query::delete().from_table(table).and_where(Expr::col(key).in_subquery(found)).to_owned()
}

fn originals(now: Timestamp) -> DeleteStatement {
    let closed =
        Query::select().column(Cases::Id).from(Cases::Table).and_where(is_closed()).to_owned();
    let is_over = Expr::col(Originals::ExpiresAt)
        .lte(now.as_millisecond())
        .and(Expr::col(Originals::CaseId).in_subquery(closed));
    few(Originals::Table, Originals::CaseId, is_over)
}

fn cases(before: Timestamp) -> DeleteStatement {
    let is_old = Expr::col(Cases::OpenedAt).lte(before.as_millisecond()).and(is_closed());
    few(Cases::Table, Cases::Id, is_old)
}

/// What could not be read, as it came.
fn report_originals(now: Timestamp) -> DeleteStatement {
    let is_over = Expr::col(ReportOriginals::ExpiresAt).lte(now.as_millisecond());
    few(ReportOriginals::Table, ReportOriginals::ReportId, is_over)
}

/// The event log still counts them: it holds nothing of what they said.
fn reports(before: Timestamp) -> DeleteStatement {
    let is_old = Expr::col(Reports::ReceivedAt).lte(before.as_millisecond());
    few(Reports::Table, Reports::Id, is_old)
}
