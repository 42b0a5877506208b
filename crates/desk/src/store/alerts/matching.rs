//! Which alerts are about a message.

use jiff::Timestamp;
use sea_query::{Condition, Expr, ExprTrait as _, Order};

use super::rows::{published, with};
use crate::{
    Access, AlertKind, CaseId, Content, Fingerprint, StoreError, Traits,
    alert::{Asked, Published},
    store::{
        Store,
        database::Tx,
        schema::{Alerts, Attacks, CaseTraits, Cases},
        statement::{insert, select},
    },
};

/// Alerts that are told about one message; more would hide the answer.
const TOLD: usize = 3;

/// Alerts that are looked at for one message.
const COMPARED: u64 = 50;

impl Store {
    /// Alerts in force about a message, the newest first; see [`Published::is_about`].
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn alerts_about(&self, asked: &Asked) -> Result<Vec<Published>, StoreError> {
        let candidates = candidates(asked);
        if candidates.is_empty() {
            return Ok(Vec::new());
        }
        let mut found = with(Alerts::PublicRevision);
        found
            .cond_where(candidates)
            .and_where(Expr::col((Alerts::Table, Alerts::WithdrawnAt)).is_null())
            .order_by((Alerts::Table, Alerts::UpdatedAt), Order::Desc)
            .limit(COMPARED);
        let rows = self.database.rows(&found).await?;
        let all: Vec<Published> = rows.iter().map(published).collect::<Result<_, _>>()?;
        // What an alert may say of a message is its own rule, whatever found it.
        Ok(all.into_iter().filter(|alert| alert.is_about(asked)).take(TOLD).collect())
    }

    /// The message of a case, as alerts are looked up for it.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchCase`] when it was deleted meanwhile.
    pub async fn asked_in(&self, access: &Access, now: Timestamp) -> Result<Asked, StoreError> {
        let case = access.case().as_str();
        let columns = [Cases::Fingerprint, Cases::Vouched];
        let row = self.database.row(&select(Cases::Table, columns, (Cases::Id, case))).await?;
        let row = row.ok_or(StoreError::NoSuchCase)?;
        let fingerprint = row.text_or_none(Cases::Fingerprint)?.map(Fingerprint::kept);
        let vouched = row.text(Cases::Vouched)?;
        let content = fingerprint.map(|fingerprint| Content { fingerprint, vouched });
        let asked = Asked { content, ..Asked::default() };
        let kept = select(CaseTraits::Table, [CaseTraits::Traits], (CaseTraits::CaseId, case));
        let kept = self.database.row(&kept).await?;
        let kept = kept.map(|row| row.text(CaseTraits::Traits)).transpose()?;
        match kept.and_then(|kept| Traits::read(&kept)) {
            Some(traits) => self.asked_with(asked, traits, now).await,
            None => Ok(asked),
        }
    }

    /// A message of which the traits are known: with the attack that it is like.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn asked_with(
        &self,
        mut asked: Asked,
        traits: Traits,
        now: Timestamp,
    ) -> Result<Asked, StoreError> {
        if traits.is_empty() {
            return Ok(asked);
        }
        asked.traits = Some(traits);
        let Some(traits) = asked.traits.as_ref().filter(|_| !asked.is_proven()) else {
            return Ok(asked);
        };
        let Some(attack) = self.like(traits, now).await? else { return Ok(asked) };
        let became = (Attacks::Became, attack.as_str());
        let younger = self.database.rows(&select(Attacks::Table, [Attacks::Id], became)).await?;
        asked.attacks = vec![attack.to_string()];
        for row in &younger {
            asked.attacks.push(row.text(Attacks::Id)?);
        }
        Ok(asked)
    }
}

/// Keeps by what a case's message is found to belong to an attack.
pub(in crate::store) async fn keep_traits(
    tx: &mut Tx,
    case: &CaseId,
    traits: Option<&Traits>,
) -> Result<(), StoreError> {
    let Some(traits) = traits.filter(|traits| !traits.is_empty()) else { return Ok(()) };
    let row =
        [(CaseTraits::CaseId, case.as_str().into()), (CaseTraits::Traits, traits.written().into())];
    tx.run(&insert(CaseTraits::Table, row)).await?;
    Ok(())
}

/// What may be about a message; nothing for one of which nothing is known.
fn candidates(asked: &Asked) -> Condition {
    let column = |column: Alerts| Expr::col((Alerts::Table, column));
    let mut any = Condition::any();
    if let Some(content) = &asked.content {
        let is_same = column(Alerts::Fingerprint)
            .eq(content.fingerprint.as_str())
            .and(column(Alerts::Vouched).eq(content.vouched.as_str()));
        any = any.add(is_same);
    }
    if !asked.attacks.is_empty() {
        any = any.add(column(Alerts::Attack).is_in(asked.attacks.iter().map(String::as_str)));
    }
    let vouched = asked.traits.as_ref().and_then(|traits| traits.vouched.as_deref());
    if let Some(vouched) = vouched {
        let genuine: &str = AlertKind::GenuineWithFault.into();
        any = any.add(column(Alerts::Kind).eq(genuine).and(column(Alerts::Vouched).eq(vouched)));
    }
    any
}
