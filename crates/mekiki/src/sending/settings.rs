//! What is needed to send, out of the settings.

use std::{fs::File, io::Read as _, path::Path, sync::Arc, time::Duration};

use desk::sending::{Relay, RelaySettings, Sending, SendingSettings, Signers, read_key};
use jiff::{SignedDuration, tz::TimeZone};
use mail::DomainName;

use crate::{
    config::Config,
    trouble::{SendingTrouble, Trouble},
};

/// Octets of a key or of certificates that are read.
const FILE: u64 = 1024 * 1024;

/// How this desk sends; `None` when it does not.
pub(crate) fn of(config: &Config) -> Result<Option<Arc<Sending>>, Trouble> {
    let set = &config.sending;
    let Some(url) = &set.relay else { return Ok(None) };
    let certificates = set.certificates.as_deref().map(read).transpose()?;
    let settings = RelaySettings {
        url,
        login: login(),
        hello: &set.hello,
        certificates: certificates.as_deref(),
        patience: Duration::from_secs(set.patience_seconds.into()),
    };
    let relay = Relay::new(&settings).map_err(SendingTrouble::Relay)?;
    let zone = TimeZone::get(&config.check.zone);
    let settings = SendingSettings {
        connections: usize::from(set.connections),
        per_minute: set.per_minute,
        again_after: SignedDuration::from_secs(set.again_after_seconds.into()),
        pages: set.pages.clone().ok_or(SendingTrouble::NoPages)?,
        feedback: set.feedback.clone(),
        bounces: set.bounces.clone(),
        relay_log: set.relay_log.clone(),
        zone: zone.map_err(|error| Trouble::Zone(error.to_string()))?,
    };
    Ok(Some(Arc::new(Sending::new(relay, signers(config)?, settings))))
}

/// User and password: the environment is read by fewer than a file is, and copied less often.
fn login() -> Option<(String, String)> {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    Some((set("MEKIKI_SMTP_USER")?, set("MEKIKI_SMTP_PASSWORD")?))
}

fn signers(config: &Config) -> Result<Signers, Trouble> {
    let mut signers = Signers::default();
    for key in &config.sending.keys {
        let pem = read(&key.file)?;
        let read = read_key(&String::from_utf8_lossy(&pem));
        let private = read.map_err(|why| SendingTrouble::Key(key.file.clone(), why))?;
        signers.add(name(&key.domain)?, name(&key.selector)?, private);
    }
    Ok(signers)
}

pub(super) fn name(text: &str) -> Result<DomainName, Trouble> {
    DomainName::parse(text).map_err(|_| Trouble::NotADomain(text.to_owned()))
}

fn read(path: &Path) -> Result<Vec<u8>, Trouble> {
    let mut octets = Vec::new();
    let read = File::open(path).and_then(|file| file.take(FILE).read_to_end(&mut octets));
    read.map_err(|error| SendingTrouble::File(path.to_owned(), error))?;
    Ok(octets)
}
