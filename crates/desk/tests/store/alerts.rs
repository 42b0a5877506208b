use check::Bilingual;
use desk::{
    AlertId, AlertKind, AlertState, Fault, Fingerprint, Notice, Operator, Role, Store, StoreError,
    User,
    alert::{Asked, Site, SiteState},
    conversation::Whose,
    decision::Content,
};

use crate::{
    databases::on_both,
    fixtures::{COUPON, FORGED, minute, report, user},
};

fn both(text: &str) -> Bilingual {
    Bilingual { ja: text.to_owned(), en: text.to_owned() }
}

pub(crate) fn phishing(brand: Option<&str>) -> Notice {
    Notice {
        kind: AlertKind::Phishing,
        brand: brand.map(str::to_owned),
        title: both("みほんストアをかたるフィッシング (2021/11/18)"),
        subjects: vec!["【ご招待】〔…〕円OFF".to_owned()],
        lure: both("偽のクーポンで誘います。\nhttps://evil.test/ に行きます。"),
        urls: vec!["https://evil.test/login".to_owned()],
        advice: both("カード番号を入力しないでください。"),
        site: Some(Site { state: SiteState::Up, at: minute(0) }),
        fault: None,
        attack: None,
        content: None,
        traits: None,
    }
}

async fn about(raw: &[u8]) -> Asked {
    Asked::about(&report(raw).await, Fingerprint::of(raw))
}

/// As the desk asks: with what stays of the message when names and numbers are taken away.
async fn with_traits(raw: &[u8]) -> Asked {
    let report = report(raw).await;
    let (mail, _) = mail::parse(raw, &mail::Limits::default());
    let reading = reading::read(&mail, &reading::Brands::built_in());
    let traits = desk::Traits::of_mail(&mail, &reading, &report);
    Asked { traits: Some(traits), ..about(raw).await }
}

/// One notice, written by one and published by another.
async fn publish(store: &Store, notice: &Notice, (writer, other): (&User, &User)) -> AlertId {
    let id = store.draft_alert(writer, notice, minute(1)).await.unwrap();
    store.propose_alert(writer, (&id, 1), minute(2)).await.unwrap();
    store.approve_alert(other, (&id, 1), minute(3)).await.unwrap();
    id
}

async fn two(store: &Store) -> (User, User) {
    (user(store, "hanako", Role::Agent, None).await, user(store, "taro", Role::Agent, None).await)
}

async fn is_public(store: &Store, id: &AlertId) -> bool {
    store.published_alert(id).await.is_ok()
}

on_both! {
    async fn an_alert_becomes_public_when_a_second_person_approves_it(store: Store) {
        let (hanako, taro) = two(&store).await;
        let id = store.draft_alert(&hanako, &phishing(None), minute(1)).await.unwrap();
        assert!(matches!(
            store.approve_alert(&taro, (&id, 1), minute(2)).await,
            Err(StoreError::ChangedMeanwhile)
        ));
        store.propose_alert(&hanako, (&id, 1), minute(2)).await.unwrap();
        assert!(!is_public(&store, &id).await);
        assert!(store.published_alerts(true, 10).await.unwrap().is_empty());
        store.approve_alert(&taro, (&id, 1), minute(3)).await.unwrap();
        let alert = store.published_alert(&id).await.unwrap();
        assert_eq!((alert.published_at, alert.updated_at), (minute(3), minute(3)));
        assert_eq!(alert.notice.urls, ["hxxps://●●●●.test/login"]);
        assert!(!alert.notice.lure.ja.contains("evil"));
        let desk = store.alert(&taro, &id).await.unwrap();
        assert_eq!(desk.state, AlertState::Published);
        assert_eq!(desk.approved_by.unwrap(), format!("user:{}", taro.id));
    }

    async fn who_wrote_any_of_it_cannot_publish_it(store: Store) {
        let (hanako, taro) = two(&store).await;
        let admin = user(&store, "root", Role::Admin, None).await;
        let id = store.draft_alert(&hanako, &phishing(None), minute(1)).await.unwrap();
        let next = store.change_alert(&taro, (&id, 1), &phishing(None), minute(2)).await.unwrap();
        store.propose_alert(&admin, (&id, next), minute(3)).await.unwrap();
        for writer in [&hanako, &taro] {
            let refused = store.approve_alert(writer, (&id, next), minute(4)).await;
            assert!(matches!(refused, Err(StoreError::OwnWork)), "{refused:?}");
            assert!(!is_public(&store, &id).await);
        }
        store.approve_alert(&admin, (&id, next), minute(5)).await.unwrap();
    }

    async fn an_administrator_has_no_way_around_it(store: Store) {
        let admin = user(&store, "root", Role::Admin, None).await;
        let id = store.draft_alert(&admin, &phishing(None), minute(1)).await.unwrap();
        store.propose_alert(&admin, (&id, 1), minute(2)).await.unwrap();
        let own = store.approve_alert(&admin, (&id, 1), minute(3)).await;
        assert!(matches!(own, Err(StoreError::OwnWork)));
        // A second self, made for the occasion.
        let new = desk::NewUser {
            name: "puppet",
            role: Role::Admin,
            brand: None,
            password: crate::fixtures::PASSWORD,
        };
        let puppet = store.add_user(Operator::User(&admin), &new, minute(3)).await.unwrap();
        let refused = store.approve_alert(&puppet, (&id, 1), minute(4)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
        assert!(!is_public(&store, &id).await);
    }

    async fn a_change_needs_approval_again_and_what_was_approved_stays_until_then(store: Store) {
        let (hanako, taro) = two(&store).await;
        let id = publish(&store, &phishing(None), (&hanako, &taro)).await;
        let changed = Notice { title: both("書き直した題"), ..phishing(None) };
        let next = store.change_alert(&taro, (&id, 1), &changed, minute(4)).await.unwrap();
        assert_eq!(store.alert(&hanako, &id).await.unwrap().state, AlertState::Draft);
        assert_ne!(store.published_alert(&id).await.unwrap().notice.title, changed.title);
        store.propose_alert(&taro, (&id, next), minute(5)).await.unwrap();
        let own = store.approve_alert(&taro, (&id, next), minute(6)).await;
        assert!(matches!(own, Err(StoreError::OwnWork)));
        assert_ne!(store.published_alert(&id).await.unwrap().notice.title, changed.title);
        store.approve_alert(&hanako, (&id, next), minute(6)).await.unwrap();
        let public = store.published_alert(&id).await.unwrap();
        assert_eq!(public.notice.title, changed.title);
        assert_eq!((public.published_at, public.updated_at), (minute(3), minute(6)));
    }

    async fn what_was_changed_after_it_was_looked_at_is_not_approved(store: Store) {
        let (hanako, taro) = two(&store).await;
        let id = store.draft_alert(&hanako, &phishing(None), minute(1)).await.unwrap();
        store.propose_alert(&hanako, (&id, 1), minute(2)).await.unwrap();
        let next = store.change_alert(&hanako, (&id, 1), &phishing(None), minute(3)).await.unwrap();
        for seen in [1, next, 7] {
            let refused = store.approve_alert(&taro, (&id, seen), minute(4)).await;
            assert!(matches!(refused, Err(StoreError::ChangedMeanwhile)), "{seen}");
        }
        let stale = store.change_alert(&taro, (&id, 1), &phishing(None), minute(5)).await;
        assert!(matches!(stale, Err(StoreError::ChangedMeanwhile)));
        assert!(!is_public(&store, &id).await);
    }

    async fn a_closed_account_and_who_only_reads_change_nothing(store: Store) {
        let (hanako, taro) = two(&store).await;
        let reader = user(&store, "mari", Role::Analyst, None).await;
        let id = store.draft_alert(&hanako, &phishing(None), minute(1)).await.unwrap();
        store.propose_alert(&hanako, (&id, 1), minute(2)).await.unwrap();
        // The session that holds this user was opened before.
        store.disable_user(Operator::Machine, "taro", minute(3)).await.unwrap();
        for nobody in [&taro, &reader] {
            for refused in [
                store.approve_alert(nobody, (&id, 1), minute(4)).await,
                store.propose_alert(nobody, (&id, 1), minute(4)).await,
                store.withdraw_alert(nobody, (&id, 1), minute(4)).await,
                store.draft_alert(nobody, &phishing(None), minute(4)).await.map(drop),
                store.change_alert(nobody, (&id, 1), &phishing(None), minute(4)).await.map(drop),
            ] {
                assert!(matches!(refused, Err(StoreError::NotAllowed)), "{refused:?}");
            }
        }
        assert!(!is_public(&store, &id).await);
    }

    async fn brand_staff_writes_about_its_brand_alone_and_publishes_nothing(store: Store) {
        let (hanako, taro) = two(&store).await;
        let own = user(&store, "own", Role::BrandStaff, Some("amazon")).await;
        let other = user(&store, "other", Role::BrandStaff, Some("smbc")).await;
        let refused = store.draft_alert(&other, &phishing(Some("amazon")), minute(1)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
        let refused = store.draft_alert(&other, &phishing(None), minute(1)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
        let id = store.draft_alert(&hanako, &phishing(Some("amazon")), minute(1)).await.unwrap();
        store.propose_alert(&own, (&id, 1), minute(2)).await.unwrap();
        assert!(matches!(store.alert(&other, &id).await, Err(StoreError::NoSuchAlert)));
        assert!(store.alerts(&other, 10).await.unwrap().is_empty());
        assert_eq!(store.alerts(&own, 10).await.unwrap().len(), 1);
        for brand in [&own, &other] {
            let refused = store.approve_alert(brand, (&id, 1), minute(3)).await;
            assert!(matches!(refused, Err(StoreError::NotAllowed)));
        }
        let refused = store.withdraw_alert(&other, (&id, 1), minute(3)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
        store.approve_alert(&taro, (&id, 1), minute(4)).await.unwrap();
    }

    async fn one_person_takes_an_alert_back_and_its_page_says_so(store: Store) {
        let (hanako, taro) = two(&store).await;
        let asked = about(FORGED).await;
        let notice = Notice { content: asked.content.clone(), ..phishing(None) };
        let id = publish(&store, &notice, (&hanako, &taro)).await;
        assert_eq!(store.alerts_about(&asked).await.unwrap().len(), 1);
        store.withdraw_alert(&hanako, (&id, 1), minute(4)).await.unwrap();
        assert!(store.alerts_about(&asked).await.unwrap().is_empty());
        assert!(store.published_alerts(false, 10).await.unwrap().is_empty());
        let gone = store.published_alert(&id).await.unwrap();
        assert_eq!((gone.withdrawn_at, gone.updated_at), (Some(minute(4)), minute(4)));
        let again = store.change_alert(&taro, (&id, 1), &notice, minute(5)).await;
        assert!(matches!(again, Err(StoreError::ChangedMeanwhile)));
        let draft = store.draft_alert(&hanako, &notice, minute(6)).await.unwrap();
        store.withdraw_alert(&hanako, (&draft, 1), minute(7)).await.unwrap();
        assert!(!is_public(&store, &draft).await);
    }

    async fn a_forged_copy_is_never_called_genuine_by_an_alert(store: Store) {
        let (hanako, taro) = two(&store).await;
        let genuine = about(COUPON).await;
        let content = genuine.content.clone().unwrap();
        assert_eq!(content.vouched, "mihon-store.example");
        let fault = Some(Fault { whose: Whose::Sender, since: Some(minute(-60)) });
        let notice = Notice {
            kind: AlertKind::GenuineWithFault,
            fault,
            content: Some(content.clone()),
            ..phishing(None)
        };
        publish(&store, &notice, (&hanako, &taro)).await;
        let found = store.alerts_about(&genuine).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].notice.fault, fault);
        // The same words and links, without the proof, with another's, and the twin as it came.
        for vouched in ["", "evil.test"] {
            let copy = Content { vouched: vouched.to_owned(), ..content.clone() };
            let asked = Asked { content: Some(copy), ..Asked::default() };
            assert!(store.alerts_about(&asked).await.unwrap().is_empty(), "{vouched:?}");
        }
        assert!(store.alerts_about(&about(FORGED).await).await.unwrap().is_empty());
        // Nor does one that was drafted without proof excuse anybody.
        let unproven = Content { vouched: String::new(), ..content.clone() };
        let notice = Notice { content: Some(unproven.clone()), ..notice };
        publish(&store, &notice, (&hanako, &taro)).await;
        let asked = Asked { content: Some(unproven), ..Asked::default() };
        assert!(store.alerts_about(&asked).await.unwrap().is_empty());
    }

    async fn an_alert_about_a_forgery_does_not_condemn_the_original(store: Store) {
        let (hanako, taro) = two(&store).await;
        let content = about(COUPON).await.content.unwrap();
        let copy = Content { vouched: String::new(), ..content };
        let attack = Some("AAAAAAAAAAAAAAAAAAAAAA".to_owned());
        let notice = Notice { content: Some(copy.clone()), attack: attack.clone(), ..phishing(None) };
        publish(&store, &notice, (&hanako, &taro)).await;
        let forged = Asked { content: Some(copy), ..Asked::default() };
        assert_eq!(store.alerts_about(&forged).await.unwrap().len(), 1);
        let attacks: Vec<String> = attack.into_iter().collect();
        let original = Asked { attacks: attacks.clone(), ..about(COUPON).await };
        assert!(store.alerts_about(&original).await.unwrap().is_empty());
        let alike = Asked { attacks, ..about(FORGED).await };
        assert_eq!(store.alerts_about(&alike).await.unwrap().len(), 1);
    }

    async fn the_same_template_is_known_again_only_where_it_is_proven(store: Store) {
        let (hanako, taro) = two(&store).await;
        let own = with_traits(COUPON).await;
        let traits = own.traits.clone().unwrap();
        assert!(traits.is_genuine && traits.template.is_some());
        let notice = Notice {
            kind: AlertKind::GenuineWithFault,
            content: own.content.clone(),
            traits: own.traits.clone(),
            ..phishing(None)
        };
        publish(&store, &notice, (&hanako, &taro)).await;
        // To somebody else, with another number in it: another content, the same template.
        let other = Content {
            fingerprint: Fingerprint::of(b"From: a@b.test\n\nother").unwrap(),
            vouched: traits.vouched.clone().unwrap(),
        };
        let found = |traits: desk::Traits, vouched: &str| {
            let content = Content { vouched: vouched.to_owned(), ..other.clone() };
            let asked = Asked { content: Some(content), traits: Some(traits), ..Asked::default() };
            let store = store.clone();
            async move { store.alerts_about(&asked).await.unwrap().len() }
        };
        assert_eq!(found(traits.clone(), &other.vouched).await, 1);
        // A copy without proof; one of another domain; a stranger's words in the brand's own mail.
        let unproven = desk::Traits { vouched: None, is_genuine: false, ..traits.clone() };
        assert_eq!(found(unproven, "").await, 0);
        let another = desk::Traits { vouched: Some("evil.test".to_owned()), ..traits.clone() };
        assert_eq!(found(another, "evil.test").await, 0);
        let strangers = desk::Traits { is_genuine: false, ..traits.clone() };
        assert_eq!(found(strangers, &other.vouched).await, 0);
        assert!(store.alerts_about(&with_traits(FORGED).await).await.unwrap().is_empty());
    }

    async fn a_case_knows_its_message_again_for_alerts(store: Store) {
        let (hanako, taro) = two(&store).await;
        let (report, traits) = (report(FORGED).await, with_traits(FORGED).await.traits.unwrap());
        let message = desk::case::AskedAbout {
            raw: FORGED,
            report: &report,
            fingerprint: Fingerprint::of(FORGED),
            traits: Some(&traits),
        };
        let new = desk::NewCase {
            door: desk::Door::Web,
            language: verdict::words::Language::Ja,
            message: Some(message),
        };
        let opened = store.open_case(&new, minute(0)).await.unwrap();
        let access = store.enter(&opened.key).await.unwrap();
        let asked = store.asked_in(&access, minute(1)).await.unwrap();
        assert_eq!(asked.traits.as_ref(), Some(&traits));
        let notice = Notice { content: asked.content.clone(), ..phishing(None) };
        publish(&store, &notice, (&hanako, &taro)).await;
        assert_eq!(store.alerts_about(&asked).await.unwrap().len(), 1);
        store.delete(&access, minute(4)).await.unwrap();
        assert!(matches!(store.asked_in(&access, minute(5)).await, Err(StoreError::NoSuchCase)));
    }

    async fn what_nobody_approved_is_about_no_message(store: Store) {
        let (hanako, _) = two(&store).await;
        let asked = about(FORGED).await;
        let notice = Notice { content: asked.content.clone(), ..phishing(None) };
        let id = store.draft_alert(&hanako, &notice, minute(1)).await.unwrap();
        store.propose_alert(&hanako, (&id, 1), minute(2)).await.unwrap();
        assert!(store.alerts_about(&asked).await.unwrap().is_empty());
        let nothing = Asked::default();
        assert!(store.alerts_about(&nothing).await.unwrap().is_empty());
    }

    async fn what_was_never_published_goes_in_time_and_what_was_stays(store: Store) {
        let (hanako, taro) = two(&store).await;
        let public = publish(&store, &phishing(None), (&hanako, &taro)).await;
        let draft = store.draft_alert(&hanako, &phishing(None), minute(3)).await.unwrap();
        store.retain(minute(3 + 395 * 24 * 60)).await.unwrap();
        assert!(store.alert(&taro, &draft).await.is_ok());
        store.retain(minute(3 + 396 * 24 * 60)).await.unwrap();
        assert!(matches!(store.alert(&taro, &draft).await, Err(StoreError::NoSuchAlert)));
        assert!(is_public(&store, &public).await);
    }

    async fn every_step_is_written_down(store: Store) {
        let (hanako, taro) = two(&store).await;
        let id = publish(&store, &phishing(None), (&hanako, &taro)).await;
        store.withdraw_alert(&taro, (&id, 1), minute(4)).await.unwrap();
        let log = store.audit_log(Operator::Machine, 0).await.unwrap();
        let alerts: Vec<(&str, String)> = log
            .iter()
            .filter(|entry| entry.action.starts_with("alert."))
            .map(|entry| (entry.action.as_str(), entry.actor.clone()))
            .collect();
        let by = |user: &User| format!("user:{}", user.id);
        assert_eq!(
            alerts,
            [
                ("alert.drafted", by(&hanako)),
                ("alert.proposed", by(&hanako)),
                ("alert.published", by(&taro)),
                ("alert.withdrawn", by(&taro)),
            ]
        );
        store.verify_audit(None).await.unwrap();
    }
}
