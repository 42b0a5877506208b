//! Attacks that the desk's reports make: `mekiki attacks …`.

use std::{fmt::Write as _, process::ExitCode};

use check::render::plain;
use desk::{
    AttackId, AttackState, Store, StoreError,
    attack::{Attack, AttackReader, Tally},
};
use jiff::Timestamp;
use reading::link::defang;

use crate::{
    cli::{AttacksArgs, AttacksCommand},
    store::IfMissing,
    trouble::Trouble,
};

/// Attacks that are read at a time.
const PAGE: u64 = 100;

/// Does what was asked.
pub(crate) fn run(args: &AttacksArgs) -> Result<ExitCode, Trouble> {
    match &args.command {
        AttacksCommand::List { state } => {
            let state = *state;
            args.database.run(IfMissing::Refuse, |store| async move { list(&store, state).await })
        }
        AttacksCommand::Show { id } => {
            let id = id.clone();
            args.database.run(IfMissing::Refuse, |store| async move { show(&store, &id).await })
        }
    }
}

async fn list(store: &Store, state: Option<AttackState>) -> Result<String, Trouble> {
    let (now, mut out, mut before) = (Timestamp::now(), String::new(), None);
    loop {
        let page = store.attacks(AttackReader::Machine, state, before, PAGE, now).await?;
        out.extend(page.iter().map(line));
        let is_full = u64::try_from(page.len()).is_ok_and(|attacks| attacks == PAGE);
        before = page.last().map(|last| last.last_at);
        if !is_full {
            return Ok(out);
        }
    }
}

fn line(attack: &Attack) -> String {
    let brands: Vec<&str> = attack.brands.iter().map(|brand| brand.value.as_str()).collect();
    let Attack { id, state, reports, reporters, first_at, last_at, .. } = attack;
    let (state, brands) = (state.as_str(), clean(&brands.join(",")));
    let subject = clean(&attack.subject);
    format!(
        "{id}\t{state}\t{reports}\t{reporters}\t{first_at:.0}\t{last_at:.0}\t{brands}\t{subject}\n"
    )
}

/// On one line, and nothing that a terminal would obey.
fn clean(text: &str) -> String {
    plain(text).replace(['\t', '\n', '\r'], " ")
}

async fn show(store: &Store, id: &str) -> Result<String, Trouble> {
    let id = AttackId::parse(id).ok_or(StoreError::NoSuchAttack)?;
    let details = store.attack(AttackReader::Machine, &id, Timestamp::now()).await?;
    let mut out = line(&details.attack);
    let shown = |text: &str| clean(&defang(text));
    for (title, tallies) in [
        ("subject", &details.subjects),
        ("host", &details.hosts),
        ("url-pattern", &details.patterns),
        ("page", &details.pages),
    ] {
        for Tally { value, reports, first_at, last_at } in tallies {
            let value = if title == "subject" || title == "url-pattern" {
                clean(value)
            } else {
                shown(value)
            };
            // Writing to a String cannot fail.
            let _ = writeln!(out, "{title}\t{reports}\t{first_at:.0}\t{last_at:.0}\t{value}");
        }
    }
    for (bond, reports) in &details.bonds {
        let _ = writeln!(out, "bond\t{reports}\t{}", bond.as_str());
    }
    for member in &details.members {
        let bonds: Vec<&str> = member.bonds.iter().map(|bond| bond.as_str()).collect();
        let (report, at) = (&member.report, member.at);
        let _ =
            writeln!(out, "report\t{report}\t{at:.0}\t{}\t{}", bonds.join(","), shown(&member.url));
    }
    for past in &details.past {
        let _ = write!(out, "past\t{}", line(&past.attack));
    }
    Ok(out)
}
