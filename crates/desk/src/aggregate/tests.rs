use proptest::prelude::*;

use super::*;

/// As receivers write it by RFC 7489.
const OLD: &str = include_str!("tests/rfc7489.xml");
/// As RFC 9990 wants it, with elements of somebody's own.
const NEW: &str = include_str!("tests/rfc9990.xml");

fn one(octets: &[u8]) -> Result<AggregateReport, ReadError> {
    let [found] = read(octets, &Limits::default()).try_into().unwrap();
    found.report
}

fn gzipped(octets: &[u8]) -> Vec<u8> {
    let head = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    [&head, &miniz_oxide::deflate::compress_to_vec(octets, 6)[..], &[0; 8]].concat()
}

/// A ZIP archive with these files, stored.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, octets) in files {
        let at = (body.len() as u32).to_le_bytes();
        let length = (octets.len() as u32).to_le_bytes();
        let name_length = (name.len() as u16).to_le_bytes();
        let common = [
            &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0][..],
            &length,
            &length,
            &name_length,
            &[0, 0],
        ]
        .concat();
        body.extend([b"PK\x03\x04", &common[..], name.as_bytes(), octets].concat());
        directory
            .extend([b"PK\x01\x02\x14\0", &common[..], &[0; 10], &at, name.as_bytes()].concat());
    }
    let count = (files.len() as u16).to_le_bytes();
    let size = (directory.len() as u32).to_le_bytes();
    let at = (body.len() as u32).to_le_bytes();
    [&body[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &size, &at, &[0, 0]].concat()
}

fn mailed(name: &str, octets: &[u8]) -> Vec<u8> {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    format!(
        "From: noreply@receiver.example\r\nSubject: Report domain: shop.example\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nAn aggregate report is attached.\r\n\
         --b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n{}\r\n--b--\r\n",
        STANDARD.encode(octets)
    )
    .into_bytes()
}

#[test]
fn both_forms_of_a_report_are_read() {
    for (text, reporter, rows, messages) in
        [(OLD, "receiver.example", 3, 107), (NEW, "Sample Receiver", 2, 12)]
    {
        let report = one(text.as_bytes()).unwrap();
        assert_eq!(report.reporter, reporter);
        assert_eq!((report.rows.len(), report.messages()), (rows, messages));
        assert_eq!(report.domain.as_str(), "shop.example");
        assert_eq!((report.ends.as_second() - report.begins.as_second()) / 3600, 23);
    }
    let old = one(OLD.as_bytes()).unwrap();
    let forwarded = &old.rows[2];
    assert!(forwarded.is_forwarded() && !forwarded.passes());
    assert_eq!(forwarded.telling_dkim().unwrap().domain, "shop.example");
    let new = one(NEW.as_bytes()).unwrap();
    assert_eq!(new.policy.np, Some(auth::dmarc::Policy::Reject));
    assert_eq!(new.rows[0].disposition, Disposition::Pass);
    assert_eq!(new.rows[0].dkim_results.len(), 2);
}

#[test]
fn a_report_is_the_same_however_it_is_packed() {
    let expected = one(OLD.as_bytes()).unwrap();
    let spaced = OLD.replace("<feedback>", "<f:feedback xmlns:f=\"urn:x\">");
    let spaced = spaced.replace("</feedback>", "</f:feedback>");
    let marked = format!("\u{feff}{OLD}");
    for octets in [
        gzipped(OLD.as_bytes()),
        zipped(&[("r.xml", OLD.as_bytes())]),
        zipped(&[("readme.txt", b"hello"), ("r.xml", OLD.as_bytes())]),
        mailed("r.xml", OLD.as_bytes()),
        mailed("r.xml.gz", &gzipped(OLD.as_bytes())),
        mailed("r.zip", &zipped(&[("r.xml", OLD.as_bytes())])),
        spaced.into_bytes(),
        marked.into_bytes(),
        OLD.replace('\n', "\r\n").into_bytes(),
    ] {
        assert_eq!(one(&octets).as_ref(), Ok(&expected));
    }
    let both = zipped(&[("old.xml", OLD.as_bytes()), ("new.xml", NEW.as_bytes())]);
    let found = read(&both, &Limits::default());
    let names: Vec<_> = found.iter().map(|found| found.name.as_str()).collect();
    assert_eq!(names, ["old.xml", "new.xml"]);
    assert!(found.iter().all(|found| found.report.is_ok()));
}

#[test]
fn what_is_wrong_is_told_with_line_and_element() {
    for (from, to, expected) in [
        ("<report_id>a-1</report_id>", "", "report_id is missing"),
        ("<begin>1763218800</begin>", "<begin>soon</begin>", "line 8: begin holds “soon”"),
        ("<begin>1763218800</begin>", "<begin>99999999999</begin>", "begin holds"),
        (
            "<source_ip>192.0.2.25</source_ip>",
            "<source_ip>x</source_ip>",
            "line 22: source_ip holds “x”",
        ),
        ("<source_ip>192.0.2.25</source_ip>", "", "source_ip is missing"),
        ("<count>100</count>", "<count>-1</count>", "line 23: count holds “-1”"),
        ("<count>100</count>", "", "count is missing"),
        (
            "<domain>shop.example</domain>\n    <adkim>",
            "<domain>a b</domain>\n    <adkim>",
            "domain holds “a b”",
        ),
        ("</feedback>", "", "<feedback> is not closed"),
        ("</record>", "</recrod>", "no well-formed XML"),
        ("<feedback>", "<!DOCTYPE f [<!ENTITY a \"b\">]><feedback>", "document type"),
        ("receiver.example</org_name>", "&a;</org_name>", "the entity “&a;”"),
        ("<feedback>", "<html><feedback>", "first element is html"),
    ] {
        assert!(OLD.contains(from), "{from}");
        let error = one(OLD.replacen(from, to, 1).as_bytes()).unwrap_err();
        assert!(error.words().en.contains(expected), "{to}: {}", error.words().en);
        assert!(!error.words().ja.is_empty());
    }
    for octets in
        [&b""[..], b"hello", b"PK\x03\x04", b"\x1f\x8b\x08", b"From: a@b.example\r\n\r\nhi"]
    {
        assert!(one(octets).is_err(), "{octets:?}");
    }
}

#[test]
fn every_bound_holds() {
    let limits = |change: fn(&mut Limits)| {
        let mut limits = Limits::default();
        change(&mut limits);
        limits
    };
    let bomb = gzipped(&vec![b' '; 4 << 20]);
    let deep = format!("<feedback>{}", "<a>".repeat(10_000));
    for (octets, limits, expected) in [
        (OLD.as_bytes(), limits(|l| l.file_octets = 100), Why::TooLarge),
        (&bomb[..], limits(|l| l.report_octets = 1 << 20), Why::TooLarge),
        (OLD.as_bytes(), limits(|l| l.rows = 2), Why::TooManyRows),
        (deep.as_bytes(), Limits::default(), Why::TooDeep),
    ] {
        let found = read(octets, &limits).remove(0);
        assert_eq!(found.report.unwrap_err().why, expected);
    }
    let long = OLD.replace("receiver.example", &"x".repeat(100_000));
    assert!(one(long.as_bytes()).unwrap().reporter.len() < 2_000);
}

#[test]
fn a_source_is_told_by_what_fails() {
    let result = |domain: &str, outcome| AuthResult {
        domain: domain.to_owned(),
        selector: String::new(),
        outcome,
    };
    let none = AuthResult::default();
    let own = |outcome| result("shop.example", outcome);
    let other = |outcome| result("mail.other.example", outcome);
    let another =
        Standing::ProvesAnother { domain: mail::DomainName::parse("other.example").unwrap() };
    for (dkim, spf, forwarded, dkim_result, spf_result, expected) in [
        (true, true, false, own(Outcome::Pass), own(Outcome::Pass), Standing::Good),
        (true, false, false, own(Outcome::Pass), other(Outcome::Pass), Standing::OnlyDkim),
        (false, true, false, none.clone(), own(Outcome::Pass), Standing::OnlySpf),
        (false, false, true, own(Outcome::Fail), other(Outcome::Pass), Standing::Forwarded),
        (false, false, false, other(Outcome::Pass), none.clone(), another.clone()),
        (false, false, false, none.clone(), other(Outcome::Pass), another),
        (false, false, false, own(Outcome::Fail), none.clone(), Standing::SignatureBroken),
        (false, false, false, other(Outcome::Fail), none.clone(), Standing::ProvesNothing),
        (false, false, false, none.clone(), own(Outcome::PermError), Standing::SpfBroken),
        (false, false, false, none.clone(), own(Outcome::Fail), Standing::ProvesNothing),
    ] {
        let counted = Counted {
            day: 20_000,
            source: "192.0.2.1".parse().unwrap(),
            messages: 10,
            dkim,
            spf,
            is_stopped: false,
            is_forwarded: forwarded,
            dkim_result,
            spf_result,
        };
        let domain = mail::DomainName::parse("shop.example").unwrap();
        let traffic = Traffic::new(domain, 1, vec![], std::slice::from_ref(&counted));
        assert_eq!(traffic.sources[0].standing, expected, "{counted:?}");
        let told = traffic.sources[0].standing.told();
        assert!(!told.what.ja.is_empty() && !told.change.en.is_empty());
    }
}

#[test]
fn every_day_between_the_first_and_the_last_is_there() {
    let at = |day, messages, spf| Counted {
        day,
        source: "2001:db8::1".parse().unwrap(),
        messages,
        dkim: false,
        spf,
        is_stopped: !spf,
        is_forwarded: false,
        dkim_result: AuthResult::default(),
        spf_result: AuthResult::default(),
    };
    let domain = mail::DomainName::parse("shop.example").unwrap();
    let counted = [at(20_003, 5, true), at(20_000, 1, false), at(20_003, u64::MAX, false)];
    let traffic = Traffic::new(domain, 2, vec![], &counted);
    let days: Vec<_> = traffic.days.iter().map(|day| (day.passed, day.failed)).collect();
    assert_eq!(days, [(0, 1), (0, 0), (0, 0), (5, u64::MAX)]);
    assert_eq!(traffic.days[0].date.to_string(), "2024-10-04");
    assert_eq!(traffic.messages(), u64::MAX);
}

proptest! {
    #[test]
    fn any_octets_are_read_or_refused(octets in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(!read(&octets, &Limits::default()).is_empty());
    }

    #[test]
    fn a_report_cut_anywhere_is_refused(at in 0..OLD.len() - 12) {
        prop_assert!(one(&OLD.as_bytes()[..at]).is_err());
    }
}
