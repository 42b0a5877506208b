use verdict::words::Language;

use super::{FOR_PEOPLE, FOR_SENDERS, Monthly, Yearly, monthly::Rate, summary};
use crate::scan::figures::{grouped, percent};

/// Brands, domains and so on that are told; the other forms have all of them.
const ROWS: usize = 20;

pub(super) fn month(monthly: &Monthly, language: Language) -> String {
    let mut out = Page { text: String::new(), language };
    out.heading(
        1,
        &format!("フィッシング報告状況 {}", monthly.month),
        &format!("Phishing reports {}", monthly.month),
    );
    out.text.push_str(&plain(&summary(monthly, language).join(out.say("", " "))));
    out.text.push_str("\n\n");
    out.totals(monthly);
    out.brands(monthly);
    out.places(monthly);
    out.sending(monthly);
    out.outcome(monthly);
    for (ja, en, advice) in [
        ("事業者の方へ", "For senders", FOR_SENDERS),
        ("利用者の方へ", "For everybody", FOR_PEOPLE),
    ] {
        out.heading(2, ja, en);
        out.list(advice.into_iter().map(|(ja, en)| out_of(language, ja, en)));
    }
    out.heading(2, "数え方", "How it was counted");
    out.list(monthly.rules.iter().map(|rule| rule.words(language)));
    out.text
}

pub(super) fn years(yearly: &Yearly, language: Language) -> String {
    let mut out = Page { text: String::new(), language };
    out.heading(1, "年ごと・月ごとの報告状況", "Reports by year and month");
    let head = [
        out.say("期間", "Period"),
        out.say("報告", "Reports"),
        out.say("URL", "Addresses"),
        out.say("URL（ドメインでまとめて）", "Merged by domain"),
        out.say("ブランド", "Brands"),
    ];
    let mut rows = Vec::new();
    for year in &yearly.years {
        let numbers = [year.reports, year.urls, year.urls_by_registrable_domain, year.brands];
        rows.push(row(format!("**{}**", year.year), numbers));
        for month in &year.months {
            let numbers =
                [month.reports, month.urls, month.urls_by_registrable_domain, month.brands];
            rows.push(row(month.month.clone(), numbers));
        }
    }
    out.table(&head, &rows);
    out.heading(2, "数え方", "How it was counted");
    out.list(yearly.rules.iter().map(|rule| rule.words(language)));
    out.text
}

fn row(period: String, numbers: [u64; 4]) -> Vec<String> {
    std::iter::once(period).chain(numbers.map(grouped)).collect()
}

fn out_of<'w>(language: Language, ja: &'w str, en: &'w str) -> &'w str {
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}

struct Page {
    text: String,
    language: Language,
}

impl Page {
    fn say<'w>(&self, ja: &'w str, en: &'w str) -> &'w str {
        out_of(self.language, ja, en)
    }

    fn heading(&mut self, level: usize, ja: &str, en: &str) {
        let words = self.say(ja, en);
        self.text.push_str(&format!("{} {words}\n\n", "#".repeat(level)));
    }

    fn list<'w>(&mut self, lines: impl Iterator<Item = &'w str>) {
        for line in lines {
            self.text.push_str(&format!("- {line}\n"));
        }
        self.text.push('\n');
    }

    fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        self.text.push_str(&format!("| {} |\n|---", head.join(" | ")));
        self.text.push_str(&"|--:".repeat(head.len().saturating_sub(1)));
        self.text.push_str("|\n");
        for row in rows {
            self.text.push_str(&format!("| {} |\n", row.join(" | ")));
        }
        self.text.push('\n');
    }

    fn totals(&mut self, monthly: &Monthly) {
        let change = monthly.reports_change.map_or_else(|| "—".to_owned(), signed);
        let row = |ja, en, value: String| vec![out_of(self.language, ja, en).to_owned(), value];
        let rows = [
            row("報告", "Reports", grouped(monthly.reports)),
            row("前の月との差", "Change on the month before", change),
            row("URL（重複なし）", "Addresses, each once", grouped(monthly.urls)),
            row(
                "URL（ドメインでまとめて）",
                "Addresses merged by registrable domain",
                grouped(monthly.urls_by_registrable_domain),
            ),
            row("かたられたブランド", "Brands posed as", grouped(monthly.brands)),
            row("受け取った総数", "Received in all", grouped(monthly.received)),
            row("同じ報告者の重複", "The same from the same reporter", grouped(monthly.duplicates)),
            row("確認待ち", "Waiting for somebody to look", grouped(monthly.held)),
            row("読み取れなかったもの", "Could not be read", grouped(monthly.unreadable)),
            row("取り消されたもの", "Taken back", grouped(monthly.undone)),
        ];
        let head = [self.say("項目", "What"), self.say("件数", "Number")];
        self.table(&head, &rows);
    }

    fn brands(&mut self, monthly: &Monthly) {
        self.heading(2, "ブランド", "Brands");
        let rows: Vec<_> = monthly
            .shares
            .iter()
            .take(ROWS)
            .map(|one| {
                let name = if self.language == Language::Ja { &one.name } else { &one.name_en };
                vec![plain(name), grouped(one.count), percent(one.share), percent(one.cumulative)]
            })
            .collect();
        let head = [
            self.say("ブランド", "Brand"),
            self.say("報告", "Reports"),
            self.say("割合", "Share"),
            self.say("累計", "Cumulative"),
        ];
        self.table(&head, &rows);
        let rows: Vec<_> = monthly
            .sectors
            .iter()
            .map(|one| vec![plain(one.name(self.language)), grouped(one.count), percent(one.share)])
            .collect();
        let head =
            [self.say("業種", "Sector"), self.say("報告", "Reports"), self.say("割合", "Share")];
        self.table(&head, &rows);
    }

    fn places(&mut self, monthly: &Monthly) {
        self.heading(2, "URL", "Addresses");
        let tld = |tld: &str| match tld {
            "ip" => self.say("IPアドレス", "IP address").to_owned(),
            tld => format!(".{tld}"),
        };
        let rows: Vec<_> = monthly
            .tlds
            .iter()
            .take(ROWS)
            .map(|one| {
                let numbers = [grouped(one.count), percent(one.share), grouped(one.urls)];
                std::iter::once(plain(&tld(&one.tld))).chain(numbers).collect()
            })
            .collect();
        let head = [
            "TLD",
            self.say("報告", "Reports"),
            self.say("割合", "Share"),
            self.say("URL", "Addresses"),
        ];
        self.table(&head, &rows);
        let rows: Vec<_> = monthly
            .domains
            .iter()
            .map(|one| {
                let numbers = [grouped(one.count), percent(one.share), grouped(one.urls)];
                std::iter::once(plain(&disarmed(&one.domain))).chain(numbers).collect()
            })
            .collect();
        let head = [
            self.say("ドメイン", "Domain"),
            self.say("報告", "Reports"),
            self.say("割合", "Share"),
            self.say("URL", "Addresses"),
        ];
        self.table(&head, &rows);
    }

    fn sending(&mut self, monthly: &Monthly) {
        let sending = &monthly.sending;
        if sending.messages == 0 {
            return;
        }
        self.heading(2, "メールの送られ方", "How the messages were sent");
        let share = |share: Option<f64>| share.map_or_else(|| "—".to_owned(), percent);
        let row = |ja: &str, en: &str, count, part| {
            vec![out_of(self.language, ja, en).to_owned(), grouped(count), share(part)]
        };
        let mut rows = vec![row("なりすまし", "Spoofed", sending.spoofed, sending.spoofed_share)];
        for policy in &sending.spoofed_by_policy {
            let name = match policy.policy.as_str() {
                "absent" => self.say("DMARCなし・不明", "no DMARC, or unknown"),
                known => known,
            };
            rows.push(vec![
                format!("{}: {name}", self.say("なりすまし", "Spoofed")),
                grouped(policy.count),
                percent(policy.share),
            ]);
        }
        rows.push(row(
            "なりすまし以外でDMARC成功（なりすまし以外に対して）",
            "Not spoofed and passing DMARC (of the not spoofed)",
            sending.others_passing,
            sending.others_passing_share,
        ));
        rows.push(row(
            "逆引きのない送信元（分かるものに対して）",
            "Sent from an address without a name (of those known)",
            sending.without_reverse,
            sending.without_reverse_share,
        ));
        let head =
            [self.say("項目", "What"), self.say("メール", "Messages"), self.say("割合", "Share")];
        self.table(&head, &rows);
    }

    fn outcome(&mut self, monthly: &Monthly) {
        self.heading(
            2,
            "本物だった報告と、当サービスの誤り",
            "Genuine after all, and our own errors",
        );
        let rows: Vec<_> = monthly
            .genuine
            .brands
            .iter()
            .map(|one| {
                let name = if self.language == Language::Ja { &one.name } else { &one.name_en };
                vec![plain(name), grouped(one.count)]
            })
            .collect();
        let head = [
            self.say("本物と分かったメールのブランド", "Brand of a genuine message"),
            self.say("報告", "Reports"),
        ];
        self.table(&head, &rows);
        let errors = &monthly.errors;
        let rows = [
            ("誤り（全体）", "Wrong, either way", errors.wrong),
            ("本物に警告した", "Warned of what is genuine", errors.false_alarms),
            ("詐欺を見のがした", "Missed what is fraud", errors.missed),
        ]
        .map(|(ja, en, rate)| vec![self.say(ja, en).to_owned(), rate_words(rate, self.language)]);
        let head =
            [self.say("誤り", "Errors"), self.say("割合（95%信頼区間）", "Rate (95% interval)")];
        self.table(&head, &rows);
    }
}

/// `2.0% (2 of 100; 0.55% to 7.00%)`.
pub(crate) fn rate_words(rate: Rate, language: Language) -> String {
    let (Some(value), Some(low), Some(high)) = (rate.rate, rate.low, rate.high) else {
        return "—".to_owned();
    };
    let (value, low, high) = (percent(value), percent(low), percent(high));
    let (count, of) = (grouped(rate.count), grouped(rate.of));
    match language {
        Language::Ja => format!("{value}（{of}件のうち{count}件、{low}〜{high}）"),
        Language::En => format!("{value} ({count} of {of}; {low} to {high})"),
    }
}

pub(crate) fn signed(by: i64) -> String {
    let sign = match by.signum() {
        1 => "+",
        -1 => "−",
        _ => "±",
    };
    format!("{sign}{}", grouped(by.unsigned_abs()))
}

/// A domain that nothing makes into a link.
pub(crate) fn disarmed(domain: &str) -> String {
    domain.replace('.', "[.]")
}

/// What a stranger wrote, as nothing but text.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for character in check::render::plain(text).chars() {
        match character {
            '\n' | '\r' => out.push(' '),
            '\\' | '|' | '<' | '>' | '[' | ']' | '`' | '*' | '_' | '&' | '#' | '!' => {
                out.push('\\');
                out.push(character);
            }
            other => out.push(other),
        }
    }
    out
}
