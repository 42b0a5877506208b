//! Names that somebody would register to be taken for a brand.
#![expect(clippy::unwrap_used, reason = "test")]

mod door;

use door::{put, run};

#[test]
fn the_most_dangerous_names_come_first_and_the_brands_own_are_told() {
    let made = run(&["brand", "lookalikes", "amazon.co.jp", "--format", "jsonl"], b"").reports();
    let dangers: Vec<u64> = made.iter().map(|one| one["danger"].as_u64().unwrap()).collect();
    assert!(dangers.is_sorted_by(|a, b| a >= b), "{dangers:?}");
    let own = made.iter().find(|one| one["name"] == "amazon.com").unwrap();
    assert_eq!(own["owner"], "amazon");
    let strange = made.iter().find(|one| one["name"] == "amazon-login.com").unwrap();
    assert!(strange.get("owner").is_none() && strange.get("dns").is_none(), "{strange}");

    let few = run(&["brand", "lookalikes", "amazon", "--limit", "3"], b"").out;
    assert_eq!(few.lines().count(), 3);
    assert!(few.lines().all(|line| line.starts_with("homoglyph\t")), "{few}");
}

#[test]
fn a_name_that_resembles_a_brands_is_told_with_the_reason() {
    let told = run(&["brand", "lookalikes", "arnazon.co.jp"], b"").out;
    assert!(told.contains("resembles amazon: it reads as the brand's at a glance"), "{told}");
}

#[test]
fn what_is_no_domain_is_told_as_that() {
    let told = run(&["brand", "lookalikes", "no domain"], b"");
    assert_eq!(told.code, Some(1));
    assert!(told.err.contains("is not a domain name"), "{}", told.err);
}

#[test]
fn dns_tells_which_names_exist() {
    let folder = tempfile::tempdir().unwrap();
    let recorded = br#"{"mihonbank.net": {"MX": ["10 mx.mihonbank.net"]}, "mihonbank.org": {"A": ["192.0.2.1"]},
        "mihonbank.info": {"TXT": ["x"]}, "mihonbank.biz": {"*": "TIMEOUT"}}"#;
    let file = put(folder.path(), "dns.json", recorded);
    let args = ["brand", "lookalikes", "mihonbank.com", "--format", "jsonl", "--dns", &file];
    let made = run(&args, b"").reports();
    for (name, expected) in [
        ("mihonbank.net", "takes-mail"),
        ("mihonbank.org", "has-address"),
        ("mihonbank.info", "registered"),
        ("mihonbank.biz", "no-answer"),
        ("mihonbank.xyz", "free"),
    ] {
        let one = made.iter().find(|one| one["name"] == name).unwrap();
        assert_eq!(one["dns"], expected, "{name}");
    }
}
