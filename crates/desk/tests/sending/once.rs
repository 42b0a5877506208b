//! Nobody gets two, and nobody none.

use std::time::Duration;

use desk::{Operator, sending::Ended};
use jiff::Timestamp;

use crate::{
    databases::on_both,
    fixtures::{people, run, run_until_settled, running, sending},
    smtp::{self, Fault},
};

/// Time for an answer; where the relay stalls, it takes longer.
const PATIENCE: Duration = Duration::from_millis(400);

/// So many for each fault, beside as many for whom nothing goes wrong.
fn unlucky(each: usize) -> Vec<String> {
    let faulty = Fault::ALL
        .iter()
        .flat_map(|(word, _)| (0..each).map(move |n| format!("{word}.{n}@mailbox.example")));
    // Mixed, so that a connection meets one after another.
    let mut all: Vec<String> = faulty.chain(people(each * Fault::ALL.len())).collect();
    all.sort_by_key(|address| address.bytes().map(u64::from).fold(7, |sum, n| sum * 31 % 9973 + n));
    all
}

on_both! {
    async fn everybody_gets_one_whatever_goes_wrong(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        relay.stall(PATIENCE * 4);
        let everybody = unlucky(4);
        let campaign = running(&store, &everybody).await;
        let sending = sending(&relay, PATIENCE, |_| {});
        let counts = run_until_settled(&sending, &store, &campaign).await;
        for address in &everybody {
            let never = Fault::of(address).is_some_and(Fault::is_for_ever);
            assert_eq!(relay.mailbox(address).len(), usize::from(!never), "{address}");
        }
        assert_eq!((counts.waiting, counts.taken, counts.closing), (0, 0, 0), "{counts:?}");
        assert_eq!((counts.refused, counts.sent), (8, 88), "{counts:?}");
    }

    async fn several_senders_share_the_work(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        let everybody = people(300);
        let campaign = running(&store, &everybody).await;
        let senders = [0; 3].map(|_| sending(&relay, Duration::from_secs(30), |_| {}));
        let runs = senders.iter().map(|sending| run(sending, &store, &campaign));
        for ended in futures::future::join_all(runs).await {
            assert_eq!(ended.unwrap(), Ended::Finished);
        }
        for address in &everybody {
            assert_eq!(relay.mailbox(address).len(), 1, "{address}");
        }
    }

    async fn what_nobody_knows_is_not_sent_again_until_somebody_does(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        let (got, lost) = ("drop-after.1@mailbox.example", "lost-after.1@mailbox.example");
        let campaign = running(&store, &[got.to_owned(), lost.to_owned()]).await;
        // There is no log to look into.
        let sending = sending(&relay, PATIENCE, |settings| settings.relay_log = None);
        for _ in 0..3 {
            assert_eq!(run(&sending, &store, &campaign).await.unwrap(), Ended::Finished);
        }
        let unsettled = store.unsettled_invitations(campaign.number, 10).await.unwrap();
        let addresses: Vec<_> = unsettled.iter().filter_map(|one| one.address.clone()).collect();
        assert_eq!(addresses, [got, lost]);
        assert!(unsettled.iter().all(|one| one.answer.is_some()), "{unsettled:?}");
        for (one, arrived) in unsettled.iter().zip([true, false]) {
            let now = Timestamp::now();
            let settle = || {
                let by = Operator::Machine;
                store.settle_invitation_by(by, campaign.number, one.number, arrived, now)
            };
            assert!(settle().await.unwrap());
            assert!(!settle().await.unwrap(), "once");
        }
        let counts = run_until_settled(&sending, &store, &campaign).await;
        assert_eq!(counts.sent, 2);
        assert_eq!((relay.mailbox(got).len(), relay.mailbox(lost).len()), (1, 1));
    }
}
