//! `mekiki check`: one message.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test on fixtures of our own"
)]

mod door;

use door::{example, put, run};

const NOW: &str = "2021-11-18T12:00:00+09:00";

#[test]
fn exit_codes_tell_the_ruling() {
    for (file, expected) in [("coupon.eml", 0), ("coupon-forged.eml", 30)] {
        let run = run(&["check", &example(file), "--now", NOW], b"");
        assert_eq!(run.code, Some(expected), "{file}: {run:?}");
    }
}

#[test]
fn exit_code_1_is_for_what_cannot_be_read_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let bad = put(folder.path(), "bad.json", b"no JSON");
    let folder = folder.path().to_str().unwrap().to_owned();
    for (args, expected) in [
        (vec!["check", "/no/such/file"], "Check its name"),
        (vec!["check", &folder], "mekiki scan"),
        (vec!["check", "-", "--dns", "/no/such.json"], "JSON file"),
        (vec!["check", "-", "--dns", &bad], "JSON file"),
        (vec!["check", "-", "--brands", "/no/such/folder"], "Check its name"),
        (vec!["brand", "show", "nobody"], "mekiki brand list"),
        (vec!["brand", "owner", "a b"], "not a domain name"),
    ] {
        let run = run(&args, b"");
        assert_eq!(run.code, Some(1), "{args:?}: {run:?}");
        assert!(run.err.contains(expected), "{args:?}: {}", run.err);
        assert!(run.out.is_empty(), "{args:?}: {}", run.out);
    }
}

#[test]
fn exit_code_2_is_for_a_command_line_nobody_understands() {
    for args in [
        vec!["check"],
        vec!["check", "-", "--format", "xml"],
        vec!["check", "-", "--now", "yesterday"],
        vec!["check", "-", "--zone", "Mars/Olympus"],
        vec!["check", "-", "--ip", "1.2.3"],
        vec!["scan", ".", "--jobs", "0"],
    ] {
        assert_eq!(run(&args, b"").code, Some(2), "{args:?}");
    }
}

#[test]
fn standard_input_is_a_file_too() {
    let mail = std::fs::read(example("coupon.eml")).unwrap();
    let dns = example("coupon.dns.json");
    let run = run(&["check", "-", "--dns", &dns, "--now", NOW, "--format", "json"], &mail);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(report["ruling"], "genuine", "{}", run.out);
    assert_eq!(report["path"], "-");
}

#[test]
fn an_mbox_with_one_message_is_a_message_and_with_two_is_not() {
    let mail = String::from_utf8(door::plain("hello")).unwrap();
    let one = format!("From a@b.example Thu Nov 18 12:00:00 2021\n{mail}");
    let args = ["check", "-", "--dns", "off", "--format", "json"];
    let report: serde_json::Value = serde_json::from_str(&run(&args, one.as_bytes()).out).unwrap();
    assert_eq!(report["message"]["subject"], "hello");
    let two = run(&args, format!("{one}\n{one}").as_bytes());
    assert_eq!(two.code, Some(1));
    assert!(two.err.contains("several messages"), "{}", two.err);
}

#[test]
fn what_lies_beside_a_message_speaks_only_for_names_nobody_can_own() {
    let folder = tempfile::tempdir().unwrap();
    let mail = std::fs::read_to_string(example("coupon.eml")).unwrap();
    let dns = std::fs::read_to_string(example("coupon.dns.json")).unwrap();
    let real = |text: &str| text.replace("mihon-store.example", "mihon-store.co.jp");
    let path = put(folder.path(), "mail.eml", real(&mail).as_bytes());
    put(folder.path(), "mail.dns.json", real(&dns).as_bytes());
    let run = run(&["check", &path, "--now", NOW, "--format", "json"], b"");
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_ne!(report["sender"]["answer"], "confirmed", "{}", run.out);
}

#[test]
fn every_format_answers() {
    let file = example("coupon-forged.eml");
    for (format, expected) in [
        ("text", "みほんストア"),
        ("json", "\"ruling\": \"phishing\""),
        ("html", "<!DOCTYPE html>"),
        ("header", "X-Mekiki: ruling=phishing;"),
    ] {
        let run = run(&["check", &file, "--now", NOW, "--format", format], b"");
        assert!(run.out.contains(expected), "{format}: {}", run.out);
    }
}

#[test]
fn the_page_needs_nothing_and_runs_nothing() {
    let mail = b"From: \"<script>alert(1)</script>\" <a@b.example>\r\nSubject: <img src=x onerror=alert(1)>\r\n\
        Content-Type: text/html\r\n\r\n<a href='https://x.example/\"><script>alert(2)</script>'>\"><script>alert(3)</script></a>";
    let run = run(&["check", "-", "--dns", "off", "--format", "html", "--lang", "en"], mail);
    let page = run.out.to_lowercase();
    for never in [
        "<script",
        "<img",
        "<a ",
        "href=\"",
        "src=\"",
        "onerror=alert(1)>",
        "http://",
        "https://",
        "@import",
        "url(",
    ] {
        assert!(!page.contains(never), "{never}: {page}");
    }
    assert!(page.contains("default-src 'none'"));
}

#[test]
fn nothing_in_a_mail_reaches_the_terminal() {
    let mail = b"From: \"\x1b]0;owned\x07\" <a@b.example>\r\nSubject: \x1b[2J\xe2\x80\xae evil\r\n\r\nhttps://x.example/\x1b[31m";
    for format in ["text", "header"] {
        let run = run(&["check", "-", "--dns", "off", "--format", format, "--details"], mail);
        let bad = |c: char| (c.is_control() && !"\r\n".contains(c)) || c == '\u{202e}';
        assert!(!run.out.contains(bad), "{format}: {:?}", run.out);
    }
}

#[test]
fn nothing_in_a_mail_adds_a_header_field() {
    let mail = b"From: a@b.example\r\nSubject: x =?utf-8?Q?=0D=0AX-Evil:_1?=\r\n\r\nx";
    let run = run(&["check", "-", "--dns", "off", "--format", "header"], mail);
    let mut lines = run.out.split_terminator("\r\n");
    assert!(lines.next().unwrap().starts_with("X-Mekiki: "));
    assert!(lines.all(|line| line.starts_with(' ')), "{:?}", run.out);
}

#[test]
fn what_could_take_something_is_never_called_quiet_when_nobody_knows_the_sender() {
    let text = "Your parcel could not be delivered. Pay the customs fee of $1.99 with your card within \
                24 hours: http://parcel-fee.test/pay\n";
    let run = run(&["check", "-", "--dns", "off", "--lang", "en", "--now", NOW], text.as_bytes());
    assert!(run.code.is_some_and(|code| code >= 10), "{run:?}");
}
