use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use super::{create::written_down, rows::theirs};
use crate::{
    Campaign, CampaignId, StoreError,
    campaign::{
        By, InviteList,
        invite_list::{Entry, InviteSummary},
    },
    store::{Store, database::Tx, schema::Invitations},
};

/// People who are found in one statement.
const BATCH: usize = 1_000;

/// Who may take a coupon, told anew by a list: whoever of the invited it names, and nobody else. All of it
/// or nothing; until it is over, nobody else changes anything.
#[derive(Debug)]
pub struct Electing {
    store: Store,
    tx: Tx,
    campaign: Campaign,
    list: InviteList,
    waiting: Vec<Entry>,
    summary: InviteSummary,
}

impl Store {
    /// Begins to read in who may take a coupon. Coupons that were taken stay taken.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchCampaign`]; [`StoreError::NotAllowed`].
    pub async fn elect(
        &self,
        by: By<'_>,
        id: &CampaignId,
        now: Timestamp,
    ) -> Result<Electing, StoreError> {
        let mut tx = self.database.begin().await?;
        let campaign = theirs(&mut tx, by, id).await?;
        written_down(&mut tx, by, "campaign.eligible", id, now).await?;
        let nobody = Query::update()
            .table(Invitations::Table)
            .value(Invitations::IsEligible, 0_i64)
            .and_where(Expr::col(Invitations::Campaign).eq(campaign.number.0))
            .to_owned();
        tx.run(&nobody).await?;
        let (list, summary) = (InviteList::new(), InviteSummary::default());
        Ok(Electing { store: self.clone(), tx, campaign, list, waiting: Vec::new(), summary })
    }
}

impl Electing {
    /// Reads some more octets of the list.
    ///
    /// # Errors
    ///
    /// When the database fails.
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

    /// The list is over, and counts. In what is told, `invited` are those who may take a coupon now, and
    /// `duplicates` lines of people who are not invited, who are named twice, or whom the list says not
    /// to be eligible.
    ///
    /// # Errors
    ///
    /// When the database fails; then everything is as before.
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
        self.tx.commit().await?;
        Ok(self.summary)
    }

    async fn enter(&mut self) -> Result<(), StoreError> {
        let redactor = self.store.redactor();
        let batch: Vec<Entry> = self.waiting.drain(..self.waiting.len().min(BATCH)).collect();
        let read = u64::try_from(batch.len()).unwrap_or(u64::MAX);
        let named = batch.iter().filter(|entry| entry.is_eligible);
        let update = Query::update()
            .table(Invitations::Table)
            .value(Invitations::IsEligible, 1_i64)
            .and_where(Expr::col(Invitations::Campaign).eq(self.campaign.number.0))
            .and_where(
                Expr::col(Invitations::AddressHash).is_in(named.map(|entry| entry.hash(&redactor))),
            )
            .and_where(Expr::col(Invitations::IsEligible).eq(0_i64))
            .to_owned();
        let elected = self.tx.run(&update).await?;
        self.summary.read += read;
        self.summary.invited += elected;
        self.summary.duplicates += read.saturating_sub(elected);
        Ok(())
    }
}
