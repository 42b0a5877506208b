//! RFC 8463 Appendix A: one message, signed with Ed25519 and with RSA.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use auth::{
    dkim::{self, KeyType, Outcome},
    lookup::Recorded,
};
use futures::executor::block_on;
use jiff::Timestamp;

const MESSAGE: &str = "\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
";

const DNS: &str = r#"{
  "brisbane._domainkey.football.example.com": {"TXT": [
    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="]},
  "test._domainkey.football.example.com": {"TXT": [
    "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB"]}
}"#;

fn verify(message: &str) -> Vec<dkim::Signature> {
    let (mail, _) = mail::parse(message.as_bytes(), &mail::Limits::default());
    let now = Timestamp::from_second(1_528_637_909).unwrap();
    block_on(dkim::verify(&mail, &Recorded::from_json(DNS).unwrap(), now))
}

#[test]
fn both_signatures_pass() {
    let signatures = verify(&MESSAGE.replace('\n', "\r\n"));
    let got: Vec<_> = signatures
        .iter()
        .map(|s| (s.outcome(), s.key.as_ref().map(|key| (key.key_type, key.bits))))
        .collect();
    assert_eq!(
        got,
        [
            (Outcome::Pass, Some((KeyType::Ed25519, 256))),
            (Outcome::Pass, Some((KeyType::Rsa, 1024)))
        ]
    );
    let proven = signatures[0].authenticated().unwrap();
    assert_eq!(proven.domain().as_str(), "football.example.com");
}

#[test]
fn a_file_with_bare_line_feeds_is_the_same_message() {
    assert!(verify(MESSAGE).iter().all(|s| s.outcome() == Outcome::Pass));
}
