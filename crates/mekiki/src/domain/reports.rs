//! DMARC aggregate reports: `mekiki domain reports …`.

use std::{
    fmt::Write as _,
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::atomic::{AtomicBool, Ordering},
};

use check::render::plain;
use desk::{
    Store,
    aggregate::{Limits, Traffic, read},
};
use jiff::{SignedDuration, Timestamp};
use verdict::words::Language;

use super::{parse, traffic};
use crate::{
    cli::{ReportsArgs, ReportsCommand, ReportsShowArgs, TrafficFormat},
    language,
    store::IfMissing,
    trouble::Trouble,
    web,
};

/// Does what was asked.
pub(super) fn run(args: &ReportsArgs) -> Result<ExitCode, Trouble> {
    match &args.command {
        ReportsCommand::Import { files } => {
            let failed = AtomicBool::new(false);
            let code = args.database.run(IfMissing::Make, |store| async {
                import(store, files, &failed, Timestamp::now()).await
            })?;
            Ok(if failed.load(Ordering::Relaxed) { ExitCode::FAILURE } else { code })
        }
        ReportsCommand::Show(show) => {
            args.database.run(IfMissing::Refuse, |store| async move { shown(&store, show).await })
        }
    }
}

/// Takes in files, and tells of each report what became of it.
async fn import(
    store: Store,
    files: &[PathBuf],
    failed: &AtomicBool,
    now: Timestamp,
) -> Result<String, Trouble> {
    let (limits, language, mut out) =
        (Limits::default(), language::of_environment(), String::new());
    for path in files {
        let octets = octets(path, &limits)?;
        for found in read(&octets, &limits) {
            let file = path.display().to_string();
            let name = plain(&file).into_owned();
            let name = match found.name.as_str() {
                "" => name,
                inner => format!("{name}/{}", plain(inner)),
            };
            // Writing to a String cannot fail.
            let _ = match found.report {
                Ok(report) => {
                    let is_new = store.add_aggregate_report(&report, now).await?;
                    let word = if is_new { "new" } else { "known" };
                    let reporter = plain(&report.reporter).into_owned();
                    let (domain, messages) = (&report.domain, report.messages());
                    writeln!(out, "{word}\t{domain}\t{reporter}\t{messages}\t{name}")
                }
                Err(error) => {
                    failed.store(true, Ordering::Relaxed);
                    let why = error.words();
                    writeln!(out, "unreadable\t-\t-\t-\t{name}\t{}", plain(why.within(language)))
                }
            };
        }
    }
    Ok(out)
}

fn octets(path: &Path, limits: &Limits) -> Result<Vec<u8>, Trouble> {
    let unreadable = |error| Trouble::Unreadable(path.to_owned(), error);
    let mut octets = Vec::new();
    // One more than is read shows that the file is too large.
    let most = limits.file_octets as u64 + 1;
    if path == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut octets).map_err(unreadable)?;
    } else {
        let file = File::open(path).map_err(unreadable)?;
        file.take(most).read_to_end(&mut octets).map_err(unreadable)?;
    }
    Ok(octets)
}

async fn shown(store: &Store, args: &ReportsShowArgs) -> Result<String, Trouble> {
    let domain = parse(&args.domain)?;
    let since = since(args.days, Timestamp::now());
    let traffic: Traffic = store.traffic(&domain, since).await?;
    let language = args.lang.map_or_else(language::of_environment, Language::from);
    match args.format {
        TrafficFormat::Text => Ok(traffic::text(&traffic, language)),
        TrafficFormat::Json => traffic::json(&traffic),
        TrafficFormat::Html => Ok(web::sending::alone(&traffic, language)),
    }
}

/// The moment so many days ago.
pub(crate) fn since(days: u16, now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(i64::from(days) * 24))
        .unwrap_or(Timestamp::UNIX_EPOCH)
}
