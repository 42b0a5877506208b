//! How fast the desk answers, over HTTP on loopback, with SQLite and DNS off: `cargo bench -p mekiki
//! --bench serve`. Client and desk share the machine's cores.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a benchmark may stop where it fails"
)]

#[path = "../tests/desk_load/client.rs"]
mod client;
#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../tests/desk_load/served.rs"]
mod served;

use std::{
    fs,
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

use client::{Client, form, page};
use served::Served;

/// Users at a time.
const USERS: usize = 50;
/// What each of them does, one after the other.
const EACH: usize = 20;

fn main() {
    let mut served = Served::new();
    let address = served.start();
    let small = fs::read("../../examples/coupon.eml").unwrap();
    let large = padded(&small, 60_000);
    pages(address, &large);
    checks(address, "the example of 6 KB", &small);
    checks(address, "60 KB", &large);
    println!(
        "memory: {} MB now, {} MB at the peak",
        served.memory() >> 20,
        served.peak_memory() >> 20
    );
}

/// A message by the example's sender, of so many octets: a shop's news with a row for each product.
fn padded(message: &[u8], octets: usize) -> Vec<u8> {
    let text = String::from_utf8_lossy(message);
    let (header, _) = text.split_once("\r\n\r\n").or_else(|| text.split_once("\n\n")).unwrap();
    let from = header.lines().filter(|line| {
        ["From:", "To:", "Date:", "Subject:", "Message-ID:"]
            .iter()
            .any(|name| line.starts_with(name))
    });
    let mut out = from.collect::<Vec<_>>().join("\r\n");
    out.push_str("\r\nContent-Type: text/html; charset=utf-8\r\n\r\n");
    let mut line = 0;
    while out.len() < octets {
        out.push_str(&row(line));
        line += 1;
    }
    out.into_bytes()
}

/// One product of a shop's news, as mail programs want it laid out: some 700 octets and one link.
fn row(number: usize) -> String {
    let cell = "font-family:'Hiragino Sans',Meiryo,sans-serif;font-size:14px;line-height:1.7;\
        color:#333333;padding:12px 16px;border-bottom:1px solid #e5e5e5;text-align:left";
    format!(
        "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\">\r\n\
         <tr><td style=\"{cell}\"><strong>今週のおすすめ {number}</strong><br>毎日の暮らしに役立つ品を集めました。\
         在庫がなくなり次第終了します。</td></tr>\r\n<tr><td style=\"{cell}\">\
         <a href=\"https://www.mihon-store.example/item/{number}\">くわしく見る</a></td></tr></table>\r\n"
    )
}

/// Handing in on the page and reading the answer.
fn pages(address: SocketAddr, message: &[u8]) {
    let request = form("/check", message);
    let times = at_once(USERS, || {
        let mut client = Client::connect(address).unwrap();
        let times = (0..EACH).map(|_| {
            let started = Instant::now();
            let location = client.send(&request).unwrap().location.unwrap();
            assert_eq!(client.send(&page(&location)).unwrap().status, 200);
            started.elapsed()
        });
        times.collect()
    });
    report("hand in 60 KB on the page and read the answer", times);
}

/// Checks through the API.
fn checks(address: SocketAddr, what: &str, message: &[u8]) {
    let head = format!(
        "POST /api/v1/checks HTTP/1.1\r\nHost: desk\r\nContent-Type: message/rfc822\r\n\
         Content-Length: {}\r\n\r\n",
        message.len()
    );
    let request = [head.as_bytes(), message].concat();
    let times = at_once(8, || {
        let mut client = Client::connect(address).unwrap();
        let times = (0..250).map(|_| {
            let started = Instant::now();
            assert_eq!(client.send(&request).unwrap().status, 201);
            started.elapsed()
        });
        times.collect()
    });
    report(&format!("a check through the API, {what}"), times);
}

/// Runs a user in each of so many threads; all their times, and how long all of it took.
fn at_once(users: usize, user: impl Fn() -> Vec<Duration> + Sync) -> (Vec<Duration>, Duration) {
    let started = Instant::now();
    let times = thread::scope(|scope| {
        let users: Vec<_> = (0..users).map(|_| scope.spawn(&user)).collect();
        users.into_iter().flat_map(|user| user.join().unwrap()).collect()
    });
    (times, started.elapsed())
}

fn report(what: &str, (mut times, all): (Vec<Duration>, Duration)) {
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or_default();
    let each_second = times.len() as f64 / all.as_secs_f64();
    println!(
        "{what}: {each_second:.0} a second; median {:.0?}, p95 {:.0?}, p99 {:.0?}",
        at(50),
        at(95),
        at(99)
    );
}
