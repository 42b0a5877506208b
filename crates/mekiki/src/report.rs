//! What goes onward from a desk: `mekiki report …`.

use std::process::ExitCode;

use desk::{
    ReportId,
    attack::AttackReader,
    exchange::{self, Parties},
};
use jiff::Timestamp;

use crate::{
    brand,
    cli::{ListFormat, ReportArgs, ReportCommand},
    store::IfMissing,
    trouble::Trouble,
};

/// Does what was asked.
pub(crate) fn run(args: &ReportArgs) -> Result<ExitCode, Trouble> {
    let config = args.database.config()?;
    let now = Timestamp::now();
    let brands = brand::known(config.check.brands.as_deref())?;
    match &args.command {
        ReportCommand::Export { id, format, to } => {
            args.database.run(IfMissing::Refuse, |store| async move {
                let id = ReportId::parse(id).ok_or(Trouble::NoSuchReport)?;
                let format = exchange::Format::from(*format);
                let shared = store.onward(AttackReader::Machine, &id, format, &brands).await?;
                let shared = shared.map_err(Trouble::NotShared)?;
                let contact = config.onward.contact();
                let parties = Parties { desk: &contact, abuse_desk: to.as_deref(), now };
                exchange::write(&[shared], format, &parties).map_err(Trouble::NotShared)
            })
        }
        ReportCommand::Blocklist { format } => {
            args.database.run(IfMissing::Refuse, |store| async move {
                let list = store.blocklist(AttackReader::Machine, &brands, now).await?;
                Ok(match format {
                    ListFormat::Text => list.to_text(),
                    ListFormat::Json => format!("{:#}\n", list.to_json()),
                })
            })
        }
    }
}
