use check::Bilingual;
use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, OnConflict, Query};

use crate::{
    CampaignId, CampaignNumber, CampaignState, CaseId, DecisionKind, Fault, NewDecision, Store,
    StoreError,
    campaign::By,
    conversation::Whose,
    fault::{CampaignFault, FaultId, FaultKind, Seen, told},
    store::{
        audit::{Act, append},
        campaigns::{become_state, numbered, theirs},
        database::Tx,
        schema::Faults,
        statement::insert,
    },
};

impl Store {
    /// Opens a fault: the campaign is faulty from now on, and everybody who asked about a message of it
    /// is told. `None` when one is open already, or the campaign is not running.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`]; when the database fails.
    pub async fn open_fault(
        &self,
        by: By<'_>,
        campaign: CampaignNumber,
        (kind, seen): (FaultKind, Seen),
        now: Timestamp,
    ) -> Result<Option<CampaignFault>, StoreError> {
        let fault = CampaignFault {
            id: FaultId::new()?,
            campaign,
            kind,
            seen,
            opened_by: by.actor().name(),
            opened_at: now,
            declared: None,
            words: Bilingual::default(),
            make_good: None,
            closed: None,
        };
        let mut tx = self.database.begin().await?;
        let of = numbered(&mut tx, campaign).await?;
        by.may_change(&of.brand)?;
        if of.state != CampaignState::Running || tx.run(&row_of(&fault)?).await? == 0 {
            return Ok(None);
        }
        become_state(&mut tx, &of, CampaignState::Faulty, now).await?;
        let told = self.tell_fault(&mut tx, by, &fault, now).await?;
        written_down(&mut tx, by, "fault.opened", &fault, now).await?;
        tx.commit().await?;
        told.iter().for_each(|case| self.changed(case));
        Ok(Some(fault))
    }

    /// Staff says of a running campaign that something is broken, which the desk itself cannot see.
    ///
    /// # Errors
    ///
    /// [`StoreError::CampaignState`] unless the campaign runs; [`StoreError::NoSuchCampaign`];
    /// [`StoreError::NotAllowed`]; when the words are too long.
    pub async fn report_fault(
        &self,
        by: By<'_>,
        campaign: &CampaignId,
        (kind, words): (FaultKind, &Bilingual),
        now: Timestamp,
    ) -> Result<CampaignFault, StoreError> {
        let mut tx = self.database.begin().await?;
        let of = theirs(&mut tx, by, campaign).await?;
        drop(tx);
        let opened = self.open_fault(by, of.number, (kind, Seen::default()), now).await?;
        let fault = opened.ok_or(StoreError::CampaignState { state: of.state.as_str() })?;
        self.declare_fault(by, &fault.id, (kind, words), now).await
    }

    /// Staff confirms a fault and explains it: what people read from now on.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchFault`]; [`StoreError::NotAllowed`]; when the words are too long.
    pub async fn declare_fault(
        &self,
        by: By<'_>,
        id: &FaultId,
        (kind, words): (FaultKind, &Bilingual),
        now: Timestamp,
    ) -> Result<CampaignFault, StoreError> {
        self.fits(words)?;
        let mut tx = self.database.begin().await?;
        let mut fault = self.open_one(&mut tx, by, id).await?;
        let actor = by.actor().name();
        (fault.kind, fault.words) = (kind, words.clone());
        fault.declared = Some((actor.clone(), now));
        let update = Query::update()
            .table(Faults::Table)
            .value(Faults::Kind, kind.as_str())
            .value(Faults::WordsJa, words.ja.replace('\0', ""))
            .value(Faults::WordsEn, words.en.replace('\0', ""))
            .value(Faults::DeclaredBy, actor)
            .value(Faults::DeclaredAt, now.as_millisecond())
            .and_where(Expr::col(Faults::Id).eq(id.as_str()))
            .to_owned();
        tx.run(&update).await?;
        let told = self.tell_fault(&mut tx, by, &fault, now).await?;
        written_down(&mut tx, by, "fault.declared", &fault, now).await?;
        tx.commit().await?;
        told.iter().for_each(|case| self.changed(case));
        Ok(fault)
    }

    /// Tells everybody who asked that the campaign is at fault.
    async fn tell_fault(
        &self,
        tx: &mut Tx,
        by: By<'_>,
        fault: &CampaignFault,
        now: Timestamp,
    ) -> Result<Vec<CaseId>, StoreError> {
        let new = NewDecision {
            kind: DecisionKind::GenuineButFaulty,
            words: told(fault),
            fault: Some(Fault { whose: Whose::Sender, since: Some(fault.opened_at) }),
        };
        self.decide_campaign(tx, (fault.campaign, &new), by.actor(), now).await
    }

    pub(super) fn fits(&self, words: &Bilingual) -> Result<(), StoreError> {
        let most = self.settings.limits.text_characters;
        let is_long = |text: &str| text.chars().nth(most).is_some();
        if is_long(&words.ja) || is_long(&words.en) {
            return Err(StoreError::TooLong { what: "what people are told", most });
        }
        Ok(())
    }
}

pub(super) async fn written_down(
    tx: &mut Tx,
    by: By<'_>,
    action: &'static str,
    fault: &CampaignFault,
    now: Timestamp,
) -> Result<(), StoreError> {
    let detail =
        format!("fault:{} {} campaign:{}", fault.id, fault.kind.as_str(), fault.campaign.0);
    append(tx, Act { actor: by.actor(), action, case: None, detail }, now).await.map(drop)
}

fn row_of(fault: &CampaignFault) -> Result<sea_query::InsertStatement, StoreError> {
    let none = || Option::<String>::None;
    let row = [
        (Faults::Id, fault.id.as_str().into()),
        (Faults::Campaign, fault.campaign.0.into()),
        (Faults::Kind, fault.kind.as_str().into()),
        (Faults::Seen, serde_json::to_string(&fault.seen)?.into()),
        (Faults::OpenedBy, fault.opened_by.as_str().into()),
        (Faults::OpenedAt, fault.opened_at.as_millisecond().into()),
        (Faults::DeclaredBy, none().into()),
        (Faults::DeclaredAt, Option::<i64>::None.into()),
        (Faults::WordsJa, "".into()),
        (Faults::WordsEn, "".into()),
        (Faults::MakeGood, none().into()),
        (Faults::ClosedBy, none().into()),
        (Faults::ClosedAt, Option::<i64>::None.into()),
    ];
    let mut insert = insert(Faults::Table, row);
    // One at a time: of two who see it in the same moment, one opens it.
    insert.on_conflict(OnConflict::new().do_nothing().to_owned());
    Ok(insert)
}
