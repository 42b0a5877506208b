//! What ends a run early, and what it leaves.

use std::{sync::Arc, time::Duration};

use desk::{
    CampaignState,
    campaign::By,
    sending::{Ended, Progress, Relay, RelaySettings, SendError, Until},
};
use jiff::Timestamp;
use tokio::sync::watch;

use crate::{
    databases::on_both,
    fixtures::{keys, people, run, running, sending, sending_to},
    smtp,
};

const PATIENCE: Duration = Duration::from_secs(30);

on_both! {
    async fn a_relay_that_refuses_the_sender_costs_nobody_an_invitation(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        let everybody = people(50);
        let campaign = running(&store, &everybody).await;
        let sending = sending(&relay, PATIENCE, |_| {});
        relay.refuse_senders(true);
        let error = run(&sending, &store, &campaign).await.unwrap_err();
        let SendError::Sender { from, answer } = &*error else { panic!("{error:?}") };
        assert_eq!(from, "bounce@mihon-store.example");
        assert_eq!(answer, "550 5.7.1 sender not allowed");
        relay.refuse_senders(false);
        assert_eq!(run(&sending, &store, &campaign).await.unwrap(), Ended::Finished);
        assert_eq!(relay.count(), 50);
    }

    async fn a_relay_that_refuses_everybody_is_not_believed_for_long(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        let campaign = running(&store, &people(200)).await;
        let sending = sending(&relay, PATIENCE, |_| {});
        relay.refuse_all(true);
        let error = run(&sending, &store, &campaign).await.unwrap_err();
        assert!(matches!(&*error, SendError::Refusing { .. }), "{error:?}");
        let counts = store.sending_counts(campaign.number).await.unwrap();
        // Twenty, and what the other connections were at.
        assert!((20..=24).contains(&counts.refused), "{counts:?}");
        relay.refuse_all(false);
        let again = store.retry_refused(campaign.number, Timestamp::now()).await.unwrap();
        assert_eq!(again, counts.refused);
        assert_eq!(run(&sending, &store, &campaign).await.unwrap(), Ended::Finished);
        assert_eq!(relay.count(), 200);
    }

    async fn a_relay_that_is_not_there_is_said_to_be(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let campaign = running(&store, &people(5)).await;
        let sending = {
            let gone = smtp::start(folder.path());
            sending(&gone, Duration::from_millis(200), |_| {})
        };
        // Until its thread has let go of the port.
        tokio::time::sleep(Duration::from_millis(200)).await;
        let error = run(&sending, &store, &campaign).await.unwrap_err();
        assert!(matches!(&*error, SendError::Unreachable { .. }), "{error:?}");
        let counts = store.sending_counts(campaign.number).await.unwrap();
        assert_eq!(counts.waiting, 5, "{counts:?}");
    }

    async fn a_relay_that_does_not_encrypt_gets_nothing_where_it_should(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        let campaign = running(&store, &people(2)).await;
        let (signers, _) = keys();
        let url = relay.url().replace("smtp://", "starttls://");
        let settings = RelaySettings { url: &url, patience: PATIENCE, ..RelaySettings::default() };
        let sending = sending_to(Relay::new(&settings).unwrap(), signers, |_| {});
        let error = run(&sending, &store, &campaign).await.unwrap_err();
        let SendError::Unreachable { words, .. } = &*error else { panic!("{error:?}") };
        assert!(words.contains("STARTTLS"), "{words}");
        assert_eq!(relay.count(), 0);
    }

    async fn a_campaign_that_is_paused_stops_between_messages(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        relay.delay(Duration::from_millis(20));
        let everybody = people(200);
        let campaign = running(&store, &everybody).await;
        let sending = sending(&relay, PATIENCE, |_| {});
        let pause = async {
            while relay.count() < 10 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            let (by, now) = (By::Machine, Timestamp::now());
            store.change_campaign(by, &campaign.id, CampaignState::Paused, now).await.unwrap();
        };
        let (ended, ()) = tokio::join!(run(&sending, &store, &campaign), pause);
        assert_eq!(ended.unwrap(), Ended::NotRunning(CampaignState::Paused));
        assert!(relay.count() < 100, "{}", relay.count());
        let (by, now) = (By::Machine, Timestamp::now());
        store.change_campaign(by, &campaign.id, CampaignState::Running, now).await.unwrap();
        assert_eq!(run(&sending, &store, &campaign).await.unwrap(), Ended::Finished);
        for address in &everybody {
            assert_eq!(relay.mailbox(address).len(), 1, "{address}");
        }
    }

    async fn a_run_that_is_told_to_stop_gives_back_what_it_has(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        relay.delay(Duration::from_millis(20));
        let campaign = running(&store, &people(200)).await;
        let sending = sending(&relay, PATIENCE, |_| {});
        let (stop, stopped) = watch::channel(false);
        let progress = Arc::new(Progress::default());
        let running = sending.run(&store, campaign.number, Until::Done, stopped, &progress);
        let enough = async {
            while relay.count() < 10 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            stop.send_replace(true);
        };
        let (ended, ()) = tokio::join!(running, enough);
        assert_eq!(ended.unwrap(), Ended::Stopped);
        let counts = store.sending_counts(campaign.number).await.unwrap();
        assert_eq!(counts.sent, u64::try_from(relay.count()).unwrap());
        assert_eq!(counts.sent, progress.done().sent);
        assert_eq!((counts.taken, counts.closing), (0, 0), "{counts:?}");
        assert_eq!(counts.waiting + counts.sent, 200, "{counts:?}");
    }
}
