//! Campaigns on the terminal.

use std::fmt::Write as _;

use check::render::plain;
use desk::{Campaign, Store, campaign::By, fault::CampaignFault};
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

pub(super) async fn faults(store: &Store, id: &str) -> Result<String, Trouble> {
    let faults = store.faults_of(campaign(store, id).await?.number).await?;
    let line = |fault: &CampaignFault| {
        let state = match (&fault.closed, &fault.declared) {
            (Some(_), _) => "closed",
            (None, Some(_)) => "confirmed",
            (None, None) => "open",
        };
        let closed = fault.closed.as_ref().map(|(_, at)| format!("{at:.0}")).unwrap_or_default();
        let CampaignFault { id, kind, opened_by, opened_at, .. } = fault;
        format!("{id}\t{}\t{state}\t{opened_by}\t{opened_at:.0}\t{closed}\n", kind.as_str())
    };
    Ok(faults.iter().map(line).collect())
}

/// On one line, and nothing that a terminal would obey.
fn clean(text: &str) -> String {
    plain(text).replace(['\t', '\n', '\r'], " ")
}
