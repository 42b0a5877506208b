use mail::Limits;
use proptest::prelude::*;

use super::super::tests::{redactor, without_hashes};

/// A message to 花子 with a page, a file and traces; its sender poses as a shop.
const RAW: &str = "Return-Path: <bounce-hanako.yamada=home.example@evil.example>\r\n\
Delivered-To: hanako.yamada@home.example\r\n\
Received: from mx.home.example (mx.home.example [192.0.2.99]) by store.home.example with LMTP\r\n \
id 77; Tue, 24 Nov 2026 09:00:03 +0900\r\n\
Authentication-Results: mx.home.example; spf=pass smtp.mailfrom=bounce@evil.example; dkim=none\r\n\
Received: from out.evil.example (out.evil.example [198.51.100.7]) by mx.home.example with ESMTPS id\r\n \
9f8e7d6c for <hanako.yamada@home.example>; Tue, 24 Nov 2026 09:00:01 +0900\r\n\
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=evil.example; s=s1;\r\n \
h=from:to; bh=c2VjcmV0; b=dG9wc2VjcmV0\r\n\
From: \"Mihon Store\" <news@evil.example>\r\n\
To: \"Yamada Hanako\" <hanako.yamada@home.example>\r\n\
X-Customer: hanako.yamada@home.example\r\n\
Subject: hanako.yamada: your order 250-1234567-1234567\r\n\
Date: Tue, 24 Nov 2026 08:00:00 +0800\r\n\
Message-ID: <aGFuYWtv.77@mail.evil.example>\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=b\r\n\r\n\
--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
<!doctype html><p title=\"for hanako.yamada@home.example\">山田 花子 様 &amp; Yamada Hanako</p>\
<p>card 4111<b>1111</b>1111 1111</p><span style=\"display:none\">hidden</span>\
<a href=\"https://evil.example/login?to=hanako.yamada%40home.example&amp;k=abc\">https://shop.example/</a>\
<img src=\"data:image/png;base64,aGFuYWtv\">\r\n\
--b\r\nContent-Type: application/pdf; name=\"invoice-A1234567.pdf\"\r\n\
Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\naGk=\r\n--b--\r\n";

fn copy(raw: &[u8]) -> String {
    redactor().message(raw)
}

fn texts(copy: &str) -> Vec<String> {
    let limits = Limits::default();
    let (mail, _) = mail::parse(copy.as_bytes(), &limits);
    mail.leaves().map(|part| without_hashes(&part.text(&limits))).collect()
}

#[test]
fn whom_it_was_for_goes_and_who_sent_it_stays() {
    let copy = copy(RAW.as_bytes());
    let (mail, anomalies) = mail::parse(copy.as_bytes(), &Limits::default());
    assert!(anomalies.is_empty(), "{anomalies:?}\n{copy}");
    for kept in [
        "198.51.100.7",
        "out.evil.example",
        "news@evil.example",
        "d=evil.example",
        "@mail.evil.example",
        "spf=pass",
        "+0800",
        "Mihon Store",
    ] {
        assert!(copy.contains(kept), "{kept} is gone:\n{copy}");
    }
    for gone in ["hanako", "Hanako", "home.example", "192.0.2.99", "topsecret", "dG9wc2VjcmV0"] {
        assert!(!copy.contains(gone), "{gone} is there:\n{copy}");
    }
    assert_eq!(without_hashes(&mail.subject()), "[name]: your order [number]");
    assert_eq!(mail.arrival().client_ip, "198.51.100.7".parse().ok());
}

#[test]
fn a_page_says_and_leads_as_before() {
    let copy = copy(RAW.as_bytes());
    let [page, file] = texts(&copy).try_into().unwrap();
    assert_eq!(
        page.trim(),
        "<!DOCTYPE html><p title=\"for [address]\">[name] 様 &amp; [name]</p><p>card [number]<b></b></p>\
         <span style=\"display:none\">hidden</span>\
         <a href=\"https://evil.example/login?to=[address]&amp;k=[value]\">https://shop.example/</a>\
         <img src=\"data:image/png%5Bleft out%5D\">"
    );
    assert!(file.starts_with("[left out: [token].pdf, application/pdf, 2 octets, sha256:8f43"));
}

#[test]
fn the_same_is_masked_the_same_everywhere() {
    let plain = "From: a@evil.example\nTo: Hana <hana123@home.example>\nSubject: hana123@home.example\n\n\
        hana123@home.example https://evil.example/u/hana123@home.example hana123\n";
    let copy = copy(plain.as_bytes());
    let (mail, _) = mail::parse(copy.as_bytes(), &Limits::default());
    let mask = mail.subject();
    assert!(mask.starts_with("[address:"), "{mask}");
    let [text] = texts(&copy).try_into().unwrap();
    assert!(!text.contains("hana123"), "{text}");
    assert!(copy.contains(&format!("To: \"{mask}\"@redacted.invalid")), "{copy}");
}

#[test]
fn the_reporters_own_letter_is_not_shared() {
    let forwarded = format!(
        "From: hanako@home.example\r\nTo: desk@desk.example\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nplease look\r\n\
         --x\r\nContent-Type: message/rfc822\r\n\r\n{}\r\n--x--\r\n",
        RAW.replace("boundary=b", "boundary=inner").replace("--b", "--inner")
    );
    let copy = copy(forwarded.as_bytes());
    assert!(copy.contains("news@evil.example") && !copy.contains("please look"), "{copy}");
    assert!(!copy.contains("desk@desk.example"));
}

#[test]
fn a_person_who_writes_is_masked_unless_the_mail_speaks_as_a_brand() {
    let raw = "From: Taro Suzuki <taro.suzuki@friend.example>\nSubject: hi\n\nhi\n";
    let copy = copy(raw.as_bytes());
    assert!(!copy.contains("taro") && !copy.contains("Suzuki"), "{copy}");
    assert!(copy.contains("@friend.example>"), "{copy}");
}

proptest! {
    #[test]
    fn any_octets_have_a_copy_that_reads(raw in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let copy = redactor().message(&raw);
        prop_assert!(copy.is_ascii());
        let _ = mail::parse(copy.as_bytes(), &Limits::default());
    }

    #[test]
    fn nobody_and_no_number_survives(
        local in "[a-z]{3,8}[0-9]{2,4}", digits in "[0-9]{8,19}", at in 0..6_usize,
        break_at in 1..7_usize,
    ) {
        let address = format!("{local}@reader.example");
        let (one, two) = digits.split_at(break_at);
        let secret = [
            format!("{address} {digits}"),
            format!("<b>{one}</b>{two} <i title='{digits}'>{address}</i>"),
            format!("<a href='https://evil.example/{digits}?u={address}'>{digits}</a>"),
            format!("<!-- {address} {digits} --><style>.x{digits} {{}}</style>"),
            format!("=?utf-8?q?{address}?= {digits}"),
            format!("https://evil.example/{digits}/{local}%40reader.example#{digits}"),
        ][at].clone();
        for raw in [
            format!("To: {address}\nSubject: {}\nContent-Type: text/html\n\n{secret}", secret.replace('\n', " ")),
            format!("To: x <{address}>\nFrom: {local} <{address}>\nMessage-ID: <{digits}@evil.example>\n\n{secret}"),
        ] {
            let copy = redactor().message(raw.as_bytes());
            let (mail, _) = mail::parse(copy.as_bytes(), &Limits::default());
            let mut read = copy.clone() + &mail.subject();
            for part in mail.leaves() {
                read.push_str(&part.text(&Limits::default()));
            }
            prop_assert!(!read.to_lowercase().contains(&address), "{read}");
            prop_assert!(!read.contains(&digits), "{read}");
        }
    }
}
