//! How the desk is set up: `mekiki.toml`, the environment, the command line; the later of these
//! counts. `mekiki config` prints the file with every setting and what it is for.

use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use confique::{Config as _, toml::FormatOptions};
use jiff::SignedDuration;

use crate::trouble::Trouble;

/// The file that is read when none is named, in the working directory.
const FILE: &str = "mekiki.toml";

/// Every setting of the desk.
#[derive(Clone, Debug, confique::Config)]
#[config(layer_attr(serde(deny_unknown_fields)))]
pub(crate) struct Config {
    #[config(nested)]
    pub(crate) serve: Serve,
    #[config(nested)]
    pub(crate) database: Database,
    #[config(nested)]
    pub(crate) check: Check,
    #[config(nested)]
    pub(crate) limits: Limits,
    #[config(nested)]
    pub(crate) retention: Retention,
    #[config(nested)]
    pub(crate) onward: Onward,
    #[config(nested)]
    pub(crate) sending: Sending,
    #[config(nested)]
    pub(crate) log: Log,
}

/// Where the desk is reached.
#[derive(Clone, Debug, confique::Config)]
#[config(layer_attr(serde(deny_unknown_fields)))]
pub(crate) struct Serve {
    /// Address and port to listen on. Only this machine reaches 127.0.0.1; for others, put a proxy
    /// that speaks TLS in front.
    #[config(env = "MEKIKI_LISTEN", default = "127.0.0.1:8025")]
    pub(crate) listen: SocketAddr,
    /// Whether people reach the desk over TLS, by a proxy in front: cookies are then sent over
    /// nothing else.
    #[config(env = "MEKIKI_SECURE", default = false)]
    pub(crate) secure: bool,
    /// Addresses of proxies in front. Of a request that one of them passes on, the last address
    /// in X-Forwarded-For is the visitor's; from anybody else that field is not believed.
    #[config(default = [])]
    pub(crate) proxies: Vec<IpAddr>,
    /// Addresses that may read /metrics; nobody else learns that there is such a page.
    #[config(default = ["127.0.0.1", "::1"])]
    pub(crate) metrics: Vec<IpAddr>,
}

/// Where cases are kept.
#[derive(Clone, Debug, confique::Config)]
#[config(layer_attr(serde(deny_unknown_fields)))]
pub(crate) struct Database {
    /// sqlite://FILE (made when it is missing), or postgres://USER@HOST/NAME.
    #[config(env = "MEKIKI_DATABASE", default = "sqlite://mekiki.db")]
    pub(crate) url: String,
}

/// How messages are checked.
#[derive(Clone, Debug, confique::Config)]
#[config(layer_attr(serde(deny_unknown_fields)))]
pub(crate) struct Check {
    /// How DNS is asked about senders: system, off, or a file of recorded answers. Links in messages
    /// are never opened.
    #[config(env = "MEKIKI_DNS", default = "system")]
    pub(crate) dns: String,
    /// Zone in which days are counted.
    #[config(env = "MEKIKI_ZONE", default = "Asia/Tokyo")]
    pub(crate) zone: String,
    /// Folder of brand files (*.toml) that add to the built-in ones or replace them.
    pub(crate) brands: Option<PathBuf>,
}

/// Bounds, so that nobody can take the desk from everybody else.
#[derive(Clone, Debug, confique::Config)]
#[config(layer_attr(serde(deny_unknown_fields)))]
pub(crate) struct Limits {
    /// Checks at work at a time; while DNS is asked they only wait.
    #[config(default = 16)]
    pub(crate) checks: usize,
    /// Messages, reports, talks and log-ins that one address (IPv6: one /64) may send a minute before it has
    /// to wait; 0 for any number. A whole company may be behind one address.
    #[config(env = "MEKIKI_PER_MINUTE", default = 600)]
    pub(crate) per_minute: u32,
    /// Reports of one reporter that count in a day; more are kept, and count once somebody at the desk
    /// has looked.
    #[config(env = "MEKIKI_REPORTS_A_DAY", default = 1_000)]
    pub(crate) reports_a_day: u32,
    /// Pages that are told of news at a time.
    #[config(default = 1_000)]
    pub(crate) listeners: usize,
}

/// How long things are kept.
#[derive(Clone, Debug, confique::Config)]
#[config(layer_attr(serde(deny_unknown_fields)))]
pub(crate) struct Retention {
    /// Days that a message is kept as it came, after its case is closed.
    #[config(default = 30)]
    pub(crate) original_days: u16,
    /// Days that a case is kept, redacted (13 months).
    #[config(default = 396)]
    pub(crate) case_days: u16,
}

/// How the desk names itself to others, in reports that go onward.
#[derive(Clone, Debug, confique::Config)]
#[config(layer_attr(serde(deny_unknown_fields)))]
pub(crate) struct Onward {
    /// Its name.
    #[config(env = "MEKIKI_DESK_NAME", default = "Mekiki")]
    pub(crate) name: String,
    /// Its mail address, which somebody has to read: others answer there.
    #[config(env = "MEKIKI_DESK_CONTACT", default = "nobody@redacted.invalid")]
    pub(crate) contact: String,
}

impl Onward {
    /// As it stands in reports.
    pub(crate) fn contact(&self) -> desk::exchange::Contact {
        crate::share::contact(&self.contact, Some(&self.name))
    }
}

/// How invitations to campaigns are sent. Without a relay, none are. User and password for the relay are taken
/// from the environment alone: MEKIKI_SMTP_USER and MEKIKI_SMTP_PASSWORD.
#[derive(Clone, Debug, confique::Config)]
#[config(layer_attr(serde(deny_unknown_fields)))]
pub(crate) struct Sending {
    /// The server that takes the mail: smtp://HOST:25, starttls://HOST:587 or smtps://HOST:465.
    #[config(env = "MEKIKI_RELAY")]
    pub(crate) relay: Option<String>,
    /// Connections to it at a time.
    #[config(default = 4)]
    pub(crate) connections: u8,
    /// Messages a minute at most; 0 for any number. Mailbox providers mistrust who suddenly sends much.
    #[config(default = 600)]
    pub(crate) per_minute: u32,
    /// Where the pages for the invited are, on the brand's own host, without a path:
    /// `https://coupon.mihon-store.example`
    pub(crate) pages: Option<String>,
    /// Address for complaints, of a domain that a key signs for (RFC 9477).
    pub(crate) feedback: Option<String>,
    /// Address for bounces; without one, the author's.
    pub(crate) bounces: Option<String>,
    /// What this machine calls itself to the relay; empty for its address.
    #[config(default = "")]
    pub(crate) hello: String,
    /// File of certificates (PEM) that are believed beside the system's.
    pub(crate) certificates: Option<PathBuf>,
    /// Seconds that the relay has for an answer.
    #[config(default = 300)]
    pub(crate) patience_seconds: u16,
    /// Seconds to wait before the second try of a message that the relay put off; each further wait is longer.
    #[config(default = 60)]
    pub(crate) again_after_seconds: u16,
    /// The relay's own log (Postfix, Exim), if this machine has it: what was cut off is then settled by itself.
    pub(crate) relay_log: Option<PathBuf>,
    /// Keys that sign (DKIM), each with domain, selector and file; `mekiki campaign key new` makes one.
    #[config(default = [])]
    pub(crate) keys: Vec<SigningKey>,
}

/// A key that signs what is sent.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SigningKey {
    /// The domain that it signs for.
    pub(crate) domain: String,
    /// Its name below the domain.
    pub(crate) selector: String,
    /// File with the private key (PEM, PKCS #8).
    pub(crate) file: PathBuf,
}

/// What is logged, to standard error: never a message, a token, a password or an address.
#[derive(Clone, Debug, confique::Config)]
#[config(layer_attr(serde(deny_unknown_fields)))]
pub(crate) struct Log {
    /// error, warn, info, debug, or by part as in "info,sqlx=warn".
    #[config(env = "MEKIKI_LOG", default = "info")]
    pub(crate) level: String,
    /// text for people, json for programs.
    #[config(env = "MEKIKI_LOG_FORMAT", default = "text")]
    pub(crate) format: LogFormat,
}

/// The form of the log.
#[derive(Clone, Copy, Debug, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    Text,
    Json,
}

impl Config {
    /// The settings: the environment over the file over what is built in. A file that was named
    /// has to be there.
    pub(crate) fn load(file: Option<&Path>) -> Result<Self, Trouble> {
        let path = file.unwrap_or_else(|| Path::new(FILE));
        if file.is_some() && !path.is_file() {
            let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
            return Err(Trouble::Config(path.to_owned(), missing.to_string()));
        }
        let loaded = Self::builder().env().file(path).load();
        loaded.map_err(|error| Trouble::Config(path.to_owned(), chain(&error)))
    }

    /// The file with every setting, all as they are when nobody says otherwise.
    pub(crate) fn template() -> String {
        confique::toml::template::<Self>(FormatOptions::default())
    }

    /// How long the store keeps things.
    pub(crate) fn store(&self) -> desk::Settings {
        let days = |days: u16| SignedDuration::from_hours(i64::from(days) * 24);
        desk::Settings {
            original: days(self.retention.original_days),
            case: days(self.retention.case_days),
            limits: desk::store::Limits {
                reports_a_day: self.limits.reports_a_day.into(),
                ..desk::store::Limits::default()
            },
            ..desk::Settings::default()
        }
    }
}

/// An error with everything beneath it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        words.push_str(": ");
        words.push_str(&error.to_string());
        next = error.source();
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(text: &str) -> Result<Config, Trouble> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(FILE);
        std::fs::write(&file, text).unwrap();
        Config::load(Some(&file))
    }

    #[test]
    fn the_template_is_a_file_of_what_is_built_in() {
        let template = Config::template();
        assert!(template.contains("#listen = \"127.0.0.1:8025\""), "{template}");
        let uncommented: String = template
            .lines()
            .map(|line| line.strip_prefix('#').filter(|l| !l.starts_with(' ')).unwrap_or(line))
            // What nobody has to set has no value there.
            .filter(|line| !line.ends_with(" ="))
            .map(|line| format!("{line}\n"))
            .collect();
        assert_eq!(loaded(&uncommented).unwrap().store().case, loaded("").unwrap().store().case);
    }

    #[test]
    fn a_setting_that_there_is_not_is_an_error_that_names_it() {
        let error = loaded("[serve]\nlisen = \"127.0.0.1:1\"\n").unwrap_err();
        assert!(error.words(verdict::words::Language::En).contains("lisen"), "{error:?}");
    }

    #[test]
    fn a_file_that_was_named_has_to_be_there() {
        assert!(Config::load(Some(Path::new("/nowhere/mekiki.toml"))).is_err());
    }
}
