use serde::Serialize;
use utoipa::ToSchema;
use verdict::words::Language;

/// One rule of counting, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub(crate) struct Rule {
    /// What it is about.
    pub(crate) key: &'static str,
    pub(crate) ja: &'static str,
    pub(crate) en: &'static str,
}

impl Rule {
    pub(crate) fn words(&self, language: Language) -> &'static str {
        match language {
            Language::Ja => self.ja,
            Language::En => self.en,
        }
    }
}

/// How everything is counted: printed beside the figures.
pub(crate) fn rules() -> Vec<Rule> {
    RULES.to_vec()
}

const RULES: [Rule; 12] = [
    Rule {
        key: "reports",
        ja: "報告1通を1件と数えます。公開された一覧では、1行を1件と数えます（同じ行が2つあれば2件）。同じ一覧をもう一度取り込んでも、件数は増えません。",
        en: "Each report counts as one. Of a published list each row counts as one (two equal rows are two). Reading the same list in again adds nothing.",
    },
    Rule {
        key: "not-counted",
        ja: "同じ報告者からの同じ内容の報告は1件と数えます。確認待ちのもの、読み取れなかったもの、報告者が取り消したものは数えず、別に示します。",
        en: "What one reporter reports twice counts once. What waits for somebody to look, what could not be read and what its reporter took back does not count, and is told apart.",
    },
    Rule {
        key: "filtered",
        ja: "迷惑メールフィルターで止まったかどうかでは区別しません。受け取った総数と、数えた件数の両方を示します。",
        en: "Whether a filter had caught the message makes no difference. Both all that was received and what counts are told.",
    },
    Rule {
        key: "month",
        ja: "月は日本時間で区切ります。日付のない行は、一覧のファイル名が示す月に数えます。それも分からない行は、どの月にも数えず、日付なしとして残します。日付がファイル名と違う月の行は、その日付の月に数えます。",
        en: "Months are those of Japan. A row without a date counts in the month that its file’s name tells; where that tells none it counts in no month and is kept as undated. A row dated outside its file’s month counts in the month of its date.",
    },
    Rule {
        key: "future",
        ja: "先の日付のものは、その日が来るまで数えません。",
        en: "What is dated in the future does not count before its day.",
    },
    Rule {
        key: "urls",
        ja: "URLは、書かれたとおりの文字が同じものを1つと数えます。「hxxp」「[.]」は元に戻し、「hhttps」などの書き誤りは直してから比べます。伏せ字（*）はそのままです。",
        en: "Addresses that are spelt the same are one. “hxxp” and “[.]” are undone and slips such as “hhttps” mended before; masks (*) stay.",
    },
    Rule {
        key: "urls-by-registrable-domain",
        ja: "まとめたURL数は、登録できる単位のドメイン（Public Suffix List、民間の区分も含む）が同じものを1つと数えます。数字のIPアドレスはそのまま1つと数えます。",
        en: "Merged addresses are those of one registrable domain (Public Suffix List, private section included); an address in digits stands for itself.",
    },
    Rule {
        key: "brands",
        ja: "ブランド名の表記の違いは、登録簿の名前でまとめます。登録簿にない名前は、全角・半角などをそろえたうえで、書かれた名前のまま数えます。",
        en: "Variants of a brand’s name are merged as the registry says. Names that it lacks count as they are written, in compatibility form (NFKC).",
    },
    Rule {
        key: "shares",
        ja: "割合は、とくに断りがなければ、ブランド名のないものも含むすべての報告に対するものです。",
        en: "Shares are of all reports, those without a brand among them, where nothing else is said.",
    },
    Rule {
        key: "tlds",
        ja: "TLDは、報告の主なURLのホスト名のいちばん後ろの部分で数えます。",
        en: "A top-level domain is the last label of the host of a report’s main address.",
    },
    Rule {
        key: "sending",
        ja: "「なりすまし」は、差出人のドメインが、かたられたブランド自身のものだったメールです。ヘッダーの付いた報告だけで数えます。",
        en: "“Spoofed” is a message whose author’s domain is the posed-as brand’s own. Only reports that came with a header are counted.",
    },
    Rule {
        key: "outcome",
        ja: "本物だった報告と、当サービスの誤りは、報告の月に、いまの時点で最後の判断によって数えます。人の判断がないものは、確認が「本物」と証明できた場合だけ、本物に数えます。",
        en: "What turned out to be genuine, and our own errors, count in the month of the report, by the last decision as of now. Where nobody decided, only what our check proved counts as genuine.",
    },
];
