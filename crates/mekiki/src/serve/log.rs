use std::io::IsTerminal as _;

use tracing_subscriber::{EnvFilter, filter::ParseError, fmt};

use crate::config::{Log, LogFormat};

/// Begins to write the log, to standard error.
pub(super) fn begin(log: &Log) -> Result<(), ParseError> {
    let filter = EnvFilter::try_new(&log.level)?;
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    let lines = lines.with_ansi(std::io::stderr().is_terminal());
    // An error says that somebody writes a log already.
    let _ = match log.format {
        LogFormat::Text => lines.try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    Ok(())
}
