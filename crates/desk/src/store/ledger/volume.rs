use jiff::Timestamp;
use sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};

use crate::{
    StoreError,
    ledger::{Day, Entry, Hash, Page, place_of},
    store::{
        database::{Database, Row},
        schema::{LedgerPages, LedgerVolumes},
        statement,
    },
};

/// Pages that one transaction writes or deletes: so that nobody else waits long for a turn.
const PAGES_AT_ONCE: usize = 256;

/// Bits of a place that number the page.
const PAGE_BITS: u32 = 24;

/// Whether a volume counts.
#[derive(Clone, Copy, Debug, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(super) enum State {
    /// Being written.
    Writing,
    /// Asked.
    Whole,
    /// Its pages are being deleted.
    Gone,
}

/// A run of entries sorted by hash, cut into pages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Volume {
    pub(super) id: i64,
    pub(super) pages: u64,
    pub(super) entries: u64,
    pub(super) last_day: Day,
}

impl Volume {
    pub(super) fn read(row: &Row) -> Result<Self, StoreError> {
        let number = |column| row.number(column).map(|number| u64::try_from(number).unwrap_or(0));
        Ok(Self {
            id: row.number(LedgerVolumes::Id)?,
            pages: number(LedgerVolumes::Pages)?,
            entries: number(LedgerVolumes::Entries)?,
            last_day: Day(u16::try_from(number(LedgerVolumes::LastDay)?).unwrap_or(u16::MAX)),
        })
    }
}

/// Where the page stands on which a hash would be.
pub(super) fn place(volume: &Volume, hash: Hash) -> i64 {
    page_at(volume.id, place_of(hash, volume.pages))
}

fn page_at(volume: i64, page: u64) -> i64 {
    (volume << PAGE_BITS) | i64::try_from(page).unwrap_or(0)
}

/// The volumes of a brand that count, the smallest first.
pub(super) fn whole(brand: &str) -> SelectStatement {
    in_state(brand, State::Whole)
}

pub(super) fn in_state(brand: &str, state: State) -> SelectStatement {
    Query::select()
        .columns([
            LedgerVolumes::Id,
            LedgerVolumes::Pages,
            LedgerVolumes::Entries,
            LedgerVolumes::LastDay,
            LedgerVolumes::MadeAt,
        ])
        .from(LedgerVolumes::Table)
        .and_where(Expr::col(LedgerVolumes::Brand).eq(brand))
        .and_where(Expr::col(LedgerVolumes::State).eq(<&str>::from(state)))
        .order_by(LedgerVolumes::Entries, Order::Asc)
        .order_by(LedgerVolumes::Id, Order::Asc)
        .to_owned()
}

/// Writes a volume, entry after entry in the order of their hashes. What is not finished never counts.
pub(super) struct Writer<'d> {
    database: &'d Database,
    id: i64,
    pages: u64,
    page: u64,
    octets: Vec<u8>,
    full: Vec<(i64, Vec<u8>)>,
    last: Option<Hash>,
    entries: u64,
    last_day: Day,
}

impl<'d> Writer<'d> {
    /// Begins a volume of at most so many entries.
    pub(super) async fn begin(
        database: &'d Database,
        brand: &str,
        most: u64,
        now: Timestamp,
    ) -> Result<Self, StoreError> {
        let pages = Page::count(most);
        let row = [
            (LedgerVolumes::Brand, brand.into()),
            (LedgerVolumes::State, <&str>::from(State::Writing).into()),
            (LedgerVolumes::Pages, i64::try_from(pages).unwrap_or(i64::MAX).into()),
            (LedgerVolumes::Entries, 0_i64.into()),
            (LedgerVolumes::LastDay, 0_i64.into()),
            (LedgerVolumes::MadeAt, now.as_millisecond().into()),
        ];
        let mut insert = statement::insert(LedgerVolumes::Table, row);
        let mut tx = database.begin().await?;
        let made = tx.row(insert.returning_col(LedgerVolumes::Id)).await?;
        tx.commit().await?;
        let id = made.ok_or(sqlx::Error::RowNotFound)?.number(LedgerVolumes::Id)?;
        Ok(Self {
            database,
            id,
            pages,
            page: 0,
            octets: Vec::new(),
            full: Vec::new(),
            last: None,
            entries: 0,
            last_day: Day(0),
        })
    }

    /// The next entry. One with the same hash as the last is the same message.
    pub(super) async fn push(&mut self, entry: Entry) -> Result<(), StoreError> {
        if self.last == Some(entry.hash) {
            return Ok(());
        }
        let page = place_of(entry.hash, self.pages);
        while self.page < page {
            self.turn();
        }
        self.octets.extend_from_slice(&entry.octets());
        self.last = Some(entry.hash);
        self.entries += 1;
        self.last_day = self.last_day.max(entry.label.day);
        if self.full.len() >= PAGES_AT_ONCE { self.write().await } else { Ok(()) }
    }

    fn turn(&mut self) {
        self.full.push((page_at(self.id, self.page), std::mem::take(&mut self.octets)));
        self.page += 1;
    }

    async fn write(&mut self) -> Result<(), StoreError> {
        if self.full.is_empty() {
            return Ok(());
        }
        let mut insert = Query::insert();
        insert.into_table(LedgerPages::Table).columns([LedgerPages::Place, LedgerPages::Entries]);
        for (place, octets) in self.full.drain(..) {
            insert.values_panic([place.into(), octets.into()]);
        }
        let mut tx = self.database.begin().await?;
        tx.run(&insert).await?;
        tx.commit().await
    }

    /// Makes the volume count, in place of others. How many entries it has.
    pub(super) async fn finish(mut self, instead_of: &[i64]) -> Result<u64, StoreError> {
        while self.page < self.pages {
            self.turn();
            if self.full.len() >= PAGES_AT_ONCE {
                self.write().await?;
            }
        }
        self.write().await?;
        let mut whole = Query::update();
        whole
            .table(LedgerVolumes::Table)
            .value(LedgerVolumes::State, <&str>::from(State::Whole))
            .value(LedgerVolumes::Entries, i64::try_from(self.entries).unwrap_or(i64::MAX))
            .value(LedgerVolumes::LastDay, i64::from(self.last_day.0))
            .and_where(Expr::col(LedgerVolumes::Id).eq(self.id));
        let mut gone = Query::update();
        gone.table(LedgerVolumes::Table)
            .value(LedgerVolumes::State, <&str>::from(State::Gone))
            .and_where(Expr::col(LedgerVolumes::Id).is_in(instead_of.iter().copied()));
        let mut tx = self.database.begin().await?;
        tx.run(&whole).await?;
        if !instead_of.is_empty() {
            tx.run(&gone).await?;
        }
        tx.commit().await?;
        Ok(self.entries)
    }
}

/// Reads a volume's entries in order, some pages at a time.
pub(super) struct Reader {
    volume: Volume,
    page: u64,
    entries: std::vec::IntoIter<Entry>,
}

impl Reader {
    pub(super) fn of(volume: Volume) -> Self {
        Self { volume, page: 0, entries: Vec::new().into_iter() }
    }

    pub(super) async fn next(&mut self, database: &Database) -> Result<Option<Entry>, StoreError> {
        loop {
            if let Some(entry) = self.entries.next() {
                return Ok(Some(entry));
            }
            if self.page >= self.volume.pages {
                return Ok(None);
            }
            let until = Ord::min(self.page + PAGES_AT_ONCE as u64, self.volume.pages);
            let (from, to) = (page_at(self.volume.id, self.page), page_at(self.volume.id, until));
            let some = Query::select()
                .column(LedgerPages::Entries)
                .from(LedgerPages::Table)
                .and_where(Expr::col(LedgerPages::Place).gte(from))
                .and_where(ExprTrait::lt(Expr::col(LedgerPages::Place), to))
                .order_by(LedgerPages::Place, Order::Asc)
                .to_owned();
            self.page = until;
            let mut entries = Vec::new();
            for row in database.rows(&some).await? {
                entries.extend(Page(&row.octets(LedgerPages::Entries)?).entries());
            }
            self.entries = entries.into_iter();
        }
    }
}

/// Deletes a volume that no longer counts, some pages at a time.
pub(super) async fn delete(database: &Database, volume: &Volume) -> Result<(), StoreError> {
    for first in (0..volume.pages).step_by(PAGES_AT_ONCE) {
        let (from, to) =
            (page_at(volume.id, first), page_at(volume.id, first + PAGES_AT_ONCE as u64));
        let pages = Query::delete()
            .from_table(LedgerPages::Table)
            .and_where(Expr::col(LedgerPages::Place).gte(from))
            .and_where(ExprTrait::lt(
                Expr::col(LedgerPages::Place),
                Ord::min(to, page_at(volume.id, volume.pages)),
            ))
            .to_owned();
        let mut tx = database.begin().await?;
        tx.run(&pages).await?;
        tx.commit().await?;
    }
    let row = Query::delete()
        .from_table(LedgerVolumes::Table)
        .and_where(Expr::col(LedgerVolumes::Id).eq(volume.id))
        .to_owned();
    let mut tx = database.begin().await?;
    tx.run(&row).await?;
    tx.commit().await
}
