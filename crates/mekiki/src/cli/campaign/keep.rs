use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum CampaignKeep {
    /// Make a campaign as a file describes it, as a draft, and print its id
    Create {
        /// The file (TOML)
        #[arg(required_unless_present = "example")]
        file: Option<PathBuf>,
        /// Print a file with everything in it, and what each is for
        #[arg(long)]
        example: bool,
    },
    /// List campaigns: id, state, invited, taken, stock, used, brand, name
    List,
    /// Show a campaign: its figures, its terms, who was refused and why
    Show {
        /// Its id or number
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
    /// Invite the people of a list (CSV: mail address, name, language, time zone, eligible); the same list again
    /// invites nobody twice
    Invite {
        /// The campaign's id or number
        #[arg(allow_hyphen_values = true)]
        id: String,
        /// The list; - for standard input
        file: PathBuf,
    },
    /// Tell anew who of the invited may take a coupon: those of a list, and nobody else
    Eligible {
        /// The campaign's id or number
        #[arg(allow_hyphen_values = true)]
        id: String,
        /// The list; - for standard input
        file: PathBuf,
    },
    /// Start a campaign, or go on after a pause: invitations go out, coupons can be taken
    Start {
        /// The campaign's id or number
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
    /// Stop a campaign for a while
    Pause {
        /// The campaign's id or number
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
    /// End a campaign for good; coupons that were taken keep their days
    End {
        /// The campaign's id or number
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
    /// Print everybody's personal links (CSV), for a system other than this desk that sends the mail
    Links {
        /// The campaign's id or number
        #[arg(allow_hyphen_values = true)]
        id: String,
        /// Where people reach the desk
        #[arg(long, value_name = "https://…")]
        base: String,
    },
    /// Say that another system has sent the mail, to whoever still waits for it: their days count from now
    Sent {
        /// The campaign's id or number
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
    /// List a campaign's faults, the newest first: id, kind, state, opened by, since when, closed when
    Faults {
        /// The campaign's id or number
        #[arg(allow_hyphen_values = true)]
        id: String,
    },
    /// Use a coupon, once
    Redeem {
        /// Its code, however it is typed
        code: String,
        /// The shop's own name for the order
        #[arg(long)]
        order: String,
    },
}
