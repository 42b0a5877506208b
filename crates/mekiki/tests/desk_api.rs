//! The HTTP API as a program meets it.
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
const MAIL: (&str, &str) = ("Content-Type", "message/rfc822");

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_else(|| panic!("no {field} in {value}"))
}

#[test]
fn the_document_is_the_committed_one() {
    let desk = Desk::open();
    let served = desk.ask("GET /api/v1/openapi.json", &[], b"");
    assert_eq!(served.status, 200);
    let committed: Value =
        serde_json::from_str(include_str!("../../../docs/openapi-v1.json")).unwrap();
    assert!(served.json() == committed, "run: mekiki openapi > docs/openapi-v1.json");
}

#[test]
fn every_reference_in_the_document_leads_somewhere() {
    fn follow(at: &Value, document: &Value) -> usize {
        let to = at.get("$ref").and_then(Value::as_str);
        if let Some(to) = to {
            let found = to.strip_prefix('#').and_then(|to| document.pointer(to));
            assert!(found.is_some(), "{to}");
        }
        let within: usize = match at {
            Value::Object(fields) => fields.values().map(|field| follow(field, document)).sum(),
            Value::Array(all) => all.iter().map(|one| follow(one, document)).sum(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
        };
        within + usize::from(to.is_some())
    }
    let document = serde_json::from_str(include_str!("../../../docs/openapi-v1.json")).unwrap();
    assert!(follow(&document, &document) > 50);
}

#[test]
fn a_message_is_answered_however_it_is_handed_in() {
    let desk = Desk::open();
    let pasted = json!({ "text": String::from_utf8_lossy(COUPON), "language": "en" }).to_string();
    for (kind, body) in [
        ("message/rfc822", COUPON),
        ("application/octet-stream", COUPON),
        ("text/plain; charset=utf-8", COUPON),
        ("Application/JSON", pasted.as_bytes()),
    ] {
        let made = desk.ask("POST /api/v1/checks", &[("Content-Type", kind)], body);
        assert_eq!(made.status, 201, "{kind}: {made:?}");
        let case = made.json();
        let place = format!("/api/v1/checks/{}", text(&case, "id"));
        assert_eq!(made.header("location"), Some(place.as_str()));
        let token = [("X-Case-Token", text(&case, "token"))];
        let shown = desk.ask(&format!("GET {place}"), &token, b"");
        assert_eq!(shown.status, 200, "{shown:?}");
        assert_eq!(shown.json()["report"], case["report"]);
        let page = desk.ask(&format!("GET {}", text(&case, "page")), &[], b"");
        assert_eq!(page.status, 200);
    }
}

#[test]
fn only_the_token_opens_a_check_and_what_is_deleted_is_gone() {
    let desk = Desk::open();
    let case = desk.ask("POST /api/v1/checks", &[MAIL], COUPON).json();
    let other = desk.ask("POST /api/v1/checks", &[MAIL], COUPON).json();
    let place = format!("/api/v1/checks/{}", text(&case, "id"));
    for method in ["GET", "DELETE"] {
        let what = format!("{method} {place}");
        assert_eq!(desk.ask(&what, &[], b"").problem(), (401, "no-key".into()));
        for wrong in [text(&other, "token"), "x", "%00", "' OR 1=1 --"] {
            let refused = desk.ask(&what, &[("X-Case-Token", wrong)], b"");
            assert_eq!(refused.problem(), (404, "not-found".into()), "{wrong}");
        }
    }
    let token = [("X-Case-Token", text(&case, "token"))];
    assert_eq!(desk.ask(&format!("DELETE {place}"), &token, b"").status, 204);
    assert_eq!(desk.ask(&format!("GET {place}"), &token, b"").problem().0, 404);
}

#[test]
fn what_is_refused_is_a_problem_and_says_which() {
    let desk = Desk::open();
    let json = ("Content-Type", "application/json");
    let key = desk.key("read");
    let reader = ("Authorization", key.as_str());
    let huge = vec![b'a'; (25 << 20) + 1];
    for (what, headers, body, problem) in [
        (
            "POST /api/v1/checks",
            vec![("Content-Type", "text/html")],
            b"x".as_slice(),
            (415, "wrong-type"),
        ),
        ("POST /api/v1/checks", vec![], b"x", (415, "wrong-type")),
        ("POST /api/v1/checks", vec![MAIL], b"", (422, "empty")),
        ("POST /api/v1/checks", vec![MAIL], &huge, (413, "too-large")),
        ("POST /api/v1/checks", vec![json], b"{", (400, "malformed")),
        ("POST /api/v1/checks", vec![json], b"{\"text\":\"\xff\"}", (400, "malformed")),
        ("POST /api/v1/checks", vec![json], b"{\"text\":\"x\",\"more\":1}", (400, "malformed")),
        ("POST /api/v1/checks", vec![json], b"{\"text\":\" \"}", (422, "empty")),
        (
            "POST /api/v1/checks",
            vec![json, ("Authorization", "Bearer x")],
            b"{\"text\":\"x\"}",
            (401, "no-key"),
        ),
        ("POST /api/v1/checks", vec![json, reader], b"{\"text\":\"x\"}", (403, "not-allowed")),
        (
            "POST /api/v1/checks",
            vec![MAIL, ("Origin", "https://evil.example")],
            b"x",
            (403, "foreign-form"),
        ),
        ("GET /api/v1/checks", vec![], b"", (405, "method")),
        ("GET /api/v1/nothing", vec![], b"", (404, "not-found")),
        ("GET /api/v1/cases/x", vec![], b"", (401, "no-key")),
        ("GET /api/v1/cases/%ff%00", vec![reader], b"", (404, "not-found")),
        ("POST /api/v1/conversations", vec![json], b"{\"language\":\"xx\"}", (400, "malformed")),
        ("POST /api/v1/conversations", vec![json], &huge, (413, "too-large")),
    ] {
        let (status, name) = problem;
        let answer = desk.ask(what, &headers, body);
        assert_eq!(answer.problem(), (status, name.to_owned()), "{what} {headers:?}");
    }
}

#[test]
fn a_talk_goes_from_its_first_screen_to_a_human_being() {
    let desk = Desk::open();
    let begun = desk.send("POST /api/v1/conversations", &[], r#"{"language":"en"}"#);
    assert_eq!(begun.status, 201, "{begun:?}");
    let begun = begun.json();
    let place = format!("/api/v1/checks/{}/conversation", text(&begun, "id"));
    let token = [("X-Case-Token", text(&begun, "token"))];
    let options = begun["conversation"]["screen"]["options"].as_array().unwrap();
    let first = json!({ "choice": options[0]["id"] }).to_string();
    let said = desk.send(&format!("POST {place}"), &token, &first).json();
    assert_eq!(said["transcript"].as_array().unwrap().last().unwrap()["by"], "desk");
    let asked = r#"{"text":"I want to talk to a human being \u0000"}"#;
    let said = desk.send(&format!("POST {place}"), &token, asked).json();
    assert_eq!(said["state"], "waiting", "{said}");
    let all = desk.ask(&format!("GET {place}"), &token, b"").json();
    let last = all["transcript"].as_array().unwrap().len();
    let after = desk.ask(&format!("GET {place}?after={}", last - 1), &token, b"").json();
    assert_eq!(after["transcript"].as_array().unwrap().len(), 1);
    for body in [r#"{"choice":"x","text":"y"}"#, r#"{"text":""}"#, "{}", "[]", r#"{"text":1e400}"#]
    {
        let refused = desk.send(&format!("POST {place}"), &token, body).problem();
        assert!(matches!(refused.0, 400 | 422), "{body}: {refused:?}");
    }
}

#[test]
fn a_program_decides_and_whoever_asks_next_is_told() {
    let desk = Desk::open();
    let case = desk.ask("POST /api/v1/checks", &[MAIL], FORGED).json();
    let place = format!("/api/v1/cases/{}", text(&case, "id"));
    let (reads, decides) = (desk.key("read"), desk.key("read,decide"));
    let fraud = r#"{"kind":"fraud","words":{"ja":"偽物です。","en":"It is a fake."}}"#;
    let decide =
        |key: &str| desk.send(&format!("POST {place}/decision"), &[("Authorization", key)], fraud);
    assert_eq!(decide(&reads).problem(), (403, "not-allowed".into()));
    let decided = decide(&decides);
    assert_eq!(decided.status, 201, "{decided:?}");
    let seen = desk.ask(&format!("GET {place}"), &[("Authorization", &reads)], b"").json();
    assert_eq!((seen["state"].as_str(), &seen["decision"]), (Some("decided"), &decided.json()));
    let next = desk.ask("POST /api/v1/checks", &[MAIL], FORGED).json();
    assert_eq!(next["decision"]["words"]["en"], "It is a fake.");
}

#[test]
fn the_desk_says_that_it_lives_and_is_ready() {
    let desk = Desk::open();
    for place in ["/healthz", "/readyz"] {
        let answer = desk.ask(&format!("GET {place}"), &[], b"");
        assert_eq!((answer.status, answer.json()), (200, json!({ "status": "ok" })));
    }
}
