use check::Bilingual;

use super::{Advice, Advised, Draft};
use crate::health::{Health, Severity};

/// What is missing of the proof that a mail is its sender's.
#[derive(Clone, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case", prefix = "proof-")]
pub enum ProofAdvice {
    /// The domain in From is not the sender's own.
    FromNotOwn {
        /// The domain.
        author: String,
    },
    /// The domain in From is one where anybody can have a mailbox.
    FreeMailbox {
        /// The domain.
        author: String,
    },
    /// It speaks as a brand whose domain it does not come from.
    SpeaksAsAnother {
        /// The reason, in words.
        words: Bilingual,
    },
    /// It brings up such a brand, as news about it does too.
    BringsUpAnother {
        /// The reason, in words.
        words: Bilingual,
    },
    /// The domain in From looks like a brand's.
    FromLooksLikeBrand {
        /// The reason, in words.
        words: Bilingual,
    },
    /// No DKIM signature, and the domain asks that mail without proof be kept out.
    UnsignedAndRefused {
        /// The policy.
        policy: String,
    },
    /// No DKIM signature.
    Unsigned,
    /// A signature that does not hold.
    SignatureFails {
        /// The signing domain.
        signer: String,
    },
    /// Signatures hold, but for other domains than the one in From.
    NotAligned {
        /// The signing domain.
        signer: String,
        /// The domain in From.
        author: String,
    },
}

pub(super) fn gather(draft: &Draft<'_>, advice: &mut Vec<Advice>) {
    identity(draft, advice);
    if let Some(found) = signature(draft) {
        advice.push(Advice::Proof(found));
    }
}

/// What to mend about the domain in From; hints are for `mekiki domain check`.
pub(super) fn of_domain(health: &Health) -> Vec<Advice> {
    let faults = health.faults().into_iter();
    let faults = faults.filter(|fault| fault.severity() != Severity::Hint);
    faults.cloned().map(Advice::Domain).collect()
}

/// Whom it is from, and whom it speaks as.
fn identity(draft: &Draft<'_>, advice: &mut Vec<Advice>) {
    let Some(author) = super::author(draft.report) else { return };
    let mut add = |found| advice.push(Advice::Proof(found));
    if draft.own.is_some_and(|own| !own.owns(&author, draft.brands)) {
        add(ProofAdvice::FromNotOwn { author: author.to_string() });
    }
    if draft.brands.is_user_mailbox(&author) {
        add(ProofAdvice::FreeMailbox { author: author.to_string() });
    }
    for reason in &draft.report.reasons {
        match reason.evidence.as_str() {
            "brand-from-elsewhere" => {
                add(ProofAdvice::SpeaksAsAnother { words: reason.words.clone() });
            }
            "brand-mentioned-elsewhere" => {
                add(ProofAdvice::BringsUpAnother { words: reason.words.clone() });
            }
            "author-looks-like-brand" => {
                add(ProofAdvice::FromLooksLikeBrand { words: reason.words.clone() });
            }
            _ => {}
        }
    }
}

fn signature(draft: &Draft<'_>) -> Option<ProofAdvice> {
    let found = &draft.report.authentication;
    let author = draft.report.sender.author.clone().unwrap_or_default();
    if found.proven.iter().any(|proven| proven.method == "dkim" && proven.aligned) {
        return None;
    }
    let signer = |result: fn(&str) -> bool| {
        let signature = found.dkim.iter().find(|signature| result(&signature.result))?;
        Some(signature.domain.clone().unwrap_or_default())
    };
    if found.dkim.is_empty() {
        let policy = found.dmarc.as_ref().and_then(|dmarc| dmarc.policy.clone());
        return Some(match policy.filter(|policy| policy != "none") {
            Some(policy) => ProofAdvice::UnsignedAndRefused { policy },
            None => ProofAdvice::Unsigned,
        });
    }
    if let Some(signer) = signer(|result| result == "pass") {
        return Some(ProofAdvice::NotAligned { signer, author });
    }
    // With DNS off or silent, nobody knows.
    let signer = signer(|result| matches!(result, "fail" | "permerror" | "policy" | "neutral"))?;
    Some(ProofAdvice::SignatureFails { signer })
}

impl ProofAdvice {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::FromNotOwn { .. }
            | Self::SpeaksAsAnother { .. }
            | Self::FromLooksLikeBrand { .. }
            | Self::UnsignedAndRefused { .. }
            | Self::SignatureFails { .. } => Severity::Broken,
            Self::FreeMailbox { .. } | Self::Unsigned | Self::NotAligned { .. } => Severity::Weak,
            Self::BringsUpAnother { .. } => Severity::Hint,
        }
    }

    pub(super) fn advised(&self) -> Advised {
        match self {
            Self::FromNotOwn { author } => Advised::new(
                [
                    format!("差出人のドメイン {author} は、あなたのドメインではありません。"),
                    format!("The domain in From, {author}, is not yours."),
                ],
                [
                    "ほかのドメインを名乗るメールは、受け取る人にも機械にも偽物に見えます。",
                    "Mail in the name of another domain looks forged, to people and to machines.",
                ],
                [
                    "自分のドメインのアドレスから送ってください。",
                    "Send from an address of your own domain.",
                ],
            ),
            Self::FreeMailbox { author } => Advised::new(
                [
                    format!("差出人が {author} です。だれでもアドレスを持てるサービスです。"),
                    format!("From is at {author}, where anybody can have an address."),
                ],
                [
                    "だれが送ったのかを証明できず、会社を名乗る詐欺の手口と同じに見えます。",
                    "It proves nothing of who you are, and firms that write from there look like frauds.",
                ],
                [
                    "会社や団体のドメインのアドレスから送ってください。",
                    "Send from an address of your organisation's own domain.",
                ],
            ),
            Self::SpeaksAsAnother { words } => Advised {
                what: words.clone(),
                ..Advised::new(
                    ["", ""],
                    [
                        "有名な会社の名を使う偽メールと区別が付きません。",
                        "It cannot be told from forged mail in that name.",
                    ],
                    [
                        "差出人名・件名・署名を自社の名前にし、他社の名前は「○○をお使いの方へ」のように文中だけで使ってください。",
                        "Use your own name in From, subject and signature; name others only in the text.",
                    ],
                )
            },
            Self::BringsUpAnother { words } => Advised {
                what: words.clone(),
                ..Advised::new(
                    ["", ""],
                    [
                        "他社の話題に触れるだけなら問題ありません。他社からのメールのように読めると疑われます。",
                        "To speak of others is fine; to read as if they wrote it is not.",
                    ],
                    [
                        "だれが書いたメールかが、最初に分かるようにしてください。",
                        "Let the first lines tell who writes.",
                    ],
                )
            },
            Self::FromLooksLikeBrand { words } => Advised {
                what: words.clone(),
                ..Advised::new(
                    ["", ""],
                    [
                        "よく似たドメインは、偽メールがもっともよく使う手です。",
                        "Domains that look alike are what forgers use most.",
                    ],
                    [
                        "本来のドメイン、またはそのサブドメインから送ってください。",
                        "Send from the true domain, or from one below it.",
                    ],
                )
            },
            Self::UnsignedAndRefused { policy } => Advised::new(
                [
                    format!(
                        "DKIM の署名がまだありません。このドメインは、証明できないメールを断るよう求めています（p={policy}）。"
                    ),
                    format!(
                        "There is no DKIM signature yet, and the domain asks that mail without proof be kept out (p={policy})."
                    ),
                ],
                [
                    "このまま送ると、SPF だけが頼りになり、転送されたメールは届かなくなります。",
                    "Sent so, only SPF speaks for it, and forwarded copies are lost.",
                ],
                [
                    "差出人のドメインで DKIM 署名をしてから送ってください。",
                    "Sign it with DKIM as the domain in From.",
                ],
            ),
            Self::Unsigned => Advised::new(
                [
                    "DKIM の署名がまだありません（送信時に付くなら問題ありません）。",
                    "There is no DKIM signature yet (all is well if it is added on sending).",
                ],
                [
                    "署名がないと、本物であることを証明できず、大手のメールサービスは大量のメールを受け取りません。",
                    "Without one nothing proves that it is genuine, and large providers refuse bulk mail.",
                ],
                [
                    "差出人のドメインで DKIM 署名をし、署名後のメールをもう一度調べてください。",
                    "Sign it with DKIM as the domain in From, and check the signed mail again.",
                ],
            ),
            Self::SignatureFails { signer } => Advised::new(
                [
                    format!("{signer} の DKIM 署名の検証に失敗します。"),
                    format!("The DKIM signature of {signer} does not hold."),
                ],
                [
                    "壊れた署名は、途中で書きかえられたか偽造されたメールに見えます。",
                    "A broken signature looks like mail that was changed or forged.",
                ],
                [
                    "署名のあとで本文やヘッダーを変えていないか、公開した鍵が合っているかを確かめてください。",
                    "See that nothing changes the mail after it is signed, and that the published key is the right one.",
                ],
            ),
            Self::NotAligned { signer, author } => Advised::new(
                [
                    format!("署名しているのは {signer} で、差出人の {author} ではありません。"),
                    format!("It is signed by {signer}, not by {author}, the domain in From."),
                ],
                [
                    "配信サービスの署名だけでは、差出人本人のメールである証明になりません（DMARC）。",
                    "The signature of a delivery service does not prove that the author sent it (DMARC).",
                ],
                [
                    "配信サービスで自分のドメインの署名（独自ドメイン認証）を有効にしてください。",
                    "Let the service sign as your own domain.",
                ],
            ),
        }
    }
}
