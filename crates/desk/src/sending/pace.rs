//! How fast messages go out, and when a message that was put off is tried again.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::{
    sync::Mutex,
    time::{Instant, sleep_until},
};

use super::Tag;

/// Lets so many messages a minute pass, evenly: a relay that counts by the second has no reason to complain.
#[derive(Debug)]
pub(super) struct Pace {
    every: Option<Duration>,
    next: Mutex<Instant>,
}

impl Pace {
    /// So many a minute; `0`: any number.
    pub(super) fn per_minute(messages: u32) -> Self {
        let every = (messages > 0).then(|| Duration::from_secs(60) / messages);
        Self { every, next: Mutex::new(Instant::now()) }
    }

    /// Waits until the next message may go out. What was not used is not saved up.
    pub(super) async fn turn(&self) {
        let Some(every) = self.every else { return };
        let turn = {
            let mut next = self.next.lock().await;
            let turn = Instant::now().max(*next);
            *next = turn + every;
            turn
        };
        sleep_until(turn).await;
    }
}

/// Tries before a message that is put off again and again is given up: about five days (RFC 5321 §4.5.4.1).
pub(super) const TRIES: u32 = 36;

/// Doublings of the time between tries.
const DOUBLINGS: u32 = 8;

/// When a message that was put off is tried again: `base` after the first try, twice as long after each further one,
/// up to 256 times. A quarter more or less, by the message, so that not all come back at once.
pub(super) fn again_at(tag: &Tag, tries: u32, base: SignedDuration, now: Timestamp) -> Timestamp {
    let wait = base.as_millis() << tries.min(DOUBLINGS);
    let spread = i128::from(tag.jitter(tries)) - 128;
    let wait = wait + wait * spread / 512;
    let wait = SignedDuration::from_millis(i64::try_from(wait).unwrap_or(i64::MAX));
    now.saturating_add(wait).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CampaignNumber, InvitationNumber, sending::tag};

    #[tokio::test]
    async fn no_time_has_more_messages_than_it_may() {
        // One in ten milliseconds.
        let pace = Pace::per_minute(6000);
        let start = Instant::now();
        for n in 0..20_u32 {
            if n == 10 {
                // What was not sent meanwhile is not made up for.
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            pace.turn().await;
            let least = if n < 10 { n * 10 } else { 9 * 10 + 200 + (n - 10) * 10 };
            assert!(start.elapsed() >= Duration::from_millis(least.into()), "{n}");
        }
        Pace::per_minute(0).turn().await;
    }

    #[test]
    fn who_was_put_off_waits_longer_each_time_and_not_all_as_long() {
        let store = tag::tests::store();
        let base = SignedDuration::from_mins(1);
        let wait = |number, tries| {
            let tag = Tag::of(&store, CampaignNumber(1), InvitationNumber(number));
            again_at(&tag, tries, base, Timestamp::UNIX_EPOCH).as_second()
        };
        for tries in 0..DOUBLINGS {
            let usual = 60 << tries;
            for number in 1..50 {
                let wait = wait(number, tries);
                assert!((usual * 3 / 4 - 1..=usual * 5 / 4).contains(&wait), "{tries}: {wait}");
            }
            assert!((1..50).any(|number| wait(number, tries) != wait(50, tries)));
        }
        assert_eq!(wait(1, u32::MAX) / 100, wait(1, u32::MAX) / 100);
        let days: i64 = (0..TRIES).map(|tries| wait(1, tries)).sum::<i64>() / 86_400;
        assert!((4..=6).contains(&days), "{days} days");
    }
}
