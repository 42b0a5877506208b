//! The commands of whoever runs a desk.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use desk::{AttackState, Role, Scope};

/// Which desk.
#[derive(Args, Clone, Debug)]
pub(crate) struct Database {
    /// Where cases are kept: sqlite://FILE or postgres://USER@HOST/NAME (also MEKIKI_DATABASE)
    /// [default: sqlite://mekiki.db]
    #[arg(long = "database", value_name = "URL", global = true)]
    pub(crate) url: Option<String>,
    /// File of settings; `mekiki config` prints one with all of them [default: mekiki.toml, if it is
    /// there]
    #[arg(long, value_name = "FILE", env = "MEKIKI_CONFIG", global = true)]
    pub(crate) config: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct UserArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(subcommand)]
    pub(crate) command: UserCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Make an account; the password is asked for, or read from standard input
    Add {
        /// The name to log in with
        name: String,
        /// What the person is there for
        #[arg(long)]
        role: RoleName,
        /// Key of the brand that brand staff works for
        #[arg(long, value_name = "KEY")]
        brand: Option<String>,
        #[command(flatten)]
        password: PasswordArgs,
    },
    /// List the accounts
    List,
    /// Close an account: its sessions end, its cases go back to the queue
    Disable {
        /// The name
        name: String,
    },
    /// Give an account a new password; its sessions end
    Password {
        /// The name
        name: String,
        #[command(flatten)]
        password: PasswordArgs,
    },
}

/// A password is never an argument: others on the machine see those.
#[derive(Args, Debug)]
pub(crate) struct PasswordArgs {
    /// Read the password from the first line of a file [default: ask, or standard input]
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum RoleName {
    /// Talks with people and decides
    Agent,
    /// Sees and decides what speaks as one brand
    BrandStaff,
    /// Reads
    Analyst,
    /// Everything, and the accounts
    Admin,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Agent => Self::Agent,
            RoleName::BrandStaff => Self::BrandStaff,
            RoleName::Analyst => Self::Analyst,
            RoleName::Admin => Self::Admin,
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct KeyArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(subcommand)]
    pub(crate) command: KeyCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeyCommand {
    /// Make a key for a program, and print it this once
    Add {
        /// Whose it is, in words
        name: String,
        /// What it may do
        #[arg(long, required = true, value_delimiter = ',', value_name = "SCOPE,…")]
        scope: Vec<ScopeName>,
        /// The only brand that it may act for, in campaigns and the ledger [default: all]
        #[arg(long, value_name = "BRAND")]
        brand: Option<String>,
    },
    /// List the keys, without their secrets, which nobody has
    List,
    /// Take a key back
    Revoke {
        /// Its id, as `list` shows it
        id: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ScopeName {
    /// Hand in messages
    Check,
    /// Read cases, redacted
    Read,
    /// Decide
    Decide,
    /// Make campaigns, invite, redeem coupons
    Campaigns,
}

impl From<ScopeName> for Scope {
    fn from(name: ScopeName) -> Self {
        match name {
            ScopeName::Check => Self::Check,
            ScopeName::Read => Self::Read,
            ScopeName::Decide => Self::Decide,
            ScopeName::Campaigns => Self::Campaigns,
        }
    }
}

#[derive(Args, Debug)]
pub(crate) struct BackupArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    /// The file, not there yet; - for standard output. It holds the messages that people handed in
    pub(crate) file: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct RestoreArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    /// A file that `mekiki backup` wrote; - for standard input
    pub(crate) file: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct AuditArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(subcommand)]
    pub(crate) command: AuditCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AuditCommand {
    /// Tell whether the log is what was written, and where it ends
    Verify {
        /// An end that was noted before, as `verify` printed it: the log must still lead through it
        #[arg(long, value_name = "POSITION:HASH")]
        noted: Option<String>,
    },
    /// List the log: position, moment, who, what, case, more
    List {
        /// Only what was written after this position
        #[arg(long, value_name = "POSITION", default_value_t = 0)]
        after: i64,
    },
}

#[derive(Args, Debug)]
pub(crate) struct RetainArgs {
    #[command(flatten)]
    pub(crate) database: Database,
}

#[derive(Args, Debug)]
pub(crate) struct AttacksArgs {
    #[command(flatten)]
    pub(crate) database: Database,
    #[command(subcommand)]
    pub(crate) command: AttacksCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AttacksCommand {
    /// List attacks, the newest report first: id, state, reports, reporters, first, last, brands, subject
    List {
        /// Only those in this state
        #[arg(long, value_name = "new|active|quiet|closed|genuine")]
        state: Option<AttackState>,
    },
    /// Show an attack: subjects, hosts, shapes of addresses, pages, reports, earlier ones like it
    Show {
        /// Its id, as `list` shows it
        id: String,
    },
}
