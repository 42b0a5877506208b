//! Sending a campaign's invitations: `mekiki campaign preview`, `send`, `settle`, `bounces`, `key`.

mod bounces;
mod key;
mod preview;
mod send;
mod settings;
mod settle;

use std::process::ExitCode;

use desk::{Campaign, CampaignId, CampaignNumber, Store, campaign::By};
use verdict::words::Language;

use crate::{
    cli::{CampaignArgs, CampaignCommand, CampaignKeyCommand},
    trouble::Trouble,
};

pub(crate) use settings::of as settings;

/// Something is still open: not a failure, and not done.
const OPEN: u8 = 10;

/// Does what was asked.
pub(crate) fn run(args: &CampaignArgs) -> Result<ExitCode, Trouble> {
    match &args.command {
        CampaignCommand::Keep(command) => crate::campaign::run(&args.database, command),
        CampaignCommand::Preview { id, lang } => {
            preview::run(&args.database, id, Language::from(*lang))
        }
        CampaignCommand::Send(send) => send::run(&args.database, send),
        CampaignCommand::Settle(settle) => settle::run(&args.database, settle),
        CampaignCommand::Bounces { paths } => bounces::run(&args.database, paths),
        CampaignCommand::Key {
            command: CampaignKeyCommand::New { selector, domain, kind, out },
        } => key::new(selector, domain, *kind, out.as_deref()),
    }
}

/// The campaign that was named by its id or its number.
pub(crate) async fn campaign(store: &Store, named: &str) -> Result<Campaign, Trouble> {
    if let Some(id) = CampaignId::parse(named) {
        return Ok(store.campaign(By::Machine, &id).await?);
    }
    let number = named.parse().map_err(|_| desk::StoreError::NoSuchCampaign)?;
    Ok(store.campaign_numbered(CampaignNumber(number)).await?)
}
