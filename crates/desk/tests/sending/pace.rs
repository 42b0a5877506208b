//! No faster than allowed.

use std::time::Duration;

use desk::sending::Ended;

use crate::{
    databases::on_both,
    fixtures::{people, run, running, sending},
    smtp,
};

on_both! {
    async fn no_more_go_out_a_minute_than_allowed(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        let campaign = running(&store, &people(16)).await;
        // One in fifty milliseconds.
        let sending = sending(&relay, Duration::from_secs(30), |settings| {
            settings.per_minute = 1200;
        });
        assert_eq!(run(&sending, &store, &campaign).await.unwrap(), Ended::Finished);
        let taken = relay.taken();
        let whole = taken.last().unwrap().duration_since(taken[0]);
        // The first may have been late, and each of the others by itself.
        assert!(whole >= Duration::from_millis(13 * 50), "{whole:?}");
        assert_eq!(taken.len(), 16);
    }
}
