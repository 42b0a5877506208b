//! A sending domain: `mekiki domain …`.

mod json;
pub(crate) mod reports;
mod text;
pub(crate) mod traffic;

use std::{io::Write as _, process::ExitCode};

use desk::health::{Health, Selectors, examine};
use mail::DomainName;
use reading::{Brands, Owner};
use verdict::words::Language;

use crate::{
    brand,
    cli::{DomainCheckArgs, DomainCommand, DomainFormat},
    language,
    trouble::Trouble,
};

/// Does what was asked.
pub(crate) fn run(command: &DomainCommand) -> Result<ExitCode, Trouble> {
    match command {
        DomainCommand::Check(args) => check(args),
        DomainCommand::Reports(args) => reports::run(args),
    }
}

fn check(args: &DomainCheckArgs) -> Result<ExitCode, Trouble> {
    let domain = parse(&args.domain)?;
    let brands = brand::known(args.brands.as_deref())?;
    let asker = args.dns.asker()?;
    let selectors = selectors(&args.selector, &domain, &brands);
    let health = asker.wait(examine(&domain, &selectors, &*asker.lookup));
    let language = args.lang.map_or_else(language::of_environment, Language::from);
    let answer = match args.format {
        DomainFormat::Text => text::render(&health, language),
        DomainFormat::Json => json::render(&health)?,
    };
    std::io::stdout().lock().write_all(answer.as_bytes()).map_err(Trouble::Output)?;
    Ok(exit_code(&health))
}

/// A domain as somebody typed it, perhaps with the name of a mailbox before it.
pub(crate) fn parse(text: &str) -> Result<DomainName, Trouble> {
    let name = text.rsplit_once('@').map_or(text, |(_, domain)| domain).trim_end_matches('.');
    DomainName::parse(name).map_err(|_| Trouble::NotADomain(text.to_owned()))
}

/// Those that were typed, else those of the brand whose domain it is, else common ones.
pub(crate) fn selectors(typed: &[String], domain: &DomainName, brands: &Brands) -> Selectors {
    if !typed.is_empty() {
        return Selectors::of(typed);
    }
    let known = match brands.owner_of_sender(domain) {
        Owner::Brand(id) => brands.get(&id).map(|brand| brand.dkim_selectors.as_slice()),
        Owner::UserContent(_) | Owner::Shortener(_) | Owner::Unlisted => None,
    };
    Selectors::of(known.unwrap_or_default())
}

/// Documented in `mekiki domain check --help`.
fn exit_code(health: &Health) -> ExitCode {
    match (health.needs_mending(), health.is_partial()) {
        (true, _) => ExitCode::from(10),
        (false, true) => ExitCode::FAILURE,
        (false, false) => ExitCode::SUCCESS,
    }
}
