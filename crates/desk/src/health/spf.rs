use auth::{
    Lookup,
    spf::{Outline, Problem, SpfResult, TermKind, outline},
};
use mail::DomainName;

use super::{Fault, Said, Section, Severity, Told, Topic};

/// Look-ups that receivers allow one check (RFC 7208 §4.6.4), and those that may find nothing.
const LOOKUPS: usize = 10;
const VOID_LOOKUPS: usize = 2;
/// A network of more addresses than this holds more than one sender's servers.
const NARROWEST: u8 = 16;
/// A longer answer does not fit into one datagram of plain DNS (RFC 7208 §3.4).
const LONGEST: usize = 450;

/// What can be wrong with an SPF record.
#[derive(Clone, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case", prefix = "spf-")]
pub enum SpfFault {
    /// There is none.
    Missing,
    /// More than one: receivers give up.
    Several {
        /// How many.
        count: usize,
    },
    /// A term that is no term: receivers give up.
    Syntax {
        /// Whose record.
        domain: DomainName,
        /// The term.
        term: String,
    },
    /// More look-ups than receivers allow: they give up.
    ManyLookups {
        /// How many.
        count: usize,
    },
    /// Too many look-ups that find nothing: receivers give up.
    ManyVoid {
        /// How many.
        count: usize,
    },
    /// It leads to a record that is not there: receivers give up.
    Dangling {
        /// The name.
        name: String,
    },
    /// A record it leads to stands there more than once: receivers give up.
    SeveralBehind {
        /// Whose.
        domain: DomainName,
    },
    /// An `mx` term with more than ten exchangers.
    ManyExchangers {
        /// Whose.
        domain: DomainName,
    },
    /// `+all`: everybody may send.
    EverybodyMaySend,
    /// `?all`, or nothing at the end: says nothing of everybody else.
    SaysNothing,
    /// `ptr`, which receivers may ignore (RFC 7208 §5.5).
    Ptr,
    /// A very large network.
    Wide {
        /// The term.
        term: String,
    },
    /// Terms after `all`, that nobody reads.
    AfterAll {
        /// The first of them.
        term: String,
    },
    /// Nearly as many look-ups as receivers allow.
    NearLimit {
        /// How many.
        count: usize,
    },
    /// Very long.
    Long {
        /// Octets.
        octets: usize,
    },
    /// Mail is sent, but the domain says by a null MX that it receives none.
    SendsWithoutReceiving,
}

pub(super) async fn examine(domain: &DomainName, mx_is_null: bool, lookup: &dyn Lookup) -> Section {
    let mut section = Section::new(Topic::Spf);
    let outline = match outline(domain, lookup).await {
        Ok(outline) => outline,
        Err(error) => return section.unanswered(error),
    };
    for record in &outline.records {
        section.publishes(domain, record);
    }
    section.said = said(&outline);
    section.faults = faults(&outline, mx_is_null).into_iter().map(Fault::Spf).collect();
    for problem in outline.problems {
        match problem {
            Problem::Dns(error) => section.unanswered = Some(error),
            Problem::Syntax { .. }
            | Problem::ManyRecords(_)
            | Problem::NoRecord(_)
            | Problem::ManyLookups
            | Problem::ManyVoidLookups
            | Problem::ManyExchangers(_) => {}
        }
    }
    section
}

/// What the record means, networks of one kind together: lists of a hundred say nothing.
fn said(outline: &Outline) -> Vec<Said> {
    let mut said = Vec::new();
    let mut networks = 0;
    for term in &outline.terms {
        match term.kind {
            TermKind::Ip4 { .. } | TermKind::Ip6 { .. } if term.result == Some(SpfResult::Pass) => {
                networks += 1;
            }
            TermKind::Ip4 { .. } | TermKind::Ip6 { .. } => {}
            TermKind::Include => said.extend(term.name.clone().map(Said::SpfInclude)),
            TermKind::Redirect => said.extend(term.name.clone().map(Said::SpfRedirect)),
            TermKind::A => said.push(Said::SpfHost(term.name.clone())),
            TermKind::Mx => said.push(Said::SpfExchangers(term.name.clone())),
            TermKind::Exists | TermKind::Ptr => said.push(Said::SpfByDns(term.text.clone())),
            TermKind::All => {}
        }
    }
    if networks > 0 {
        said.insert(0, Said::SpfNetworks(networks));
    }
    if !outline.terms.is_empty() {
        said.push(Said::SpfOtherwise(outline.otherwise.unwrap_or(SpfResult::Neutral)));
        said.push(Said::SpfLookups(outline.lookups));
    }
    said
}

fn faults(outline: &Outline, mx_is_null: bool) -> Vec<SpfFault> {
    let Some(record) = outline.records.first() else { return vec![SpfFault::Missing] };
    let mut faults: Vec<SpfFault> =
        outline.problems.iter().filter_map(|problem| of_problem(problem, outline)).collect();
    let is_readable = !outline.terms.is_empty();
    match outline.otherwise {
        Some(SpfResult::Pass) => faults.push(SpfFault::EverybodyMaySend),
        Some(SpfResult::Neutral) => faults.push(SpfFault::SaysNothing),
        None if faults.is_empty() => faults.push(SpfFault::SaysNothing),
        Some(
            SpfResult::Fail
            | SpfResult::SoftFail
            | SpfResult::None
            | SpfResult::TempError
            | SpfResult::PermError,
        )
        | None => {}
    }
    match outline.lookups {
        count if count > LOOKUPS => faults.push(SpfFault::ManyLookups { count }),
        count if count + 1 >= LOOKUPS => faults.push(SpfFault::NearLimit { count }),
        _ => {}
    }
    if outline.void_lookups > VOID_LOOKUPS {
        faults.push(SpfFault::ManyVoid { count: outline.void_lookups });
    }
    if outline.terms.iter().any(|term| term.kind == TermKind::Ptr) {
        faults.push(SpfFault::Ptr);
    }
    let wide = outline.terms.iter().filter(|term| term.result == Some(SpfResult::Pass));
    let wide =
        wide.filter(|term| matches!(term.kind, TermKind::Ip4 { length } if length < NARROWEST));
    faults.extend(wide.take(3).map(|term| SpfFault::Wide { term: term.text.clone() }));
    let mut after = outline.terms.iter().skip_while(|term| term.kind != TermKind::All).skip(1);
    faults.extend(after.next().map(|term| SpfFault::AfterAll { term: term.text.clone() }));
    if record.len() > LONGEST {
        faults.push(SpfFault::Long { octets: record.len() });
    }
    let sends = is_readable && outline.terms.iter().any(|term| term.kind != TermKind::All);
    if mx_is_null && sends {
        faults.push(SpfFault::SendsWithoutReceiving);
    }
    faults
}

fn of_problem(problem: &Problem, outline: &Outline) -> Option<SpfFault> {
    Some(match problem {
        // Whether a receiver's question is answered is another matter each time.
        Problem::Dns(_) | Problem::ManyLookups | Problem::ManyVoidLookups => return None,
        Problem::Syntax { domain, term } => {
            SpfFault::Syntax { domain: domain.clone(), term: term.clone() }
        }
        Problem::ManyRecords(_) if outline.records.len() > 1 => {
            SpfFault::Several { count: outline.records.len() }
        }
        Problem::ManyRecords(domain) => SpfFault::SeveralBehind { domain: domain.clone() },
        Problem::NoRecord(name) => SpfFault::Dangling { name: name.clone() },
        Problem::ManyExchangers(domain) => SpfFault::ManyExchangers { domain: domain.clone() },
    })
}

impl SpfFault {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::Missing
            | Self::Several { .. }
            | Self::Syntax { .. }
            | Self::ManyLookups { .. }
            | Self::ManyVoid { .. }
            | Self::Dangling { .. }
            | Self::SeveralBehind { .. }
            | Self::ManyExchangers { .. }
            | Self::EverybodyMaySend => Severity::Broken,
            Self::SaysNothing
            | Self::Ptr
            | Self::Wide { .. }
            | Self::AfterAll { .. }
            | Self::SendsWithoutReceiving => Severity::Weak,
            Self::NearLimit { .. } | Self::Long { .. } => Severity::Hint,
        }
    }

    pub(super) fn told(&self) -> Told {
        match self {
            Self::Missing => Told::new(
                [
                    "SPF の記録がありません。受け取る側は、どのサーバーがこのドメインのメールを送ってよいのか判断できません。",
                    "There is no SPF record: receivers cannot tell which servers may send this domain's mail.",
                ],
                [
                    "メールを送るサーバーだけを並べた TXT レコード（例：v=spf1 include:配信サービス -all）を公開してください。まったく送らないドメインなら v=spf1 -all です。",
                    "Publish one TXT record that lists only your sending servers, such as “v=spf1 include:your-provider -all”. For a domain that never sends: “v=spf1 -all”.",
                ],
            ),
            Self::Several { count } => Told::new(
                [
                    format!(
                        "SPF の記録が{count}つあります。複数あると受け取る側はどれも使わず、エラーにします。"
                    ),
                    format!(
                        "There are {count} SPF records. With more than one, receivers use none and report an error."
                    ),
                ],
                [
                    "1つにまとめ、残りを消してください。",
                    "Merge them into one and delete the others.",
                ],
            ),
            Self::Syntax { domain, term } => Told::new(
                [
                    format!(
                        "{domain} の SPF の記録に、読めない部分「{term}」があります。受け取る側は記録全体を無効とみなします。"
                    ),
                    format!(
                        "The SPF record of {domain} has a part that cannot be read, “{term}”. Receivers then discard the whole record."
                    ),
                ],
                [
                    "つづりと、空白・コロンの位置を直してください。",
                    "Correct its spelling, and where spaces and colons stand.",
                ],
            ),
            Self::ManyLookups { count } => Told::new(
                [
                    format!(
                        "SPF の記録をたどるのに DNS の問い合わせが{count}回要ります。10回を超えると受け取る側はエラーにし、正規のメールも認証に失敗します。"
                    ),
                    format!(
                        "Following the SPF record takes {count} DNS look-ups. Past ten, receivers report an error, and genuine mail fails too."
                    ),
                ],
                [
                    "使っていない include を消し、サーバーが変わらないものは ip4 / ip6 に置きかえるか、配信サービスごとにサブドメインを分けてください。",
                    "Remove includes that are not used any more, replace those that never change by ip4 and ip6, or give each service a subdomain of its own.",
                ],
            ),
            Self::ManyVoid { count } => Told::new(
                [
                    format!(
                        "SPF の記録が指す名前のうち{count}つは、DNS に何もありません。2つを超えると受け取る側はエラーにします。"
                    ),
                    format!(
                        "{count} of the names in the SPF record lead to nothing in DNS. Past two, receivers report an error."
                    ),
                ],
                ["存在しない名前を記録から消してください。", "Remove the names that do not exist."],
            ),
            Self::Dangling { name } => Told::new(
                [
                    format!(
                        "SPF の記録が {name} を参照していますが、そこに SPF の記録がありません。受け取る側はエラーにします。"
                    ),
                    format!(
                        "The SPF record refers to {name}, where no SPF record is. Receivers report an error."
                    ),
                ],
                [
                    "名前のまちがいを直すか、使っていなければ消してください。第三者がその名前を取得すると、あなたの名前で送れるようになります。",
                    "Correct the name, or remove it if it is not used. If somebody else registers that name, they may send as you.",
                ],
            ),
            Self::SeveralBehind { domain } => Told::new(
                [
                    format!(
                        "参照先の {domain} に SPF の記録が複数あります。受け取る側はエラーにします。"
                    ),
                    format!(
                        "{domain}, which the record refers to, has several SPF records. Receivers report an error."
                    ),
                ],
                [
                    format!("{domain} の管理者に知らせ、直るまで参照をはずしてください。"),
                    format!("Tell whoever runs {domain}, and leave it out until that is mended."),
                ],
            ),
            Self::ManyExchangers { domain } => Told::new(
                [
                    format!(
                        "mx が指す {domain} の受信サーバーが10台を超えています。受け取る側はエラーにします。"
                    ),
                    format!(
                        "{domain} has more than ten mail exchangers, too many for an mx term. Receivers report an error."
                    ),
                ],
                ["mx の代わりに ip4 / ip6 を使ってください。", "Use ip4 and ip6 instead of mx."],
            ),
            Self::EverybodyMaySend => Told::new(
                [
                    "SPF の記録が「だれでも送ってよい」（+all）と言っています。なりすましも認証を通ります。",
                    "The SPF record says that everybody may send (+all). Forged mail passes, too.",
                ],
                ["最後を -all に変えてください。", "End it with -all."],
            ),
            Self::SaysNothing => Told::new(
                [
                    "SPF の記録が、並べたサーバー以外について何も言っていません（?all、または all なし）。なりすましを断る根拠になりません。",
                    "The SPF record says nothing about servers it does not list (?all, or no all): it gives no ground to refuse forged mail.",
                ],
                [
                    "まず ~all にし、レポートで漏れがないことを確かめてから -all にしてください。",
                    "End it with ~all first; once reports show that no server is missing, with -all.",
                ],
            ),
            Self::Ptr => Told::new(
                [
                    "ptr は遅く当てにならないため、使わないことになっています。無視する受け取り手もいます。",
                    "ptr is slow and unreliable, and is not to be used any more. Some receivers ignore it.",
                ],
                ["a、mx、ip4、ip6 に置きかえてください。", "Replace it by a, mx, ip4 or ip6."],
            ),
            Self::Wide { term } => Told::new(
                [
                    format!(
                        "「{term}」は6万5千を超えるアドレスに送信を許しています。他人のサーバーも含まれているかもしれません。"
                    ),
                    format!(
                        "“{term}” lets more than 65,000 addresses send. Other people's servers may be among them."
                    ),
                ],
                [
                    "実際に送るサーバーの範囲だけにしてください。",
                    "Narrow it to the servers that do send.",
                ],
            ),
            Self::AfterAll { term } => Told::new(
                [
                    format!("all より後ろにある「{term}」は読まれません。"),
                    format!("“{term}” stands after all, where nobody reads it."),
                ],
                ["all を最後に移してください。", "Move all to the end."],
            ),
            Self::NearLimit { count } => Told::new(
                [
                    format!(
                        "DNS の問い合わせが{count}回で、上限の10回に近づいています。参照先が1つ増やすだけで超えることがあります。"
                    ),
                    format!(
                        "It takes {count} DNS look-ups, close to the limit of ten. One more in a record you refer to may break yours."
                    ),
                ],
                ["使っていない include を消してください。", "Remove includes that are not used."],
            ),
            Self::Long { octets } => Told::new(
                [
                    format!(
                        "SPF の記録が{octets}文字と長く、DNS の応答に入りきらないことがあります。"
                    ),
                    format!(
                        "The SPF record has {octets} characters; long answers may not fit and get lost."
                    ),
                ],
                [
                    "include で分けて短くしてください。",
                    "Shorten it, with includes for parts of it.",
                ],
            ),
            Self::SendsWithoutReceiving => Told::new(
                [
                    "MX で「メールを受け取らない」と宣言しているのに、SPF では送信を許しています。返信もエラーの通知も届かないドメインからのメールは、拒否されることがあります。",
                    "MX says that the domain receives no mail, but SPF lets servers send. Mail from a domain that cannot get answers or bounces may be refused.",
                ],
                [
                    "送るなら受信サーバーを MX に書き、送らないなら SPF を v=spf1 -all にしてください。",
                    "If it sends, name a server in MX; if it does not, make SPF “v=spf1 -all”.",
                ],
            ),
        }
    }
}
