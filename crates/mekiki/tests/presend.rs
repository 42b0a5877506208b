//! `mekiki presend`: would our own mail look like phishing?
#![expect(clippy::unwrap_used, reason = "a test on fixtures of our own")]

mod door;

use door::{example, run};

const NOW: &str = "2021-11-16T10:00:00+09:00";

/// A campaign that does all that frauds do.
const ILL: &[u8] = b"From: \"Kita Store\" <kita@kita-store.example>\r\n\
Reply-To: kita.store@gmail.com\r\n\
To: hanako@mailbox.example\r\n\
Subject: Re: Your account will be suspended within 24 hours\r\n\
Content-Type: text/html\r\n\
\r\n\
<p>Your account will be suspended within 24 hours. Enter your password and card number at once.</p>\
<p><a href=\"https://bit.ly/3abcd\">www.kita-store.jp</a> <a href=\"http://192.0.2.7/login\">Log in</a></p>\
<img src=\"https://track.other.example/o.gif\" width=\"1\" height=\"1\">\r\n";

fn presend(args: &[&str], input: &[u8]) -> door::Run {
    let dns = example("coupon.dns.json");
    run(&[&["presend"], args, &["--dns", &dns, "--now", NOW]].concat(), input)
}

#[test]
fn what_to_change_is_told_the_worst_first() {
    for language in ["ja", "en"] {
        let ill = presend(&["-", "--lang", language], ILL);
        assert_eq!(ill.code, Some(10), "{ill:?}");
        insta::assert_snapshot!(format!("ill.{language}"), ill.out);
        let coupon = presend(&[&example("coupon.eml"), "--lang", language], b"");
        insta::assert_snapshot!(format!("coupon.{language}"), coupon.out);
    }
}

#[test]
fn programs_read_the_same_as_json() {
    let ill = presend(&["-", "--format", "json"], ILL);
    let json: serde_json::Value = serde_json::from_str(&ill.out).unwrap();
    assert_eq!(json["needs_change"], true);
    let ids: Vec<&str> =
        json["advice"].as_array().unwrap().iter().map(|a| a["id"].as_str().unwrap()).collect();
    for expected in ["proof-unsigned", "link-shown-elsewhere", "link-to-address", "link-shortened"]
    {
        assert!(ids.contains(&expected), "{ids:?} lacks {expected}");
    }
}

#[test]
fn whose_mail_it_is_to_be_can_be_said() {
    let run = presend(&["-", "--as", "amazon", "--lang", "en"], ILL);
    assert!(run.out.contains("Looked at as mail of Amazon"), "{}", run.out);
    assert!(run.out.contains("kita-store.example, is not yours"), "{}", run.out);
    assert_eq!(presend(&["-", "--as", "no body"], ILL).code, Some(1));
    assert_eq!(presend(&["/no/such/file"], b"").code, Some(1));
}
