use std::{
    fs::OpenOptions,
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use desk::sending::{KeyKind, new_key, read_key};

use super::settings::name;
use crate::{
    cli::KeyName,
    trouble::{SendingTrouble, Trouble},
};

/// Makes a key, puts it into a file that only its owner reads, and prints what to do with it.
pub(super) fn new(
    selector: &str,
    domain: &str,
    kind: KeyName,
    out: Option<&Path>,
) -> Result<ExitCode, Trouble> {
    let (selector, domain) = (name(selector)?, name(domain)?);
    let kind = match kind {
        KeyName::Rsa => KeyKind::Rsa,
        KeyName::Ed25519 => KeyKind::Ed25519,
    };
    let pem = new_key(kind).map_err(desk::StoreError::from)?;
    let path =
        out.map_or_else(|| PathBuf::from(format!("{selector}.{domain}.pem")), Path::to_owned);
    let record = read_key(&pem).map_err(|why| SendingTrouble::Key(path.clone(), why))?.record();
    let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path);
    let written = file.and_then(|mut file| {
        file.write_all(pem.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|error| SendingTrouble::KeyFile(path.clone(), error))?;
    crate::print(&format!(
        "{selector}._domainkey.{domain}. IN TXT {}\n\n[[sending.keys]]\ndomain = \"{domain}\"\nselector = \"{selector}\"\nfile = {:?}\n",
        strings(&record),
        path.display().to_string(),
    ))
}

/// A text of DNS is made of strings of 255 octets (RFC 1035 §3.3).
fn strings(record: &str) -> String {
    let mut text = "( \"".to_owned();
    for (at, ch) in record.chars().enumerate() {
        if at > 0 && at % 250 == 0 {
            text.push_str("\" \"");
        }
        text.push(ch);
    }
    text.push_str("\" )");
    text
}
