use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use crate::{
    AttackId, Right, User,
    attack::{AttackReader, Settled},
    audit::Actor,
    store::{
        Store, StoreError,
        audit::{Act, append},
        schema::Attacks,
    },
};

impl Store {
    /// Somebody at the desk is done with an attack, says that it is none, or opens it again (`None`).
    /// The audit log says who.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] when the role lacks [`Right::Decide`],
    /// [`StoreError::NoSuchAttack`] when there is none that the user may see.
    pub async fn settle_attack(
        &self,
        user: &User,
        id: &AttackId,
        settled: Option<Settled>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if !user.role.may(Right::Decide) {
            return Err(StoreError::NotAllowed);
        }
        let row = self.attack_row(AttackReader::User(user), id).await?;
        let id = row.word(Attacks::Id, AttackId::parse)?;
        let actor = Actor::User(user.id.clone());
        let word: Option<&str> = settled.map(Into::into);
        let mut tx = self.database.begin().await?;
        let update = Query::update()
            .table(Attacks::Table)
            .value(Attacks::Settled, word)
            .value(Attacks::SettledBy, actor.name())
            .value(Attacks::SettledAt, now.as_millisecond())
            .and_where(Expr::col(Attacks::Id).eq(id.as_str()))
            .to_owned();
        tx.run(&update).await?;
        let detail = format!("attack:{id} {}", word.unwrap_or("open"));
        append(&mut tx, Act { actor, action: "attack.settled", case: None, detail }, now).await?;
        tx.commit().await
    }
}
