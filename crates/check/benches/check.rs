//! What one message costs from octets to report, and what its forms cost:
//! `cargo bench -p mekiki-check`.
#![expect(clippy::unwrap_used, reason = "a bench of our own text")]

use std::sync::Arc;

use auth::lookup::{Off, Recorded};
use check::{
    Checker, Given, Report,
    render::{self, Terminal},
};
use divan::{Bencher, black_box};
use futures::executor::block_on;
use jiff::tz::TimeZone;
use reading::Brands;
use verdict::words::Language;

const COUPON: &[u8] = include_bytes!("../../../examples/coupon.eml");

fn main() {
    divan::main();
}

fn checker(recorded: bool) -> Checker {
    let dns = Recorded::from_json(include_str!("../../../examples/coupon.dns.json")).unwrap();
    let zone = TimeZone::get("Asia/Tokyo").unwrap();
    match recorded {
        true => Checker::new(Brands::built_in(), Arc::new(dns), zone),
        false => Checker::new(Brands::built_in(), Arc::new(Off), zone),
    }
}

fn given() -> Given {
    Given::at("2021-11-18T12:00:00+09:00".parse().unwrap())
}

fn report() -> Report {
    block_on(checker(true).check(&given(), COUPON))
}

#[divan::bench(args = [true, false])]
fn check_with_dns(bencher: Bencher<'_, '_>, recorded: bool) {
    let (checker, given) = (checker(recorded), given());
    bencher.bench(|| block_on(checker.check(&given, black_box(COUPON))));
}

#[divan::bench]
fn json(bencher: Bencher<'_, '_>) {
    let report = report();
    bencher.bench(|| render::json(black_box(&report)).unwrap());
}

#[divan::bench]
fn terminal(bencher: Bencher<'_, '_>) {
    let report = report();
    let how = Terminal { language: Language::Ja, width: 80, colour: true, details: true };
    bencher.bench(|| render::terminal(black_box(&report), how));
}

#[divan::bench]
fn html(bencher: Bencher<'_, '_>) {
    let report = report();
    bencher.bench(|| render::html(black_box(&report), Language::Ja).unwrap());
}
