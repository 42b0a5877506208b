//! The extended examples of RFC 7208, appendix A.

#![expect(clippy::indexing_slicing, reason = "a zone to write into, outside of test functions")]

mod spf_zone;

use serde_json::{Value, json};
use spf_zone::result;

/// A.1: a domain with two mail servers, two hosts and two servers at its name; a related domain; the
/// reverse zones, one of which lies.
fn zone() -> Value {
    json!({
        "example.com": {
            "MX": ["10 mail-a.example.com", "20 mail-b.example.com"],
            "A": ["192.0.2.10", "192.0.2.11"],
        },
        "amy.example.com": {"A": ["192.0.2.65"]},
        "bob.example.com": {"A": ["192.0.2.66"]},
        "mail-a.example.com": {"A": ["192.0.2.129"]},
        "mail-b.example.com": {"A": ["192.0.2.130"]},
        "www.example.com": {"CNAME": ["example.com"]},
        "example.org": {"MX": ["10 mail-c.example.org"]},
        "mail-c.example.org": {"A": ["192.0.2.140"]},
        "10.2.0.192.in-addr.arpa": {"PTR": ["example.com"]},
        "11.2.0.192.in-addr.arpa": {"PTR": ["example.com"]},
        "65.2.0.192.in-addr.arpa": {"PTR": ["amy.example.com"]},
        "66.2.0.192.in-addr.arpa": {"PTR": ["bob.example.com"]},
        "129.2.0.192.in-addr.arpa": {"PTR": ["mail-a.example.com"]},
        "130.2.0.192.in-addr.arpa": {"PTR": ["mail-b.example.com"]},
        "140.2.0.192.in-addr.arpa": {"PTR": ["mail-c.example.org"]},
        "4.0.0.10.in-addr.arpa": {"PTR": ["bob.example.com"]},
    })
}

fn with_records(records: &[(&str, &str)]) -> Value {
    let mut zone = zone();
    for (name, record) in records {
        zone[*name]["TXT"] = json!([record]);
    }
    zone
}

#[test]
fn simple_examples_a_2() {
    for (record, ip, expected) in [
        ("v=spf1 +all", "203.0.113.1", "pass"),
        ("v=spf1 a -all", "192.0.2.10", "pass"),
        ("v=spf1 a -all", "192.0.2.11", "pass"),
        ("v=spf1 a -all", "192.0.2.65", "fail"),
        ("v=spf1 a:www.example.com -all", "192.0.2.10", "pass"),
        ("v=spf1 a:example.org -all", "192.0.2.10", "fail"),
        ("v=spf1 mx -all", "192.0.2.129", "pass"),
        ("v=spf1 mx -all", "192.0.2.130", "pass"),
        ("v=spf1 mx -all", "192.0.2.140", "fail"),
        ("v=spf1 mx:example.org -all", "192.0.2.140", "pass"),
        ("v=spf1 mx mx:example.org -all", "192.0.2.129", "pass"),
        ("v=spf1 mx mx:example.org -all", "192.0.2.140", "pass"),
        ("v=spf1 mx mx:example.org -all", "192.0.2.10", "fail"),
        ("v=spf1 mx/30 mx:example.org/30 -all", "192.0.2.131", "pass"),
        ("v=spf1 mx/30 mx:example.org/30 -all", "192.0.2.143", "pass"),
        ("v=spf1 mx/30 mx:example.org/30 -all", "192.0.2.132", "fail"),
        ("v=spf1 ptr -all", "192.0.2.65", "pass"),
        ("v=spf1 ptr -all", "192.0.2.140", "fail"),
        ("v=spf1 ptr -all", "10.0.0.4", "fail"),
        ("v=spf1 ip4:192.0.2.128/28 -all", "192.0.2.65", "fail"),
        ("v=spf1 ip4:192.0.2.128/28 -all", "192.0.2.129", "pass"),
    ] {
        let zone = with_records(&[("example.com", record)]);
        assert_eq!(result(&zone, ip, "amy@example.com"), expected, "{record} {ip}");
    }
}

#[test]
fn multiple_domains_a_3() {
    let zone = with_records(&[
        ("example.org", "v=spf1 include:example.com include:example.net -all"),
        ("la.example.org", "v=spf1 redirect=example.org"),
        ("example.com", "v=spf1 mx -all"),
        ("example.net", "v=spf1 ip4:198.51.100.0/24 ~all"),
    ]);
    for (ip, expected) in
        [("192.0.2.129", "pass"), ("198.51.100.7", "pass"), ("192.0.2.140", "fail")]
    {
        assert_eq!(result(&zone, ip, "x@example.org"), expected, "{ip}");
        assert_eq!(result(&zone, ip, "x@la.example.org"), expected, "{ip}, redirected");
    }
}

/// A.4: the local-part and the address looked up as in a block list.
#[test]
fn dns_block_list_style_a_4() {
    let mut zone = with_records(&[
        (
            "example.com",
            "v=spf1 mx include:mobile-users._spf.%{d} include:remote-users._spf.%{d} -all",
        ),
        ("mobile-users._spf.example.com", "v=spf1 exists:%{l1r+}.%{d}"),
        ("remote-users._spf.example.com", "v=spf1 exists:%{ir}.%{l1r+}.%{d}"),
    ]);
    zone["mary.mobile-users._spf.example.com"] = json!({"A": ["127.0.0.2"]});
    zone["15.15.168.192.joel.remote-users._spf.example.com"] = json!({"A": ["127.0.0.2"]});
    for (ip, mail_from, expected) in [
        ("203.0.113.9", "mary@example.com", "pass"),
        ("203.0.113.9", "mary+news@example.com", "pass"),
        ("192.168.15.15", "joel@example.com", "pass"),
        ("192.168.15.16", "joel@example.com", "fail"),
        ("203.0.113.9", "eve@example.com", "fail"),
    ] {
        assert_eq!(result(&zone, ip, mail_from), expected, "{mail_from} {ip}");
    }
}

/// A.5: several conditions, all of which must hold.
#[test]
fn multiple_requirements_a_5() {
    let zone = with_records(&[
        ("example.com", "v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all"),
        ("ip4._spf.example.com", "v=spf1 -ip4:192.0.2.0/24 +all"),
        ("ptr._spf.example.com", "v=spf1 -ptr:example.com +all"),
    ]);
    for (ip, expected) in [("192.0.2.65", "pass"), ("192.0.2.140", "fail"), ("10.0.0.4", "fail")] {
        assert_eq!(result(&zone, ip, "amy@example.com"), expected, "{ip}");
    }
}
