//! The command about a mail before it is sent.

use std::path::PathBuf;

use clap::Args;

use super::{Common, DomainFormat, Lang};

pub(crate) const PRESEND_CODES: &str = "Exit codes:
   0  nothing to change
  10  something to change
   1  no answer: the mail or a setting could not be read
   2  the command line was not understood";

#[derive(Args, Debug)]
pub(crate) struct PresendArgs {
    /// The mail (.eml, .msg), or - for standard input
    pub(crate) file: PathBuf,
    /// Whose mail it is to be: a domain, or the key of a brand [default: the owner of the domain in
    /// From]
    #[arg(long = "as", value_name = "DOMAIN|BRAND")]
    pub(crate) own: Option<String>,
    /// Language of the answer [default: that of the environment]
    #[arg(long, value_name = "ja|en")]
    pub(crate) lang: Option<Lang>,
    /// Form of the answer
    #[arg(long, default_value = "text")]
    pub(crate) format: DomainFormat,
    #[command(flatten)]
    pub(crate) common: Common,
}
