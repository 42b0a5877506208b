//! One SMTP connection, a command at a time.

use std::{
    error::Error as _,
    fmt::Display,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use lettre::{
    Address,
    transport::smtp::{
        Error,
        authentication::Mechanism,
        client::{AsyncSmtpConnection, AsyncTokioStream},
        commands::{Data, Mail, Rcpt, Rset},
        response::Response,
    },
};
use tokio::time::{Instant, timeout};

use super::{
    relay::{Relay, Tls},
    stream,
};

/// What is said of a server that says nothing.
const SILENT: &str = "no answer in time";

/// Characters of a server's answer that are kept.
const ANSWER: usize = 200;

/// What came of a command.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Reply {
    /// 2xx or 3xx.
    Yes(String),
    /// 4xx: not now.
    Later(String),
    /// 5xx: never.
    Never(String),
    /// No answer that means anything: the connection is of no more use.
    Lost(String),
}

/// What came of a message's octets.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Handed {
    /// The server answered.
    Answered(Reply),
    /// The connection broke before the last dot could be written: the server has no whole message.
    Incomplete(String),
    /// The connection broke after: nobody knows whether the server has it.
    Unknown(String),
}

/// A connection to the relay.
pub(super) struct Connection {
    smtp: AsyncSmtpConnection,
    patience: Duration,
    used: Instant,
}

/// An unused connection is not relied on for longer; servers close theirs after some minutes.
const FRESH: Duration = Duration::from_secs(30);

impl Connection {
    /// Connects, encrypts, logs in.
    ///
    /// # Errors
    ///
    /// What failed, in words for the staff.
    pub(super) async fn open(relay: &Relay) -> Result<Self, String> {
        let connecting = stream::connect((&relay.host, relay.port));
        let stream = match timeout(relay.patience, connecting).await {
            Ok(connected) => connected.map_err(|error| kept(&error.to_string()))?,
            Err(_) => return Err(SILENT.to_owned()),
        };
        // The greeting, EHLO, TLS and the log-in, each with its own answer to wait for.
        match timeout(relay.patience * 4, Self::greet(relay, stream)).await {
            Ok(opened) => opened.map_err(|error| words(&error)),
            Err(_) => Err(SILENT.to_owned()),
        }
    }

    async fn greet(relay: &Relay, stream: Box<dyn AsyncTokioStream>) -> Result<Self, Error> {
        let stream = match &relay.tls {
            Tls::Implicit(parameters) => stream::encrypted(stream, parameters.clone()).await?,
            Tls::None | Tls::Starttls(_) => stream,
        };
        let mut smtp = AsyncSmtpConnection::connect_with_transport(stream, &relay.hello).await?;
        if let Tls::Starttls(parameters) = &relay.tls {
            smtp.starttls(parameters.clone(), &relay.hello).await?;
        }
        if let Some(credentials) = &relay.credentials {
            smtp.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await?;
        }
        Ok(Self { smtp, patience: relay.patience, used: Instant::now() })
    }

    /// Whether the server most likely still listens.
    pub(super) fn is_fresh(&self) -> bool {
        self.used.elapsed() < FRESH
    }

    /// MAIL FROM.
    pub(super) async fn mail(&mut self, from: &Address) -> Reply {
        self.answered(Mail::new(Some(from.clone()), Vec::new())).await
    }

    /// RCPT TO.
    pub(super) async fn rcpt(&mut self, to: &Address) -> Reply {
        self.answered(Rcpt::new(to.clone(), Vec::new())).await
    }

    /// DATA.
    pub(super) async fn data(&mut self) -> Reply {
        self.answered(Data).await
    }

    /// Ends the message that was begun, so that the next can begin.
    pub(super) async fn reset(&mut self) -> Reply {
        self.answered(Rset).await
    }

    /// The message, the dot, and the server's word on it.
    pub(super) async fn message(&mut self, octets: &[u8]) -> Handed {
        // The line end before the dot is the message's last (RFC 5321 §4.1.1.4), and lettre writes it.
        let octets = octets.strip_suffix(b"\r\n").unwrap_or(octets);
        // Set when lettre asks for more octets and there are none: all are written, and the dot comes next.
        let is_closing = AtomicBool::new(false);
        let mut parts = Some(octets).into_iter();
        let parts = std::iter::from_fn(|| {
            let part = parts.next();
            is_closing.store(part.is_none(), Ordering::Relaxed);
            part
        });
        // Twice the patience: RFC 5321 §4.5.3.2.6.
        let handed = timeout(self.patience * 2, self.smtp.message_iter(parts)).await;
        self.used = Instant::now();
        let reply = handed.map_or_else(|_| Reply::Lost(SILENT.to_owned()), reply);
        match reply {
            Reply::Lost(words) if is_closing.load(Ordering::Relaxed) => Handed::Unknown(words),
            Reply::Lost(words) => Handed::Incomplete(words),
            Reply::Yes(_) | Reply::Later(_) | Reply::Never(_) => Handed::Answered(reply),
        }
    }

    /// Says goodbye, to a server that has a moment.
    pub(super) async fn quit(mut self) {
        let _ = timeout(Duration::from_secs(1).min(self.patience), self.smtp.quit()).await;
    }

    async fn answered(&mut self, command: impl Display) -> Reply {
        let answer = timeout(self.patience, self.smtp.command(command)).await;
        self.used = Instant::now();
        answer.map_or_else(|_| Reply::Lost(SILENT.to_owned()), reply)
    }
}

fn reply(answer: Result<Response, Error>) -> Reply {
    let error = match answer {
        Ok(response) => {
            let text: Vec<&str> = response.message().collect();
            return Reply::Yes(kept(&format!("{} {}", response.code(), text.join(" "))));
        }
        Err(error) => error,
    };
    match error.status().map(u16::from) {
        // RFC 5321 §3.8: the server closes the connection.
        None | Some(421) => Reply::Lost(words(&error)),
        Some(_) if error.is_permanent() => Reply::Never(words(&error)),
        Some(_) => Reply::Later(words(&error)),
    }
}

/// What a server answered, or what else happened.
fn words(error: &Error) -> String {
    match error.status() {
        Some(code) => {
            let text = error.source().map(ToString::to_string).unwrap_or_default();
            kept(&format!("{code} {text}"))
        }
        None => kept(&error.to_string()),
    }
}

/// A line of at most [`ANSWER`] characters.
fn kept(text: &str) -> String {
    let line: String = text.chars().map(|ch| if ch.is_control() { ' ' } else { ch }).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(ANSWER).collect()
}
