//! What a report of one message would tell others: `mekiki share FILE`.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use check::Given;
use desk::{
    Redactor,
    exchange::{self, Contact, Parties, Reported, Shared},
};
use jiff::Timestamp;

use crate::{
    check::{checker, read},
    cli::ShareArgs,
    trouble::Trouble,
};

/// Checks a message and prints a report of it.
pub(crate) fn run(args: &ShareArgs) -> Result<ExitCode, Trouble> {
    let raw = read(&args.file)?;
    let asker = args.common.dns.asker()?;
    let checker = checker(&args.common, asker.lookup.clone())?;
    let now = args.common.now.unwrap_or_else(Timestamp::now);
    let given = Given::at(now);
    let seen = checker.check_seeing(&given, &raw, |_, reading, _| reading.visible.clone());
    let (report, visible) = asker.wait(seen);
    let redactor = Redactor::unkept().map_err(|error| Trouble::Output(io::Error::other(error)))?;
    let reported = Reported {
        id: &report.content_hash,
        received_at: now,
        report: &report,
        message: Some(&raw),
        visible: Some(&visible),
    };
    let shared = Shared::of(&reported, &redactor, &checker.brands);
    let written = written(args, &shared, now)?;
    io::stdout().lock().write_all(written.as_bytes()).map_err(Trouble::Output)?;
    Ok(ExitCode::SUCCESS)
}

fn written(args: &ShareArgs, shared: &Shared, now: Timestamp) -> Result<String, Trouble> {
    let desk = contact(&args.contact, args.org.as_deref());
    let parties = Parties { desk: &desk, abuse_desk: args.to.as_deref(), now };
    exchange::write(std::slice::from_ref(shared), args.format.into(), &parties)
        .map_err(Trouble::NotShared)
}

/// Who reports, by a mail address.
pub(crate) fn contact(address: &str, org: Option<&str>) -> Contact {
    let domain = address.rsplit_once('@').map_or("redacted.invalid", |(_, domain)| domain);
    Contact {
        org: org.unwrap_or(domain).to_owned(),
        contact: address.to_owned(),
        domain: domain.to_owned(),
    }
}
