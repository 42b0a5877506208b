//! `check_host()` by RFC 7208 §4 to §6, through the public door.

#![expect(clippy::unwrap_used, reason = "tests, outside of test functions")]

mod spf_zone;

use auth::{
    LookupError,
    lookup::{Off, Recorded},
    spf::{Breadth, Client, Identity, Limits, Problem, SpfResult, check_helo, check_mail_from},
};
use futures::executor::block_on;
use jiff::Timestamp;
use mail::{DomainName, MailFrom};
use proptest::prelude::*;
use serde_json::{Value, json};
use spf_zone::{check, result};

fn domain(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}

/// A zone whose one record stands at example.com, beside some hosts.
fn publishing(record: &str) -> Value {
    json!({
        "example.com": {"TXT": ["another=text", record], "A": ["192.0.2.1"], "AAAA": ["2001:db8::1"]},
        "host.example.com": {"A": ["192.0.2.2"]},
        "six.example.com": {"AAAA": ["2001:db8::6"]},
        "silent.example.com": {"*": "TIMEOUT"},
        "broken.example.com": {"*": "SERVFAIL"},
        "pass.example.com": {"TXT": ["v=spf1 +all"]},
        "fail.example.com": {"TXT": ["v=spf1 -all exp=why.example.com"]},
        "neutral.example.com": {"TXT": ["v=spf1"]},
        "bad.example.com": {"TXT": ["v=spf1 nonsense"]},
        "self.example.com": {"TXT": ["v=spf1 include:self.example.com"]},
        "why.example.com": {"TXT": ["because"]},
        "foo:bar/baz.example.com": {"A": ["192.0.2.1"]},
    })
}

#[test]
fn a_record_decides_by_its_first_match() {
    for (record, expected) in [
        ("v=spf1", "neutral"),
        ("v=spf1 a", "pass"),
        ("V=SPF1 A -ALL", "pass"),
        ("v=spf1 ~a", "softfail"),
        ("v=spf1 ?a -all", "neutral"),
        ("v=spf1 a:host.example.com -all", "fail"),
        ("v=spf1 a:foo:bar/baz.example.com -all", "pass"),
        ("v=spf1 a:gone.example.com a:also-gone.example.com ?all", "neutral"),
        ("v=spf1 a:a..example.com -all", "fail"),
        ("v=spf1 a:silent.example.com +all", "temperror"),
        ("v=spf1 a +a:silent.example.com", "pass"),
        ("v=spf1 exists:six.example.com -all", "fail"),
        ("v=spf1 ip6:::ffff:192.0.2.1 -all", "fail"),
        ("v=spf1 ip6:::/0 -all", "fail"),
        ("v=spf1 mx +all", "pass"),
        ("v=spf1 include:pass.example.com -all", "pass"),
        ("v=spf1 -include:pass.example.com +all", "fail"),
        ("v=spf1 include:fail.example.com ?all", "neutral"),
        ("v=spf1 include:neutral.example.com ~all", "softfail"),
        ("v=spf1 include:bad.example.com +all", "permerror"),
        ("v=spf1 include:gone.example.com +all", "permerror"),
        ("v=spf1 include:host.example.com +all", "permerror"),
        ("v=spf1 include:a..example.com +all", "permerror"),
        ("v=spf1 include:broken.example.com +all", "temperror"),
        ("v=spf1 include:self.example.com +all", "permerror"),
        ("v=spf1 redirect=fail.example.com", "fail"),
        ("v=spf1 redirect=fail.example.com +all", "pass"),
        ("v=spf1 redirect=gone.example.com", "permerror"),
        ("v=spf1 redirect=a..example.com", "permerror"),
        ("v=spf1 redirect=example.com", "permerror"),
        ("v=spf1 redirect=silent.example.com", "temperror"),
        ("v=spf1 +all nonsense", "permerror"),
        ("v=spf1 +all\u{e9}", "permerror"),
        ("v=spf1 unknown=modifier +all", "pass"),
        ("v=spf10 +all", "none"),
    ] {
        assert_eq!(result(&publishing(record), "192.0.2.1", "x@example.com"), expected, "{record}");
    }
}

#[test]
fn an_ipv4_mapped_client_is_an_ipv4_client() {
    let zone = publishing("v=spf1 ip4:192.0.2.1 -all");
    assert_eq!(result(&zone, "::ffff:192.0.2.1", "x@example.com"), "pass");
}

#[test]
fn what_is_no_domain_name_has_no_policy() {
    let zone = publishing("v=spf1 -all");
    for mail_from in ["x@localhost", "x@[192.0.2.1]", "x@a..example.com", "x@gone.example.com"] {
        assert_eq!(result(&zone, "192.0.2.1", mail_from), "none", "{mail_from}");
    }
    let long = format!("x@{}.example.com", "a".repeat(64));
    assert_eq!(result(&zone, "192.0.2.1", &long), "none");
}

#[test]
fn the_null_reverse_path_is_postmaster_at_the_helo_name() {
    let recorded = Recorded::from_value(publishing("v=spf1 exists:%{l}.%{o}.%{h} -all")).unwrap();
    for helo in ["example.com", "Example.COM."] {
        let client = client("192.0.2.1", helo);
        let limits = Limits::default();
        let spf = block_on(check_mail_from(&client, &MailFrom::Null, &recorded, &limits));
        assert_eq!((spf.result, spf.identity), (SpfResult::Fail, Identity::MailFrom));
        assert_eq!(spf.domain, Some(domain("example.com")));
        let spf = block_on(check_helo(&client, &recorded, &limits));
        assert_eq!((spf.result, spf.identity), (SpfResult::Fail, Identity::Helo));
    }
}

#[test]
fn two_records_are_an_error() {
    let zone = json!({"example.com": {"TXT": ["v=spf1 -all", "v=spf1 -all", "v=spf10"]}});
    let spf = check(&zone, "192.0.2.1", "x@example.com");
    assert_eq!(spf.problem, Some(Problem::ManyRecords(domain("example.com"))));
}

#[test]
fn a_problem_says_what_and_where() {
    let term = |text: &str| Some(text.to_owned());
    for (record, expected) in [
        (
            "v=spf1 include:bad.example.com",
            Problem::Syntax { domain: domain("bad.example.com"), term: term("nonsense").unwrap() },
        ),
        ("v=spf1 include:gone.example.com", Problem::NoRecord("gone.example.com".to_owned())),
        ("v=spf1 redirect=a..example.com", Problem::NoRecord("a..example.com".to_owned())),
        (
            "v=spf1 a:silent.example.com",
            Problem::Dns(LookupError::Silent(domain("silent.example.com"))),
        ),
        (
            "v=spf1 a:g1.example.com mx:g2.example.com exists:g3.example.com",
            Problem::ManyVoidLookups,
        ),
    ] {
        let spf = check(&publishing(record), "192.0.2.9", "x@example.com");
        assert_eq!(spf.problem.as_ref(), Some(&expected), "{record}");
        assert_eq!(spf.result, expected.result(), "{record}");
        assert_eq!(spf.record.as_deref(), Some(record));
    }
}

#[test]
fn without_dns_the_problem_says_so() {
    let mail_from = MailFrom::Address { local: "x".into(), domain: Some(domain("example.com")) };
    let client = client("192.0.2.1", "helo.example.com");
    let spf = block_on(check_mail_from(&client, &mail_from, &Off, &Limits::default()));
    assert_eq!(spf.result, SpfResult::TempError);
    assert_eq!(spf.problem, Some(Problem::Dns(LookupError::Off(domain("example.com")))));
}

#[test]
fn at_most_ten_terms_query_dns() {
    for (terms, expected) in [(10, "pass"), (11, "permerror")] {
        let record = format!("v=spf1 {}+all", "a:host.example.com ".repeat(terms));
        let spf = check(&publishing(&record), "192.0.2.1", "x@example.com");
        assert_eq!((spf.result.as_str(), spf.lookups), (expected, 10), "{terms}");
    }
}

#[test]
fn at_most_ten_exchangers_are_asked() {
    for (count, expected) in [(10, "pass"), (11, "permerror")] {
        let exchangers: Vec<_> = (0..count).map(|i| format!("{i} mx{i}.example.com")).collect();
        let mut zone = json!({"example.com": {"TXT": ["v=spf1 mx -all"], "MX": exchangers}});
        for i in 0..count {
            zone[format!("mx{i}.example.com")] = json!({"A": [format!("192.0.2.{i}")]});
        }
        assert_eq!(result(&zone, "192.0.2.9", "x@example.com"), expected, "{count}");
    }
}

#[test]
fn only_the_first_ten_reverse_names_are_tried() {
    for (position, expected) in [(9, "pass"), (10, "fail")] {
        let names: Vec<_> = (0..12).map(|i| format!("n{i}.example.com")).collect();
        let zone = json!({
            "example.com": {"TXT": ["v=spf1 ptr -all"]},
            "1.2.0.192.in-addr.arpa": {"PTR": names},
            format!("n{position}.example.com"): {"A": ["192.0.2.1"]},
        });
        assert_eq!(result(&zone, "192.0.2.1", "x@example.com"), expected, "{position}");
    }
}

#[test]
fn the_match_names_the_directives_and_their_records() {
    let zone = json!({
        "example.com": {"TXT": ["v=spf1 include:none.example.com ?include:one.example.com -all"]},
        "none.example.com": {"TXT": ["v=spf1 -all"]},
        "one.example.com": {"TXT": ["v=spf1 redirect=two.example.com"]},
        "two.example.com": {"TXT": ["v=spf1 ip4:192.0.2.0/24 -all"]},
    });
    let spf = check(&zone, "192.0.2.1", "x@example.com");
    let matched: Vec<_> =
        spf.matched.iter().map(|found| (found.directive.as_str(), found.domain.as_str())).collect();
    assert_eq!(
        matched,
        [("?include:one.example.com", "example.com"), ("ip4:192.0.2.0/24", "two.example.com")]
    );
    assert_eq!(spf.result, SpfResult::Neutral);
    assert_eq!(spf.breadth, Some(Breadth::Ipv4(256)));
    assert_eq!((spf.lookups, spf.void_lookups), (3, 0));
}

#[test]
fn breadth_tells_how_many_clients_a_match_lets_in() {
    for (record, ip, expected) in [
        ("v=spf1 ip4:192.0.0.0/8", "192.0.2.1", Some(Breadth::Ipv4(1 << 24))),
        ("v=spf1 a/24", "192.0.2.9", Some(Breadth::Ipv4(256))),
        ("v=spf1 +all", "192.0.2.1", Some(Breadth::Everyone)),
        ("v=spf1 include:pass.example.com", "192.0.2.1", Some(Breadth::Everyone)),
        ("v=spf1 include:fail.example.com", "192.0.2.1", None),
        ("v=spf1 exists:host.example.com", "192.0.2.1", Some(Breadth::Unknown)),
        ("v=spf1 ip6:2001:db8::/32", "2001:db8::9", Some(Breadth::Ipv6(32))),
        ("v=spf1 ip4:203.0.113.1", "192.0.2.1", None),
    ] {
        let spf = check(&publishing(record), ip, "x@example.com");
        assert_eq!(spf.breadth, expected, "{record}");
    }
}

fn client<'a>(ip: &str, helo: &'a str) -> Client<'a> {
    Client { ip: ip.parse().unwrap(), helo, receiver: None, at: Timestamp::UNIX_EPOCH }
}

/// Terms that cost or break something, for records that no one would write.
fn hostile_record() -> impl Strategy<Value = String> {
    let costly = proptest::sample::select(vec![
        "include:example.com",
        "redirect=example.com",
        "include:%{p}.%{o}",
        "exists:%{l128r.-+,/_=}%{H}.%{i}.%{s}",
        "a:%{d}/0//0",
        "mx:%%%_%-.example.com",
        "ptr",
        "-mx/24",
        "exp=%{h}.example.com",
    ]);
    let terms = prop_oneof![4 => costly.prop_map(String::from), 1 => "[ -~]{0,12}"];
    proptest::collection::vec(terms, 0..30).prop_map(|terms| format!("v=spf1 {}", terms.join(" ")))
}

proptest! {
    #[test]
    fn any_record_and_any_sender_end_within_the_limits(
        record in prop_oneof![hostile_record(), any::<String>()],
        local in any::<String>(),
        helo in any::<String>(),
        ip in any::<std::net::IpAddr>(),
    ) {
        let mut zone = publishing(&record);
        zone["example.com"]["MX"] = json!(["0 .", "10 host.example.com", "20 example.com"]);
        let recorded = Recorded::from_value(zone).unwrap();
        let client = Client { ip, helo: &helo, receiver: None, at: Timestamp::UNIX_EPOCH };
        let mail_from = MailFrom::Address { local, domain: Some(domain("example.com")) };
        let limits = Limits::default();
        let spf = block_on(check_mail_from(&client, &mail_from, &recorded, &limits));
        prop_assert!(spf.lookups <= limits.lookups);
        prop_assert!(spf.void_lookups <= limits.void_lookups + 1);
        let failed = matches!(spf.result, SpfResult::TempError | SpfResult::PermError);
        prop_assert_eq!(spf.problem.is_some(), failed);
    }
}
