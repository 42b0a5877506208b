use check::Bilingual;
use jiff::Timestamp;
use sea_query::{Condition, Expr, ExprTrait as _, OnConflict, Order, Query, SelectStatement};

use super::{
    Store, StoreError,
    audit::{Act, append},
    database::{Row, Tx},
    reports,
    retention::OPEN,
    schema::{Campaigns, Cases, Contents, Decisions, Originals, Tellings},
    statement::{insert, select},
};
use crate::{
    Access, CampaignNumber, CaseId, CaseState, Decision, DecisionKind, Fingerprint, NewDecision,
    audit::Actor,
    conversation::Whose,
    decision::{Content, DecisionId, Fault},
};

/// What a decision is made of.
pub(super) const COLUMNS: [Decisions; 8] = [
    Decisions::Id,
    Decisions::Kind,
    Decisions::WordsJa,
    Decisions::WordsEn,
    Decisions::Whose,
    Decisions::Since,
    Decisions::DecidedBy,
    Decisions::DecidedAt,
];

impl Store {
    /// Decides what the message of a case is. The decision answers at once every other case of the
    /// same [`Content`], and the next one; who asked gets a telling each, exactly one. A later
    /// decision goes before an earlier one.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who may not decide; when the words are too long.
    pub async fn decide(
        &self,
        access: &Access,
        new: &NewDecision,
        now: Timestamp,
    ) -> Result<Decision, StoreError> {
        access.decider()?;
        let most = self.settings.limits.text_characters;
        for words in [&new.words.ja, &new.words.en] {
            if words.chars().nth(most).is_some() {
                return Err(StoreError::TooLong { what: "what people are told", most });
            }
        }
        let id = DecisionId::new()?;
        let mut tx = self.database.begin().await?;
        let (fingerprint, vouched) = content_of(&mut tx, access.case()).await?;
        if let Some(fingerprint) = &fingerprint {
            let content = Content { fingerprint: fingerprint.clone(), vouched: vouched.clone() };
            hold(&mut tx, &content, 0).await?;
        }
        let kind: &str = new.kind.into();
        let detail = format!("decision:{id} {kind}");
        let act = Act {
            actor: access.actor(),
            action: "decision.made",
            case: Some(access.case()),
            detail,
        };
        let position = append(&mut tx, act, now).await?;
        let decision = Decision {
            id,
            kind: new.kind,
            words: new.words.clone(),
            fault: new.fault.filter(|_| new.kind == DecisionKind::GenuineButFaulty),
            by: access.actor().name(),
            at: now,
        };
        tx.run(&row_of(&decision, fingerprint.as_ref(), &vouched, position, None)).await?;
        let others = fingerprint.as_ref().filter(|_| new.kind.extends(&vouched));
        let answered = answered(access.case(), others, &vouched);
        self.keep_originals_from(&mut tx, answered.clone(), now).await?;
        let told = tell(&mut tx, &decision, Some(access.case()), answered, now).await?;
        reports::decided(&mut tx, &told, &decision, now).await?;
        tx.commit().await?;
        told.iter().for_each(|case| self.changed(case));
        Ok(decision)
    }

    /// Says of every message of a campaign what it is, on behalf of its faults: who asked is told, and
    /// who asks next has it as the answer. Only messages that the sender's own record knows belong
    /// to a campaign, so that no copy is excused by it. The cases that changed.
    pub(super) async fn decide_campaign(
        &self,
        tx: &mut Tx,
        (campaign, new): (CampaignNumber, &NewDecision),
        actor: Actor,
        now: Timestamp,
    ) -> Result<Vec<CaseId>, StoreError> {
        let id = DecisionId::new()?;
        let detail = format!("decision:{id} {} campaign:{}", <&str>::from(new.kind), campaign.0);
        let by = actor.name();
        let act = Act { actor, action: "decision.made", case: None, detail };
        let position = append(tx, act, now).await?;
        let fault = new.fault.filter(|_| new.kind == DecisionKind::GenuineButFaulty);
        let decision =
            Decision { id, kind: new.kind, words: new.words.clone(), fault, by, at: now };
        tx.run(&row_of(&decision, None, "", position, Some(campaign))).await?;
        let answered = Condition::all().add(Expr::col(Cases::Campaign).eq(campaign.0));
        self.keep_originals_from(tx, answered.clone(), now).await?;
        let told = tell(tx, &decision, None, answered, now).await?;
        reports::decided(tx, &told, &decision, now).await?;
        Ok(told)
    }

    /// Cases that are open and about to be closed keep their messages for the whole time from then
    /// on: until then they could not go.
    pub(super) async fn keep_originals_from(
        &self,
        tx: &mut Tx,
        closing: Condition,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let until = now + self.settings.original;
        let open = Query::select()
            .column(Cases::Id)
            .from(Cases::Table)
            .cond_where(closing)
            .and_where(Expr::col(Cases::State).is_in(OPEN.map(<&str>::from)))
            .to_owned();
        let update = Query::update()
            .table(Originals::Table)
            .value(Originals::ExpiresAt, until.as_millisecond())
            .and_where(Expr::col(Originals::CaseId).in_subquery(open))
            .to_owned();
        tx.run(&update).await?;
        Ok(())
    }

    /// What was decided about a content: the answer to the next identical message.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn decision_for(&self, content: &Content) -> Result<Option<Decision>, StoreError> {
        extending(self.database.row(&newest(content)).await?, content)
    }

    /// How often somebody asked about what a message says, under whatever header.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn asked(&self, fingerprint: &Fingerprint) -> Result<i64, StoreError> {
        let content = (Contents::Fingerprint, fingerprint.as_str());
        let row = self.database.row(&select(Contents::Table, [Contents::Asked], content)).await?;
        row.map_or(Ok(0), |row| row.number(Contents::Asked))
    }

    /// One decision.
    pub(super) async fn decision(&self, id: &str) -> Result<Option<Decision>, StoreError> {
        let found = select(Decisions::Table, COLUMNS, (Decisions::Id, id));
        self.database.row(&found).await?.map(|row| decision(&row)).transpose()
    }
}

/// Counts that somebody asked about a content, and holds it until the transaction ends: who opens
/// and who decides meet here, so that neither misses the other.
pub(super) async fn hold(tx: &mut Tx, content: &Content, asked: i64) -> Result<(), StoreError> {
    let more = Expr::col((Contents::Table, Contents::Asked)).add(asked);
    let row = [
        (Contents::Fingerprint, content.fingerprint.as_str().into()),
        (Contents::Asked, asked.into()),
    ];
    let mut upsert = insert(Contents::Table, row);
    let count = OnConflict::column(Contents::Fingerprint).value(Contents::Asked, more).to_owned();
    tx.run(upsert.on_conflict(count)).await?;
    Ok(())
}

/// As [`Store::decision_for`], within a transaction.
pub(super) async fn in_force(
    tx: &mut Tx,
    content: &Content,
) -> Result<Option<Decision>, StoreError> {
    extending(tx.row(&newest(content)).await?, content)
}

/// What answers a message when it is asked about: of what was decided about its content and what is
/// said of its campaign, the later.
pub(super) async fn answering(
    tx: &mut Tx,
    content: Option<&Content>,
    campaign: Option<CampaignNumber>,
) -> Result<Option<Decision>, StoreError> {
    let by_content = match content {
        Some(content) => in_force(tx, content).await?,
        None => None,
    };
    let by_campaign = match campaign {
        Some(campaign) => {
            // Who opens a fault changes this row: so neither misses the other.
            let hold = Query::select()
                .column(Campaigns::Number)
                .from(Campaigns::Table)
                .and_where(Expr::col(Campaigns::Number).eq(campaign.0))
                .lock_shared()
                .to_owned();
            tx.row(&hold).await?;
            let row = tx.row(&of_campaign(campaign)).await?;
            row.map(|row| decision(&row)).transpose()?
        }
        None => None,
    };
    Ok(match (by_content, by_campaign) {
        (Some(one), Some(other)) => Some(if one.at > other.at { one } else { other }),
        (one, other) => one.or(other),
    })
}

/// What was said last of a campaign's messages.
fn of_campaign(campaign: CampaignNumber) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from(Decisions::Table)
        .and_where(Expr::col(Decisions::Campaign).eq(campaign.0))
        .order_by(Decisions::Position, Order::Desc)
        .limit(1)
        .to_owned()
}

/// What was decided about the message of a case.
pub(super) async fn of_case(tx: &mut Tx, case: &CaseId) -> Result<Option<Decision>, StoreError> {
    let found = select(Cases::Table, [Cases::Decision], (Cases::Id, case.as_str()));
    let row = tx.row(&found).await?.ok_or(StoreError::NoSuchCase)?;
    let Some(id) = row.text_or_none(Cases::Decision)? else { return Ok(None) };
    let found = select(Decisions::Table, COLUMNS, (Decisions::Id, id.as_str()));
    tx.row(&found).await?.map(|row| decision(&row)).transpose()
}

/// The newest decision about a content.
fn newest(content: &Content) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from(Decisions::Table)
        .and_where(Expr::col(Decisions::Fingerprint).eq(content.fingerprint.as_str()))
        .and_where(Expr::col(Decisions::Vouched).eq(content.vouched.as_str()))
        .order_by(Decisions::Position, Order::Desc)
        .limit(1)
        .to_owned()
}

/// The decision, if it answers other messages too.
fn extending(row: Option<Row>, content: &Content) -> Result<Option<Decision>, StoreError> {
    let decision = row.map(|row| decision(&row)).transpose()?;
    Ok(decision.filter(|decision| decision.kind.extends(&content.vouched)))
}

async fn content_of(
    tx: &mut Tx,
    case: &CaseId,
) -> Result<(Option<Fingerprint>, String), StoreError> {
    let columns = [Cases::Fingerprint, Cases::Vouched];
    let row = tx.row(&select(Cases::Table, columns, (Cases::Id, case.as_str()))).await?;
    let row = row.ok_or(StoreError::NoSuchCase)?;
    Ok((row.text_or_none(Cases::Fingerprint)?.map(Fingerprint::kept), row.text(Cases::Vouched)?))
}

/// The cases that a decision answers: its own, and those of the same content.
pub(super) fn answered(case: &CaseId, others: Option<&Fingerprint>, vouched: &str) -> Condition {
    let own = Condition::any().add(Expr::col(Cases::Id).eq(case.as_str()));
    match others {
        None => own,
        Some(content) => own.add(
            Expr::col(Cases::Fingerprint)
                .eq(content.as_str())
                .and(Expr::col(Cases::Vouched).eq(vouched)),
        ),
    }
}

/// Gives cases their decision, and each a telling. Who is in the middle of a talk with an agent
/// stays in it.
async fn tell(
    tx: &mut Tx,
    decision: &Decision,
    own: Option<&CaseId>,
    answered: Condition,
    now: Timestamp,
) -> Result<Vec<CaseId>, StoreError> {
    let talks = || {
        let with_agent = Expr::col(Cases::State).eq(<&str>::from(CaseState::WithAgent));
        // No case has an empty id.
        with_agent.and(Expr::col(Cases::Id).ne(own.map_or("", CaseId::as_str)))
    };
    let if_talking = |column: Cases| Expr::case(talks(), Expr::col(column));
    let decided: &str = CaseState::Decided.into();
    let update = Query::update()
        .table(Cases::Table)
        .value(Cases::Decision, decision.id.as_str())
        .value(Cases::State, if_talking(Cases::State).finally(decided))
        .value(Cases::ClaimedBy, if_talking(Cases::ClaimedBy))
        .value(Cases::WaitingSince, if_talking(Cases::WaitingSince))
        .value(Cases::ChangedAt, now.as_millisecond())
        .cond_where(answered)
        .returning_col(Cases::Id)
        .to_owned();
    let rows = tx.rows(&update).await?;
    let cases: Vec<CaseId> =
        rows.iter().map(|row| row.word(Cases::Id, CaseId::parse)).collect::<Result<_, _>>()?;
    // All cases that have this decision now, and no others: it is new.
    let tellings = Query::select()
        .expr(Expr::val(decision.id.as_str()))
        .column(Cases::Id)
        .expr(Expr::val(now.as_millisecond()))
        .from(Cases::Table)
        .and_where(Expr::col(Cases::Decision).eq(decision.id.as_str()))
        .to_owned();
    let mut outbox = Query::insert();
    outbox
        .into_table(Tellings::Table)
        .columns([Tellings::Decision, Tellings::CaseId, Tellings::CreatedAt])
        .select_from(tellings)
        .map_err(|error| StoreError::Value(error.to_string()))?;
    tx.run(&outbox).await?;
    Ok(cases)
}

fn row_of(
    decision: &Decision,
    fingerprint: Option<&Fingerprint>,
    vouched: &str,
    position: i64,
    campaign: Option<CampaignNumber>,
) -> sea_query::InsertStatement {
    let since = decision.fault.and_then(|fault| fault.since);
    insert(
        Decisions::Table,
        [
            (Decisions::Id, decision.id.as_str().into()),
            (Decisions::Fingerprint, fingerprint.map(Fingerprint::as_str).into()),
            (Decisions::Vouched, vouched.into()),
            (Decisions::Kind, <&str>::from(decision.kind).into()),
            (Decisions::WordsJa, decision.words.ja.replace('\0', "").into()),
            (Decisions::WordsEn, decision.words.en.replace('\0', "").into()),
            (Decisions::Whose, decision.fault.map(|fault| whose_word(fault.whose)).into()),
            (Decisions::Since, since.map(Timestamp::as_millisecond).into()),
            (Decisions::DecidedBy, decision.by.as_str().into()),
            (Decisions::DecidedAt, decision.at.as_millisecond().into()),
            (Decisions::Position, position.into()),
            (Decisions::Campaign, campaign.map(|campaign| campaign.0).into()),
        ],
    )
}

pub(super) fn decision(row: &Row) -> Result<Decision, StoreError> {
    let whose = row.text_or_none(Decisions::Whose)?;
    let since = row.moment_or_none(Decisions::Since)?;
    Ok(Decision {
        id: row.word(Decisions::Id, DecisionId::parse)?,
        kind: row.word(Decisions::Kind, |word| word.parse::<DecisionKind>().ok())?,
        words: Bilingual { ja: row.text(Decisions::WordsJa)?, en: row.text(Decisions::WordsEn)? },
        fault: whose.map(|word| Fault { whose: whose_of(&word), since }),
        by: row.text(Decisions::DecidedBy)?,
        at: row.moment(Decisions::DecidedAt)?,
    })
}

pub(super) fn whose_word(whose: Whose) -> &'static str {
    match whose {
        Whose::Sender => "sender",
        Whose::Partner => "partner",
        Whose::Unknown => "unknown",
    }
}

pub(super) fn whose_of(word: &str) -> Whose {
    match word {
        "sender" => Whose::Sender,
        "partner" => Whose::Partner,
        _ => Whose::Unknown,
    }
}
