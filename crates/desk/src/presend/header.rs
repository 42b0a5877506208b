use auth::dkim::declared_fields;
use mail::Field;

use super::{Advice, Advised, Draft};
use crate::health::Severity;

/// What is missing or wrong in the header.
#[derive(Clone, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case", prefix = "header-")]
pub enum HeaderAdvice {
    /// No From, or one without an address.
    NoFrom,
    /// More than one author.
    ManyAuthors,
    /// A field stands there twice that may stand there once.
    Repeated {
        /// The field.
        field: String,
    },
    /// Answers go to another domain.
    RepliesElsewhere {
        /// That domain.
        reply_to: String,
    },
    /// It says that it answers, and answers nothing.
    AnswersNothing,
    /// No subject.
    NoSubject,
    /// Text beyond ASCII that is not encoded.
    RawText,
    /// No List-Unsubscribe (RFC 2369).
    NoUnsubscribe,
    /// No one-click unsubscribing (RFC 8058).
    NotOneClick,
    /// The signature does not cover both fields of it (RFC 8058 §4).
    UnsubscribeNotSigned,
    /// No Date.
    NoDate,
    /// No Message-ID.
    NoMessageId,
    /// No List-Id (RFC 2919).
    NoListId,
    /// No address for complaints (RFC 9477).
    NoFeedback,
}

pub(super) fn gather(draft: &Draft<'_>, advice: &mut Vec<Advice>) {
    let mut found = Vec::new();
    authors(draft, &mut found);
    trace(draft, &mut found);
    lists(draft, &mut found);
    advice.extend(found.into_iter().map(Advice::Header));
}

fn authors(draft: &Draft<'_>, found: &mut Vec<HeaderAdvice>) {
    let is_odd = |name: &str| draft.report.anomalies.iter().any(|anomaly| anomaly == name);
    match draft.mail.authors().shown() {
        [] => found.push(HeaderAdvice::NoFrom),
        [author] if author.domain.is_none() => found.push(HeaderAdvice::NoFrom),
        [_] => {}
        _ => found.push(HeaderAdvice::ManyAuthors),
    }
    let repeated = draft.report.anomalies.iter().filter_map(|a| a.strip_prefix("repeated:"));
    found.extend(repeated.map(|field| HeaderAdvice::Repeated { field: field.to_owned() }));
    if is_odd("raw-header-text") {
        found.push(HeaderAdvice::RawText);
    }
    let author = super::author(draft.report);
    let reply_to = draft.mail.mailboxes("reply-to").into_iter().next().and_then(|m| m.domain);
    if let (Some(author), Some(reply_to)) = (author, reply_to)
        && author.registrable() != reply_to.registrable()
        && !draft.own.is_some_and(|own| own.owns(&reply_to, draft.brands))
    {
        found.push(HeaderAdvice::RepliesElsewhere { reply_to: reply_to.to_string() });
    }
}

fn trace(draft: &Draft<'_>, found: &mut Vec<HeaderAdvice>) {
    let lacks = |name: &str| draft.mail.header.first(name).is_none();
    if draft.report.reasons.iter().any(|reason| reason.evidence == "replies-to-nothing") {
        found.push(HeaderAdvice::AnswersNothing);
    }
    if draft.reading.subject.trim().is_empty() {
        found.push(HeaderAdvice::NoSubject);
    }
    if draft.mail.date().is_none() {
        found.push(HeaderAdvice::NoDate);
    }
    if lacks("message-id") {
        found.push(HeaderAdvice::NoMessageId);
    }
}

/// What mail to many must carry. Whether it goes to many, a mail does not tell.
fn lists(draft: &Draft<'_>, found: &mut Vec<HeaderAdvice>) {
    let header = &draft.mail.header;
    let value = |name: &str| header.first(name).map(|field| field.unfolded().to_ascii_lowercase());
    match (value("list-unsubscribe"), value("list-unsubscribe-post")) {
        (None, _) => found.push(HeaderAdvice::NoUnsubscribe),
        (Some(to), Some(post))
            if to.contains("<https:") && post.trim() == "list-unsubscribe=one-click" =>
        {
            if !is_signed(draft) {
                found.push(HeaderAdvice::UnsubscribeNotSigned);
            }
        }
        (Some(_), _) => found.push(HeaderAdvice::NotOneClick),
    }
    if header.first("list-id").is_none() {
        found.push(HeaderAdvice::NoListId);
    }
    if header.first("cfbl-address").is_none() {
        found.push(HeaderAdvice::NoFeedback);
    }
}

/// Whether some signature covers both fields; a mail that is not signed yet is not faulted for it.
fn is_signed(draft: &Draft<'_>) -> bool {
    let mut signatures = draft.mail.header.named("dkim-signature").take(10).peekable();
    let covers = |field: &Field<'_>| {
        let fields = declared_fields(field);
        ["list-unsubscribe", "list-unsubscribe-post"]
            .iter()
            .all(|wanted| fields.iter().any(|name| name == wanted))
    };
    signatures.peek().is_none() || signatures.any(covers)
}

impl HeaderAdvice {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::NoFrom | Self::ManyAuthors | Self::Repeated { .. } | Self::AnswersNothing => {
                Severity::Broken
            }
            Self::RepliesElsewhere { .. }
            | Self::NoSubject
            | Self::RawText
            | Self::NoUnsubscribe
            | Self::NotOneClick
            | Self::UnsubscribeNotSigned
            | Self::NoDate
            | Self::NoMessageId => Severity::Weak,
            Self::NoListId | Self::NoFeedback => Severity::Hint,
        }
    }

    pub(super) fn advised(&self) -> Advised {
        match self {
            Self::NoFrom => Advised::new(
                ["差出人（From）のアドレスがありません。", "There is no address in From."],
                [
                    "だれのメールか分からず、受け取ってもらえません。",
                    "Nobody can tell whose it is, and it is refused.",
                ],
                [
                    "自分のドメインのアドレスを1つ書いてください。",
                    "Write one address of your own domain.",
                ],
            ),
            Self::ManyAuthors => Advised::new(
                ["差出人（From）が複数あります。", "From names more than one author."],
                [
                    "受信ソフトによって表示される人が違い、偽装の手口とみなされます。",
                    "Programs differ on whom they show, and forgers use that.",
                ],
                ["1つにしてください。", "Name one."],
            ),
            Self::Repeated { field } => Advised::new(
                [
                    format!("{field} が2回以上書かれています。"),
                    format!("The field {field} stands there more than once."),
                ],
                [
                    "規格に反し、どれが表示されるか受信ソフトによって違います。",
                    "The standard allows it once; programs differ on which they show.",
                ],
                ["1つだけ残してください。", "Keep one."],
            ),
            Self::RepliesElsewhere { reply_to } => Advised::new(
                [
                    format!("返信先（Reply-To）が別のドメイン {reply_to} です。"),
                    format!("Answers go to another domain, {reply_to}."),
                ],
                ["返信を横取りする詐欺と同じ形です。", "Frauds that catch answers look the same."],
                [
                    "返信先を差出人と同じドメインにしてください。",
                    "Let answers go to the domain in From.",
                ],
            ),
            Self::AnswersNothing => Advised::new(
                [
                    "件名が「Re:」で始まるのに、何かへの返信ではありません。",
                    "The subject begins with “Re:”, and it answers nothing.",
                ],
                [
                    "やりとりの続きに見せる手口とみなされます。",
                    "That is a trick to look like a talk under way.",
                ],
                ["「Re:」を消してください。", "Remove “Re:”."],
            ),
            Self::NoSubject => Advised::new(
                ["件名がありません。", "There is no subject."],
                ["迷惑メールとみなされやすくなります。", "It is more easily taken for spam."],
                ["内容の分かる件名を付けてください。", "Write one that tells what it is about."],
            ),
            Self::RawText => Advised::new(
                [
                    "ヘッダーに、符号化されていない日本語などの文字があります。",
                    "The header holds text beyond ASCII that is not encoded.",
                ],
                [
                    "差出人名や件名が文字化けすることがあります。",
                    "Names and subjects may be shown garbled.",
                ],
                [
                    "RFC 2047 の形（=?UTF-8?B?…?=）で書いてください。",
                    "Encode it as RFC 2047 says (=?UTF-8?B?…?=).",
                ],
            ),
            Self::NoUnsubscribe => Advised::new(
                [
                    "配信停止の案内（List-Unsubscribe）がありません。多くの人に送るメールなら必要です。",
                    "There is no List-Unsubscribe, which mail to many people must have.",
                ],
                [
                    "Gmail や Yahoo は大量のメールに求めています。停止できない人は迷惑メールとして報告します。",
                    "Gmail and Yahoo ask for it; who cannot unsubscribe reports spam instead.",
                ],
                [
                    "List-Unsubscribe に https のアドレスを、List-Unsubscribe-Post に List-Unsubscribe=One-Click を書いてください。",
                    "Add List-Unsubscribe with an https address, and List-Unsubscribe-Post: List-Unsubscribe=One-Click.",
                ],
            ),
            Self::NotOneClick => Advised::new(
                [
                    "配信停止が「ワンクリック」に対応していません（RFC 8058）。",
                    "Unsubscribing takes more than one click (RFC 8058).",
                ],
                [
                    "Gmail や Yahoo は大量のメールに求めています。",
                    "Gmail and Yahoo ask for it of bulk mail.",
                ],
                [
                    "List-Unsubscribe に https のアドレスを入れ、List-Unsubscribe-Post: List-Unsubscribe=One-Click を加えてください。",
                    "Put an https address into List-Unsubscribe, and add List-Unsubscribe-Post: List-Unsubscribe=One-Click.",
                ],
            ),
            Self::UnsubscribeNotSigned => Advised::new(
                [
                    "DKIM の署名が List-Unsubscribe と List-Unsubscribe-Post を守っていません。",
                    "The DKIM signature does not cover List-Unsubscribe and List-Unsubscribe-Post.",
                ],
                [
                    "守られていないと、受信サービスはワンクリックの停止を使いません（RFC 8058）。",
                    "Unless both are signed, providers offer no one-click unsubscribing (RFC 8058).",
                ],
                ["署名の h= に2つとも加えてください。", "Add both to h= of the signature."],
            ),
            Self::NoDate => Advised::new(
                ["日付（Date）がないか、読めません。", "There is no Date that can be read."],
                [
                    "規格で必要で、ないと迷惑メールとみなされやすくなります。",
                    "The standard asks for it; without it mail is taken for spam.",
                ],
                ["送るときの日時を書いてください。", "Write the moment of sending."],
            ),
            Self::NoMessageId => Advised::new(
                ["Message-ID がありません。", "There is no Message-ID."],
                [
                    "返信がつながらず、迷惑メールとみなされやすくなります。",
                    "Answers do not thread, and mail is taken for spam.",
                ],
                ["1通ごとに違う Message-ID を付けてください。", "Give every mail one of its own."],
            ),
            Self::NoListId => Advised::new(
                ["List-Id がありません。", "There is no List-Id."],
                [
                    "受け取る人が、この種類のメールだけを振り分けられません。",
                    "Readers cannot sort this kind of mail by it.",
                ],
                [
                    "配信の種類ごとに List-Id を付けてください（RFC 2919）。",
                    "Give each kind of mailing a List-Id (RFC 2919).",
                ],
            ),
            Self::NoFeedback => Advised::new(
                [
                    "苦情の報告先（CFBL-Address）がありません。",
                    "There is no address for complaints (CFBL-Address).",
                ],
                [
                    "迷惑メールとして報告されても、知らせを受け取れません。",
                    "When readers report it as spam, you are not told.",
                ],
                [
                    "CFBL-Address に報告を受け取るアドレスを書いてください（RFC 9477）。",
                    "Name an address for such reports in CFBL-Address (RFC 9477).",
                ],
            ),
        }
    }
}
