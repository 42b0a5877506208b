//! Reports from other desks: ARF (RFC 5965) and X-ARF.

#![no_main]

use desk::exchange::{arf, xarf};
use libfuzzer_sys::fuzz_target;
use mail::{Limits, parse};

fuzz_target!(|raw: &[u8]| {
    let limits = Limits::default();
    let (mail, _) = parse(raw, &limits);
    let _ = arf::read(&mail, &limits);
    let head = b"Content-Type: message/feedback-report\r\n\r\n";
    let report = [head, raw].concat();
    let (mail, _) = parse(&report, &limits);
    let _ = arf::read(&mail, &limits);
    if let Ok(report) = xarf::read(raw) {
        let _ = format!("{report:?}");
    }
    if let Ok(value) = serde_json::from_slice(raw) {
        let _ = xarf::faults(&value);
    }
    round_trip(raw);
});

/// Whatever is put into a report, it is one that reads, and what it is about arrives whole.
fn round_trip(raw: &[u8]) {
    let text = String::from_utf8_lossy(raw);
    let feedback = arf::Feedback {
        user_agent: Some(text.clone().into_owned()),
        original_mail_from: Some(text.clone().into_owned()),
        reported_uri: vec![text.clone().into_owned()],
        incidents: 1,
        ..arf::Feedback::default()
    };
    for original in [arf::Original::Message(raw), arf::Original::Header(raw)] {
        let written = arf::write(&arf::Letter {
            from: &text,
            to: &text,
            subject: &text,
            date: fuzz::now(),
            message_id: &text,
            description: &text,
            feedback: &feedback,
            original,
        });
        let (mail, _) = parse(&written, &Limits::default());
        let read = arf::read(&mail, &Limits::default());
        assert!(read.is_ok(), "{}", String::from_utf8_lossy(&written));
        assert_eq!(mail.header.named("from").count(), 1, "{}", String::from_utf8_lossy(&written));
    }
}
