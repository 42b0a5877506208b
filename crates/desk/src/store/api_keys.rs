use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Order, Query};

use super::{
    Store, StoreError,
    accounts::audited,
    database::Row,
    schema::ApiKeys,
    statement::{insert, select, text},
};
use crate::{ApiKey, ApiKeyId, Scope, Secret, account::Operator};

const COLUMNS: [ApiKeys; 6] = [
    ApiKeys::Id,
    ApiKeys::Name,
    ApiKeys::Scopes,
    ApiKeys::Brand,
    ApiKeys::CreatedAt,
    ApiKeys::RevokedAt,
];

/// Longest name, in characters.
const NAME: usize = 100;

impl Store {
    /// Makes a key for a program. The text that comes back is what the program shows; it is told
    /// this once.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`]; when the name is empty or too long.
    pub async fn add_api_key(
        &self,
        by: Operator<'_>,
        name: &str,
        scopes: &[Scope],
        now: Timestamp,
    ) -> Result<(ApiKey, String), StoreError> {
        self.add_api_key_of(by, None, (name, scopes), now).await
    }

    /// As [`Store::add_api_key`], for a program that acts for one brand.
    ///
    /// # Errors
    ///
    /// As [`Store::add_api_key`].
    pub async fn add_api_key_of(
        &self,
        by: Operator<'_>,
        brand: Option<&str>,
        (name, scopes): (&str, &[Scope]),
        now: Timestamp,
    ) -> Result<(ApiKey, String), StoreError> {
        by.may_administer()?;
        let name = text("the name", name, NAME)?;
        let (id, secret) = (ApiKeyId::new()?, Secret::new()?);
        let words: Vec<&str> = scopes.iter().map(|scope| scope.into()).collect();
        let row = insert(
            ApiKeys::Table,
            [
                (ApiKeys::Id, id.as_str().into()),
                (ApiKeys::Name, name.as_str().into()),
                (ApiKeys::SecretHash, secret.hash().into()),
                (ApiKeys::Scopes, words.join(" ").into()),
                (ApiKeys::Brand, brand.into()),
                (ApiKeys::CreatedAt, now.as_millisecond().into()),
            ],
        );
        let mut tx = self.database.begin().await?;
        tx.run(&row).await?;
        let detail = format!("key:{id} {}", words.join(" "));
        audited(&mut tx, by, "key.added", detail, now).await?;
        tx.commit().await?;
        let shown = format!("{id}.{}", secret.reveal());
        let key = ApiKey {
            id,
            name,
            scopes: scopes.to_vec(),
            brand: brand.map(str::to_owned),
            created_at: now,
            revoked_at: None,
        };
        Ok((key, shown))
    }

    /// Whose key this is; `None` when it is nobody's, or was taken back.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn api_key(&self, shown: &str) -> Result<Option<ApiKey>, StoreError> {
        let parts = shown.split_once('.');
        let Some((id, secret)) =
            parts.and_then(|(id, secret)| Some((ApiKeyId::parse(id)?, Secret::parse(secret)?)))
        else {
            return Ok(None);
        };
        let columns = COLUMNS.into_iter().chain([ApiKeys::SecretHash]);
        let found = select(ApiKeys::Table, columns, (ApiKeys::Id, id.as_str()));
        let Some(row) = self.database.row(&found).await? else { return Ok(None) };
        let is_theirs = secret.is(&row.octets(ApiKeys::SecretHash)?);
        let key = key(&row)?;
        Ok((is_theirs && key.revoked_at.is_none()).then_some(key))
    }

    /// All keys, newest first, without their secrets, which nobody has.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn api_keys(&self) -> Result<Vec<ApiKey>, StoreError> {
        let found = Query::select()
            .columns(COLUMNS)
            .from(ApiKeys::Table)
            .order_by(ApiKeys::CreatedAt, Order::Desc)
            .to_owned();
        self.database.rows(&found).await?.iter().map(key).collect()
    }

    /// Takes a key back; whether there was one to take.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`].
    pub async fn revoke_api_key(
        &self,
        by: Operator<'_>,
        id: &ApiKeyId,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        by.may_administer()?;
        let revoke = Query::update()
            .table(ApiKeys::Table)
            .value(ApiKeys::RevokedAt, now.as_millisecond())
            .and_where(Expr::col(ApiKeys::Id).eq(id.as_str()))
            .and_where(Expr::col(ApiKeys::RevokedAt).is_null())
            .to_owned();
        let mut tx = self.database.begin().await?;
        let was = tx.run(&revoke).await? > 0;
        if was {
            audited(&mut tx, by, "key.revoked", format!("key:{id}"), now).await?;
        }
        tx.commit().await?;
        Ok(was)
    }
}

fn key(row: &Row) -> Result<ApiKey, StoreError> {
    let scopes = row.text(ApiKeys::Scopes)?;
    Ok(ApiKey {
        id: row.word(ApiKeys::Id, ApiKeyId::parse)?,
        name: row.text(ApiKeys::Name)?,
        // A scope that a newer program knows allows nothing here.
        scopes: scopes.split_whitespace().filter_map(|word| word.parse::<Scope>().ok()).collect(),
        brand: row.text_or_none(ApiKeys::Brand)?,
        created_at: row.moment(ApiKeys::CreatedAt)?,
        revoked_at: row.moment_or_none(ApiKeys::RevokedAt)?,
    })
}
