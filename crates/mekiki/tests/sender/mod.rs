//! A desk that sends to a relay of its own, and a campaign that runs.
#![allow(dead_code, reason = "each test file is a crate of its own and uses a part")]

use std::{path::Path, process::Command};

use check::Bilingual;
use desk::{
    Campaign, CampaignState, NewCampaign, Store, Terms,
    campaign::{By, Inviter},
    sending::SendingCounts,
};
use jiff::Timestamp;
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::smtp;

/// A desk in a folder, with settings, a key, a relay and a campaign.
pub(crate) struct Sender {
    pub(crate) folder: TempDir,
    pub(crate) relay: smtp::Relay,
    pub(crate) campaign: Campaign,
    /// What `campaign key new` printed.
    pub(crate) key: String,
    store: Store,
    runtime: Runtime,
}

fn both(text: &str) -> Bilingual {
    Bilingual { ja: text.to_owned(), en: text.to_owned() }
}

impl Sender {
    /// A desk whose campaign invites them; `more` stands in the settings under `[sending]`.
    pub(crate) fn new(addresses: &[String], more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        let made = mekiki(folder.path())
            .args(["campaign", "key", "new", "--selector", "m1", "--domain", "mihon-store.example"])
            .args(["--kind", "ed25519", "--out", "key.pem"])
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let url = format!("sqlite://{}", folder.path().join("desk.db").display());
        let settings = format!(
            "[database]\nurl = \"{url}\"\n[sending]\nrelay = \"{}\"\nper_minute = 0\n\
             pages = \"https://www.mihon-store.example/coupon\"\npatience_seconds = 1\n\
             again_after_seconds = 1\n{more}\n[[sending.keys]]\ndomain = \"mihon-store.example\"\n\
             selector = \"m1\"\nfile = \"key.pem\"\n",
            relay.url(),
        );
        std::fs::write(folder.path().join("mekiki.toml"), settings).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let store = runtime.block_on(Store::open(&url)).unwrap();
        let campaign = runtime.block_on(running(&store, addresses));
        let key = String::from_utf8(made.stdout).unwrap();
        Self { folder, relay, campaign, key, store, runtime }
    }

    /// `mekiki campaign …`, to be run.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = mekiki(self.folder.path());
        command.arg("campaign").args(args);
        command
    }

    /// Its exit code, and what it prints and says.
    pub(crate) fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let run = self.command(args).output().unwrap();
        let text = |octets| String::from_utf8(octets).unwrap();
        (run.status.code(), text(run.stdout), text(run.stderr))
    }

    /// How many are where.
    pub(crate) fn counts(&self) -> SendingCounts {
        self.runtime.block_on(self.store.sending_counts(self.campaign.number)).unwrap()
    }

    /// Brings the campaign into another state.
    pub(crate) fn becomes(&self, state: CampaignState) {
        let (id, now) = (&self.campaign.id, Timestamp::now());
        self.runtime.block_on(self.store.change_campaign(By::Machine, id, state, now)).unwrap();
    }
}

fn mekiki(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mekiki"));
    command.current_dir(folder).env("LC_ALL", "C").env("TZ", "Asia/Tokyo");
    command
}

/// `person0@mailbox.example` and so on.
pub(crate) fn people(many: usize) -> Vec<String> {
    (0..many).map(|n| format!("person{n}@mailbox.example")).collect()
}

async fn running(store: &Store, addresses: &[String]) -> Campaign {
    let now = Timestamp::now();
    let new = NewCampaign {
        brand: "mihon-store".to_owned(),
        name: "秋の招待".to_owned(),
        terms: Terms {
            amount: 500,
            minimum: 0,
            claim_days: 6,
            use_days: 7,
            claims_end: None,
            title: both("【ご招待】500円OFFクーポンのお知らせ"),
            words: both(""),
            from: Inviter {
                name: both("みほんストア"),
                address: "news@mihon-store.example".to_owned(),
                reply_to: None,
            },
            shop: "https://www.mihon-store.example/".to_owned(),
        },
        stock: 1000,
    };
    let id = store.create_campaign(By::Machine, &new, now).await.unwrap();
    let list: String = addresses.iter().map(|address| format!("{address}\n")).collect();
    let mut inviting = store.invite(By::Machine, &id, now).await.unwrap();
    inviting.feed(list.as_bytes()).await.unwrap();
    inviting.finish().await.unwrap();
    store.change_campaign(By::Machine, &id, CampaignState::Running, now).await.unwrap();
    store.campaign(By::Machine, &id).await.unwrap()
}
