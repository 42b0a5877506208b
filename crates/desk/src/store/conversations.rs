use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Order, Query, UpdateStatement};

use super::{
    Store, StoreError,
    database::{Row, Tx},
    schema::{Cases, Notes, Transcript},
    statement::{insert, select, text},
};
use crate::{
    Access, CaseState, Right, UserId, Who,
    case::{Message, Note, Viewer},
};

impl Store {
    /// Adds what whoever entered says: the person's words or an agent's. Who has an agent already
    /// waits for the agent's word from here on.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who may not answer; when it is empty, too long or too much.
    pub async fn say(
        &self,
        access: &Access,
        words: &str,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        let now_ms = now.as_millisecond();
        let mut update = Query::update();
        let (who, speaker) = match &access.viewer {
            Viewer::Person => {
                // Only who has asked for a human being waits for one.
                let since = Expr::case(
                    Expr::col(Cases::State)
                        .eq(<&str>::from(CaseState::WithAgent))
                        .and(Expr::col(Cases::WaitingSince).is_null()),
                    now_ms,
                )
                .finally(Expr::col(Cases::WaitingSince));
                update.value(Cases::WaitingSince, since);
                (Who::Person, None)
            }
            Viewer::User(_) | Viewer::Key(_) | Viewer::Family => {
                let user = access.user(Right::Answer)?;
                update.value(Cases::WaitingSince, Option::<i64>::None);
                (Who::Agent, Some(&user.id))
            }
        };
        self.add(access, (who, speaker), words, now, update).await
    }

    /// Adds what the desk's dialogue says to whoever entered.
    ///
    /// # Errors
    ///
    /// When it is empty, too long or too much.
    pub async fn desk_says(
        &self,
        access: &Access,
        words: &str,
        now: Timestamp,
    ) -> Result<i64, StoreError> {
        self.add(access, (Who::Desk, None), words, now, Query::update()).await
    }

    async fn add(
        &self,
        access: &Access,
        (who, speaker): (Who, Option<&UserId>),
        words: &str,
        now: Timestamp,
        update: UpdateStatement,
    ) -> Result<i64, StoreError> {
        access.talk()?;
        let words = text("what was said", words, self.settings.limits.text_characters)?;
        let mut tx = self.database.begin().await?;
        let position = next(&mut tx, access, Cases::Messages, update, now).await?;
        if position > self.settings.limits.entries {
            return Err(StoreError::TooMany);
        }
        let row = insert(
            Transcript::Table,
            [
                (Transcript::CaseId, access.case.as_str().into()),
                (Transcript::Position, position.into()),
                (Transcript::Who, <&str>::from(who).into()),
                (Transcript::Speaker, speaker.map(UserId::as_str).into()),
                (Transcript::Text, words.into()),
                (Transcript::SaidAt, now.as_millisecond().into()),
            ],
        );
        tx.run(&row).await?;
        tx.commit().await?;
        self.changed(&access.case);
        Ok(position)
    }

    /// What was said after a position; after 0, everything.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for family.
    pub async fn transcript(
        &self,
        access: &Access,
        after: i64,
    ) -> Result<Vec<Message>, StoreError> {
        access.talk()?;
        let columns = [
            Transcript::Position,
            Transcript::Who,
            Transcript::Speaker,
            Transcript::Text,
            Transcript::SaidAt,
        ];
        let case = (Transcript::CaseId, access.case.as_str());
        let found = select(Transcript::Table, columns, case)
            .and_where(Expr::col(Transcript::Position).gt(after))
            .order_by(Transcript::Position, Order::Asc)
            .to_owned();
        self.database.rows(&found).await?.iter().map(message).collect()
    }

    /// Where the desk's dialogue stands in this case: whatever the dialogue keeps; `None` before it
    /// began.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for family.
    pub async fn conversation(
        &self,
        access: &Access,
    ) -> Result<Option<serde_json::Value>, StoreError> {
        access.talk()?;
        let case = (Cases::Id, access.case.as_str());
        let found = select(Cases::Table, [Cases::Conversation], case);
        let row = self.database.row(&found).await?.ok_or(StoreError::NoSuchCase)?;
        let kept = row.text_or_none(Cases::Conversation)?;
        Ok(kept.as_deref().map(serde_json::from_str).transpose()?)
    }

    /// Keeps where the desk's dialogue stands.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for family; when it is longer than the limit.
    pub async fn keep_conversation(
        &self,
        access: &Access,
        state: &serde_json::Value,
    ) -> Result<(), StoreError> {
        access.talk()?;
        let state = serde_json::to_string(state)?;
        let most = self.settings.limits.conversation_octets;
        if state.len() > most {
            return Err(StoreError::TooLong { what: "the conversation's state", most });
        }
        let update = Query::update()
            .table(Cases::Table)
            .value(Cases::Conversation, state)
            .value(Cases::Redacted, 0_i64)
            .and_where(Expr::col(Cases::Id).eq(access.case.as_str()))
            .to_owned();
        self.write(access, &update).await
    }

    /// Notes something for the others at the desk.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who may not answer; when it is empty, too long or too much.
    pub async fn note(
        &self,
        access: &Access,
        words: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        self.note_in(&mut tx, access, words, now).await?;
        tx.commit().await?;
        self.changed(&access.case);
        Ok(())
    }

    pub(super) async fn note_in(
        &self,
        tx: &mut Tx,
        access: &Access,
        words: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        access.user(Right::Answer)?;
        let words = text("the note", words, self.settings.limits.text_characters)?;
        let position = next(tx, access, Cases::Notes, Query::update(), now).await?;
        if position > self.settings.limits.entries {
            return Err(StoreError::TooMany);
        }
        let row = insert(
            Notes::Table,
            [
                (Notes::CaseId, access.case.as_str().into()),
                (Notes::Position, position.into()),
                (Notes::Author, access.actor().name().into()),
                (Notes::Text, words.into()),
                (Notes::WrittenAt, now.as_millisecond().into()),
            ],
        );
        tx.run(&row).await?;
        Ok(())
    }

    /// What the people at the desk noted.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for the person.
    pub async fn notes(&self, access: &Access) -> Result<Vec<Note>, StoreError> {
        access.user(Right::Read)?;
        let columns = [Notes::Position, Notes::Author, Notes::Text, Notes::WrittenAt];
        let found = select(Notes::Table, columns, (Notes::CaseId, access.case.as_str()))
            .order_by(Notes::Position, Order::Asc)
            .to_owned();
        self.database.rows(&found).await?.iter().map(note).collect()
    }
}

/// The next position of a case's transcript or notes. The case's row is held until the transaction
/// ends, so that two who speak at once get two positions.
async fn next(
    tx: &mut Tx,
    access: &Access,
    counter: Cases,
    mut update: UpdateStatement,
    now: Timestamp,
) -> Result<i64, StoreError> {
    update
        .table(Cases::Table)
        .value(counter, Expr::col(counter).add(1_i64))
        // What is new is still to be redacted.
        .value(Cases::Redacted, 0_i64)
        .value(Cases::ChangedAt, now.as_millisecond())
        .and_where(Expr::col(Cases::Id).eq(access.case.as_str()))
        .returning_col(counter);
    tx.row(&update).await?.ok_or(StoreError::NoSuchCase)?.number(counter)
}

fn message(row: &Row) -> Result<Message, StoreError> {
    Ok(Message {
        position: row.number(Transcript::Position)?,
        who: row.word(Transcript::Who, |word| word.parse::<Who>().ok())?,
        speaker: row.text_or_none(Transcript::Speaker)?.as_deref().and_then(UserId::parse),
        text: row.text(Transcript::Text)?,
        said_at: row.moment(Transcript::SaidAt)?,
    })
}

fn note(row: &Row) -> Result<Note, StoreError> {
    Ok(Note {
        position: row.number(Notes::Position)?,
        author: row.text(Notes::Author)?,
        text: row.text(Notes::Text)?,
        written_at: row.moment(Notes::WrittenAt)?,
    })
}
