use jiff::{SignedDuration, Timestamp};
use sea_query::{Expr, ExprTrait as _, Order, Query};

use super::{
    look_up::{oldest, recent},
    volume::{self, Reader, State, Volume, Writer, in_state, whole},
};
use crate::{
    Store, StoreError,
    ledger::{Day, Entry, Hash},
    store::{
        schema::{LedgerBrands, LedgerRecent, LedgerVolumes},
        statement,
    },
};

/// Rows that are worth a volume of their own.
const WORTH: u64 = 50_000;
/// Rows that are packed at a time: 24 octets each, and some more while they are read.
const RECENT: u64 = 1_000_000;
/// Volumes that a brand has at most before some are made one: a question reads a page of each.
const VOLUMES: usize = 6;
/// How long somebody may be at work on a brand's record before another may begin.
const AT_WORK: SignedDuration = SignedDuration::from_hours(6);
/// How old a volume that was never finished has to be for its writer to be surely dead.
const DEAD: SignedDuration = SignedDuration::from_hours(24);

/// What packing came to.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Packed {
    /// Rows that were moved into volumes.
    pub moved: u64,
    /// Volumes that were made one with others.
    pub merged: u64,
    /// Entries that were past their time.
    pub expired: u64,
}

impl Store {
    /// Packs brands' records: moves rows into volumes, makes few volumes of many, deletes what is past
    /// its time. `even_few`: also rows that are hardly worth a volume.
    ///
    /// # Errors
    ///
    /// When the database fails. What was done stays done.
    pub async fn pack_ledger(&self, even_few: bool, now: Timestamp) -> Result<Packed, StoreError> {
        let mut packed = Packed::default();
        let brands = Query::select()
            .columns([LedgerBrands::Brand, LedgerBrands::KeepDays])
            .from(LedgerBrands::Table)
            .to_owned();
        for row in self.database.rows(&brands).await? {
            let (brand, days) =
                (row.text(LedgerBrands::Brand)?, row.number(LedgerBrands::KeepDays)?);
            if !self.begin_packing(&brand, now).await? {
                continue;
            }
            let done = self.pack(&brand, oldest(now, days), even_few, now).await;
            self.packing_until(&brand, 0).await?;
            let done = done?;
            packed.moved += done.moved;
            packed.merged += done.merged;
            packed.expired += done.expired;
        }
        Ok(packed)
    }

    /// How many days a brand's entries are kept from now on.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn keep_ledger(&self, brand: &str, days: u16) -> Result<(), StoreError> {
        let row = [
            (LedgerBrands::Brand, brand.into()),
            (LedgerBrands::KeepDays, i64::from(days).into()),
            (LedgerBrands::PackingUntil, 0_i64.into()),
        ];
        let mut upsert = statement::insert(LedgerBrands::Table, row);
        let there = sea_query::OnConflict::column(LedgerBrands::Brand)
            .value(LedgerBrands::KeepDays, i64::from(days))
            .to_owned();
        let mut tx = self.database.begin().await?;
        tx.run(upsert.on_conflict(there)).await?;
        tx.commit().await
    }

    async fn pack(
        &self,
        brand: &str,
        oldest: Day,
        even_few: bool,
        now: Timestamp,
    ) -> Result<Packed, StoreError> {
        self.sweep(brand, now).await?;
        let mut packed = Packed::default();
        let worth = if even_few { 1 } else { WORTH };
        loop {
            let moved = self.move_recent(brand, worth, now).await?;
            packed.moved += moved;
            if moved < RECENT {
                break;
            }
        }
        let volumes = self.database.rows(&whole(brand)).await?;
        let volumes: Vec<Volume> = volumes.iter().map(Volume::read).collect::<Result<_, _>>()?;
        let (past, kept): (Vec<_>, Vec<_>) =
            volumes.into_iter().partition(|volume| volume.last_day < oldest);
        for volume in &past {
            packed.expired += volume.entries;
            volume::delete(&self.database, volume).await?;
        }
        let some = worth_merging(&kept);
        if some.len() > 1 {
            packed.merged = some.len() as u64;
            packed.expired += self.merge(brand, some, oldest, now).await?;
        }
        Ok(packed)
    }

    /// Deletes what a dead writer left, and what was replaced.
    async fn sweep(&self, brand: &str, now: Timestamp) -> Result<(), StoreError> {
        for row in self.database.rows(&in_state(brand, State::Gone)).await? {
            volume::delete(&self.database, &Volume::read(&row)?).await?;
        }
        for row in self.database.rows(&in_state(brand, State::Writing)).await? {
            if row.moment(LedgerVolumes::MadeAt)? < now - DEAD {
                volume::delete(&self.database, &Volume::read(&row)?).await?;
            }
        }
        Ok(())
    }

    /// Moves rows into a volume of their own; how many.
    async fn move_recent(
        &self,
        brand: &str,
        worth: u64,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let rows = Query::select()
            .columns([LedgerRecent::Hash, LedgerRecent::Campaign, LedgerRecent::Day])
            .from(LedgerRecent::Table)
            .and_where(Expr::col(LedgerRecent::Brand).eq(brand))
            .order_by(LedgerRecent::Hash, Order::Asc)
            .limit(RECENT)
            .to_owned();
        let mut entries = Vec::new();
        let mut tx = self.database.begin_reading().await?;
        tx.each(&rows, |row| {
            let (hash, label) = recent(&row)?;
            entries.push(Entry { hash, label });
            Ok(())
        })
        .await?;
        drop(tx);
        let count = entries.len() as u64;
        if count < worth {
            return Ok(0);
        }
        let hashes: Vec<Hash> = entries.iter().map(|entry| entry.hash).collect();
        let mut writer = Writer::begin(&self.database, brand, count, now).await?;
        for entry in entries {
            writer.push(entry).await?;
        }
        writer.finish(&[]).await?;
        // Until they are gone they stand in both, which says the same.
        for some in hashes.chunks(1_000) {
            let delete = Query::delete()
                .from_table(LedgerRecent::Table)
                .and_where(Expr::col(LedgerRecent::Brand).eq(brand))
                .and_where(
                    Expr::col(LedgerRecent::Hash).is_in(some.iter().map(|hash| hash.0.to_vec())),
                )
                .to_owned();
            let mut tx = self.database.begin().await?;
            tx.run(&delete).await?;
            tx.commit().await?;
        }
        Ok(count)
    }

    /// Makes several volumes one, without what is past its time; how much that was.
    async fn merge(
        &self,
        brand: &str,
        volumes: &[Volume],
        oldest: Day,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let most = volumes.iter().map(|volume| volume.entries).sum();
        let mut writer = Writer::begin(&self.database, brand, most, now).await?;
        let mut expired = 0;
        let mut heads = Vec::new();
        for volume in volumes {
            let mut reader = Reader::of(*volume);
            if let Some(entry) = reader.next(&self.database).await? {
                heads.push((entry, reader));
            }
        }
        while let Some(least) = least(&heads) {
            let Some((head, reader)) = heads.get_mut(least) else { break };
            let entry = *head;
            match reader.next(&self.database).await? {
                Some(next) => *head = next,
                None => drop(heads.swap_remove(least)),
            }
            if entry.label.day < oldest {
                expired += 1;
            } else {
                writer.push(entry).await?;
            }
        }
        let instead_of: Vec<i64> = volumes.iter().map(|volume| volume.id).collect();
        writer.finish(&instead_of).await?;
        for volume in volumes {
            volume::delete(&self.database, volume).await?;
        }
        Ok(expired)
    }

    /// Takes a brand's record to work on; false when somebody else is at it.
    async fn begin_packing(&self, brand: &str, now: Timestamp) -> Result<bool, StoreError> {
        let until = (now + AT_WORK).as_millisecond();
        let take = Query::update()
            .table(LedgerBrands::Table)
            .value(LedgerBrands::PackingUntil, until)
            .and_where(Expr::col(LedgerBrands::Brand).eq(brand))
            .and_where(Expr::col(LedgerBrands::PackingUntil).lte(now.as_millisecond()))
            .to_owned();
        let mut tx = self.database.begin().await?;
        let taken = tx.run(&take).await? == 1;
        tx.commit().await?;
        Ok(taken)
    }

    async fn packing_until(&self, brand: &str, until: i64) -> Result<(), StoreError> {
        let update = Query::update()
            .table(LedgerBrands::Table)
            .value(LedgerBrands::PackingUntil, until)
            .and_where(Expr::col(LedgerBrands::Brand).eq(brand))
            .to_owned();
        let mut tx = self.database.begin().await?;
        tx.run(&update).await?;
        tx.commit().await
    }
}

/// The volumes, smallest first, that are worth making one: all that together are not much larger than the next one,
/// once there are too many. So every entry is written again a few times in its life, not at each packing.
fn worth_merging(volumes: &[Volume]) -> &[Volume] {
    if volumes.len() <= VOLUMES {
        return &[];
    }
    let mut sum = 0;
    let mut until = 0;
    for (place, volume) in volumes.iter().enumerate() {
        if place >= 2 && volume.entries > 2 * sum && volumes.len() - place < VOLUMES {
            break;
        }
        sum += volume.entries;
        until = place + 1;
    }
    volumes.get(..until).unwrap_or_default()
}

/// The place of the entry that comes first.
fn least(heads: &[(Entry, Reader)]) -> Option<usize> {
    heads.iter().enumerate().min_by_key(|(_, (entry, _))| entry.hash).map(|(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn volumes(sizes: &[u64]) -> Vec<Volume> {
        let volume = |(id, &entries)| Volume { id, pages: 1, entries, last_day: Day(0) };
        (0..).zip(sizes).map(volume).collect()
    }

    #[test]
    fn few_volumes_stay_and_many_become_few() {
        for (sizes, merged) in [
            (&[1, 2, 3][..], 0),
            (&[10, 10, 10, 10, 10, 10, 10], 7),
            (&[1, 1, 1, 1, 1, 1, 1_000_000], 6),
            (&[1, 1, 10, 100, 1_000, 10_000, 100_000], 2),
        ] {
            assert_eq!(worth_merging(&volumes(sizes)).len(), merged, "{sizes:?}");
        }
    }
}
