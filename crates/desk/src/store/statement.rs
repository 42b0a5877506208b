//! Statements that recur.

use sea_query::{Expr, ExprTrait as _, Iden, InsertStatement, Query, SelectStatement};

use super::StoreError;

/// One new row. A column stands beside its value, so that neither can lack the other.
pub(super) fn insert<const COLUMNS: usize, C: Iden + Copy + 'static>(
    table: C,
    row: [(C, Expr); COLUMNS],
) -> InsertStatement {
    let columns = row.each_ref().map(|(column, _)| *column);
    let values = row.map(|(_, value)| value);
    Query::insert().into_table(table).columns(columns).values_panic(values).to_owned()
}

/// Columns of the rows where one column has a value.
pub(super) fn select<C: Iden + Copy + 'static>(
    table: C,
    columns: impl IntoIterator<Item = C>,
    (column, value): (C, &str),
) -> SelectStatement {
    Query::select().columns(columns).from(table).and_where(Expr::col(column).eq(value)).to_owned()
}

/// A text that somebody wrote, if it is one and within bounds.
pub(super) fn text(what: &'static str, text: &str, most: usize) -> Result<String, StoreError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(StoreError::Empty);
    }
    if text.chars().nth(most).is_some() {
        return Err(StoreError::TooLong { what, most });
    }
    // PostgreSQL's text cannot hold it, and no person types it.
    Ok(text.replace('\0', ""))
}
