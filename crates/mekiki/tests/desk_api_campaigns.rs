//! Campaigns and coupons as a program meets them.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test on fixtures of our own"
)]

#[path = "desk_api/server.rs"]
mod server;

use serde_json::{Value, json};
use server::Desk;

fn described() -> Value {
    let both = |text: &str| json!({ "ja": text, "en": text });
    json!({
        "brand": "mihon-store", "name": "秋のご招待", "stock": 10,
        "terms": {
            "amount": 500, "claim_days": 6, "use_days": 7, "title": both("500円OFF"),
            "from": { "name": both("みほんストア"), "address": "news@mihon-store.example" },
            "shop": "https://www.mihon-store.example/",
        },
    })
}

#[test]
fn a_program_makes_a_campaign_and_invites_people() {
    let desk = Desk::open();
    let key = desk.key("campaigns");
    let with = [("Authorization", key.as_str())];
    let made = desk.send("POST /api/v1/campaigns", &with, &described().to_string());
    assert_eq!(made.status, 201, "{made:?}");
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(made.json()["state"], "draft");
    let list = "hanako@mailbox.example,花子\nnobody\ntaro@mailbox.example\n";
    let invitations = format!("POST /api/v1/campaigns/{id}/invitations");
    let csv = [with[0], ("Content-Type", "text/csv; charset=utf-8")];
    let read = desk.ask(&invitations, &csv, list.as_bytes());
    assert_eq!(read.status, 200, "{read:?}");
    let read = read.json();
    assert_eq!(
        (&read["read"], &read["invited"], &read["refused"]),
        (&3.into(), &2.into(), &1.into())
    );
    assert_eq!(read["first_refused"], json!([{ "line": 2, "why": "not-an-address" }]));
    let again = desk.ask(&invitations, &csv, list.as_bytes()).json();
    assert_eq!((&again["invited"], &again["duplicates"]), (&0.into(), &2.into()));
    let state = format!("POST /api/v1/campaigns/{id}/state");
    let started = desk.send(&state, &with, "{\"state\":\"running\"}");
    assert_eq!((started.status, &started.json()["state"]), (200, &"running".into()));
    let back = desk.send(&state, &with, "{\"state\":\"draft\"}").problem();
    assert_eq!(back, (409, "conflict".to_owned()));
    let shown = desk.ask(&format!("GET /api/v1/campaigns/{id}"), &with, b"").json();
    assert_eq!((&shown["invited"], &shown["terms"]["amount"]), (&2.into(), &500.into()));
    let all = desk.ask("GET /api/v1/campaigns", &with, b"").json();
    assert_eq!(all["campaigns"].as_array().unwrap().len(), 1);
}

#[test]
fn what_cannot_be_is_refused_with_its_name() {
    let desk = Desk::open();
    let (key, other) = (desk.key("campaigns"), desk.key("read,check"));
    let with = [("Authorization", key.as_str())];
    let made = |body: &Value| desk.send("POST /api/v1/campaigns", &with, &body.to_string());
    let changed = |pointer: &str, value: Value| {
        let mut body = described();
        *body.pointer_mut(pointer).unwrap() = value;
        made(&body).problem()
    };
    let bad = |name: &str| (422, name.to_owned());
    assert_eq!(changed("/brand", "nobody".into()), bad("bad-terms"));
    assert_eq!(changed("/stock", 0.into()), bad("bad-terms"));
    assert_eq!(changed("/terms/claim_days", 0.into()), bad("bad-terms"));
    assert_eq!(changed("/name", " ".into()).1, "too-long");
    assert_eq!(changed("/terms/amount", (-1).into()).1, "malformed");
    let foreign = [("Authorization", other.as_str())];
    let refused = desk.send("POST /api/v1/campaigns", &foreign, &described().to_string());
    assert_eq!(refused.problem(), (403, "not-allowed".to_owned()));
    assert_eq!(desk.ask("GET /api/v1/campaigns", &[], b"").problem().0, 401);
    let nowhere = desk.ask("GET /api/v1/campaigns/AAAAAAAAAAAAAAAAAAAAAA", &with, b"");
    assert_eq!(nowhere.problem(), (404, "not-found".to_owned()));
    let redeem =
        |body: Value| desk.send("POST /api/v1/coupons/redeem", &with, &body.to_string()).problem();
    let none = (404, "no-such-coupon".to_owned());
    assert_eq!(redeem(json!({ "code": "0000-0000-0000-0000", "order": "1" })), none);
    assert_eq!(redeem(json!({ "code": "hello", "order": "1" })), none);
    let nameless = redeem(json!({ "code": "0000-0000-0000-0000", "order": "" }));
    assert_eq!(nameless.1, "too-long");
}
