//! Explanations and macros, RFC 7208 §6.2 and §7.

mod spf_zone;

use serde_json::{Value, json};
use spf_zone::{check, result};

fn explaining(text: &Value) -> Value {
    json!({
        "example.com": {"TXT": ["v=spf1 -all exp=why.example.com"]},
        "why.example.com": text,
        "1.2.0.192.in-addr.arpa": {"PTR": ["else.example.org", "mail.example.com"]},
        "else.example.org": {"A": ["192.0.2.1"]},
        "mail.example.com": {"A": ["192.0.2.1"]},
    })
}

#[test]
fn an_explanation_is_one_text_of_ascii_with_good_macros() {
    for (text, expected) in [
        (
            json!({"TXT": ["See http://x.example/?s=%{S}&i=%{i}"]}),
            Some("See http://x.example/?s=amy%40example.com&i=192.0.2.1"),
        ),
        (json!({"TXT": [["two ", "strings."]]}), Some("two strings.")),
        (
            json!({"TXT": ["%{c} %{r} %{t} %{p} %{h}"]}),
            Some("192.0.2.1 receiver.example 1700000000 mail.example.com mail.example.net"),
        ),
        (json!({"TXT": ["one", "two"]}), None),
        (json!({"TXT": []}), None),
        (json!({"TXT": ["%{x}"]}), None),
        (json!({"TXT": ["50% off"]}), None),
        (json!({"TXT": ["caf\u{e9}"]}), None),
        (json!({"TXT": ["tab\there"]}), None),
        (json!({"*": "TIMEOUT"}), None),
    ] {
        let spf = check(&explaining(&text), "192.0.2.1", "amy@example.com");
        assert_eq!(spf.result.as_str(), "fail", "{text}");
        assert_eq!(spf.explanation.as_deref(), expected, "{text}");
    }
}

#[test]
fn a_long_explanation_is_cut_off() {
    let text = json!({"TXT": ["%{s}".repeat(10_000)]});
    let spf = check(&explaining(&text), "192.0.2.1", "amy@example.com");
    assert_eq!(spf.explanation.unwrap().len(), 1_024);
}

#[test]
fn only_the_record_that_decides_explains() {
    let zone = json!({
        "fail.example": {"TXT": ["v=spf1 -all exp=inner.example.org"]},
        "plain.example": {"TXT": ["v=spf1 -all"]},
        "include.example": {"TXT": ["v=spf1 include:fail.example -all"]},
        "redirect.example": {"TXT": ["v=spf1 redirect=fail.example exp=outer.example.org"]},
        "silenced.example": {"TXT": ["v=spf1 redirect=plain.example exp=outer.example.org"]},
        "inner.example.org": {"TXT": ["inner"]},
        "outer.example.org": {"TXT": ["outer"]},
    });
    for (domain, expected) in
        [("include.example", None), ("redirect.example", Some("inner")), ("silenced.example", None)]
    {
        let spf = check(&zone, "192.0.2.1", &format!("x@{domain}"));
        assert_eq!(spf.explanation.as_deref(), expected, "{domain}");
    }
}

/// RFC 8616 §4.
#[test]
fn a_local_part_that_is_not_ascii_matches_no_term_that_needs_it() {
    let zone = json!({
        "example.com": {"TXT": ["v=spf1 exists:%{l}.example.com exists:%{o}.ok.example.com -all"]},
        "example.com.ok.example.com": {"A": ["127.0.0.2"]},
    });
    assert_eq!(result(&zone, "192.0.2.1", "用户@example.com"), "pass");
}

#[test]
fn a_local_part_of_any_size_is_bounded() {
    let zone = json!({
        "example.com": {"TXT": [format!("v=spf1 {}-all", "exists:%{l}%{l}.example.com ".repeat(9))]},
    });
    assert_eq!(result(&zone, "192.0.2.1", &format!("{}@example.com", "l".repeat(1 << 20))), "fail");
}
