use sea_query::{Expr, ExprTrait as _, Func, Query};

use super::volume::{Volume, whole};
use crate::{
    Store, StoreError,
    store::schema::{LedgerBrands, LedgerRecent},
};

/// How much a brand's record has.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LedgerSize {
    /// Key of the brand.
    pub brand: String,
    /// Days that entries are kept.
    pub keep_days: u16,
    /// Entries in rows of their own.
    pub recent: u64,
    /// Entries in volumes.
    pub packed: u64,
    /// Volumes: pages that a question reads.
    pub volumes: u64,
}

impl Store {
    /// Every brand's record, and how much it has.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn ledger_sizes(&self) -> Result<Vec<LedgerSize>, StoreError> {
        let brands = Query::select()
            .columns([LedgerBrands::Brand, LedgerBrands::KeepDays])
            .from(LedgerBrands::Table)
            .order_by(LedgerBrands::Brand, sea_query::Order::Asc)
            .to_owned();
        let mut sizes = Vec::new();
        for row in self.database.rows(&brands).await? {
            let brand = row.text(LedgerBrands::Brand)?;
            let recent = Query::select()
                .expr_as(Func::count(Expr::col(LedgerRecent::Hash)), LedgerRecent::Hash)
                .from(LedgerRecent::Table)
                .and_where(Expr::col(LedgerRecent::Brand).eq(brand.as_str()))
                .to_owned();
            let recent = self.database.row(&recent).await?;
            let recent = recent.map_or(Ok(0), |row| row.number(LedgerRecent::Hash))?;
            let volumes = self.database.rows(&whole(&brand)).await?;
            let volumes: Vec<Volume> =
                volumes.iter().map(Volume::read).collect::<Result<_, _>>()?;
            sizes.push(LedgerSize {
                keep_days: u16::try_from(row.number(LedgerBrands::KeepDays)?).unwrap_or(u16::MAX),
                recent: u64::try_from(recent).unwrap_or(0),
                packed: volumes.iter().map(|volume| volume.entries).sum(),
                volumes: volumes.len() as u64,
                brand,
            });
        }
        Ok(sizes)
    }
}
