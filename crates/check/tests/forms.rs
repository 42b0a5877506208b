//! Every report has every form, whatever the message was and however narrow the screen is.
#![expect(clippy::unwrap_used, reason = "test")]

mod desk;

use check::{
    Report,
    render::{self, Terminal},
};
use verdict::{Decibans, words::Language};

#[test]
fn a_terminal_of_any_width_shows_every_report() {
    for (name, raw) in desk::MESSAGES {
        let report = desk::check(raw);
        for width in [0, 1, 2, 7, 300] {
            for (language, details) in [(Language::Ja, true), (Language::En, false)] {
                let terminal = Terminal { language, width, colour: true, details };
                assert!(render::terminal(&report, terminal).lines().count() > 5, "{name}, {width}");
            }
        }
    }
}

#[test]
fn a_stored_report_reads_as_it_was_written() {
    let mut report = desk::check(desk::MESSAGES[0].1);
    for weight in -400..=400 {
        report.probability = Decibans(weight).probability();
        let json = render::json(&report).unwrap();
        let read: Report = serde_json::from_str(&json).unwrap();
        assert_eq!(render::json(&read).unwrap(), json);
    }
}
