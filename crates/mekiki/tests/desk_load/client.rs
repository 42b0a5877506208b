//! HTTP/1.1 over a plain connection: cheap enough to have a thousand of, and able to be slow.

#![allow(clippy::disallowed_methods, reason = "it connects to the desk under test, on loopback")]

use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

pub(crate) struct Client {
    pub(crate) stream: TcpStream,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    #[allow(dead_code, reason = "the benchmark reads it")]
    pub(crate) body: Vec<u8>,
}

impl Client {
    pub(crate) fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(90)))?;
        stream.set_nodelay(true)?;
        Ok(Self { stream })
    }

    pub(crate) fn send(&mut self, request: &[u8]) -> io::Result<Answer> {
        self.stream.write_all(request)?;
        self.answer()
    }

    pub(crate) fn answer(&mut self) -> io::Result<Answer> {
        let mut reader = BufReader::new(&self.stream);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.ok_or(io::ErrorKind::UnexpectedEof)?;
        let (mut length, mut location) = (0, None);
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            match name {
                "content-length" => length = value.parse().unwrap_or(0),
                "location" => location = Some(value.to_owned()),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        Ok(Answer { status, location, body })
    }
}

/// The check page's form with a file.
pub(crate) fn form(path: &str, message: &[u8]) -> Vec<u8> {
    let before = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"m.eml\"\r\n\
        Content-Type: message/rfc822\r\n\r\n";
    let after = b"\r\n--b--\r\n";
    let length = before.len() + message.len() + after.len();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: desk\r\nContent-Type: multipart/form-data; boundary=b\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), before, message, after].concat()
}

pub(crate) fn page(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: desk\r\nAccept: text/html\r\n\r\n").into_bytes()
}
