//! Making an alert public, and taking it back. No one person makes anything public.

use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use super::drafts::{at, only_if_so, theirs, written_down};
use crate::{
    Role, StoreError, User,
    account::Operator,
    alert::{Alert, AlertId, AlertState},
    store::{
        Store,
        database::Tx,
        schema::{AlertRevisions as Revisions, Alerts},
    },
};

impl Store {
    /// Publishes the revision that `by` has seen. Whoever wrote any of what is not public yet may
    /// not, nor brand staff, for the desk speaks here, nor an account that was made after the alert
    /// was proposed: nobody makes a second self for the occasion.
    ///
    /// # Errors
    ///
    /// [`StoreError::OwnWork`] for who wrote it; [`StoreError::NotAllowed`] for the others;
    /// [`StoreError::ChangedMeanwhile`] when another revision is the newest or it is not proposed.
    pub async fn approve_alert(
        &self,
        by: &User,
        (id, seen): (&AlertId, i64),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        let (user, alert) = theirs(&mut tx, by, id).await?;
        if user.role == Role::BrandStaff {
            return Err(StoreError::NotAllowed);
        }
        let (attack, content) = (&alert.notice.attack, alert.notice.content.as_ref());
        let mut update = at(id, seen);
        update
            .value(Alerts::State, <&str>::from(AlertState::Published))
            .value(Alerts::PublicRevision, seen)
            .value(Alerts::Attack, attack.as_deref())
            .value(Alerts::Fingerprint, content.map(|content| content.fingerprint.as_str()))
            .value(Alerts::Vouched, content.map_or("", |content| content.vouched.as_str()))
            .value(Alerts::ChangedAt, now.as_millisecond())
            .value(
                Alerts::PublishedAt,
                Expr::col(Alerts::PublishedAt).if_null(now.as_millisecond()),
            )
            .value(Alerts::UpdatedAt, now.as_millisecond())
            .and_where(Expr::col(Alerts::State).eq(<&str>::from(AlertState::Proposed)));
        // The authors are looked for before the public revision moves, in a transaction that is
        // given up if one of them is this user; that nobody adds a revision meanwhile, the update's
        // condition on the newest one ensures.
        let mine = wrote_any(&mut tx, &user, &alert).await?;
        only_if_so(&mut tx, &update).await?;
        if mine {
            return Err(StoreError::OwnWork);
        }
        let proposed_at = approved(&mut tx, &user, (id, seen), now).await?;
        if proposed_at.is_none_or(|proposed_at| user.created_at > proposed_at) {
            return Err(StoreError::NotAllowed);
        }
        written_down(&mut tx, &user, "alert.published", (id, seen), now).await?;
        tx.commit().await
    }

    /// Takes an alert back: one person is enough, for a wrong alert must not stay up. Its page says
    /// so from then on. One that was never public is thrown away so.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`]; [`StoreError::ChangedMeanwhile`] when it is withdrawn already.
    pub async fn withdraw_alert(
        &self,
        by: &User,
        (id, seen): (&AlertId, i64),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        let (user, alert) = theirs(&mut tx, by, id).await?;
        let was_public = alert.published_at.is_some();
        let mut update = at(id, seen);
        update
            .value(Alerts::State, <&str>::from(AlertState::Withdrawn))
            .value(Alerts::ChangedAt, now.as_millisecond())
            .value(Alerts::WithdrawnAt, now.as_millisecond())
            .value(Alerts::UpdatedAt, was_public.then(|| now.as_millisecond()))
            .and_where(Expr::col(Alerts::WithdrawnAt).is_null());
        only_if_so(&mut tx, &update).await?;
        written_down(&mut tx, &user, "alert.withdrawn", (id, seen), now).await?;
        tx.commit().await
    }
}

/// Whether a user wrote any revision since the one that is public.
async fn wrote_any(tx: &mut Tx, user: &User, alert: &Alert) -> Result<bool, StoreError> {
    let public = Query::select()
        .expr(Expr::col(Alerts::PublicRevision).if_null(0_i64))
        .from(Alerts::Table)
        .and_where(Expr::col(Alerts::Id).eq(alert.id.as_str()))
        .to_owned();
    let own = Query::select()
        .column(Revisions::Number)
        .from(Revisions::Table)
        .and_where(Expr::col(Revisions::Alert).eq(alert.id.as_str()))
        .and_where(Expr::col(Revisions::WrittenBy).eq(Operator::User(user).actor().name()))
        .and_where(Expr::col(Revisions::Number).gt(Expr::SubQuery(None, Box::new(public.into()))))
        .limit(1)
        .to_owned();
    Ok(tx.row(&own).await?.is_some())
}

/// Writes down who approved a revision; when it was proposed.
async fn approved(
    tx: &mut Tx,
    user: &User,
    (id, number): (&AlertId, i64),
    now: Timestamp,
) -> Result<Option<Timestamp>, StoreError> {
    let update = Query::update()
        .table(Revisions::Table)
        .value(Revisions::ApprovedBy, Operator::User(user).actor().name())
        .value(Revisions::ApprovedAt, now.as_millisecond())
        .and_where(Expr::col(Revisions::Alert).eq(id.as_str()))
        .and_where(Expr::col(Revisions::Number).eq(number))
        .returning_col(Revisions::ProposedAt)
        .to_owned();
    let row = tx.row(&update).await?.ok_or(StoreError::NoSuchAlert)?;
    row.moment_or_none(Revisions::ProposedAt)
}
