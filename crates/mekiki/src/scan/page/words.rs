//! What the page says, beside numbers and what reports say.

use jiff::civil::Date;
use verdict::words::Language;

use crate::scan::{figures::grouped, per_ruling::PerRuling, summary::Pace};
use check::report::Ruling;

/// Words that stand alone.
pub(super) struct Words {
    pub(super) score: &'static str,
    pub(super) confusion: &'static str,
    pub(super) look: &'static str,
    pub(super) overview: &'static str,
    pub(super) about: &'static str,
    pub(super) as_table: &'static str,
    pub(super) label: &'static str,
    pub(super) total: &'static str,
    pub(super) wrong: [&'static str; 2],
    pub(super) alarmed: [&'static str; 2],
    pub(super) open: [&'static str; 2],
    /// Title and explanation of each plot.
    pub(super) timeline: &'static str,
    pub(super) likelihood: [&'static str; 2],
    pub(super) brands: &'static str,
    pub(super) evidence: [&'static str; 2],
    pub(super) speed: &'static str,
    pub(super) roc: [&'static str; 2],
    pub(super) reliability: [&'static str; 2],
    /// Axes: of the curve, then of reliability.
    pub(super) axes: [[&'static str; 2]; 2],
    /// Heads of tables.
    pub(super) since: &'static str,
    pub(super) probability: &'static str,
    pub(super) brand: &'static str,
    pub(super) evidence_head: [&'static str; 4],
    pub(super) speed_head: [&'static str; 2],
    pub(super) roc_head: [&'static str; 2],
    pub(super) reliability_head: [&'static str; 4],
    pub(super) for_fraud: &'static str,
    pub(super) for_genuine: &'static str,
    pub(super) not_opened: &'static str,
    pub(super) dns_off: &'static str,
    pub(super) connects_to_nothing: &'static str,
}

const JA: Words = Words {
    score: "見分けの成績",
    confusion: "実際の種類（ラベル）ごとに、Mekiki がどう答えたかを数えました。",
    look: "まず見てほしいメール",
    overview: "全体のようす",
    about: "このページについて",
    as_table: "数値を表で見る",
    label: "ラベル",
    total: "計",
    wrong: ["ラベルと答えが食い違うメール", "答えの誤りか、ラベルの誤りかを確かめてください。"],
    alarmed: ["詐欺・疑わしいメール", "リンクを押さず、添付を開かず、返信もしないでください。"],
    open: ["まだ分からないメール", "ご自分で知っている連絡先から、送り主に確かめてください。"],
    timeline: "いつのメールか",
    likelihood: ["詐欺である確率", "確率を5%ごとに区切り、通数を数えました。"],
    brands: "どこを名乗っているか",
    evidence: [
        "判断の決め手",
        "答えへの影響（回数×重み）が大きい順です。棒の長さは見られた通数、右端の数は重みの平均で、＋は詐欺、−は本物を示します。10で10倍の差になります。",
    ],
    speed: "1通にかかった時間",
    roc: [
        "詐欺をどれだけ見つけ、本物をどれだけ疑うか（ROC曲線）",
        "警告する境目を動かしたときのようすです。左上に近いほどよく、破線は当てずっぽうと同じです。点は、いまの境目（疑わしい・詐欺）です。",
    ],
    reliability: [
        "確率は当たっているか",
        "「この確率」と言ったメールのうち、実際に詐欺だった割合です。縦線は95%信頼区間。ふだんの受信箱より詐欺の多い集まりでは、点は破線より上に出ます。",
    ],
    axes: [["疑ってしまった本物", "見つけた詐欺"], ["Mekiki の言う確率", "実際の詐欺の割合"]],
    since: "期間のはじめ",
    probability: "確率",
    brand: "名乗っている相手",
    evidence_head: ["見られたこと", "通数", "割合", "重みの平均"],
    speed_head: ["かかった時間", "通数"],
    roc_head: ["疑ってしまった本物", "見つけた詐欺"],
    reliability_head: ["言った確率の平均", "実際の詐欺の割合", "95%信頼区間", "通数"],
    for_fraud: "詐欺を示す",
    for_genuine: "本物を示す",
    not_opened: "リンク先のページは開いていません。",
    dns_off: "DNS を使わずに調べました。送り主の証明は、メールに残っている記録からだけ読み取っています。",
    connects_to_nothing: "このページはどこにも接続しません。",
};

const EN: Words = Words {
    score: "How well it did",
    confusion: "What the messages are (their label), and how Mekiki ruled.",
    look: "Look at these first",
    overview: "The whole picture",
    about: "About this page",
    as_table: "As a table",
    label: "label",
    total: "all",
    wrong: [
        "Ruled otherwise than labelled",
        "Check which of both is wrong: the ruling or the label.",
    ],
    alarmed: ["Fraud and suspicious", "Click no link, open no attachment, do not answer."],
    open: ["Cannot tell yet", "Ask the sender by a way you already know."],
    timeline: "When they were written",
    likelihood: ["How probable fraud is", "Messages for each 5% of probability."],
    brands: "Whom they speak as",
    evidence: [
        "What decided",
        "By influence on the answers (how often times how much). A bar is as long as there are messages; the number at its right is the mean weight: plus speaks for fraud, minus for genuine, 10 means tenfold.",
    ],
    speed: "Time for a message",
    roc: [
        "Fraud found against genuine mail alarmed (ROC curve)",
        "What moving the line of alarm would do. The closer to the upper left the better; the dashed line is guessing. The dot is where the rulings draw it (suspicious and fraud).",
    ],
    reliability: [
        "Is the probability right?",
        "Of the messages that were told this probability, how many were fraud. Vertical lines are 95% intervals. In a set with more fraud than an ordinary mailbox, dots lie above the dashed line.",
    ],
    axes: [
        ["Genuine mail alarmed", "Fraud found"],
        ["Probability told by Mekiki", "Share that is fraud"],
    ],
    since: "From",
    probability: "Probability",
    brand: "Speaks as",
    evidence_head: ["What was seen", "Messages", "Share", "Mean weight"],
    speed_head: ["Time", "Messages"],
    roc_head: ["Genuine mail alarmed", "Fraud found"],
    reliability_head: ["Mean probability told", "Share that is fraud", "95% interval", "Messages"],
    for_fraud: "speaks for fraud",
    for_genuine: "speaks for genuine",
    not_opened: "No link was opened.",
    dns_off: "DNS was not asked: who sent a message was read from what the message records of it.",
    connects_to_nothing: "This page connects to nothing.",
};

pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::Ja => &JA,
        Language::En => &EN,
    }
}

/// So many messages.
pub(super) fn messages(n: u64, language: Language) -> String {
    match language {
        Language::Ja => format!("{}通", grouped(n)),
        Language::En if n == 1 => "1 message".to_owned(),
        Language::En => format!("{} messages", grouped(n)),
    }
}

/// The heading of the page.
pub(super) fn title(n: u64, language: Language) -> String {
    match language {
        Language::Ja => format!("メール{}を調べました", messages(n, language)),
        Language::En => format!("{} checked", messages(n, language)),
    }
}

/// What was found, in a sentence or two.
pub(super) fn lead(rulings: PerRuling, language: Language) -> String {
    let (fraud, suspicious) = (rulings.of(Ruling::Phishing), rulings.of(Ruling::Suspicious));
    let open = rulings.of(Ruling::CannotTell);
    let n = grouped;
    let found = match (language, fraud, suspicious) {
        _ if rulings.total() == 0 => {
            return match language {
                Language::Ja => "調べるメールがありませんでした。".into(),
                Language::En => "There was no message to check.".into(),
            };
        }
        (Language::Ja, 0, 0) => "詐欺や疑わしいメールは見つかりませんでした。".to_owned(),
        (Language::Ja, f, 0) => format!("詐欺が{}通見つかりました。", n(f)),
        (Language::Ja, 0, s) => format!("疑わしいメールが{}通見つかりました。", n(s)),
        (Language::Ja, f, s) => {
            format!("詐欺が{}通、疑わしいメールが{}通見つかりました。", n(f), n(s))
        }
        (Language::En, 0, 0) => "No fraud and nothing suspicious was found.".to_owned(),
        (Language::En, f, 0) => format!("Fraud: {}.", n(f)),
        (Language::En, 0, s) => format!("Suspicious: {}.", n(s)),
        (Language::En, f, s) => format!("Fraud: {}. Suspicious: {}.", n(f), n(s)),
    };
    let rest = match (language, open) {
        (_, 0) => String::new(),
        (Language::Ja, open) => format!("{}通は、まだ分かりません。", n(open)),
        (Language::En, open) => format!(" Not clear yet: {}.", n(open)),
    };
    found + &rest
}

/// How many of a list are shown.
pub(super) fn shown(note: &str, shown: usize, of: u64, language: Language) -> String {
    if shown as u64 >= of {
        return note.to_owned();
    }
    let (shown, of) = (grouped(shown as u64), grouped(of));
    match language {
        Language::Ja => format!(
            "{note}{of}通のうち、先に見るべき{shown}通です。すべては --format csv で出せます。"
        ),
        Language::En => {
            format!("{note} The first {shown} of {of} to look at; --format csv lists them all.")
        }
    }
}

/// What the fold of a list says.
pub(super) fn fold(n: u64, language: Language) -> String {
    match language {
        Language::Ja => format!("残りの{}通を見る", grouped(n)),
        Language::En => format!("Show {} more", grouped(n)),
    }
}

/// What the plot over time shows.
pub(super) fn timeline(pace: Pace, undated: u64, outside: u64, language: Language) -> String {
    let (each, undated_words, outside_words) = match language {
        Language::Ja => (
            match pace {
                Pace::Day => "1日",
                Pace::Week => "1週間",
                Pace::Month => "1か月",
                Pace::Quarter => "3か月",
                Pace::Year => "1年",
            },
            format!("日付がない、またはありえないもの{}通は除きました。", grouped(undated)),
            format!("とび離れた日付の{}通は、図の外です。", grouped(outside)),
        ),
        Language::En => (
            match pace {
                Pace::Day => "day",
                Pace::Week => "week",
                Pace::Month => "month",
                Pace::Quarter => "quarter",
                Pace::Year => "year",
            },
            format!(" Left out, without a date that can be: {}.", grouped(undated)),
            format!(" Outside the plot, with far-off dates: {}.", grouped(outside)),
        ),
    };
    let mut about = match language {
        Language::Ja => format!("メール自身の日付で、{each}ごとに数えました。"),
        Language::En => format!("Messages for each {each}, by their own date."),
    };
    if undated > 0 {
        about.push_str(&undated_words);
    }
    if outside > 0 {
        about.push_str(&outside_words);
    }
    about
}

/// What the plot of brands shows.
pub(super) fn brands(shown: usize, of: usize, language: Language) -> String {
    match language {
        Language::Ja => format!("メールの多い順に{shown}件（全部で{of}件）です。"),
        Language::En => format!("The {shown} with most messages, of {of}."),
    }
}

/// What the plot of times shows.
pub(super) fn speed(times: [String; 4], pace: f64, language: Language) -> String {
    let [half, most, nearly_all, longest] = times;
    let pace = grouped(pace.round() as u64);
    match language {
        Language::Ja => format!(
            "半分は{half}以内、90%は{most}以内、99%は{nearly_all}以内。最も長くて{longest}。全体では1秒に{pace}通でした。"
        ),
        Language::En => format!(
            "Half within {half}, 90% within {most}, 99% within {nearly_all}; the longest took {longest}. Overall {pace} messages a second."
        ),
    }
}

/// The first day of a bin, as it stands under a column.
pub(super) fn day(from: Date, pace: Pace, language: Language) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let (year, month, day) = (from.year(), from.month(), from.day());
    let name = usize::try_from(month - 1).ok().and_then(|m| MONTHS.get(m)).unwrap_or(&"");
    match (language, pace) {
        (Language::Ja, Pace::Day | Pace::Week) => format!("{year}/{month}/{day}"),
        (Language::Ja, Pace::Month | Pace::Quarter) => format!("{year}年{month}月"),
        (Language::Ja, Pace::Year) => format!("{year}年"),
        (Language::En, Pace::Day | Pace::Week) => format!("{day} {name} {year}"),
        (Language::En, Pace::Month | Pace::Quarter) => format!("{name} {year}"),
        (Language::En, Pace::Year) => year.to_string(),
    }
}

/// What was left out of the scan.
pub(super) fn left_out(skipped: u64, unread: u64, language: Language) -> Vec<String> {
    let mut notes = Vec::new();
    if skipped > 0 {
        let n = grouped(skipped);
        notes.push(match language {
            Language::Ja => format!("メールではないファイル{n}個は、調べていません。"),
            Language::En => format!("Files that are no mail and were skipped: {n}."),
        });
    }
    if unread > 0 {
        let n = grouped(unread);
        notes.push(match language {
            Language::Ja => format!("{n}個のファイルは読めませんでした。"),
            Language::En => format!("Files that could not be read: {n}."),
        });
    }
    notes
}
