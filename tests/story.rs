//! The story that the product is for, lived through from end to end: a campaign whose coupons cannot be taken, the
//! customer who is in doubt, and everybody who could have told them at once. Real SMTP on loopback, real Chromium.
//!
//! `docs/story.md` tells it with the pictures that this test takes (`MEKIKI_STORY_PICTURES=1`).
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test on fixtures of our own"
)]

#[path = "story/browser.rs"]
mod browser;
#[path = "story/desk.rs"]
mod desk;
#[path = "../crates/desk/tests/smtp/mod.rs"]
mod smtp;
#[path = "story/twin.rs"]
mod twin;

use browser::Browser;
use desk::Desk;
use serde_json::json;

/// People who are invited.
const INVITED: usize = 1_000;
/// The customer of the story.
const HANAKO: &str = "hanako@mailbox.example";

/// What has to be read where a page is about the fault.
const NOT_YOU: &str = "あなたの操作の問題ではありません";

#[test]
#[ignore = "needs node and Chromium: ./test installs them and runs it"]
fn the_story_ends_well() {
    let desk = Desk::open();
    let mut browser = Browser::open(&desk.address);

    // A shop makes a campaign, looks at its own mail as a stranger would, and invites a thousand people.
    let campaign = desk.creates_campaign();
    desk.invites(&campaign, INVITED, HANAKO);
    desk.sends(&campaign);
    desk.waits_until_sent(INVITED);
    let mail = desk.mail_of(HANAKO);
    let link = twin::claim_link(&mail);

    // The customer is in doubt, and asks. (In the story, nobody could tell.)
    let answer =
        browser.step("customer", "check", json!({ "file": desk.keep("invitation.eml", &mail) }));
    assert_eq!(answer["ruling"], "genuine", "{answer}");
    let words = answer["words"].as_str().unwrap();
    assert!(words.contains("みほんストア自身の送信記録に"), "{words}");
    assert!(words.contains("受け取り期間内です"), "{words}");
    let case = answer["url"].as_str().unwrap().to_owned();
    browser.shoot("customer", "1-genuine");

    // Somebody at the shop loads the wrong list of who may have the coupon. From now on the invited are refused.
    desk.elects(&campaign, &["somebody.else@mailbox.example".to_owned()]);
    let page = browser.step("customer-claiming", "open", json!({ "address": link }));
    assert!(page["words"].as_str().unwrap().contains("クーポン"), "{page}");
    browser.tries("customer-claiming", "press", json!({ "name": "クーポンを受け取る" }));
    let refused = browser.step("customer-claiming", "open", json!({ "address": link }));
    let refused = refused["words"].as_str().unwrap();
    assert!(refused.contains(NOT_YOU) && refused.contains("不具合"), "{refused}");
    browser.shoot("customer-claiming", "2-refused");

    // The fault has opened by itself, and everybody who asks knows at once: the answer, opened again, a new check, the talk.
    let [fault] = &desk.faults(&campaign)[..] else { panic!("one fault") };
    assert_eq!((fault.kind.as_str(), fault.opened_by.as_str()), ("invited-refused", "system"));
    let told = browser.step("customer", "open", json!({ "address": case }));
    let told = told["words"].as_str().unwrap();
    assert!(told.contains(NOT_YOU), "{told}");
    browser.shoot("customer", "3-genuine-but-faulty");
    let another = desk.mail_of("person7@mailbox.example");
    let another = desk.keep("another.eml", &another);
    let answer = browser.step("neighbour", "check", json!({ "file": another }));
    let words = answer["words"].as_str().unwrap();
    assert!(words.contains("本物") && words.contains(NOT_YOU), "{words}");
    browser.step("customer", "open", json!({ "address": format!("{case}/talk") }));
    let talk = browser.step("customer", "read", json!({}));
    let talk = talk["words"].as_str().unwrap();
    assert!(talk.contains("不具合"), "{talk}");
    browser.shoot("customer", "4-talk");

    // A person at the shop confirms it; the customer, who opens the answer again, is told.
    desk.adds_staff("aoki");
    browser.step("staff", "log-in", json!({ "name": "aoki" }));
    let board =
        browser.step("staff", "open", json!({ "address": format!("/desk/faults/{}", fault.id) }));
    assert!(
        board["words"].as_str().unwrap().contains("期間内なのに「対象外」と断られた招待者：1"),
        "{board}"
    );
    browser.step(
        "staff",
        "fill",
        json!({ "fields": { "#words_ja": "対象者の一覧を直しています。" } }),
    );
    browser.shoot("staff", "5-fault-board");
    browser.step("staff", "press", json!({ "name": "確認して、みんなに伝える" }));
    browser.step("customer", "open", json!({ "address": case }));
    browser.step("customer", "wait", json!({ "text": "対象者の一覧を直しています。" }));

    // It is mended. The customer's answer, opened again, says so.
    desk.elects(&campaign, &desk.everybody(INVITED, HANAKO));
    browser.step("staff", "open", json!({ "address": format!("/desk/faults/{}", fault.id) }));
    browser.step(
        "staff",
        "fill",
        json!({ "fields": { "input[name=make_good][value=extend]": true, "#many": "6" } }),
    );
    browser.step("staff", "press", json!({ "name": "解決したことにして、みんなに伝える" }));
    browser.step("customer", "open", json!({ "address": case }));
    let mended =
        browser.step("customer", "wait", json!({ "text": "キャンペーンの不具合は直りました。" }));
    assert!(mended["words"].as_str().unwrap().contains("受け取り期間を"), "{mended}");
    browser.shoot("customer", "6-mended");

    // The coupon is taken once, however often it is pressed, and used once.
    browser.step("customer-claiming", "open", json!({ "address": link }));
    browser.step("customer-claiming", "press", json!({ "name": "クーポンを受け取る" }));
    let taken = browser.step("customer-claiming", "open", json!({ "address": link }));
    let code = twin::coupon_code(taken["words"].as_str().unwrap());
    browser.shoot("customer-claiming", "7-coupon");
    assert_eq!(desk.redeems(&code, "order-1").0, 200);
    assert_eq!(desk.redeems(&code, "order-1").0, 200, "the same order again is the same use");
    assert_eq!(desk.redeems(&code, "order-2").0, 409, "another order is not");

    // Meanwhile somebody copies the mail. The copy is a copy, is reported, and stands in the month's report; the genuine
    // mail that somebody reports by mistake counts as genuine.
    let forged = desk.keep("forged.eml", &twin::forged(&mail));
    let answer = browser.step("victim", "check", json!({ "file": forged }));
    assert_eq!(answer["ruling"], "phishing", "{answer}");
    let at = answer["url"].as_str().unwrap().to_owned();
    browser.shoot("victim", "8-forged");
    browser.step("victim", "open", json!({ "address": format!("{at}/report") }));
    let reported = browser.step("victim", "press", json!({ "name": "この内容で報告する" }));
    assert!(reported["words"].as_str().unwrap().contains("報告を受け付けました"), "{reported}");
    let anxious = browser.step("anxious", "check", json!({ "file": another }));
    let at = anxious["url"].as_str().unwrap().to_owned();
    browser.step("anxious", "open", json!({ "address": format!("{at}/report") }));
    browser.step("anxious", "press", json!({ "name": "この内容で報告する" }));
    let month = desk.month();
    assert_eq!(month["reports"], 2, "{month}");
    assert_eq!(month["genuine"]["count"], 1, "{month}");
    assert_eq!(month["shares"][0]["brand"], "mihon-store", "{month}");
}
