//! RFC 9989 §4.10: the DNS Tree Walk, policy discovery and the Organizational Domain.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its case has failed")]

use std::sync::Mutex;

use auth::{
    Lookup, RecordType,
    authres::{ResultCode, Statement},
    dmarc::{AuthorDomain, Discovery, Dmarc, DmarcResult, Existence, Policy, evaluate_stated},
    lookup::{Asking, Recorded},
};
use futures::executor::block_on;
use mail::DomainName;
use serde_json::{Map, Value, json};

fn name(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}

/// A world in which these domains publish these DMARC records.
fn world(records: &[(&str, &str)]) -> Recorded {
    let mut names: Map<String, Value> = Map::new();
    for (domain, record) in records {
        names.insert(format!("_dmarc.{domain}"), json!({ "TXT": [record] }));
    }
    Recorded::from_value(names.into()).unwrap()
}

fn organization(start: &str, records: &[(&str, &str)]) -> String {
    let world = world(records);
    let walk = block_on(async { Discovery::new(&world).walk(&name(start)).await });
    walk.organizational_domain().name.to_string()
}

fn evaluate(author: &str, signer: &str, world: &dyn Lookup) -> Dmarc {
    let dkim = Statement::Dkim {
        result: ResultCode::Pass,
        domain: Some(name(signer)),
        selector: None,
        signature: None,
    };
    block_on(evaluate_stated(&AuthorDomain::new(name(author)), &[dkim], world))
}

#[test]
fn the_examples_of_section_4_10_2_hold() {
    const ANY: &str = "v=DMARC1; p=none";
    for (start, records, expected) in [
        (
            "a.mail.example.com",
            &[("mail.example.com", ANY), ("example.com", ANY)][..],
            "example.com",
        ),
        ("a.mail.example.com", &[("mail.example.com", "v=DMARC1; psd=n")], "mail.example.com"),
        ("a.mail.example.com", &[("com", "v=DMARC1; psd=y")], "example.com"),
        ("a.mail.example.com", &[("example.com", "v=DMARC1; psd=y")], "mail.example.com"),
        ("example.com", &[("example.com", "v=DMARC1; psd=y")], "example.com"),
        ("a.mail.example.com", &[], "a.mail.example.com"),
    ] {
        assert_eq!(organization(start, records), expected, "{start} {records:?}");
    }
}

struct Counting(Mutex<Vec<String>>);

impl Lookup for Counting {
    fn query<'a>(&'a self, name: &'a DomainName, _kind: RecordType) -> Asking<'a> {
        self.0.lock().unwrap().push(name.to_string());
        Box::pin(std::future::ready(Ok(Vec::new())))
    }
}

#[test]
fn no_name_costs_more_than_eight_questions() {
    let counting = Counting(Mutex::default());
    let start = name("a.b.c.d.e.f.g.h.i.j.mail.example.com");
    block_on(async { Discovery::new(&counting).walk(&start).await });
    let asked = counting.0.into_inner().unwrap();
    assert_eq!(
        asked,
        [
            "_dmarc.a.b.c.d.e.f.g.h.i.j.mail.example.com",
            "_dmarc.g.h.i.j.mail.example.com",
            "_dmarc.h.i.j.mail.example.com",
            "_dmarc.i.j.mail.example.com",
            "_dmarc.j.mail.example.com",
            "_dmarc.mail.example.com",
            "_dmarc.example.com",
            "_dmarc.com",
        ]
    );
}

#[test]
fn banks_under_one_public_suffix_do_not_speak_for_each_other() {
    let world = world(&[
        ("bank.example", "v=DMARC1; p=reject; psd=y"),
        ("giant.bank.example", "v=DMARC1; p=quarantine"),
    ]);
    let own = evaluate("giant.bank.example", "mail.giant.bank.example", &world);
    assert_eq!(own.result, DmarcResult::Pass);
    assert_eq!(own.policy, Some(Policy::Quarantine));
    let other = evaluate("giant.bank.example", "mega.bank.example", &world);
    assert_eq!(other.result, DmarcResult::Fail);
    let unpublished = evaluate("mega.bank.example", "evil.example", &world);
    assert_eq!(unpublished.policy, Some(Policy::Reject), "the public suffix's policy");
}

#[test]
fn the_policy_is_the_one_for_the_kind_of_domain() {
    let record = "v=DMARC1; p=reject; sp=quarantine; np=none";
    let mut dns = json!({ "_dmarc.example.com": { "TXT": [record] } });
    dns["real.example.com"] = json!({ "A": ["192.0.2.1"] });
    let world = Recorded::from_value(dns).unwrap();
    for (author, policy, existence) in [
        ("example.com", Policy::Reject, Existence::NotAsked),
        ("real.example.com", Policy::Quarantine, Existence::Exists),
        ("ghost.example.com", Policy::None, Existence::DoesNotExist),
    ] {
        let dmarc = evaluate(author, "evil.example", &world);
        assert_eq!((dmarc.policy, dmarc.existence), (Some(policy), existence), "{author}");
    }
}

#[test]
fn a_policy_on_trial_asks_for_one_level_less() {
    for (p, expected) in
        [("reject", Policy::Quarantine), ("quarantine", Policy::None), ("none", Policy::None)]
    {
        let world = world(&[("example.com", &format!("v=DMARC1; p={p}; t=y"))]);
        let dmarc = evaluate("example.com", "evil.example", &world);
        assert_eq!((dmarc.result, dmarc.policy), (DmarcResult::Fail, Some(expected)), "{p}");
    }
}

#[test]
fn no_answer_is_not_an_answer() {
    let silent = Recorded::from_value(json!({
        "_dmarc.example.com": { "TXT": ["v=DMARC1; p=reject"] },
        "_dmarc.com": { "TXT": "TIMEOUT" },
        "_dmarc.silent.org": { "TXT": "SERVFAIL" },
    }));
    let silent = silent.unwrap();
    assert_eq!(evaluate("silent.org", "silent.org", &silent).result, DmarcResult::TempError);
    assert_eq!(evaluate("example.com", "example.com", &silent).result, DmarcResult::Pass);
    // The organisation hangs on a question that got no answer.
    assert_eq!(evaluate("example.com", "mail.example.com", &silent).result, DmarcResult::TempError);
    let off = evaluate("example.com", "mail.example.com", &auth::lookup::Off);
    assert_eq!((off.result, off.aligned.len()), (DmarcResult::NotLooked, 1));
}

#[test]
fn without_a_record_the_result_is_none_and_what_aligns_is_told_all_the_same() {
    let dmarc = evaluate("news.example.co.jp", "example.co.jp", &world(&[]));
    assert_eq!((dmarc.result, dmarc.aligned.len()), (DmarcResult::None, 1));
}
