//! The shop's side: a desk, a relay, a key, a campaign, all by the commands that its people type.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::smtp;

/// A desk that runs, with a relay of its own.
pub(crate) struct Desk {
    folder: TempDir,
    relay: smtp::Relay,
    child: Child,
    /// Where it listens, without a slash at the end.
    pub(crate) address: String,
    key: String,
}

/// A fault, as the command lists it.
pub(crate) struct Fault {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) opened_by: String,
}

const TERMS: &str = r#"
brand = "mihon-store"
name = "秋の招待"
stock = 1000

[terms]
amount = 500
minimum = 0
claim_days = 6
use_days = 7
title = { ja = "【ご招待】500円OFFクーポンのお知らせ", en = "You are invited: 500 yen off" }
words = { ja = "", en = "" }
shop = "https://www.mihon-store.example/"
from = { name = { ja = "みほんストア", en = "Mihon Store" }, address = "news@mihon-store.example" }
"#;

impl Desk {
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        let run = |args: &[&str]| run(&folder, args, "");
        let key = ["campaign", "key", "new", "--selector", "s1", "--domain", "mihon-store.example"];
        let made = run(&[&key[..], &["--kind", "ed25519", "--out", "key.pem"]].concat());
        let record = made.split('"').find(|part| part.contains("v=DKIM1")).map(str::to_owned);
        let record = record.unwrap_or_else(|| {
            made.lines()
                .find_map(|line| line.split_once("v=DKIM1"))
                .map(|(_, rest)| format!("v=DKIM1{rest}"))
                .unwrap()
        });
        fs::write(folder.path().join("dns.json"), dns(record.trim())).unwrap();
        fs::write(folder.path().join("mekiki.toml"), settings(&relay.url())).unwrap();
        let (child, address) = serve(&folder);
        let key = run(&["key", "add", "shop", "--scope", "campaigns", "--brand", "mihon-store"]);
        Self { folder, relay, child, address, key: key.trim().to_owned() }
    }

    fn run(&self, args: &[&str]) -> String {
        run(&self.folder, args, "")
    }

    /// A file beside the desk.
    pub(crate) fn keep(&self, name: &str, octets: &[u8]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, octets).unwrap();
        path
    }

    pub(crate) fn creates_campaign(&self) -> String {
        let file = self.keep("campaign.toml", TERMS.as_bytes());
        let said = self.run(&["campaign", "create", file.to_str().unwrap()]);
        said.split_whitespace().find(|word| word.len() == 22).expect("an id").to_owned()
    }

    pub(crate) fn everybody(&self, many: usize, customer: &str) -> Vec<String> {
        let others = (1..many).map(|n| format!("person{n}@mailbox.example"));
        others.chain([customer.to_owned()]).collect()
    }

    pub(crate) fn invites(&self, campaign: &str, many: usize, customer: &str) {
        let list = self.everybody(many, customer).join("\n");
        let file = self.keep("invited.csv", list.as_bytes());
        let said = self.run(&["campaign", "invite", campaign, file.to_str().unwrap()]);
        assert!(said.contains(&many.to_string()), "{said}");
    }

    pub(crate) fn sends(&self, campaign: &str) {
        self.run(&["campaign", "start", campaign]);
        self.run(&["campaign", "send", campaign]);
    }

    pub(crate) fn waits_until_sent(&self, many: usize) {
        let began = Instant::now();
        while self.relay.count() < many {
            assert!(began.elapsed() < Duration::from_secs(120), "{} of {many}", self.relay.count());
            std::thread::sleep(Duration::from_millis(50));
        }
        assert_eq!(self.relay.count(), many, "nobody gets two");
    }

    /// The one message that somebody has.
    pub(crate) fn mail_of(&self, address: &str) -> Vec<u8> {
        let [mail] = &self.relay.mailbox(address)[..] else { panic!("one message for {address}") };
        mail.clone()
    }

    /// Loads the list of who may have the coupon.
    pub(crate) fn elects(&self, campaign: &str, addresses: &[String]) {
        let file = self.keep("eligible.csv", addresses.join("\n").as_bytes());
        self.run(&["campaign", "eligible", campaign, file.to_str().unwrap()]);
    }

    pub(crate) fn faults(&self, campaign: &str) -> Vec<Fault> {
        let listed = self.run(&["campaign", "faults", campaign]);
        let fault = |line: &str| {
            let cells: Vec<&str> = line.split('\t').collect();
            Fault {
                id: cells[0].to_owned(),
                kind: cells[1].to_owned(),
                opened_by: cells[3].to_owned(),
            }
        };
        listed.lines().map(fault).collect()
    }

    pub(crate) fn adds_staff(&self, name: &str) {
        let add = ["user", "add", name, "--role", "brand-staff", "--brand", "mihon-store"];
        run(&self.folder, &add, "correct horse battery staple\n");
    }

    /// The shop's till, at the API: status and answer.
    pub(crate) fn redeems(&self, code: &str, order: &str) -> (u16, String) {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().new_agent();
        let asked = agent
            .post(format!("{}/api/v1/coupons/redeem", self.address))
            .header("Authorization", format!("Bearer {}", self.key))
            .header("Content-Type", "application/json")
            .send(json!({ "code": code, "order": order }).to_string());
        let mut response = asked.unwrap();
        (response.status().as_u16(), response.body_mut().read_to_string().unwrap())
    }

    /// This month's report.
    pub(crate) fn month(&self) -> Value {
        let zone = jiff::tz::TimeZone::get("Asia/Tokyo").unwrap();
        let month = jiff::Timestamp::now().to_zoned_datetime(zone).strftime("%Y-%m").to_string();
        serde_json::from_str(&self.run(&["stats", "month", &month])).unwrap()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn mekiki(folder: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mekiki"));
    let database = format!("sqlite://{}", folder.path().join("desk.db").display());
    command
        .current_dir(folder.path())
        .env("MEKIKI_DATABASE", database)
        .env("MEKIKI_ZONE", "Asia/Tokyo")
        // All people of the story come from one address, and are quick.
        .env("MEKIKI_PER_MINUTE", "0")
        .env("LC_ALL", "C");
    command
}

fn run(folder: &TempDir, args: &[&str], typed: &str) -> String {
    let mut child = mekiki(folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let text = |octets: Vec<u8>| String::from_utf8(octets).unwrap();
    let (said, trouble) = (text(out.stdout), text(out.stderr));
    assert!(out.status.success(), "mekiki {args:?}: {said}{trouble}");
    said
}

fn serve(folder: &TempDir) -> (Child, String) {
    let mut child = mekiki(folder)
        .args(["serve", "--listen", "127.0.0.1:0", "--dns", "dns.json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let address = first.trim().trim_end_matches('/').to_owned();
    assert!(address.starts_with("http://127.0.0.1:"), "it said {first:?}");
    (child, address)
}

fn settings(relay: &str) -> String {
    format!(
        "[sending]\nrelay = \"{relay}\"\nper_minute = 0\npages = \"https://coupon.mihon-store.example\"\n\
         [[sending.keys]]\ndomain = \"mihon-store.example\"\nselector = \"s1\"\nfile = \"key.pem\"\n"
    )
}

/// What DNS says of the shop, and of the copyist's own domain.
fn dns(key: &str) -> String {
    json!({
        "s1._domainkey.mihon-store.example": { "TXT": [key] },
        "_dmarc.mihon-store.example": { "TXT": ["v=DMARC1; p=reject"] },
        "mihon-store.example": { "TXT": ["v=spf1 ip4:192.0.2.25 -all"], "A": ["192.0.2.80"] },
        "www.mihon-store.example": { "A": ["192.0.2.80"] },
        "coupon-get.test": { "TXT": ["v=spf1 ip4:203.0.113.77 -all"], "A": ["203.0.113.77"] },
        "vps77.coupon-get.test": { "A": ["203.0.113.77"] },
        "77.113.0.203.in-addr.arpa": { "PTR": ["vps77.coupon-get.test"] },
    })
    .to_string()
}
