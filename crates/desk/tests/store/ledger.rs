use desk::{
    CampaignNumber, Store,
    ledger::{Day, Entry, Hash, Label},
};
use jiff::Timestamp;

use crate::{databases::on_both, fixtures::minute};

const BRAND: &str = "mihon";

fn today() -> Day {
    Day::of(minute(0).to_zoned_datetime(jiff::tz::TimeZone::UTC).date()).unwrap()
}

fn label(campaign: i64) -> Label {
    Label { day: today(), campaign: Some(CampaignNumber(campaign)) }
}

/// Hashes as they are spread in life, of messages that were numbered.
fn hashes(store: &Store, numbers: std::ops::Range<u32>) -> Vec<Hash> {
    let hasher = store.ledger_hasher(BRAND);
    numbers.map(|number| hasher.message_id(&format!("{number}@mihon-store.example"))).collect()
}

fn entries(store: &Store, numbers: std::ops::Range<u32>, campaign: i64) -> Vec<Entry> {
    let label = label(campaign);
    hashes(store, numbers).into_iter().map(|hash| Entry { hash, label }).collect()
}

async fn found(store: &Store, hashes: &[Hash], now: Timestamp) -> usize {
    let mut found = 0;
    for some in hashes.chunks(50) {
        let labels = store.look_up_ledger(BRAND, some, now).await.unwrap();
        found += labels.iter().flatten().count();
    }
    found
}

on_both! {
    async fn what_was_entered_is_found_with_its_day_and_campaign_and_nothing_else_is(store: Store) {
        let sent = hashes(&store, 0..40);
        assert_eq!(store.enter_ledger(BRAND, &sent, label(7)).await.unwrap(), 40);
        assert_eq!(store.enter_ledger(BRAND, &sent, label(8)).await.unwrap(), 0, "twice is once");
        for even_few in [false, true] {
            store.pack_ledger(even_few, minute(1)).await.unwrap();
            let asked = [sent[0], hashes(&store, 40..41)[0], sent[39]];
            let labels = store.look_up_ledger(BRAND, &asked, minute(1)).await.unwrap();
            assert_eq!(labels, [Some(label(7)), None, Some(label(7))], "packed: {even_few}");
            assert_eq!(store.look_up_ledger("other", &asked, minute(1)).await.unwrap(), [None; 3]);
        }
        assert_eq!(store.look_up_ledger(BRAND, &[], minute(1)).await.unwrap(), []);
    }

    async fn rows_move_into_volumes_and_many_volumes_become_few(store: Store) {
        for batch in 0..9 {
            let from = batch * 3_000;
            let entered = store.enter_ledger_volume(BRAND, entries(&store, from..from + 3_000, 1), minute(0));
            assert_eq!(entered.await.unwrap(), 3_000);
        }
        // Some that are in a volume already.
        store.enter_ledger(BRAND, &hashes(&store, 26_000..28_000), label(1)).await.unwrap();
        let packed = store.pack_ledger(true, minute(1)).await.unwrap();
        assert_eq!((packed.moved, packed.expired), (2_000, 0));
        let [size] = &store.ledger_sizes().await.unwrap()[..] else { panic!("one brand") };
        assert_eq!((size.recent, size.packed), (0, 28_000), "{size:?}");
        assert!(size.volumes <= 6, "{size:?}");
        assert_eq!(found(&store, &hashes(&store, 0..28_000), minute(1)).await, 28_000);
        assert_eq!(found(&store, &hashes(&store, 28_000..30_000), minute(1)).await, 0);
    }

    async fn what_is_past_its_time_is_no_longer_found_and_then_gone(store: Store) {
        store.keep_ledger(BRAND, 30).await.unwrap();
        let old = Label { day: today().back(31), campaign: None };
        let kept = Label { day: today().back(30), campaign: None };
        let (past, here) = (hashes(&store, 0..10), hashes(&store, 10..20));
        store.enter_ledger(BRAND, &past, old).await.unwrap();
        store.enter_ledger(BRAND, &here, kept).await.unwrap();
        assert_eq!(found(&store, &past, minute(1)).await, 0);
        assert_eq!(found(&store, &here, minute(1)).await, 10);
        store.pack_ledger(true, minute(1)).await.unwrap();
        assert_eq!(found(&store, &here, minute(1)).await, 10);
        let next_year = "2028-01-01T00:00:00Z".parse().unwrap();
        let packed = store.pack_ledger(true, next_year).await.unwrap();
        assert_eq!(packed.expired, 20);
        let [size] = &store.ledger_sizes().await.unwrap()[..] else { panic!("one brand") };
        assert_eq!((size.recent, size.packed, size.volumes), (0, 0, 0));
    }

    async fn only_one_at_a_time_packs_a_brand(store: Store) {
        store.enter_ledger(BRAND, &hashes(&store, 0..100), label(1)).await.unwrap();
        let (one, other) =
            tokio::join!(store.pack_ledger(true, minute(1)), store.pack_ledger(true, minute(1)));
        assert_eq!(one.unwrap().moved + other.unwrap().moved, 100);
        assert_eq!(found(&store, &hashes(&store, 0..100), minute(1)).await, 100);
    }
}
