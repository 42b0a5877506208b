//! `mekiki domain`: is a sending domain set up so that its mail can be believed?
#![expect(clippy::unwrap_used, reason = "a test on fixtures of our own")]

mod door;

use door::{put, run};

/// A domain with something wrong in every record.
const ILL: &str = r#"{
    "shop.example": {
        "TXT": ["v=spf1 include:gone.example ptr +all", "v=spf1 -all"],
        "MX": ["10 mx.shop.example", "20 gone.shop.example"]
    },
    "mx.shop.example": {"A": ["192.0.2.1"]},
    "old._domainkey.shop.example": {"TXT": ["v=DKIM1; p="]},
    "_dmarc.shop.example": {"TXT": ["v=DMARC1; p=none; pct=50; rua=mailto:r@other.test"]},
    "default._bimi.shop.example": {"TXT": ["v=BIMI1; l=https://shop.example/\u001blogo.svg"]},
    "_mta-sts.shop.example": {"TXT": ["v=STSv1; id=1"]},
    "_smtp._tls.shop.example": {"TXT": ["v=TLSRPTv1"]}
}"#;

const WELL: &str = include_str!("../../desk/src/health/tests/good.dns.json");

#[test]
fn what_is_wrong_is_told_in_words_with_what_to_change() {
    let folder = tempfile::tempdir().unwrap();
    let dns = put(folder.path(), "ill.json", ILL.as_bytes());
    for language in ["ja", "en"] {
        let args = ["domain", "check", "shop.example", "--selector", "old", "--selector", "new"];
        let run = run(&[&args[..], &["--dns", &dns, "--lang", language]].concat(), b"");
        assert_eq!(run.code, Some(10), "{run:?}");
        assert!(!run.out.contains('\u{1b}'), "{}", run.out);
        insta::assert_snapshot!(format!("ill.{language}"), run.out);
    }
}

#[test]
fn exit_codes_tell_whether_there_is_anything_to_mend() {
    let folder = tempfile::tempdir().unwrap();
    let well = put(folder.path(), "well.json", WELL.as_bytes());
    let ill = put(folder.path(), "ill.json", ILL.as_bytes());
    let silent = put(folder.path(), "silent.json", br#"{"shop.example": {"*": "TIMEOUT"}}"#);
    for (args, expected) in [
        (vec!["example.jp", "--selector", "s2026", "--dns", &well], 0),
        (vec!["info@example.jp", "--dns", &well], 0),
        (vec!["shop.example", "--dns", &ill], 10),
        (vec!["shop.example", "--dns", "off"], 1),
        (vec!["a b", "--dns", "off"], 1),
        (vec!["--dns", "off"], 2),
    ] {
        let run = run(&[&["domain", "check"], &args[..]].concat(), b"");
        assert_eq!(run.code, Some(expected), "{args:?}: {run:?}");
    }
    let run = run(&["domain", "check", "shop.example", "--dns", &silent], b"");
    assert!(run.out.contains("DNS gave no answer"), "{}", run.out);
}

#[test]
fn programs_read_the_same_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let dns = put(folder.path(), "ill.json", ILL.as_bytes());
    let args = ["domain", "check", "shop.example", "--dns", &dns, "--format", "json"];
    let json: serde_json::Value = serde_json::from_str(&run(&args, b"").out).unwrap();
    assert_eq!(json["needs_mending"], true);
    let spf = &json["sections"][0];
    assert_eq!(spf["topic"], "SPF");
    assert_eq!(spf["faults"][0]["id"], "spf-several");
    assert_eq!(spf["faults"][0]["severity"], "broken");
    assert!(spf["faults"][0]["change"]["ja"].as_str().unwrap().contains("まとめ"));
}

#[test]
fn a_brands_file_names_the_selectors_that_it_signs_with() {
    let folder = tempfile::tempdir().unwrap();
    let dns = put(folder.path(), "well.json", WELL.as_bytes());
    let brand = |selector: &str| {
        format!(
            "id = \"ours\"\nname_ja = \"当社\"\nname_en = \"Ours\"\nsector = \"shop\"\n\
             domains = [\"example.jp\"]\nsources = [\"ours\"]\ndkim_selectors = [\"{selector}\"]\n"
        )
    };
    for (selector, expected) in [("s2026", 0), ("s2025", 10)] {
        put(folder.path(), "brands/ours.toml", brand(selector).as_bytes());
        let brands = folder.path().join("brands");
        let brands = brands.to_str().unwrap();
        let run = run(&["domain", "check", "example.jp", "--dns", &dns, "--brands", brands], b"");
        assert_eq!(run.code, Some(expected), "{selector}: {run:?}");
    }
}
