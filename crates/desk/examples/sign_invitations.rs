//! Writes signed invitations, and the DNS records of their keys, into a folder: for other makers' verifiers.
//!
//! `sign_invitations FOLDER`; see `scripts/dkim`.
#![expect(clippy::unwrap_used, reason = "a tool that is run by hand and by tests")]

use std::path::PathBuf;

use check::Bilingual;
use desk::{
    CampaignNumber, InvitationNumber, Store, Terms,
    campaign::Inviter,
    sending::{Invitee, KeyKind, Message, Pages, Signers, Tag, compose, new_key, read_key},
};
use jiff::{Timestamp, tz::TimeZone};
use mail::DomainName;
use verdict::words::Language;

fn both(ja: &str, en: &str) -> Bilingual {
    Bilingual { ja: ja.to_owned(), en: en.to_owned() }
}

/// The plainest terms, and some that need long fields and odd lines.
fn promises() -> Vec<Terms> {
    let plain = Terms {
        amount: 500,
        minimum: 0,
        claim_days: 6,
        use_days: 7,
        claims_end: None,
        title: both("【ご招待】500円OFFクーポンのお知らせ", "Your invitation: 500 yen off"),
        words: both("", ""),
        from: Inviter {
            name: both("みほんストア", "Mihon Store"),
            address: "news@mihon-store.example".to_owned(),
            reply_to: Some("help@mihon-store.example".to_owned()),
        },
        shop: "https://www.mihon-store.example/".to_owned(),
    };
    let mut long = plain.clone();
    long.title = both(&"長い題名".repeat(60), &"A long subject ".repeat(20));
    long.from.name = both(&"長い名前の店".repeat(20), "Mihon \"Store\", Inc. (Tokyo)");
    long.claims_end = "2026-12-10T15:00:00Z".parse().ok();
    let mut odd = plain.clone();
    odd.minimum = 3000;
    odd.words = both(
        ".点で始まる行\n..\n\nFrom 行頭 <b>&amp;</b>",
        ".a line that begins with a dot\n..\n\nFrom here on   three blanks \ttab <b>&amp;</b>",
    );
    vec![plain, long, odd]
}

fn main() {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let store = runtime.block_on(Store::open("sqlite::memory:")).unwrap();
    let name = |text: &str| DomainName::parse(text).unwrap();
    let mut records = serde_json::Map::new();
    for kinds in [&[KeyKind::Rsa][..], &[KeyKind::Ed25519], &[KeyKind::Rsa, KeyKind::Ed25519]] {
        let mut signers = Signers::default();
        let mut kind_words = Vec::new();
        for kind in kinds {
            let word = match kind {
                KeyKind::Rsa => "rsa",
                KeyKind::Ed25519 => "ed25519",
            };
            kind_words.push(word);
            let selector = format!("{word}{}", kinds.len());
            let key = read_key(&new_key(*kind).unwrap()).unwrap();
            let host = format!("{selector}._domainkey.mihon-store.example");
            records.insert(host, key.record().into());
            signers.add(name("mihon-store.example"), name(&selector), key);
        }
        for (language, word) in [(Language::Ja, "ja"), (Language::En, "en")] {
            for (number, terms) in (1..).zip(promises()) {
                let file = format!("{}-{word}-{number}.eml", kind_words.join("-"));
                let octets = message(&store, &signers, &terms, language, number);
                std::fs::write(folder.join(file), octets).unwrap();
            }
        }
    }
    let records = serde_json::to_vec_pretty(&records).unwrap();
    std::fs::write(folder.join("records.json"), records).unwrap();
}

fn message(
    store: &Store,
    signers: &Signers,
    terms: &Terms,
    language: Language,
    number: i64,
) -> Vec<u8> {
    let to = Invitee {
        address: "hanako@mailbox.example".to_owned(),
        name: both("見本 花子", "Hanako Mihon").within(language).to_owned(),
        language,
        zone: TimeZone::get("Asia/Tokyo").unwrap(),
    };
    let page = "https://www.mihon-store.example/coupon/claim/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let message = Message {
        brand: "mihon-store",
        terms,
        to: &to,
        pages: &Pages { claim: page.to_owned(), unsubscribe: format!("{page}/stop") },
        tag: &Tag::of(store, CampaignNumber(12), InvitationNumber(number)),
        feedback: Some("fbl@mihon-store.example"),
    };
    let now = Timestamp::now();
    signers.sign(&compose(&message, now).unwrap(), now).unwrap()
}
