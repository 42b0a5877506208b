//! What people read, word for word.
#![expect(clippy::unwrap_used, reason = "test")]

mod door;

use door::{example, run};

#[test]
fn answers_about_the_examples_read_so() {
    for name in ["coupon", "coupon-forged"] {
        for language in ["ja", "en"] {
            let file = example(&format!("{name}.eml"));
            let args = ["check", &file, "--now", "2021-11-18T12:00:00+09:00", "--lang", language];
            insta::assert_snapshot!(format!("{name}.{language}"), run(&args, b"").out);
            let args = [&args[..], &["--details"]].concat();
            insta::assert_snapshot!(format!("{name}.details.{language}"), run(&args, b"").out);
        }
        let file = example(&format!("{name}.eml"));
        let args = ["check", &file, "--now", "2021-11-18T12:00:00+09:00", "--format", "header"];
        insta::assert_snapshot!(format!("{name}.header"), run(&args, b"").out);
    }
}

#[test]
fn help_reads_so() {
    for command in ["", "check", "scan", "brand"] {
        let args: Vec<&str> =
            [command, "--help"].into_iter().filter(|arg| !arg.is_empty()).collect();
        let name = if command.is_empty() { "mekiki" } else { command };
        insta::assert_snapshot!(format!("help.{name}"), run(&args, b"").out);
    }
}

#[test]
fn schema_completions_and_manual_are_printed() {
    let schema: serde_json::Value = serde_json::from_str(&run(&["schema"], b"").out).unwrap();
    assert_eq!(schema["properties"]["version"]["const"], 1);
    assert!(run(&["completions", "bash"], b"").out.contains("mekiki"));
    assert!(run(&["manual", "check"], b"").out.contains("mekiki\\-check"));
}
