use ::desk::{CampaignNumber, campaign::Standing, fault::told, store::Happening};
use jiff::Timestamp;
use verdict::words::Language;

use super::terms;
use crate::web::{Desk, problem::Problem, staff::clock::moment};

/// What is known to be broken about a campaign: said before all else on its pages.
pub(super) struct FaultNotice {
    /// In one sentence, that it is not the invited person's doing.
    pub(super) headline: &'static str,
    /// What is broken, and since when that is known.
    pub(super) lines: Vec<String>,
}

/// The fault that a campaign has now.
pub(super) async fn fault_notice(
    desk: &Desk,
    standing: &Standing,
    language: Language,
) -> Result<Option<FaultNotice>, Problem> {
    let fault = desk.store.fault_of(standing.campaign.number).await?;
    Ok(fault.map(|fault| {
        let at = moment(fault.opened_at, &terms::zone(standing), language);
        let (headline, not_you, known) = match language {
            Language::Ja => (
                "キャンペーン側の不具合です",
                "あなたの操作の問題ではありません。",
                format!("{at} に確認しました。"),
            ),
            Language::En => (
                "The campaign is broken, and we know",
                "You did nothing wrong.",
                format!("Known since {at}."),
            ),
        };
        let told = told(&fault).within(language).to_owned();
        FaultNotice { headline, lines: vec![not_you.to_owned(), told, known] }
    }))
}

/// Looks, after somebody was refused, whether that contradicts what the campaign promised. Whoever asks
/// is answered in any case.
pub(super) async fn watch(desk: &Desk, campaign: CampaignNumber) {
    match desk.store.watch_campaign(campaign, Timestamp::now()).await {
        Ok(Some(fault)) => {
            tracing::warn!(fault = %fault.id, kind = fault.kind.as_str(), "a campaign is at fault");
        }
        Ok(None) => {}
        Err(error) => tracing::warn!(%error, "a campaign could not be watched"),
    }
}

/// Counts an error of ours, which faults are seen by too.
pub(super) async fn failed<T>(
    desk: &Desk,
    campaign: CampaignNumber,
    what: Happening,
    result: Result<T, Problem>,
) -> Result<T, Problem> {
    if matches!(result, Err(Problem::Inner | Problem::Busy)) {
        let noted = desk.store.note_campaign(campaign, what, Timestamp::now()).await;
        if let Err(error) = noted {
            tracing::warn!(%error, "an error of a campaign could not be counted");
        }
    }
    result
}
