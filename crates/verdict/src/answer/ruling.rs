//! The three answers in one word, and what stays open.

use super::{Harm, HarmAnswer, NotLooked, Ruling, Sender, SenderAnswer};
use crate::{Decibans, Evidence, Facts, Reason};

/// From this weight on a message is called suspicious.
pub(crate) const SUSPICIOUS: Decibans = Decibans(0);
/// From this weight on it is called phishing, if a contradiction or a harmful demand carries it.
pub(crate) const PHISHING: Decibans = Decibans(10);
/// Up to this weight nothing speaks for fraud.
pub(crate) const QUIET: Decibans = Decibans(-8);

/// Folds the answers into one word.
///
/// `Genuine` needs proof and every link at home; `Phishing` needs a contradiction or a harmful
/// demand, never words alone; between them stand doubt and quiet.
pub(crate) fn ruling(reasons: &[Reason], sender: &Sender, harm: &Harm, total: Decibans) -> Ruling {
    let forged_brand = sender.answer == SenderAnswer::Forged && sender.claimed.is_some();
    let certain = harm.answer == HarmAnswer::Certain;
    let contradicted = sender.answer == SenderAnswer::Forged || certain;
    if total >= SUSPICIOUS && (forged_brand || certain) {
        return Ruling::Phishing;
    }
    if total >= PHISHING
        && !words_alone(reasons, sender)
        && (contradicted || !harm.takes.is_empty())
    {
        return Ruling::Phishing;
    }
    if total >= SUSPICIOUS && !words_alone(reasons, sender) {
        return Ruling::Suspicious;
    }
    match sender.answer {
        SenderAnswer::Confirmed if is_proven_genuine(reasons) => Ruling::Genuine,
        SenderAnswer::Confirmed if total < SUSPICIOUS => Ruling::NoFraudFound,
        // Whose sender nobody knows is quiet only if nothing in it could hurt.
        SenderAnswer::Unconfirmed
            if total <= QUIET
                && sender.claimed.is_none()
                && harm.answer == HarmAnswer::NoneFound =>
        {
            Ruling::NoFraudFound
        }
        SenderAnswer::Confirmed | SenderAnswer::Unconfirmed | SenderAnswer::Forged => {
            Ruling::CannotTell
        }
    }
}

/// Nothing but words speaks against a proven author who leads nowhere but home: tone condemns
/// nobody.
fn words_alone(reasons: &[Reason], sender: &Sender) -> bool {
    let at_home = reasons.iter().any(|reason| {
        matches!(
            reason.evidence,
            Evidence::LinksAllAuthors { .. } | Evidence::LinksAllBrands { .. }
        )
    });
    let is_word = |evidence: &Evidence| {
        matches!(
            evidence,
            Evidence::AsksFor { .. } | Evidence::Tells { .. } | Evidence::Wording { .. }
        )
    };
    sender.answer == SenderAnswer::Confirmed
        && at_home
        && reasons.iter().all(|reason| reason.weight.0 <= 0 || is_word(&reason.evidence))
}

/// The brand's own proof, and no way out of the message that leads elsewhere.
fn is_proven_genuine(reasons: &[Reason]) -> bool {
    let proven = reasons.iter().any(|reason| {
        matches!(reason.evidence, Evidence::BrandProven { .. } | Evidence::SenderRecords { .. })
    });
    let at_home =
        reasons.iter().any(|reason| matches!(reason.evidence, Evidence::LinksAllBrands { .. }));
    proven && at_home
}

/// Attachments that are named as unread.
const MOST_UNREAD: usize = 8;

/// What was not looked at, and must be said.
pub(crate) fn not_looked(facts: &Facts<'_>) -> Vec<NotLooked> {
    let mut open = Vec::new();
    if facts.blind.header {
        open.push(NotLooked::Header);
    } else if facts.blind.dns {
        open.push(NotLooked::Dns);
    }
    if facts.reading.links.iter().any(reading::Link::is_way_out) {
        open.push(NotLooked::Links);
    }
    let unread = facts.reading.attachments.iter().filter(|attachment| !attachment.is_read);
    // An archive can hold many: the first few tell as much as all of them.
    let unread = unread.take(MOST_UNREAD);
    open.extend(unread.map(|attachment| NotLooked::Attachment(attachment.file.clone())));
    open.extend(facts.reading.unsearched.iter().cloned().map(NotLooked::Codes));
    open
}
