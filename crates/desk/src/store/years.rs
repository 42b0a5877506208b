use std::collections::BTreeMap;

use jiff::Timestamp;
use sea_query::{Asterisk, Expr, ExprTrait as _, Func, Query, SelectStatement};

use super::{
    Store, StoreError,
    database::Row,
    figures::{Span, Told, count, counted, pages},
    schema::{Events, FurtherUrls},
};
use crate::stats::{Month, Totals, Year, Years};

/// Brands that are told of a year.
const TOP: usize = 3;

impl Store {
    /// Counts every month and every year, as they are known now.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn count_years(&self, now: Timestamp) -> Result<Years, StoreError> {
        let mut years = BTreeMap::<i16, Year>::new();
        for row in self.database.rows(&brands_by_month(now)).await? {
            let Some(month) = Month::numbered(row.number(Events::Month)?) else { continue };
            let year = years.entry(month.year()).or_insert_with(|| Year::empty(month.year()));
            year.add(month, row.text_or_none(Events::Brand)?, count(&row, Told::Reports)?);
        }
        for year in years.values_mut() {
            year.totals.brands = u64::try_from(year.top.len()).unwrap_or(u64::MAX);
            year.top.sort_by(|(one, most), (other, more)| more.cmp(most).then(one.cmp(other)));
            year.top.truncate(TOP);
        }
        for row in self.database.rows(&pages_by_month(now)).await? {
            let Some(month) = Month::numbered(row.number(Events::Month)?) else { continue };
            let months = years.get_mut(&month.year()).into_iter().flat_map(|year| &mut year.months);
            for (_, totals) in months.filter(|(known, _)| *known == month) {
                put_pages(totals, &row)?;
            }
        }
        for row in self.database.rows(&pages_by_year(now)).await? {
            let year = i16::try_from(row.number(Told::Year)?).unwrap_or(0);
            if let Some(year) = years.get_mut(&year) {
                put_pages(&mut year.totals, &row)?;
            }
        }
        Ok(Years {
            years: years.into_values().collect(),
            undated: self.number_of(&undated(now)).await?,
            to_come: self.number_of(&to_come(now)).await?,
        })
    }

    async fn number_of(&self, statement: &SelectStatement) -> Result<u64, StoreError> {
        let row = self.database.row(statement).await?;
        row.map_or(Ok(0), |row| count(&row, Told::Reports))
    }
}

impl Year {
    fn empty(year: i16) -> Self {
        Self { year, totals: Totals::default(), top: Vec::new(), months: Vec::new() }
    }

    /// Adds a brand's reports of one month; months come in their order.
    fn add(&mut self, month: Month, brand: Option<String>, reports: u64) {
        if self.months.last().is_none_or(|(last, _)| *last != month) {
            self.months.push((month, Totals::default()));
        }
        self.totals.reports += reports;
        if let Some((_, totals)) = self.months.last_mut() {
            totals.reports += reports;
            totals.brands += u64::from(brand.is_some());
        }
        let Some(brand) = brand else { return };
        match self.top.iter_mut().find(|(known, _)| *known == brand) {
            Some((_, all)) => *all += reports,
            None => self.top.push((brand, reports)),
        }
    }
}

fn put_pages(totals: &mut Totals, row: &Row) -> Result<(), StoreError> {
    totals.urls = count(row, Told::Pages)?;
    totals.domains = count(row, Told::Domains)?;
    Ok(())
}

fn brands_by_month(now: Timestamp) -> SelectStatement {
    counted(Span::Dated, now)
        .columns([Events::Month, Events::Brand])
        .expr_as(Func::count(Expr::col(Asterisk)), Told::Reports)
        .group_by_columns([Events::Month, Events::Brand])
        .order_by(Events::Month, sea_query::Order::Asc)
        .to_owned()
}

fn distinct(now: Timestamp) -> SelectStatement {
    Query::select()
        .expr_as(Func::count_distinct(Expr::col(Events::Url)), Told::Pages)
        .expr_as(Func::count_distinct(Expr::col(Events::Domain)), Told::Domains)
        .from_subquery(pages(Span::Dated, now), FurtherUrls::Table)
        .to_owned()
}

fn pages_by_month(now: Timestamp) -> SelectStatement {
    distinct(now).column(Events::Month).group_by_col(Events::Month).to_owned()
}

fn pages_by_year(now: Timestamp) -> SelectStatement {
    let year = Query::select()
        .expr_as(Expr::col(Events::Month).div(100_i64), Told::Year)
        .columns([Events::Url, Events::Domain])
        .from_subquery(pages(Span::Dated, now), FurtherUrls::Table)
        .to_owned();
    Query::select()
        .column(Told::Year)
        .expr_as(Func::count_distinct(Expr::col(Events::Url)), Told::Pages)
        .expr_as(Func::count_distinct(Expr::col(Events::Domain)), Told::Domains)
        .from_subquery(year, FurtherUrls::Table)
        .group_by_col(Told::Year)
        .to_owned()
}

fn undated(now: Timestamp) -> SelectStatement {
    counted(Span::Undated, now).expr_as(Func::count(Expr::col(Asterisk)), Told::Reports).to_owned()
}

fn to_come(now: Timestamp) -> SelectStatement {
    Query::select()
        .expr_as(Func::count(Expr::col(Asterisk)), Told::Reports)
        .from(Events::Table)
        .and_where(Expr::col(Events::At).gt(now.as_millisecond()))
        // Nothing to come has a month before now's: the index leaves out all that.
        .and_where(Expr::col(Events::Month).gte(Month::of(now).number()))
        .to_owned()
}
