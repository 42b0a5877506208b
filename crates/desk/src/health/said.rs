use auth::{dmarc::Policy, spf::SpfResult};
use check::Bilingual;
use mail::DomainName;

use super::told::both;

/// What a record says, in neutral words. A closed list, as faults are.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Said {
    /// So many addresses and networks may send.
    SpfNetworks(usize),
    /// Whom that name's record lets in may send.
    SpfInclude(String),
    /// That name's record holds instead.
    SpfRedirect(String),
    /// The addresses of a host may send; `None`: of the domain itself.
    SpfHost(Option<String>),
    /// The mail exchangers may send; `None`: of the domain itself.
    SpfExchangers(Option<String>),
    /// DNS decides client by client; the term.
    SpfByDns(String),
    /// What holds for all others.
    SpfOtherwise(SpfResult),
    /// So many look-ups.
    SpfLookups(usize),
    /// A key.
    DkimKey {
        /// Under which selector.
        selector: String,
        /// Whether RSA; else Ed25519.
        is_rsa: bool,
        /// Its bits.
        bits: usize,
    },
    /// The record of a domain above holds.
    DmarcInherited(DomainName),
    /// What is to be done with mail without proof.
    DmarcPolicy(Policy),
    /// Only the very same domain counts as proof.
    DmarcStrict {
        /// For DKIM.
        dkim: bool,
        /// For SPF.
        spf: bool,
    },
    /// Where reports go.
    DmarcReports(Vec<String>),
    /// No logo.
    BimiAbsent,
    /// The domain wants no logo.
    BimiDeclined,
    /// Where the logo lies.
    BimiLogo(String),
    /// No policy on encryption.
    MtaStsAbsent,
    /// A policy on encryption is declared; what it says, DNS does not tell.
    MtaStsDeclared,
    /// No reports about encryption.
    TlsRptAbsent,
    /// Where reports about encryption go.
    TlsReports(Vec<String>),
    /// The domain receives no mail.
    NullMx,
    /// Who receives its mail.
    MxHosts(Vec<DomainName>),
}

impl Said {
    /// The same in both languages.
    #[must_use]
    pub fn words(&self) -> Bilingual {
        match self {
            Self::SpfNetworks(count) => both([
                format!("{count}件のアドレスまたは範囲からの送信を認めています。"),
                format!("Allows {count} addresses or networks to send."),
            ]),
            Self::SpfInclude(name) => both([
                format!("{name} の記録が認めるサーバーからの送信を認めています。"),
                format!("Allows the servers that {name} allows."),
            ]),
            Self::SpfRedirect(name) => both([
                format!("{name} の記録に従います。"),
                format!("Follows the record of {name}."),
            ]),
            Self::SpfHost(name) => both([
                format!("{} のアドレスからの送信を認めています。", own(name, "ドメイン自身")),
                format!("Allows the addresses of {} to send.", own(name, "the domain itself")),
            ]),
            Self::SpfExchangers(name) => both([
                format!("{} の受信サーバーからの送信を認めています。", own(name, "ドメイン自身")),
                format!(
                    "Allows the mail exchangers of {} to send.",
                    own(name, "the domain itself")
                ),
            ]),
            Self::SpfByDns(term) => both([
                format!("「{term}」は、送信元ごとに DNS が決めます。"),
                format!("“{term}”: DNS decides client by client."),
            ]),
            Self::SpfOtherwise(result) => otherwise(*result),
            Self::SpfLookups(count) => both([
                format!("たどるのに DNS の問い合わせが{count}回要ります（上限は10回）。"),
                format!("Takes {count} DNS look-ups to follow (at most ten are allowed)."),
            ]),
            Self::DkimKey { selector, is_rsa, bits } => {
                let kind = if *is_rsa { "RSA" } else { "Ed25519" };
                both([
                    format!("「{selector}」に {kind}（{bits}ビット）の鍵があります。"),
                    format!("A key under “{selector}”: {kind}, {bits} bits."),
                ])
            }
            Self::DmarcInherited(domain) => both([
                format!("このドメインに記録はなく、{domain} の記録が適用されます。"),
                format!("No record of its own: that of {domain} applies."),
            ]),
            Self::DmarcPolicy(policy) => policy_words(*policy),
            Self::DmarcStrict { dkim, spf } => {
                let by = match (dkim, spf) {
                    (true, false) => "DKIM",
                    (false, true) => "SPF",
                    (true, true) | (false, false) => "DKIM / SPF",
                };
                both([
                    format!(
                        "{by} は、差出人とまったく同じドメインでだけ通ります（サブドメイン不可）。"
                    ),
                    format!(
                        "{by} counts only for exactly the author's domain, not its subdomains."
                    ),
                ])
            }
            Self::DmarcReports(to) => both([
                format!("レポートの宛先：{}", to.join("、")),
                format!("Reports go to {}.", to.join(", ")),
            ]),
            Self::BimiAbsent => both([
                "ロゴ（BIMI）の記録はありません。なくても届き方は変わりません。",
                "No logo is published. Mail is delivered all the same.",
            ]),
            Self::BimiDeclined => {
                both(["ロゴを表示しないと宣言しています。", "The domain declines to have a logo."])
            }
            Self::BimiLogo(logo) => {
                both([format!("ロゴの場所：{logo}"), format!("The logo lies at {logo}")])
            }
            Self::MtaStsAbsent => both([
                "MTA-STS の記録はありません。このドメイン宛てのメールの暗号化は、相手まかせです。",
                "No MTA-STS record: whether mail to this domain is encrypted is left to who sends it.",
            ]),
            Self::MtaStsDeclared => both([
                "暗号化の方針があると宣言しています。方針そのものはウェブサイトに置かれるもので、このコマンドは開いていません。",
                "A policy on encryption is declared. The policy itself lies on a web site, which this command did not open.",
            ]),
            Self::TlsRptAbsent => both([
                "TLS-RPT の記録はありません。暗号化の失敗は報告されません。",
                "No TLS-RPT record: failures of encryption are not reported.",
            ]),
            Self::TlsReports(to) => both([
                format!("暗号化の失敗の報告先：{}", to.join("、")),
                format!("Failures of encryption are reported to {}.", to.join(", ")),
            ]),
            Self::NullMx => both([
                "このドメインはメールを受け取らないと宣言しています。",
                "The domain says that it receives no mail.",
            ]),
            Self::MxHosts(hosts) => {
                let hosts: Vec<&str> = hosts.iter().map(DomainName::as_str).collect();
                both([
                    format!("受信サーバー：{}", hosts.join("、")),
                    format!("Mail is received by {}.", hosts.join(", ")),
                ])
            }
        }
    }
}

fn own<'n>(name: &'n Option<String>, itself: &'n str) -> &'n str {
    name.as_deref().unwrap_or(itself)
}

fn otherwise(result: SpfResult) -> Bilingual {
    match result {
        SpfResult::Pass => {
            both(["それ以外のサーバーも、すべて認めています。", "Allows all others, too."])
        }
        SpfResult::Fail => {
            both(["それ以外のサーバーは認めません（-all）。", "Allows no others (-all)."])
        }
        SpfResult::SoftFail => both([
            "それ以外のサーバーは、おそらく正規ではないとしています（~all）。",
            "Says of all others that they are probably not allowed (~all).",
        ]),
        SpfResult::Neutral | SpfResult::None | SpfResult::TempError | SpfResult::PermError => {
            both(["それ以外のサーバーについては何も言っていません。", "Says nothing of others."])
        }
    }
}

fn policy_words(policy: Policy) -> Bilingual {
    match policy {
        Policy::None => both([
            "証明できないメールも、そのまま届けてよいとしています（none）。",
            "Asks for nothing to be done with mail without proof (none).",
        ]),
        Policy::Quarantine => both([
            "証明できないメールは、迷惑メールとして扱うよう求めています（quarantine）。",
            "Asks that mail without proof be treated as suspicious (quarantine).",
        ]),
        Policy::Reject => both([
            "証明できないメールは、拒否するよう求めています（reject）。",
            "Asks that mail without proof be refused (reject).",
        ]),
    }
}
