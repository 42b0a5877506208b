//! Writes the messages in `examples/`: an invitation coupon of a shop that does not exist, signed by
//! its key, and a forged twin that looks the same. Run it after changing their text:
//! `cargo run -p mekiki-check --example make_coupon`.
//!
//! The key is no secret: the shop's domain lies below `.example`, which nobody can own (RFC 2606).
#![expect(clippy::unwrap_used, reason = "a tool that is run by hand")]

use auth::dkim::{Signer, SigningKey};
use jiff::Timestamp;
use mail::{DomainName, Limits};

const TEXT: &str = "\
みほんストアから、ご招待したお客様だけへのお知らせです。

500円OFFクーポンを差し上げます。
今すぐ受け取る: LINK

・クーポンは、このメールの受信日から6日以内にお受け取りください。
・お受け取りから7日以内にご利用いただけます。
・ご招待したお客様だけが対象です。他の方は受け取れません。

みほんストアが、メールでパスワードやカード番号をお尋ねすることはありません。

みほんストア株式会社
配信停止: STOP
";

const PAGE: &str = "\
<!DOCTYPE html>
<html lang=\"ja\"><body style=\"font-family: sans-serif\">
<h1>みほんストア</h1>
<p>ご招待したお客様だけへのお知らせです。</p>
<p><strong>500円OFFクーポン</strong>を差し上げます。</p>
<p><a href=\"LINK\">今すぐ受け取る</a></p>
<ul>
<li>クーポンは、このメールの受信日から6日以内にお受け取りください。</li>
<li>お受け取りから7日以内にご利用いただけます。</li>
<li>ご招待したお客様だけが対象です。他の方は受け取れません。</li>
</ul>
<p>みほんストアが、メールでパスワードやカード番号をお尋ねすることはありません。</p>
<p><small>みほんストア株式会社 <a href=\"STOP\">配信停止</a></small></p>
</body></html>
";

fn main() -> std::io::Result<()> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let genuine = message("https://www.mihon-store.example/coupon/invite?c=5T2K", "news");
    let genuine = genuine.replace("STOP", "https://www.mihon-store.example/stop");
    let forged = message("https://mihon-store.example.coupon-get.test/login?c=5T2K", "news");
    let forged = forged.replace("STOP", "https://www.mihon-store.example/stop");
    let key = key();
    let signature = sign(&genuine, key);
    let trace = |client: &str, ip: &str, path: &str| {
        format!(
            "Return-Path: <{path}>\r\n\
             Delivered-To: hanako@mailbox.example\r\n\
             Received: from {client} ({client} [{ip}])\r\n\
             \tby mx.mailbox.example (Postfix) with ESMTPS id 4HvX2k3Zq1z9s\r\n\
             \tfor <hanako@mailbox.example>; Tue, 16 Nov 2021 09:00:04 +0900 (JST)\r\n"
        )
    };
    let arrived = trace("out1.mihon-store.example", "192.0.2.25", "bounce@mihon-store.example");
    std::fs::write(folder.join("coupon.eml"), format!("{arrived}{signature}{genuine}"))?;
    let arrived = trace("vps77.coupon-get.test", "203.0.113.77", "info@coupon-get.test");
    std::fs::write(folder.join("coupon-forged.eml"), format!("{arrived}{forged}"))?;
    let dns = dns();
    std::fs::write(folder.join("coupon.dns.json"), &dns)?;
    std::fs::write(folder.join("coupon-forged.dns.json"), &dns)
}

/// The message as it left the sender.
fn message(link: &str, local: &str) -> String {
    let subject = encoded("【ご招待】500円OFFクーポンのお知らせ");
    let name = encoded("みほんストア");
    let (text, page) = (TEXT.replace("LINK", link), PAGE.replace("LINK", link));
    let part = |kind: &str, body: &str| {
        format!(
            "--=_mihon\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}",
            body.replace('\n', "\r\n")
        )
    };
    format!(
        "From: {name} <{local}@mihon-store.example>\r\n\
         To: hanako@mailbox.example\r\n\
         Subject: {subject}\r\n\
         Date: Tue, 16 Nov 2021 09:00:00 +0900\r\n\
         Message-ID: <20211116.invite.5T2K@mihon-store.example>\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: multipart/alternative; boundary=\"=_mihon\"\r\n\r\n\
         {}{}--=_mihon--\r\n",
        part("text/plain", &text),
        part("text/html", &page),
    )
}

/// RFC 2047.
fn encoded(text: &str) -> String {
    use base64::Engine as _;
    format!("=?utf-8?B?{}?=", base64::engine::general_purpose::STANDARD.encode(text))
}

/// An Ed25519 key of a seed that is written here, in PKCS #8 (RFC 8410 §7).
fn key() -> SigningKey {
    let mut pkcs8 = b"\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20".to_vec();
    pkcs8.extend(b"mihon-store.example, not secret!");
    SigningKey::ed25519(&pkcs8).unwrap()
}

fn sign(message: &str, key: SigningKey) -> String {
    let (mail, _) = mail::parse(message.as_bytes(), &Limits::default());
    let at: Timestamp = "2021-11-16T09:00:00+09:00".parse().unwrap();
    let name = |text| DomainName::parse(text).unwrap();
    Signer::new(name("mihon-store.example"), name("m1"), key).sign(&mail, at).unwrap()
}

/// What the two domains publish.
fn dns() -> String {
    let record = key().record();
    let dns = serde_json::json!({
        "m1._domainkey.mihon-store.example": {"TXT": [record]},
        "_dmarc.mihon-store.example": {"TXT": ["v=DMARC1; p=reject"]},
        "mihon-store.example": {"TXT": ["v=spf1 ip4:192.0.2.25 -all"], "A": ["192.0.2.80"]},
        "www.mihon-store.example": {"A": ["192.0.2.80"]},
        "out1.mihon-store.example": {"A": ["192.0.2.25"]},
        "25.2.0.192.in-addr.arpa": {"PTR": ["out1.mihon-store.example"]},
        "coupon-get.test": {"TXT": ["v=spf1 ip4:203.0.113.77 -all"], "A": ["203.0.113.77"]},
        "vps77.coupon-get.test": {"A": ["203.0.113.77"]},
        "77.113.0.203.in-addr.arpa": {"PTR": ["vps77.coupon-get.test"]},
    });
    serde_json::to_string_pretty(&dns).unwrap_or_default() + "\n"
}
