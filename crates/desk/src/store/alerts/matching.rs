//! Which alerts are about a message.

use sea_query::{Condition, Expr, ExprTrait as _, Order};

use super::rows::{published, with};
use crate::{
    StoreError,
    alert::{Asked, Published},
    store::{Store, schema::Alerts},
};

/// Alerts that are told about one message; more would hide the answer.
const TOLD: u64 = 3;

impl Store {
    /// Alerts in force about a message, the newest first; see [`Published::is_about`].
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn alerts_about(&self, asked: &Asked) -> Result<Vec<Published>, StoreError> {
        let column = |column: Alerts| Expr::col((Alerts::Table, column));
        let mut same = Condition::any();
        if let Some(content) = &asked.content {
            let is_same = column(Alerts::Fingerprint)
                .eq(content.fingerprint.as_str())
                .and(column(Alerts::Vouched).eq(content.vouched.as_str()));
            same = same.add(is_same);
        }
        if let Some(attack) = &asked.attack {
            same = same.add(column(Alerts::Attack).eq(attack.as_str()));
        }
        if same.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = with(Alerts::PublicRevision);
        found
            .cond_where(same)
            .and_where(column(Alerts::WithdrawnAt).is_null())
            .order_by((Alerts::Table, Alerts::UpdatedAt), Order::Desc)
            .limit(TOLD);
        let rows = self.database.rows(&found).await?;
        let all: Vec<Published> = rows.iter().map(published).collect::<Result<_, _>>()?;
        // What an alert may say of a message is its own rule, whatever found it.
        Ok(all.into_iter().filter(|alert| alert.is_about(asked)).collect())
    }
}
