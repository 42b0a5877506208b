use std::{cell::Cell, process::ExitCode};

use desk::{
    Campaign, InvitationNumber, Operator, Store,
    sending::{Logs, Unsettled, settle_from_log},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::OPEN;
use crate::{
    cli::{CampaignSettle, Database},
    store::IfMissing,
    trouble::{SendingTrouble, Trouble},
};

/// Invitations that are listed.
const LISTED: u64 = 10_000;

/// Settles what the log and the staff know, and lists the rest: number, address, moment, what broke.
pub(super) fn run(database: &Database, args: &CampaignSettle) -> Result<ExitCode, Trouble> {
    let config = database.config()?;
    let zone = args.log_zone.as_deref().unwrap_or(&config.check.zone);
    let logs = Logs {
        files: args.log.clone(),
        zone: TimeZone::get(zone).map_err(|error| Trouble::Zone(error.to_string()))?,
        margin: SignedDuration::from_secs(config.sending.patience_seconds.into()) * 3,
    };
    let is_open = Cell::new(false);
    let (logs, any) = (&logs, &is_open);
    let printed = database.run(IfMissing::Refuse, |store| async move {
        let campaign = super::campaign(&store, &args.id).await?;
        let now = Timestamp::now();
        store.recover_invitations(campaign.number, now).await?;
        by_word(&store, &campaign, args, now).await?;
        if !logs.files.is_empty() {
            let settled = settle_from_log(&store, &campaign, logs, now).await;
            settled.map_err(SendingTrouble::from)?;
        }
        let open = store.unsettled_invitations(campaign.number, LISTED).await?;
        any.set(!open.is_empty());
        Ok(open.iter().map(line).collect())
    });
    printed.map(|code| if is_open.get() { ExitCode::from(OPEN) } else { code })
}

async fn by_word(
    store: &Store,
    campaign: &Campaign,
    args: &CampaignSettle,
    now: Timestamp,
) -> Result<(), Trouble> {
    for (numbers, arrived) in [(&args.arrived, true), (&args.not_arrived, false)] {
        for &number in numbers {
            let which = InvitationNumber(number);
            let by = Operator::Machine;
            if !store.settle_invitation_by(by, campaign.number, which, arrived, now).await? {
                return Err(SendingTrouble::NotOpen(number).into());
            }
        }
    }
    Ok(())
}

fn line(open: &Unsettled) -> String {
    let Unsettled { number, address, closed_at, answer } = open;
    let (address, answer) = (address.as_deref().unwrap_or("-"), answer.as_deref().unwrap_or("-"));
    format!("{}\t{address}\t{closed_at:.0}\t{answer}\n", number.0)
}
