//! A campaign of the shop that does not exist, its keys, and whoever is invited.

use std::{sync::Arc, time::Duration};

use check::Bilingual;
use desk::{
    Campaign, CampaignState, NewCampaign, Store, Terms,
    campaign::{By, Inviter},
    sending::{
        Ended, KeyKind, Progress, Relay, RelaySettings, SendError, Sending, SendingCounts,
        SendingSettings, Signers, Until, new_key, read_key,
    },
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use mail::DomainName;
use tokio::sync::watch;

use crate::smtp;

fn both(ja: &str, en: &str) -> Bilingual {
    Bilingual { ja: ja.to_owned(), en: en.to_owned() }
}

pub(crate) fn terms() -> Terms {
    Terms {
        amount: 500,
        minimum: 0,
        claim_days: 6,
        use_days: 7,
        claims_end: None,
        title: both("【ご招待】500円OFFクーポンのお知らせ", "Your invitation: 500 yen off"),
        words: both("", ""),
        from: Inviter {
            name: both("みほんストア", "Mihon Store"),
            address: "news@mihon-store.example".to_owned(),
            reply_to: None,
        },
        shop: "https://www.mihon-store.example/".to_owned(),
    }
}

/// A campaign that runs, with everybody of a list invited.
pub(crate) async fn running(store: &Store, addresses: &[String]) -> Campaign {
    let now = Timestamp::now();
    let new = NewCampaign {
        brand: "mihon-store".to_owned(),
        name: "秋の招待".to_owned(),
        terms: terms(),
        stock: 1_000_000,
    };
    let id = store.create_campaign(By::Machine, &new, now).await.unwrap();
    let list: String = addresses.iter().map(|address| format!("{address},見本 花子\n")).collect();
    let mut inviting = store.invite(By::Machine, &id, now).await.unwrap();
    inviting.feed(list.as_bytes()).await.unwrap();
    let summary = inviting.finish().await.unwrap();
    assert_eq!(summary.invited, u64::try_from(addresses.len()).unwrap(), "{summary:?}");
    store.change_campaign(By::Machine, &id, CampaignState::Running, now).await.unwrap();
    store.campaign(By::Machine, &id).await.unwrap()
}

/// `person1@mailbox.example` and so on.
pub(crate) fn people(many: usize) -> Vec<String> {
    (1..=many).map(|n| format!("person{n}@mailbox.example")).collect()
}

/// The shop's keys; with them, what it publishes.
pub(crate) fn keys() -> (Signers, serde_json::Value) {
    let mut signers = Signers::default();
    let mut dns = serde_json::json!({
        "_dmarc.mihon-store.example": {"TXT": ["v=DMARC1; p=reject"]},
    });
    for (selector, kind) in [("r1", KeyKind::Rsa), ("e1", KeyKind::Ed25519)] {
        let key = read_key(&new_key(kind).unwrap()).unwrap();
        dns[format!("{selector}._domainkey.mihon-store.example")] =
            serde_json::json!({"TXT": [key.record()]});
        let name = |text| DomainName::parse(text).unwrap();
        signers.add(name("mihon-store.example"), name(selector), key);
    }
    (signers, dns)
}

/// Sending to a relay that answers within the given time, or does not; its log is at hand.
pub(crate) fn sending(
    relay: &smtp::Relay,
    patience: Duration,
    change: impl FnOnce(&mut SendingSettings),
) -> Arc<Sending> {
    let settings = RelaySettings { url: &relay.url(), patience, ..RelaySettings::default() };
    sending_to(Relay::new(&settings).unwrap(), keys().0, |settings| {
        settings.relay_log = Some(relay.log());
        change(settings);
    })
}

/// Sending to a relay, with keys.
pub(crate) fn sending_to(
    relay: Relay,
    signers: Signers,
    change: impl FnOnce(&mut SendingSettings),
) -> Arc<Sending> {
    let mut settings = SendingSettings {
        connections: 4,
        per_minute: 0,
        again_after: SignedDuration::from_millis(100),
        pages: "https://www.mihon-store.example/coupon".to_owned(),
        feedback: Some("fbl@mihon-store.example".to_owned()),
        bounces: Some("bounce@mihon-store.example".to_owned()),
        relay_log: None,
        zone: TimeZone::UTC,
    };
    change(&mut settings);
    Arc::new(Sending::new(relay, signers, settings))
}

/// Runs until nothing waits.
pub(crate) async fn run(
    sending: &Arc<Sending>,
    store: &Store,
    campaign: &Campaign,
) -> Result<Ended, Arc<SendError>> {
    let (_keep, stop) = watch::channel(false);
    let progress = Arc::new(Progress::default());
    sending.run(store, campaign.number, Until::Done, stop, &progress).await
}

/// Runs, and where the machine was too slow for the log to tell, again, until all is settled.
pub(crate) async fn run_until_settled(
    sending: &Arc<Sending>,
    store: &Store,
    campaign: &Campaign,
) -> SendingCounts {
    for _ in 0..20 {
        assert_eq!(run(sending, store, campaign).await.unwrap(), Ended::Finished);
        let counts = store.sending_counts(campaign.number).await.unwrap();
        if counts.unsettled == 0 {
            return counts;
        }
    }
    panic!("never settled: {:?}", store.unsettled_invitations(campaign.number, 10).await.unwrap());
}
