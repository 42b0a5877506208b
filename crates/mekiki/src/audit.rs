//! Who did what at the desk: `mekiki audit …`.

use std::{fmt::Write as _, io::Write as _, process::ExitCode};

use desk::{
    Operator, Store,
    audit::{AuditEntry, AuditHead},
};

use crate::{
    cli::{AuditArgs, AuditCommand},
    store::IfMissing,
    trouble::Trouble,
};

/// Does what was asked.
pub(crate) fn run(args: &AuditArgs) -> Result<ExitCode, Trouble> {
    match &args.command {
        AuditCommand::Verify { noted } => {
            let noted = noted.as_deref().map(head).transpose()?;
            args.database.run(IfMissing::Refuse, |store| async move {
                Ok(written(&store.verify_audit(noted.as_ref()).await?))
            })
        }
        AuditCommand::List { after } => {
            args.database.run(IfMissing::Refuse, |store| async move { list(&store, *after).await })
        }
    }
}

/// Prints the log page by page: it may be longer than memory.
async fn list(store: &Store, mut after: i64) -> Result<String, Trouble> {
    loop {
        let entries = store.audit_log(Operator::Machine, after).await?;
        let Some(last) = entries.last() else { return Ok(String::new()) };
        after = last.position;
        let lines: String = entries.iter().map(line).collect();
        std::io::stdout().lock().write_all(lines.as_bytes()).map_err(Trouble::Output)?;
    }
}

fn line(entry: &AuditEntry) -> String {
    let AuditEntry { position, at, actor, action, case, detail, .. } = entry;
    let case = case.as_ref().map_or("-", |case| case.as_str());
    format!("{position}\t{at:.3}\t{actor}\t{action}\t{case}\t{detail}\n")
}

/// Where the log ends, to be noted elsewhere.
fn written(head: &AuditHead) -> String {
    let mut out = format!("{}:", head.position);
    for octet in &head.hash {
        // Writing to a String cannot fail.
        let _ = write!(out, "{octet:02x}");
    }
    out.push('\n');
    out
}

/// An end that [`written`] wrote.
fn head(text: &str) -> Result<AuditHead, Trouble> {
    let read = || {
        let (position, hash) = text.trim().split_once(':')?;
        let digits: Vec<u32> = hash.chars().map(|c| c.to_digit(16)).collect::<Option<Vec<_>>>()?;
        let pairs = digits.as_chunks::<2>();
        let octets = pairs.0.iter().map(|[high, low]| u8::try_from(high * 16 + low).ok());
        let hash = octets.collect::<Option<Vec<_>>>()?;
        let is_whole = pairs.1.is_empty() && hash.len() == 32;
        is_whole.then_some(AuditHead { position: position.parse().ok()?, hash })
    };
    read().ok_or_else(|| Trouble::NotAHead(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_read_as_it_was_written() {
        let end = AuditHead { position: 7, hash: (0..32).map(|n| n * 7).collect() };
        assert_eq!(head(&written(&end)).unwrap(), end);
        for text in ["", "7", "7:", "x:00", "7:0", "7:あ", "7:00"] {
            assert!(matches!(head(text), Err(Trouble::NotAHead(_))), "{text}");
        }
    }
}
