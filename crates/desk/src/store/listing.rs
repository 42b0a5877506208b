use sea_query::{Condition, Expr, ExprTrait as _, Order, Query};

use super::{
    Store, StoreError,
    overview::{decided, one_decided},
    queue::{QUEUED, queued},
    schema::{Cases, Decisions},
    statement::select,
};
use crate::{
    ApiKey, CaseId, CaseState, Scope,
    overview::{Decided, Listed},
};

impl Store {
    /// Cases for a program that may read, the newest first, from the one before which the last page
    /// ended; of one state, or of all.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] without the scope, [`StoreError::NoSuchCase`] when the case where
    /// the last page ended is gone.
    pub async fn list_cases(
        &self,
        key: &ApiKey,
        state: Option<CaseState>,
        before: Option<&CaseId>,
        most: u64,
    ) -> Result<Vec<Listed>, StoreError> {
        may_read(key)?;
        let mut found = Query::select();
        found
            .columns(QUEUED)
            .column(Cases::OpenedAt)
            .from(Cases::Table)
            .order_by(Cases::OpenedAt, Order::Desc)
            .order_by(Cases::Id, Order::Desc)
            .limit(Ord::min(most, self.settings.limits.listed));
        if let Some(state) = state {
            found.and_where(Expr::col(Cases::State).eq(<&str>::from(state)));
        }
        if let Some(before) = before {
            let last = select(Cases::Table, [Cases::OpenedAt], (Cases::Id, before.as_str()));
            let last = self.database.row(&last).await?.ok_or(StoreError::NoSuchCase)?;
            let opened = last.number(Cases::OpenedAt)?;
            // Two cases may be of the same millisecond.
            let same = Expr::col(Cases::OpenedAt).eq(opened);
            let same = same.and(Expr::col(Cases::Id).lt(before.as_str()));
            found.cond_where(Condition::any().add(Expr::col(Cases::OpenedAt).lt(opened)).add(same));
        }
        let rows = self.database.rows(&found).await?;
        let listed = rows
            .iter()
            .map(|row| Ok(Listed { case: queued(row)?, opened_at: row.moment(Cases::OpenedAt)? }));
        listed.collect()
    }

    /// What was decided before a position, for a program that may read, the newest first.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] without the scope.
    pub async fn list_decided(
        &self,
        key: &ApiKey,
        before: Option<i64>,
        most: u64,
    ) -> Result<Vec<Decided>, StoreError> {
        may_read(key)?;
        let mut found = decided();
        found.limit(Ord::min(most, self.settings.limits.listed));
        if let Some(before) = before {
            found.and_where(Expr::col((Decisions::Table, Decisions::Position)).lt(before));
        }
        self.database.rows(&found).await?.iter().map(one_decided).collect()
    }
}

fn may_read(key: &ApiKey) -> Result<(), StoreError> {
    if key.scopes.contains(&Scope::Read) { Ok(()) } else { Err(StoreError::NotAllowed) }
}
