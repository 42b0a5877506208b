use check::{Bilingual, Report};

use super::{ContentAdvice, HeaderAdvice, LinkAdvice, ProofAdvice};
use crate::health::{self, Severity};

/// What weighs less than this is no reason to change a mail, in decibans.
const LITTLE: i16 = 3;

/// Something to change about a mail before it is sent. A closed list: none without its words.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Advice {
    /// Who can prove to have sent it.
    Proof(ProofAdvice),
    /// What the domain in From publishes.
    Domain(health::Fault),
    /// Where it leads.
    Link(LinkAdvice),
    /// What it says and carries.
    Content(ContentAdvice),
    /// Its header.
    Header(HeaderAdvice),
    /// Something else that the checker counts against it.
    Counted {
        /// Which evidence.
        evidence: String,
        /// The reason, in words.
        words: Bilingual,
    },
}

/// A piece of advice, as people read it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Advised {
    /// What was found.
    pub what: Bilingual,
    /// Why it matters.
    pub why: Bilingual,
    /// What to do.
    pub change: Bilingual,
}

impl Advised {
    /// The three texts, each as Japanese and English.
    pub(super) fn new<T: Into<String>>(what: [T; 2], why: [&str; 2], change: [&str; 2]) -> Self {
        let [ja, en] = what;
        let own = |[ja, en]: [&str; 2]| Bilingual { ja: ja.to_owned(), en: en.to_owned() };
        Self {
            what: Bilingual { ja: ja.into(), en: en.into() },
            why: own(why),
            change: own(change),
        }
    }
}

impl Advice {
    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Proof(advice) => advice.severity(),
            Self::Domain(fault) => fault.severity(),
            Self::Link(advice) => advice.severity(),
            Self::Content(advice) => advice.severity(),
            Self::Header(advice) => advice.severity(),
            // A learnt model says it of the whole text: nobody can say which word to change.
            Self::Counted { evidence, .. } if evidence == "wording" => Severity::Hint,
            Self::Counted { .. } => Severity::Weak,
        }
    }

    /// Its name for programs: kebab-case, stable.
    #[must_use]
    pub fn name(&self) -> String {
        let name: &'static str = match self {
            Self::Proof(advice) => advice.into(),
            Self::Domain(fault) => return format!("domain-{}", fault.name()),
            Self::Link(advice) => advice.into(),
            Self::Content(advice) => advice.into(),
            Self::Header(advice) => advice.into(),
            Self::Counted { evidence, .. } => return format!("counted-{evidence}"),
        };
        name.to_owned()
    }

    /// What, why and how to change it, in both languages.
    #[must_use]
    pub fn advised(&self) -> Advised {
        match self {
            Self::Proof(advice) => advice.advised(),
            Self::Domain(fault) => of_domain(fault),
            Self::Link(advice) => advice.advised(),
            Self::Content(advice) => advice.advised(),
            Self::Header(advice) => advice.advised(),
            Self::Counted { words, .. } => Advised {
                what: words.clone(),
                ..Advised::new(
                    ["", ""],
                    [
                        "この検査では、詐欺メールの手がかりの一つとして数えます。",
                        "The checker counts it as one sign of fraud.",
                    ],
                    [
                        "書き方や構成を変えられないか、見直してください。",
                        "See whether it can be written or built otherwise.",
                    ],
                )
            },
        }
    }
}

fn of_domain(fault: &health::Fault) -> Advised {
    let told = fault.told();
    let why = Bilingual {
        ja: "受け取る側は、差出人のドメインの DNS を見て本物かどうかを確かめます。".to_owned(),
        en: "Receivers look at the DNS of the domain in From to tell whether a mail is genuine."
            .to_owned(),
    };
    Advised { what: told.what, why, change: told.change }
}

/// What counts against the mail and no other advice speaks of.
pub(super) fn counted(report: &Report) -> impl Iterator<Item = Advice> {
    let rest = report.reasons.iter().filter(|r| r.weight >= LITTLE && !is_covered(&r.evidence));
    rest.map(|reason| Advice::Counted {
        evidence: reason.evidence.clone(),
        words: reason.words.clone(),
    })
}

/// Evidence that other advice speaks of.
pub(super) const COVERED: [&str; 41] = [
    "author-unproven",
    "policy-broken",
    "signature-broken",
    "proven-as-another",
    "server-not-allowed",
    "platform-proven",
    "mailbox-proven",
    "author-ambiguous",
    "firm-from-free-mail",
    "brand-from-elsewhere",
    "brand-mentioned-elsewhere",
    "author-looks-like-brand",
    "replies-go-elsewhere",
    "replies-go-to-free-mail",
    "replies-to-nothing",
    "link-leads-elsewhere",
    "link-to-stranger",
    "link-off-author",
    "link-looks-like-brand",
    "link-to-address",
    "link-obscured-address",
    "link-confusable-host",
    "link-shortened",
    "link-through-redirector",
    "link-to-free-hosting",
    "qr-leads-to-stranger",
    "hidden-text",
    "invisible-characters",
    "only-a-picture",
    "two-faces",
    "form-asks-secrets",
    "attached-page",
    "attached-program",
    "attachment-name-lies",
    "attached-active-document",
    "attachment-locked",
    "asks-for",
    "tells",
    "link-hides-host-before-at",
    "link-odd-port",
    "calls-stranger",
];

fn is_covered(evidence: &str) -> bool {
    let kind = evidence.split_once(':').map_or(evidence, |(kind, _)| kind);
    COVERED.contains(&kind)
}
