//! Answers conformance cases: `mekiki conformance SUITE < cases.jsonl > results.jsonl`.
//!
//! One JSON object a line in, one a line out with the same `id`; a file for each suite. Cases carry
//! their own DNS; nothing is asked of the network.

mod arc;
mod arf;
mod authres;
mod confusables;
mod dkim;
mod dmarc;
mod html;
mod idna;
mod idnspoof;
mod mime;
mod psl;
mod qr;
mod spf;
mod spoof;
mod url;

use std::io::{self, BufRead, Write};

use serde_json::{Value, json};

/// Reads cases and writes results until the input ends.
pub(crate) fn run(suite: &str) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let Ok(case) = serde_json::from_str::<Value>(&line?) else { continue };
        let mut result = answer(suite, &case).unwrap_or_else(|| json!({"error": "unsupported"}));
        if let Some(object) = result.as_object_mut() {
            object.insert("id".into(), case.get("id").cloned().unwrap_or_default());
        }
        writeln!(out, "{result}")?;
    }
    out.flush()
}

/// `None`: the suite or operation is not supported.
fn answer(suite: &str, case: &Value) -> Option<Value> {
    match suite {
        "arc" => arc::answer(case),
        "arf" => arf::answer(case),
        "authres" => authres::answer(case),
        "confusables" => confusables::answer(case),
        "dkim" => dkim::answer(case),
        "dmarc" => dmarc::answer(case),
        "html" => html::answer(case),
        "idna" => idna::answer(case),
        "idnspoof" => idnspoof::answer(case),
        "mime" => mime::answer(case),
        "psl" => psl::answer(case),
        "qr" => qr::answer(case),
        "spf" => spf::answer(case),
        "spoof" => spoof::answer(case),
        "url" => url::answer(case),
        _ => None,
    }
}
