//! Reports through the HTTP API, as another desk's program hands them in.
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

const COUPON: &[u8] = include_bytes!("../../../examples/coupon.eml");
const FORGED: &[u8] = include_bytes!("../../../examples/coupon-forged.eml");

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("no {field} in {value}"))
}

fn report(desk: &Desk, kind: &str, body: &[u8]) -> Value {
    let made = desk.ask("POST /api/v1/reports", &[("Content-Type", kind)], body);
    assert_eq!(made.status, 201, "{kind}: {made:?}");
    made.json()
}

fn follow(desk: &Desk, made: &Value) -> Value {
    let token = [("X-Report-Token", text(made, "token"))];
    let shown = desk.ask(&format!("GET /api/v1/reports/{}", text(made, "id")), &token, b"");
    assert_eq!(shown.status, 200, "{shown:?}");
    shown.json()
}

/// An abuse report as another desk sends it.
fn arf(message: &[u8]) -> Vec<u8> {
    let start = "From: desk@other.example\r\nTo: desk@home.example\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/report; report-type=feedback-report; boundary=\"b-1\"\r\n\r\n\
        --b-1\r\nContent-Type: text/plain\r\n\r\nA report.\r\n\
        --b-1\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: fraud\r\n\
        User-Agent: Other/1\r\nVersion: 1\r\n\r\n--b-1\r\nContent-Type: message/rfc822\r\n\r\n";
    [start.as_bytes(), message, b"\r\n--b-1--\r\n"].concat()
}

#[test]
fn whatever_another_desk_sends_is_taken_for_what_it_is() {
    let desk = Desk::open();
    let xarf = json!({
        "xarf_version": "4.2.0", "category": "content", "type": "phishing",
        "timestamp": "2026-11-01T00:00:00Z", "url": "https://evil.example/login",
        "target_brand": "Amazon",
    });
    let csv = "date,URL,description\n2026/11/03 09:12:00,https://evil.example/,Amazon\n";
    let page = json!({ "page": "hxxps://evil[.]example/a", "brand": "Amazon", "to": ["brand"] });
    let not_arf = String::from_utf8(arf(FORGED)).unwrap();
    let not_arf = not_arf.replace("Feedback-Type: fraud\r\n", "");
    for (kind, body, expected) in [
        ("message/rfc822", FORGED.to_vec(), "message"),
        ("text/plain", "荷物の不在通知です。https://evil.example/".as_bytes().to_vec(), "message"),
        ("message/rfc822", arf(FORGED), "arf"),
        ("message/rfc822", not_arf.into_bytes(), "unreadable"),
        ("application/json", xarf.to_string().into_bytes(), "xarf"),
        ("application/json", page.to_string().into_bytes(), "page"),
        ("text/csv", csv.as_bytes().to_vec(), "table"),
        ("text/plain", b"https://evil.example/b".to_vec(), "page"),
    ] {
        let made = report(&desk, kind, &body);
        assert_eq!(made["taken_as"], expected, "{made}");
        assert_eq!(made["why"].is_object(), expected == "unreadable", "{made}");
        let shown = follow(&desk, &made);
        assert_eq!(shown["id"], made["id"]);
        let page = desk.ask(&format!("GET {}", text(&made, "page")), &[], b"");
        assert_eq!(page.status, 200);
    }
}

#[test]
fn the_same_again_is_kept_and_counts_once() {
    let desk = Desk::open();
    let first = report(&desk, "message/rfc822", FORGED);
    let again = report(&desk, "message/rfc822", &arf(FORGED));
    assert_eq!((&first["counting"], &again["counting"]), (&json!("counted"), &json!("duplicate")));
    assert_eq!(again["same_as"], first["id"]);
    assert_ne!(first["id"], again["id"]);
    assert_eq!(follow(&desk, &again)["counting"], "duplicate");
}

#[test]
fn a_genuine_message_that_is_reported_is_told_to_be_genuine() {
    let desk = Desk::open();
    let made = report(&desk, "message/rfc822", COUPON);
    // DNS is off here: what cannot be proven is not said to be.
    assert_eq!(made["check"]["report"]["ruling"], follow(&desk, &made)["ruling"]);
}

#[test]
fn nobody_follows_a_report_without_its_token_and_who_has_it_can_take_it_back() {
    let desk = Desk::open();
    let (one, other) = (
        report(&desk, "message/rfc822", FORGED),
        report(&desk, "text/plain", b"https://evil.example/"),
    );
    let place = format!("/api/v1/reports/{}", text(&one, "id"));
    let wrong = [("X-Report-Token", text(&other, "token"))];
    let right = [("X-Report-Token", text(&one, "token"))];
    assert_eq!(desk.ask(&format!("GET {place}"), &[], b"").status, 401);
    assert_eq!(desk.ask(&format!("GET {place}"), &wrong, b"").status, 404);
    assert_eq!(desk.ask(&format!("DELETE {place}"), &wrong, b"").status, 404);
    assert_eq!(desk.ask(&format!("DELETE {place}"), &right, b"").status, 204);
    assert!(follow(&desk, &one)["undone_at"].is_string());
    let again = report(&desk, "message/rfc822", FORGED);
    assert_eq!(again["counting"], "counted");
}

#[test]
fn bad_reports_are_refused_with_a_problem() {
    let desk = Desk::open();
    let long = json!({ "text": "x", "words": "x".repeat(5_000) }).to_string();
    for (kind, body, status) in [
        ("application/json", "{}", 400),
        ("application/json", r#"{"text":"a","page":"b"}"#, 400),
        ("application/json", r#"{"text":" "}"#, 422),
        ("application/json", "{", 400),
        ("image/png", "x", 415),
        ("message/rfc822", " \r\n", 422),
        ("application/json", long.as_str(), 422),
    ] {
        let refused = desk.ask("POST /api/v1/reports", &[("Content-Type", kind)], body.as_bytes());
        assert_eq!(refused.status, status, "{kind} {refused:?}");
        assert!(refused.json()["type"].as_str().unwrap().starts_with("urn:mekiki:problem:"));
    }
}
