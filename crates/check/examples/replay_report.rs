//! Checks a message, stores the report, and comes to the same answer again from what was stored:
//! `cargo run -p mekiki-check --example replay_report examples/coupon.eml examples/coupon.dns.json`.

use std::{error::Error, sync::Arc};

use auth::lookup::{Off, Recorded};
use check::{Checker, Given, Report};
use futures::executor::block_on;
use jiff::{Timestamp, tz::TimeZone};
use reading::Brands;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(message), Some(dns)) = (args.next(), args.next()) else {
        return Err("give a message and its recorded DNS".into());
    };
    let raw = std::fs::read_to_string(message)?.into_bytes();
    let dns = Recorded::from_json(&std::fs::read_to_string(dns)?)?;

    let checker = Checker::new(Brands::built_in(), Arc::new(dns), TimeZone::UTC);
    let report = block_on(checker.check(&Given::at(Timestamp::now()), &raw));
    let stored = serde_json::to_string(&report)?;

    // Whoever replays needs no DNS: the report brings the answers it rests on.
    let anywhere = Checker { lookup: Arc::new(Off), ..checker };
    let stored: Report = serde_json::from_str(&stored)?;
    let again = block_on(anywhere.replay(&stored, &raw))?;
    println!("then:  {}\nagain: {}", report.headline.en, again.headline.en);
    Ok(())
}
