use auth::lookup::Recorded;
use futures::executor::block_on;

use super::*;

fn of(zone: &str, selectors: &[&str]) -> Health {
    let zone = Recorded::from_json(zone).unwrap();
    let named: Vec<String> = selectors.iter().map(|&s| s.to_owned()).collect();
    let domain = DomainName::parse("example.jp").unwrap();
    block_on(examine(&domain, &Selectors::of(&named), &zone))
}

/// The names of the faults of one topic.
fn faults(zone: &str, topic: Topic) -> Vec<&'static str> {
    of(zone, &[]).section(topic).unwrap().faults.iter().map(Fault::name).collect()
}

#[test]
fn a_domain_that_is_set_up_well_has_nothing_to_mend() {
    let zone = include_str!("tests/good.dns.json");
    let health = of(zone, &["s2026"]);
    assert_eq!(health.faults(), Vec::<&Fault>::new());
    assert!(!health.is_partial());
}

#[test]
fn spf_faults_are_named() {
    let many = (0..11).map(|n| format!("a:h{n}.test")).collect::<Vec<_>>().join(" ");
    for (records, expected) in [
        (vec![], vec!["spf-missing"]),
        (vec!["v=spf1 -all"], vec![]),
        (vec!["v=spf1 mx -all", "v=spf1 -all"], vec!["spf-several"]),
        (vec!["v=spf1 mx +all"], vec!["spf-everybody-may-send"]),
        (vec!["v=spf1 mx ?all"], vec!["spf-says-nothing"]),
        (vec!["v=spf1 mx"], vec!["spf-says-nothing"]),
        (vec!["v=spf1 mx ipv4:192.0.2.1 -all"], vec!["spf-syntax"]),
        (vec!["v=spf1 ptr -all"], vec!["spf-ptr"]),
        (vec!["v=spf1 include:gone.test -all"], vec!["spf-dangling"]),
        (vec!["v=spf1 ip4:10.0.0.0/8 -all"], vec!["spf-wide"]),
        (vec!["v=spf1 mx -all include:b.test"], vec!["spf-after-all"]),
        (vec![&format!("v=spf1 {many} -all")], vec!["spf-many-lookups", "spf-many-void"]),
    ] {
        let zone = serde_json::json!({
            "example.jp": {"TXT": records, "MX": ["10 mx.example.jp"]},
            "mx.example.jp": {"A": ["192.0.2.1"]},
        });
        assert_eq!(faults(&zone.to_string(), Topic::Spf), expected, "{records:?}");
    }
}

#[test]
fn a_domain_that_receives_nothing_may_be_one_that_sends_nothing() {
    for (spf, expected) in
        [("v=spf1 -all", vec![]), ("v=spf1 a:x.test -all", vec!["spf-sends-without-receiving"])]
    {
        let zone = serde_json::json!({"example.jp": {"TXT": [spf], "MX": ["0 ."]}});
        let health = of(&zone.to_string(), &[]);
        let found: Vec<_> = health.faults().into_iter().map(Fault::name).collect();
        for name in &expected {
            assert!(found.contains(name), "{spf}: {found:?}");
        }
        assert!(!found.iter().any(|name| name.starts_with("mx-")), "{found:?}");
    }
}

#[test]
fn dmarc_faults_are_named() {
    for (records, expected) in [
        (vec![], vec!["dmarc-missing"]),
        (vec!["v=DMARC1; p=reject; rua=mailto:r@example.jp"], vec![]),
        (vec!["v=DMARC1; p=none; rua=mailto:r@example.jp"], vec!["dmarc-policy-none"]),
        (vec!["v=DMARC1; rua=mailto:r@example.jp"], vec!["dmarc-no-policy"]),
        (vec!["v=DMARC1; p=reject"], vec!["dmarc-no-reports"]),
        (vec!["v=DMARC1; p=rejct"], vec!["dmarc-unusable"]),
        (vec!["v=dmarc1; p=reject"], vec!["dmarc-misspelt"]),
        (vec!["v=DMARC1; p=none", "v=DMARC1; p=reject"], vec!["dmarc-several"]),
        (vec!["v=DMARC1; p=reject; t=y; rua=mailto:r@example.jp"], vec!["dmarc-testing"]),
        (vec!["v=DMARC1; p=reject; pct=5; rua=mailto:r@example.jp"], vec!["dmarc-percent"]),
        (
            vec!["v=DMARC1; p=reject; sp=none; rua=mailto:r@example.jp"],
            vec!["dmarc-subdomains-weaker"],
        ),
        (vec!["v=DMARC1; p=reject; rua=mailto:r@other.test"], vec!["dmarc-reports-unauthorised"]),
        (vec!["v=DMARC1; p=reject; rua=mailto:r@wants.test"], vec![]),
        (vec!["v=DMARC1; p=reject; rua=https://a.test/"], vec!["dmarc-reports-not-by-mail"]),
    ] {
        let zone = serde_json::json!({
            "_dmarc.example.jp": {"TXT": records},
            "example.jp._report._dmarc.wants.test": {"TXT": ["v=DMARC1"]},
        });
        assert_eq!(faults(&zone.to_string(), Topic::Dmarc), expected, "{records:?}");
    }
}

#[test]
fn a_subdomain_is_told_whose_record_holds_for_it() {
    let zone = r#"{"_dmarc.example.jp": {"TXT": ["v=DMARC1; p=reject; rua=mailto:r@example.jp"]}}"#;
    let zone = Recorded::from_json(zone).unwrap();
    let domain = DomainName::parse("news.example.jp").unwrap();
    let health = block_on(examine(&domain, &Selectors::of(&[]), &zone));
    let section = health.section(Topic::Dmarc).unwrap();
    assert_eq!(section.faults, []);
    let above = DomainName::parse("example.jp").unwrap();
    assert_eq!(section.said.first(), Some(&Said::DmarcInherited(above)));
}

#[test]
fn dkim_faults_are_named() {
    let ed = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=";
    for (records, expected) in [
        (vec![], vec!["dkim-missing"]),
        (vec!["v=DKIM1; p="], vec!["dkim-revoked"]),
        (vec!["v=DKIM1; p=!!!"], vec!["dkim-malformed"]),
        (vec![&format!("v=DKIM1; k=ed25519; t=y; p={ed}")], vec!["dkim-testing"]),
        (vec![&format!("v=DKIM1; k=ed25519; h=sha1; p={ed}")], vec!["dkim-only-sha1"]),
        (vec![&format!("v=DKIM1; k=ed25519; s=tlsrpt; p={ed}")], vec!["dkim-not-for-mail"]),
        (
            vec![
                &format!("v=DKIM1; k=ed25519; p={ed}"),
                &format!("v=DKIM1; k=ed25519; n=2; p={ed}"),
            ],
            vec!["dkim-several"],
        ),
        (
            vec![
                "v=DKIM1; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMNA0D0uCZlYLpjF0vIeHWAFvzUxTaaSSFbQ1nFBVx0nlyVqtxgXb7gp2kzLIg4jZ2rFzVd3LkKkKDBCVdlLCOkCAwEAAQ==",
            ],
            vec!["dkim-too-short"],
        ),
    ] {
        let zone = serde_json::json!({"s1._domainkey.example.jp": {"TXT": records}});
        let health = of(&zone.to_string(), &["s1"]);
        let found: Vec<_> =
            health.section(Topic::Dkim).unwrap().faults.iter().map(Fault::name).collect();
        assert_eq!(found, expected, "{records:?}");
    }
    assert_eq!(faults("{}", Topic::Dkim), ["dkim-none-found"]);
}

#[test]
fn logos_and_encryption_are_judged_by_their_records() {
    let zone = |name: &str, text: &str| serde_json::json!({name: {"TXT": [text]}}).to_string();
    for (topic, name, text, expected) in [
        (
            Topic::Bimi,
            "default._bimi.example.jp",
            "v=BIMI1; l=http://a.test/l.svg",
            vec!["bimi-not-https", "bimi-not-enforced", "bimi-no-evidence"],
        ),
        (Topic::Bimi, "default._bimi.example.jp", "v=BIMI1; l=", vec![]),
        (Topic::Bimi, "default._bimi.example.jp", "v=BIMI1", vec!["bimi-malformed"]),
        (Topic::MtaSts, "_mta-sts.example.jp", "v=STSv1; id=1", vec![]),
        (Topic::MtaSts, "_mta-sts.example.jp", "v=STSv1", vec!["mta-sts-malformed"]),
        (Topic::TlsRpt, "_smtp._tls.example.jp", "v=TLSRPTv1; rua=x", vec!["tls-rpt-malformed"]),
        (Topic::Mx, "nothing.test", "", vec!["mx-nowhere"]),
    ] {
        assert_eq!(faults(&zone(name, text), topic), expected, "{text}");
    }
}

#[test]
fn silence_is_no_fault() {
    let health = of(
        r#"{"example.jp": {"TXT": "TIMEOUT", "MX": "SERVFAIL"}, "_dmarc.example.jp": {"TXT": "TIMEOUT"},
            "jp": {}, "_dmarc.jp": {"*": "TIMEOUT"}}"#,
        &["s1"],
    );
    assert!(health.is_partial());
    for topic in [Topic::Spf, Topic::Dmarc, Topic::Mx] {
        let section = health.section(topic).unwrap();
        assert_eq!((section.faults.len(), section.unanswered.is_some()), (0, true), "{topic:?}");
    }
}
