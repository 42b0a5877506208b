//! The commands about a sending domain.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Database, Lang};
use crate::dns::Dns;

#[derive(Args, Debug)]
pub(crate) struct DomainArgs {
    #[command(subcommand)]
    pub(crate) command: DomainCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DomainCommand {
    /// Explain what a domain publishes about its mail (SPF, DKIM, DMARC, BIMI, MTA-STS, TLS-RPT, MX), and
    /// what to change
    #[command(after_help = CHECK_CODES)]
    Check(DomainCheckArgs),
    /// Who sends in our name? DMARC aggregate reports
    Reports(ReportsArgs),
}

#[derive(Args, Debug)]
pub(crate) struct ReportsArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(subcommand)]
    pub(crate) command: ReportsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReportsCommand {
    /// Take in reports (.xml, .gz, .zip, or mails with one attached) and tell what became of each; one
    /// that comes twice counts once
    Import {
        /// The files, or - for standard input
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Print by source how much was sent, what fails, and what to do about it
    Show(ReportsShowArgs),
}

#[derive(Args, Debug)]
pub(crate) struct ReportsShowArgs {
    /// The domain in From
    pub(crate) domain: String,
    /// So many days back
    #[arg(long, value_name = "N", default_value = "30", value_parser = clap::value_parser!(u16).range(1..=400))]
    pub(crate) days: u16,
    /// Language of the answer [default: that of the environment]
    #[arg(long, value_name = "ja|en")]
    pub(crate) lang: Option<Lang>,
    /// Form of the answer
    #[arg(long, default_value = "text")]
    pub(crate) format: TrafficFormat,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum TrafficFormat {
    /// Plain words
    Text,
    /// For programs
    Json,
    /// A page with plots that needs nothing else
    Html,
}

const CHECK_CODES: &str =
    "Only DNS is asked: of MTA-STS, the policy itself lies on a web site, and is \
not read.

Exit codes:
   0  nothing to mend
  10  something to mend
   1  DNS did not answer for some of it, or a setting could not be read
   2  the command line was not understood";

#[derive(Args, Debug)]
pub(crate) struct DomainCheckArgs {
    /// The domain in From
    pub(crate) domain: String,
    /// A selector that the domain signs with, the s= of a DKIM-Signature [default: those of the
    /// brand's file, else common ones]
    #[arg(long, value_name = "SELECTOR")]
    pub(crate) selector: Vec<String>,
    /// How DNS is asked: system, off, or a file of recorded answers
    #[arg(long, value_name = "system|off|FILE.json", default_value = "system")]
    pub(crate) dns: Dns,
    /// Folder of brand files (*.toml) that add to the built-in ones or replace them
    #[arg(long, value_name = "DIR")]
    pub(crate) brands: Option<PathBuf>,
    /// Language of the answer [default: that of the environment]
    #[arg(long, value_name = "ja|en")]
    pub(crate) lang: Option<Lang>,
    /// Form of the answer
    #[arg(long, default_value = "text")]
    pub(crate) format: DomainFormat,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum DomainFormat {
    /// Plain words
    Text,
    /// For programs
    Json,
}
