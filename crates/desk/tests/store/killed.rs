//! Claims in a process that is killed at any moment: whoever was told yes has the coupon, and there are never
//! more than there are.

use std::{
    collections::HashMap,
    io::{BufRead as _, BufReader, Write as _},
    process::{Command, Stdio},
    time::Duration,
};

use desk::{CampaignNumber, Store, campaign::By};

use crate::{
    claims::{link, running},
    databases::{postgres_url, settings},
    fixtures::minute,
};

/// Where the child finds the desk.
const URL: &str = "MEKIKI_TEST_CLAIMS_URL";

const PEOPLE: i64 = 400;
const STOCK: u64 = 300;

/// The process that is killed: it claims for everybody, and tells each yes once it has it.
#[test]
#[ignore = "a part of the tests here, which start it"]
fn claims_until_it_is_killed() {
    let Ok(url) = std::env::var(URL) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open_with(&url, settings()).await.unwrap();
        let mut asking = Vec::new();
        for first in 1..=8 {
            let store = store.clone();
            asking.push(tokio::spawn(async move {
                for number in (first..=PEOPLE).step_by(8) {
                    let shown = link(&store, CampaignNumber(1), number);
                    if let Ok(coupon) = store.claim_coupon(shown, minute(10)).await.unwrap() {
                        let mut out = std::io::stdout().lock();
                        writeln!(out, "\nyes {number} {}", coupon.code).unwrap();
                        out.flush().unwrap();
                    }
                }
            }));
        }
        for one in asking {
            one.await.unwrap();
        }
    });
}

/// Starts the process, kills it (SIGKILL) after so many milliseconds or at its end; whom it told yes.
#[expect(clippy::disallowed_methods, reason = "this very program, and no mail")]
fn killed_after(url: &str, milliseconds: u64) -> HashMap<i64, String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["killed::claims_until_it_is_killed", "--exact", "--ignored", "--nocapture"])
        .env(URL, url)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = child.stdout.take().unwrap();
    let told = std::thread::spawn(move || {
        let mut told = HashMap::new();
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            let mut words = line.split(' ');
            // The last line can be cut short; then nobody was told.
            if let (Some("yes"), Some(number), Some(code)) =
                (words.next(), words.next(), words.next())
                && code.len() == 19
            {
                told.insert(number.parse().unwrap(), code.to_owned());
            }
        }
        told
    });
    std::thread::sleep(Duration::from_millis(milliseconds));
    child.kill().unwrap();
    child.wait().unwrap();
    told.join().unwrap()
}

/// Moments that are spread, and not the same from run to run.
fn moments() -> impl Iterator<Item = u64> {
    let seed = u64::from(std::process::id())
        ^ u64::from(jiff::Timestamp::now().subsec_nanosecond().unsigned_abs());
    (1..=6).map(move |n| 20 + (seed.wrapping_mul(2_654_435_761).wrapping_add(n * 37)) % 220)
}

fn nothing_is_lost_and_nothing_over_issued(url: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let store = runtime.block_on(async {
        let store = Store::open_with(url, settings()).await.unwrap();
        running(&store, STOCK, usize::try_from(PEOPLE).unwrap()).await;
        store
    });
    let mut told: HashMap<i64, String> = HashMap::new();
    for (round, milliseconds) in moments().chain([20_000]).enumerate() {
        let milliseconds = if round < 6 { milliseconds } else { 3_000 };
        for (number, code) in killed_after(url, milliseconds) {
            let before = told.insert(number, code.clone());
            assert!(before.is_none_or(|before| before == code), "another code for {number}");
        }
        runtime.block_on(is_sound(&store, &told));
    }
    assert!(!told.is_empty(), "nobody was ever told yes");
    runtime.block_on(store.close());
}

/// What the store says agrees with what people were told.
async fn is_sound(store: &Store, told: &HashMap<i64, String>) {
    let campaign = store.campaign_numbered(CampaignNumber(1)).await.unwrap();
    let mut coupons = 0;
    for number in 1..=PEOPLE {
        let standing = store.standing(link(store, campaign.number, number), minute(11)).await;
        let code = standing.unwrap().coupon.ok().flatten().map(|coupon| coupon.code.to_string());
        coupons += u64::from(code.is_some());
        if let Some(expected) = told.get(&number) {
            assert_eq!(code.as_ref(), Some(expected), "{number} was told yes");
        }
    }
    let issued = store.campaign(By::Machine, &campaign.id).await.unwrap().issued;
    assert_eq!(issued, coupons);
    assert!(issued <= STOCK);
}

#[test]
fn a_killed_process_loses_no_coupon_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("desk.sqlite").display());
    nothing_is_lost_and_nothing_over_issued(&url);
}

#[test]
fn a_killed_process_loses_no_coupon_on_postgresql() {
    nothing_is_lost_and_nothing_over_issued(&postgres_url());
}
