use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use super::{
    read::{Had, coupons_of, invitations_of, locked},
    refusals::{Noted, note},
};
use crate::{
    Campaign, CampaignNumber, InvitationNumber, Redactor, StoreError,
    campaign::{
        Coupon, CouponCode, Invitation, MailState, Refusal, claim::may_claim, window::zone_or_japan,
    },
    store::{
        database::{Database, Tx},
        faults::{Happening, counted},
        schema::{Campaigns, Coupons},
        sending::settle_arrived,
    },
};

/// Somebody asks for their coupon.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) campaign: CampaignNumber,
    pub(super) invitation: InvitationNumber,
    pub(super) now: Timestamp,
}

pub(super) type Answer = Result<Coupon, Refusal>;

/// Answers many, in one transaction: when it is committed, all of it is true. An answer for each who asked,
/// in their order.
pub(super) async fn answers(
    database: &Database,
    redactor: &Redactor,
    asked: &[Asked],
) -> Result<Vec<Answer>, StoreError> {
    let mut tx = database.begin().await?;
    let mut answers = HashMap::new();
    // Always in the order of their numbers, so that two transactions never wait for each other.
    let campaigns: BTreeSet<CampaignNumber> = asked.iter().map(|one| one.campaign).collect();
    for number in campaigns {
        let Some(campaign) = locked(&mut tx, number).await? else { continue };
        let of_it = asked.iter().filter(|one| one.campaign == number);
        let mut times: BTreeMap<InvitationNumber, Vec<Timestamp>> = BTreeMap::new();
        for one in of_it {
            times.entry(one.invitation).or_default().push(one.now);
        }
        for (invitation, answer) in in_campaign(&mut tx, redactor, campaign, &times).await? {
            answers.insert((number, invitation), answer);
        }
    }
    tx.commit().await?;
    let answer = |one: &Asked| answers.get(&(one.campaign, one.invitation)).cloned();
    Ok(asked.iter().map(|one| answer(one).unwrap_or(Err(Refusal::NotInvited))).collect())
}

/// Answers those who ask for coupons of one campaign, which is locked; `times`: when each asked.
async fn in_campaign(
    tx: &mut Tx,
    redactor: &Redactor,
    mut campaign: Campaign,
    times: &BTreeMap<InvitationNumber, Vec<Timestamp>>,
) -> Result<Vec<(InvitationNumber, Answer)>, StoreError> {
    let numbers: Vec<InvitationNumber> = times.keys().copied().collect();
    let invitations = invitations_of(tx, campaign.number, &numbers).await?;
    let had = coupons_of(tx, campaign.number, &numbers).await?;
    let issued_before = campaign.issued;
    let (mut answers, mut granted, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for invitation in &invitations {
        if invitation.mail == MailState::Unsettled {
            settle_arrived(tx, campaign.number, invitation.number).await?;
        }
        let (number, asked) = (invitation.number, times.get(&invitation.number));
        let Some(first) = asked.and_then(|asked| asked.iter().min().copied()) else { continue };
        if let Some(had) = had.get(&number) {
            answers.push((number, Ok(had.coupon(redactor, campaign.number, number))));
            continue;
        }
        match may_claim(&campaign, invitation, first) {
            Ok(()) => {
                campaign.issued += 1;
                let coupon = had_from(&campaign, invitation, first);
                answers.push((number, Ok(coupon.coupon(redactor, campaign.number, number))));
                granted.push((number, coupon));
            }
            Err(refusal) => {
                let times = asked.map_or(1, Vec::len);
                refused.push(Noted { invitation: number, refusal, times, at: first });
                answers.push((number, Err(refusal)));
            }
        }
    }
    let all: usize = times.values().map(Vec::len).sum();
    let all = i64::try_from(all).unwrap_or(i64::MAX);
    if let Some(now) = times.values().flatten().max() {
        tx.run(&counted(campaign.number, Happening::Claim, all, *now)).await?;
    }
    issue(tx, redactor, campaign.number, &granted).await?;
    count(tx, &campaign, issued_before).await?;
    note(tx, campaign.number, &refused).await?;
    Ok(answers)
}

/// What a new coupon is.
fn had_from(campaign: &Campaign, invitation: &Invitation, now: Timestamp) -> Had {
    let zone = zone_or_japan(&invitation.zone);
    let use_until = campaign.terms.use_until(now, &zone);
    Had { edition: 1, claimed_at: now, use_until, redeemed_at: None }
}

const ROW: [Coupons; 6] = [
    Coupons::Campaign,
    Coupons::Number,
    Coupons::Edition,
    Coupons::CodeHash,
    Coupons::ClaimedAt,
    Coupons::UseUntil,
];

async fn issue(
    tx: &mut Tx,
    redactor: &Redactor,
    campaign: CampaignNumber,
    granted: &[(InvitationNumber, Had)],
) -> Result<(), StoreError> {
    if granted.is_empty() {
        return Ok(());
    }
    let mut rows = Query::insert().into_table(Coupons::Table).columns(ROW).to_owned();
    for (number, had) in granted {
        let code = CouponCode::of(redactor, campaign, *number, had.edition);
        rows.values_panic([
            campaign.0.into(),
            number.0.into(),
            had.edition.into(),
            code.hash(redactor).into(),
            had.claimed_at.as_millisecond().into(),
            had.use_until.0.as_millisecond().into(),
        ]);
    }
    tx.run(&rows).await?;
    Ok(())
}

/// Counts what was issued. The lock and the primary key of coupons have seen to it that there are no more
/// than the stock and no two for one; should either ever fail, this refuses the whole.
async fn count(tx: &mut Tx, campaign: &Campaign, before: u64) -> Result<(), StoreError> {
    if campaign.issued == before {
        return Ok(());
    }
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let update = Query::update()
        .table(Campaigns::Table)
        .value(Campaigns::Issued, number(campaign.issued))
        .and_where(Expr::col(Campaigns::Number).eq(campaign.number.0))
        .and_where(Expr::col(Campaigns::Issued).eq(number(before)))
        .and_where(Expr::col(Campaigns::Stock).gte(number(campaign.issued)))
        .to_owned();
    if tx.run(&update).await? == 1 { Ok(()) } else { Err(StoreError::ChangedMeanwhile) }
}
