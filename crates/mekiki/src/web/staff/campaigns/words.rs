use ::desk::{CampaignState, campaign::RefusalKind};
use verdict::words::Language;

/// Where a campaign stands, with a sign.
pub(in crate::web::staff) fn state(state: CampaignState, language: Language) -> &'static str {
    let (ja, en) = match state {
        CampaignState::Draft => ("✎ 準備中", "✎ Being prepared"),
        CampaignState::Running => ("▶ 実施中", "▶ Running"),
        CampaignState::Faulty => ("⚠ 不具合あり", "⚠ Something is broken"),
        CampaignState::Paused => ("❙❙ 停止中", "❙❙ Paused"),
        CampaignState::Ended => ("■ 終了", "■ Over"),
    };
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

/// What the button does that brings a campaign into a state.
pub(super) fn into(next: CampaignState, language: Language) -> &'static str {
    let (ja, en) = match next {
        CampaignState::Draft => ("準備に戻す", "Back to preparing"),
        CampaignState::Running => ("始める・再開する", "Start, or go on"),
        CampaignState::Faulty => ("不具合ありにする", "Say that something is broken"),
        CampaignState::Paused => ("いったん止める", "Pause"),
        CampaignState::Ended => ("終える", "End it"),
    };
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

/// Why people were refused.
pub(super) fn refused(kind: RefusalKind, language: Language) -> &'static str {
    let (ja, en) = match kind {
        RefusalKind::NotInvited => ("招待されていない", "not invited"),
        RefusalKind::NotEligible => ("対象として登録されていない", "not registered as eligible"),
        RefusalKind::NotSent => ("まだ送っていない", "nothing was sent yet"),
        RefusalKind::TooLate => ("期限が過ぎた", "too late"),
        RefusalKind::OutOfStock => ("なくなった", "none left"),
        RefusalKind::Paused => ("停止中", "paused"),
        RefusalKind::Ended => ("終了後", "over"),
    };
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}
