//! Campaigns: made, changed, shown; and who is invited.

use check::Bilingual;
use desk::{
    Campaign, CampaignId, CampaignState, InvitationNumber, NewCampaign, Role, Store, StoreError,
    Terms,
    campaign::{By, InviteSummary, Inviter, MailState, TermsError, invite_list::Refused},
};

use crate::{
    databases::{empty_postgres, empty_sqlite, on_both},
    fixtures::{minute, user},
};

fn both(text: &str) -> Bilingual {
    Bilingual { ja: text.to_owned(), en: text.to_owned() }
}

/// A campaign of the shop that does not exist.
pub(crate) fn new(stock: u64) -> NewCampaign {
    NewCampaign {
        brand: "mihon-store".to_owned(),
        name: "秋の招待".to_owned(),
        terms: Terms {
            amount: 500,
            minimum: 0,
            claim_days: 6,
            use_days: 7,
            claims_end: None,
            title: both("500円OFF"),
            words: both(""),
            from: Inviter {
                name: both("みほんストア"),
                address: "news@mihon-store.example".to_owned(),
                reply_to: None,
            },
            shop: "https://www.mihon-store.example/".to_owned(),
        },
        stock,
    }
}

/// Makes one.
pub(crate) async fn created(store: &Store, stock: u64) -> Campaign {
    let id = store.create_campaign(By::Machine, &new(stock), minute(0)).await.unwrap();
    store.campaign(By::Machine, &id).await.unwrap()
}

/// Reads a list in.
pub(crate) async fn invited(store: &Store, id: &CampaignId, list: &str) -> InviteSummary {
    let mut inviting = store.invite(By::Machine, id, minute(1)).await.unwrap();
    for piece in list.as_bytes().chunks(10_000) {
        inviting.feed(piece).await.unwrap();
    }
    inviting.finish().await.unwrap()
}

/// So many people.
pub(crate) fn people(many: usize) -> String {
    (1..=many).map(|n| format!("person{n}@mailbox.example,人{n}\n")).collect()
}

on_both! {
    async fn a_campaign_is_kept_as_it_was_made(store: Store) {
        let campaign = created(&store, 100).await;
        assert_eq!((campaign.number.0, campaign.state), (1, CampaignState::Draft));
        assert_eq!((campaign.stock, campaign.issued, campaign.invited), (100, 0, 0));
        assert_eq!(campaign.terms, new(1).terms);
        assert_eq!(created(&store, 1).await.number.0, 2);
        assert_eq!(store.campaign_numbered(campaign.number).await.unwrap(), campaign);
        let all = store.campaigns(By::Machine, 10).await.unwrap();
        assert_eq!(all.iter().map(|one| one.number.0).collect::<Vec<_>>(), [2, 1]);
        assert!(store.audit_log(desk::Operator::Machine, 0).await.unwrap().len() >= 2);
    }

    async fn what_cannot_stand_is_refused(store: Store) {
        let refused = async |change: fn(&mut NewCampaign)| {
            let mut new = new(1);
            change(&mut new);
            store.create_campaign(By::Machine, &new, minute(0)).await.unwrap_err()
        };
        assert!(matches!(refused(|new| new.stock = 0).await, StoreError::Stock { .. }));
        assert!(matches!(refused(|new| new.stock = 1 << 32).await, StoreError::Stock { .. }));
        assert!(matches!(refused(|new| new.name = " ".to_owned()).await, StoreError::Empty));
        let no_days = refused(|new| new.terms.claim_days = 0).await;
        assert!(matches!(no_days, StoreError::Terms(TermsError::Window)));
    }

    async fn a_campaign_goes_only_where_its_state_allows(store: Store) {
        let id = created(&store, 1).await.id;
        let become_ = async |state, at| store.change_campaign(By::Machine, &id, state, minute(at)).await;
        let stuck = become_(CampaignState::Paused, 1).await.unwrap_err();
        assert!(matches!(stuck, StoreError::CampaignState { state: "draft" }));
        become_(CampaignState::Running, 2).await.unwrap();
        let mut terms = new(1).terms;
        terms.amount = 1_000;
        let told = store.change_terms(By::Machine, &id, &terms, minute(2)).await.unwrap_err();
        assert!(matches!(told, StoreError::CampaignState { state: "running" }));
        become_(CampaignState::Paused, 3).await.unwrap();
        become_(CampaignState::Running, 4).await.unwrap();
        become_(CampaignState::Ended, 5).await.unwrap();
        assert!(become_(CampaignState::Running, 6).await.is_err());
        let campaign = store.campaign(By::Machine, &id).await.unwrap();
        assert_eq!((campaign.started_at, campaign.ended_at), (Some(minute(2)), Some(minute(5))));
    }

    async fn brand_staff_has_to_do_with_its_own_brand_and_no_other(store: Store) {
        let id = created(&store, 1).await.id;
        let own = user(&store, "hanako", Role::BrandStaff, Some("mihon-store")).await;
        let other = user(&store, "taro", Role::BrandStaff, Some("amazon")).await;
        let analyst = user(&store, "jiro", Role::Analyst, None).await;
        assert_eq!(store.campaigns(By::User(&own), 10).await.unwrap().len(), 1);
        assert_eq!(store.campaigns(By::User(&other), 10).await.unwrap().len(), 0);
        let unseen = store.campaign(By::User(&other), &id).await;
        assert!(matches!(unseen, Err(StoreError::NoSuchCampaign)));
        let start = async |by| {
            store.change_campaign(by, &id, CampaignState::Running, minute(1)).await
        };
        assert!(matches!(start(By::User(&other)).await, Err(StoreError::NoSuchCampaign)));
        assert!(store.campaign(By::User(&analyst), &id).await.is_ok());
        assert!(matches!(start(By::User(&analyst)).await, Err(StoreError::NotAllowed)));
        let mut others = new(1);
        others.brand = "amazon".to_owned();
        let foreign = store.create_campaign(By::User(&own), &others, minute(0)).await;
        assert!(matches!(foreign, Err(StoreError::NotAllowed)));
        start(By::User(&own)).await.unwrap();
    }

    async fn nobody_is_invited_twice(store: Store) {
        let campaign = created(&store, 100).await;
        let list = people(2_500) + "Person1@MAILBOX.example\nnobody\nperson2@mailbox.example\n";
        let summary = invited(&store, &campaign.id, &list).await;
        assert_eq!((summary.read, summary.invited, summary.duplicates), (2_503, 2_500, 2));
        assert_eq!((summary.refused, summary.first[0].line), (1, 2_502));
        assert_eq!(summary.reasons[&Refused::NotAnAddress], 1);
        let again = invited(&store, &campaign.id, &list).await;
        assert_eq!((again.invited, again.duplicates, again.refused), (0, 2_502, 1));
        let more = invited(&store, &campaign.id, &people(2_600)).await;
        assert_eq!(more.invited, 100);
        assert_eq!(store.campaign(By::Machine, &campaign.id).await.unwrap().invited, 2_600);
        let last = store.invitation(campaign.number, InvitationNumber(2_600)).await.unwrap();
        let last = last.unwrap();
        assert_eq!(last.address.as_deref(), Some("person2600@mailbox.example"));
        assert_eq!((last.name.as_str(), last.mail), ("人2600", MailState::Waiting));
        let none = store.invitation(campaign.number, InvitationNumber(2_601)).await.unwrap();
        assert_eq!(none, None);
    }

    async fn two_lists_at_the_same_time_invite_each_person_once(store: Store) {
        let campaign = created(&store, 100).await;
        let list = people(3_000);
        let (one, other) = tokio::join!(
            invited(&store, &campaign.id, &list),
            invited(&store, &campaign.id, &list),
        );
        assert_eq!(one.invited + other.invited, 3_000);
        assert_eq!(store.campaign(By::Machine, &campaign.id).await.unwrap().invited, 3_000);
    }

    async fn a_list_that_broke_off_goes_on_where_it_stopped(store: Store) {
        let campaign = created(&store, 100).await;
        let list = people(2_500);
        let mut broken = store.invite(By::Machine, &campaign.id, minute(1)).await.unwrap();
        broken.feed(&list.as_bytes()[..list.len() / 2]).await.unwrap();
        drop(broken);
        let kept = store.campaign(By::Machine, &campaign.id).await.unwrap().invited;
        assert_eq!(kept, 1_000);
        let summary = invited(&store, &campaign.id, &list).await;
        assert_eq!((summary.invited, summary.duplicates), (1_500, 1_000));
    }

    async fn who_may_take_a_coupon_is_told_anew_by_a_list(store: Store) {
        let campaign = created(&store, 100).await;
        invited(&store, &campaign.id, &people(3)).await;
        let eligible = async |list: &'static str| {
            let mut electing = store.elect(By::Machine, &campaign.id, minute(2)).await.unwrap();
            electing.feed(list.as_bytes()).await.unwrap();
            electing.finish().await.unwrap()
        };
        let are = async || {
            let mut are = Vec::new();
            for number in 1..=3 {
                let one = store.invitation(campaign.number, InvitationNumber(number)).await;
                are.push(one.unwrap().unwrap().is_eligible);
            }
            are
        };
        let wrong = eligible("stranger@mailbox.example\nperson3@mailbox.example\n").await;
        assert_eq!((wrong.read, wrong.invited), (2, 1));
        assert_eq!(are().await, [false, false, true]);
        eligible("address,eligible\nperson1@mailbox.example,yes\nperson2@mailbox.example,no\n").await;
        assert_eq!(are().await, [true, false, false]);
        // What is not finished was not said.
        let mut broken = store.elect(By::Machine, &campaign.id, minute(2)).await.unwrap();
        broken.feed(b"person3@mailbox.example\n").await.unwrap();
        drop(broken);
        assert_eq!(are().await, [true, false, false]);
    }

    async fn campaigns_are_in_a_dump(store: Store) {
        let campaign = created(&store, 100).await;
        invited(&store, &campaign.id, &people(3)).await;
        let mut dump = Vec::new();
        store.dump(&mut dump).await.unwrap();
        let (sqlite, _folder) = empty_sqlite().await;
        for other in [sqlite, empty_postgres().await] {
            other.restore(&mut std::io::Cursor::new(&dump)).await.unwrap();
            let restored = other.campaign(By::Machine, &campaign.id).await.unwrap();
            assert_eq!(restored, store.campaign(By::Machine, &campaign.id).await.unwrap());
            assert_eq!(created(&other, 1).await.number.0, 2, "numbers go on");
            assert_eq!(invited(&other, &campaign.id, &people(4)).await.invited, 1);
            other.close().await;
        }
    }
}
