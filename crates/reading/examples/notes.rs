//! Prints what the phrases of each text file say: subject on the first line, visible text below.
//!
//! `cargo run --release -p mekiki-reading --example notes FILE…`

#![expect(clippy::disallowed_methods, reason = "a tool on files of one's own")]

use std::{env, fs, time::Instant};

fn main() {
    let start = Instant::now();
    let _ = reading::notes("", "", None);
    eprintln!("{:.1} ms to read the phrases", start.elapsed().as_secs_f64() * 1e3);
    let (mut bytes, mut seconds) = (0, 0.0);
    for path in env::args().skip(1) {
        let Ok(raw) = fs::read(&path) else { continue };
        let text = String::from_utf8_lossy(&raw);
        let (subject, visible) = text.split_once('\n').unwrap_or((&text, ""));
        let start = Instant::now();
        let notes = reading::notes(subject, visible, None);
        seconds += start.elapsed().as_secs_f64();
        bytes += text.len();
        let name = path.rsplit('/').next().unwrap_or(&path);
        println!("{name}\tlanguage\t{}\t\t", notes.language.code());
        for request in notes.requests {
            println!("{name}\trequest\t{}\t\t{}", request.kind.as_str(), request.words);
        }
        for lure in notes.lures {
            let (kind, words) = (lure.kind.as_str(), lure.words);
            println!("{name}\tlure\t{kind}\t{}\t{words}", lure.strength);
        }
        for warning in notes.warnings {
            println!("{name}\twarning\t\t\t{warning}");
        }
    }
    eprintln!("{:.1} µs for each 10 KB", seconds * 1e10 / bytes.max(1) as f64);
}
