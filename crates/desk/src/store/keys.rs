use sea_query::{OnConflict, Query};

use super::{
    StoreError,
    database::{Database, Tx},
    schema::Keys,
    statement::{insert, select},
};
use crate::{redaction::Redactor, secret};

/// The desk's key for redaction: made once, so that the same stays masked the same.
const REDACTION: &str = "redaction";

pub(super) async fn redactor(database: &Database) -> Result<Redactor, StoreError> {
    let row = [(Keys::Name, REDACTION.into()), (Keys::Octets, secret::key()?.to_vec().into())];
    let mut first = insert(Keys::Table, row);
    first.on_conflict(OnConflict::column(Keys::Name).do_nothing().to_owned());
    let mut tx = database.begin().await?;
    tx.run(&first).await?;
    let redactor = redactor_in(&mut tx).await?;
    tx.commit().await?;
    Ok(redactor)
}

/// The redactor with the key that is there.
pub(super) async fn redactor_in(tx: &mut Tx) -> Result<Redactor, StoreError> {
    let found = select(Keys::Table, [Keys::Octets], (Keys::Name, REDACTION));
    let octets = tx.row(&found).await?.ok_or(sqlx::Error::RowNotFound)?.octets(Keys::Octets)?;
    let key = <[u8; 32]>::try_from(octets).map_err(|_| StoreError::Word("a key".to_owned()))?;
    Ok(Redactor::new(&key))
}

/// Forgets the keys, for others are put in their place.
pub(super) fn forget() -> sea_query::DeleteStatement {
    Query::delete().from_table(Keys::Table).to_owned()
}
