//! Claims a second, on SQLite and on a PostgreSQL of its own on the same machine.
//!
//! `cargo bench -p mekiki-desk --bench claims`; MEKIKI_BENCH_CLAIMS sets how many (20,000 otherwise).
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a measure")]

#[path = "../tests/store/databases.rs"]
#[expect(
    dead_code,
    unused_macros,
    unused_imports,
    reason = "made for tests, and used here in part"
)]
mod databases;

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

use desk::{
    CampaignNumber, CampaignState, InvitationNumber, NewCampaign, Store,
    campaign::{By, Purpose, Shown},
};
use jiff::Timestamp;

fn main() {
    let many = std::env::var("MEKIKI_BENCH_CLAIMS").ok().and_then(|many| many.parse().ok());
    let many: i64 = many.unwrap_or(20_000);
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite://{}", folder.path().join("desk.sqlite").display());
    measured("SQLite", &sqlite, many);
    measured("PostgreSQL", &databases::postgres_url(), many);
}

fn measured(name: &str, url: &str, many: i64) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(url).await.unwrap();
        let started = Instant::now();
        let campaign = prepared(&store, many).await;
        let took = started.elapsed().as_secs_f64();
        println!("{name}: {:.0} people invited a second", many as f64 / took);
        for people in [1, 16, 64, 256] {
            claimed(name, &store, (campaign, people), many / 4).await;
        }
        store.close().await;
    });
}

/// Invites so many people, who all have their message.
async fn prepared(store: &Store, many: i64) -> CampaignNumber {
    let now = Timestamp::now();
    let mut new = NewCampaign::read(NewCampaign::EXAMPLE).unwrap();
    new.stock = u64::try_from(many).unwrap();
    let id = store.create_campaign(By::Machine, &new, now).await.unwrap();
    let mut inviting = store.invite(By::Machine, &id, now).await.unwrap();
    for number in 0..many {
        inviting.feed(format!("person{number}@mailbox.example,\n").as_bytes()).await.unwrap();
    }
    inviting.finish().await.unwrap();
    store.change_campaign(By::Machine, &id, CampaignState::Running, now).await.unwrap();
    store.sent_elsewhere(By::Machine, &id, now).await.unwrap();
    store.campaign(By::Machine, &id).await.unwrap().number
}

fn link(store: &Store, campaign: CampaignNumber, number: i64) -> Shown {
    let (links, number) = (store.links(), InvitationNumber(number));
    let token = links.token(Purpose::Claim, campaign, number).unwrap();
    links.open(Purpose::Claim, &token).unwrap()
}

/// So many people at a time claim, each their own coupon, until all of this round have one.
async fn claimed(
    name: &str,
    store: &Store,
    (campaign, people): (CampaignNumber, usize),
    many: i64,
) {
    static NEXT: AtomicI64 = AtomicI64::new(0);
    let first = store.campaign_numbered(campaign).await.unwrap().issued;
    NEXT.store(i64::try_from(first).unwrap(), Ordering::SeqCst);
    let last = i64::try_from(first).unwrap() + many;
    let started = Instant::now();
    let waits: Vec<_> = (0..people)
        .map(|_| {
            let store = Arc::new(store.clone());
            tokio::spawn(async move {
                let mut waited = Vec::new();
                loop {
                    let number = NEXT.fetch_add(1, Ordering::SeqCst) + 1;
                    if number > last {
                        return waited;
                    }
                    let asked = Instant::now();
                    let shown = link(&store, campaign, number);
                    store.claim_coupon(shown, Timestamp::now()).await.unwrap().unwrap();
                    waited.push(asked.elapsed());
                }
            })
        })
        .collect();
    let mut waited: Vec<Duration> = Vec::new();
    for one in waits {
        waited.extend(one.await.unwrap());
    }
    let took = started.elapsed().as_secs_f64();
    waited.sort_unstable();
    let at = |share: f64| {
        let place = (waited.len() as f64 * share) as usize;
        waited.get(place.min(waited.len() - 1)).map_or(0.0, |wait| wait.as_secs_f64() * 1_000.0)
    };
    println!(
        "{name}: {people} at a time: {:.0} claims/s, wait p50 {:.2} ms, p99 {:.2} ms",
        many as f64 / took,
        at(0.5),
        at(0.99)
    );
}
