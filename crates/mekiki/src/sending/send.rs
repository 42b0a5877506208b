use std::{
    cell::Cell,
    io::{IsTerminal as _, Write as _},
    process::ExitCode,
    sync::Arc,
    time::Duration,
};

use desk::{
    Campaign, Store,
    sending::{Ended, Progress, Sending, SendingCounts, Until},
};
use jiff::Timestamp;
use tokio::{sync::watch, time};

use super::{OPEN, preview};
use crate::{
    cli::{CampaignSend, Database},
    config::Config,
    store::IfMissing,
    trouble::{SendingTrouble, Trouble},
};

/// Sends, and tells how it goes.
pub(super) fn run(database: &Database, args: &CampaignSend) -> Result<ExitCode, Trouble> {
    let config = database.config()?;
    let sending = super::settings(&config)?.ok_or(SendingTrouble::NotSet)?;
    let is_done = Cell::new(true);
    let (sending, config, done) = (&sending, &config, &is_done);
    let printed = database.run(IfMissing::Refuse, |store| async move {
        let campaign = super::campaign(&store, &args.id).await?;
        if let Some(address) = &args.test_to {
            return test(sending, &store, &campaign, (config, args), address).await;
        }
        if args.also_refused {
            store.retry_refused(campaign.number, Timestamp::now()).await?;
        }
        let ended = send(sending, &store, &campaign).await?;
        let counts = store.sending_counts(campaign.number).await?;
        let open = counts.waiting + counts.taken + counts.closing + counts.unsettled;
        done.set(ended == Ended::Finished && open == 0);
        Ok(summary(&campaign, ended, &counts))
    });
    printed.map(|code| if is_done.get() { code } else { ExitCode::from(OPEN) })
}

async fn send(
    sending: &Arc<Sending>,
    store: &Store,
    campaign: &Campaign,
) -> Result<Ended, Trouble> {
    let (stop, stopped) = watch::channel(false);
    let progress = Arc::new(Progress::default());
    let running = sending.run(store, campaign.number, Until::Done, stopped, &progress);
    tokio::pin!(running);
    let mut tick = time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            ended = &mut running => {
                tell(&progress, true);
                return ended.map_err(|error| SendingTrouble::Send(error).into());
            }
            () = crate::serve::stopped(), if !*stop.borrow() => {
                // What was begun is ended first.
                stop.send_replace(true);
            }
            _ = tick.tick() => tell(&progress, false),
        }
    }
}

/// One line that is written over, for a person who waits.
fn tell(progress: &Progress, is_last: bool) {
    let mut error = std::io::stderr().lock();
    if !error.is_terminal() {
        return;
    }
    let done = progress.done();
    let end = if is_last { "\n" } else { "" };
    // Whoever watched may be gone.
    let _ = write!(
        error,
        "\rsent {} refused {} later {} lost {} unsettled {}{end}",
        done.sent, done.refused, done.later, done.lost, done.unsettled
    );
}

fn summary(campaign: &Campaign, ended: Ended, counts: &SendingCounts) -> String {
    let ended = match ended {
        Ended::Finished => "finished",
        Ended::Stopped => "stopped",
        Ended::NotRunning(state) => state.as_str(),
    };
    let lines = [
        ("sent", counts.sent),
        ("bounced", counts.bounced),
        ("refused", counts.refused),
        ("unsubscribed", counts.unwanted),
        ("waiting", counts.waiting + counts.taken + counts.closing),
        ("unsettled", counts.unsettled),
    ];
    let lines: String = lines.iter().map(|(what, count)| format!("{what}\t{count}\n")).collect();
    format!("campaign\t{}\nrun\t{ended}\n{lines}", campaign.id)
}

/// Sends one message to whoever wants to see it in a mailbox.
async fn test(
    sending: &Arc<Sending>,
    store: &Store,
    campaign: &Campaign,
    (config, args): (&Config, &CampaignSend),
    address: &str,
) -> Result<String, Trouble> {
    let to = preview::somebody(config, args.lang.into(), address)?;
    let message = sending.message(store, campaign, (preview::NOBODY, &to), Timestamp::now());
    let message = message.map_err(SendingTrouble::from)?;
    let answer = sending.send_one(&message).await.map_err(SendingTrouble::from)?;
    Ok(format!("{answer}\n"))
}
