//! Lists that are read in, and links that go out.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, Read},
    path::Path,
};

use desk::{
    InvitationNumber, Store,
    campaign::{By, InviteSummary, Purpose},
};
use jiff::Timestamp;

use crate::{language, sending::campaign, trouble::Trouble};

/// Octets that are read at a time.
const PIECE: usize = 256 << 10;

/// Invitations that are read at a time.
const PAGE: u64 = 1_000;

fn opened(file: &Path) -> Result<Box<dyn Read + Send>, Trouble> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let opened = File::open(file).map_err(|error| Trouble::Unreadable(file.to_owned(), error))?;
    Ok(Box::new(opened))
}

/// The next octets; none at the end.
fn next<'b>(input: &mut dyn Read, buffer: &'b mut [u8], file: &Path) -> Result<&'b [u8], Trouble> {
    loop {
        match input.read(buffer) {
            Ok(read) => return Ok(buffer.get(..read).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Trouble::Unreadable(file.to_owned(), error)),
        }
    }
}

pub(super) async fn invite(store: &Store, id: &str, file: &Path) -> Result<String, Trouble> {
    let id = &campaign(store, id).await?.id;
    let (mut input, mut buffer) = (opened(file)?, vec![0; PIECE]);
    let mut inviting = store.invite(By::Machine, id, Timestamp::now()).await?;
    loop {
        let piece = next(&mut *input, &mut buffer, file)?;
        if piece.is_empty() {
            return Ok(told(&inviting.finish().await?));
        }
        inviting.feed(piece).await?;
    }
}

pub(super) async fn eligible(store: &Store, id: &str, file: &Path) -> Result<String, Trouble> {
    let id = &campaign(store, id).await?.id;
    let (mut input, mut buffer) = (opened(file)?, vec![0; PIECE]);
    let mut electing = store.elect(By::Machine, id, Timestamp::now()).await?;
    loop {
        let piece = next(&mut *input, &mut buffer, file)?;
        if piece.is_empty() {
            return Ok(told(&electing.finish().await?));
        }
        electing.feed(piece).await?;
    }
}

/// What became of a list: a word and a number a line, then the lines that were refused.
fn told(summary: &InviteSummary) -> String {
    let InviteSummary { encoding, read, invited, duplicates, unsubscribed, refused, .. } = summary;
    let mut out = format!(
        "encoding\t{encoding}\nread\t{read}\ninvited\t{invited}\nduplicates\t{duplicates}\n\
         unsubscribed\t{unsubscribed}\nrefused\t{refused}\n"
    );
    let language = language::of_environment();
    for line in &summary.first {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "line {}\t{}", line.line, line.why.words(language));
    }
    out
}

/// Prints everybody's links as they are read: a list of 10 million does not fit into memory.
pub(super) async fn links(store: &Store, id: &str, base: &str) -> Result<String, Trouble> {
    let id = &campaign(store, id).await?.id;
    let (links, base) = (store.links(), base.trim_end_matches('/'));
    let mut after = InvitationNumber(0);
    crate::print("address,claim,unsubscribe\n")?;
    loop {
        let page = store.invitations(By::Machine, id, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(String::new()) };
        after = last.number;
        let mut out = String::new();
        for one in &page {
            let token = |purpose| links.token(purpose, one.campaign, one.number);
            let (Some(address), Some(claim), Some(leave)) =
                (&one.address, token(Purpose::Claim), token(Purpose::Unsubscribe))
            else {
                continue;
            };
            let _ = writeln!(out, "{address},{base}/c/{claim},{base}/u/{leave}");
        }
        crate::print(&out)?;
    }
}
