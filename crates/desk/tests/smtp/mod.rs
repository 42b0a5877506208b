//! A relay for tests: real SMTP on loopback, a Maildir for each recipient, a log as Postfix writes it.
//!
//! What goes wrong, the recipient's address says: the part before the first dot of `drop-after.12@mailbox.example` is
//! one of [`Fault`]'s names. Faults that are not for ever act on the first try for a recipient and not on the second.
//!
//! Other crates' tests have it as well: `#[path = "../../desk/tests/smtp/mod.rs"] mod smtp;`
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "the tests' own server, of which each program uses what it needs"
)]

mod conversation;
mod fault;

use std::{
    collections::HashMap,
    fs,
    io::Write as _,
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

pub use fault::Fault;

/// Conversations at a time; more are turned away.
const CONVERSATIONS: usize = 64;

/// A relay that listens until it is dropped.
pub struct Relay {
    shared: Arc<Shared>,
    address: SocketAddr,
}

/// What its conversations share.
struct Shared {
    folder: PathBuf,
    log: Mutex<fs::File>,
    queued: AtomicU64,
    tries: Mutex<HashMap<String, u32>>,
    taken: Mutex<Vec<Instant>>,
    conversations: AtomicUsize,
    is_closing: AtomicBool,
    /// Says no to every sender.
    refuses_senders: AtomicBool,
    /// Says no to every recipient.
    refuses_all: AtomicBool,
    /// Takes messages and keeps none.
    discards: AtomicBool,
    /// Milliseconds before each answer to a message.
    delay: AtomicU64,
    /// Milliseconds for which it says nothing where it stalls.
    stall: AtomicU64,
}

/// Begins to listen on a free port; messages and the log go into the folder.
pub fn start(folder: &Path) -> Relay {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    fs::create_dir_all(folder.join("mail")).unwrap();
    let log = fs::OpenOptions::new().create(true).append(true).open(folder.join("mail.log"));
    let shared = Arc::new(Shared {
        folder: folder.to_owned(),
        log: Mutex::new(log.unwrap()),
        queued: AtomicU64::new(0),
        tries: Mutex::default(),
        taken: Mutex::default(),
        conversations: AtomicUsize::new(0),
        is_closing: AtomicBool::new(false),
        refuses_senders: AtomicBool::new(false),
        refuses_all: AtomicBool::new(false),
        discards: AtomicBool::new(false),
        delay: AtomicU64::new(0),
        stall: AtomicU64::new(30_000),
    });
    // As if it had been running for an hour: a log says nothing of what was before it.
    let hour_ago = jiff::Timestamp::now() - jiff::SignedDuration::from_hours(1);
    shared.log_at(hour_ago, "master[1]", "daemon started -- version 3.7.11");
    let accepting = shared.clone();
    std::thread::spawn(move || accept(&listener, &accepting));
    Relay { shared, address }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.is_closing.load(Ordering::Relaxed) {
            return;
        }
        let Ok(stream) = stream else { continue };
        if shared.conversations.fetch_add(1, Ordering::Relaxed) >= CONVERSATIONS {
            shared.conversations.fetch_sub(1, Ordering::Relaxed);
            let _ = (&stream).write_all(b"421 4.7.0 too many connections\r\n");
            continue;
        }
        let shared = shared.clone();
        std::thread::spawn(move || {
            // A client that hangs up is no fault of the relay.
            let _ = conversation::hold(&stream, &shared);
            shared.log("smtpd[2]", "disconnect from localhost[127.0.0.1]");
            shared.conversations.fetch_sub(1, Ordering::Relaxed);
        });
    }
}

impl Relay {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// As an address for settings.
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Its log.
    pub fn log(&self) -> PathBuf {
        self.shared.folder.join("mail.log")
    }

    /// The messages that a recipient has.
    pub fn mailbox(&self, address: &str) -> Vec<Vec<u8>> {
        let folder = self.shared.folder.join("mail").join(address).join("new");
        let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
        let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        paths.sort();
        paths
            .iter()
            .map(|path| fs::File::open(path).and_then(std::io::read_to_string).unwrap().into())
            .collect()
    }

    /// How many messages it has taken.
    pub fn count(&self) -> usize {
        self.shared.taken.lock().unwrap().len()
    }

    /// When it took each.
    pub fn taken(&self) -> Vec<Instant> {
        self.shared.taken.lock().unwrap().clone()
    }

    /// From now on says no to every sender, or not any more.
    pub fn refuse_senders(&self, refuses: bool) {
        self.shared.refuses_senders.store(refuses, Ordering::Relaxed);
    }

    /// From now on says no to every recipient, or not any more.
    pub fn refuse_all(&self, refuses: bool) {
        self.shared.refuses_all.store(refuses, Ordering::Relaxed);
    }

    /// From now on takes messages and keeps none: for measures of whoever sends.
    pub fn discard(&self) {
        self.shared.discards.store(true, Ordering::Relaxed);
    }

    /// From now on takes so long for each message.
    pub fn delay(&self, delay: Duration) {
        let millis = u64::try_from(delay.as_millis()).unwrap();
        self.shared.delay.store(millis, Ordering::Relaxed);
    }

    /// Where it stalls, it says nothing for so long.
    pub fn stall(&self, stall: Duration) {
        let millis = u64::try_from(stall.as_millis()).unwrap();
        self.shared.stall.store(millis, Ordering::Relaxed);
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.shared.is_closing.store(true, Ordering::Relaxed);
        // Wakes the thread that accepts.
        #[expect(clippy::disallowed_methods, reason = "the tests' own server")]
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn log(&self, program: &str, event: &str) {
        self.log_at(jiff::Timestamp::now(), program, event);
    }

    fn log_at(&self, at: jiff::Timestamp, program: &str, event: &str) {
        let line = format!("{at:.6} relay postfix/{program}: {event}\n");
        self.log.lock().unwrap().write_all(line.as_bytes()).unwrap();
    }

    /// Puts a message into its recipient's mailbox, and says so in the log.
    fn take(&self, from: &str, to: &str, octets: &[u8]) -> String {
        let number = self.queued.fetch_add(1, Ordering::Relaxed);
        let queue = format!("4HvX{number:08}");
        if self.discards.load(Ordering::Relaxed) {
            self.taken.lock().unwrap().push(Instant::now());
            return queue;
        }
        let text = String::from_utf8_lossy(octets);
        let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or("<>");
        self.log("cleanup[3]", &format!("{queue}: message-id={id}"));
        let mailbox = self.folder.join("mail").join(to);
        for part in ["tmp", "new", "cur"] {
            fs::create_dir_all(mailbox.join(part)).unwrap();
        }
        let name = format!("{number:08}.eml");
        fs::write(mailbox.join("tmp").join(&name), octets).unwrap();
        fs::rename(mailbox.join("tmp").join(&name), mailbox.join("new").join(&name)).unwrap();
        let size = octets.len();
        self.log(
            "qmgr[4]",
            &format!("{queue}: from=<{from}>, size={size}, nrcpt=1 (queue active)"),
        );
        self.taken.lock().unwrap().push(Instant::now());
        queue
    }

    /// The fault that a recipient's address asks for, on this try.
    fn fault(&self, to: &str) -> Option<Fault> {
        let fault = Fault::of(to)?;
        let mut tries = self.tries.lock().unwrap();
        let tries = tries.entry(to.to_owned()).or_default();
        *tries += 1;
        (*tries <= fault.times()).then_some(fault)
    }
}
