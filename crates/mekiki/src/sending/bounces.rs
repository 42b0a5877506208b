use std::{path::PathBuf, process::ExitCode};

use desk::{
    Store,
    campaign::{Links, Purpose},
    sending::{Returned, Tag, returned},
};
use jiff::Timestamp;

use crate::{
    cli::Database,
    source::{self, Found, Walk},
    store::IfMissing,
    trouble::Trouble,
};

/// What was found.
#[derive(Default)]
struct Counts {
    bounced: u64,
    complained: u64,
    delayed: u64,
    other: u64,
}

/// Reads what came back, and takes it down.
pub(super) fn run(database: &Database, paths: &[PathBuf]) -> Result<ExitCode, Trouble> {
    database.run(IfMissing::Refuse, |store| async move {
        let mut counts = Counts::default();
        let mut octets = Vec::new();
        let (input, paths): (Vec<_>, Vec<_>) =
            paths.iter().cloned().partition(|path| path.as_os_str() == "-");
        if let Some(path) = input.into_iter().next() {
            let read = source::read_from(&mut std::io::stdin().lock(), &mut octets);
            read.map_err(|error| Trouble::Unreadable(path, error))?;
            one(&store, &octets, &mut counts).await?;
        }
        for found in Walk::new(&paths) {
            match found {
                Found::File(path) => {
                    let read = source::read(&path, &mut octets);
                    read.map_err(|error| Trouble::Unreadable(path, error))?;
                    one(&store, &octets, &mut counts).await?;
                }
                Found::Within(_, _, octets) => one(&store, &octets, &mut counts).await?,
                Found::NoMail => counts.other += 1,
                Found::Unreadable(path, error) => return Err(Trouble::Unreadable(path, error)),
            }
        }
        let Counts { bounced, complained, delayed, other } = counts;
        Ok(format!(
            "bounced\t{bounced}\ncomplained\t{complained}\ndelayed\t{delayed}\nother\t{other}\n"
        ))
    })
}

async fn one(store: &Store, octets: &[u8], counts: &mut Counts) -> Result<(), Trouble> {
    let limits = mail::Limits::default();
    let (mail, _) = mail::parse(octets, &limits);
    match returned(store, &mail, &limits) {
        Returned::Bounced(Tag { campaign, number, .. }, reason) => {
            store.invitation_bounced(campaign, number, &reason).await?;
            counts.bounced += 1;
        }
        Returned::Complained(Tag { campaign, number, .. }) => {
            let links = Links::new(store.redactor());
            let token = links.token(Purpose::Unsubscribe, campaign, number);
            let shown = token.and_then(|token| links.open(Purpose::Unsubscribe, &token));
            if let Some(shown) = shown {
                store.unsubscribe(shown, Timestamp::now()).await?;
            }
            counts.complained += 1;
        }
        Returned::Delayed(_) => counts.delayed += 1,
        Returned::Nothing => counts.other += 1,
    }
    Ok(())
}
