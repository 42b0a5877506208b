//! The command of the monthly report.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use desk::stats::Month;

use super::{Database, Lang};

#[derive(Args, Debug)]
pub(crate) struct StatsArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(subcommand)]
    pub(crate) command: StatsCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StatsCommand {
    /// Take in lists in JPCERT/CC's form (date,URL,description; also with tabs, also .gz) and tell what
    /// was done with each row
    Import {
        /// The lists; the six digits of a month in a file's name date the rows that have no date
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Print a month's report
    Month {
        /// The month
        #[arg(value_name = "YYYY-MM", value_parser = month)]
        month: Month,
        #[command(flatten)]
        form: FormArgs,
    },
    /// Print all years and their months
    Years {
        #[command(flatten)]
        form: FormArgs,
    },
}

#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct FormArgs {
    /// In which form
    #[arg(long, value_name = "FORM", default_value = "json")]
    pub(crate) format: Form,
    /// In which language [default: the environment's]
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Option<Lang>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Form {
    /// For programs
    Json,
    /// Markdown
    Md,
    /// A page that needs nothing else, to be read or printed
    Html,
    /// For spreadsheets
    Csv,
}

fn month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| "a month is written 2025-11".to_owned())
}
