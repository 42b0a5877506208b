use std::process::ExitCode;

use desk::{InvitationNumber, sending::Invitee};
use jiff::{Timestamp, tz::TimeZone};
use verdict::words::Language;

use crate::{
    cli::Database,
    config::Config,
    store::IfMissing,
    trouble::{SendingTrouble, Trouble},
};

/// An invitation that there is not: its links open nothing, and what comes back of it is nobody's.
pub(super) const NOBODY: InvitationNumber = InvitationNumber(0);

/// Prints the message that somebody would get.
pub(super) fn run(database: &Database, id: &str, language: Language) -> Result<ExitCode, Trouble> {
    let config = database.config()?;
    let sending = super::settings(&config)?.ok_or(SendingTrouble::NotSet)?;
    let to = somebody(&config, language, "preview@redacted.invalid")?;
    database.run(IfMissing::Refuse, |store| async move {
        let campaign = super::campaign(&store, id).await?;
        let message = sending.message(&store, &campaign, (NOBODY, &to), Timestamp::now());
        let octets = message.map_err(SendingTrouble::from)?.octets;
        // A message that we make is ASCII.
        Ok(String::from_utf8_lossy(&octets).into_owned())
    })
}

/// Somebody who is not on the list.
pub(super) fn somebody(
    config: &Config,
    language: Language,
    address: &str,
) -> Result<Invitee, Trouble> {
    let zone = TimeZone::get(&config.check.zone);
    Ok(Invitee {
        address: address.to_owned(),
        name: match language {
            Language::Ja => "見本 花子".to_owned(),
            Language::En => "Hanako Mihon".to_owned(),
        },
        language,
        zone: zone.map_err(|error| Trouble::Zone(error.to_string()))?,
    })
}
