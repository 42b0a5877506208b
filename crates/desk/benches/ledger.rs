//! How long a question to the ledger takes, and how large it is on disk.
//!
//! `cargo bench -p mekiki-desk --bench ledger -- 100000000` generates so many entries (default: a million) of one brand in
//! an SQLite file in a temporary folder ($TMPDIR), packs it, and asks for messages that are there and messages that are not.
//! What is measured is [`Store::look_up_ledger`] with the two hashes that a message shows.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a bench that cannot start should stop"
)]

use std::time::{Duration, Instant};

use desk::{
    CampaignNumber, Store,
    ledger::{Day, Entry, Hash, Label},
};
use jiff::{Timestamp, civil::date};

const BRAND: &str = "mihon-store";
const QUESTIONS: u64 = 20_000;
const VOLUME: u64 = 4_000_000;

fn main() {
    let entries = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let entries: u64 = entries.unwrap_or(1_000_000);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(measure(entries));
}

async fn measure(entries: u64) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.sqlite");
    let store = Store::open(&format!("sqlite://{}", file.display())).await.unwrap();
    let now: Timestamp = "2026-11-24T12:00:00+09:00".parse().unwrap();
    let label =
        Label { day: Day::of(date(2026, 11, 16)).unwrap(), campaign: Some(CampaignNumber(1)) };

    let began = Instant::now();
    for from in (0..entries).step_by(usize::try_from(VOLUME).unwrap()) {
        let some = (from..(from + VOLUME).min(entries)).map(|n| Entry { hash: hash(n), label });
        store.enter_ledger_volume(BRAND, some.collect(), now).await.unwrap();
    }
    println!("entered  {entries} entries in {:.1} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    store.pack_ledger(true, now).await.unwrap();
    println!("packed   in {:.1} s", began.elapsed().as_secs_f64());
    let [size] = &store.ledger_sizes().await.unwrap()[..] else { panic!("one brand") };
    println!("volumes  {}", size.volumes);

    let (mut there, mut not) = (Vec::new(), Vec::new());
    for n in 0..QUESTIONS {
        // Spread over all of it, so that no question finds its page already in memory.
        let n = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) % entries;
        there.push(ask(&store, hash(n), now, true).await);
        not.push(ask(&store, hash(n + entries), now, false).await);
    }
    println!("a yes    {}", told(&mut there));
    println!("a no     {}", told(&mut not));
    // What is in use: packing leaves room in the file that later entries take.
    let copy = folder.path().join("copy");
    store.back_up(&copy).await.unwrap();
    let octets = std::fs::metadata(&copy).unwrap().len();
    std::fs::remove_file(copy).unwrap();
    println!("in use   {octets} octets, {:.1} an entry", octets as f64 / entries as f64);
    store.close().await;
    let octets: u64 = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|file| file.unwrap().metadata().unwrap().len())
        .sum();
    println!("on disk  {octets} octets, {:.1} an entry", octets as f64 / entries as f64);
}

async fn ask(store: &Store, hash: Hash, now: Timestamp, is_there: bool) -> Duration {
    // A message shows its signed content, and its Message-ID.
    let shown = [Hash([0xab; 16]), hash];
    let began = Instant::now();
    let found = store.look_up_ledger(BRAND, &shown, now).await.unwrap();
    let took = began.elapsed();
    assert_eq!(found.last().unwrap().is_some(), is_there);
    took
}

fn told(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    format!("p50 {:.3} ms, p99 {:.3} ms, worst {:.3} ms", at(0.5), at(0.99), at(1.0))
}

/// Hashes as they are spread in life: the 128 bits of two mixed numbers (splitmix64).
fn hash(n: u64) -> Hash {
    let mix = |seed: u64| {
        let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let mut octets = [0; 16];
    octets[..8].copy_from_slice(&mix(n).to_be_bytes());
    octets[8..].copy_from_slice(&mix(!n).to_be_bytes());
    Hash(octets)
}
