use jiff::Timestamp;
use sea_query::{Condition, Expr, ExprTrait as _, Order, Query, UpdateStatement};

use super::{
    Store, StoreError,
    audit::{Act, append},
    cases::language,
    database::Row,
    schema::{Cases, Users},
    statement::select,
};
use crate::{Access, CaseId, CaseState, Right, Role, User, UserId, case::Queued};

/// What is shown of a case among others.
pub(super) const QUEUED: [Cases; 8] = [
    Cases::Id,
    Cases::Language,
    Cases::State,
    Cases::WaitingSince,
    Cases::ClaimedBy,
    Cases::Subject,
    Cases::Brand,
    Cases::Ruling,
];

/// What the audit log calls the end of a talk.
const FINISHED: &str = "case.finished";

impl Store {
    /// The person asks for a human being. Who waits already keeps the place in the queue.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for anybody but the person.
    pub async fn call_agent(&self, access: &Access, now: Timestamp) -> Result<(), StoreError> {
        access.person()?;
        let is_with_agent = Expr::col(Cases::State).eq(word(CaseState::WithAgent));
        let state =
            Expr::case(is_with_agent, word(CaseState::WithAgent)).finally(word(CaseState::Waiting));
        let mut update = touched(access, now);
        update.value(Cases::State, state).value(Cases::WaitingSince, waiting(now));
        self.write(access, &update).await
    }

    /// Cases whose people wait for a human being or talk with one, longest waiting first.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] when the role lacks [`Right::Read`].
    pub async fn queue(&self, user: &User) -> Result<Vec<Queued>, StoreError> {
        if !user.role.may(Right::Read) {
            return Err(StoreError::NotAllowed);
        }
        let mut found = Query::select();
        found
            .columns(QUEUED)
            .from(Cases::Table)
            .and_where(
                Expr::col(Cases::State)
                    .is_in([word(CaseState::Waiting), word(CaseState::WithAgent)]),
            )
            // Databases differ on where NULL sorts; nobody waits longer than who waits not at all.
            .order_by_expr(Expr::col(Cases::WaitingSince).if_null(i64::MAX), Order::Asc)
            .order_by(Cases::Id, Order::Asc)
            .limit(self.settings.limits.listed);
        if user.role == Role::BrandStaff {
            let brand = user.brand.as_deref().ok_or(StoreError::NotAllowed)?;
            found.and_where(Expr::col(Cases::Brand).eq(brand));
        }
        self.database.rows(&found).await?.iter().map(queued).collect()
    }

    /// Takes a case: of all who try, one. Who has it already still has it.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyClaimed`] when another agent was first.
    pub async fn claim(&self, access: &Access, now: Timestamp) -> Result<(), StoreError> {
        let user = access.user(Right::Answer)?;
        let mut update = touched(access, now);
        update
            .value(Cases::State, word(CaseState::WithAgent))
            .value(Cases::ClaimedBy, user.id.as_str())
            .and_where(
                Expr::col(Cases::ClaimedBy)
                    .is_null()
                    .or(Expr::col(Cases::ClaimedBy).eq(user.id.as_str())),
            );
        self.take(access, &update, ("case.claimed", String::new()), None, now).await
    }

    /// Gives a case to a colleague, with a note on where it stands.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyClaimed`] when somebody else has the case, [`StoreError::NoSuchUser`]
    /// when the colleague cannot answer.
    pub async fn hand_over(
        &self,
        access: &Access,
        to: &UserId,
        note: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        access.user(Right::Answer)?;
        self.can_answer(to, access).await?;
        let mut update = held_by_user(access, now)?;
        update
            .value(Cases::State, word(CaseState::WithAgent))
            .value(Cases::ClaimedBy, to.as_str())
            .value(Cases::WaitingSince, waiting(now));
        let act = ("case.handed-over", format!("to user:{to}"));
        self.take(access, &update, act, Some(note), now).await
    }

    /// Puts a case back into the queue.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyClaimed`] when somebody else has the case.
    pub async fn release(&self, access: &Access, now: Timestamp) -> Result<(), StoreError> {
        let mut update = held_by_user(access, now)?;
        update
            .value(Cases::State, word(CaseState::Waiting))
            .value(Cases::ClaimedBy, Option::<String>::None)
            .value(Cases::WaitingSince, waiting(now));
        self.take(access, &update, ("case.released", String::new()), None, now).await
    }

    /// Ends a talk without a decision: the person no longer waits, and may call again.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyClaimed`] when somebody else has the case.
    pub async fn finish(&self, access: &Access, now: Timestamp) -> Result<(), StoreError> {
        let mut update = held_by_user(access, now)?;
        let is_decided = Expr::col(Cases::Decision).is_not_null();
        let state =
            Expr::case(is_decided, word(CaseState::Decided)).finally(word(CaseState::Answered));
        update
            .value(Cases::State, state)
            .value(Cases::ClaimedBy, Option::<String>::None)
            .value(Cases::WaitingSince, Option::<i64>::None);
        self.take(access, &update, (FINISHED, String::new()), None, now).await
    }

    /// Changes who has a case, if the condition in `update` holds, and writes it down.
    async fn take(
        &self,
        access: &Access,
        update: &UpdateStatement,
        (action, detail): (&'static str, String),
        note: Option<&str>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        if action == FINISHED {
            let closing = Condition::all().add(Expr::col(Cases::Id).eq(access.case.as_str()));
            self.keep_originals_from(&mut tx, closing, now).await?;
        }
        if tx.run(update).await? == 0 {
            let here = select(Cases::Table, [Cases::Id], (Cases::Id, access.case.as_str()));
            let is_here = tx.row(&here).await?.is_some();
            return Err(if is_here { StoreError::AlreadyClaimed } else { StoreError::NoSuchCase });
        }
        if let Some(note) = note.filter(|note| !note.trim().is_empty()) {
            self.note_in(&mut tx, access, note, now).await?;
        }
        let act = Act { actor: access.actor(), action, case: Some(&access.case), detail };
        append(&mut tx, act, now).await?;
        tx.commit().await?;
        self.changed(&access.case);
        Ok(())
    }

    /// Whether a colleague may answer in this case.
    async fn can_answer(&self, user: &UserId, access: &Access) -> Result<(), StoreError> {
        let columns = [Users::Role, Users::Brand, Users::DisabledAt];
        let found = select(Users::Table, columns, (Users::Id, user.as_str()));
        let row = self.database.row(&found).await?.ok_or(StoreError::NoSuchUser)?;
        let role = row.word(Users::Role, |word| word.parse::<Role>().ok())?;
        if !role.may(Right::Answer) || row.number_or_none(Users::DisabledAt)?.is_some() {
            return Err(StoreError::NoSuchUser);
        }
        if role == Role::BrandStaff {
            let case = select(Cases::Table, [Cases::Brand], (Cases::Id, access.case.as_str()));
            let case = self.database.row(&case).await?.ok_or(StoreError::NoSuchCase)?;
            if case.text_or_none(Cases::Brand)? != row.text_or_none(Users::Brand)? {
                return Err(StoreError::NoSuchUser);
            }
        }
        Ok(())
    }
}

/// The beginning of every change to the case that was entered.
fn touched(access: &Access, now: Timestamp) -> UpdateStatement {
    Query::update()
        .table(Cases::Table)
        .value(Cases::ChangedAt, now.as_millisecond())
        .and_where(Expr::col(Cases::Id).eq(access.case.as_str()))
        .to_owned()
}

/// The same, if the user who entered has the case; an administrator may take it from anybody.
fn held_by_user(access: &Access, now: Timestamp) -> Result<UpdateStatement, StoreError> {
    let user = access.user(Right::Answer)?;
    let mut update = touched(access, now);
    if user.role != Role::Admin {
        update.and_where(Expr::col(Cases::ClaimedBy).eq(user.id.as_str()));
    }
    Ok(update)
}

/// Since when the person waits: from now, unless from before.
fn waiting(now: Timestamp) -> Expr {
    Expr::col(Cases::WaitingSince).if_null(now.as_millisecond())
}

fn word(state: CaseState) -> &'static str {
    state.into()
}

pub(super) fn queued(row: &Row) -> Result<Queued, StoreError> {
    Ok(Queued {
        id: row.word(Cases::Id, CaseId::parse)?,
        language: row.word(Cases::Language, language)?,
        state: row.word(Cases::State, |word| word.parse::<CaseState>().ok())?,
        waiting_since: row.moment_or_none(Cases::WaitingSince)?,
        claimed_by: row.text_or_none(Cases::ClaimedBy)?.as_deref().and_then(UserId::parse),
        subject: row.text_or_none(Cases::Subject)?,
        brand: row.text_or_none(Cases::Brand)?,
        ruling: row.text_or_none(Cases::Ruling)?,
    })
}
