//! What stands about a message: what a person decided, where somebody has; else what the check found.
//! What to do now follows it: never do two answers give two pieces of advice.

use std::borrow::Cow;

use ::desk::{Case, DecisionKind};
use check::{
    Bilingual, Report,
    report::{OfferState, Ruling},
};
use verdict::words::Language;

use super::result::advice;

/// The answer that counts, as the page of the result shows it.
pub(crate) struct Standing {
    /// What to do now, most urgent first.
    pub(crate) advice: Vec<String>,
    /// Whether first aid is what somebody is most likely to need.
    pub(crate) is_urgent: bool,
    /// Whether the original would tell more than the words that were handed in.
    pub(crate) wants_original: bool,
    /// The look of what a person decided: the class of the ruling that it comes to.
    pub(crate) look: &'static str,
    /// Whether the check says the same as the person; if not, it is folded.
    pub(crate) is_agreed: bool,
}

impl Standing {
    pub(crate) fn of(case: &Case, report: &Report, language: Language) -> Self {
        match case.decision.as_ref().map(|decision| decision.kind) {
            Some(kind) => Self::decided(kind, report, language),
            None => Self::checked(report, language),
        }
    }

    fn checked(report: &Report, language: Language) -> Self {
        let is_urgent = is_accused(report);
        Self {
            advice: advice(report, language),
            is_urgent,
            wants_original: !is_urgent && report.not_looked.iter().any(|what| what.id == "header"),
            look: "",
            is_agreed: true,
        }
    }

    fn decided(kind: DecisionKind, report: &Report, language: Language) -> Self {
        let is_fraud = kind == DecisionKind::Fraud;
        let is_agreed = agree(report.ruling, kind);
        // The check knows more of this message than a sentence for all of them does; about a fault
        // it knows nothing, or what is no longer so.
        let is_kept = is_agreed && kind != DecisionKind::GenuineButFaulty && !is_past(kind, report);
        let told = || after(kind, language).iter().map(|&line| line.to_owned()).collect();
        Self {
            advice: if is_kept { advice(report, language) } else { told() },
            is_urgent: is_fraud,
            wants_original: false,
            look: if is_fraud { "phishing" } else { "genuine" },
            is_agreed: is_agreed && !is_past(kind, report),
        }
    }
}

/// Whether the check came to what a person decided.
fn agree(ruling: Ruling, kind: DecisionKind) -> bool {
    let is_fraud = kind == DecisionKind::Fraud;
    match ruling {
        Ruling::Genuine | Ruling::NoFraudFound => !is_fraud,
        Ruling::CannotTell => false,
        Ruling::Suspicious | Ruling::Phishing => is_fraud,
    }
}

/// What the check found, with what has become known of the offer since: a fault that was there only later,
/// or one that is mended. The rest is as it was found.
pub(crate) fn as_it_stands<'r>(case: &Case, report: &'r Report) -> Cow<'r, Report> {
    let Some((decision, offer)) = case.decision.as_ref().zip(report.offer.as_ref()) else {
        return Cow::Borrowed(report);
    };
    let now = match (decision.kind, offer.state) {
        (DecisionKind::GenuineButFaulty, state) if state != OfferState::Faulty => Bilingual {
            ja: "送り主側の不具合で、いまは受け取れません".to_owned(),
            en: "Cannot be taken now: a fault on the sender's side".to_owned(),
        },
        (DecisionKind::Genuine, OfferState::Faulty) => Bilingual {
            ja: "不具合は直りました".to_owned(),
            en: "The fault is mended".to_owned(),
        },
        (DecisionKind::Genuine | DecisionKind::GenuineButFaulty | DecisionKind::Fraud, _) => {
            return Cow::Borrowed(report);
        }
    };
    let mut report = report.clone();
    report.rows.offer.answer = now;
    Cow::Owned(report)
}

/// Whether what the check found was said about a fault that is no more.
fn is_past(kind: DecisionKind, report: &Report) -> bool {
    kind == DecisionKind::Genuine
        && report.offer.as_ref().is_some_and(|offer| offer.state == OfferState::Faulty)
}

/// Whether the check itself calls it fraud.
fn is_accused(report: &Report) -> bool {
    matches!(report.ruling, Ruling::Suspicious | Ruling::Phishing)
}

fn after(kind: DecisionKind, language: Language) -> &'static [&'static str] {
    match (kind, language) {
        (DecisionKind::Genuine, Language::Ja) => {
            &["心配はいりません。用件があれば、そのまま進めてかまいません。"]
        }
        (DecisionKind::Genuine, Language::En) => {
            &["No need to worry. If it is something you want to do, go ahead."]
        }
        (DecisionKind::Fraud, Language::Ja) => &[
            "リンクを開かず、返信も電話もしないでください。消してかまいません。",
            "ひとりで決めなくて大丈夫です。警察 #9110、消費者ホットライン 188 で相談できます。",
        ],
        (DecisionKind::Fraud, Language::En) => &[
            "Open no link, don't reply, don't call. You can delete it.",
            "You don't have to decide alone. In Japan: police #9110, consumer hotline 188.",
        ],
        (DecisionKind::GenuineButFaulty, Language::Ja) => {
            &["いまは何もする必要はありません。復旧したら、お知らせを受け取れます。"]
        }
        (DecisionKind::GenuineButFaulty, Language::En) => {
            &["There is nothing you need to do now. You can be told when it works again."]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_that_a_person_contradicts_is_told_from_one_that_agrees() {
        use DecisionKind::{Fraud, Genuine, GenuineButFaulty};
        for (ruling, kind, expected) in [
            (Ruling::Genuine, Genuine, true),
            (Ruling::Genuine, GenuineButFaulty, true),
            (Ruling::Genuine, Fraud, false),
            (Ruling::NoFraudFound, Fraud, false),
            (Ruling::CannotTell, Genuine, false),
            (Ruling::CannotTell, Fraud, false),
            (Ruling::Suspicious, Genuine, false),
            (Ruling::Phishing, Fraud, true),
            (Ruling::Phishing, GenuineButFaulty, false),
        ] {
            assert_eq!(agree(ruling, kind), expected, "{ruling:?} {kind:?}");
        }
    }
}
