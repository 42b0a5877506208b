use std::sync::Arc;

use auth::lookup::Recorded;
use check::{
    Bilingual, Checker, Given, Report,
    report::{Ruling, SenderAnswer},
};
use mail::{DomainName, Limits};
use reading::{Brands, offer};

use super::*;
use crate::{
    InvitationNumber, Store,
    campaign::Inviter,
    sending::{KeyKind, Signers, new_key, read_key, tag},
};

fn both(ja: &str, en: &str) -> Bilingual {
    Bilingual { ja: ja.to_owned(), en: en.to_owned() }
}

/// The promise of the shop in `examples/`.
fn terms() -> Terms {
    Terms {
        amount: 500,
        minimum: 0,
        claim_days: 6,
        use_days: 7,
        claims_end: None,
        title: both(
            "【ご招待】500円OFFクーポンのお知らせ",
            "Your invitation: a coupon for 500 yen off",
        ),
        words: both("送料にはお使いいただけません。", "It does not pay for delivery."),
        from: Inviter {
            name: both("みほんストア", "Mihon Store"),
            address: "news@mihon-store.example".to_owned(),
            reply_to: Some("help@mihon-store.example".to_owned()),
        },
        shop: "https://www.mihon-store.example/".to_owned(),
    }
}

fn invitee(language: Language) -> Invitee {
    Invitee {
        address: "hanako@mailbox.example".to_owned(),
        name: match language {
            Language::Ja => "見本 花子".to_owned(),
            Language::En => "Hanako Mihon".to_owned(),
        },
        language,
        zone: TimeZone::get("Asia/Tokyo").unwrap(),
    }
}

fn pages() -> Pages {
    let page = "https://www.mihon-store.example/c/12/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    Pages { claim: page.to_owned(), unsubscribe: format!("{page}/stop") }
}

fn now() -> Timestamp {
    "2026-11-24T09:00:00+09:00".parse().unwrap()
}

/// An invitation of the shop, changed.
fn composed(
    store: &Store,
    language: Language,
    change: impl FnOnce(&mut Terms, &mut Invitee, &mut Pages),
) -> Result<Vec<u8>, ComposeError> {
    let (mut terms, mut to, mut pages) = (terms(), invitee(language), pages());
    change(&mut terms, &mut to, &mut pages);
    let tag = Tag::of(store, CampaignNumber(12), InvitationNumber(345));
    let message = Message {
        brand: "mihon-store",
        terms: &terms,
        to: &to,
        pages: &pages,
        tag: &tag,
        feedback: Some("fbl@mihon-store.example"),
    };
    compose(&message, now())
}

/// What our own check says of it at the receiving side, signed with keys of both kinds.
fn checked(message: &[u8]) -> Report {
    let mut signers = Signers::default();
    let mut dns = serde_json::json!({
        "_dmarc.mihon-store.example": {"TXT": ["v=DMARC1; p=reject"]},
    });
    for (selector, kind) in [("r1", KeyKind::Rsa), ("e1", KeyKind::Ed25519)] {
        let key = read_key(&new_key(kind).unwrap()).unwrap();
        dns[format!("{selector}._domainkey.mihon-store.example")] =
            serde_json::json!({"TXT": [key.record()]});
        let name = |text| DomainName::parse(text).unwrap();
        signers.add(name("mihon-store.example"), name(selector), key);
    }
    let signed = signers.sign(message, now()).unwrap();
    let received = [
        b"Received: from out1.mihon-store.example (out1.mihon-store.example [192.0.2.25])\r\n\tby \
          mx.mailbox.example (Postfix) with ESMTPS id 4HvX2k3Zq1z9s\r\n\tfor \
          <hanako@mailbox.example>; Tue, 24 Nov 2026 09:00:04 +0900 (JST)\r\n"
            .as_slice(),
        &signed,
    ]
    .concat();
    let dns = Recorded::from_json(&dns.to_string()).unwrap();
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    let checker = Checker::new(Brands::built_in(), Arc::new(dns), zone);
    futures::executor::block_on(checker.check(&Given::at(now()), &received))
}

/// The offer that stands in the plain text.
fn in_plain_text(message: &[u8]) -> offer::Offer {
    let (mail, _) = mail::parse(message, &Limits::default());
    let text = mail.leaves().next().unwrap().text(&Limits::default());
    let received = now().to_zoned_datetime(TimeZone::get("Asia/Tokyo").unwrap()).date();
    offer::find(&text, &mail.subject(), Some(received)).pop().unwrap()
}

#[test]
fn our_own_check_proves_an_invitation_and_reads_its_terms() {
    let store = tag::tests::store();
    for language in [Language::Ja, Language::En] {
        let message = composed(&store, language, |_, _, _| {}).unwrap();
        let report = checked(&message);
        assert_eq!(report.sender.answer, SenderAnswer::Confirmed, "{report:#?}");
        assert_eq!(report.ruling, Ruling::Genuine, "{report:#?}");
        let signatures = &report.authentication.dkim;
        assert_eq!(signatures.iter().filter(|found| found.result == "pass").count(), 2);
        let offer = report.offer.unwrap();
        assert_eq!(offer.until.unwrap().to_string(), "2026-11-30", "{language:?}");
        assert!(offer.invitation_only, "{language:?}");
        assert_eq!(in_plain_text(&message).use_within_days, Some(7), "{language:?}");
    }
}

#[test]
fn the_campaigns_end_is_said_where_it_comes_first() {
    let store = tag::tests::store();
    for (end, expected) in [
        // Midnight in Japan: the day before is the last.
        ("2026-11-28T15:00:00Z", "2026-11-28"),
        ("2026-11-29T03:00:00Z", "2026-11-29"),
        // Later than the days from receipt, which may be later than its being sent.
        ("2026-12-10T15:00:00Z", "2026-11-30"),
    ] {
        for language in [Language::Ja, Language::En] {
            let end = end.parse().ok();
            let message = composed(&store, language, |terms, _, _| terms.claims_end = end).unwrap();
            let until = checked(&message).offer.unwrap().until;
            assert_eq!(until.unwrap().to_string(), expected, "{end:?} {language:?}");
            assert_eq!(in_plain_text(&message).use_within_days, Some(7), "{end:?} {language:?}");
        }
    }
}

#[test]
fn the_same_invitation_has_the_same_octets() {
    let store = tag::tests::store();
    for language in [Language::Ja, Language::En] {
        let once = composed(&store, language, |_, _, _| {}).unwrap();
        assert_eq!(once, composed(&store, language, |_, _, _| {}).unwrap());
    }
}

#[test]
fn lines_are_ascii_and_short_whatever_the_texts_are() {
    let store = tag::tests::store();
    let long = "あ".repeat(Terms::CHARACTERS);
    for language in [Language::Ja, Language::En] {
        let message = composed(&store, language, |terms, to, _| {
            for text in [&mut terms.title, &mut terms.words, &mut terms.from.name] {
                *text = both(&long, &"x".repeat(Terms::CHARACTERS));
            }
            to.name = "花".repeat(1000);
        })
        .unwrap();
        assert!(message.is_ascii());
        for line in String::from_utf8(message).unwrap().split_inclusive("\r\n") {
            assert!(line.ends_with("\r\n") && line.len() <= 998 + 2, "{line:?}");
            assert!(!line.trim_end_matches("\r\n").contains(['\r', '\n']), "{line:?}");
        }
    }
}

#[test]
fn the_fields_that_lists_and_complaints_need_are_there() {
    let store = tag::tests::store();
    let message = composed(&store, Language::Ja, |_, _, _| {}).unwrap();
    let (mail, anomalies) = mail::parse(&message, &Limits::default());
    assert!(anomalies.is_empty(), "{anomalies:?}");
    let field = |name| mail.header.first(name).unwrap().unfolded().trim().to_owned();
    let tag = Tag::of(&store, CampaignNumber(12), InvitationNumber(345));
    for (name, expected) in [
        ("From", "=?utf-8?b?44G/44G744KT44K544OI44Ki?= <news@mihon-store.example>".to_owned()),
        ("Reply-To", "help@mihon-store.example".to_owned()),
        ("Date", "Tue, 24 Nov 2026 09:00:00 +0900".to_owned()),
        ("Message-ID", format!("<{tag}@mihon-store.example>")),
        ("List-Id", "<invitations.mihon-store.example>".to_owned()),
        ("List-Unsubscribe", format!("<{}>", pages().unsubscribe)),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
        ("CFBL-Address", "fbl@mihon-store.example; report=arf".to_owned()),
        ("CFBL-Feedback-ID", tag.to_string()),
        ("Feedback-ID", "12:mihon-store:invitation:mekiki".to_owned()),
        ("Auto-Submitted", "auto-generated".to_owned()),
    ] {
        assert_eq!(field(name), expected, "{name}");
    }
    assert_eq!(mail.subject(), terms().title.ja);
    assert_eq!(mail.mailboxes("To")[0].display, "見本 花子");
}

#[test]
fn a_name_from_the_list_adds_no_field_and_no_markup() {
    let store = tag::tests::store();
    let name = "x\r\nBcc: all@mailbox.example\r\n\r\n<a href=\"https://evil.example\">花子</a>";
    let message = composed(&store, Language::Ja, |_, to, _| to.name = name.to_owned()).unwrap();
    let (mail, _) = mail::parse(&message, &Limits::default());
    assert!(mail.header.first("Bcc").is_none());
    let html = mail.leaves().find(|part| part.media_type == "text/html").unwrap();
    let html = html.text(&Limits::default());
    assert!(html.contains("&lt;a href=&quot;https://evil.example&quot;&gt;"), "{html}");
}

#[test]
fn what_cannot_be_sent_to_or_led_to_is_said() {
    let store = tag::tests::store();
    let refused = |change: fn(&mut Terms, &mut Invitee, &mut Pages)| {
        composed(&store, Language::Ja, change).unwrap_err()
    };
    for address in ["", "花子@mailbox.example", "a b@mailbox.example", "a@b\r\nc"] {
        let message = composed(&store, Language::Ja, |_, to, _| to.address = address.to_owned());
        assert_eq!(message.unwrap_err(), ComposeError::To, "{address:?}");
    }
    assert!(matches!(refused(|t, _, _| t.from.address = "@".into()), ComposeError::From(_)));
    for link in ["http://a.example/", "https://a.example/\"x", "javascript:alert(1)", "https:"] {
        let message = composed(&store, Language::Ja, |_, _, pages| pages.claim = link.to_owned());
        assert!(matches!(message, Err(ComposeError::Link(_))), "{link}");
    }
}
