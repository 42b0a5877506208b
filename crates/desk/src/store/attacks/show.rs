use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Func, Order, Query};

use super::{
    list::{COLUMNS, TALLY, of_brand, tally},
    tally::{What, began},
};
use crate::{
    AttackId, ReportId,
    attack::{AttackDetails, AttackMember, AttackReader, Bond, Hour, Tally},
    store::{
        Store, StoreError,
        database::Row,
        schema::{AttackMembers, AttackTallies, Attacks},
        statement::select,
    },
};

/// Hosts, shapes, subjects and pages that are shown of one attack.
const SHOWN: u64 = 100;

/// Hours: more than the time for which reports are kept has.
const HOURS: u64 = 20_000;

impl Store {
    /// One attack with all that is known of it. An attack that became one with an older one is shown
    /// as that. Brand staff sees the reports that pose as the own brand.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchAttack`] when there is none that the reader may see,
    /// [`StoreError::NotAllowed`] for who may not read.
    pub async fn attack(
        &self,
        reader: AttackReader<'_>,
        id: &AttackId,
        now: Timestamp,
    ) -> Result<AttackDetails, StoreError> {
        let row = self.attack_row(reader, id).await?;
        let id = row.word(Attacks::Id, AttackId::parse)?;
        let settled = row.text_or_none(Attacks::SettledBy)?;
        let settled = settled.zip(row.moment_or_none(Attacks::SettledAt)?);
        let attack = self.with_brands(std::slice::from_ref(&row), now).await?;
        let attack = attack.into_iter().next().ok_or(StoreError::NoSuchAttack)?;
        Ok(AttackDetails {
            attack,
            settled,
            hours: self.hours(&id).await?,
            hosts: self.tallies(&id, What::Host, By::Age).await?,
            hosts_total: self.how_many(&id, What::Host).await?,
            patterns: self.tallies(&id, What::Pattern, By::Age).await?,
            subjects: self.tallies(&id, What::Subject, By::Number).await?,
            pages: self.tallies(&id, What::Page, By::Number).await?,
            members: self.members(&id, reader.brand()?).await?,
            bonds: self.bonds(&id).await?,
            past: self.past(reader, &id, now).await?,
        })
    }

    /// The row of an attack that the reader may see, or of the one that it became.
    pub(super) async fn attack_row(
        &self,
        reader: AttackReader<'_>,
        id: &AttackId,
    ) -> Result<Row, StoreError> {
        let brand = reader.brand()?;
        let own = (Attacks::Id, id.as_str());
        let became = select(Attacks::Table, [Attacks::Became], own);
        let became = self.database.row(&became).await?.ok_or(StoreError::NoSuchAttack)?;
        let became = became.text_or_none(Attacks::Became)?;
        let id = became.as_deref().unwrap_or(id.as_str());
        let mut found = select(Attacks::Table, COLUMNS, (Attacks::Id, id));
        if let Some(brand) = brand {
            found.and_where(Expr::col(Attacks::Id).in_subquery(of_brand(brand)));
        }
        self.database.row(&found).await?.ok_or(StoreError::NoSuchAttack)
    }

    /// The attack that a report joined; `None` when it joined none.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn attack_of(&self, report: &ReportId) -> Result<Option<AttackId>, StoreError> {
        let own = (AttackMembers::ReportId, report.as_str());
        let found = select(AttackMembers::Table, [AttackMembers::AttackId], own);
        let row = self.database.row(&found).await?;
        row.map(|row| row.word(AttackMembers::AttackId, AttackId::parse)).transpose()
    }

    async fn tallies(&self, id: &AttackId, what: What, by: By) -> Result<Vec<Tally>, StoreError> {
        let mut found = counted(id, what);
        match by {
            By::Age => found.order_by(AttackTallies::FirstAt, Order::Asc),
            By::Number => found.order_by(AttackTallies::Reports, Order::Desc),
        };
        found.order_by(AttackTallies::Value, Order::Asc).limit(SHOWN);
        self.database.rows(&found).await?.iter().map(tally).collect()
    }

    async fn hours(&self, id: &AttackId) -> Result<Vec<Hour>, StoreError> {
        let found = counted(id, What::Hour).limit(HOURS).to_owned();
        let rows = self.database.rows(&found).await?;
        let mut hours = rows
            .iter()
            .map(|row| {
                let at = row.word(AttackTallies::Value, began)?;
                Ok(Hour { at, reports: row.number(AttackTallies::Reports)? })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        hours.sort_unstable_by_key(|hour| hour.at);
        Ok(hours)
    }

    async fn bonds(&self, id: &AttackId) -> Result<Vec<(Bond, i64)>, StoreError> {
        let rows = self.database.rows(&counted(id, What::Bond)).await?;
        let mut bonds = rows
            .iter()
            .map(|row| {
                let bond = row.word(AttackTallies::Value, |word| word.parse::<Bond>().ok())?;
                Ok((bond, row.number(AttackTallies::Reports)?))
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        bonds.sort_unstable_by_key(|(bond, reports)| (std::cmp::Reverse(*reports), *bond));
        Ok(bonds)
    }

    async fn how_many(&self, id: &AttackId, what: What) -> Result<i64, StoreError> {
        let count = Query::select()
            .expr_as(Func::count(Expr::col(AttackTallies::Value)), AttackTallies::Reports)
            .from(AttackTallies::Table)
            .and_where(Expr::col(AttackTallies::AttackId).eq(id.as_str()))
            .and_where(Expr::col(AttackTallies::What).eq(what.word()))
            .to_owned();
        let row = self.database.row(&count).await?;
        row.map_or(Ok(0), |row| row.number(AttackTallies::Reports))
    }

    async fn members(
        &self,
        id: &AttackId,
        brand: Option<&str>,
    ) -> Result<Vec<AttackMember>, StoreError> {
        let mut found = Query::select();
        found
            .columns([
                AttackMembers::ReportId,
                AttackMembers::At,
                AttackMembers::Brand,
                AttackMembers::Subject,
                AttackMembers::Pages,
                AttackMembers::Bonds,
            ])
            .from(AttackMembers::Table)
            .and_where(Expr::col(AttackMembers::AttackId).eq(id.as_str()))
            .order_by(AttackMembers::At, Order::Desc)
            .order_by(AttackMembers::ReportId, Order::Asc)
            .limit(SHOWN);
        if let Some(brand) = brand {
            found.and_where(Expr::col(AttackMembers::Brand).eq(brand));
        }
        self.database.rows(&found).await?.iter().map(member).collect()
    }
}

/// In which order tallies are shown.
#[derive(Clone, Copy)]
enum By {
    Age,
    Number,
}

fn counted(id: &AttackId, what: What) -> sea_query::SelectStatement {
    Query::select()
        .columns(TALLY)
        .from(AttackTallies::Table)
        .and_where(Expr::col(AttackTallies::AttackId).eq(id.as_str()))
        .and_where(Expr::col(AttackTallies::What).eq(what.word()))
        .to_owned()
}

fn member(row: &Row) -> Result<AttackMember, StoreError> {
    let pages: Vec<(String, String)> = serde_json::from_str(&row.text(AttackMembers::Pages)?)?;
    let bonds = row.text(AttackMembers::Bonds)?;
    Ok(AttackMember {
        report: row.word(AttackMembers::ReportId, ReportId::parse)?,
        at: row.moment(AttackMembers::At)?,
        brand: row.text_or_none(AttackMembers::Brand)?,
        subject: row.text(AttackMembers::Subject)?,
        url: pages.into_iter().next().map(|(_, url)| url).unwrap_or_default(),
        bonds: bonds.split(' ').filter_map(|bond| bond.parse().ok()).collect(),
    })
}
