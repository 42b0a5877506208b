use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Func, Query, SelectStatement};

use super::counts::Happening;
use crate::{
    CampaignNumber, CampaignState, Store, StoreError,
    campaign::{By, MailState},
    fault::{CampaignFault, Seen, Watched, contradiction},
    store::schema::{Campaigns, Invitations, Refusals},
};

/// Reasons of refusals that contradict an invitation, as `refusals` has them.
const NOT_ELIGIBLE: &str = "not-eligible";
const OUT_OF_STOCK: &str = "out-of-stock";

impl Store {
    /// Looks whether a running campaign contradicts what it promised, and opens a fault if it does: the
    /// fault that is new.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn watch_campaign(
        &self,
        campaign: CampaignNumber,
        now: Timestamp,
    ) -> Result<Option<CampaignFault>, StoreError> {
        let Some(watched) = self.watched(campaign, now).await? else { return Ok(None) };
        let Some(kind) = contradiction(&watched) else { return Ok(None) };
        self.open_fault(By::Machine, campaign, (kind, watched.seen), now).await
    }

    /// Looks at every running campaign.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn watch_campaigns(&self, now: Timestamp) -> Result<Vec<CampaignFault>, StoreError> {
        let running = Query::select()
            .column(Campaigns::Number)
            .from(Campaigns::Table)
            .and_where(Expr::col(Campaigns::State).eq(CampaignState::Running.as_str()))
            .to_owned();
        let mut opened = Vec::new();
        for row in self.database.rows(&running).await? {
            let campaign = CampaignNumber(row.number(Campaigns::Number)?);
            opened.extend(self.watch_campaign(campaign, now).await?);
        }
        Ok(opened)
    }

    /// What is to be seen of a campaign; `None` unless it runs, for what is not running contradicts
    /// nothing, and what is faulty is known to be.
    async fn watched(
        &self,
        campaign: CampaignNumber,
        now: Timestamp,
    ) -> Result<Option<Watched>, StoreError> {
        let columns = [Campaigns::State, Campaigns::Stock, Campaigns::Issued, Campaigns::Number];
        let found = Query::select()
            .columns(columns)
            .from(Campaigns::Table)
            .and_where(Expr::col(Campaigns::Number).eq(campaign.0))
            .and_where(Expr::col(Campaigns::State).eq(CampaignState::Running.as_str()))
            .to_owned();
        let Some(row) = self.database.row(&found).await? else { return Ok(None) };
        let since = self.last_closed(campaign).await?;
        let count = |number: i64| u64::try_from(number).unwrap_or(0);
        let seen = Seen {
            invited_refused: self.counted(&refused(campaign, NOT_ELIGIBLE, since)).await?,
            none_left: self.counted(&refused(campaign, OUT_OF_STOCK, since)).await?,
            claims: self.lately(campaign, Happening::Claim, now).await?,
            claim_errors: self.lately(campaign, Happening::ClaimError, now).await?,
            page_errors: self.lately(campaign, Happening::PageError, now).await?,
            sent: self.counted(&mails(campaign, MailState::Sent)).await?,
            bounced: self.counted(&mails(campaign, MailState::Bounced)).await?,
        };
        Ok(Some(Watched {
            // What came back was sent, too.
            seen: Seen { sent: seen.sent + seen.bounced, ..seen },
            stock: count(row.number(Campaigns::Stock)?),
            issued: count(row.number(Campaigns::Issued)?),
        }))
    }

    async fn counted(&self, statement: &SelectStatement) -> Result<u64, StoreError> {
        let row = self.database.row(statement).await?;
        let count = row.map_or(Ok(0), |row| row.number(Campaigns::Number))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }
}

/// Invited people who were refused for a reason since the last fault was closed.
fn refused(campaign: CampaignNumber, reason: &str, since: Timestamp) -> SelectStatement {
    Query::select()
        .expr_as(Func::count(Expr::col(Refusals::Number)), Campaigns::Number)
        .from(Refusals::Table)
        .and_where(Expr::col(Refusals::Campaign).eq(campaign.0))
        .and_where(Expr::col(Refusals::Reason).eq(reason))
        .and_where(Expr::col(Refusals::LastAt).gt(since.as_millisecond()))
        .to_owned()
}

fn mails(campaign: CampaignNumber, state: MailState) -> SelectStatement {
    Query::select()
        .expr_as(Func::count(Expr::col(Invitations::Number)), Campaigns::Number)
        .from(Invitations::Table)
        .and_where(Expr::col(Invitations::Campaign).eq(campaign.0))
        .and_where(Expr::col(Invitations::Mail).eq(state.as_str()))
        .to_owned()
}
