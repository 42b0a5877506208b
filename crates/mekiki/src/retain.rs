//! What has been kept long enough goes: `mekiki retain`, as the open desk does by itself.

use std::process::ExitCode;

use desk::store::Retained;
use jiff::Timestamp;

use crate::{cli::RetainArgs, store::IfMissing, trouble::Trouble};

/// Does it once.
pub(crate) fn run(args: &RetainArgs) -> Result<ExitCode, Trouble> {
    args.database.run(IfMissing::Refuse, |store| async move {
        let Retained { originals, redacted, cases, reports, sessions } =
            store.retain(Timestamp::now()).await?;
        let lines = [
            ("originals", originals),
            ("redacted", redacted),
            ("cases", cases),
            ("reports", reports),
            ("sessions", sessions),
        ];
        Ok(lines.iter().map(|(what, count)| format!("{what}\t{count}\n")).collect())
    })
}
