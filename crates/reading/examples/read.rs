//! Reads mails and tells what they show, hide and lead to; many at once are only timed.
//!
//! `cargo run --release -p mekiki-reading --example read FILE…`

#![expect(clippy::disallowed_methods, reason = "a tool on files of one's own")]

use std::{env, fs, time::Instant};

use mail::Limits;
use reading::{Brands, html, link::defang};

fn main() {
    let paths: Vec<String> = env::args().skip(1).collect();
    let raws: Vec<Vec<u8>> = paths.iter().filter_map(|path| fs::read(path).ok()).collect();
    let brands = Brands::built_in();
    if let [raw] = raws.as_slice() {
        return tell(raw, &brands);
    }
    for round in 0..2 {
        let (mut parse, mut read, mut notes, mut worst) = (0.0, 0.0, 0.0, (0.0, 0));
        for (place, raw) in raws.iter().enumerate() {
            let start = Instant::now();
            let (mail, _) = mail::parse(raw, &Limits::default());
            let parsed = Instant::now();
            let reading = reading::read(&mail, &brands);
            let took = parsed.elapsed().as_secs_f64();
            let again = Instant::now();
            std::hint::black_box(reading::notes(&reading.subject, &reading.visible, None));
            notes += again.elapsed().as_secs_f64();
            parse += parsed.duration_since(start).as_secs_f64();
            read += took;
            if took > worst.0 {
                worst = (took, place);
            }
        }
        let count = raws.len() as f64;
        let octets: usize = raws.iter().map(Vec::len).sum();
        eprintln!(
            "round {round}: {count} mails, {:.1} KB each; parse {:.0} µs, read {:.0} µs (phrases {:.0}), {:.0} mails a second; worst {:.1} ms {}",
            octets as f64 / count / 1e3,
            parse / count * 1e6,
            read / count * 1e6,
            notes / count * 1e6,
            count / (parse + read),
            worst.0 * 1e3,
            paths.get(worst.1).map_or("", String::as_str),
        );
    }
}

fn tell(raw: &[u8], brands: &Brands) {
    let (mail, _) = mail::parse(raw, &Limits::default());
    let reading = reading::read(&mail, brands);
    println!("subject    {}", reading.subject);
    println!("title      {}", reading.title);
    println!("heading    {}", reading.heading);
    println!(
        "--- visible\n{}\n--- preheader\n{}\n--- hidden {:?}\n{}",
        reading.visible, reading.preheader, reading.hiding, reading.hidden
    );
    println!(
        "--- invisible {:?} left out {} difference {:?}",
        reading.invisible, reading.left_out, reading.difference
    );
    for link in &reading.links {
        let end = link.end().url().map_or_else(|| format!("{:?}", link.end()), defang);
        println!(
            "{:?} «{}» {:?} → {end} {:?} hops {:?} guesses {}",
            link.place,
            link.shown,
            link.shown_host,
            link.oddities,
            link.hops.iter().map(|hop| hop.by).collect::<Vec<_>>(),
            link.guesses.len()
        );
    }
    let unseen = |picture: &&html::Picture| picture.is_unseen;
    println!(
        "pictures {} unseen {}",
        reading.pictures.len(),
        reading.pictures.iter().filter(unseen).count()
    );
    println!(
        "forms {:?}\nphones {:?}\nmailboxes {:?}\nwallets {:?} sums {:?}",
        reading.forms, reading.phones, reading.mailboxes, reading.wallets, reading.sums
    );
    println!("claims {:?}", reading.claims);
}
