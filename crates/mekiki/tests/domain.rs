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

/// Two reports, as if they were about yesterday: what is shown is counted back from today.
fn reports() -> [Vec<u8>; 2] {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let (begins, ends) = (now.as_secs() - 2 * 86_400, now.as_secs() - 86_400);
    [
        include_str!("../../desk/src/aggregate/tests/rfc7489.xml"),
        include_str!("../../desk/src/aggregate/tests/rfc9990.xml"),
    ]
    .map(|xml| {
        let xml = xml.replace("1763218800", &begins.to_string());
        xml.replace("1763305199", &ends.to_string()).into_bytes()
    })
}

/// The command line of a desk in a folder.
fn with(folder: &std::path::Path, args: &[&str], input: &[u8]) -> door::Run {
    let url = format!("sqlite://{}", folder.join("desk.db").display());
    run(&[&["domain", "reports"], args, &["--database", &url]].concat(), input)
}

#[test]
fn reports_are_taken_in_once_and_told_by_source() {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = reports();
    let old = put(folder.path(), "old.xml", &old);
    let first = with(folder.path(), &["import", &old], b"");
    assert_eq!(first.code, Some(0), "{first:?}");
    assert!(first.out.starts_with("new\tshop.example\treceiver.example\t107\t"), "{}", first.out);
    assert!(with(folder.path(), &["import", &old], b"").out.starts_with("known\t"));
    assert_eq!(with(folder.path(), &["import", "-"], &new).code, Some(0));
    for language in ["ja", "en"] {
        let args = ["show", "shop.example", "--lang", language];
        let shown = with(folder.path(), &args, b"");
        assert_eq!(shown.code, Some(0), "{shown:?}");
        insta::assert_snapshot!(format!("traffic.{language}"), shown.out);
    }
    let args = ["show", "shop.example", "--format", "json"];
    let json = with(folder.path(), &args, b"").out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["messages"], &json["passed"]), (&119.into(), &109.into()));
    assert_eq!(json["sources"][1]["standing"], "proves-nothing");
    let args = ["show", "shop.example", "--format", "html", "--lang", "en"];
    let html = with(folder.path(), &args, b"").out;
    for expected in ["<svg", "Messages by day", "192.0.2.25", "proves nothing", "</html>"] {
        assert!(html.contains(expected), "{expected} is not on the page");
    }
    assert!(!html.contains("http://") && !html.contains("<script"), "it needs nothing else");
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_taken_in() {
    let folder = tempfile::tempdir().unwrap();
    let [old, _] = reports();
    let good = put(folder.path(), "good.xml", &old);
    let cut = put(folder.path(), "cut.xml", &old[..old.len() / 2]);
    let run = with(folder.path(), &["import", &cut, &good], b"");
    assert_eq!(run.code, Some(1), "{run:?}");
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].starts_with("unreadable\t") && lines[0].contains("is not closed"), "{run:?}");
    assert!(lines[1].starts_with("new\t"), "{run:?}");
    assert_eq!(with(folder.path(), &["show", "a b"], b"").code, Some(1));
    assert_eq!(with(folder.path(), &["show", "shop.example", "--days", "0"], b"").code, Some(2));
    let nothing = with(folder.path(), &["show", "other.example", "--lang", "en"], b"");
    assert!(nothing.out.contains("There are no reports"), "{}", nothing.out);
}
