use check::{Bilingual, record::EntryCampaign};
use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Func, Order, Query, SelectStatement};

use crate::{
    Campaign, CampaignNumber, CampaignState, Store, StoreError,
    campaign::By,
    fault::{CampaignFault, FaultId},
    store::{
        campaigns::numbered,
        database::{Row, Tx},
        schema::{Campaigns, Faults},
    },
};

const COLUMNS: [Faults; 13] = [
    Faults::Id,
    Faults::Campaign,
    Faults::Kind,
    Faults::Seen,
    Faults::OpenedBy,
    Faults::OpenedAt,
    Faults::DeclaredBy,
    Faults::DeclaredAt,
    Faults::WordsJa,
    Faults::WordsEn,
    Faults::MakeGood,
    Faults::ClosedBy,
    Faults::ClosedAt,
];

impl Store {
    /// Faults of the campaigns that somebody may see, those that are open first, then the newest; each
    /// with its campaign.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`].
    pub async fn faults(
        &self,
        by: By<'_>,
        most: u64,
    ) -> Result<Vec<(CampaignFault, Campaign)>, StoreError> {
        let mut found = Query::select();
        found
            .columns(COLUMNS.map(|column| (Faults::Table, column)))
            .from(Faults::Table)
            .inner_join(
                Campaigns::Table,
                Expr::col((Campaigns::Table, Campaigns::Number))
                    .equals((Faults::Table, Faults::Campaign)),
            )
            .order_by_expr(Expr::col((Faults::Table, Faults::ClosedAt)).is_not_null(), Order::Asc)
            .order_by((Faults::Table, Faults::OpenedAt), Order::Desc)
            .limit(most);
        if let Some(brand) = by.brand()? {
            found.and_where(Expr::col((Campaigns::Table, Campaigns::Brand)).eq(brand));
        }
        let mut faults = Vec::new();
        for row in self.database.rows(&found).await? {
            let fault = fault(&row)?;
            let campaign = self.campaign_numbered(fault.campaign).await?;
            faults.push((fault, campaign));
        }
        Ok(faults)
    }

    /// One fault, with its campaign.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchFault`], also for another brand's; [`StoreError::NotAllowed`].
    pub async fn fault(
        &self,
        by: By<'_>,
        id: &FaultId,
    ) -> Result<(CampaignFault, Campaign), StoreError> {
        let found = Query::select()
            .columns(COLUMNS)
            .from(Faults::Table)
            .and_where(Expr::col(Faults::Id).eq(id.as_str()))
            .to_owned();
        let row = self.database.row(&found).await?.ok_or(StoreError::NoSuchFault)?;
        let fault = fault(&row)?;
        let campaign = self.campaign_numbered(fault.campaign).await?;
        if by.brand()?.is_some_and(|own| own != campaign.brand) {
            return Err(StoreError::NoSuchFault);
        }
        Ok((fault, campaign))
    }

    /// Every fault of a campaign, the newest first.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn faults_of(
        &self,
        campaign: CampaignNumber,
    ) -> Result<Vec<CampaignFault>, StoreError> {
        self.database.rows(&of(campaign)).await?.iter().map(fault).collect()
    }

    /// The fault of a campaign that is there now.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn fault_of(
        &self,
        campaign: CampaignNumber,
    ) -> Result<Option<CampaignFault>, StoreError> {
        let open = of(campaign).and_where(Expr::col(Faults::ClosedAt).is_null()).to_owned();
        self.database.row(&open).await?.map(|row| fault(&row)).transpose()
    }

    /// How a campaign stands, as a check is to know it; `None` when there is no such campaign.
    pub(crate) async fn standing_of(
        &self,
        campaign: CampaignNumber,
    ) -> Result<Option<EntryCampaign>, StoreError> {
        let found = Query::select()
            .columns([Campaigns::State])
            .from(Campaigns::Table)
            .and_where(Expr::col(Campaigns::Number).eq(campaign.0))
            .to_owned();
        let Some(row) = self.database.row(&found).await? else { return Ok(None) };
        let state = row.word(Campaigns::State, |word| word.parse::<CampaignState>().ok())?;
        let fault = self.fault_of(campaign).await?;
        Ok(Some(EntryCampaign {
            number: campaign.0,
            is_over: state == CampaignState::Ended,
            faulty_since: fault.map(|fault| fault.opened_at),
            until: None,
        }))
    }

    /// When the last fault of a campaign was closed; the beginning of time when there was none.
    pub(super) async fn last_closed(
        &self,
        campaign: CampaignNumber,
    ) -> Result<Timestamp, StoreError> {
        let last = Query::select()
            .expr_as(Func::max(Expr::col(Faults::ClosedAt)), Faults::ClosedAt)
            .from(Faults::Table)
            .and_where(Expr::col(Faults::Campaign).eq(campaign.0))
            .to_owned();
        let row = self.database.row(&last).await?;
        let at = row.map(|row| row.moment_or_none(Faults::ClosedAt)).transpose()?.flatten();
        Ok(at.unwrap_or(Timestamp::UNIX_EPOCH))
    }

    /// An open fault of a campaign that they may change.
    pub(super) async fn open_one(
        &self,
        tx: &mut Tx,
        by: By<'_>,
        id: &FaultId,
    ) -> Result<CampaignFault, StoreError> {
        let found = Query::select()
            .columns(COLUMNS)
            .from(Faults::Table)
            .and_where(Expr::col(Faults::Id).eq(id.as_str()))
            .and_where(Expr::col(Faults::ClosedAt).is_null())
            .to_owned();
        let row = tx.row(&found).await?.ok_or(StoreError::NoSuchFault)?;
        let fault = fault(&row)?;
        by.may_change(&numbered(tx, fault.campaign).await?.brand)?;
        Ok(fault)
    }
}

fn of(campaign: CampaignNumber) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from(Faults::Table)
        .and_where(Expr::col(Faults::Campaign).eq(campaign.0))
        .order_by(Faults::OpenedAt, Order::Desc)
        .order_by(Faults::Id, Order::Asc)
        .to_owned()
}

fn fault(row: &Row) -> Result<CampaignFault, StoreError> {
    let act = |by, at| -> Result<Option<(String, Timestamp)>, StoreError> {
        Ok(row.text_or_none(by)?.zip(row.moment_or_none(at)?))
    };
    let make_good = row.text_or_none(Faults::MakeGood)?;
    Ok(CampaignFault {
        id: row.word(Faults::Id, FaultId::parse)?,
        campaign: CampaignNumber(row.number(Faults::Campaign)?),
        kind: row.word(Faults::Kind, |word| word.parse().ok())?,
        seen: serde_json::from_str(&row.text(Faults::Seen)?)?,
        opened_by: row.text(Faults::OpenedBy)?,
        opened_at: row.moment(Faults::OpenedAt)?,
        declared: act(Faults::DeclaredBy, Faults::DeclaredAt)?,
        words: Bilingual { ja: row.text(Faults::WordsJa)?, en: row.text(Faults::WordsEn)? },
        make_good: make_good.map(|text| serde_json::from_str(&text)).transpose()?,
        closed: act(Faults::ClosedBy, Faults::ClosedAt)?,
    })
}
