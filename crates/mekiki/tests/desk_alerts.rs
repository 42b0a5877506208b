//! Alerts, through the door: written by one, published by another, told to who asks.
#![expect(clippy::unwrap_used, reason = "test")]

mod desk_door;

use desk::Role;
use desk_door::{Browser, Served, id_of};

const WORDS: [(&str, &str); 7] = [
    ("title_ja", "みほんストアをかたるフィッシング (2021/11/18)"),
    ("title_en", "Phishing in the name of Mihon Store (2021/11/18)"),
    ("lure_ja", "偽のクーポンで誘います。<script>alert(1)</script>"),
    ("lure_en", "It offers a fake coupon."),
    ("advice_ja", "カード番号を入力しないでください。"),
    ("advice_en", "Enter no card number."),
    ("subjects", "【ご招待】〔…〕円OFFクーポンのお知らせ"),
];

fn desk() -> Served {
    let served = Served::start(&[]);
    for name in ["hanako", "taro"] {
        served.user(name, Role::Agent, None);
    }
    served
}

/// A draft, begun from a case or by hand; its address at the desk.
fn drafts(writer: &Browser, more: &[(&str, &str)]) -> String {
    let fields = [&WORDS[..], more].concat();
    let page = writer.send("/desk/alerts", &fields);
    assert_eq!(page.status, 303, "{}", page.text);
    page.location
}

/// Proposed by one, approved by the other; its public address.
fn published(alert: &str, (writer, other): (&Browser, &Browser)) -> String {
    let revision = writer.get(alert).field("revision");
    let seen = [("revision", revision.as_str())];
    assert_eq!(writer.send(&format!("{alert}/propose"), &seen).status, 303);
    assert_eq!(other.send(&format!("{alert}/approve"), &seen).status, 303);
    alert.replacen("/desk", "", 1)
}

#[test]
fn an_alert_is_written_by_one_published_by_another_and_read_by_all() {
    let served = desk();
    let (hanako, taro) = (served.logged_in("hanako"), served.logged_in("taro"));
    let mut anybody = served.browser();
    anybody.get("/alerts").says("いま、お知らせすることはありません。");
    let urls =
        [("kind", "phishing"), ("urls", "https://www.mihon-store.example.evil.test/login\r\n")];
    let alert = drafts(&hanako, &urls);
    let public = alert.replacen("/desk", "", 1);
    assert_eq!(anybody.get(&public).status, 404);
    hanako.get(&alert).says("下書き").says("確認を頼む").lacks("確かめたので公開する");
    let seen = [("revision", "1")];
    assert_eq!(taro.send(&format!("{alert}/approve"), &seen).status, 409);
    assert_eq!(hanako.send(&format!("{alert}/propose"), &seen).status, 303);
    let own = hanako.send(&format!("{alert}/approve"), &seen);
    assert_eq!(own.status, 403);
    own.says("自分が書いたものは、自分では公開できません。");
    taro.get("/desk/alerts").says("確認待ち");
    taro.get(&alert).says("確かめたので公開する");
    assert_eq!(taro.send(&format!("{alert}/approve"), &seen).status, 303);
    anybody.get("/alerts").says("みほんストアをかたるフィッシング").says(&public);
    anybody
        .get(&public)
        .says("hxxps://www.mihon-store.example.●●●●.test/login")
        .says("&#60;script&#62;")
        .lacks("<script>alert")
        .lacks("evil.test")
        .lacks("hanako");
    anybody.language = "en";
    anybody.get(&public).says("Phishing in the name of Mihon Store").says("Enter no card number.");
    assert_eq!(hanako.send(&format!("{alert}/withdraw"), &seen).status, 303);
    anybody.get(&public).says("This alert was withdrawn.");
    anybody.get("/alerts").says("There are none right now.");
}

#[test]
fn who_asks_about_the_same_message_is_told_first() {
    let served = desk();
    let (hanako, taro) = (served.logged_in("hanako"), served.logged_in("taro"));
    let person = served.browser();
    let (forged, genuine) = (person.asks_about("coupon-forged"), person.asks_about("coupon"));
    let from = [("kind", "phishing"), ("case", id_of(&forged))];
    hanako.get(&format!("/desk/alerts/new?case={}", id_of(&forged))).says("をかたるフィッシング");
    let public = published(&drafts(&hanako, &from), (&hanako, &taro));
    let told = "このメールについて緊急情報を出しています。";
    for case in [forged.clone(), person.asks_about("coupon-forged")] {
        person.get(&case).says(told).says(&public);
        person.get(&format!("{case}/talk")).says(told);
    }
    let share = person.get(&forged).text;
    let (_, share) = share.split_once("value=\"/s/").unwrap();
    let share = format!("/s/{}", share.split('"').next().unwrap());
    person.get(&share).says(told);
    person.get(&genuine).lacks(told);
}

#[test]
fn a_genuine_message_with_a_fault_is_told_apart_from_its_forged_twin() {
    let served = desk();
    let (hanako, taro) = (served.logged_in("hanako"), served.logged_in("taro"));
    let person = served.browser();
    let genuine = person.asks_about("coupon");
    let desk = format!("/desk/case/{}", id_of(&genuine));
    let fault =
        [("kind", "genuine-but-faulty"), ("whose", "sender"), ("since", "2021-11-16T10:00")];
    assert_eq!(hanako.send(&format!("{desk}/decided"), &fault).status, 303);
    let from = [
        ("kind", "genuine-with-fault"),
        ("case", id_of(&genuine)),
        ("whose", "sender"),
        ("since", "2021-11-16T10:00"),
    ];
    hanako
        .get(&format!("/desk/alerts/new?case={}", id_of(&genuine)))
        .says("本物のメールです（不具合があります）");
    let public = published(&drafts(&hanako, &from), (&hanako, &taro));
    let told = "からの本物のメールです。不具合があります（2021年11月16日 10:00 から）。あなたの操作の問題ではありません。";
    person.get(&person.asks_about("coupon")).says(told).says(&public);
    person.get(&person.asks_about("coupon-forged")).lacks(told).lacks("class=\"alerted");
    person.get(&public).says("送り主の会社の不具合です");
}

#[test]
fn a_change_is_not_public_before_it_is_approved_again() {
    let served = desk();
    let (hanako, taro) = (served.logged_in("hanako"), served.logged_in("taro"));
    let alert = drafts(&hanako, &[("kind", "phishing")]);
    let public = published(&alert, (&hanako, &taro));
    let mut changed = WORDS.to_vec();
    changed[2].1 = "書き直した説明です。";
    changed.push(("revision", "1"));
    assert_eq!(taro.send(&format!("{alert}/change"), &changed).status, 303);
    assert_eq!(hanako.send(&format!("{alert}/change"), &changed).status, 409);
    let anybody = served.browser();
    anybody.get(&public).lacks("書き直した説明です。");
    let seen = [("revision", "2")];
    assert_eq!(taro.send(&format!("{alert}/propose"), &seen).status, 303);
    assert_eq!(taro.send(&format!("{alert}/approve"), &seen).status, 403);
    anybody.get(&public).lacks("書き直した説明です。");
    assert_eq!(hanako.send(&format!("{alert}/approve"), &seen).status, 303);
    anybody.get(&public).says("書き直した説明です。");
}

#[test]
fn nobody_else_writes_alerts() {
    let served = desk();
    served.user("mari", Role::Analyst, None);
    served.user("rakuten", Role::BrandStaff, Some("rakuten"));
    assert_eq!(served.browser().get("/desk/alerts").status, 303);
    let (mari, brand) = (served.logged_in("mari"), served.logged_in("rakuten"));
    assert_eq!(mari.get("/desk/alerts/new").status, 403);
    let fields = [&WORDS[..], &[("kind", "phishing"), ("brand", "amazon")]].concat();
    assert_eq!(mari.send("/desk/alerts", &fields).status, 403);
    let own = drafts(&brand, &[("kind", "phishing"), ("brand", "rakuten")]);
    assert_eq!(brand.send(&format!("{own}/propose"), &[("revision", "1")]).status, 303);
    let taro = served.logged_in("taro");
    assert_eq!(taro.send(&format!("{own}/approve"), &[("revision", "1")]).status, 303);
    let about_another = drafts(&taro, &[("kind", "phishing"), ("brand", "amazon")]);
    assert_eq!(brand.get(&about_another).status, 404);
    assert_eq!(taro.send(&format!("{own}/approve"), &[("revision", "x")]).status, 400);
    assert_eq!(taro.send("/desk/alerts/nonsense/approve", &[("revision", "1")]).status, 404);
}

#[test]
fn the_feed_and_the_api_tell_them() {
    let served = desk();
    let (hanako, taro) = (served.logged_in("hanako"), served.logged_in("taro"));
    let anybody = served.browser();
    let empty = anybody.get("/alerts.atom?lang=en");
    empty.says("<updated>1970-01-01T00:00:00Z</updated>");
    let alert = drafts(&hanako, &[("kind", "phishing"), ("urls", "https://evil.test/a")]);
    let public = published(&alert, (&hanako, &taro));
    let (ja, en) = (anybody.get("/alerts.atom?lang=ja"), anybody.get("/alerts.atom?lang=en"));
    ja.says("みほんストアをかたるフィッシング").says("&#60;script&#62;").lacks("evil.test");
    en.says("Phishing in the name of").says(&format!("{public}?lang=en"));
    let id = |text: &str| {
        let (_, after) = text.split_once("<entry>\n<id>").unwrap();
        after.split('<').next().unwrap().to_owned()
    };
    assert!(id(&ja.text).starts_with("urn:uuid:"));
    assert_eq!(id(&ja.text), id(&anybody.get("/alerts.atom?lang=ja").text));
    assert_ne!(id(&ja.text), id(&en.text));
    let listed: serde_json::Value =
        serde_json::from_str(&anybody.get("/api/v1/alerts").text).unwrap();
    let one = &listed["alerts"][0];
    assert_eq!(one["kind"], "phishing");
    assert_eq!(one["urls"][0], "hxxps://●●●●.test/a");
    let id = one["id"].as_str().unwrap();
    assert_eq!(public, format!("/alerts/{id}"));
    let same: serde_json::Value =
        serde_json::from_str(&anybody.get(&format!("/api/v1/alerts/{id}")).text).unwrap();
    assert_eq!(&same, one);
    assert_eq!(anybody.get("/api/v1/alerts/AAAAAAAAAAAAAAAAAAAAAA").status, 404);
}
