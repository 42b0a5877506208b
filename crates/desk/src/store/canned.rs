use check::Bilingual;
use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, OnConflict, Order, Query};

use super::{
    Store, StoreError,
    accounts::audited,
    database::Row,
    schema::Canned as Table,
    statement::{insert, text},
};
use crate::{Canned, Right, User, account::Operator};

/// Longest title, in characters.
const TITLE: usize = 100;

impl Store {
    /// The answers that somebody at the desk may take: those built in, or what this desk put in their
    /// place, then its own by key.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] when the role lacks [`Right::Answer`].
    pub async fn canned(&self, user: &User) -> Result<Vec<Canned>, StoreError> {
        if !user.role.may(Right::Answer) {
            return Err(StoreError::NotAllowed);
        }
        let found = Query::select()
            .columns([Table::Key, Table::TitleJa, Table::TitleEn, Table::WordsJa, Table::WordsEn])
            .from(Table::Table)
            .order_by(Table::Key, Order::Asc)
            .limit(self.settings.limits.listed)
            .to_owned();
        let rows = self.database.rows(&found).await?;
        let mut own: Vec<Canned> = rows.iter().map(canned).collect::<Result<_, _>>()?;
        let mut all = Vec::new();
        for built_in in Canned::built_in() {
            let place = own.iter().position(|own| own.key == built_in.key);
            all.push(place.map_or_else(|| built_in.clone(), |place| own.remove(place)));
        }
        all.append(&mut own);
        Ok(all)
    }

    /// Adds an answer, or puts it in the place of the one of the same key.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who may not administer; [`StoreError::Key`]; when a text is
    /// empty or too long.
    pub async fn add_canned(
        &self,
        by: Operator<'_>,
        new: &Canned,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        by.may_administer()?;
        if !Canned::is_key(&new.key) {
            return Err(StoreError::Key);
        }
        let most = self.settings.limits.text_characters;
        let row = [
            (Table::Key, new.key.as_str().into()),
            (Table::TitleJa, text("the title", &new.title.ja, TITLE)?.into()),
            (Table::TitleEn, text("the title", &new.title.en, TITLE)?.into()),
            (Table::WordsJa, text("the answer", &new.words.ja, most)?.into()),
            (Table::WordsEn, text("the answer", &new.words.en, most)?.into()),
        ];
        let texts = [Table::TitleJa, Table::TitleEn, Table::WordsJa, Table::WordsEn];
        let mut upsert = insert(Table::Table, row);
        upsert.on_conflict(OnConflict::column(Table::Key).update_columns(texts).to_owned());
        let mut tx = self.database.begin().await?;
        tx.run(&upsert).await?;
        audited(&mut tx, by, "canned.added", new.key.clone(), now).await?;
        tx.commit().await
    }

    /// Takes away what this desk added; one built in is there again. Whether there was one.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who may not administer.
    pub async fn remove_canned(
        &self,
        by: Operator<'_>,
        key: &str,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        by.may_administer()?;
        let delete = Query::delete()
            .from_table(Table::Table)
            .and_where(Expr::col(Table::Key).eq(key))
            .to_owned();
        let mut tx = self.database.begin().await?;
        let was = tx.run(&delete).await? > 0;
        if was {
            audited(&mut tx, by, "canned.removed", key.to_owned(), now).await?;
        }
        tx.commit().await?;
        Ok(was)
    }
}

fn canned(row: &Row) -> Result<Canned, StoreError> {
    Ok(Canned {
        key: row.text(Table::Key)?,
        title: Bilingual { ja: row.text(Table::TitleJa)?, en: row.text(Table::TitleEn)? },
        words: Bilingual { ja: row.text(Table::WordsJa)?, en: row.text(Table::WordsEn)? },
    })
}
