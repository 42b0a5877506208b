use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, OnConflict, Query};

use crate::{
    CaseId, Right, User,
    audit::Actor,
    event::{Counting, Event, EventKind, Source},
    report::{Recipient, ReportAccess, ReportId},
    store::{
        Store, StoreError, attacks,
        audit::{Act, append},
        database::Tx,
        events,
        schema::{ReportHanded, ReportOriginals, Reports},
        statement::{insert, select, text},
    },
};

/// Characters of an address that a report was passed on to.
const ADDRESS: usize = 500;

impl Store {
    /// The reporter takes a report back: from now on it counts nowhere and goes to nobody. What was
    /// passed on before cannot be called back, and the reporter is told so. A second time does
    /// nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for anybody but the reporter.
    pub async fn undo_report(
        &self,
        access: &ReportAccess,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if !access.is_reporter {
            return Err(StoreError::NotAllowed);
        }
        let id = &access.report;
        let mut tx = self.database.begin().await?;
        let columns = [Reports::Source, Reports::Brand];
        let found = select(Reports::Table, columns, (Reports::Id, id.as_str()));
        let row = tx.row(&found).await?.ok_or(StoreError::NoSuchReport)?;
        let undo = Query::update()
            .table(Reports::Table)
            .value(Reports::UndoneAt, now.as_millisecond())
            // What it would have shared goes with it.
            .value(Reports::Shared, Option::<String>::None)
            .value(Reports::Words, "")
            .and_where(Expr::col(Reports::Id).eq(id.as_str()))
            .and_where(Expr::col(Reports::UndoneAt).is_null())
            .to_owned();
        if tx.run(&undo).await? == 0 {
            return Ok(());
        }
        tx.run(
            &Query::delete()
                .from_table(ReportOriginals::Table)
                .and_where(Expr::col(ReportOriginals::ReportId).eq(id.as_str()))
                .to_owned(),
        )
        .await?;
        attacks::leave(&mut tx, id).await?;
        let event = Event {
            kind: EventKind::Undone,
            source: row.word(Reports::Source, |word| word.parse::<Source>().ok())?,
            identity: Event::identity("undone", &[id.as_str()]),
            at: Some(now),
            report: Some(id.clone()),
            reporter: None,
            brand: row.text_or_none(Reports::Brand)?,
            urls: Vec::new(),
            sending: None,
            ruling: None,
            decided: None,
            counting: Counting::Counted,
        };
        events::append(&mut tx, &event, now).await?;
        let detail = format!("report:{id}");
        let act = Act { actor: Actor::Person, action: "report.undone", case: None, detail };
        append(&mut tx, act, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Writes down that somebody at the desk passed a report on.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] when the role may not, or when the reporter did not choose this
    /// recipient or took the report back.
    pub async fn hand_on(
        &self,
        user: &User,
        id: &ReportId,
        (recipient, address): (Recipient, &str),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let reported = self.reported_as(user, id).await?;
        let may = user.role.may(Right::Answer)
            && reported.recipients.has(recipient)
            && reported.undone_at.is_none();
        if !may {
            return Err(StoreError::NotAllowed);
        }
        let address = text("the address", address, ADDRESS)?;
        let mut tx = self.database.begin().await?;
        let actor = Actor::User(user.id.clone());
        let detail = format!("report:{id} {}", recipient.as_str());
        let row = [
            (ReportHanded::ReportId, id.as_str().into()),
            (ReportHanded::Recipient, recipient.as_str().into()),
            (ReportHanded::Address, address.into()),
            (ReportHanded::HandedBy, actor.name().into()),
            (ReportHanded::HandedAt, now.as_millisecond().into()),
        ];
        let mut handed = insert(ReportHanded::Table, row);
        let once = [ReportHanded::ReportId, ReportHanded::Recipient];
        handed.on_conflict(OnConflict::columns(once).do_nothing().to_owned());
        tx.run(&handed).await?;
        append(&mut tx, Act { actor, action: "report.handed-on", case: None, detail }, now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Frees a case of the report that was taken back, so that it may be reported anew; whether one
/// still stands.
pub(super) async fn forget_undone(tx: &mut Tx, case: &CaseId) -> Result<bool, StoreError> {
    let free = Query::update()
        .table(Reports::Table)
        .value(Reports::CaseId, Option::<String>::None)
        .and_where(Expr::col(Reports::CaseId).eq(case.as_str()))
        .and_where(Expr::col(Reports::UndoneAt).is_not_null())
        .to_owned();
    tx.run(&free).await?;
    let standing = select(Reports::Table, [Reports::Id], (Reports::CaseId, case.as_str()));
    Ok(tx.row(&standing).await?.is_some())
}
