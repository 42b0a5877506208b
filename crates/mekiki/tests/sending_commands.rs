//! The commands of whoever sends a campaign: `mekiki campaign key`, `preview`, `send`, `settle`, `bounces`.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test on fixtures of our own"
)]

mod sender;
#[path = "../../desk/tests/smtp/mod.rs"]
mod smtp;

use std::os::unix::fs::PermissionsExt as _;

use desk::CampaignState;
use sender::{Sender, people};

#[test]
fn a_key_is_only_its_owners_and_is_never_written_over() {
    let sender = Sender::new(&[], "");
    let key = sender.folder.path().join("key.pem");
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let printed = &sender.key;
    assert!(
        printed.starts_with("m1._domainkey.mihon-store.example. IN TXT ( \"v=DKIM1; k=ed25519; p=")
    );
    assert!(
        printed.contains("[[sending.keys]]\ndomain = \"mihon-store.example\"\nselector = \"m1\"")
    );
    let again =
        ["key", "new", "--selector", "m1", "--domain", "mihon-store.example", "--out", "key.pem"];
    let before = std::fs::read_to_string(&key).unwrap();
    let (code, out, err) = sender.run(&again);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("left alone"), "{err}");
    assert_eq!(std::fs::read_to_string(&key).unwrap(), before);
}

#[test]
fn a_preview_is_what_the_check_calls_genuine() {
    let sender = Sender::new(&people(1), "");
    let record = sender.key.split('"').nth(1).unwrap();
    let dns = serde_json::json!({
        "m1._domainkey.mihon-store.example": {"TXT": [record]},
        "_dmarc.mihon-store.example": {"TXT": ["v=DMARC1; p=reject"]},
    });
    let path = |name: &str| sender.folder.path().join(name);
    std::fs::write(path("dns.json"), dns.to_string()).unwrap();
    for lang in ["ja", "en"] {
        // By its number as well as by its id.
        let (code, message, err) = sender.run(&["preview", "1", "--lang", lang]);
        assert_eq!(code, Some(0), "{err}");
        std::fs::write(path("preview.eml"), &message).unwrap();
        let check = std::process::Command::new(env!("CARGO_BIN_EXE_mekiki"))
            .args(["check", "--format", "json", "--dns"])
            .args([path("dns.json"), path("preview.eml")])
            .output()
            .unwrap();
        let report: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
        assert_eq!(report["ruling"], "genuine", "{report:#}");
    }
    assert_eq!(sender.relay.count(), 0);
}

#[test]
fn all_is_sent_once_and_the_summary_says_so() {
    let everybody = people(20);
    let sender = Sender::new(&everybody, "");
    let id = sender.campaign.id.as_str();
    let (code, out, err) = sender.run(&["send", id, "--test-to", "staff@mihon-store.example"]);
    assert_eq!((code, out.starts_with("250 2.0.0 Ok: queued as ")), (Some(0), true), "{out}{err}");
    assert_eq!(sender.relay.mailbox("staff@mihon-store.example").len(), 1);
    assert_eq!((sender.relay.count(), sender.counts().waiting), (1, 20));
    for _ in 0..2 {
        let (code, out, err) = sender.run(&["send", id]);
        assert_eq!(code, Some(0), "{err}");
        assert_eq!(
            out,
            format!(
                "campaign\t{id}\nrun\tfinished\nsent\t20\nbounced\t0\nrefused\t0\nunsubscribed\t0\n\
                 waiting\t0\nunsettled\t0\n"
            )
        );
    }
    assert_eq!(sender.relay.count(), 21);
}

#[test]
fn a_campaign_that_does_not_run_sends_nothing() {
    let sender = Sender::new(&people(3), "");
    sender.becomes(CampaignState::Paused);
    let (code, out, _) = sender.run(&["send", sender.campaign.id.as_str()]);
    assert_eq!(code, Some(10));
    assert!(out.contains("run\tpaused\n") && out.contains("waiting\t3\n"), "{out}");
    assert_eq!(sender.relay.count(), 0);
}

#[test]
fn what_nobody_knows_is_listed_until_somebody_says_it() {
    let everybody =
        ["drop-after.0@mailbox.example".to_owned(), "lost-after.0@mailbox.example".to_owned()];
    let sender = Sender::new(&everybody, "");
    let id = sender.campaign.id.as_str();
    let (code, out, _) = sender.run(&["send", id]);
    assert_eq!((code, out.contains("unsettled\t2\n")), (Some(10), true), "{out}");
    let (code, out, _) = sender.run(&["settle", id]);
    assert_eq!((code, out.lines().count()), (Some(10), 2), "{out}");
    assert!(out.starts_with("1\tdrop-after.0@mailbox.example\t20"), "{out}");
    // A log that ends here has the one, and says nothing of the other.
    let (code, out, _) = sender.run(&["settle", id, "--log", "mail.log"]);
    assert_eq!(code, Some(10));
    assert!(out.starts_with("2\tlost-after.0@mailbox.example\t20"), "{out}");
    let (code, _, err) = sender.run(&["settle", id, "--arrived", "1"]);
    assert_eq!((code, err.contains("not open")), (Some(1), true), "{err}");
    let (code, out, _) = sender.run(&["settle", id, "--not-arrived", "2"]);
    assert_eq!((code, out.as_str()), (Some(0), ""));
    assert_eq!(sender.run(&["send", id]).0, Some(0));
    for address in &everybody {
        assert_eq!(sender.relay.mailbox(address).len(), 1, "{address}");
    }
}

#[test]
fn a_bounce_is_taken_down_and_a_complaint_unsubscribes() {
    let everybody = people(2);
    let sender = Sender::new(&everybody, "");
    assert_eq!(sender.run(&["send", "1"]).0, Some(0));
    let id = |address: &str| {
        let message = String::from_utf8(sender.relay.mailbox(address).pop().unwrap()).unwrap();
        message.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().to_owned()
    };
    let back = |kind: &str, part: &str, id: &str| {
        format!(
            "From: mailer-daemon@mailbox.example\nMIME-Version: 1.0\nContent-Type: multipart/report; \
             report-type={kind}; boundary=b\n\n--b\n{part}\n--b\nContent-Type: text/rfc822-headers\n\n\
             Message-ID: {id}\n--b--\n"
        )
    };
    let bounce = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\nAction: failed\n\
                  Status: 5.1.1\nDiagnostic-Code: smtp; 550 no such user\n";
    let complaint = "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n";
    let bounces = sender.folder.path().join("bounces");
    std::fs::create_dir(&bounces).unwrap();
    let put = |name: &str, text: String| std::fs::write(bounces.join(name), text).unwrap();
    put("1.eml", back("delivery-status", bounce, &id(&everybody[0])));
    put("2.eml", back("feedback-report", complaint, &id(&everybody[1])));
    put("3.eml", back("delivery-status", bounce, "<1-1-0000000000000000@mihon-store.example>"));
    let (code, out, err) = sender.run(&["bounces", "bounces"]);
    assert_eq!(code, Some(0), "{err}");
    assert_eq!(out, "bounced\t1\ncomplained\t1\ndelayed\t0\nother\t1\n");
    let counts = sender.counts();
    assert_eq!((counts.sent, counts.bounced), (1, 1), "{counts:?}");
}

#[test]
fn what_is_wrong_with_the_settings_is_said() {
    let sender = Sender::new(&people(1), "");
    let file = sender.folder.path().join("mekiki.toml");
    let settings = std::fs::read_to_string(&file).unwrap();
    for (from, to, expected) in [
        ("relay = \"smtp:", "relay = \"https:", "smtp://, starttls:// or smtps://"),
        ("relay = ", "feedback = ", "name no relay"),
        ("pages = ", "bounces = ", "pages for the invited"),
        ("key.pem", "desk.db", "no key to sign with"),
        ("key.pem", "nowhere.pem", "cannot read nowhere.pem"),
        (
            "domain = \"mihon-store.example\"",
            "domain = \"a.example\"",
            "no DKIM key for mihon-store.example",
        ),
        ("patience", "patient", "patient_seconds"),
    ] {
        assert!(settings.contains(from), "{from}");
        std::fs::write(&file, settings.replacen(from, to, 1)).unwrap();
        let (code, _, err) = sender.run(&["send", "1"]);
        assert_eq!(code, Some(1), "{to}");
        assert!(err.contains(expected), "{to}: {err}");
        assert_eq!(sender.counts().waiting, 1, "{to}");
    }
    std::fs::write(&file, settings).unwrap();
    let (code, _, err) = sender.run(&["send", "7"]);
    assert_eq!(code, Some(1));
    assert!(!err.is_empty());
}
