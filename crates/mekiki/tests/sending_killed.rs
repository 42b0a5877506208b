//! A sender that is killed at any moment, and run again, sends each invitation exactly once.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test on fixtures of our own"
)]

mod sender;
#[path = "../../desk/tests/smtp/mod.rs"]
mod smtp;

use std::{
    process::{Child, Stdio},
    time::{Duration, Instant},
};

use sender::{Sender, people};

/// People who are invited.
const PEOPLE: usize = 400;
/// How often the sender is killed.
const KILLS: u64 = 12;

/// Numbers that look random, the same each time.
fn chance(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

fn send(sender: &Sender) -> Child {
    let mut command = sender.command(&["send", sender.campaign.id.as_str()]);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

#[test]
fn a_sender_that_is_killed_again_and_again_sends_each_invitation_once() {
    let everybody = people(PEOPLE);
    let sender = Sender::new(&everybody, "relay_log = \"mail.log\"");
    // Long enough that a sender is often killed while the relay is at it.
    sender.relay.delay(Duration::from_millis(8));
    let (mut seed, mut closing) = (0x9e37_79b9_7f4a_7c15, 0);
    for _ in 0..KILLS {
        let (mut child, before) = (send(&sender), sender.relay.count());
        // Killed some messages on, at a moment of its own.
        let enough = before + 1 + usize::try_from(chance(&mut seed) % 20).unwrap();
        let started = Instant::now();
        while sender.relay.count() < enough && started.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_micros(chance(&mut seed) % 9_000));
        child.kill().unwrap();
        child.wait().unwrap();
        closing += sender.counts().closing + sender.counts().unsettled;
    }
    let killed = sender.relay.count();
    // What is closing is left for its time, and what is not known until the log tells.
    let mut code = None;
    for _ in 0..10 {
        code = send(&sender).wait().unwrap().code();
        if code == Some(0) {
            break;
        }
    }
    assert_eq!(code, Some(0), "{:?}", sender.counts());
    for address in &everybody {
        assert_eq!(sender.relay.mailbox(address).len(), 1, "{address}");
    }
    assert_eq!(usize::try_from(sender.counts().sent).unwrap(), PEOPLE, "{:?}", sender.counts());
    // Otherwise this would have shown nothing.
    assert!(killed < PEOPLE && closing > 0, "killed at {killed}, {closing} were closing");
}
