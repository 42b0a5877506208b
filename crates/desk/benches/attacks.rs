//! What it costs to find out which reports belong together: a hundred thousand at once, one more
//! after that, and one more in the store. `cargo bench -p mekiki-desk --bench attacks`.

#![expect(clippy::unwrap_used, reason = "a bench that cannot start should stop")]

use desk::{
    ReportId, Store, Traits,
    attack::{Clusters, Member, Template},
    event::{Reporter, SeenUrl},
};
use jiff::{SignedDuration, Timestamp};

fn main() {
    divan::main();
}

/// Words of which the texts are made.
const WORDS: [&str; 24] = [
    "お客様の",
    "カードの",
    "ご利用を",
    "一時停止",
    "しました",
    "本人確認の",
    "お手続きを",
    "お願い",
    "いたします",
    "下記の",
    "リンク",
    "から",
    "二十四時間",
    "以内に",
    "荷物を",
    "お届け",
    "不在の",
    "ため",
    "持ち帰り",
    "再配達を",
    "ご依頼",
    "ください",
    "料金の",
    "未払い",
];

/// Texts that have nothing in common but the words they are made of.
const TEXTS: usize = 2_000;

/// A report's traits: one of the texts, with a word of its own in it.
fn traits(number: usize) -> Traits {
    let mut state = (number % TEXTS) as u64;
    let mut text = String::new();
    for place in 0..80 {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let word = if place == 40 { number / TEXTS } else { (state >> 33) as usize };
        text.push_str(WORDS.get(word % WORDS.len()).copied().unwrap_or_default());
    }
    let brand = format!("brand-{}", number % TEXTS % 40);
    Traits { template: Template::of(&text), brand: Some(brand), ..Traits::default() }
}

#[divan::bench(sample_count = 3)]
fn a_hundred_thousand_reports(bencher: divan::Bencher<'_, '_>) {
    let reports: Vec<Traits> = (0..100_000).map(traits).collect();
    bencher.bench_local(|| {
        let mut clusters = Clusters::default();
        reports.iter().for_each(|traits| clusters.join(traits));
        clusters.attacks().len()
    });
}

#[divan::bench]
fn one_more_after_a_hundred_thousand(bencher: divan::Bencher<'_, '_>) {
    let mut clusters = Clusters::default();
    (0..100_000).for_each(|number| clusters.join(&traits(number)));
    let mut next = 100_000..;
    bencher.with_inputs(|| traits(next.next().unwrap_or(0))).bench_local_values(|one| {
        clusters.join(&one);
    });
}

/// Reports in the store before it is measured: each is a transaction.
const KEPT: usize = 20_000;

#[divan::bench(sample_count = 100)]
fn one_more_in_the_store(bencher: divan::Bencher<'_, '_>) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}/desk.db", folder.path().display());
    let store = runtime.block_on(Store::open(&url)).unwrap();
    let start = Timestamp::UNIX_EPOCH;
    let join = |number: usize, traits: &Traits| {
        let host = format!("h{number}.example");
        let url = format!("https://{host}/");
        let pages = [SeenUrl { url, domain: host.clone(), tld: "example".to_owned(), host }];
        let at = start + SignedDuration::from_secs(number as i64);
        let member = Member {
            brand: traits.brand.as_deref(),
            pages: &pages,
            subject: Some("重要なお知らせ"),
            reporter: Reporter((number as u128 % 5_000).to_be_bytes()),
            reputation: 1.0,
            at,
        };
        let id = ReportId::parse(&format!("{number:021}A")).unwrap();
        runtime.block_on(store.join_attack(&id, traits, &member, at)).unwrap()
    };
    for number in 0..KEPT {
        join(number, &traits(number));
    }
    let mut next = KEPT..;
    bencher
        .with_inputs(|| {
            let number = next.next().unwrap_or(0);
            (number, traits(number))
        })
        .bench_local_values(|(number, traits)| join(number, &traits));
}

#[divan::bench]
fn traits_of_a_text(bencher: divan::Bencher<'_, '_>) {
    let text = WORDS.concat().repeat(6);
    bencher.bench_local(|| Template::of(&text));
}
