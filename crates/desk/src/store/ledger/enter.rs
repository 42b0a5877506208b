use jiff::Timestamp;
use sea_query::{OnConflict, Query};

use super::volume;
use crate::{
    Store, StoreError,
    ledger::{Entry, Hash, Hasher, KEEP_DAYS, Label},
    store::{
        database::Tx,
        schema::{LedgerBrands, LedgerRecent},
    },
};

/// Rows that one statement puts in.
const AT_ONCE: usize = 1_000;

impl Store {
    /// What makes the hashes of a brand's record.
    #[must_use]
    pub fn ledger_hasher(&self, brand: &str) -> Hasher {
        Hasher::new(self.redactor(), brand)
    }

    /// Enters messages into a brand's record. What is there already stays as it is.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn enter_ledger(
        &self,
        brand: &str,
        hashes: &[Hash],
        label: Label,
    ) -> Result<u64, StoreError> {
        let mut tx = self.database.begin().await?;
        let entered = enter(&mut tx, brand, hashes, label).await?;
        tx.commit().await?;
        Ok(entered)
    }

    /// Enters very many messages at once, as a volume of their own. Others go on meanwhile; until the
    /// volume is whole, none of it counts.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn enter_ledger_volume(
        &self,
        brand: &str,
        mut entries: Vec<Entry>,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        entries.sort_unstable_by_key(|entry| entry.hash);
        entries.dedup_by_key(|entry| entry.hash);
        let most = entries.len() as u64;
        let mut tx = self.database.begin().await?;
        known(&mut tx, brand).await?;
        tx.commit().await?;
        let mut writer = volume::Writer::begin(&self.database, brand, most, now).await?;
        for entry in entries {
            writer.push(entry).await?;
        }
        writer.finish(&[]).await
    }
}

/// Enters messages within the transaction that makes it true that they are sent.
pub(in crate::store) async fn enter(
    tx: &mut Tx,
    brand: &str,
    hashes: &[Hash],
    label: Label,
) -> Result<u64, StoreError> {
    known(tx, brand).await?;
    let mut entered = 0;
    for some in hashes.chunks(AT_ONCE) {
        let mut insert = Query::insert();
        insert.into_table(LedgerRecent::Table).columns([
            LedgerRecent::Brand,
            LedgerRecent::Hash,
            LedgerRecent::Campaign,
            LedgerRecent::Day,
            LedgerRecent::Flags,
        ]);
        for hash in some {
            insert.values_panic([
                brand.into(),
                hash.0.to_vec().into(),
                label.campaign.map_or(0, |campaign| campaign.0).into(),
                i64::from(label.day.0).into(),
                0_i64.into(),
            ]);
        }
        let known =
            OnConflict::columns([LedgerRecent::Brand, LedgerRecent::Hash]).do_nothing().to_owned();
        entered += tx.run(insert.on_conflict(known)).await?;
    }
    Ok(entered)
}

/// Notes that a brand has a record.
async fn known(tx: &mut Tx, brand: &str) -> Result<(), StoreError> {
    let row = [
        (LedgerBrands::Brand, brand.into()),
        (LedgerBrands::KeepDays, i64::from(KEEP_DAYS).into()),
        (LedgerBrands::PackingUntil, 0_i64.into()),
    ];
    let mut insert = crate::store::statement::insert(LedgerBrands::Table, row);
    let there = OnConflict::column(LedgerBrands::Brand).do_nothing().to_owned();
    tx.run(insert.on_conflict(there)).await?;
    Ok(())
}
