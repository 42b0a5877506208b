//! Writing alerts: nothing here becomes public.

use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query, UpdateStatement};

use super::{
    rows::{alert, of, revision},
    who::{about, writer},
};
use crate::{
    StoreError, User,
    account::Operator,
    alert::{Alert, AlertId, AlertState, Notice},
    store::{
        Store,
        accounts::audited,
        database::Tx,
        schema::{AlertRevisions as Revisions, Alerts},
        statement::insert,
    },
};

impl Store {
    /// Begins an alert. What was found of a message or an attack comes along in the notice; it cannot
    /// be changed later.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who may not decide, and for brand staff about another brand; as
    /// the notice is too short or too long.
    pub async fn draft_alert(
        &self,
        by: &User,
        notice: &Notice,
        now: Timestamp,
    ) -> Result<AlertId, StoreError> {
        let notice = notice.kept(self.settings.limits.text_characters)?;
        let id = AlertId::new()?;
        let mut tx = self.database.begin().await?;
        let user = writer(&mut tx, by).await?;
        about(&user, notice.brand.as_deref())?;
        let actor = Operator::User(&user).actor().name();
        let row = [
            (Alerts::Id, id.as_str().into()),
            (Alerts::Kind, <&str>::from(notice.kind).into()),
            (Alerts::Brand, notice.brand.as_deref().into()),
            (Alerts::State, <&str>::from(AlertState::Draft).into()),
            (Alerts::Revision, 1_i64.into()),
            (Alerts::Vouched, "".into()),
            (Alerts::DraftedBy, actor.as_str().into()),
            (Alerts::DraftedAt, now.as_millisecond().into()),
            (Alerts::ChangedAt, now.as_millisecond().into()),
        ];
        tx.run(&insert(Alerts::Table, row)).await?;
        tx.run(&revision(&id, 1, &notice, (&actor, now))).await?;
        written_down(&mut tx, &user, "alert.drafted", (&id, 1), now).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes what an alert says: a new revision, which nobody has approved. What was approved before
    /// stays public until then. The kind, the brand and what it was drafted from stay.
    ///
    /// # Errors
    ///
    /// [`StoreError::ChangedMeanwhile`] when `seen` is not the newest revision;
    /// [`StoreError::NotAllowed`]; when it was withdrawn.
    pub async fn change_alert(
        &self,
        by: &User,
        (id, seen): (&AlertId, i64),
        notice: &Notice,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let mut tx = self.database.begin().await?;
        let (user, before) = theirs(&mut tx, by, id).await?;
        let notice = Notice {
            kind: before.notice.kind,
            brand: before.notice.brand,
            attack: before.notice.attack,
            content: before.notice.content,
            traits: before.notice.traits,
            ..notice.clone()
        };
        let notice = notice.kept(self.settings.limits.text_characters)?;
        let next = seen.saturating_add(1);
        let mut update = at(id, seen);
        update
            .value(Alerts::Revision, next)
            .value(Alerts::State, <&str>::from(AlertState::Draft))
            .value(Alerts::ChangedAt, now.as_millisecond())
            .and_where(Expr::col(Alerts::WithdrawnAt).is_null());
        only_if_so(&mut tx, &update).await?;
        let actor = Operator::User(&user).actor().name();
        tx.run(&revision(id, next, &notice, (&actor, now))).await?;
        written_down(&mut tx, &user, "alert.changed", (id, next), now).await?;
        tx.commit().await?;
        Ok(next)
    }

    /// Asks that somebody else approves the newest revision.
    ///
    /// # Errors
    ///
    /// As [`Store::change_alert`].
    pub async fn propose_alert(
        &self,
        by: &User,
        (id, seen): (&AlertId, i64),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        let (user, _) = theirs(&mut tx, by, id).await?;
        let mut update = at(id, seen);
        update
            .value(Alerts::State, <&str>::from(AlertState::Proposed))
            .value(Alerts::ChangedAt, now.as_millisecond())
            .and_where(Expr::col(Alerts::State).eq(<&str>::from(AlertState::Draft)));
        only_if_so(&mut tx, &update).await?;
        let proposed = Query::update()
            .table(Revisions::Table)
            .value(Revisions::ProposedBy, Operator::User(&user).actor().name())
            .value(Revisions::ProposedAt, now.as_millisecond())
            .and_where(Expr::col(Revisions::Alert).eq(id.as_str()))
            .and_where(Expr::col(Revisions::Number).eq(seen))
            .to_owned();
        tx.run(&proposed).await?;
        written_down(&mut tx, &user, "alert.proposed", (id, seen), now).await?;
        tx.commit().await
    }
}

/// An alert, and who acts on it, if it is theirs to act on.
pub(super) async fn theirs(
    tx: &mut Tx,
    by: &User,
    id: &AlertId,
) -> Result<(User, Alert), StoreError> {
    let user = writer(tx, by).await?;
    let row = tx.row(&of(id, Alerts::Revision)).await?.ok_or(StoreError::NoSuchAlert)?;
    let alert = alert(&row)?;
    about(&user, alert.notice.brand.as_deref())?;
    Ok((user, alert))
}

/// The beginning of a change to an alert that still stands at a revision.
pub(super) fn at(id: &AlertId, revision: i64) -> UpdateStatement {
    Query::update()
        .table(Alerts::Table)
        .and_where(Expr::col(Alerts::Id).eq(id.as_str()))
        .and_where(Expr::col(Alerts::Revision).eq(revision))
        .to_owned()
}

/// Changes the alert, unless somebody was faster. From here to the end of the transaction nobody
/// else changes it.
pub(super) async fn only_if_so(tx: &mut Tx, update: &UpdateStatement) -> Result<(), StoreError> {
    if tx.run(update).await? == 0 { Err(StoreError::ChangedMeanwhile) } else { Ok(()) }
}

pub(super) async fn written_down(
    tx: &mut Tx,
    user: &User,
    action: &'static str,
    (id, revision): (&AlertId, i64),
    now: Timestamp,
) -> Result<(), StoreError> {
    let detail = format!("alert:{id} revision {revision}");
    audited(tx, Operator::User(user), action, detail, now).await
}
