//! What somebody finds in the mail, and what somebody else makes of it.

use mail::Limits;

/// The personal link in the invitation.
pub(crate) fn claim_link(mail: &[u8]) -> String {
    let text = text(mail);
    let link = text.split_whitespace().find(|word| word.contains("://") && word.contains("/c/"));
    link.unwrap_or_else(|| panic!("no link in {text}")).to_owned()
}

/// The code on the page of the coupon.
pub(crate) fn coupon_code(page: &str) -> String {
    let is_code = |line: &&str| {
        let line = line.trim();
        line.len() >= 12
            && line.contains('-')
            && line.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-')
    };
    let code = page.lines().find(is_code);
    code.unwrap_or_else(|| panic!("no code in {page}")).trim().to_owned()
}

/// The same mail from somebody else: the same words, the same Message-ID, another link, another server.
pub(crate) fn forged(mail: &[u8]) -> Vec<u8> {
    let (parsed, _) = mail::parse(mail, &Limits::default());
    let field = |name: &str| parsed.header.first(name).map(|f| f.unfolded().trim().to_owned());
    let words = text(mail).replace(
        "https://coupon.mihon-store.example",
        "https://coupon.mihon-store.example.coupon-get.test",
    );
    format!(
        "Return-Path: <info@coupon-get.test>\r\n\
         Received: from vps77.coupon-get.test (vps77.coupon-get.test [203.0.113.77])\r\n\
         \tby mx.mailbox.example (Postfix) with ESMTPS id 4HvX2k3Zq1z9s\r\n\
         \tfor <hanako@mailbox.example>; {date}\r\n\
         From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {date}\r\nMessage-ID: {id}\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\r\n{words}",
        from = field("from").unwrap(),
        to = field("to").unwrap(),
        subject = field("subject").unwrap(),
        date = field("date").unwrap(),
        id = field("message-id").unwrap(),
    )
    .into_bytes()
}

fn text(mail: &[u8]) -> String {
    let (parsed, _) = mail::parse(mail, &Limits::default());
    let plain = parsed.leaves().find(|part| part.media_type == "text/plain").unwrap();
    plain.text(&Limits::default()).into_owned()
}
