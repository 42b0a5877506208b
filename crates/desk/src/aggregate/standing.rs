use mail::DomainName;

use super::{Counted, Outcome, row::organization};
use crate::health::{Severity, Told};

/// How a source stands: what fails of what it sends, and what to do about it. A closed list, each
/// with its words.
#[derive(Clone, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Standing {
    /// DKIM and SPF prove the domain, for all but a few.
    Good,
    /// Only DKIM does: enough, and it survives forwarding.
    OnlyDkim,
    /// Only SPF does: lost as soon as somebody forwards it.
    OnlySpf,
    /// Receivers say that somebody sent it on, and nothing proves it any more.
    Forwarded,
    /// A delivery service proves itself, not the domain.
    ProvesAnother {
        /// The service's domain.
        domain: DomainName,
    },
    /// Signatures of the domain itself do not hold.
    SignatureBroken,
    /// The domain's SPF record could not be used.
    SpfBroken,
    /// Nothing proves anything: a forger, or a server that nobody set up.
    ProvesNothing,
}

/// Why messages failed. Ordered, so that equal counts are told alike each time.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Cause {
    Forwarded,
    SignatureBroken(String),
    SpfBroken,
    ProvesAnother(String),
    ProvesNothing,
}

/// What the standing hangs on.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    pub(super) messages: u64,
    pub(super) passed: u64,
    pub(super) dkim: u64,
    pub(super) spf: u64,
}

impl Cause {
    pub(super) fn of(counted: &Counted) -> Self {
        let (dkim, spf) = (&counted.dkim_result, &counted.spf_result);
        if counted.is_forwarded {
            return Self::Forwarded;
        }
        let passing = [dkim, spf].into_iter().find(|result| result.outcome == Outcome::Pass);
        if let Some(domain) = passing.and_then(|result| organization(&result.domain)) {
            return Self::ProvesAnother(domain.to_string());
        }
        let failed = matches!(dkim.outcome, Outcome::Fail | Outcome::PermError | Outcome::Policy);
        if failed && let Some(signer) = organization(&dkim.domain) {
            return Self::SignatureBroken(signer.to_string());
        }
        if spf.outcome == Outcome::PermError { Self::SpfBroken } else { Self::ProvesNothing }
    }
}

impl Standing {
    /// So much of what a source sends may fail before it is worth a word: one in fifty gets broken
    /// on the way.
    const FEW: u64 = 50;

    pub(super) fn of(counts: Counts, cause: Option<&Cause>, domain: &DomainName) -> Self {
        let Counts { messages, passed, dkim, spf } = counts;
        let few = messages / Self::FEW;
        if messages.saturating_sub(passed) > few
            && let Some(cause) = cause
        {
            return Self::failing(cause, domain);
        }
        match (messages.saturating_sub(dkim) <= few, messages.saturating_sub(spf) <= few) {
            (true, true) => Self::Good,
            (true, false) if spf < messages / 2 => Self::OnlyDkim,
            (true, false) => Self::Good,
            (false, _) if dkim == 0 => Self::OnlySpf,
            (false, _) => Self::Good,
        }
    }

    fn failing(cause: &Cause, domain: &DomainName) -> Self {
        match cause {
            Cause::Forwarded => Self::Forwarded,
            Cause::ProvesAnother(other) => match DomainName::parse_dns(other) {
                Ok(domain) => Self::ProvesAnother { domain },
                Err(_) => Self::ProvesNothing,
            },
            Cause::SignatureBroken(signer) => {
                let is_own =
                    organization(domain.as_str()).is_some_and(|own| own.as_str() == signer);
                if is_own { Self::SignatureBroken } else { Self::ProvesNothing }
            }
            Cause::SpfBroken => Self::SpfBroken,
            Cause::ProvesNothing => Self::ProvesNothing,
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Good | Self::OnlyDkim | Self::Forwarded => Severity::Hint,
            Self::OnlySpf | Self::ProvesAnother { .. } | Self::ProvesNothing => Severity::Weak,
            Self::SignatureBroken | Self::SpfBroken => Severity::Broken,
        }
    }

    /// What fails and what to do, in both languages.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::Good => Told::new(
                [
                    "DKIM か SPF で、あなたのドメインのメールだと証明されています。",
                    "DKIM or SPF prove that this is mail of your domain.",
                ],
                ["何もしなくて構いません。", "Nothing to do."],
            ),
            Self::OnlyDkim => Told::new(
                [
                    "DKIM だけで証明されています（SPF は別のドメインか、失敗）。",
                    "Only DKIM proves it (SPF is for another domain, or fails).",
                ],
                [
                    "このままで構いません。配信サービスで戻り先（Return-Path）を自分のドメインにできれば、より確かになります。",
                    "That is enough. If the service can use a return path at your domain, it is surer still.",
                ],
            ),
            Self::OnlySpf => Told::new(
                [
                    "SPF だけで証明されています。転送されると証明がなくなります。",
                    "Only SPF proves it: when somebody forwards it, nothing does.",
                ],
                [
                    "このサーバー（サービス）で、自分のドメインの DKIM 署名を有効にしてください。",
                    "Let this server or service sign with DKIM as your domain.",
                ],
            ),
            Self::Forwarded => Told::new(
                [
                    "だれかが転送したため証明が失われたと、受け取った側が報告しています。",
                    "Receivers report that somebody forwarded it, and so the proof was lost.",
                ],
                [
                    "ふつうのことです。DKIM で署名しておけば、多くは転送されても通ります。",
                    "That is usual. With DKIM signatures most of it passes all the same.",
                ],
            ),
            Self::ProvesAnother { domain } => Told::new(
                [
                    format!(
                        "{domain} として証明されていますが、あなたのドメインとしては証明されていません。"
                    ),
                    format!("It proves to be {domain}, and not to be your domain."),
                ],
                [
                    "使っている配信サービスなら、独自ドメインの DKIM 署名を設定してください。心当たりがなければ、あなたの名を使う他人です。",
                    "If it is a service you use, let it sign as your domain. If not, it is somebody who uses your name.",
                ],
            ),
            Self::SignatureBroken => Told::new(
                [
                    "あなたのドメインの DKIM 署名が付いていますが、検証に失敗しています。",
                    "It carries your domain's DKIM signatures, and they do not hold.",
                ],
                [
                    "公開鍵が合っているか（mekiki domain check）、署名のあとで本文を変えるものがないかを確かめてください。",
                    "See that the published key is the right one (mekiki domain check), and that nothing changes mail after it is signed.",
                ],
            ),
            Self::SpfBroken => Told::new(
                [
                    "SPF の記録に誤りがあり、受け取る側が使えませんでした。",
                    "An SPF record has an error, so that receivers could not use it.",
                ],
                [
                    "mekiki domain check で、問い合わせの回数やつづりを確かめてください。",
                    "Look at its look-ups and spelling with “mekiki domain check”.",
                ],
            ),
            Self::ProvesNothing => Told::new(
                [
                    "あなたのドメインを名乗っていますが、何も証明できていません。",
                    "It speaks as your domain, and proves nothing.",
                ],
                [
                    "自分のサーバーなら SPF に加えて DKIM で署名してください。心当たりがなければなりすましです。DMARC を p=reject にすれば届かなくなります。",
                    "If the server is yours, add it to SPF and sign with DKIM. If not, it is a forger: with p=reject in DMARC, nothing of it arrives.",
                ],
            ),
        }
    }
}
