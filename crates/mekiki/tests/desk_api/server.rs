//! A desk of the test's own, and a client as small as can be.
#![allow(dead_code, reason = "each test file is a crate of its own and uses a part")]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// A desk that ends with the test.
pub(crate) struct Desk {
    program: Child,
    address: String,
    database: String,
    _folder: TempDir,
}

/// What it answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Desk {
    pub(crate) fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite://{}", folder.path().join("desk.db").display());
        let mut program = Command::new(env!("CARGO_BIN_EXE_mekiki"))
            .args(["serve", "--listen", "127.0.0.1:0", "--dns", "off", "--database", &database])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(program.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").unwrap().trim_end_matches('/').to_owned();
        Self { program, address, database, _folder: folder }
    }

    /// A key for a program, made by the desk's own command.
    pub(crate) fn key(&self, scopes: &str) -> String {
        let args = ["key", "add", "a program", "--scope", scopes, "--database", &self.database];
        let made = Command::new(env!("CARGO_BIN_EXE_mekiki")).args(args).output().unwrap();
        assert!(made.status.success(), "{made:?}");
        format!("Bearer {}", String::from_utf8(made.stdout).unwrap().trim())
    }

    /// One request on a connection of its own.
    pub(crate) fn ask(&self, what: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut request =
            format!("{what} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.address);
        for (name, value) in headers {
            request += &format!("{name}: {value}\r\n");
        }
        request += &format!("Content-Length: {}\r\n\r\n", body.len());
        let mut connection = TcpStream::connect(&self.address).unwrap();
        connection.write_all(request.as_bytes()).unwrap();
        // What is refused by its header may be answered before all of it is sent.
        let _ = connection.write_all(body);
        let mut answer = Vec::new();
        let _ = connection.read_to_end(&mut answer);
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    /// The same with a JSON document.
    pub(crate) fn send(&self, what: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let kind = [("Content-Type", "application/json")];
        self.ask(what, &[&kind, headers].concat(), body.as_bytes())
    }
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.into_iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The status and the end of the problem's type.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{self:?}");
        let json = self.json();
        let name = json.get("type").and_then(Value::as_str).unwrap_or_default();
        (self.status, name.strip_prefix("urn:mekiki:problem:").unwrap().to_owned())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
