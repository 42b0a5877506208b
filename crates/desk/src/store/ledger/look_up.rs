use jiff::Timestamp;
use sea_query::{Condition, Expr, ExprTrait as _, Query};

use super::volume::{Volume, place, whole};
use crate::{
    CampaignNumber, Store, StoreError,
    ledger::{Day, Hash, KEEP_DAYS, Label, Page},
    store::schema::{LedgerBrands, LedgerPages, LedgerRecent},
};

impl Store {
    /// What a brand's record says of messages, each by its hash. The same statements run, and the same
    /// pages are looked through, whether something is found or not.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn look_up_ledger(
        &self,
        brand: &str,
        hashes: &[Hash],
        now: Timestamp,
    ) -> Result<Vec<Option<Label>>, StoreError> {
        let mut found = vec![None; hashes.len()];
        if hashes.is_empty() {
            return Ok(found);
        }
        let oldest = self.oldest_kept(brand, now).await?;
        for (hash, label) in self.recent(brand, hashes).await? {
            let places = hashes.iter().zip(&mut found).filter(|(wanted, _)| **wanted == hash);
            places.for_each(|(_, place)| *place = Some(label));
        }
        for volume in self.database.rows(&whole(brand)).await? {
            let volume = Volume::read(&volume)?;
            let places: Vec<i64> = hashes.iter().map(|&hash| place(&volume, hash)).collect();
            let pages = Query::select()
                .columns([LedgerPages::Place, LedgerPages::Entries])
                .from(LedgerPages::Table)
                .and_where(Expr::col(LedgerPages::Place).is_in(places.iter().copied()))
                .to_owned();
            for row in self.database.rows(&pages).await? {
                let (here, octets) =
                    (row.number(LedgerPages::Place)?, row.octets(LedgerPages::Entries)?);
                let page = Page(&octets);
                for ((hash, &place), found) in hashes.iter().zip(&places).zip(&mut found) {
                    let label = page.find(*hash).filter(|_| place == here);
                    *found = found.or(label);
                }
            }
        }
        Ok(found.into_iter().map(|label| label.filter(|label| label.day >= oldest)).collect())
    }

    async fn recent(&self, brand: &str, hashes: &[Hash]) -> Result<Vec<(Hash, Label)>, StoreError> {
        let wanted = hashes.iter().map(|hash| hash.0.to_vec());
        let rows = Query::select()
            .columns([LedgerRecent::Hash, LedgerRecent::Campaign, LedgerRecent::Day])
            .from(LedgerRecent::Table)
            .cond_where(
                Condition::all()
                    .add(Expr::col(LedgerRecent::Brand).eq(brand))
                    .add(Expr::col(LedgerRecent::Hash).is_in(wanted)),
            )
            .to_owned();
        self.database.rows(&rows).await?.iter().map(recent).collect()
    }

    /// The oldest day whose entries still count.
    async fn oldest_kept(&self, brand: &str, now: Timestamp) -> Result<Day, StoreError> {
        let kept = crate::store::statement::select(
            LedgerBrands::Table,
            [LedgerBrands::KeepDays],
            (LedgerBrands::Brand, brand),
        );
        let days = match self.database.row(&kept).await? {
            Some(row) => row.number(LedgerBrands::KeepDays)?,
            None => i64::from(KEEP_DAYS),
        };
        Ok(oldest(now, days))
    }
}

pub(super) fn oldest(now: Timestamp, keep_days: i64) -> Day {
    let today = now.to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    Day::of(today).unwrap_or(Day(0)).back(u16::try_from(keep_days).unwrap_or(u16::MAX))
}

pub(super) fn recent(row: &crate::store::database::Row) -> Result<(Hash, Label), StoreError> {
    let word = || StoreError::Word("a ledger entry".to_owned());
    let hash = <[u8; 16]>::try_from(row.octets(LedgerRecent::Hash)?).map_err(|_| word())?;
    let campaign = row.number(LedgerRecent::Campaign)?;
    let day = u16::try_from(row.number(LedgerRecent::Day)?).map_err(|_| word())?;
    let campaign = (campaign != 0).then_some(CampaignNumber(campaign));
    Ok((Hash(hash), Label { day: Day(day), campaign }))
}
