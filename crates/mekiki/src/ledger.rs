//! The send ledger: `mekiki ledger …`.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
    process::ExitCode,
};

use desk::{
    CampaignId, Store,
    campaign::By,
    ledger::{Batch, BatchError, Day, Entry, Hash, Hasher, Label, Line},
    store::LedgerSize,
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    brand,
    cli::{Database, LedgerArgs, LedgerCommand},
    source::{self, Found, Walk},
    store::IfMissing,
    trouble::Trouble,
};

/// Entries that are sorted in memory at a time: 32 octets each.
const AT_ONCE: usize = 4_000_000;
/// Entries from which on they get a volume of their own.
const MANY: usize = 10_000;
/// Lines that could not be read and are named.
const NAMED: usize = 20;

/// Does what was asked.
pub(crate) fn run(args: &LedgerArgs) -> Result<ExitCode, Trouble> {
    let database = &args.database;
    match &args.command {
        LedgerCommand::Add { brand, files, messages, day, campaign } => {
            let brand = brand::of_desk(database, brand)?;
            let sent = Sent { day: *day, campaign: campaign.as_deref(), messages: *messages };
            let zone = zone(database)?;
            database.run(IfMissing::Make, |store| async move {
                let label = sent.label(&store, &brand, &zone).await?;
                Entering::new(&store, &brand, label).all(files, sent.messages).await
            })
        }
        LedgerCommand::Show => database.run(IfMissing::Refuse, |store| async move {
            Ok(store.ledger_sizes().await?.iter().map(line).collect())
        }),
        LedgerCommand::Keep { brand, days } => {
            let brand = brand::of_desk(database, brand)?;
            database.run(IfMissing::Make, |store| async move {
                store.keep_ledger(&brand, *days).await?;
                Ok(String::new())
            })
        }
        LedgerCommand::Pack => database.run(IfMissing::Refuse, |store| async move {
            let packed = store.pack_ledger(true, Timestamp::now()).await?;
            Ok(format!(
                "moved\t{}\nmerged\t{}\nexpired\t{}\n",
                packed.moved, packed.merged, packed.expired
            ))
        }),
    }
}

fn zone(database: &Database) -> Result<TimeZone, Trouble> {
    let zone = TimeZone::get(&database.config()?.check.zone);
    zone.map_err(|error| Trouble::Zone(error.to_string()))
}

/// What is said of everything that is entered.
struct Sent<'a> {
    day: Option<Date>,
    campaign: Option<&'a str>,
    messages: bool,
}

impl Sent<'_> {
    async fn label(&self, store: &Store, brand: &str, zone: &TimeZone) -> Result<Label, Trouble> {
        let today = || Timestamp::now().to_zoned_datetime(zone.clone()).date();
        let day = Day::of(self.day.unwrap_or_else(today)).ok_or(Trouble::NoSuchDay)?;
        let campaign = match self.campaign {
            Some(id) => {
                let id = CampaignId::parse(id).ok_or(Trouble::NoSuchCampaign)?;
                let campaign = store.campaign(By::Machine, &id).await?;
                if campaign.brand != brand {
                    return Err(Trouble::NoSuchCampaign);
                }
                Some(campaign.number)
            }
            None => None,
        };
        Ok(Label { day, campaign })
    }
}

/// Enters what is read, many at a time.
struct Entering<'a> {
    store: &'a Store,
    brand: &'a str,
    label: Label,
    hasher: Hasher,
    waiting: Vec<Entry>,
    read: u64,
    entered: u64,
    unreadable: u64,
    named: Vec<String>,
}

impl<'a> Entering<'a> {
    fn new(store: &'a Store, brand: &'a str, label: Label) -> Self {
        let hasher = store.ledger_hasher(brand);
        let (waiting, named) = (Vec::new(), Vec::new());
        Self { store, brand, label, hasher, waiting, read: 0, entered: 0, unreadable: 0, named }
    }

    async fn all(mut self, files: &[PathBuf], messages: bool) -> Result<String, Trouble> {
        if messages {
            self.messages(files).await?;
        } else {
            for file in files {
                self.list(file).await?;
            }
        }
        self.enter().await?;
        let mut out = String::new();
        let _ = writeln!(out, "read\t{}\nentries\t{}", self.read, self.entered);
        let _ = writeln!(out, "unreadable\t{}", self.unreadable);
        self.named.iter().for_each(|what| {
            let _ = writeln!(out, "unreadable {}", check::render::plain(what));
        });
        Ok(out)
    }

    async fn list(&mut self, file: &Path) -> Result<(), Trouble> {
        let unreadable = |error| Trouble::Unreadable(file.to_owned(), error);
        let lines: Box<dyn BufRead + Send> = if file == Path::new("-") {
            Box::new(BufReader::new(io::stdin()))
        } else {
            Box::new(BufReader::with_capacity(1 << 20, File::open(file).map_err(unreadable)?))
        };
        let mut batch = Batch::new(lines);
        loop {
            match batch.next_line() {
                Ok(None) => return Ok(()),
                Ok(Some(Line::Id(id))) => {
                    let hash = self.hasher.message_id(&id);
                    self.push(&[hash]).await?;
                }
                Ok(Some(Line::Unreadable(number))) => {
                    self.unreadable(format!("{} line {number}", file.display()));
                }
                Err(BatchError::Read(_, error)) => return Err(unreadable(error)),
            }
        }
    }

    async fn messages(&mut self, paths: &[PathBuf]) -> Result<(), Trouble> {
        let mut octets = Vec::new();
        for found in Walk::new(paths) {
            match found {
                Found::File(path) => match source::read(&path, &mut octets) {
                    Ok(()) => self.message(&path, &octets).await?,
                    Err(error) => self.unreadable(format!("{}: {error}", path.display())),
                },
                Found::Within(path, _, octets) => self.message(&path, &octets).await?,
                Found::NoMail => {}
                Found::Unreadable(path, error) => {
                    self.unreadable(format!("{}: {error}", path.display()));
                }
            }
        }
        Ok(())
    }

    async fn message(&mut self, path: &Path, octets: &[u8]) -> Result<(), Trouble> {
        let hashes = self.hasher.message(octets);
        if hashes.is_empty() {
            self.unreadable(format!("{}: neither signature nor Message-ID", path.display()));
            return Ok(());
        }
        self.push(&hashes).await
    }

    async fn push(&mut self, hashes: &[Hash]) -> Result<(), Trouble> {
        self.read += 1;
        let label = self.label;
        self.waiting.extend(hashes.iter().map(|&hash| Entry { hash, label }));
        if self.waiting.len() >= AT_ONCE { self.enter().await } else { Ok(()) }
    }

    async fn enter(&mut self) -> Result<(), Trouble> {
        let waiting = std::mem::take(&mut self.waiting);
        self.entered += if waiting.len() >= MANY {
            self.store.enter_ledger_volume(self.brand, waiting, Timestamp::now()).await?
        } else {
            let hashes: Vec<Hash> = waiting.iter().map(|entry| entry.hash).collect();
            self.store.enter_ledger(self.brand, &hashes, self.label).await?
        };
        Ok(())
    }

    fn unreadable(&mut self, what: String) {
        self.unreadable += 1;
        if self.named.len() < NAMED {
            self.named.push(what);
        }
    }
}

/// Brand, days, entries in rows, entries in volumes, volumes.
fn line(size: &LedgerSize) -> String {
    let LedgerSize { brand, keep_days, recent, packed, volumes } = size;
    format!("{brand}\tkept {keep_days} days\trecent {recent}\tpacked {packed}\tvolumes {volumes}\n")
}
