//! RFC 6376 §6: what each kind of fault makes of a signature.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod oracle;

use auth::dkim::{self, BodyHash, Cryptography, Outcome, Problem, Signature};
use futures::executor::block_on;
use oracle::{NOW, body_hash, dns, now, record, relaxed_body, signed};

const FIELDS: [&str; 4] = [
    "From: Hana <hana@shop.example>\r\n",
    "To: Ken <ken@home.example>\r\n",
    "Subject: Your  order\r\n\thas shipped\r\n",
    "Date: Sun, 15 Jun 2025 15:06:40 +0000\r\n",
];
const TAGS: &str = "v=1; a=ed25519-sha256; c=relaxed/relaxed; d=shop.example; s=s1; \
                    h=from:to:subject:date:from";
const BODY: &str = "Hello  Ken,\r\nit is on its way.\r\n\r\n";

fn message(tags: &str) -> String {
    signed(tags, &FIELDS, &FIELDS.concat(), BODY, &relaxed_body(BODY))
}

fn verify(message: &str, record: &str) -> Vec<Signature> {
    let (mail, _) = mail::parse(message.as_bytes(), &mail::Limits::default());
    block_on(dkim::verify(&mail, &dns(&["shop.example", "example"], record), now()))
}

#[track_caller]
fn check(message: &str, record: &str, expected: Option<Problem>) -> Signature {
    let signature = verify(message, record).remove(0);
    assert_eq!(signature.problem(), expected, "{message}\n{record}");
    assert_eq!(signature.authenticated().is_some(), expected.is_none());
    signature
}

#[test]
fn a_whole_signature_passes_and_tells_what_it_covers() {
    let signature = check(&message(TAGS), &record(), None);
    assert_eq!(signature.signed_fields, ["from", "to", "subject", "date", "from"]);
    assert_eq!(signature.identity.as_deref(), Some("@shop.example"));
    assert_eq!(signature.unsigned_octets, 0);
    assert!(signature.unsigned_duplicates.is_empty());
}

#[test]
fn syntax_that_section_6_1_1_refuses_is_told() {
    let edit = |from: &str, to: &str| message(&TAGS.replace(from, to));
    for (message, expected) in [
        (edit("v=1", "v=2"), Problem::UnknownVersion),
        (edit("v=1; ", ""), Problem::TagMissing("v")),
        (edit("ed25519-sha256", "rsa-md5"), Problem::UnknownAlgorithm),
        (edit("c=relaxed/relaxed", "c=nowsp"), Problem::UnknownCanonicalization),
        (edit("c=relaxed/relaxed", "c=relaxed/"), Problem::UnknownCanonicalization),
        (edit("d=shop.example", "d=example"), Problem::TagMalformed("d")),
        (edit("d=shop.example", "d=shop(x).example"), Problem::TagMalformed("d")),
        (edit("s=s1", "s="), Problem::TagMalformed("s")),
        (edit("s=s1", "s=a..b"), Problem::TagMalformed("s")),
        (edit("s=s1", "s=k.evil.example\0.x"), Problem::TagMalformed("s")),
        (edit("s=s1", "s=s1'"), Problem::TagMalformed("s")),
        (edit("s=s1", "s=s1; q=http"), Problem::UnknownQueryMethod),
        (edit("s=s1", "s=s1; s=s1"), Problem::DuplicateTag),
        (edit("s=s1", "s=s1;;"), Problem::MalformedTagList),
        (edit("s=s1", "s=s1; t=soon"), Problem::TagMalformed("t")),
        (edit("s=s1", "s=s1; l=-1"), Problem::TagMalformed("l")),
        (edit("s=s1", "s=s1; t=9; x=8"), Problem::ExpiresBeforeSigned),
        (edit("s=s1", "s=s1; i=a@other.example"), Problem::IdentityOutsideDomain),
        (edit("s=s1", "s=s1; i=a@notshop.example"), Problem::IdentityOutsideDomain),
        (edit("s=s1", "s=s1; i=nobody"), Problem::TagMalformed("i")),
        (edit("from:to:subject:date:from", "to:subject:date"), Problem::FromNotSigned),
        (edit("h=from:to:subject:date:from", "h="), Problem::FromNotSigned),
        (edit("; h=from:to:subject:date:from", ""), Problem::TagMissing("h")),
        (message(TAGS).replace("bh=", "bx="), Problem::TagMissing("bh")),
        (message(TAGS).replace("bh=", "bh=%"), Problem::TagMalformed("bh")),
        (message(TAGS).replace("; b=", "; by="), Problem::TagMissing("b")),
    ] {
        check(&message, &record(), Some(expected));
    }
}

#[test]
fn tags_that_change_nothing_are_taken() {
    for more in ["q=http:dns/txt", "i=a=40b@mail.shop.example", "z=From:x", "x99=?", "l=31"] {
        check(&message(&TAGS.replace("s=s1", &format!("s=s1; {more}"))), &record(), None);
    }
}

#[test]
fn time_is_held_against_arrival() {
    for (times, expected) in [
        (format!("t={}; x={}", NOW - 9, NOW), None),
        (format!("x={}", NOW - 1), Some(Problem::Expired)),
        (format!("t={}", NOW + 60), None),
        (format!("t={}", NOW + 90_000), Some(Problem::NotYetValid)),
        ("x=99999999999999999999".to_owned(), None),
    ] {
        let message = message(&TAGS.replace("s=s1", &format!("s=s1; {times}")));
        let signature = check(&message, &record(), expected);
        assert_eq!(signature.cryptography, Cryptography::Holds, "{times}");
    }
}

#[test]
fn a_key_must_be_there_and_made_for_this() {
    let good = record();
    let with = |more: &str| good.replace("k=ed25519", &format!("k=ed25519; {more}"));
    for (record, expected) in [
        (with("g=nobody; x=1"), None),
        (with("s=*"), None),
        (with("s=tlsrpt : email"), None),
        (with("h=sha1:sha256"), None),
        (with("t=y"), None),
        (with("t=y:s"), None),
        (good.replace("v=DKIM1; ", ""), None),
        (good.replace("v=DKIM1; ", "n=note; "), None),
        (with("s=tlsrpt"), Some(Problem::ServiceNotAllowed)),
        (with("h=sha1"), Some(Problem::HashNotAllowed)),
        (good.replace("v=DKIM1", "v=DKIM2"), Some(Problem::KeyMalformed)),
        (good.replace("v=DKIM1; k=ed25519", "k=ed25519; v=DKIM1"), Some(Problem::KeyMalformed)),
        (good.replace("ed25519", "foo"), Some(Problem::KeyMalformed)),
        (good.replace("p=", "P="), Some(Problem::KeyMalformed)),
        ("v=DKIM1; k=ed25519; p=".to_owned(), Some(Problem::KeyRevoked)),
        ("v=DKIM1; k=ed25519; p=AAAA".to_owned(), Some(Problem::KeyMalformed)),
        ("v=spf1 -all".to_owned(), Some(Problem::KeyMalformed)),
    ] {
        check(&message(TAGS), &record, expected);
    }
}

#[test]
fn a_strict_key_wants_the_identity_in_the_domain_itself() {
    let strict = record().replace("k=ed25519", "k=ed25519; t=s");
    check(&message(&TAGS.replace("s=s1", "s=s1; i=a@SHOP.example")), &strict, None);
    let subdomain = message(&TAGS.replace("s=s1", "s=s1; i=a@x.shop.example"));
    check(&subdomain, &strict, Some(Problem::IdentityNotInStrictDomain));
}

#[test]
fn changes_break_it_and_the_kind_of_change_is_told() {
    let whole = message(TAGS);
    let fail =
        |from: &str, to: &str, expected| check(&whole.replace(from, to), &record(), Some(expected));
    fail("on its way", "on my way", Problem::BodyHashMismatch);
    fail("Your  order", "Your offer", Problem::SignatureMismatch);
    fail("\r\n\r\nHello", "\r\nFrom: x@y.example\r\n\r\nHello", Problem::SignatureMismatch);
    check(&format!("From: x@y.example\r\n{whole}"), &record(), Some(Problem::SignatureMismatch));
    check(
        &whole.replace("SUBJECT:", "subject :").replace("Hello  Ken", "Hello Ken"),
        &record(),
        None,
    );
}

#[test]
fn a_second_subject_on_top_passes_and_is_told() {
    let message = format!("Subject: Log in now\r\n{}", message(TAGS));
    assert_eq!(check(&message, &record(), None).unsigned_duplicates, ["subject"]);
}

#[test]
fn what_lies_beyond_l_is_counted_and_l_beyond_the_body_fails() {
    let tags = TAGS.replace("s=s1", "s=s1; l=5");
    let partial = signed(&tags, &FIELDS, &FIELDS.concat(), BODY, "Hello");
    assert_eq!(check(&partial, &record(), None).unsigned_octets, 26);
    let added = format!("{partial}<b>Log in</b>\r\n");
    assert_eq!(check(&added, &record(), None).unsigned_octets, 43);
    let beyond = message(&TAGS.replace("s=s1", "s=s1; l=32"));
    let signature = check(&beyond, &record(), Some(Problem::LengthBeyondBody));
    assert_eq!(signature.outcome(), Outcome::Fail);
}

#[test]
fn octets_that_some_locales_call_space_are_text() {
    let field = "X-Note: a\u{a0} \u{a0}b\r\n";
    let tags = TAGS.replace("date:from", "date:x-note");
    let fields: Vec<&str> = FIELDS.into_iter().chain([field]).collect();
    let message = signed(&tags, &fields, &fields.concat(), BODY, &relaxed_body(BODY));
    check(&message, &record(), None);
}

#[test]
fn without_dns_what_needs_no_key_is_told() {
    for (message, expected) in [
        (message(TAGS), BodyHash::Matches),
        (message(TAGS).replace("way", "bay"), BodyHash::Differs),
    ] {
        let (mail, _) = mail::parse(message.as_bytes(), &mail::Limits::default());
        let signature = block_on(dkim::verify(&mail, &auth::lookup::Off, now())).remove(0);
        assert_eq!(signature.outcome(), Outcome::NotLooked);
        assert_eq!(signature.problem(), Some(Problem::KeyNotAsked));
        assert_eq!(signature.body_hash, expected);
        assert_eq!(signature.domain.unwrap().as_str(), "shop.example");
    }
}

#[test]
fn of_many_signatures_the_first_are_verified_and_the_rest_reported() {
    let one = message(TAGS);
    let (signature, _) = one.split_once("\r\nFrom").unwrap();
    let many = format!("{}{one}", format!("{signature}\r\n").repeat(25));
    let outcomes: Vec<_> = verify(&many, &record()).iter().map(Signature::outcome).collect();
    assert_eq!(outcomes.len(), 26);
    assert!(outcomes[..20].iter().all(|&outcome| outcome == Outcome::Pass));
    assert!(outcomes[20..].iter().all(|&outcome| outcome == Outcome::NotLooked));
}

#[test]
fn of_several_keys_at_a_name_the_one_that_fits_is_used() {
    let other = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    let dns = serde_json::json!({
        "s1._domainkey.shop.example": {"TXT": ["v=spf1 -all", other, record()]}
    });
    let message = message(TAGS);
    let (mail, _) = mail::parse(message.as_bytes(), &mail::Limits::default());
    let lookup = auth::lookup::Recorded::from_value(dns).unwrap();
    assert_eq!(block_on(dkim::verify(&mail, &lookup, now()))[0].outcome(), Outcome::Pass);
}

#[test]
fn silence_is_temporary_and_absence_is_not() {
    let message = message(TAGS);
    let (mail, _) = mail::parse(message.as_bytes(), &mail::Limits::default());
    for (dns, expected) in [
        (r#"{"s1._domainkey.shop.example": {"TXT": "TIMEOUT"}}"#, Outcome::TempError),
        (r#"{"s1._domainkey.shop.example": {"TXT": "SERVFAIL"}}"#, Outcome::TempError),
        (r#"{"s1._domainkey.shop.example": {"A": []}}"#, Outcome::PermError),
        ("{}", Outcome::PermError),
    ] {
        let lookup = auth::lookup::Recorded::from_json(dns).unwrap();
        assert_eq!(block_on(dkim::verify(&mail, &lookup, now()))[0].outcome(), expected, "{dns}");
    }
}

#[test]
fn any_octets_verify_to_something() {
    for octets in [&b""[..], b"DKIM-Signature:", b"DKIM-Signature", b"\xff\xfe:\r\n\r\n"] {
        let (mail, _) = mail::parse(octets, &mail::Limits::default());
        for signature in block_on(dkim::verify(&mail, &auth::lookup::Off, now())) {
            assert_eq!(signature.outcome(), Outcome::PermError);
        }
    }
    assert_eq!(body_hash("").len(), 44);
}
