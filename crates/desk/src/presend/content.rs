use reading::{AttachmentKind, LureKind, RequestKind};

use super::{Advice, Advised, Draft};
use crate::health::Severity;

/// Gmail cuts a mail whose HTML is longer than about this, in octets, and hides the rest, the link to
/// unsubscribe too.
const CUT_AT: usize = 102 * 1024;
/// Files of one kind that are told.
const MOST_FILES: usize = 5;
/// A preheader longer than this says more than a list of mails shows, in characters.
const LONG_PREHEADER: usize = 200;
/// So few runs of letters shared, in percent, that the two texts say different things.
const LITTLE_SHARED: u8 = 50;

/// What makes what a mail says or carries look like fraud, or go unread.
#[derive(Clone, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case", prefix = "content-")]
pub enum ContentAdvice {
    /// It asks for what fraud asks for: passwords, codes, cards, personal data.
    AsksSecret {
        /// The words.
        words: String,
    },
    /// A form in the mail itself.
    Form,
    /// It asks for money to be sent.
    AsksMoney {
        /// The words.
        words: String,
    },
    /// It asks for a program to be installed.
    AsksInstall {
        /// The words.
        words: String,
    },
    /// A file that acts when opened, or a page.
    File {
        /// Its name.
        file: String,
    },
    /// A file that nobody can look into.
    Locked {
        /// Its name.
        file: String,
    },
    /// It presses: something is closed, lost, or taken to court.
    Presses {
        /// The words.
        words: String,
    },
    /// It hurries: a term is near. Honest offers have terms, too.
    Hurries {
        /// The words.
        words: String,
    },
    /// It tempts: a prize, a gift, points.
    Tempts {
        /// The words.
        words: String,
    },
    /// Much text that nobody sees.
    HiddenText,
    /// Invisible characters inside words.
    InvisibleCharacters,
    /// Nothing but a picture.
    OnlyAPicture,
    /// Scripts, which no mail program runs.
    Script,
    /// HTML without plain text beside it.
    PlainMissing,
    /// Plain text that says something else than the HTML.
    PlainDiffers,
    /// HTML that is cut off by a large provider.
    TooLong {
        /// Octets.
        octets: usize,
    },
    /// A text beyond ASCII whose charset is not declared.
    CharsetMissing,
    /// A text that is not of the charset it declares, or of one nobody knows.
    CharsetWrong,
    /// A long text for the list of mails.
    LongPreheader,
}

pub(super) fn gather(draft: &Draft<'_>, advice: &mut Vec<Advice>) {
    let mut found = Vec::new();
    asks(draft, &mut found);
    files(draft, &mut found);
    tone(draft, &mut found);
    hides(draft, &mut found);
    form(draft, &mut found);
    advice.extend(found.into_iter().map(Advice::Content));
}

fn asks(draft: &Draft<'_>, found: &mut Vec<ContentAdvice>) {
    let first = |wanted: Asked| {
        let request = draft.reading.requests.iter().find(|request| asked(request.kind) == wanted);
        request.map(|request| quoted(&request.words))
    };
    found.extend(first(Asked::Secret).map(|words| ContentAdvice::AsksSecret { words }));
    if draft.reading.forms.iter().any(|form| !form.fields.is_empty()) {
        found.push(ContentAdvice::Form);
    }
    found.extend(first(Asked::Money).map(|words| ContentAdvice::AsksMoney { words }));
    found.extend(first(Asked::Install).map(|words| ContentAdvice::AsksInstall { words }));
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Asked {
    Secret,
    Money,
    Install,
    Little,
}

fn asked(kind: RequestKind) -> Asked {
    match kind {
        RequestKind::SignIn
        | RequestKind::OneTimeCode
        | RequestKind::Card
        | RequestKind::PersonalData
        | RequestKind::PaymentUpdate
        | RequestKind::Wallet => Asked::Secret,
        RequestKind::Payment | RequestKind::Transfer | RequestKind::GiftCard => Asked::Money,
        RequestKind::Install => Asked::Install,
        RequestKind::Call
        | RequestKind::Reply
        | RequestKind::Scan
        | RequestKind::OpenAttachment
        | RequestKind::Secrecy => Asked::Little,
    }
}

fn files(draft: &Draft<'_>, found: &mut Vec<ContentAdvice>) {
    for attachment in draft.reading.attachments.iter().take(MOST_FILES) {
        let acts = match attachment.kind {
            AttachmentKind::Page | AttachmentKind::Program => true,
            AttachmentKind::Calendar
            | AttachmentKind::Text
            | AttachmentKind::RichText
            | AttachmentKind::Message
            | AttachmentKind::Zip
            | AttachmentKind::Archive
            | AttachmentKind::Pdf
            | AttachmentKind::CompoundFile
            | AttachmentKind::Picture
            | AttachmentKind::Sound
            | AttachmentKind::Other => {
                attachment.is_active
                    || !attachment.programs.is_empty()
                    || !attachment.lying_names.is_empty()
            }
        };
        let file = attachment.file.clone();
        if acts {
            found.push(ContentAdvice::File { file });
        } else if attachment.is_locked {
            found.push(ContentAdvice::Locked { file });
        }
    }
}

fn tone(draft: &Draft<'_>, found: &mut Vec<ContentAdvice>) {
    let first = |wanted: Tone| {
        let lure = draft.reading.lures.iter().find(|lure| tone_of(lure.kind) == wanted);
        lure.map(|lure| quoted(&lure.words))
    };
    found.extend(first(Tone::Presses).map(|words| ContentAdvice::Presses { words }));
    found.extend(first(Tone::Hurries).map(|words| ContentAdvice::Hurries { words }));
    found.extend(first(Tone::Tempts).map(|words| ContentAdvice::Tempts { words }));
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Tone {
    Presses,
    Hurries,
    Tempts,
    Other,
}

fn tone_of(kind: LureKind) -> Tone {
    match kind {
        LureKind::AccountProblem
        | LureKind::PaymentProblem
        | LureKind::ParcelHeld
        | LureKind::WalletThreat
        | LureKind::Fine
        | LureKind::Extortion
        | LureKind::CallbackCharge
        | LureKind::ProtectionExpired
        | LureKind::MailboxProblem
        | LureKind::Threat
        | LureKind::LegalNotice => Tone::Presses,
        LureKind::Urgency => Tone::Hurries,
        LureKind::Prize
        | LureKind::SurveyReward
        | LureKind::AdvanceFee
        | LureKind::Investment
        | LureKind::TaxRefund
        | LureKind::JobOffer
        | LureKind::Loan
        | LureKind::HealthCure
        | LureKind::Exclusivity
        | LureKind::Points
        | LureKind::Casino => Tone::Tempts,
        LureKind::SharedDocument
        | LureKind::VoiceMail
        | LureKind::Romance
        | LureKind::BossErrand => Tone::Other,
    }
}

/// Characters of the mail's own words that are quoted.
const QUOTED: usize = 60;

/// The sentence that was found: its first, shortened.
fn quoted(words: &str) -> String {
    let sentence =
        words.split_inclusive(['。', '！', '？', '!', '?', '\n']).next().unwrap_or(words);
    let sentence = sentence.trim();
    let short: String = sentence.chars().take(QUOTED).collect();
    if short.len() < sentence.len() { format!("{short}…") } else { short }
}

fn hides(draft: &Draft<'_>, found: &mut Vec<ContentAdvice>) {
    let counts = |name: &str| draft.report.reasons.iter().any(|reason| reason.evidence == name);
    if counts("hidden-text") {
        found.push(ContentAdvice::HiddenText);
    } else if draft.reading.preheader.chars().count() > LONG_PREHEADER {
        found.push(ContentAdvice::LongPreheader);
    }
    if counts("invisible-characters") {
        found.push(ContentAdvice::InvisibleCharacters);
    }
    if counts("only-a-picture") {
        found.push(ContentAdvice::OnlyAPicture);
    }
    let scripts = &draft.reading.scripts;
    if scripts.elements + scripts.handlers > 0 {
        found.push(ContentAdvice::Script);
    }
}

fn form(draft: &Draft<'_>, found: &mut Vec<ContentAdvice>) {
    let reading = draft.reading;
    if reading.is_html && reading.plain_alternative.trim().is_empty() {
        found.push(ContentAdvice::PlainMissing);
    }
    let shared = reading.difference.as_ref().and_then(|difference| difference.shared);
    if shared.is_some_and(|shared| shared < LITTLE_SHARED) {
        found.push(ContentAdvice::PlainDiffers);
    }
    let limits = mail::Limits::default();
    let (mut is_missing, mut is_wrong) = (false, false);
    let texts = draft.mail.leaves().filter(|part| part.media_type.starts_with("text/"));
    for part in texts.filter(|part| part.file_name.is_none()) {
        if part.media_type == "text/html" {
            let octets = part.bytes(&limits).len();
            if octets > CUT_AT {
                found.push(ContentAdvice::TooLong { octets });
            }
        }
        let (text, anomalies) = part.read_text(&limits);
        is_missing |= part.charset.is_none() && !text.is_ascii();
        is_wrong |= anomalies.iter().any(|anomaly| {
            matches!(anomaly, mail::Anomaly::UnknownCharset | mail::Anomaly::CharsetLie)
        });
    }
    if is_missing {
        found.push(ContentAdvice::CharsetMissing);
    }
    if is_wrong {
        found.push(ContentAdvice::CharsetWrong);
    }
}

impl ContentAdvice {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::Form
            | Self::File { .. }
            | Self::HiddenText
            | Self::InvisibleCharacters
            | Self::CharsetWrong => Severity::Broken,
            Self::AsksSecret { .. }
            | Self::AsksMoney { .. }
            | Self::AsksInstall { .. }
            | Self::Locked { .. }
            | Self::Presses { .. }
            | Self::OnlyAPicture
            | Self::Script
            | Self::PlainMissing
            | Self::PlainDiffers
            | Self::TooLong { .. }
            | Self::CharsetMissing => Severity::Weak,
            Self::Hurries { .. } | Self::Tempts { .. } | Self::LongPreheader => Severity::Hint,
        }
    }

    pub(super) fn advised(&self) -> Advised {
        match self {
            Self::AsksSecret { words } => Advised::new(
                [
                    format!("「{words}」と、ログインやカード番号などの入力を求めています。"),
                    format!("It asks for a password, card or personal data: “{words}”."),
                ],
                [
                    "詐欺メールが求めるものと同じです。受け取った人は用心し、検査でも疑われます。",
                    "That is what fraud asks for: readers are wary, and filters count it.",
                ],
                [
                    "メールで求めるのをやめ、「いつものアプリやブックマークから開いてください」と案内してください。",
                    "Do not ask by mail. Tell readers to open your site or app as they always do.",
                ],
            ),
            Self::Form => Advised::new(
                ["メールの中に入力欄があります。", "There is a form in the mail itself."],
                [
                    "入力したものがどこへ送られるか見えず、多くの受信ソフトは動かさないか警告します。",
                    "Nobody sees where the entries go; most programs disable it or warn.",
                ],
                [
                    "入力は自分のサイトのページでしてもらってください。",
                    "Let people fill it in on your own site.",
                ],
            ),
            Self::AsksMoney { words } => Advised::new(
                [
                    format!("「{words}」と、支払いや送金を求めています。"),
                    format!("It asks for a payment: “{words}”."),
                ],
                [
                    "振込先を変えさせる詐欺と同じ形です。",
                    "Frauds that change where money goes look the same.",
                ],
                [
                    "口座や支払い方法はメールに書かず、ログイン後の画面や郵送で示してください。",
                    "Show accounts and ways to pay on your site after log-in, not in the mail.",
                ],
            ),
            Self::AsksInstall { words } => Advised::new(
                [
                    format!("「{words}」と、ソフトやアプリを入れるよう求めています。"),
                    format!("It asks for something to be installed: “{words}”."),
                ],
                [
                    "不正なソフトを入れさせる手口と区別が付きません。",
                    "It cannot be told from mail that spreads harmful programs.",
                ],
                [
                    "公式のアプリストアや自分のサイトへの案内だけにしてください。",
                    "Only point to the official store or your own site.",
                ],
            ),
            Self::File { file } => Advised::new(
                [
                    format!("添付の「{file}」は、開くと動くか、動くものを含みます。"),
                    format!(
                        "The attachment “{file}” acts when opened, or holds something that does."
                    ),
                ],
                [
                    "プログラム、ウェブページ、マクロの添付は、ほとんどの受信サービスが止めます。",
                    "Programs, pages and macros are stopped by most providers.",
                ],
                [
                    "外して自分のサイトからのダウンロードにするか、動かない PDF にしてください。",
                    "Offer it on your own site, or send a plain PDF.",
                ],
            ),
            Self::Locked { file } => Advised::new(
                [
                    format!("添付の「{file}」はパスワードで開かないようになっています。"),
                    format!("The attachment “{file}” is locked with a password."),
                ],
                [
                    "中を検査できないため、止められるか疑われます。",
                    "Nobody can look into it, so it is stopped or suspected.",
                ],
                [
                    "ログインして受け取るページに置きかえてください。",
                    "Put it where people log in to fetch it.",
                ],
            ),
            Self::Presses { words } => Advised::new(
                [
                    format!("「{words}」と、急がせる、または不安にさせる書き方をしています。"),
                    format!("It presses or frightens the reader: “{words}”."),
                ],
                [
                    "考える時間を与えないのは詐欺メールの書き方です。",
                    "Leaving no time to think is how fraud writes.",
                ],
                [
                    "期限は日付で書き、何が起きて何をすればよいかを落ち着いて説明してください。",
                    "Give terms as dates, and say calmly what happened and what to do.",
                ],
            ),
            Self::Hurries { words } => Advised::new(
                [
                    format!("「{words}」と、期限が近いことを書いています。"),
                    format!("It says that a term is near: “{words}”."),
                ],
                [
                    "本物の案内にも期限はありますが、急がせる書き方は詐欺メールの特徴でもあります。",
                    "Honest offers have terms, too, but hurry is a mark of fraud.",
                ],
                [
                    "「○月○日まで」と日付で書き、「今すぐ」のような言葉は避けてください。",
                    "Give the date, and leave out words such as “now” and “at once”.",
                ],
            ),
            Self::Tempts { words } => Advised::new(
                [
                    format!("「{words}」と、得になることを強く打ち出しています。"),
                    format!("It tempts the reader: “{words}”."),
                ],
                [
                    "それだけで疑われることはありませんが、ほかの手がかりと重なると偽物に見えます。",
                    "By itself it is nothing; beside other signs it looks like a fake.",
                ],
                [
                    "条件と期限、問い合わせ先をはっきり書いてください。",
                    "State terms, dates and whom to ask.",
                ],
            ),
            Self::HiddenText => Advised::new(
                ["見えない文字がたくさん入っています。", "It holds much text that nobody sees."],
                [
                    "検査をごまかすための手口で、強く疑われます。",
                    "That is done to deceive filters, and counts heavily.",
                ],
                [
                    "一覧に出す短い一文（プリヘッダー）だけを残し、ほかは消してください。",
                    "Keep one short preheader, and remove the rest.",
                ],
            ),
            Self::InvisibleCharacters => Advised::new(
                [
                    "言葉の途中に、見えない文字が入っています。",
                    "There are invisible characters inside words.",
                ],
                [
                    "言葉の検査を逃れる手口です。編集ソフトから紛れこむこともあります。",
                    "Fraud does so to get past filters; editors sometimes leave them by accident.",
                ],
                [
                    "文章を一度プレーンテキストに貼りつけて、取り除いてください。",
                    "Paste the text as plain text once, to be rid of them.",
                ],
            ),
            Self::OnlyAPicture => Advised::new(
                ["本文がほとんど画像だけです。", "It is little more than a picture."],
                [
                    "画像を表示しない人や読み上げソフトには何も伝わらず、検査でも疑われます。",
                    "Who sees no pictures reads nothing, and filters suspect it.",
                ],
                [
                    "大事なことは文字で書き、画像には代わりの文（alt）を付けてください。",
                    "Write what matters as text, and give pictures alternative texts.",
                ],
            ),
            Self::Script => Advised::new(
                ["スクリプトが入っています。", "It holds scripts."],
                [
                    "受信ソフトでは動かず、あるだけで止められることがあります。",
                    "No mail program runs them, and some refuse the mail for them.",
                ],
                ["消してください。", "Remove them."],
            ),
            Self::PlainMissing => Advised::new(
                [
                    "HTML だけで、プレーンテキストの本文がありません。",
                    "There is HTML, and no plain text beside it.",
                ],
                [
                    "文字だけで読む人に届かず、迷惑メールらしさの一つに数えられます。",
                    "Who reads plain text gets nothing, and filters count it as a sign of spam.",
                ],
                [
                    "同じ内容のプレーンテキストを添えてください（multipart/alternative）。",
                    "Add a plain text that says the same (multipart/alternative).",
                ],
            ),
            Self::PlainDiffers => Advised::new(
                [
                    "プレーンテキストと HTML の内容が違います。",
                    "The plain text says something else than the HTML.",
                ],
                [
                    "検査に見せる文と人に見せる文を変える手口があり、疑われます。",
                    "Fraud shows filters one text and people another.",
                ],
                ["同じ内容にそろえてください。", "Let both say the same."],
            ),
            Self::TooLong { octets } => Advised::new(
                [
                    format!(
                        "HTML が{}KB あります。102KB を超えると Gmail では途中で切られます。",
                        octets / 1024
                    ),
                    format!("The HTML has {} kB. Past 102 kB, Gmail cuts it off.", octets / 1024),
                ],
                [
                    "配信停止のリンクなど、終わりの部分が見えなくなります。",
                    "What stands at the end, such as the link to unsubscribe, is not seen.",
                ],
                [
                    "余分な装飾や空白を減らして短くしてください。",
                    "Shorten it: styles and white space are most of it.",
                ],
            ),
            Self::CharsetMissing => Advised::new(
                [
                    "文字コード（charset）が書かれていません。",
                    "The charset of a text is not declared.",
                ],
                ["受信ソフトによって文字化けします。", "Some programs show it garbled."],
                [
                    "Content-Type に charset=UTF-8 を書いてください。",
                    "Write charset=UTF-8 in Content-Type.",
                ],
            ),
            Self::CharsetWrong => Advised::new(
                [
                    "宣言した文字コードと本文が合っていません。",
                    "A text is not of the charset that it declares.",
                ],
                [
                    "文字化けし、検査をごまかす手口とも見られます。",
                    "It is shown garbled, and fraud does so to get past filters.",
                ],
                [
                    "本文を UTF-8 にし、charset=UTF-8 と書いてください。",
                    "Write the text in UTF-8, and declare charset=UTF-8.",
                ],
            ),
            Self::LongPreheader => Advised::new(
                [
                    "一覧に出す隠れた一文（プリヘッダー）が長すぎます。",
                    "The hidden text for the list of mails (preheader) is long.",
                ],
                [
                    "一覧に出るのは100文字ほどで、長い隠し文字は疑われます。",
                    "About a hundred characters are shown, and long hidden texts are suspected.",
                ],
                ["100文字以内にしてください。", "Keep it within a hundred characters."],
            ),
        }
    }
}
