//! RFC 8617 §5.2: validating a chain of ARC sets.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod oracle;

use auth::{
    arc::{self, Chain, ChainValidation, Problem},
    dkim,
    lookup::Off,
};
use futures::executor::block_on;
use oracle::{body_hash, dns, now, record, relaxed_body, relaxed_field, sign};

const HEADER: &str = "From: a@b.example\r\nSubject: minutes\r\n";
const BODY: &str = "See you.\r\n";

/// The three fields of one instance, sealed over the sets before it.
struct Set {
    results: String,
    signature: String,
    seal: String,
}

fn seal(domain: &str, cv: &str, before: &[Set]) -> Set {
    let instance = before.len() + 1;
    let results = format!("ARC-Authentication-Results: i={instance};\r\n {domain}; spf=pass\r\n");
    let own = format!(
        "ARC-Message-Signature: i={instance}; a=ed25519-sha256; c=relaxed/relaxed; d={domain};\r\n \
         s=s1; h=from:subject; bh={}; b=",
        body_hash(&relaxed_body(BODY))
    );
    let fields: String =
        HEADER.split_inclusive("\r\n").map(|f| relaxed_field(f) + "\r\n").collect();
    let signature = format!("{own}{}\r\n", sign(&(fields + &relaxed_field(&own))));
    let own = format!(
        "ARC-Seal: i={instance}; a=ed25519-sha256; cv={cv}; d={domain}; s=s1; t=1749999000; b="
    );
    let chain = before.iter().flat_map(|set| [&set.results, &set.signature, &set.seal]);
    let chain = chain.chain([&results, &signature]).map(|f| relaxed_field(f) + "\r\n");
    let sealed: String = chain.chain([relaxed_field(&own)]).collect();
    Set { results, signature, seal: format!("{own}{}\r\n", sign(&sealed)) }
}

fn chain_of(domains: &[&str]) -> Vec<Set> {
    let mut sets = Vec::new();
    for domain in domains {
        let cv = if sets.is_empty() { "none" } else { "pass" };
        sets.push(seal(domain, cv, &sets));
    }
    sets
}

fn message(sets: &[Set]) -> String {
    let fields = sets.iter().rev().map(|s| [&*s.seal, &*s.signature, &*s.results].concat());
    format!("{}{HEADER}\r\n{BODY}", fields.collect::<String>())
}

fn validate(message: &str) -> Chain {
    let (mail, _) = mail::parse(message.as_bytes(), &mail::Limits::default());
    let lookup = dns(&["one.example", "two.example", "three.example"], &record());
    block_on(arc::validate(&mail, &lookup, now()))
}

#[track_caller]
fn check(message: &str, expected: Option<Problem>) {
    let chain = validate(message);
    assert_eq!(chain.problem, expected, "{message}");
    let validation = chain.problem.map_or(ChainValidation::Pass, |_| ChainValidation::Fail);
    assert_eq!(chain.validation(), validation);
}

#[test]
fn a_whole_chain_passes_and_names_its_sealers() {
    let chain = validate(&message(&chain_of(&["one.example", "two.example", "three.example"])));
    assert_eq!((chain.validation(), chain.problem), (ChainValidation::Pass, None));
    let sealers: Vec<_> = chain
        .sealers
        .iter()
        .map(|s| (s.instance, s.domain.as_ref().unwrap().as_str(), &*s.authentication_results))
        .collect();
    assert_eq!(
        sealers,
        [
            (1, "one.example", "one.example; spf=pass"),
            (2, "two.example", "two.example; spf=pass"),
            (3, "three.example", "three.example; spf=pass")
        ]
    );
}

#[test]
fn a_message_without_sets_has_no_chain() {
    let chain = validate(&message(&[]));
    assert_eq!((chain.validation(), chain.problem), (ChainValidation::None, None));
}

#[test]
fn a_chain_must_be_whole() {
    let sets = chain_of(&["one.example", "two.example"]);
    let whole = message(&sets);
    let (one, two) = (&sets[0], &sets[1]);
    for (message, expected) in [
        (whole.replace(&one.seal, ""), Problem::IncompleteSet { instance: 1 }),
        (whole.replace(&two.results, ""), Problem::IncompleteSet { instance: 2 }),
        (format!("{}{whole}", two.seal), Problem::IncompleteSet { instance: 2 }),
        (
            whole.replace(&one.seal, "").replace(&one.signature, "").replace(&one.results, ""),
            Problem::InstanceMissing { instance: 1 },
        ),
        (whole.replace("ARC-Seal: i=2;", "ARC-Seal: i=0;"), Problem::BadInstance),
        (whole.replace("ARC-Seal: i=2;", "ARC-Seal: i=51;"), Problem::BadInstance),
        (whole.replace("ARC-Seal: i=2;", "ARC-Seal:"), Problem::BadInstance),
        (whole.replace("Results: i=1;", "Results: x; i=1;"), Problem::BadInstance),
    ] {
        check(&message, Some(expected));
    }
}

#[test]
fn seals_must_say_none_first_and_pass_after() {
    let bad = |instance| Some(Problem::BadChainValidation { instance });
    check(&message(&[seal("one.example", "pass", &[])]), bad(1));
    let mut sets = chain_of(&["one.example"]);
    sets.push(seal("two.example", "none", &sets));
    check(&message(&sets), bad(2));
    sets.pop();
    sets.push(seal("two.example", "fail", &sets));
    check(&message(&sets), Some(Problem::FailedEarlier));
}

#[test]
fn changes_break_the_chain_where_they_happen() {
    let whole = message(&chain_of(&["one.example", "two.example"]));
    let signature = |why| Problem::MessageSignature { instance: 2, why };
    for (from, to, expected) in [
        ("See you", "See me", signature(dkim::Problem::BodyHashMismatch)),
        ("minutes", "hours", signature(dkim::Problem::SignatureMismatch)),
        (
            "one.example; spf=pass",
            "one.example; spf=fail",
            Problem::Seal { instance: 1, why: dkim::Problem::SignatureMismatch },
        ),
        (
            "two.example; spf=pass",
            "two.example; spf=fail",
            Problem::Seal { instance: 2, why: dkim::Problem::SignatureMismatch },
        ),
        ("Seal: i=1;", "Seal: i=1; h=from;", Problem::SealWithFields { instance: 1 }),
        ("h=from:subject", "h=from:arc-seal", Problem::SealSigned { instance: 2 }),
    ] {
        check(&whole.replace(from, to), Some(expected));
    }
}

#[test]
fn an_old_message_signature_may_be_broken() {
    let mut sets = chain_of(&["one.example"]);
    // A list changed the subject between the two handlers: only the newest signature counts.
    sets[0] = {
        let results = sets[0].results.clone();
        let signature = sets[0].signature.replace("h=from:subject", "h=from:date");
        let own = "ARC-Seal: i=1; a=ed25519-sha256; cv=none; d=one.example; s=s1; t=1; b=";
        let chain = [&results, &signature].map(|f| relaxed_field(f) + "\r\n").concat();
        let seal = format!("{own}{}\r\n", sign(&(chain + &relaxed_field(own))));
        Set { results, signature, seal }
    };
    sets.push(seal("two.example", "pass", &sets));
    check(&message(&sets), None);
}

#[test]
fn the_newest_message_signature_may_expire() {
    let mut sets = chain_of(&["one.example"]);
    for (times, expected) in [
        ("t=1749999999; x=1750000000", None),
        ("x=1749999999", Some(dkim::Problem::Expired)),
        ("t=9; x=8", Some(dkim::Problem::ExpiresBeforeSigned)),
    ] {
        sets.truncate(1);
        let mut set = seal("two.example", "pass", &sets);
        let (own, _) = set.signature.split_once(" b=").unwrap();
        let own = format!("{own} {times}; b=");
        let fields: String =
            HEADER.split_inclusive("\r\n").map(|f| relaxed_field(f) + "\r\n").collect();
        set.signature = format!("{own}{}\r\n", sign(&(fields + &relaxed_field(&own))));
        let own = "ARC-Seal: i=2; a=ed25519-sha256; cv=pass; d=two.example; s=s1; b=";
        let chain = [&sets[0].results, &sets[0].signature, &sets[0].seal];
        let chain = chain.into_iter().chain([&set.results, &set.signature]);
        let chain: String = chain.map(|f| relaxed_field(f) + "\r\n").collect();
        set.seal = format!("{own}{}\r\n", sign(&(chain + &relaxed_field(own))));
        sets.push(set);
        let expected = expected.map(|why| Problem::MessageSignature { instance: 2, why });
        check(&message(&sets), expected);
    }
}

#[test]
fn without_dns_the_structure_and_the_body_are_told() {
    let whole = message(&chain_of(&["one.example"]));
    let (mail, _) = mail::parse(whole.as_bytes(), &mail::Limits::default());
    let chain = block_on(arc::validate(&mail, &Off, now()));
    assert_eq!(chain.validation(), ChainValidation::NotLooked);
    assert_eq!(chain.body_hash, dkim::BodyHash::Matches);
    assert_eq!(chain.sealers.len(), 1);
}
