use crate::{
    Evidence, Facts, Reason,
    answer::{self, Harm, NotLooked, OfferAnswer, Ruling, Sender},
    gather,
    weight::{PRIOR, weight},
};

/// The conclusion about one message: three answers, the ruling they fold into, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Who sent it?
    pub sender: Sender,
    /// Could it hurt me?
    pub harm: Harm,
    /// Does what it promises hold? `None` when it promises nothing.
    pub offer: Option<OfferAnswer>,
    /// The three answers in one word.
    pub ruling: Ruling,
    /// Calibrated probability that it is fraud, 0 to 1.
    pub probability: f64,
    /// Everything that counted, strongest first; what the wording sounds like comes last.
    pub reasons: Vec<Reason>,
    /// What was not looked at.
    pub not_looked: Vec<NotLooked>,
}

/// Judges a message by the facts.
#[must_use]
pub fn judge(facts: &Facts<'_>) -> Verdict {
    let found = gather::gather(facts);
    let mut reasons: Vec<Reason> = found
        .into_iter()
        .map(|(evidence, how)| Reason { weight: weight(&evidence), evidence, how })
        .collect();
    // The impression of the wording names nothing that a reader could check, so it never comes first.
    let is_impression = |reason: &Reason| matches!(reason.evidence, Evidence::Wording { .. });
    reasons.sort_by_key(|reason| (is_impression(reason), std::cmp::Reverse(reason.weight.0.abs())));
    let total = reasons.iter().fold(PRIOR, |sum, reason| sum + reason.weight);
    let sender = answer::sender(facts, &reasons);
    let harm = answer::harm(&reasons, &sender);
    let ruling = answer::ruling(&reasons, &sender, &harm, total);
    Verdict {
        offer: answer::offer(facts, &reasons),
        not_looked: answer::not_looked(facts),
        probability: total.probability(),
        sender,
        harm,
        ruling,
        reasons,
    }
}
