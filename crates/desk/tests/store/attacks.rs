use desk::{
    AttackId, AttackState, ReportId, Role, Store, StoreError, Traits,
    attack::{AttackReader, Bond, Member, Settled, Template},
    event::{Reporter, SeenUrl},
};
use reading::Brands;

use crate::{
    databases::on_both,
    fixtures::{FORGED, asks, minute, user},
};

const DAY: i64 = 24 * 60;
const MACHINE: AttackReader<'_> = AttackReader::Machine;

const TEXT: &str = "カードのご利用を一時停止しました。下記より本人確認のお手続きをお願いいたします。\
    二十四時間以内にお手続きがない場合、カードは永久に停止されます。";

/// A report's id, the same for the same number.
fn id(number: u32) -> ReportId {
    ReportId::parse(&format!("{number:021}A")).unwrap()
}

/// A page, as a report shows it.
fn page(host: &str) -> SeenUrl {
    let (url, host) = (format!("https://{host}/kakunin"), host.to_owned());
    SeenUrl { url, domain: host.clone(), tld: "example".to_owned(), host }
}

fn reads(text: &str, brand: Option<&str>) -> Traits {
    let brand = brand.map(str::to_owned);
    Traits { template: Template::of(text), brand, ..Traits::default() }
}

/// A report by somebody, at a minute, of something; the attack that it joins.
async fn report(
    store: &Store,
    (number, who): (u32, u8),
    minutes: i64,
    traits: &Traits,
) -> Option<AttackId> {
    let pages = [page(&format!("h{number}.example"))];
    let member = Member {
        brand: traits.brand.as_deref(),
        pages: &pages,
        subject: Some("【重要】ご利用確認"),
        reporter: Reporter([who; 16]),
        reputation: 1.0,
        at: minute(minutes),
    };
    store.join_attack(&id(number), traits, &member, minute(minutes)).await.unwrap()
}

async fn state(store: &Store, attack: &AttackId, minutes: i64) -> AttackState {
    store.attack(MACHINE, attack, minute(minutes)).await.unwrap().attack.state
}

on_both! {
    async fn copies_of_one_text_are_one_attack_on_whatever_hosts(store: Store) {
        let traits = reads(TEXT, Some("jcb"));
        let first = report(&store, (1, 1), 0, &traits).await.unwrap();
        let changed = reads(&TEXT.replace("二十四", "四十八"), Some("jcb"));
        assert_eq!(report(&store, (2, 2), 61, &changed).await.as_ref(), Some(&first));
        let other = reads(&"お荷物をお届けしましたがご不在でした。再配達をご依頼ください。".repeat(2), None);
        assert_ne!(report(&store, (3, 3), 62, &other).await.as_ref(), Some(&first));
        let shown = store.attack(MACHINE, &first, minute(63)).await.unwrap();
        assert_eq!((shown.attack.reports, shown.attack.reporters, shown.attack.weight), (2, 2, 2.0));
        assert_eq!(shown.attack.state, AttackState::Active);
        assert_eq!(shown.attack.brands[0].value, "jcb");
        let hosts: Vec<_> = shown.hosts.iter().map(|host| host.value.as_str()).collect();
        assert_eq!((hosts, shown.hosts_total), (vec!["h1.example", "h2.example"], 2));
        assert_eq!(shown.hours.iter().map(|hour| hour.reports).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(shown.subjects[0].reports, 2);
        assert_eq!(shown.members.len(), 2);
        assert!(shown.bonds.iter().any(|(bond, _)| matches!(bond, Bond::TextAlike | Bond::Text)));
        assert_eq!(store.like(&traits, minute(64)).await.unwrap(), Some(first));
        assert_eq!(store.like(&reads("ok", None), minute(64)).await.unwrap(), None);
    }

    async fn a_report_joins_once_and_leaves_without_a_trace(store: Store) {
        let traits = reads(TEXT, Some("jcb"));
        let attack = report(&store, (1, 1), 0, &traits).await.unwrap();
        assert_eq!(report(&store, (1, 1), 1, &traits).await.as_ref(), Some(&attack));
        report(&store, (2, 2), 2, &traits).await.unwrap();
        store.leave_attack(&id(1)).await.unwrap();
        store.leave_attack(&id(1)).await.unwrap();
        let shown = store.attack(MACHINE, &attack, minute(3)).await.unwrap();
        assert_eq!((shown.attack.reports, shown.attack.reporters), (1, 1));
        assert_eq!((shown.attack.first_at, shown.hosts_total), (minute(2), 1));
        store.leave_attack(&id(2)).await.unwrap();
        assert_eq!(store.attacks(MACHINE, None, None, 9, minute(4)).await.unwrap(), []);
        assert_eq!(store.like(&traits, minute(4)).await.unwrap(), None);
        assert_eq!(store.attack_of(&id(2)).await.unwrap(), None);
    }

    async fn a_thousand_reports_of_one_person_weigh_as_one(store: Store) {
        let traits = reads(TEXT, Some("jcb"));
        for number in 0..50 {
            report(&store, (number, 7), 0, &traits).await.unwrap();
        }
        let listed = store.attacks(MACHINE, None, None, 9, minute(1)).await.unwrap();
        let [attack] = listed.as_slice() else { panic!("{listed:?}") };
        assert_eq!((attack.reports, attack.reporters, attack.weight), (50, 1, 1.0));
        assert_eq!(attack.state, AttackState::New);
    }

    async fn who_reports_a_genuine_mail_makes_no_attack_of_it(store: Store) {
        let fake = reads(TEXT, Some("jcb"));
        let genuine =
            Traits { vouched: Some("jcb.example".into()), is_genuine: true, ..fake.clone() };
        let attack = report(&store, (1, 1), 0, &fake).await.unwrap();
        let apart = report(&store, (2, 2), 1, &genuine).await.unwrap();
        assert_ne!(apart, attack);
        assert_eq!(state(&store, &apart, 2).await, AttackState::Genuine);
        for number in 3..9 {
            report(&store, (number, 1 + number as u8), 2, &genuine).await.unwrap();
        }
        assert_eq!(state(&store, &apart, 3).await, AttackState::Genuine);
        assert_eq!(store.like(&fake, minute(3)).await.unwrap(), Some(attack));
    }

    async fn two_attacks_that_turn_out_to_be_one_go_on_as_the_older(store: Store) {
        let brands = Brands::default();
        let url = "https://a.example/member/eki-net/personal/top?x=1";
        let page = Traits::of_url(url, Some("eki-net"), &brands);
        let mail = reads(TEXT, Some("eki-net"));
        let older = report(&store, (1, 1), 0, &page).await.unwrap();
        let younger = report(&store, (2, 2), 1, &mail).await.unwrap();
        assert_ne!(older, younger);
        let both = Traits { patterns: page.patterns.clone(), ..mail.clone() };
        assert_eq!(report(&store, (3, 3), 2, &both).await.as_ref(), Some(&older));
        let shown = store.attack(MACHINE, &younger, minute(3)).await.unwrap();
        assert_eq!((&shown.attack.id, shown.attack.reports, shown.attack.reporters), (&older, 3, 3));
        assert_eq!(store.attacks(MACHINE, None, None, 9, minute(3)).await.unwrap().len(), 1);
        assert_eq!(store.like(&mail, minute(3)).await.unwrap().as_ref(), Some(&older));
        store.leave_attack(&id(2)).await.unwrap();
        assert_eq!(store.attack(MACHINE, &older, minute(4)).await.unwrap().attack.reports, 2);
    }

    async fn what_comes_after_an_attack_is_over_is_another_one_with_a_past(store: Store) {
        let traits = reads(TEXT, Some("jcb"));
        let first = report(&store, (1, 1), 0, &traits).await.unwrap();
        assert_eq!(state(&store, &first, 8 * DAY).await, AttackState::Quiet);
        let later = report(&store, (2, 2), 40 * DAY, &traits).await.unwrap();
        assert_ne!(later, first);
        let shown = store.attack(MACHINE, &later, minute(40 * DAY)).await.unwrap();
        assert_eq!(shown.past.iter().map(|past| &past.attack.id).collect::<Vec<_>>(), [&first]);
    }

    async fn agents_settle_attacks_and_a_new_report_opens_a_closed_one(store: Store) {
        let traits = reads(TEXT, Some("jcb"));
        let attack = report(&store, (1, 1), 0, &traits).await.unwrap();
        let agent = user(&store, "hanako", Role::Agent, None).await;
        let analyst = user(&store, "bunseki", Role::Analyst, None).await;
        let closed = Some(Settled::Closed);
        let refused = store.settle_attack(&analyst, &attack, closed, minute(1)).await;
        assert!(matches!(refused, Err(StoreError::NotAllowed)));
        store.settle_attack(&agent, &attack, closed, minute(1)).await.unwrap();
        assert_eq!(state(&store, &attack, 2).await, AttackState::Closed);
        report(&store, (2, 2), 3, &traits).await.unwrap();
        assert_eq!(state(&store, &attack, 3).await, AttackState::Active);
        let genuine = Some(Settled::Genuine);
        store.settle_attack(&agent, &attack, genuine, minute(4)).await.unwrap();
        report(&store, (3, 3), 5, &traits).await.unwrap();
        assert_eq!(state(&store, &attack, 5).await, AttackState::Genuine);
        store.verify_audit(None).await.unwrap();
    }

    async fn brand_staff_sees_attacks_on_the_own_brand_only(store: Store) {
        let own = report(&store, (1, 1), 0, &reads(TEXT, Some("jcb"))).await.unwrap();
        let text = &"お荷物をお届けしましたがご不在でした。再配達をご依頼ください。".repeat(2);
        let other = report(&store, (2, 2), 0, &reads(text, Some("yamato"))).await.unwrap();
        let staff = user(&store, "staff", Role::BrandStaff, Some("jcb")).await;
        let reader = AttackReader::User(&staff);
        let listed = store.attacks(reader, None, None, 9, minute(1)).await.unwrap();
        assert_eq!(listed.iter().map(|attack| &attack.id).collect::<Vec<_>>(), [&own]);
        let refused = store.attack(reader, &other, minute(1)).await;
        assert!(matches!(refused, Err(StoreError::NoSuchAttack)));
    }

    async fn lists_are_of_one_state_and_go_on_page_by_page(store: Store) {
        let kinds = ["定期点検のお知らせでございます", "ご当選おめでとうございます", "料金の未払いがございます"];
        for (place, text) in kinds.into_iter().enumerate() {
            let number = place as u32;
            let backwards: String = text.chars().rev().collect();
            let traits = reads(&format!("{text}。{backwards}"), None);
            report(&store, (number, 1), i64::from(number), &traits).await.unwrap();
        }
        let first = store.attacks(MACHINE, Some(AttackState::New), None, 2, minute(5)).await.unwrap();
        assert_eq!(first.len(), 2);
        let before = Some(first[1].last_at);
        let rest = store.attacks(MACHINE, Some(AttackState::New), before, 2, minute(5)).await.unwrap();
        assert_eq!(rest.len(), 1);
        for state in [AttackState::Active, AttackState::Quiet, AttackState::Closed] {
            assert_eq!(store.attacks(MACHINE, Some(state), None, 9, minute(5)).await.unwrap(), []);
        }
    }

    async fn attacks_go_when_reports_have_been_kept_long_enough(store: Store) {
        let attack = report(&store, (1, 1), 0, &reads(TEXT, None)).await.unwrap();
        asks(&store, FORGED, 0).await;
        store.retain(minute(500 * DAY)).await.unwrap();
        let gone = store.attack(MACHINE, &attack, minute(500 * DAY)).await;
        assert!(matches!(gone, Err(StoreError::NoSuchAttack)));
        assert_eq!(store.attack_of(&id(1)).await.unwrap(), None);
    }
}
