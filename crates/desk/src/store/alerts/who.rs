//! Who acts on an alert, as the database knows them at that moment.

use crate::{
    Right, Role, StoreError, User,
    store::{
        accounts::{self, user},
        database::Tx,
        schema::Users,
        statement::select,
    },
};

/// Somebody who may write alerts, asked of the database anew: a session that was opened before an
/// account was closed, or before its role changed, speaks for nobody.
pub(super) async fn writer(tx: &mut Tx, shown: &User) -> Result<User, StoreError> {
    let found = select(Users::Table, accounts::COLUMNS, (Users::Id, shown.id.as_str()));
    let row = tx.row(&found).await?.ok_or(StoreError::NotAllowed)?;
    let user = user(&row)?;
    let may = user.disabled_at.is_none() && user.role.may(Right::Decide);
    if may { Ok(user) } else { Err(StoreError::NotAllowed) }
}

/// Refuses brand staff what is not about their brand.
pub(super) fn about(user: &User, brand: Option<&str>) -> Result<(), StoreError> {
    let is_theirs = brand.is_some() && user.brand.as_deref() == brand;
    if user.role != Role::BrandStaff || is_theirs { Ok(()) } else { Err(StoreError::NotAllowed) }
}
