use jiff::Timestamp;
use sea_query::{Condition, Expr, ExprTrait as _, Order, Query};

use super::read::{COLUMNS, reported};
use crate::{
    ApiKey, Right, Role, Scope, User,
    event::Counting,
    report::{ReportId, Reported},
    store::{Store, StoreError, schema::Reports},
};

/// Which reports are listed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ReportFilter {
    /// All that were not taken back.
    #[default]
    All,
    /// Those about which nobody has decided.
    Open,
    /// Those that could not be read.
    Unreadable,
    /// Those that do not count before somebody has looked.
    Held,
}

impl Store {
    /// Reports, the newest first, without their outcomes' history; those from before one, if it is
    /// given. Brand staff sees what speaks as their brand.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] when the role lacks [`Right::Read`].
    pub async fn reports(
        &self,
        user: &User,
        filter: ReportFilter,
        before: Option<&(Timestamp, ReportId)>,
        most: u64,
    ) -> Result<Vec<Reported>, StoreError> {
        if !user.role.may(Right::Read) {
            return Err(StoreError::NotAllowed);
        }
        let brand = match user.role {
            Role::BrandStaff => Some(user.brand.as_deref().ok_or(StoreError::NotAllowed)?),
            Role::Agent | Role::Analyst | Role::Admin => None,
        };
        self.list_reports(filter, before, most, brand).await
    }

    /// As [`Store::reports`], for a program that may read.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] without the scope.
    pub async fn reports_with(
        &self,
        key: &ApiKey,
        before: Option<&(Timestamp, ReportId)>,
        most: u64,
    ) -> Result<Vec<Reported>, StoreError> {
        if !key.scopes.contains(&Scope::Read) {
            return Err(StoreError::NotAllowed);
        }
        self.list_reports(ReportFilter::All, before, most, None).await
    }

    async fn list_reports(
        &self,
        filter: ReportFilter,
        before: Option<&(Timestamp, ReportId)>,
        most: u64,
        brand: Option<&str>,
    ) -> Result<Vec<Reported>, StoreError> {
        let mut found = Query::select();
        found
            .columns(COLUMNS)
            .from(Reports::Table)
            .and_where(Expr::col(Reports::UndoneAt).is_null())
            .order_by(Reports::ReceivedAt, Order::Desc)
            .order_by(Reports::Id, Order::Desc)
            .limit(Ord::min(most, self.settings.limits.listed));
        let counting = |word: Counting| Expr::col(Reports::Counting).eq(<&str>::from(word));
        match filter {
            ReportFilter::All => {}
            ReportFilter::Open => {
                found.and_where(Expr::col(Reports::Outcome).is_null());
            }
            ReportFilter::Unreadable => {
                found.and_where(counting(Counting::Unreadable));
            }
            ReportFilter::Held => {
                found.and_where(counting(Counting::Held));
            }
        }
        if let Some((at, id)) = before {
            let at = at.as_millisecond();
            let same =
                Expr::col(Reports::ReceivedAt).eq(at).and(Expr::col(Reports::Id).lt(id.as_str()));
            let older = Expr::col(Reports::ReceivedAt).lt(at);
            found.cond_where(Condition::any().add(older).add(same));
        }
        if let Some(brand) = brand {
            found.and_where(Expr::col(Reports::Brand).eq(brand));
        }
        self.database.rows(&found).await?.iter().map(reported).collect()
    }
}
