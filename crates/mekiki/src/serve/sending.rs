//! Campaigns that run are sent while the desk is open.

use std::{sync::Arc, time::Duration};

use desk::{
    CampaignState,
    campaign::By,
    sending::{Progress, Sending, Until},
};
use tokio::time;

use crate::web::Desk;

/// How often campaigns are looked through for something to send.
const LOOK: Duration = Duration::from_secs(15);
/// Campaigns that are looked at, the newest first.
const CAMPAIGNS: u64 = 1_000;

/// Runs until the desk closes, and ends what is under way.
pub(super) async fn run(desk: Arc<Desk>, sending: Arc<Sending>) {
    let mut closing = desk.closing.subscribe();
    let mut look = time::interval(LOOK);
    loop {
        tokio::select! {
            _ = look.tick() => {}
            _ = closing.changed() => return,
        }
        send(&desk, &sending).await;
    }
}

/// Sends what is due.
async fn send(desk: &Desk, sending: &Arc<Sending>) {
    let campaigns = match desk.store.campaigns(By::Machine, CAMPAIGNS).await {
        Ok(campaigns) => campaigns,
        Err(error) => return tracing::error!(%error, "campaigns could not be looked at"),
    };
    let running = campaigns.iter().filter(|one| one.state == CampaignState::Running);
    for campaign in running {
        let progress = Arc::new(Progress::default());
        let (number, stop) = (campaign.number, desk.closing.subscribe());
        let ended = sending.run(&desk.store, number, Until::NothingDue, stop, &progress).await;
        let done = progress.done();
        match ended {
            // Nothing to say, fifteen seconds by fifteen seconds.
            Ok(_) if done == desk::sending::Done::default() => {}
            Ok(_) => tracing::info!(
                campaign = number.0,
                sent = done.sent,
                refused = done.refused,
                later = done.later,
                lost = done.lost,
                unsettled = done.unsettled,
                "sent"
            ),
            Err(error) => tracing::error!(campaign = number.0, %error, "sending failed"),
        }
        if *desk.closing.borrow() {
            return;
        }
    }
}
