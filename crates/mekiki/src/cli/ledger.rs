//! The command of the send ledger.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::Database;

#[derive(Args, Debug)]
pub(crate) struct LedgerArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(subcommand)]
    pub(crate) command: LedgerCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LedgerCommand {
    /// Enter what a brand sent: a list of Message-IDs, one a line (- for standard input), or with
    /// --messages the messages themselves (files, folders, mbox), which is the stronger proof
    Add {
        /// The brand's key in the registry
        brand: String,
        /// The list, or the messages
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The files are messages
        #[arg(long)]
        messages: bool,
        /// The day on which they were sent [default: today]
        #[arg(long, value_name = "YYYY-MM-DD")]
        day: Option<Date>,
        /// Id of the campaign that they belong to
        #[arg(long, value_name = "ID")]
        campaign: Option<String>,
    },
    /// How many entries each brand has, and how long they are kept
    Show,
    /// Say how many days a brand's entries are kept
    Keep {
        /// The brand's key in the registry
        brand: String,
        /// Days
        #[arg(value_parser = clap::value_parser!(u16).range(1..=3660))]
        days: u16,
    },
    /// Pack the ledger now, as an open desk does by itself every hour
    Pack,
}
