use sea_query::{Expr, ExprTrait as _, OnConflict, Order, Query};

use super::{
    Store, StoreError,
    database::{Row, Tx},
    schema::{Contents, Decisions},
    statement::select,
};
use crate::{
    Decision, DecisionKind,
    decision::{Content, DecisionId},
};

/// What a decision is made of.
const COLUMNS: [Decisions; 6] = [
    Decisions::Id,
    Decisions::Kind,
    Decisions::WordsJa,
    Decisions::WordsEn,
    Decisions::DecidedBy,
    Decisions::DecidedAt,
];

/// Counts that somebody asked about a content, and holds it until the transaction ends: who opens
/// and who decides meet here, so that neither misses the other.
pub(super) async fn hold(tx: &mut Tx, content: &Content, asked: i64) -> Result<(), StoreError> {
    let more = Expr::col((Contents::Table, Contents::Asked)).add(asked);
    let upsert = super::statement::insert(
        Contents::Table,
        [
            (Contents::Fingerprint, content.fingerprint.as_str().into()),
            (Contents::Asked, asked.into()),
        ],
    )
    .on_conflict(OnConflict::column(Contents::Fingerprint).value(Contents::Asked, more).to_owned())
    .to_owned();
    tx.run(&upsert).await?;
    Ok(())
}

/// The decision that answers other messages of this content: the newest, if it does.
fn newest(content: &Content) -> sea_query::SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from(Decisions::Table)
        .and_where(Expr::col(Decisions::Fingerprint).eq(content.fingerprint.as_str()))
        .and_where(Expr::col(Decisions::Vouched).eq(content.vouched.as_str()))
        .order_by(Decisions::Position, Order::Desc)
        .limit(1)
        .to_owned()
}

fn extending(row: Option<Row>, content: &Content) -> Result<Option<Decision>, StoreError> {
    let decision = row.map(|row| decision(&row)).transpose()?;
    Ok(decision.filter(|decision| decision.kind.extends(&content.vouched)))
}

/// As [`Store::decision_for`], within a transaction.
pub(super) async fn in_force(
    tx: &mut Tx,
    content: &Content,
) -> Result<Option<Decision>, StoreError> {
    extending(tx.row(&newest(content)).await?, content)
}

fn decision(row: &Row) -> Result<Decision, StoreError> {
    Ok(Decision {
        id: row.word(Decisions::Id, DecisionId::parse)?,
        kind: row.word(Decisions::Kind, |word| word.parse::<DecisionKind>().ok())?,
        words_ja: row.text(Decisions::WordsJa)?,
        words_en: row.text(Decisions::WordsEn)?,
        by: row.text(Decisions::DecidedBy)?,
        at: row.moment(Decisions::DecidedAt)?,
    })
}

impl Store {
    /// What was decided about a content: the answer to the next identical message.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn decision_for(&self, content: &Content) -> Result<Option<Decision>, StoreError> {
        extending(self.database.row(&newest(content)).await?, content)
    }

    /// One decision.
    pub(super) async fn decision(&self, id: &str) -> Result<Option<Decision>, StoreError> {
        let found = select(Decisions::Table, COLUMNS, (Decisions::Id, id));
        self.database.row(&found).await?.map(|row| decision(&row)).transpose()
    }
}
