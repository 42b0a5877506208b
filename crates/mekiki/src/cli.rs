//! The command line, as it is typed.

mod campaign;
mod desk;
mod domain;
mod ledger;
mod presend;
mod share;
mod stats;

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::{Timestamp, tz::TimeZone};

use crate::{dns::Dns, scan::Labelled};

pub(crate) use campaign::{
    CampaignArgs, CampaignCommand, CampaignKeep, CampaignKeyCommand, CampaignSend, CampaignSettle,
    KeyName,
};
pub(crate) use desk::{
    AttacksArgs, AttacksCommand, AuditArgs, AuditCommand, BackupArgs, Database, KeyArgs,
    KeyCommand, PasswordArgs, RestoreArgs, RetainArgs, UserArgs, UserCommand,
};
pub(crate) use domain::{
    DomainArgs, DomainCheckArgs, DomainCommand, DomainFormat, ReportsArgs, ReportsCommand,
    ReportsShowArgs, TrafficFormat,
};
pub(crate) use ledger::{LedgerArgs, LedgerCommand};
pub(crate) use presend::PresendArgs;
pub(crate) use share::{ListFormat, ReportArgs, ReportCommand, ShareArgs};
pub(crate) use stats::{Form, FormArgs, StatsArgs, StatsCommand};

/// Is this message real, and what do I do now?
///
/// 届いたメールが本物か、いま何をすればよいかを答えます。
#[derive(Debug, Parser)]
#[command(version, name = "mekiki")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check one message: who sent it, could it hurt me, does what it promises hold?
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Check many messages: files, folders, mbox, Maildir
    #[command(after_help = SCAN_CODES)]
    Scan(ScanArgs),
    /// Print what a report of one message would tell others, with what is personal masked
    Share(ShareArgs),
    /// Open the desk: pages where anybody hands in a message, and talks to a person
    Serve(ServeArgs),
    /// What goes onward from a desk: a report in a form for others, and what is to be blocked
    Report(ReportArgs),
    /// The accounts of the people at the desk
    User(UserArgs),
    /// Keys for programs that use the desk's HTTP API
    Key(KeyArgs),
    /// Write all of a desk into a file
    Backup(BackupArgs),
    /// Put a backup into an empty desk, of either kind of database
    Restore(RestoreArgs),
    /// Invitations with coupons: make a campaign, invite, preview, send, redeem, read what comes back
    Campaign(CampaignArgs),
    /// Attacks: the desk's reports, put together by what they have in common
    Attacks(AttacksArgs),
    /// The log of who did what at the desk
    Audit(AuditArgs),
    /// Delete what has been kept long enough, as an open desk does by itself every hour
    Retain(RetainArgs),
    /// The send ledger: what brands say they sent
    Ledger(LedgerArgs),
    /// The monthly report: take in published lists, print a month or all years
    Stats(StatsArgs),
    /// Print the file of the desk's settings, mekiki.toml, with what each is for
    Config,
    /// Look into the registry of brands
    Brand(BrandArgs),
    /// Is a sending domain set up so that its mail can be believed?
    Domain(DomainArgs),
    /// Would our own mail look like phishing? Say what to change before it is sent
    #[command(after_help = presend::PRESEND_CODES)]
    Presend(PresendArgs),
    /// Explain a piece of evidence: what it sees, why it counts, how often it is seen
    Evidence(EvidenceArgs),
    /// Print the JSON Schema of a report
    Schema,
    /// Print the OpenAPI document of the desk's HTTP API
    Openapi,
    /// Answer conformance cases from standard input (JSON lines)
    Conformance {
        /// Name of the suite
        suite: String,
    },
    /// Learn the weights of evidence from labelled mail, and tell how good they are
    Calibrate(CalibrateArgs),
    /// Print completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page of the program or of a command (roff, for man)
    Manual {
        /// Which command
        command: Option<String>,
    },
}

const EXIT_CODES: &str = "Exit codes:
   0  genuine, or no fraud found
  10  cannot tell yet
  20  suspicious
  30  phishing
   1  no answer: the message or a setting could not be read
   2  the command line was not understood";

const SCAN_CODES: &str =
    "One line for each message, in the order of the walk: folders are walked in \
depth, names sorted. A message in an mbox is named PATH#N, counted from 1. Files in a folder that \
have no header of a mail, and hidden ones, are skipped and counted; a file that is named is always read.

Exit codes:
   0  every message was read, whatever was found
   1  something could not be read (its line says what), the rest is reported
   2  the command line was not understood";

/// What every check needs to know.
#[derive(Args, Debug)]
pub(crate) struct Common {
    /// How DNS is asked: system, off, or a file of recorded answers
    #[arg(long, value_name = "system|off|FILE.json", default_value = "system")]
    pub(crate) dns: Dns,
    /// The moment the question is asked (RFC 3339) [default: now]
    #[arg(long, value_name = "TIME")]
    pub(crate) now: Option<Timestamp>,
    /// Zone in which days are counted [default: the system's, Asia/Tokyo where that is UTC]
    #[arg(long, value_name = "ZONE", value_parser = zone)]
    pub(crate) zone: Option<TimeZone>,
    /// Folder of brand files (*.toml) that add to the built-in ones or replace them
    #[arg(long, value_name = "DIR")]
    pub(crate) brands: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct CheckArgs {
    /// The message (.eml, .msg, mbox with one message), or - for standard input
    pub(crate) file: PathBuf,
    /// Language of the answer [default: that of the environment, else that of the message]
    #[arg(long, value_name = "ja|en")]
    pub(crate) lang: Option<Lang>,
    /// Form of the answer
    #[arg(long, default_value = "text")]
    pub(crate) format: CheckFormat,
    /// Show every link, proof and reason
    #[arg(long)]
    pub(crate) details: bool,
    #[command(flatten)]
    pub(crate) common: Common,
    /// Address of the SMTP client that handed the message in
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) ip: Option<IpAddr>,
    /// What the client called itself (HELO/EHLO)
    #[arg(long, value_name = "NAME")]
    pub(crate) helo: Option<String>,
    /// RFC5321.MailFrom, <> for the null path
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) mail_from: Option<String>,
    /// RFC5321.RcptTo
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) rcpt: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct ScanArgs {
    /// Files, folders, mboxes, Maildirs
    #[arg(required_unless_present_any = ["label", "labels"])]
    pub(crate) paths: Vec<PathBuf>,
    /// Form of the output [default: summary on a terminal or with --html, else jsonl]
    #[arg(long)]
    pub(crate) format: Option<ScanFormat>,
    /// Where the output goes [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Also sum it all up on a page that needs nothing else
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Language of summary and page; the page has a switch [default: that of the environment]
    #[arg(long, value_name = "ja|en")]
    pub(crate) lang: Option<Lang>,
    /// Scan PATH too, and tell how its messages are ruled against what they are: fraud, genuine, or any
    /// other word, which is shown and not scored
    #[arg(long, value_name = "KIND=PATH")]
    pub(crate) label: Vec<Labelled>,
    /// What messages are, as a table with tabs and columns path and label; its folder is scanned
    /// when no other path is given
    #[arg(long, value_name = "FILE.tsv")]
    pub(crate) labels: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
    /// Messages checked at a time [default: one for each core; with --dns system, 16]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) jobs: Option<u16>,
}

#[derive(Args, Debug)]
pub(crate) struct ServeArgs {
    /// Address and port to listen on (also MEKIKI_LISTEN) [default: 127.0.0.1:8025]
    #[arg(long, value_name = "ADDR:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    #[command(flatten)]
    pub(crate) database: Database,
    /// How DNS is asked about senders: system, off, or a file of recorded answers [default: system]
    #[arg(long, value_name = "system|off|FILE.json")]
    pub(crate) dns: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct CalibrateArgs {
    /// Folder with manifest.tsv (path, label, kind, sure, lang, source, date) and the messages
    pub(crate) corpus: PathBuf,
    /// Folder of priors.txt, where weights.txt and wording.bin are written
    #[arg(long, value_name = "DIR", default_value = "crates/verdict")]
    pub(crate) verdict: PathBuf,
    /// Share of honest mail that may be called suspicious, in percent
    #[arg(long, value_name = "PERCENT", default_value = "1.1")]
    pub(crate) alarms: f64,
    /// Write the result, instead of only telling the figures
    #[arg(long)]
    pub(crate) write: bool,
}

#[derive(Args, Debug)]
pub(crate) struct BrandArgs {
    #[command(subcommand)]
    pub(crate) command: BrandCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BrandCommand {
    /// List the brands that are known
    List,
    /// Show what is known of a brand
    Show {
        /// Key of the brand, such as amazon
        id: String,
    },
    /// Tell whose a domain or host is
    Owner {
        /// The name
        domain: String,
    },
    /// List the names that somebody would register to be taken for a brand or a domain
    Lookalikes(LookalikesArgs),
    /// Check brand files of your own
    Check {
        /// Folder of *.toml files
        dir: PathBuf,
    },
}

#[derive(Args, Debug)]
pub(crate) struct EvidenceArgs {
    /// Name of the evidence, as reports give it [default: list all]
    pub(crate) name: Option<String>,
    /// Language of the page [default: that of the environment]
    #[arg(long, visible_alias = "language", value_name = "ja|en")]
    pub(crate) lang: Option<Lang>,
    /// Write the pages of all evidence to a folder, in both languages
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    pub(crate) write: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct LookalikesArgs {
    /// Key of a brand, or a domain; of one that resembles a brand's, tells which brand and why
    pub(crate) name: String,
    /// Form of the output
    #[arg(long, default_value = "text")]
    pub(crate) format: LookalikesFormat,
    /// Most names to list, the most dangerous first [default: all]
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Ask DNS which names exist: system, off, or a file of recorded answers
    #[arg(long, value_name = "system|off|FILE.json", default_value = "off")]
    pub(crate) dns: Dns,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LookalikesFormat {
    /// Technique, name as shown, name as registered
    Text,
    /// An object a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Lang {
    Ja,
    En,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Plain words
    Text,
    /// The whole report (see `mekiki schema`)
    Json,
    /// One page that needs nothing else
    Html,
    /// A header field for filters
    Header,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ScanFormat {
    /// A whole report a line
    Jsonl,
    /// A table with the main answers
    Csv,
    /// Only how many are what
    Summary,
    /// A page that sums it up and needs nothing else
    Html,
    /// A table for pandas, DuckDB and the like; needs --out or a pipe
    Parquet,
}

fn zone(name: &str) -> Result<TimeZone, String> {
    TimeZone::get(name).map_err(|_| format!("{name:?} is no time zone; try Asia/Tokyo or UTC"))
}
