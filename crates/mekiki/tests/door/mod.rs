//! The program as whoever runs it meets it.
#![allow(dead_code, reason = "each test file is a crate of its own and uses a part")]

use std::{
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;

/// What one message may cost, whatever it holds.
pub(crate) const SECONDS: u64 = 5;
/// See [`SECONDS`].
pub(crate) const MEGABYTES: u64 = 200;

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) took: Duration,
    /// The most memory it held, in MiB, as the kernel counted it.
    pub(crate) peak: u64,
}

impl Run {
    /// The reports it printed, one a line.
    pub(crate) fn reports(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Fails unless it kept within what one message may cost.
    pub(crate) fn is_bounded(&self) {
        assert!(self.took < Duration::from_secs(SECONDS), "took {:?}: {}", self.took, self.err);
        assert!(self.peak < MEGABYTES, "held {} MiB", self.peak);
    }
}

/// Runs the program with these arguments, octets on its standard input, and no language in its
/// environment.
pub(crate) fn run(args: &[&str], input: &[u8]) -> Run {
    let started = Instant::now();
    let mut child = program()
        .args(args)
        .env_remove("LANG")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("TZ", "Asia/Tokyo")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let id = child.id();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let (mut out, mut err, mut peak) = (Vec::new(), Vec::new(), 0);
    let status = std::thread::scope(|threads| {
        threads.spawn(move || stdin.write_all(input));
        threads.spawn(|| stdout.read_to_end(&mut out).unwrap());
        threads.spawn(|| stderr.read_to_end(&mut err).unwrap());
        loop {
            peak = peak.max(high_water(id));
            if let Some(status) = child.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    });
    Run {
        code: status.code(),
        out: String::from_utf8(out).unwrap(),
        err: String::from_utf8(err).unwrap(),
        took: started.elapsed(),
        peak,
    }
}

/// The most memory a process has held so far, in MiB; 0 where the system does not tell.
fn high_water(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

/// A file of ours in `examples/`.
pub(crate) fn example(name: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    path.to_str().unwrap().to_owned()
}

/// Puts a file into a folder.
pub(crate) fn put(folder: &Path, name: &str, octets: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, octets).unwrap();
    path.to_str().unwrap().to_owned()
}

/// A message of no importance.
pub(crate) fn plain(subject: &str) -> Vec<u8> {
    format!("From: a@b.example\r\nTo: c@d.example\r\nSubject: {subject}\r\n\r\nHello.\r\n")
        .into_bytes()
}

#[expect(clippy::disallowed_methods, reason = "the program under test is started as a person does")]
fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_mekiki"))
}
