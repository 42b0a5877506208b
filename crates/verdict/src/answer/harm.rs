//! Could it hurt me?

use super::{Harm, HarmAnswer, Sender, SenderAnswer, Taking};
use crate::{Evidence, Reason};

/// From what it asks for and where it leads, whoever sent it.
pub(crate) fn harm(reasons: &[Reason], sender: &Sender) -> Harm {
    let mut takes: Vec<Taking> = reasons.iter().filter_map(|r| taking(&r.evidence)).collect();
    takes.sort_unstable();
    takes.dedup();
    let traps = reasons.iter().any(|reason| is_trap(&reason.evidence));
    let doubtful = reasons.iter().any(|reason| is_doubtful(&reason.evidence));
    let answer = match (traps, sender.answer) {
        (true, SenderAnswer::Forged) => HarmAnswer::Certain,
        (true, SenderAnswer::Confirmed | SenderAnswer::Unconfirmed) if always_harms(reasons) => {
            HarmAnswer::Certain
        }
        (true, _) => HarmAnswer::Possible,
        (false, SenderAnswer::Forged) => HarmAnswer::Possible,
        (false, _) if doubtful || !takes.is_empty() => HarmAnswer::Possible,
        (false, _) => HarmAnswer::NoneFound,
    };
    Harm { answer, takes: if answer == HarmAnswer::NoneFound { Vec::new() } else { takes } }
}

/// What this evidence would take from the reader.
fn taking(evidence: &Evidence) -> Option<Taking> {
    if let Evidence::AsksFor { request, .. }
    | Evidence::AsksWhatBrandNeverAsks { request, .. }
    | Evidence::StrangerThroughPlatform { request, .. } = evidence
    {
        return Taking::of(*request);
    }
    let is_page =
        matches!(evidence, Evidence::FormAsksSecrets { .. } | Evidence::AttachedPage { .. });
    let is_program = matches!(
        evidence,
        Evidence::AttachedProgram { .. } | Evidence::AttachedActiveDocument { .. }
    );
    let is_wallet =
        matches!(evidence, Evidence::PaysToWallet { .. } | Evidence::WalletFromFirm { .. });
    [
        (is_page, Taking::Password),
        (is_program, Taking::Device),
        (is_wallet, Taking::Wallet),
        (matches!(evidence, Evidence::AccountChanged), Taking::Money),
    ]
    .into_iter()
    .find_map(|(is, taking)| is.then_some(taking))
}

/// A place where the reader's loss would happen.
fn is_trap(evidence: &Evidence) -> bool {
    always_harmful(evidence)
        || matches!(
            evidence,
            Evidence::LinkToStranger { .. }
                | Evidence::LinkLeadsElsewhere { .. }
                | Evidence::QrLeadsToStranger { .. }
                | Evidence::AttachmentLeadsToStranger { .. }
                | Evidence::InvitationLeadsToStranger { .. }
                | Evidence::LinkToFreeHosting { .. }
                | Evidence::LinkToDynamicName { .. }
                | Evidence::PaysToWallet { .. }
                | Evidence::WalletFromFirm { .. }
                | Evidence::CallsStranger { .. }
                | Evidence::AttachmentNameLies { .. }
                | Evidence::AttachedActiveDocument { .. }
        )
}

fn always_harms(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| always_harmful(&reason.evidence))
}

/// Harmful whoever sends it: no honest sender builds these.
fn always_harmful(evidence: &Evidence) -> bool {
    matches!(
        evidence,
        Evidence::FormAsksSecrets { .. }
            | Evidence::AttachedPage { .. }
            | Evidence::AttachedProgram { .. }
            | Evidence::LinkCarriesPage
            | Evidence::LinkHidesHostBeforeAt { .. }
            | Evidence::LinkLookalikeCharacters { .. }
            | Evidence::LinkObscuredAddress { .. }
            | Evidence::LinkConfusableHost { .. }
            | Evidence::LinkLooksLikeBrand { .. }
            | Evidence::StrangerThroughPlatform { .. }
            | Evidence::AccountChanged
    )
}

/// Not a trap, but a reason to hold back.
fn is_doubtful(evidence: &Evidence) -> bool {
    matches!(
        evidence,
        Evidence::LinkShortened { .. }
            | Evidence::LinkThroughRedirector { .. }
            | Evidence::LinkIsScript
            | Evidence::AttachmentLocked { .. }
            | Evidence::OnlyAPicture
    )
}
