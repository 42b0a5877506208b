//! The commands about campaigns.

mod keep;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Database, Lang};

pub(crate) use keep::CampaignKeep;

#[derive(Args, Debug)]
pub(crate) struct CampaignArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(subcommand)]
    pub(crate) command: CampaignCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CampaignCommand {
    #[command(flatten)]
    Keep(CampaignKeep),
    /// Print the message that the invited get, signed, as a file for `mekiki check`
    Preview {
        /// The campaign's id or number
        #[arg(allow_hyphen_values = true)]
        id: String,
        /// Language of the message
        #[arg(long, value_name = "ja|en", default_value = "ja")]
        lang: Lang,
    },
    /// Send a running campaign's invitations; may be stopped at any moment, and run again
    #[command(after_help = SEND_CODES)]
    Send(CampaignSend),
    /// Find out, from the relay's own log or from you, what became of messages that were cut off
    #[command(after_help = SETTLE_CODES)]
    Settle(CampaignSettle),
    /// Read what came back: bounces, and complaints, which unsubscribe
    Bounces {
        /// Files, folders, mboxes, Maildirs; - for one message on standard input
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Keys that sign what is sent (DKIM)
    Key {
        #[command(subcommand)]
        command: CampaignKeyCommand,
    },
}

const SEND_CODES: &str = "Exit codes:
   0  all are sent, or refused by the relay for good
  10  stopped before the end, or it is not known of some (`mekiki campaign settle`)
   1  it cannot go on: a setting, the relay or the database
   2  the command line was not understood";

const SETTLE_CODES: &str = "Exit codes:
   0  nothing is open any more
  10  it is still not known of some: they are listed
   1  the log or the database could not be read
   2  the command line was not understood";

#[derive(Args, Debug)]
pub(crate) struct CampaignSend {
    /// The campaign's id or number
    #[arg(allow_hyphen_values = true)]
    pub(crate) id: String,
    /// Send one message to this address and nothing else; its links open nothing
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) test_to: Option<String>,
    /// Language of the test message
    #[arg(long, value_name = "ja|en", default_value = "ja", requires = "test_to")]
    pub(crate) lang: Lang,
    /// Also try those again that the relay refused
    #[arg(long)]
    pub(crate) also_refused: bool,
}

#[derive(Args, Debug)]
pub(crate) struct CampaignSettle {
    /// The campaign's id or number
    #[arg(allow_hyphen_values = true)]
    pub(crate) id: String,
    /// The relay's log (Postfix, Exim); several, the oldest first
    #[arg(long, value_name = "FILE")]
    pub(crate) log: Vec<PathBuf>,
    /// Zone of a log that names none [default: check.zone of the settings]
    #[arg(long, value_name = "ZONE")]
    pub(crate) log_zone: Option<String>,
    /// Numbers of invitations of which you know that the relay has them
    #[arg(long, value_name = "N,…", value_delimiter = ',')]
    pub(crate) arrived: Vec<i64>,
    /// Numbers of invitations of which you know that the relay does not have them: they are sent again
    #[arg(long, value_name = "N,…", value_delimiter = ',')]
    pub(crate) not_arrived: Vec<i64>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CampaignKeyCommand {
    /// Make a key, and print what to publish in DNS and to write into the settings
    New {
        /// Name of the key below DOMAIN, such as 2026a
        #[arg(long)]
        selector: String,
        /// The domain that it signs for: the author's, or one above it
        #[arg(long)]
        domain: String,
        /// Which kind
        #[arg(long, value_enum, default_value = "rsa")]
        kind: KeyName,
        /// The file for it, not there yet [default: SELECTOR.DOMAIN.pem]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum KeyName {
    /// 2048 bits; every receiver verifies it
    Rsa,
    /// Short and quick; to be used beside an RSA key, since not every receiver verifies it yet
    Ed25519,
}
