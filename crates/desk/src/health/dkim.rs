use auth::{
    Lookup,
    dkim::{KeyFacts, KeyType, Problem, published_keys},
};
use mail::DomainName;

use super::{Fault, Said, Section, Severity, Told, Topic};

/// Selectors that are common, for when nobody says which one is used: DNS cannot list them.
pub const COMMON_SELECTORS: [&str; 20] = [
    "default",
    "mail",
    "dkim",
    "selector1",
    "selector2",
    "google",
    "s1",
    "s2",
    "k1",
    "k2",
    "k3",
    "mx",
    "smtp",
    "email",
    "key1",
    "sig1",
    "mandrill",
    "amazonses",
    "zoho",
    "fm1",
];

/// Bits that an RSA key must have to count at all (RFC 8301 §3.2), and should have.
const LEAST_BITS: usize = 1024;
const GOOD_BITS: usize = 2048;
/// Selectors of one question.
const MOST_SELECTORS: usize = 50;

/// Under which selectors keys are looked for.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Selectors {
    /// Those that somebody named: a missing key is a fault.
    pub named: Vec<String>,
    /// Whether the common ones are tried, too: none of them has to be there.
    pub and_common: bool,
}

impl Selectors {
    /// Those named; the common ones when none is.
    #[must_use]
    pub fn of(named: &[String]) -> Self {
        Self { named: named.to_vec(), and_common: named.is_empty() }
    }
}

/// What can be wrong with a domain's DKIM keys.
#[derive(Clone, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case", prefix = "dkim-")]
pub enum DkimFault {
    /// No key under any common selector; there may be one elsewhere.
    NoneFound,
    /// No key under a selector that somebody named.
    Missing {
        /// The selector.
        selector: String,
    },
    /// What stands there is no key.
    Malformed {
        /// The selector.
        selector: String,
    },
    /// The key was withdrawn (empty `p=`).
    Revoked {
        /// The selector.
        selector: String,
    },
    /// So short that receivers do not accept it.
    TooShort {
        /// The selector.
        selector: String,
        /// Bits of the modulus.
        bits: usize,
    },
    /// Accepted, and short of what is advised.
    Short {
        /// The selector.
        selector: String,
        /// Bits of the modulus.
        bits: usize,
    },
    /// `t=y`: the domain says that it is only testing.
    Testing {
        /// The selector.
        selector: String,
    },
    /// More than one key at one name.
    Several {
        /// The selector.
        selector: String,
    },
    /// Only for SHA-1, which receivers do not accept any more.
    OnlySha1 {
        /// The selector.
        selector: String,
    },
    /// `s=` does not list email.
    NotForMail {
        /// The selector.
        selector: String,
    },
}

pub(super) async fn examine(
    domain: &DomainName,
    selectors: &Selectors,
    lookup: &dyn Lookup,
) -> Section {
    let mut section = Section::new(Topic::Dkim);
    let common = COMMON_SELECTORS.iter().filter(|_| selectors.and_common);
    let named = selectors.named.iter().map(|selector| (selector.as_str(), true));
    for (selector, is_named) in named.chain(common.map(|&s| (s, false))).take(MOST_SELECTORS) {
        match published_keys(selector, domain, lookup).await {
            Err(error) => section.unanswered = Some(error),
            Ok(keys) => {
                for key in &keys {
                    let name = format!("{selector}._domainkey.{domain}");
                    section.publishes(&name, &key.text);
                    add(&mut section, selector, key.key.as_ref());
                }
                let selector = selector.to_owned();
                match keys.len() {
                    0 if is_named => {
                        section.faults.push(Fault::Dkim(DkimFault::Missing { selector }));
                    }
                    0 | 1 => {}
                    _ => section.faults.push(Fault::Dkim(DkimFault::Several { selector })),
                }
            }
        }
    }
    let is_bare = section.published.is_empty() && section.faults.is_empty();
    if is_bare && section.unanswered.is_none() {
        section.faults.push(Fault::Dkim(DkimFault::NoneFound));
    }
    section
}

fn add(section: &mut Section, selector: &str, key: Result<&KeyFacts, &Problem>) {
    let of = |make: fn(String) -> DkimFault| Fault::Dkim(make(selector.to_owned()));
    let facts = match key {
        Ok(facts) => facts,
        Err(Problem::KeyRevoked) => {
            section.faults.push(of(|selector| DkimFault::Revoked { selector }));
            return;
        }
        Err(_) => {
            section.faults.push(of(|selector| DkimFault::Malformed { selector }));
            return;
        }
    };
    section.said.push(Said::DkimKey {
        selector: selector.to_owned(),
        is_rsa: facts.key_type == KeyType::Rsa,
        bits: facts.bits,
    });
    let lists = |list: &Option<Vec<String>>, words: &[&str]| {
        list.as_ref().is_none_or(|list| list.iter().any(|word| words.contains(&word.as_str())))
    };
    if facts.key_type == KeyType::Rsa && facts.bits < GOOD_BITS {
        let (selector, bits) = (selector.to_owned(), facts.bits);
        section.faults.push(Fault::Dkim(if bits < LEAST_BITS {
            DkimFault::TooShort { selector, bits }
        } else {
            DkimFault::Short { selector, bits }
        }));
    }
    if facts.testing {
        section.faults.push(of(|selector| DkimFault::Testing { selector }));
    }
    if !lists(&facts.hashes, &["sha256"]) {
        section.faults.push(of(|selector| DkimFault::OnlySha1 { selector }));
    }
    if !lists(&facts.services, &["*", "email"]) {
        section.faults.push(of(|selector| DkimFault::NotForMail { selector }));
    }
}

impl DkimFault {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::Missing { .. }
            | Self::Malformed { .. }
            | Self::TooShort { .. }
            | Self::OnlySha1 { .. }
            | Self::NotForMail { .. } => Severity::Broken,
            Self::Revoked { .. }
            | Self::Short { .. }
            | Self::Testing { .. }
            | Self::Several { .. } => Severity::Weak,
            Self::NoneFound => Severity::Hint,
        }
    }

    pub(super) fn told(&self) -> Told {
        match self {
            Self::NoneFound => Told::new(
                [
                    "よく使われる名前では DKIM の鍵が見つかりませんでした。DNS では鍵の一覧を取れないため、別の名前にあるかもしれません。",
                    "No DKIM key was found under common names. DNS cannot list keys, so there may be one under another.",
                ],
                [
                    "送ったメールの DKIM-Signature にある s= の値を --selector で指定してください。署名していなければ、署名を始めてください。",
                    "Give the s= of a sent mail's DKIM-Signature with --selector. If your mail is not signed, begin to sign it.",
                ],
            ),
            Self::Missing { selector } => Told::new(
                [
                    format!(
                        "「{selector}」の DKIM の鍵がありません。この名前で署名したメールはすべて検証に失敗します。"
                    ),
                    format!(
                        "There is no DKIM key under “{selector}”. All mail signed with it fails."
                    ),
                ],
                [
                    format!(
                        "{selector}._domainkey に公開鍵を TXT レコードとして公開してください。"
                    ),
                    format!("Publish the public key as a TXT record at {selector}._domainkey."),
                ],
            ),
            Self::Malformed { selector } => Told::new(
                [
                    format!(
                        "「{selector}」の DKIM の鍵は読めません。この名前で署名したメールはすべて検証に失敗します。"
                    ),
                    format!(
                        "The DKIM key under “{selector}” cannot be read. All mail signed with it fails."
                    ),
                ],
                [
                    "配信サービスの示す文字列をそのまま、途中で切らずに貼りつけ直してください（引用符や改行が混ざることがよくあります）。",
                    "Paste the text your provider gives again, whole: quotation marks and line breaks often slip in.",
                ],
            ),
            Self::Revoked { selector } => Told::new(
                [
                    format!("「{selector}」の DKIM の鍵は取り消されています（p= が空）。"),
                    format!("The DKIM key under “{selector}” was withdrawn (p= is empty)."),
                ],
                [
                    "まだこの名前で署名しているなら新しい鍵に替えてください。もう使っていなければこのままで構いません。",
                    "If anything still signs with it, change to a new key. If nothing does, leave it so.",
                ],
            ),
            Self::TooShort { selector, bits } => Told::new(
                [
                    format!(
                        "「{selector}」の DKIM の鍵は{bits}ビットと短すぎ、受け取る側は認めません。破られて、なりすましに使われる恐れもあります。"
                    ),
                    format!(
                        "The DKIM key under “{selector}” has {bits} bits: too short for receivers to accept, and short enough to be broken and used to forge."
                    ),
                ],
                ["2048ビットの鍵に替えてください。", "Change to a key of 2048 bits."],
            ),
            Self::Short { selector, bits } => Told::new(
                [
                    format!(
                        "「{selector}」の DKIM の鍵は{bits}ビットです。まだ使えますが、2048ビットが勧められています。"
                    ),
                    format!(
                        "The DKIM key under “{selector}” has {bits} bits. It still works, but 2048 are advised."
                    ),
                ],
                ["2048ビットの鍵に替えてください。", "Change to a key of 2048 bits."],
            ),
            Self::Testing { selector } => Told::new(
                [
                    format!(
                        "「{selector}」の DKIM の鍵に「試験中」の印（t=y）が付いています。受け取る側は署名がないものとして扱うことがあります。"
                    ),
                    format!(
                        "The DKIM key under “{selector}” says that it is only being tested (t=y). Receivers may treat mail as unsigned."
                    ),
                ],
                ["試験が済んだら t=y を消してください。", "Remove t=y once the test is over."],
            ),
            Self::Several { selector } => Told::new(
                [
                    format!(
                        "「{selector}」に DKIM の鍵が複数あります。どれを使うかは受け取る側によって違います。"
                    ),
                    format!(
                        "There are several DKIM keys under “{selector}”. Which one receivers use differs."
                    ),
                ],
                [
                    "1つだけ残し、別の鍵には別の名前を使ってください。",
                    "Keep one, and give other keys names of their own.",
                ],
            ),
            Self::OnlySha1 { selector } => Told::new(
                [
                    format!(
                        "「{selector}」の DKIM の鍵は SHA-1 だけを許しています。受け取る側はもう認めません。"
                    ),
                    format!(
                        "The DKIM key under “{selector}” allows SHA-1 only, which receivers no longer accept."
                    ),
                ],
                ["h=sha1 を消してください。", "Remove h=sha1."],
            ),
            Self::NotForMail { selector } => Told::new(
                [
                    format!("「{selector}」の DKIM の鍵はメール用ではないと書かれています（s=）。"),
                    format!("The DKIM key under “{selector}” says that it is not for mail (s=)."),
                ],
                ["s= を消すか、s=email にしてください。", "Remove s=, or make it s=email."],
            ),
        }
    }
}
