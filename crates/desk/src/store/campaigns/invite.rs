use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use super::{create::written_down, rows::theirs};
use crate::{
    Campaign, CampaignId, CampaignState, StoreError,
    account::{ApiKey, User},
    campaign::{By, InviteList, InviteSummary, MOST, MailState, invite_list::Entry},
    store::{
        Store,
        cases::language_word,
        database::Tx,
        schema::{Campaigns, Invitations, Unsubscribed},
    },
};

/// People who are entered in one transaction. Their values are to be bound in one statement: SQLite takes
/// 32,766.
const BATCH: usize = 1_000;

/// A list that is being read in, batch by batch. What was entered stays entered, however it ends; the same
/// list again goes on where it stopped, for nobody is invited twice.
#[derive(Debug)]
pub struct Inviting {
    store: Store,
    id: CampaignId,
    by: OwnedBy,
    list: InviteList,
    waiting: Vec<Entry>,
    summary: InviteSummary,
}

/// As [`By`], for what lasts longer than a call.
#[derive(Clone, Debug)]
enum OwnedBy {
    Machine,
    User(User),
    Key(ApiKey),
}

impl OwnedBy {
    fn of(by: By<'_>) -> Self {
        match by {
            By::Machine => Self::Machine,
            By::User(user) => Self::User(user.clone()),
            By::Key(key) => Self::Key(key.clone()),
        }
    }

    fn by(&self) -> By<'_> {
        match self {
            Self::Machine => By::Machine,
            Self::User(user) => By::User(user),
            Self::Key(key) => By::Key(key),
        }
    }
}

impl Store {
    /// Begins to read an invite list in. Also while the campaign runs: who comes later is invited later.
    ///
    /// # Errors
    ///
    /// [`StoreError::CampaignState`] when it has ended; [`StoreError::NoSuchCampaign`];
    /// [`StoreError::NotAllowed`].
    pub async fn invite(
        &self,
        by: By<'_>,
        id: &CampaignId,
        now: Timestamp,
    ) -> Result<Inviting, StoreError> {
        let mut tx = self.database.begin().await?;
        let campaign = theirs(&mut tx, by, id).await?;
        not_ended(&campaign)?;
        written_down(&mut tx, by, "campaign.inviting", id, now).await?;
        tx.commit().await?;
        Ok(Inviting {
            store: self.clone(),
            id: id.clone(),
            by: OwnedBy::of(by),
            list: InviteList::new(),
            waiting: Vec::new(),
            summary: InviteSummary::default(),
        })
    }
}

impl Inviting {
    /// Reads some more octets of the list, and enters who is told by them.
    ///
    /// # Errors
    ///
    /// When the database fails, or the campaign has ended meanwhile.
    pub async fn feed(&mut self, octets: &[u8]) -> Result<(), StoreError> {
        let (waiting, summary) = (&mut self.waiting, &mut self.summary);
        self.list.feed(octets, |line| match line {
            Ok(entry) => waiting.push(entry),
            Err(line) => summary.refuse(line),
        });
        while self.waiting.len() >= BATCH {
            self.enter().await?;
        }
        Ok(())
    }

    /// The list is over: enters the last, and tells what became of all.
    ///
    /// # Errors
    ///
    /// As [`Inviting::feed`].
    pub async fn finish(mut self) -> Result<InviteSummary, StoreError> {
        let (waiting, summary) = (&mut self.waiting, &mut self.summary);
        self.list.finish(|line| match line {
            Ok(entry) => waiting.push(entry),
            Err(line) => summary.refuse(line),
        });
        while !self.waiting.is_empty() {
            self.enter().await?;
        }
        self.list.encoding().clone_into(&mut self.summary.encoding);
        Ok(self.summary)
    }

    /// What became of the list so far.
    #[must_use]
    pub fn so_far(&self) -> &InviteSummary {
        &self.summary
    }

    /// Enters one batch.
    async fn enter(&mut self) -> Result<(), StoreError> {
        let batch: Vec<Entry> = self.waiting.drain(..self.waiting.len().min(BATCH)).collect();
        let read = batch.len();
        let redactor = self.store.redactor();
        // Within the batch, the first line of an address counts.
        let mut seen = HashSet::new();
        let hashed = batch.into_iter().map(|entry| (entry.hash(&redactor), entry));
        let hashed: Vec<_> = hashed.filter(|(hash, _)| seen.insert(hash.clone())).collect();
        let mut tx = self.store.database.begin().await?;
        // From here on nobody else invites to this campaign.
        let campaign = alone(&mut tx, self.by.by(), &self.id).await?;
        not_ended(&campaign)?;
        let known = known(&mut tx, &campaign, &hashed).await?;
        let (mut invited, mut unsubscribed) = (Vec::new(), 0);
        for (hash, entry) in hashed {
            match known.get(&hash) {
                None => invited.push((hash, entry)),
                Some(Known::Unsubscribed) => unsubscribed += 1,
                Some(Known::Invited) => {}
            }
        }
        let entered = enter(&mut tx, &campaign, &invited).await?;
        tx.commit().await?;
        let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
        self.summary.read += count(read);
        self.summary.invited += entered;
        self.summary.unsubscribed += unsubscribed;
        self.summary.duplicates += count(read) - entered - unsubscribed;
        Ok(())
    }
}

/// Why somebody is not invited again.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Known {
    Invited,
    Unsubscribed,
}

fn not_ended(campaign: &Campaign) -> Result<(), StoreError> {
    match campaign.state {
        CampaignState::Ended => Err(StoreError::CampaignState { state: campaign.state.as_str() }),
        CampaignState::Draft
        | CampaignState::Running
        | CampaignState::Faulty
        | CampaignState::Paused => Ok(()),
    }
}

/// The campaign, which nobody else changes until the transaction ends.
async fn alone(tx: &mut Tx, by: By<'_>, id: &CampaignId) -> Result<Campaign, StoreError> {
    let lock = Query::update()
        .table(Campaigns::Table)
        .value(Campaigns::Invited, Expr::col(Campaigns::Invited))
        .and_where(Expr::col(Campaigns::Id).eq(id.as_str()))
        .to_owned();
    tx.run(&lock).await?;
    theirs(tx, by, id).await
}

/// Those of a batch who are invited already, and those who want no more mail from the brand.
async fn known(
    tx: &mut Tx,
    campaign: &Campaign,
    batch: &[(Vec<u8>, Entry)],
) -> Result<HashMap<Vec<u8>, Known>, StoreError> {
    let hashes = || batch.iter().map(|(hash, _)| hash.clone());
    let mut known = HashMap::new();
    let unsubscribed = Query::select()
        .column(Unsubscribed::AddressHash)
        .from(Unsubscribed::Table)
        .and_where(Expr::col(Unsubscribed::Brand).eq(campaign.brand.as_str()))
        .and_where(Expr::col(Unsubscribed::AddressHash).is_in(hashes()))
        .to_owned();
    for row in tx.rows(&unsubscribed).await? {
        known.insert(row.octets(Unsubscribed::AddressHash)?, Known::Unsubscribed);
    }
    let invited = Query::select()
        .column(Invitations::AddressHash)
        .from(Invitations::Table)
        .and_where(Expr::col(Invitations::Campaign).eq(campaign.number.0))
        .and_where(Expr::col(Invitations::AddressHash).is_in(hashes()))
        .to_owned();
    for row in tx.rows(&invited).await? {
        known.insert(row.octets(Invitations::AddressHash)?, Known::Invited);
    }
    Ok(known)
}

const ROW: [Invitations; 11] = [
    Invitations::Campaign,
    Invitations::Number,
    Invitations::Address,
    Invitations::AddressHash,
    Invitations::Name,
    Invitations::Language,
    Invitations::Zone,
    Invitations::IsEligible,
    Invitations::Mail,
    Invitations::Tries,
    Invitations::DueAt,
];

/// Enters people under the next numbers; how many.
async fn enter(
    tx: &mut Tx,
    campaign: &Campaign,
    invited: &[(Vec<u8>, Entry)],
) -> Result<u64, StoreError> {
    let many = u64::try_from(invited.len()).unwrap_or(u64::MAX);
    let total = campaign.invited.saturating_add(many);
    if total > MOST {
        return Err(StoreError::TooMany);
    }
    if invited.is_empty() {
        return Ok(0);
    }
    let mut rows = Query::insert().into_table(Invitations::Table).columns(ROW).to_owned();
    for ((hash, entry), number) in invited.iter().zip(campaign.invited + 1..) {
        rows.values_panic([
            campaign.number.0.into(),
            i64::try_from(number).unwrap_or(i64::MAX).into(),
            entry.address.as_str().into(),
            hash.clone().into(),
            entry.name.replace('\0', "").into(),
            language_word(entry.language).into(),
            entry.zone.as_str().into(),
            i64::from(entry.is_eligible).into(),
            MailState::Waiting.as_str().into(),
            0_i64.into(),
            0_i64.into(),
        ]);
    }
    tx.run(&rows).await?;
    let count = Query::update()
        .table(Campaigns::Table)
        .value(Campaigns::Invited, i64::try_from(total).unwrap_or(i64::MAX))
        .and_where(Expr::col(Campaigns::Number).eq(campaign.number.0))
        .to_owned();
    tx.run(&count).await?;
    Ok(many)
}
