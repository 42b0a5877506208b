//! Attacks, through the door: their pages, the API and the command.
#![expect(clippy::unwrap_used, reason = "test")]

mod desk_door;

use desk::{
    ReportId, Role, Traits,
    attack::{Member, Template},
    event::{Reporter, SeenUrl},
};
use desk_door::Served;
use jiff::Timestamp;

const TEXT: &str = "カードのご利用を一時停止しました。下記より本人確認のお手続きをお願いいたします。\
    二十四時間以内にお手続きがない場合、カードは永久に停止されます。";
const XSS: &str = "<script>alert(1)</script>";

/// So many people report one text, each with a host of its own; the attack's id.
fn reported(served: &Served, brand: &str, reports: u8) -> String {
    let brand = brand.to_owned();
    served.in_store(|store| async move {
        let traits = Traits {
            template: Template::of(&format!("{brand}{TEXT}")),
            brand: Some(brand.clone()),
            ..Traits::default()
        };
        let mut attack = None;
        for who in 1..=reports {
            let host = format!("evil{who}.example");
            let url = format!("https://{host}/{XSS}");
            let page = SeenUrl { url, domain: host.clone(), tld: "example".to_owned(), host };
            let member = Member {
                brand: Some(&brand),
                pages: &[page],
                subject: Some(XSS),
                reporter: Reporter([who; 16]),
                reputation: 1.0,
                at: Timestamp::now(),
            };
            let id = ReportId::parse(&format!("{brand:A>8.8}{who:013}A")).unwrap();
            let joined = store.join_attack(&id, &traits, &member, Timestamp::now()).await;
            attack = joined.unwrap();
        }
        attack.unwrap().to_string()
    })
}

#[test]
fn agents_see_an_attack_with_its_hosts_disarmed_and_settle_it() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    let attack = reported(&served, "jcb", 3);
    let mut agent = served.logged_in("hanako");
    let path = format!("/desk/attacks/{attack}");
    agent.get("/desk/attacks").says(&path).says("▲ 続いている").lacks("<script>alert");
    agent.get("/desk/attacks?state=closed").lacks(&path);
    let page = agent.get(&path);
    page.says("evil1[.]example").says("文面が同じ").says("人から").says("<svg class=\"times\"");
    page.lacks("<script>alert").lacks("href=\"https://evil").lacks("style=");
    assert_eq!(agent.send(&format!("{path}/settle"), &[("state", "closed")]).location, path);
    agent.get(&path).says("■ 対応済み").says("hanako");
    assert_eq!(agent.send(&format!("{path}/settle"), &[("state", "x")]).status, 400);
    agent.language = "en";
    agent.get(&path).says("Why they belong together").says("Done").says("Open again");
    assert_eq!(agent.get("/desk/attacks/AAAAAAAAAAAAAAAAAAAAAA").status, 404);
    assert_eq!(served.browser().get(&path).status, 303);
}

#[test]
fn brand_staff_sees_nothing_of_attacks_on_others() {
    let served = Served::start(&[]);
    served.user("staff", Role::BrandStaff, Some("jcb"));
    let (own, other) = (reported(&served, "jcb", 2), reported(&served, "amazon", 2));
    let staff = served.logged_in("staff");
    staff.get("/desk/attacks").says(&own).lacks(&other);
    assert_eq!(staff.get(&format!("/desk/attacks/{other}")).status, 404);
    let settle = format!("/desk/attacks/{other}/settle");
    assert_eq!(staff.send(&settle, &[("state", "closed")]).status, 404);
}
