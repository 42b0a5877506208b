//! Coupons: taken once each, never more than there are, used once.

use std::{collections::HashSet, time::Duration};

use desk::{
    Campaign, CampaignNumber, CampaignState, InvitationNumber, Role, Store, StoreError,
    campaign::{
        By, Coupon, CouponCode, NotRedeemed, Purpose, Redemption, Refusal, RefusalKind, Shown,
    },
};
use jiff::SignedDuration;

use crate::{
    campaigns::{created, invited, people},
    databases::on_both,
    fixtures::{minute, user},
};

/// A campaign that runs, and of which everybody got their message at minute 2.
pub(crate) async fn running(store: &Store, stock: u64, many: usize) -> Campaign {
    let campaign = created(store, stock).await;
    invited(store, &campaign.id, &people(many)).await;
    store
        .change_campaign(By::Machine, &campaign.id, CampaignState::Running, minute(1))
        .await
        .unwrap();
    store.sent_elsewhere(By::Machine, &campaign.id, minute(2)).await.unwrap();
    store.campaign(By::Machine, &campaign.id).await.unwrap()
}

/// The link that somebody got.
pub(crate) fn link(store: &Store, campaign: CampaignNumber, number: i64) -> Shown {
    link_for(store, Purpose::Claim, campaign, number)
}

fn link_for(store: &Store, purpose: Purpose, campaign: CampaignNumber, number: i64) -> Shown {
    let token = store.links().token(purpose, campaign, InvitationNumber(number)).unwrap();
    store.links().open(purpose, &token).unwrap()
}

async fn claims(store: &Store, campaign: &Campaign, number: i64) -> Result<Coupon, Refusal> {
    store.claim_coupon(link(store, campaign.number, number), minute(10)).await.unwrap()
}

async fn now(store: &Store, campaign: &Campaign) -> Campaign {
    store.campaign(By::Machine, &campaign.id).await.unwrap()
}

async fn redeem(
    store: &Store,
    code: &CouponCode,
    order: &str,
    at: i64,
) -> Result<bool, NotRedeemed> {
    let asked = Redemption { code, order };
    let redeemed = store.redeem(By::Machine, &asked, minute(at)).await.unwrap();
    redeemed.map(|redeemed| redeemed.is_new)
}

on_both! {
    async fn a_claim_is_the_same_coupon_however_often_it_is_made(store: Store) {
        let campaign = running(&store, 10, 3).await;
        let first = claims(&store, &campaign, 1).await.unwrap();
        assert_eq!(first.claimed_at, minute(10));
        for _ in 0..3 {
            assert_eq!(claims(&store, &campaign, 1).await.unwrap(), first);
        }
        assert_ne!(claims(&store, &campaign, 2).await.unwrap().code, first.code);
        assert_eq!(now(&store, &campaign).await.issued, 2);
        let standing = store.standing(link(&store, campaign.number, 1), minute(11)).await.unwrap();
        assert_eq!(standing.coupon, Ok(Some(first.clone())));
        // Who has it keeps it, whatever comes.
        store
            .change_campaign(By::Machine, &campaign.id, CampaignState::Ended, minute(12))
            .await
            .unwrap();
        assert_eq!(claims(&store, &campaign, 1).await.unwrap(), first);
        assert_eq!(claims(&store, &campaign, 3).await, Err(Refusal::Ended));
    }

    async fn each_refusal_of_an_invited_person_is_written_down(store: Store) {
        let campaign = running(&store, 1, 4).await;
        claims(&store, &campaign, 1).await.unwrap();
        assert_eq!(claims(&store, &campaign, 2).await, Err(Refusal::OutOfStock));
        assert_eq!(claims(&store, &campaign, 2).await, Err(Refusal::OutOfStock));
        let mut electing = store.elect(By::Machine, &campaign.id, minute(5)).await.unwrap();
        electing.feed(b"person1@mailbox.example\n").await.unwrap();
        electing.finish().await.unwrap();
        assert_eq!(claims(&store, &campaign, 3).await, Err(Refusal::NotEligible));
        assert_eq!(claims(&store, &campaign, 4).await, Err(Refusal::NotEligible));
        let nobody = store.claim_coupon(link(&store, campaign.number, 99), minute(10)).await.unwrap();
        assert_eq!(nobody, Err(Refusal::NotInvited));
        let none = store.claim_coupon(link(&store, CampaignNumber(99), 1), minute(10)).await.unwrap();
        assert_eq!(none, Err(Refusal::NotInvited));
        let refused = store.refused(campaign.number, minute(0)).await.unwrap();
        assert_eq!(
            refused.into_iter().collect::<Vec<_>>(),
            [(RefusalKind::NotEligible, 2), (RefusalKind::OutOfStock, 1)]
        );
        assert!(store.refused(campaign.number, minute(11)).await.unwrap().is_empty());
    }

    async fn a_window_ends_when_it_says(store: Store) {
        let campaign = running(&store, 10, 3).await;
        let shown = link(&store, campaign.number, 1);
        let standing = store.standing(shown, minute(10)).await.unwrap();
        let until = standing.claim_until.unwrap();
        assert_eq!(until.0, "2021-11-25T00:00:00+09:00".parse().unwrap());
        let late = store.claim_coupon(shown, until.0 + SignedDuration::from_mins(2)).await.unwrap();
        assert_eq!(late, Err(Refusal::TooLate { until }));
        let just = until.0 + SignedDuration::from_secs(119);
        assert!(store.claim_coupon(shown, just).await.unwrap().is_ok());
    }

    async fn never_more_than_there_are_however_many_ask_at_a_time(store: Store) {
        let campaign = running(&store, 100, 150).await;
        let mut asking = Vec::new();
        // Each twice at the same time: a double click.
        for number in (1..=150).chain(1..=150) {
            let (store, shown) = (store.clone(), link(&store, campaign.number, number));
            asking.push(tokio::spawn(async move {
                (number, store.claim_coupon(shown, minute(10)).await.unwrap())
            }));
        }
        let (mut have, mut codes) = (HashSet::new(), HashSet::new());
        for one in asking {
            match one.await.unwrap() {
                (number, Ok(coupon)) => {
                    have.insert(number);
                    codes.insert(coupon.code.to_string());
                }
                (_, Err(refusal)) => assert_eq!(refusal, Refusal::OutOfStock),
            }
        }
        assert_eq!((have.len(), codes.len()), (100, 100));
        assert_eq!(now(&store, &campaign).await.issued, 100);
        for number in have {
            let standing = store.standing(link(&store, campaign.number, number), minute(11)).await;
            assert!(standing.unwrap().coupon.unwrap().is_some());
        }
        // Later there are more.
        store.change_stock(By::Machine, &campaign.id, 150, minute(12)).await.unwrap();
        for number in 1..=150 {
            assert!(claims(&store, &campaign, number).await.is_ok());
        }
        let fewer = store.change_stock(By::Machine, &campaign.id, 149, minute(13)).await;
        assert!(matches!(fewer, Err(StoreError::Stock { .. })));
    }

    async fn whoever_stops_waiting_keeps_nobody_else_from_their_answer(store: Store) {
        let campaign = running(&store, 100, 50).await;
        for number in 1..=50 {
            let asked = store.claim_coupon(link(&store, campaign.number, number), minute(10));
            if number % 2 == 0 {
                asked.await.unwrap().unwrap();
            } else {
                let _ = tokio::time::timeout(Duration::from_micros(50), asked).await;
            }
        }
        for number in 1..=50 {
            claims(&store, &campaign, number).await.unwrap();
        }
        assert_eq!(now(&store, &campaign).await.issued, 50);
    }

    async fn a_coupon_is_used_once(store: Store) {
        let campaign = running(&store, 10, 2).await;
        let coupon = claims(&store, &campaign, 1).await.unwrap();
        let typed = CouponCode::parse(&coupon.code.to_string().to_lowercase()).unwrap();
        assert_eq!(redeem(&store, &typed, "order 1", 20).await, Ok(true));
        assert_eq!(redeem(&store, &typed, " order 1 ", 21).await, Ok(false));
        let used = NotRedeemed::Used { at: minute(20) };
        assert_eq!(redeem(&store, &typed, "order 2", 22).await, Err(used));
        let nobodys = CouponCode::parse("0000-0000-0000-0000").unwrap();
        assert_eq!(redeem(&store, &nobodys, "order 1", 22).await, Err(NotRedeemed::Unknown));
        assert_eq!(now(&store, &campaign).await.redeemed, 1);
        assert_eq!(claims(&store, &campaign, 1).await.unwrap().redeemed_at, Some(minute(20)));
        let other = user(&store, "taro", Role::BrandStaff, Some("amazon")).await;
        let asked = Redemption { code: &typed, order: "order 1" };
        let foreign = store.redeem(By::User(&other), &asked, minute(23)).await.unwrap();
        assert_eq!(foreign, Err(NotRedeemed::Unknown));
        let nameless = Redemption { code: &typed, order: " " };
        assert!(store.redeem(By::Machine, &nameless, minute(23)).await.is_err());
    }

    async fn a_coupon_is_used_once_however_many_ask_at_a_time(store: Store) {
        let campaign = running(&store, 10, 1).await;
        let code = claims(&store, &campaign, 1).await.unwrap().code;
        let mut asking = Vec::new();
        for order in 0..20 {
            let (store, code) = (store.clone(), code.clone());
            asking.push(tokio::spawn(async move {
                redeem(&store, &code, &format!("order {}", order / 2), 20).await
            }));
        }
        let (mut new, mut same) = (0, 0);
        for one in asking {
            match one.await.unwrap() {
                Ok(true) => new += 1,
                Ok(false) => same += 1,
                Err(refused) => assert_eq!(refused, NotRedeemed::Used { at: minute(20) }),
            }
        }
        assert_eq!((new, same), (1, 1));
        assert_eq!(now(&store, &campaign).await.redeemed, 1);
    }

    async fn a_coupon_expires_when_it_says(store: Store) {
        let campaign = running(&store, 10, 2).await;
        let coupon = claims(&store, &campaign, 1).await.unwrap();
        assert_eq!(coupon.use_until.0, "2021-11-26T00:00:00+09:00".parse().unwrap());
        let late = coupon.use_until.0 + SignedDuration::from_mins(2);
        let asked = Redemption { code: &coupon.code, order: "order 1" };
        let expired = store.redeem(By::Machine, &asked, late).await.unwrap();
        assert_eq!(expired, Err(NotRedeemed::Expired { until: coupon.use_until }));
        let just = coupon.use_until.0 + SignedDuration::from_secs(119);
        assert!(store.redeem(By::Machine, &asked, just).await.unwrap().is_ok());
        // Used in time, it stays used for its order.
        assert!(store.redeem(By::Machine, &asked, late).await.unwrap().is_ok());
    }

    async fn who_wants_no_more_mail_is_not_invited_again(store: Store) {
        let campaign = running(&store, 10, 2).await;
        let other = created(&store, 10).await;
        invited(&store, &other.id, &people(2)).await;
        let leave = link_for(&store, Purpose::Unsubscribe, campaign.number, 1);
        assert!(matches!(store.claim_coupon(leave, minute(3)).await, Err(StoreError::NotAllowed)));
        let claim = link(&store, campaign.number, 1);
        assert!(matches!(store.unsubscribe(claim, minute(3)).await, Err(StoreError::NotAllowed)));
        store.unsubscribe(leave, minute(3)).await.unwrap();
        store.unsubscribe(leave, minute(4)).await.unwrap();
        for (campaign, number, expected) in
            [(&campaign, 1, Some(minute(3))), (&campaign, 2, None), (&other, 1, Some(minute(3)))]
        {
            let one = store.invitation(campaign.number, InvitationNumber(number)).await.unwrap();
            assert_eq!(one.unwrap().unsubscribed_at, expected);
        }
        let third = created(&store, 10).await;
        let summary = invited(&store, &third.id, &people(2)).await;
        assert_eq!((summary.invited, summary.unsubscribed, summary.duplicates), (1, 1, 0));
        assert!(claims(&store, &campaign, 1).await.is_ok(), "the coupon stays theirs");
    }
}
