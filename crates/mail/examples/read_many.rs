//! Reads every file named on the command line and tells how fast, and what was odd.
//!
//! `cargo run --release -p mekiki-mail --example read_many -- mails/*.eml`

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::time::Instant;

use mail::{Authors, Limits};

fn main() -> io::Result<()> {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let limits = Limits::default();
    let mails = names.iter().map(|name| read(name, &limits)).collect::<io::Result<Vec<_>>>()?;
    let octets: usize = mails.iter().map(Vec::len).sum();

    let start = Instant::now();
    let parts: usize = mails.iter().map(|raw| mail::parse(raw, &limits).0.parts.len()).sum();
    let parsing = start.elapsed();

    let mut characters = 0;
    for raw in &mails {
        let (mail, _) = mail::parse(raw, &limits);
        for leaf in mail.leaves().filter(|leaf| leaf.media_type.starts_with("text/")) {
            characters += leaf.text(&limits).len();
        }
    }
    let reading = start.elapsed() - parsing;

    let mut oddities: BTreeMap<String, usize> = BTreeMap::new();
    for (name, raw) in names.iter().zip(&mails) {
        let (mail, anomalies) = mail::parse(raw, &limits);
        let leaves = mail.leaves().filter(|leaf| leaf.media_type.starts_with("text/"));
        let inside = leaves.flat_map(|leaf| leaf.read_text(&limits).1);
        for anomaly in anomalies.into_iter().chain(inside) {
            *oddities.entry(format!("{anomaly:?}")).or_default() += 1;
        }
        match mail.authors() {
            Authors::One(_) => *oddities.entry("one author".into()).or_default() += 1,
            authors @ (Authors::None | Authors::Ambiguous(_)) => println!("{name}: {authors:?}"),
        }
        if mail.date().is_none() {
            let date = mail.header.first("date").map(mail::Field::text);
            println!("{name}: no date in {date:?}");
        }
    }
    for (oddity, count) in oddities {
        println!("{count:7} {oddity}");
    }
    println!("{} mails, {octets} octets, {parts} parts, {characters} octets of text", mails.len());
    println!("parse: {:.0} mails/s", mails.len() as f64 / parsing.as_secs_f64());
    println!("parse and text: {:.0} mails/s", mails.len() as f64 / reading.as_secs_f64());
    Ok(())
}

fn read(name: &str, limits: &Limits) -> io::Result<Vec<u8>> {
    let mut raw = Vec::new();
    File::open(name)?.take(limits.message_octets as u64).read_to_end(&mut raw)?;
    Ok(raw)
}
