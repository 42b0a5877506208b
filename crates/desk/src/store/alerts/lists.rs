//! Alerts for the people at the desk, and for everybody.

use jiff::Timestamp;
use sea_query::{DeleteStatement, Expr, ExprTrait as _, Order};

use super::rows::{alert, of, published, with};
use crate::{
    Right, Role, StoreError, User,
    alert::{Alert, AlertId, Published},
    store::{Store, retention::few, schema::Alerts},
};

impl Store {
    /// Alerts that somebody at the desk may see, what changed last first. Brand staff sees those about
    /// its brand.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] when the role may not read.
    pub async fn alerts(&self, user: &User, most: u64) -> Result<Vec<Alert>, StoreError> {
        if !user.role.may(Right::Read) {
            return Err(StoreError::NotAllowed);
        }
        let mut found = with(Alerts::Revision);
        found
            .order_by((Alerts::Table, Alerts::ChangedAt), Order::Desc)
            .order_by((Alerts::Table, Alerts::Id), Order::Desc)
            .limit(Ord::min(most, self.settings.limits.listed));
        if user.role == Role::BrandStaff {
            let brand = user.brand.as_deref().unwrap_or_default();
            found.and_where(Expr::col((Alerts::Table, Alerts::Brand)).eq(brand));
        }
        self.database.rows(&found).await?.iter().map(alert).collect()
    }

    /// One alert, its newest revision, for somebody at the desk.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchAlert`] when there is none that the user may see.
    pub async fn alert(&self, user: &User, id: &AlertId) -> Result<Alert, StoreError> {
        let row = self.database.row(&of(id, Alerts::Revision)).await?;
        let alert = alert(&row.ok_or(StoreError::NoSuchAlert)?)?;
        let is_theirs = user.brand.is_some() && user.brand == alert.notice.brand;
        if user.role == Role::BrandStaff && !is_theirs {
            return Err(StoreError::NoSuchAlert);
        }
        Ok(alert)
    }

    /// Alerts that everybody may see, what changed last first. Those that were withdrawn come along
    /// only if they are asked for.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn published_alerts(
        &self,
        with_withdrawn: bool,
        most: u64,
    ) -> Result<Vec<Published>, StoreError> {
        let mut found = with(Alerts::PublicRevision);
        found
            .order_by((Alerts::Table, Alerts::UpdatedAt), Order::Desc)
            .order_by((Alerts::Table, Alerts::Id), Order::Desc)
            .limit(Ord::min(most, self.settings.limits.listed));
        if !with_withdrawn {
            found.and_where(Expr::col((Alerts::Table, Alerts::WithdrawnAt)).is_null());
        }
        self.database.rows(&found).await?.iter().map(published).collect()
    }

    /// One alert as everybody sees it, also after it was withdrawn.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchAlert`] when it never was public.
    pub async fn published_alert(&self, id: &AlertId) -> Result<Published, StoreError> {
        let row = self.database.row(&of(id, Alerts::PublicRevision)).await?;
        published(&row.ok_or(StoreError::NoSuchAlert)?)
    }
}

/// Deletes a few of the alerts that nobody published, untouched since before. What was public stays:
/// it was told to everybody.
pub(in crate::store) fn never_published(before: Timestamp) -> DeleteStatement {
    let is_private = Expr::col(Alerts::PublishedAt).is_null();
    let is_old = Expr::col(Alerts::ChangedAt).lte(before.as_millisecond());
    few(Alerts::Table, Alerts::Id, is_private.and(is_old))
}
