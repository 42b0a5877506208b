//! A desk of its own for each test: a process, a database in a temporary folder, a port.

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test starts the program, and stops where it fails"
)]

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

pub(crate) struct Served {
    folder: tempfile::TempDir,
    process: Option<Child>,
}

impl Served {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), process: None }
    }

    /// Starts it, on the database that was there before.
    pub(crate) fn start(&mut self) -> SocketAddr {
        let database = format!("sqlite://{}/desk.db", self.folder.path().display());
        let mut process = Command::new(env!("CARGO_BIN_EXE_mekiki"))
            .args(["serve", "--listen", "127.0.0.1:0", "--dns", "off", "--database", &database])
            .env("MEKIKI_PER_MINUTE", "0")
            .env("MEKIKI_LOG", "warn")
            .current_dir(self.folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.process = Some(process);
        let address = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/'));
        address.unwrap().parse().unwrap()
    }

    fn pid(&self) -> u32 {
        self.process.as_ref().unwrap().id()
    }

    /// As `kill -9`.
    pub(crate) fn kill(&mut self) {
        let mut process = self.process.take().unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
    }

    /// Asks it to stop.
    pub(crate) fn terminate(&self) {
        let ended = Command::new("kill").arg(self.pid().to_string()).status().unwrap();
        assert!(ended.success());
    }

    /// Whether it stops by itself within half a minute, without an error.
    pub(crate) fn ended_well(&mut self) -> bool {
        let mut process = self.process.take().unwrap();
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(30) {
            if let Some(status) = process.try_wait().unwrap() {
                return status.success();
            }
            thread::sleep(Duration::from_millis(20));
        }
        process.kill().unwrap();
        process.wait().unwrap();
        false
    }

    /// Octets of memory now.
    pub(crate) fn memory(&self) -> u64 {
        self.status("VmRSS:")
    }

    /// Octets of memory at the worst moment.
    pub(crate) fn peak_memory(&self) -> u64 {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }
}
