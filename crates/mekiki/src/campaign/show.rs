//! Campaigns on the terminal.

use std::fmt::Write as _;

use check::render::plain;
use desk::{Campaign, Store, campaign::By};
use jiff::Timestamp;

use crate::{sending::campaign, trouble::Trouble};

/// Campaigns on the list.
const LISTED: u64 = 10_000;

pub(super) async fn list(store: &Store) -> Result<String, Trouble> {
    let campaigns = store.campaigns(By::Machine, LISTED).await?;
    Ok(campaigns.iter().map(line).collect())
}

fn line(campaign: &Campaign) -> String {
    let Campaign { id, state, invited, issued, stock, redeemed, .. } = campaign;
    let (state, brand, name) = (state.as_str(), clean(&campaign.brand), clean(&campaign.name));
    format!("{id}\t{state}\t{invited}\t{issued}\t{stock}\t{redeemed}\t{brand}\t{name}\n")
}

pub(super) async fn one(store: &Store, id: &str) -> Result<String, Trouble> {
    let campaign = campaign(store, id).await?;
    let mut out = line(&campaign);
    let terms = &campaign.terms;
    // Writing to a String cannot fail, here and below.
    let _ = write!(
        out,
        "number\t{}\namount\t{}\nminimum\t{}\nclaim-days\t{}\nuse-days\t{}\n",
        campaign.number.0, terms.amount, terms.minimum, terms.claim_days, terms.use_days
    );
    for (name, at) in [
        ("claims-end", terms.claims_end),
        ("created", Some(campaign.created_at)),
        ("started", campaign.started_at),
        ("ended", campaign.ended_at),
    ] {
        if let Some(at) = at {
            let _ = writeln!(out, "{name}\t{at:.0}");
        }
    }
    for (name, text) in [
        ("title-ja", &terms.title.ja),
        ("title-en", &terms.title.en),
        ("from", &terms.from.address),
        ("shop", &terms.shop),
    ] {
        let _ = writeln!(out, "{name}\t{}", clean(text));
    }
    for (kind, people) in store.refused(campaign.number, Timestamp::UNIX_EPOCH).await? {
        let _ = writeln!(out, "refused\t{}\t{people}", <&str>::from(kind));
    }
    Ok(out)
}

/// On one line, and nothing that a terminal would obey.
fn clean(text: &str) -> String {
    plain(text).replace(['\t', '\n', '\r'], " ")
}
