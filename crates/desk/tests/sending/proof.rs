//! What arrives is proven to be the shop's.

use std::{sync::Arc, time::Duration};

use auth::lookup::Recorded;
use check::{Checker, Given, report::SenderAnswer};
use desk::sending::{Ended, Relay, RelaySettings};
use jiff::{Timestamp, tz::TimeZone};
use reading::Brands;

use crate::{
    databases::on_both,
    fixtures::{keys, people, run, running, sending_to},
    smtp,
};

on_both! {
    async fn what_arrives_has_two_signatures_and_is_genuine(store: Store) {
        let folder = tempfile::tempdir().unwrap();
        let relay = smtp::start(folder.path());
        let everybody = people(3);
        let campaign = running(&store, &everybody).await;
        let (signers, dns) = keys();
        let url = relay.url();
        let patience = Duration::from_secs(30);
        let settings = RelaySettings { url: &url, patience, ..RelaySettings::default() };
        let sending = sending_to(Relay::new(&settings).unwrap(), signers, |_| {});
        assert_eq!(run(&sending, &store, &campaign).await.unwrap(), Ended::Finished);
        let dns = Recorded::from_json(&dns.to_string()).unwrap();
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let checker = Checker::new(Brands::built_in(), Arc::new(dns), zone);
        for address in &everybody {
            let arrived = relay.mailbox(address).pop().unwrap();
            let report = checker.check(&Given::at(Timestamp::now()), &arrived).await;
            assert_eq!(report.sender.answer, SenderAnswer::Confirmed, "{report:#?}");
            let proven = report.authentication.dkim.iter().filter(|one| one.result == "pass");
            assert_eq!(proven.count(), 2);
            // And the brand's own record has it.
            let hashes = store.ledger_hasher("mihon-store").message(&arrived);
            let found = store.look_up_ledger("mihon-store", &hashes, Timestamp::now()).await;
            let found = found.unwrap();
            assert!(found.len() == 3 && found.iter().all(Option::is_some), "{found:?}");
        }
    }
}
