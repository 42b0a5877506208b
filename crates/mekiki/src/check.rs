//! One message: `mekiki check FILE`.

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::Path,
    process::ExitCode,
    sync::Arc,
};

use auth::Lookup;
use check::{
    Checker, Given, Report,
    render::{self, Terminal},
    report::Ruling,
};
use jiff::{Timestamp, tz::TimeZone};
use mail::MailFrom;
use verdict::words::Language;

use crate::{
    brand,
    cli::{CheckArgs, CheckFormat, Common},
    dns::{Reserved, beside},
    language,
    source::{self, Mbox},
    trouble::Trouble,
};

/// Answers about one message.
pub(crate) fn run(args: &CheckArgs) -> Result<ExitCode, Trouble> {
    let raw = read(&args.file)?;
    let asker = args.common.dns.asker()?;
    let beside = beside(&args.file, &args.common.dns);
    let is_beside = beside.is_some();
    let lookup: Arc<dyn Lookup> = match beside {
        Some(recorded) => Arc::new(Reserved::new(recorded, asker.lookup.clone())),
        None => asker.lookup.clone(),
    };
    let checker = checker(&args.common, lookup)?;
    let mut report = asker.wait(checker.check(&given(args), &raw));
    report.path = Some(args.file.to_string_lossy().into_owned());
    let language = language::choose(args.lang, &report);
    if is_beside {
        anstream::eprintln!("{}", from_beside(&args.file, language));
    }
    let answer = rendered(args, &report, language)?;
    io::stdout().lock().write_all(answer.as_bytes()).map_err(Trouble::Output)?;
    Ok(exit_code(report.ruling))
}

/// A checker by what was typed.
pub(crate) fn checker(common: &Common, lookup: Arc<dyn Lookup>) -> Result<Checker, Trouble> {
    let zone = common.zone.clone().unwrap_or_else(system_zone);
    Ok(Checker::new(brand::known(common.brands.as_deref())?, lookup, zone))
}

/// Servers count in UTC, which is no reader's zone: there Japan's is taken, where most of those we
/// serve are.
fn system_zone() -> TimeZone {
    let zone = TimeZone::system();
    let is_utc = matches!(zone.iana_name(), None | Some("UTC" | "Etc/UTC" | "Etc/Unknown"));
    if is_utc { TimeZone::get("Asia/Tokyo").unwrap_or(zone) } else { zone }
}

fn given(args: &CheckArgs) -> Given {
    Given {
        ip: args.ip,
        helo: args.helo.clone(),
        mail_from: args.mail_from.as_deref().map(MailFrom::parse),
        recipient: args.rcpt.as_ref().map(|rcpt| rcpt.to_lowercase()),
        ..Given::at(args.common.now.unwrap_or_else(Timestamp::now))
    }
}

/// The octets of one message.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, Trouble> {
    let mut raw = Vec::new();
    let unreadable = |error| Trouble::Unreadable(file.to_owned(), error);
    if file == Path::new("-") {
        source::read_from(&mut io::stdin().lock(), &mut raw).map_err(unreadable)?;
    } else {
        source::read(file, &mut raw).map_err(unreadable)?;
    }
    if source::is_mbox(file, &raw) { only_one(file, &raw) } else { Ok(raw) }
}

/// The message of an mbox with one message.
fn only_one(file: &Path, raw: &[u8]) -> Result<Vec<u8>, Trouble> {
    let unreadable = |error| Trouble::Unreadable(file.to_owned(), error);
    let mut mbox = Mbox::new(raw, raw.len());
    let (mut message, mut another) = (Vec::new(), Vec::new());
    if !mbox.message(&mut message).map_err(unreadable)? {
        return Err(Trouble::NoMessage(file.to_owned()));
    }
    if mbox.message(&mut another).map_err(unreadable)? {
        return Err(Trouble::SeveralMessages(file.to_owned()));
    }
    Ok(message)
}

fn rendered(args: &CheckArgs, report: &Report, language: Language) -> Result<String, Trouble> {
    Ok(match args.format {
        CheckFormat::Text => render::terminal(report, terminal(args, language)),
        CheckFormat::Json => {
            let json = serde_json::to_string_pretty(report);
            json.map_err(|error| Trouble::Output(error.into()))? + "\n"
        }
        CheckFormat::Html => render::html(report, language)
            .map_err(|error| Trouble::Output(io::Error::other(error)))?,
        CheckFormat::Header => render::header(report),
    })
}

fn terminal(args: &CheckArgs, language: Language) -> Terminal {
    let is_terminal = io::stdout().is_terminal();
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    // Lines longer than this are hard to read on any screen.
    let width = terminal_size::terminal_size().map_or(80, |(columns, _)| usize::from(columns.0));
    let width = if is_terminal { width.clamp(32, 100) } else { 80 };
    Terminal { language, width, colour: is_terminal && !no_colour, details: args.details }
}

fn from_beside(file: &Path, language: Language) -> String {
    let file = file.with_extension("dns.json");
    let file = file.display();
    match language {
        Language::Ja => {
            format!("（.example など、だれも持てない名前の DNS は {file} の記録を使いました）")
        }
        Language::En => {
            format!("(For names that nobody can own, such as .example, DNS comes from {file}.)")
        }
    }
}

/// Documented in `mekiki check --help`; 1 and 2 are failures of ours and of the command line.
fn exit_code(ruling: Ruling) -> ExitCode {
    ExitCode::from(match ruling {
        Ruling::Genuine | Ruling::NoFraudFound => 0,
        Ruling::CannotTell => 10,
        Ruling::Suspicious => 20,
        Ruling::Phishing => 30,
    })
}
