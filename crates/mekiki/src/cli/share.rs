//! The command that prints what others would be told.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Common, Database};

#[derive(Args, Debug)]
pub(crate) struct ShareArgs {
    /// The message (.eml, .msg, mbox with one message), or - for standard input
    pub(crate) file: PathBuf,
    /// Form of the report
    #[arg(long)]
    pub(crate) format: ShareFormat,
    /// Mail address of whoever reports; answers go there
    #[arg(long, value_name = "ADDRESS", default_value = "nobody@redacted.invalid", value_parser = mailbox)]
    pub(crate) contact: String,
    /// Name of whoever reports [default: the domain of the address]
    #[arg(long, value_name = "NAME")]
    pub(crate) org: Option<String>,
    /// Mail address of the abuse desk that is to act (arf) [default: not known, which the letter says]
    #[arg(long, value_name = "ADDRESS", value_parser = mailbox)]
    pub(crate) to: Option<String>,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ShareFormat {
    /// A mail to an abuse desk (RFC 5965)
    Arf,
    /// JSON for hosting providers (X-ARF v4), an object a line and page
    Xarf,
    /// A STIX 2.1 bundle
    Stix,
    /// A MISP event
    Misp,
    /// JPCERT's table: date,URL,description
    Csv,
}

impl From<ShareFormat> for desk::exchange::Format {
    fn from(format: ShareFormat) -> Self {
        match format {
            ShareFormat::Arf => Self::Arf,
            ShareFormat::Xarf => Self::Xarf,
            ShareFormat::Stix => Self::Stix,
            ShareFormat::Misp => Self::Misp,
            ShareFormat::Csv => Self::Csv,
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(subcommand)]
    pub(crate) command: ReportCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReportCommand {
    /// Print a report as it goes onward, with what is personal masked
    Export {
        /// Its id
        id: String,
        /// Form of the report
        #[arg(long)]
        format: ShareFormat,
        /// Mail address of the abuse desk that is to act (arf) [default: not known, which the letter says]
        #[arg(long, value_name = "ADDRESS", value_parser = mailbox)]
        to: Option<String>,
    },
    /// Print what is to be blocked: hosts and pages that somebody decided to be fraud, 14 days each
    Blocklist {
        /// Form of the list
        #[arg(long, default_value = "text")]
        format: ListFormat,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListFormat {
    /// An entry a line
    Text,
    /// With the moment at which each entry ends
    Json,
}

fn mailbox(text: &str) -> Result<String, String> {
    let parts = text.rsplit_once('@');
    let is_one = parts.is_some_and(|(local, domain)| {
        !local.is_empty()
            && local.chars().all(|c| c.is_ascii_graphic() && !"<>()[]:;,\\\"".contains(c))
            && mail::DomainName::parse(domain).is_ok()
    });
    if is_one { Ok(text.to_owned()) } else { Err("not a mail address".to_owned()) }
}
