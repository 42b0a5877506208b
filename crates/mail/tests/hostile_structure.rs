//! Cost stays linear and bounds hold, whatever structure an attacker builds.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use mail::{Anomaly, Limits, parse};

/// Reads everything a mail holds; far more slowly than this test allows if anything is quadratic.
fn read(raw: &[u8]) -> Vec<Anomaly> {
    let start = Instant::now();
    let limits = Limits::default();
    let (mail, anomalies) = parse(raw, &limits);
    assert!(mail.parts.len() <= limits.parts);
    let _ = (mail.subject(), mail.authors(), mail.date(), mail.mailboxes("to"));
    for part in &mail.parts {
        let _ = part.text(&limits).len();
    }
    // Generous: a debug build on a busy machine. Quadratic cost here means hours.
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
    anomalies
}

#[test]
fn a_hundred_thousand_parts_are_cut_at_the_limit() {
    let mut raw = "Content-Type: multipart/mixed; boundary=b\r\n\r\n".to_owned();
    for _ in 0..100_000 {
        raw.push_str("--b\r\n\r\nx\r\n");
    }
    assert!(read(raw.as_bytes()).contains(&Anomaly::TooManyParts));
}

#[test]
fn five_thousand_levels_are_cut_at_the_limit() {
    let mut raw = String::new();
    for level in 0..5_000 {
        write!(raw, "Content-Type: multipart/mixed; boundary=b{level}\r\n\r\n--b{level}\r\n")
            .unwrap();
    }
    assert!(read(raw.as_bytes()).contains(&Anomaly::TooDeep));
    let messages = "Content-Type: message/rfc822\r\n\r\n".repeat(5_000);
    assert!(read(messages.as_bytes()).contains(&Anomaly::TooDeep));
}

#[test]
fn a_header_line_of_ten_megabytes_is_left_unread() {
    let raw = format!("Subject: {}\r\nFrom: a@b.example\r\n\r\nbody", "x".repeat(10 << 20));
    assert!(read(raw.as_bytes()).contains(&Anomaly::HeaderTooLong));
}

#[test]
fn lines_that_almost_are_boundaries_cost_no_more_than_others() {
    let lines = "--boundaryx\r\n--boundar\r\n--\r\n".repeat(300_000);
    let raw = format!("Content-Type: multipart/mixed; boundary=boundary\r\n\r\n{lines}");
    assert!(read(raw.as_bytes()).contains(&Anomaly::LongerBoundaryLine));
}

#[test]
fn field_values_made_to_be_slow_are_not() {
    for piece in [
        "<",
        ">",
        "(",
        ")",
        "\"",
        "\\\"",
        "\"\\",
        "@",
        "@[",
        "[",
        ",",
        ";",
        ":",
        "a@b ",
        "a ",
        "a,",
        "(\\",
        "=?",
        "=?a?b?",
        "=?a?q?=ff?= ",
        "=?a?q?=ff?= =?b?q?=ff?= ",
        "\u{3042}=?",
        "<a@b>",
        "<a@b>,",
        "(a@b)",
        "x <(",
        "a@b(c)",
        ";x*1*=%",
        "x=\"",
        "\r\n ",
        "\r\n \r\n",
    ] {
        let value = piece.repeat((256 << 10) / piece.len());
        for name in ["From", "To", "Subject", "Date", "Content-Type", "Content-Disposition"] {
            read(format!("{name}: {value}\r\n\r\n").as_bytes());
        }
    }
}

#[test]
fn bodies_made_to_be_slow_are_not() {
    for encoding in ["7bit", "base64", "quoted-printable", "x-uuencode"] {
        for charset in ["us-ascii", "utf-8", "utf-7", "iso-2022-jp", "shift_jis", "none-such"] {
            for piece in ["=", "\x1b$B", "+", "\u{00ff}", "=\r\n", "begin 644 x\r\n", "\r", "A"] {
                let body = piece.repeat((256 << 10) / piece.len());
                read(
                    format!(
                        "Content-Type: text/plain; charset={charset}\r\n\
                         Content-Transfer-Encoding: {encoding}\r\n\r\n{body}"
                    )
                    .as_bytes(),
                );
            }
        }
    }
}
