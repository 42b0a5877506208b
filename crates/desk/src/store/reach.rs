use sea_query::{Condition, Expr, ExprTrait as _, Func, Query, SelectStatement};

use super::{Store, StoreError, decisions::answered, schema::Cases, statement::select};
use crate::{Access, DecisionKind, Fingerprint};

/// Whom a decision would tell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Reach {
    /// People who are told: whose case it is, and who asked about the same content.
    pub told: i64,
    /// People who asked about a message that says the same, whoever is proven to have sent it, with
    /// those who are told.
    pub asked: i64,
}

impl Store {
    /// Whom a decision of this kind in this case would tell.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who may not decide.
    pub async fn reach(&self, access: &Access, kind: DecisionKind) -> Result<Reach, StoreError> {
        access.decider()?;
        let columns = [Cases::Fingerprint, Cases::Vouched];
        let own = select(Cases::Table, columns, (Cases::Id, access.case().as_str()));
        let own = self.database.row(&own).await?.ok_or(StoreError::NoSuchCase)?;
        let fingerprint = own.text_or_none(Cases::Fingerprint)?.map(Fingerprint::kept);
        let vouched = own.text(Cases::Vouched)?;
        let others = fingerprint.as_ref().filter(|_| kind.extends(&vouched));
        let told = self.count(&count(answered(access.case(), others, &vouched))).await?;
        let asked = match &fingerprint {
            Some(content) => {
                let same = Expr::col(Cases::Fingerprint).eq(content.as_str());
                self.count(&count(Condition::all().add(same))).await?
            }
            None => told,
        };
        Ok(Reach { told, asked })
    }

    async fn count(&self, count: &SelectStatement) -> Result<i64, StoreError> {
        self.database.row(count).await?.map_or(Ok(0), |row| row.number(Cases::Messages))
    }
}

fn count(which: Condition) -> SelectStatement {
    Query::select()
        .expr_as(Func::count(Expr::col(Cases::Id)), Cases::Messages)
        .from(Cases::Table)
        .cond_where(which)
        .to_owned()
}
