//! Faults: seen, declared, closed; and who is told.

use std::sync::Arc;

use auth::lookup::{Lookup, Off, Recorded};
use check::{
    Bilingual, Checker, Given, Report,
    report::{OfferState, Ruling},
};
use desk::{
    Campaign, CampaignState, CaseState, DecisionKind, Door, InvitationNumber, Ledger, NewCase,
    Opened, Role, Store, StoreError,
    campaign::{By, Links, Purpose, Refusal, Shown},
    fault::{FaultKind, MakeGood, Seen},
    ledger::{Day, Label},
    store::{Closing, Happening},
};
use jiff::{civil::date, tz::TimeZone};
use reading::Brands;
use verdict::words::Language;

use crate::{
    campaigns::{created, invited, people},
    databases::on_both,
    fixtures::{COUPON, FORGED, minute, user},
};

fn zone() -> TimeZone {
    TimeZone::get("Asia/Tokyo").unwrap()
}

/// A running campaign with two invited people, of which the coupon mail is one message.
async fn running(store: &Store) -> Campaign {
    let campaign = created(store, 10).await;
    invited(store, &campaign.id, &people(2)).await;
    store
        .change_campaign(By::Machine, &campaign.id, CampaignState::Running, minute(2))
        .await
        .unwrap();
    assert_eq!(store.sent_elsewhere(By::Machine, &campaign.id, minute(2)).await.unwrap(), 2);
    let label =
        Label { day: Day::of(date(2021, 11, 16)).unwrap(), campaign: Some(campaign.number) };
    let hashes = store.ledger_hasher(&campaign.brand).message(COUPON);
    assert_eq!(hashes.len(), 2);
    store.enter_ledger(&campaign.brand, &hashes, label).await.unwrap();
    campaign
}

async fn checked(store: &Store, raw: &[u8], minutes: i64) -> Report {
    let dns = Recorded::from_json(include_str!("../../../../examples/coupon.dns.json")).unwrap();
    checked_by(store, Arc::new(dns), raw, minutes).await
}

async fn checked_by(store: &Store, dns: Arc<dyn Lookup>, raw: &[u8], minutes: i64) -> Report {
    let mut checker = Checker::new(Brands::built_in(), dns, zone());
    checker.record = Some(Arc::new(Ledger::of(store.clone())));
    let report = checker.check(&Given::at(minute(minutes)), raw).await;
    let again = checker.replay(&report, raw).await.unwrap();
    assert_eq!(
        (again.ruling, &again.record, &again.offer),
        (report.ruling, &report.record, &report.offer)
    );
    report
}

async fn asks(store: &Store, raw: &[u8], minutes: i64) -> (Opened, Report) {
    let report = checked(store, raw, minutes).await;
    let new = NewCase::about(raw, &report, Door::Web, Language::Ja);
    (store.open_case(&new, minute(minutes)).await.unwrap(), report)
}

fn shown(store: &Store, campaign: &Campaign, number: i64) -> Shown {
    let links = Links::new(store.redactor());
    let token = links.token(Purpose::Claim, campaign.number, InvitationNumber(number));
    links.open(Purpose::Claim, &token.unwrap()).unwrap()
}

/// The brand's own list says that nobody of those invited may have the coupon.
async fn load_wrong_segment(store: &Store, campaign: &Campaign) {
    let mut electing = store.elect(By::Machine, &campaign.id, minute(3)).await.unwrap();
    electing.feed(b"somebody.else@mailbox.example\n").await.unwrap();
    electing.finish().await.unwrap();
}

async fn load_right_segment(store: &Store, campaign: &Campaign) {
    let mut electing = store.elect(By::Machine, &campaign.id, minute(30)).await.unwrap();
    electing.feed(people(2).as_bytes()).await.unwrap();
    electing.finish().await.unwrap();
}

fn nothing_said() -> Bilingual {
    Bilingual::default()
}

on_both! {
    async fn an_invited_person_who_is_refused_opens_a_fault_and_everybody_who_asks_is_told(store: Store) {
        let campaign = running(&store).await;
        let (before, report) = asks(&store, COUPON, 3).await;
        assert_eq!(report.ruling, Ruling::Genuine);
        assert_eq!(report.offer.as_ref().unwrap().state, OfferState::Open);
        assert!(report.reasons.iter().any(|reason| reason.evidence == "sender-records"));
        let (forged, _) = asks(&store, FORGED, 3).await;

        load_wrong_segment(&store, &campaign).await;
        let refused = store.claim_coupon(shown(&store, &campaign, 1), minute(5)).await.unwrap();
        assert_eq!(refused, Err(Refusal::NotEligible));
        let fault = store.watch_campaign(campaign.number, minute(5)).await.unwrap().unwrap();
        assert_eq!((fault.kind, fault.seen.invited_refused), (FaultKind::InvitedRefused, 1));
        assert!(store.watch_campaign(campaign.number, minute(6)).await.unwrap().is_none(), "one at a time");
        assert_eq!(store.campaign_numbered(campaign.number).await.unwrap().state, CampaignState::Faulty);

        // Who asked before is told, and who asks now knows at once.
        let access = store.enter(&before.key).await.unwrap();
        let case = store.case(&access).await.unwrap();
        let decision = case.decision.unwrap();
        assert_eq!((case.state, decision.kind), (CaseState::Decided, DecisionKind::GenuineButFaulty));
        assert!(decision.words.ja.contains("クーポンを受け取れない不具合"), "{:?}", decision.words);
        assert_eq!(store.tellings_for(&access).await.unwrap().len(), 1);
        let (now, report) = asks(&store, COUPON, 6).await;
        assert_eq!(now.decision.unwrap().kind, DecisionKind::GenuineButFaulty);
        assert_eq!((report.ruling, report.offer.unwrap().state), (Ruling::Genuine, OfferState::Faulty));
        assert!(report.headline.ja.contains("キャンペーン側の不具合です（2021年11月18日に確認）"), "{:?}", report.headline);

        // The forged twin is nobody's campaign.
        let case = store.case(&store.enter(&forged.key).await.unwrap()).await.unwrap();
        assert_eq!(case.decision, None);
        let (forged, report) = asks(&store, FORGED, 6).await;
        assert_eq!((forged.decision, report.ruling), (None, Ruling::Phishing));
        assert!(report.record.is_some(), "it bears the Message-ID of the genuine one");
        assert!(!report.reasons.iter().any(|reason| reason.evidence == "sender-records"));
    }

    async fn staff_declares_and_closes_and_the_refused_person_gets_the_coupon(store: Store) {
        let campaign = running(&store).await;
        let (asked, _) = asks(&store, COUPON, 3).await;
        load_wrong_segment(&store, &campaign).await;
        store.claim_coupon(shown(&store, &campaign, 1), minute(5)).await.unwrap().unwrap_err();
        let fault = store.watch_campaign(campaign.number, minute(5)).await.unwrap().unwrap();

        let staff = user(&store, "staff", Role::BrandStaff, Some("mihon-store")).await;
        let stranger = user(&store, "other", Role::BrandStaff, Some("amazon")).await;
        let said = Bilingual { ja: "対象者の一覧を直しています。".to_owned(), en: "We are mending the list.".to_owned() };
        let declared = store.declare_fault(By::User(&stranger), &fault.id, (fault.kind, &said), minute(10)).await;
        assert!(matches!(declared, Err(StoreError::NotAllowed)), "{declared:?}");
        store.declare_fault(By::User(&staff), &fault.id, (fault.kind, &said), minute(10)).await.unwrap();
        let access = store.enter(&asked.key).await.unwrap();
        let decision = store.case(&access).await.unwrap().decision.unwrap();
        assert!(decision.words.ja.ends_with(&said.ja), "{:?}", decision.words);

        load_right_segment(&store, &campaign).await;
        let closing = Closing { make_good: MakeGood::Extend { days: 6 }, words: nothing_said(), zone: zone() };
        let impossible = Closing { make_good: MakeGood::Extend { days: 0 }, ..closing.clone() };
        let refused = store.close_fault(By::User(&staff), &fault.id, &impossible, minute(40)).await;
        assert!(matches!(refused, Err(StoreError::MakeGood)));
        store.close_fault(By::User(&staff), &fault.id, &closing, minute(40)).await.unwrap();
        let again = store.close_fault(By::User(&staff), &fault.id, &closing, minute(41)).await;
        assert!(matches!(again, Err(StoreError::NoSuchFault)));
        assert!(store.fault_of(campaign.number).await.unwrap().is_none());
        assert_eq!(store.faults_of(campaign.number).await.unwrap().len(), 1);

        let decision = store.case(&access).await.unwrap().decision.unwrap();
        assert_eq!(decision.kind, DecisionKind::Genuine);
        assert!(decision.words.ja.contains("2021年11月24日 まで延ばしました"), "{:?}", decision.words);
        assert_eq!(store.tellings_for(&access).await.unwrap().len(), 3, "opened, declared, closed");
        // The days of the invitation were over on the 24th; the make-good counts from the closing.
        let late = minute(6 * 24 * 60);
        let coupon = store.claim_coupon(shown(&store, &campaign, 1), late).await.unwrap();
        assert!(coupon.is_ok(), "{coupon:?}");
        assert!(store.watch_campaign(campaign.number, late).await.unwrap().is_none(), "old refusals count no more");
    }

    async fn errors_open_a_fault_when_they_are_many(store: Store) {
        let campaign = running(&store).await;
        for error in 0..5 {
            assert!(store.watch_campaigns(minute(5)).await.unwrap().is_empty(), "{error}");
            store.note_campaign(campaign.number, Happening::Claim, minute(5)).await.unwrap();
            store.note_campaign(campaign.number, Happening::ClaimError, minute(5)).await.unwrap();
        }
        assert!(store.watch_campaigns(minute(11)).await.unwrap().is_empty(), "those were long ago");
        let [fault] = &store.watch_campaigns(minute(6)).await.unwrap()[..] else { panic!("one") };
        assert_eq!((fault.kind, fault.seen.claim_errors), (FaultKind::ClaimsFail, 5));
    }

    async fn what_is_not_running_has_no_fault_and_staff_may_say_one(store: Store) {
        let campaign = created(&store, 1).await;
        let said = Bilingual { ja: "商品ページが開けません。".to_owned(), en: "The shop's page is down.".to_owned() };
        let staff = user(&store, "staff", Role::BrandStaff, Some("mihon-store")).await;
        let refused = store.report_fault(By::User(&staff), &campaign.id, (FaultKind::Other, &said), minute(3)).await;
        assert!(matches!(refused, Err(StoreError::CampaignState { .. })), "{refused:?}");
        let campaign = running(&store).await;
        let fault = store.report_fault(By::User(&staff), &campaign.id, (FaultKind::Other, &said), minute(3)).await.unwrap();
        assert!(fault.declared.is_some());
        assert_eq!(fault.seen, Seen::default());
        let (asked, _) = asks(&store, COUPON, 6).await;
        assert!(asked.decision.unwrap().words.ja.contains("商品ページが開けません。"));
    }

    async fn the_record_proves_the_sender_where_dns_is_off_and_only_of_the_very_message(store: Store) {
        running(&store).await;
        let off: Arc<dyn Lookup> = Arc::new(Off);
        let known = checked_by(&store, off.clone(), COUPON, 3).await;
        assert_eq!(known.ruling, Ruling::Genuine, "{:?}", known.reasons);
        let text = String::from_utf8(COUPON.to_vec()).unwrap();
        for (what, altered) in [
            ("another link", text.replace("/coupon", "/login")),
            ("another recipient", text.replace("To: hanako@", "To: taro@")),
            ("only its Message-ID", text.replace("500", "900")),
        ] {
            assert_ne!(altered, text, "{what}");
            let report = checked_by(&store, off.clone(), altered.as_bytes(), 3).await;
            assert!(!report.reasons.iter().any(|reason| reason.evidence == "sender-records"), "{what}");
            assert_ne!(report.ruling, Ruling::Genuine, "{what}");
        }
    }
}
