//! How many invitations go out in a second over four connections to a relay that keeps nothing, beside what it takes
//! from a client that does nothing but hand it octets. Each invitation is on the disk as closing before it goes out:
//! what the disk takes to say so is most of the time. `cargo bench -p mekiki-desk --bench sending`.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a measure on loopback")]

#[path = "../tests/smtp/mod.rs"]
mod smtp;

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::TcpStream,
    sync::Arc,
    time::{Duration, Instant},
};

use check::Bilingual;
use desk::{
    Campaign, CampaignState, NewCampaign, Store, Terms,
    campaign::{By, Inviter},
    sending::{
        KeyKind, Progress, Relay, RelaySettings, Sending, SendingSettings, Signers, Until, new_key,
        read_key,
    },
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use mail::DomainName;
use tokio::sync::watch;

const PEOPLE: usize = 4_000;
const CONNECTIONS: usize = 4;

fn main() {
    // `cargo test` runs benches too, and wants nothing measured.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    println!("{CONNECTIONS} connections, nothing but octets   {:8.0} messages/s", bare());
    for (connections, words, kind) in [
        (CONNECTIONS, "Ed25519", KeyKind::Ed25519),
        (CONNECTIONS, "RSA 2048", KeyKind::Rsa),
        (CONNECTIONS * 8, "Ed25519", KeyKind::Ed25519),
    ] {
        let rate = runtime.block_on(sent(connections, kind));
        println!("{connections:2} connections, signed with {words:9} {rate:8.0} messages/s");
    }
}

fn both(text: &str) -> Bilingual {
    Bilingual { ja: text.to_owned(), en: text.to_owned() }
}

async fn running(store: &Store) -> Campaign {
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
        stock: 1_000_000,
    };
    let id = store.create_campaign(By::Machine, &new, now).await.unwrap();
    let list: String = (0..PEOPLE).map(|n| format!("person{n}@mailbox.example\n")).collect();
    let mut inviting = store.invite(By::Machine, &id, now).await.unwrap();
    inviting.feed(list.as_bytes()).await.unwrap();
    inviting.finish().await.unwrap();
    store.change_campaign(By::Machine, &id, CampaignState::Running, now).await.unwrap();
    store.campaign(By::Machine, &id).await.unwrap()
}

/// Messages a second, from an invite list in an SQLite file to the relay.
async fn sent(connections: usize, kind: KeyKind) -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let relay = smtp::start(folder.path());
    relay.discard();
    let url = format!("sqlite://{}", folder.path().join("desk.db").display());
    let store = Store::open(&url).await.unwrap();
    let campaign = running(&store).await;
    let settings = RelaySettings {
        url: &relay.url(),
        patience: Duration::from_secs(60),
        ..RelaySettings::default()
    };
    let mut signers = Signers::default();
    let name = |text: &str| DomainName::parse(text).unwrap();
    let key = read_key(&new_key(kind).unwrap()).unwrap();
    signers.add(name("mihon-store.example"), name("m1"), key);
    let sending = Arc::new(Sending::new(
        Relay::new(&settings).unwrap(),
        signers,
        SendingSettings {
            connections,
            per_minute: 0,
            again_after: SignedDuration::from_secs(60),
            pages: "https://www.mihon-store.example/coupon".to_owned(),
            feedback: Some("fbl@mihon-store.example".to_owned()),
            bounces: None,
            relay_log: None,
            zone: TimeZone::UTC,
        },
    ));
    let (_keep, stop) = watch::channel(false);
    let progress = Arc::new(Progress::default());
    let started = Instant::now();
    sending.run(&store, campaign.number, Until::NothingDue, stop, &progress).await.unwrap();
    let took = started.elapsed();
    assert_eq!(relay.count(), PEOPLE);
    PEOPLE as f64 / took.as_secs_f64()
}

/// Messages a second that the relay takes from as many connections, when nothing else is done.
fn bare() -> f64 {
    let folder = tempfile::tempdir().unwrap();
    let relay = smtp::start(folder.path());
    relay.discard();
    // As long as an invitation is.
    let lines = format!("{}\r\n", "x".repeat(74)).repeat(70);
    let message = format!("Message-ID: <1@a.example>\r\n\r\n{lines}.\r\n");
    let started = Instant::now();
    std::thread::scope(|threads| {
        for connection in 0..CONNECTIONS {
            let (message, address) = (&message, relay.address());
            threads.spawn(move || {
                let stream = TcpStream::connect(address).unwrap();
                stream.set_nodelay(true).unwrap();
                let mut answers = BufReader::new(&stream).lines();
                let mut ask = |command: &str| {
                    (&stream).write_all(command.as_bytes()).unwrap();
                    while answers.next().unwrap().unwrap().as_bytes().get(3) == Some(&b'-') {}
                };
                ask("");
                ask("EHLO a.example\r\n");
                for n in 0..PEOPLE / CONNECTIONS {
                    ask("MAIL FROM:<a@a.example>\r\n");
                    ask(&format!(
                        "RCPT TO:<person{}@mailbox.example>\r\n",
                        n * CONNECTIONS + connection
                    ));
                    ask("DATA\r\n");
                    ask(message);
                }
                ask("QUIT\r\n");
            });
        }
    });
    let took = started.elapsed();
    assert_eq!(relay.count(), PEOPLE);
    PEOPLE as f64 / took.as_secs_f64()
}
