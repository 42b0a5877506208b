use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Order, Query};

use super::outcomes::{OUTCOME, outcome};
use crate::{
    Access, ApiKey, CaseId, Right, Role, Scope, Secret, User,
    event::{Counting, Source},
    report::{Handed, Recipient, Recipients, ReportAccess, ReportId, ReportKey, Reported},
    store::{
        Store, StoreError,
        audit::{Act, append},
        cases::language,
        database::Row,
        schema::{ReportHanded, ReportOriginals, ReportOutcomes, Reports},
        statement::select,
    },
};

/// What a report is made of.
pub(in crate::store) const COLUMNS: [Reports; 18] = [
    Reports::Id,
    Reports::CaseId,
    Reports::Source,
    Reports::Language,
    Reports::Recipients,
    Reports::Counting,
    Reports::SameAs,
    Reports::ReceivedAt,
    Reports::SeenAt,
    Reports::UndoneAt,
    Reports::Brand,
    Reports::Ruling,
    Reports::Subject,
    Reports::Page,
    Reports::Words,
    Reports::Shared,
    Reports::Unreadable,
    Reports::Outcome,
];

impl Store {
    /// Enters a report as the reporter who holds its key.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchReport`] when the id or the token is wrong.
    pub async fn enter_report(&self, key: &ReportKey) -> Result<ReportAccess, StoreError> {
        let (id, token): (&ReportId, &Secret) = (&key.id, &key.token);
        let found = select(Reports::Table, [Reports::TokenHash], (Reports::Id, id.as_str()));
        let row = self.database.row(&found).await?.ok_or(StoreError::NoSuchReport)?;
        if !token.is(&row.octets(Reports::TokenHash)?) {
            return Err(StoreError::NoSuchReport);
        }
        Ok(ReportAccess { report: id.clone(), is_reporter: true })
    }

    /// The report of a case that somebody entered, if there is one; it may be taken back.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for family.
    pub async fn report_of(&self, access: &Access) -> Result<Option<ReportAccess>, StoreError> {
        access.talk()?;
        let found = Query::select()
            .column(Reports::Id)
            .from(Reports::Table)
            .and_where(Expr::col(Reports::CaseId).eq(access.case().as_str()))
            .to_owned();
        let Some(row) = self.database.row(&found).await? else { return Ok(None) };
        let report = row.word(Reports::Id, ReportId::parse)?;
        Ok(Some(ReportAccess { report, is_reporter: access.is_person() }))
    }

    /// A report as its reporter sees it.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchReport`] when it is gone meanwhile.
    pub async fn reported(&self, access: &ReportAccess) -> Result<Reported, StoreError> {
        self.whole_report(&access.report).await
    }

    /// A report as somebody at the desk sees it. Brand staff sees what speaks as their brand.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchReport`] when there is none that the user may see.
    pub async fn reported_as(&self, user: &User, id: &ReportId) -> Result<Reported, StoreError> {
        let reported = self.whole_report(id).await?;
        let is_theirs = reported.brand.is_some() && reported.brand == user.brand;
        if !user.role.may(Right::Read) || (user.role == Role::BrandStaff && !is_theirs) {
            return Err(StoreError::NoSuchReport);
        }
        Ok(reported)
    }

    /// A report as a program that may read sees it.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] without the scope, [`StoreError::NoSuchReport`] when there is none.
    pub async fn reported_with(&self, key: &ApiKey, id: &ReportId) -> Result<Reported, StoreError> {
        if !key.scopes.contains(&Scope::Read) {
            return Err(StoreError::NotAllowed);
        }
        self.whole_report(id).await
    }

    /// What could not be read, as it came; `None` when it is no longer kept. Each look is audited.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] when the role lacks [`Right::ReadOriginal`].
    pub async fn unreadable(
        &self,
        user: &User,
        id: &ReportId,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        if !user.role.may(Right::ReadOriginal) {
            return Err(StoreError::NotAllowed);
        }
        self.reported_as(user, id).await?;
        let mut tx = self.database.begin().await?;
        let actor = crate::audit::Actor::User(user.id.clone());
        let detail = format!("report:{id}");
        append(&mut tx, Act { actor, action: "original.read", case: None, detail }, now).await?;
        tx.commit().await?;
        let octets = [ReportOriginals::Octets];
        let found =
            select(ReportOriginals::Table, octets, (ReportOriginals::ReportId, id.as_str()));
        let row = self.database.row(&found).await?;
        row.map(|row| row.octets(ReportOriginals::Octets)).transpose()
    }

    pub(in crate::store) async fn whole_report(
        &self,
        id: &ReportId,
    ) -> Result<Reported, StoreError> {
        let found = select(Reports::Table, COLUMNS, (Reports::Id, id.as_str()));
        let row = self.database.row(&found).await?.ok_or(StoreError::NoSuchReport)?;
        let mut reported = reported(&row)?;
        let mut outcomes =
            select(ReportOutcomes::Table, OUTCOME, (ReportOutcomes::ReportId, id.as_str()));
        outcomes.order_by(ReportOutcomes::Position, Order::Asc);
        let rows = self.database.rows(&outcomes).await?;
        reported.outcomes = rows.iter().map(outcome).collect::<Result<_, _>>()?;
        let columns = [ReportHanded::Recipient, ReportHanded::Address, ReportHanded::HandedAt];
        let found = select(ReportHanded::Table, columns, (ReportHanded::ReportId, id.as_str()));
        let rows = self.database.rows(&found).await?;
        reported.handed = rows.iter().map(handed).collect::<Result<_, _>>()?;
        Ok(reported)
    }
}

/// A report without its outcomes and without whom it was passed on to.
pub(in crate::store) fn reported(row: &Row) -> Result<Reported, StoreError> {
    let shared = row.text_or_none(Reports::Shared)?;
    let ruling = row.text_or_none(Reports::Ruling)?;
    Ok(Reported {
        id: row.word(Reports::Id, ReportId::parse)?,
        case: row.text_or_none(Reports::CaseId)?.as_deref().and_then(CaseId::parse),
        source: row.word(Reports::Source, |word| word.parse::<Source>().ok())?,
        language: row.word(Reports::Language, language)?,
        recipients: Recipients::kept(&row.text(Reports::Recipients)?),
        counting: row.word(Reports::Counting, |word| word.parse::<Counting>().ok())?,
        same_as: row.text_or_none(Reports::SameAs)?.as_deref().and_then(ReportId::parse),
        received_at: row.moment(Reports::ReceivedAt)?,
        seen_at: row.moment_or_none(Reports::SeenAt)?,
        undone_at: row.moment_or_none(Reports::UndoneAt)?,
        brand: row.text_or_none(Reports::Brand)?,
        ruling: ruling.and_then(|word| serde_json::from_value(word.into()).ok()),
        subject: row.text_or_none(Reports::Subject)?,
        page: row.text_or_none(Reports::Page)?,
        words: row.text(Reports::Words)?,
        shared: shared.as_deref().map(serde_json::from_str).transpose()?,
        unreadable: row.text_or_none(Reports::Unreadable)?,
        outcome_kind: row.text_or_none(Reports::Outcome)?.and_then(|word| word.parse().ok()),
        outcomes: Vec::new(),
        handed: Vec::new(),
    })
}

fn handed(row: &Row) -> Result<Handed, StoreError> {
    Ok(Handed {
        recipient: row.word(ReportHanded::Recipient, |word| word.parse::<Recipient>().ok())?,
        address: row.text(ReportHanded::Address)?,
        at: row.moment(ReportHanded::HandedAt)?,
    })
}
