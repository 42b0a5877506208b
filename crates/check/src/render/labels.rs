use verdict::words::Language;

use crate::report::Ruling;

/// The few words that belong to the page, not to the verdict.
pub(super) struct Labels {
    /// The ruling as a word, beside its symbol.
    pub(super) ruling: [&'static str; 5],
    pub(super) language: &'static str,
    pub(super) title: &'static str,
    pub(super) subject: &'static str,
    pub(super) from: &'static str,
    pub(super) route: &'static str,
    pub(super) all_reasons: &'static str,
    pub(super) anomalies: &'static str,
    pub(super) attached: &'static str,
    pub(super) more: &'static str,
    pub(super) details: &'static str,
    pub(super) nobody_proven: &'static str,
    pub(super) speaks_for_author: &'static str,
    pub(super) not_the_author: &'static str,
    pub(super) receiver_says: &'static str,
    pub(super) sender_wrote: &'static str,
    pub(super) leads_to: &'static str,
    pub(super) shown_as: &'static str,
    pub(super) through: &'static str,
    pub(super) no_links: &'static str,
    pub(super) client: &'static str,
    pub(super) mail_from: &'static str,
    pub(super) taken_by: &'static str,
    pub(super) decibans: &'static str,
    pub(super) checked_at: &'static str,
    pub(super) program: &'static str,
}

const JA: Labels = Labels {
    ruling: ["本物", "詐欺は見つからず", "まだ分からない", "疑わしい", "詐欺"],
    language: "ja",
    title: "Mekiki（目利き）の答え",
    subject: "件名",
    from: "差出人の表示",
    route: "届いた道すじ",
    all_reasons: "判断に使ったことのすべて",
    anomalies: "ふつうのメールにない点",
    attached: "添付されていたメールについての答えです。",
    more: "ほか",
    details: "リンクと証明を1つずつ見るには --details を付けてください。",
    nobody_proven: "証明されたドメインはありません",
    speaks_for_author: "差出人のドメイン",
    not_the_author: "差出人とは別のドメイン",
    receiver_says: "受信サービスの記録",
    sender_wrote: "送り主が自分で書いたもの（証明になりません）",
    leads_to: "行き先",
    shown_as: "表示",
    through: "経由",
    no_links: "リンクはありません",
    client: "送ってきたサーバー",
    mail_from: "封筒の差出人（MAIL FROM）",
    taken_by: "受け取ったサーバー",
    decibans: "重み（正は詐欺、負は本物を示す。10 で 10 倍）",
    checked_at: "確かめた時刻",
    program: "このページはどこにも接続しません。",
};

const EN: Labels = Labels {
    ruling: ["Genuine", "No fraud found", "Cannot tell yet", "Suspicious", "Fraud"],
    language: "en",
    title: "Mekiki’s answer",
    subject: "Subject",
    from: "Shown as sender",
    route: "The way it came",
    all_reasons: "Everything that counted",
    anomalies: "What ordinary mail does not have",
    attached: "This answer is about the message that was attached.",
    more: "more",
    details: "Add --details to see every link and proof.",
    nobody_proven: "No domain is proven",
    speaks_for_author: "the sender's own domain",
    not_the_author: "another domain than the sender's",
    receiver_says: "Written by the receiving service",
    sender_wrote: "Written by the sender itself (proves nothing)",
    leads_to: "leads to",
    shown_as: "shown as",
    through: "by way of",
    no_links: "There are no links",
    client: "Server that sent it",
    mail_from: "Sender on the envelope (MAIL FROM)",
    taken_by: "Server that took it in",
    decibans: "Weight (positive speaks for fraud, negative for genuine; 10 means tenfold)",
    checked_at: "Checked at",
    program: "This page connects to nothing.",
};

pub(super) fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Ja => &JA,
        Language::En => &EN,
    }
}

impl Labels {
    pub(super) fn ruling(&self, ruling: Ruling) -> &'static str {
        let [genuine, no_fraud_found, cannot_tell, suspicious, phishing] = self.ruling;
        match ruling {
            Ruling::Genuine => genuine,
            Ruling::NoFraudFound => no_fraud_found,
            Ruling::CannotTell => cannot_tell,
            Ruling::Suspicious => suspicious,
            Ruling::Phishing => phishing,
        }
    }
}

/// The ruling's sign: its shape says as much as its colour.
#[must_use]
pub fn symbol(ruling: Ruling) -> &'static str {
    match ruling {
        Ruling::Genuine => "✔",
        Ruling::NoFraudFound => "○",
        Ruling::CannotTell => "?",
        Ruling::Suspicious => "△",
        Ruling::Phishing => "✖",
    }
}
