//! What the tests of the conversation share: a report about a message, and a talk as a script.
#![allow(dead_code, reason = "each test file is a crate of its own and uses a part")]

use std::{fmt::Write as _, sync::Arc};

use auth::lookup::Recorded;
use check::{Checker, Given, Report};
use desk::conversation::{Dialogue, Input, Known, LineKind, Screen};
use jiff::tz::TimeZone;
use reading::Brands;
use verdict::words::Language;

/// The report about a message, in the days of the story.
pub(crate) fn report(raw: &[u8]) -> Report {
    let dns = include_str!("../../../../examples/coupon.dns.json");
    let dns = Recorded::from_json(dns).unwrap();
    checked(raw, Arc::new(dns))
}

/// The report when nothing could be asked of DNS.
pub(crate) fn report_without_dns(raw: &[u8]) -> Report {
    checked(raw, Arc::new(auth::lookup::Off))
}

fn checked(raw: &[u8], lookup: Arc<dyn auth::lookup::Lookup>) -> Report {
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    let checker = Checker::new(Brands::built_in(), lookup, zone);
    let given = Given::at("2021-11-18T12:00:00+09:00".parse().unwrap());
    futures::executor::block_on(checker.check(&given, raw))
}

/// Plays a talk: each step is an option's id, or typed text after 「＞」.
pub(crate) fn play(language: Language, known: &Known<'_>, steps: &[&str]) -> String {
    let dialogue = Dialogue::built_in();
    let (mut talk, screen) = dialogue.begin(language, known);
    let mut out = String::new();
    show(&mut out, &screen);
    for step in steps {
        let input = match step.strip_prefix('＞') {
            Some(text) => Input::Typed(text.to_owned()),
            None => Input::Chose((*step).to_owned()),
        };
        let screen;
        (talk, screen) = dialogue.step(talk, known, &input);
        let said = talk.turns.iter().rev().nth(1).and_then(|turn| turn.lines.first());
        let _ = writeln!(out, "\n> {}\n", said.map(|line| line.text.as_str()).unwrap_or_default());
        show(&mut out, &screen);
    }
    out
}

fn show(out: &mut String, screen: &Screen) {
    let _ = writeln!(out, "({})", screen.node);
    for line in &screen.standing {
        let _ = writeln!(out, "=== {}", line.text);
    }
    for line in &screen.lines {
        let sign = match line.kind {
            LineKind::Say => "",
            LineKind::Urgent => "!! ",
            LineKind::Answer => "** ",
            LineKind::Row => "   ",
            LineKind::Reason => " ∴ ",
            LineKind::Todo => " → ",
            LineKind::Step => " # ",
            LineKind::Note => "   …",
        };
        let _ = writeln!(out, "{sign}{}", line.text);
    }
    let options: Vec<&str> = screen.options.iter().map(|option| option.label.as_str()).collect();
    let actions: Vec<&str> = screen.actions.iter().map(|button| button.label.as_str()).collect();
    let _ = writeln!(out, "[{}]", options.join(" | "));
    if !actions.is_empty() {
        let _ = writeln!(out, "<{}>", actions.join(" | "));
    }
    if screen.hand_over {
        let _ = writeln!(out, "(a person is called)");
    }
}
