use askama::Template;
use verdict::words::Language;

use super::plots;
use crate::{
    scan::{
        figures::{grouped, percent},
        page::drawing::{Drawing, Mark},
    },
    stats::{self, FOR_PEOPLE, FOR_SENDERS, Monthly, Yearly},
    web::around::Around,
};

/// The style that a page needs that stands alone.
const STYLES: &str = include_str!("../../../assets/stats.css");

/// A month as a page.
#[derive(Template)]
#[template(path = "web/stats/month.html")]
pub(super) struct MonthPage<'a> {
    around: Around,
    body: MonthBody<'a>,
}

/// A month as a file that needs nothing else.
#[derive(Template)]
#[template(path = "web/stats/month_alone.html")]
struct MonthAlone<'a> {
    around: Around,
    styles: String,
    body: MonthBody<'a>,
}

/// All years as a page.
#[derive(Template)]
#[template(path = "web/stats/years.html")]
pub(super) struct YearsPage<'a> {
    around: Around,
    body: YearsBody<'a>,
}

/// All years as a file that needs nothing else.
#[derive(Template)]
#[template(path = "web/stats/years_alone.html")]
struct YearsAlone<'a> {
    around: Around,
    styles: String,
    body: YearsBody<'a>,
}

/// What a month's page says.
struct MonthBody<'a> {
    title: String,
    monthly: &'a Monthly,
    summary: Vec<String>,
    totals: Vec<(&'static str, String)>,
    apart: Vec<(&'static str, String)>,
    plots: Vec<Drawing>,
    sectors: Vec<[String; 3]>,
    domains: Vec<[String; 3]>,
    sending: Vec<[String; 3]>,
    genuine: Vec<(String, String)>,
    errors: Vec<(&'static str, String)>,
    advice: Vec<(&'static str, Vec<&'static str>)>,
    rules: Vec<&'static str>,
}

/// What the page of all years says.
struct YearsBody<'a> {
    yearly: &'a Yearly,
    years: Vec<YearView>,
    plots: Vec<Drawing>,
    rules: Vec<&'static str>,
    undated: String,
    to_come: String,
}

struct YearView {
    year: i16,
    numbers: [String; 4],
    top: String,
    months: Vec<(String, [String; 4])>,
}

/// A month's page that needs nothing else.
pub(crate) fn month_alone(monthly: &Monthly, yearly: &Yearly, language: Language) -> String {
    let page = MonthAlone {
        around: Around::new(language, "/stats"),
        styles: styles(),
        body: MonthBody::new(monthly, yearly, language),
    };
    page.render().unwrap_or_default()
}

/// A page of all years that needs nothing else.
pub(crate) fn years_alone(yearly: &Yearly, language: Language) -> String {
    let page = YearsAlone {
        around: Around::new(language, "/stats"),
        styles: styles(),
        body: YearsBody::new(yearly, language),
    };
    page.render().unwrap_or_default()
}

/// Everything that a page of plots needs that stands alone.
pub(crate) fn styles() -> String {
    [check::render::STYLES, include_str!("../../../assets/desk.css"), STYLES].concat()
}

impl<'a> MonthPage<'a> {
    pub(super) fn new(monthly: &'a Monthly, yearly: &'a Yearly, language: Language) -> Self {
        Self {
            around: Around::new(language, &format!("/stats/{}", monthly.month)),
            body: MonthBody::new(monthly, yearly, language),
        }
    }
}

impl<'a> YearsPage<'a> {
    pub(super) fn new(yearly: &'a Yearly, language: Language) -> Self {
        let body = YearsBody::new(yearly, language);
        Self { around: Around::new(language, "/stats"), body }
    }
}

impl<'a> MonthBody<'a> {
    fn new(monthly: &'a Monthly, yearly: &Yearly, language: Language) -> Self {
        let say = |ja: &'static str, en: &'static str| words(language, ja, en);
        let change = monthly.reports_change.map_or_else(|| "—".to_owned(), stats::signed);
        Self {
            title: title(&monthly.month, language),
            monthly,
            summary: stats::summary(monthly, language),
            totals: vec![
                (say("報告", "Reports"), grouped(monthly.reports)),
                (say("前の月との差", "Change on the month before"), change),
                (say("URL（重複なし）", "Addresses, each once"), grouped(monthly.urls)),
                (
                    say("URL（ドメインでまとめて）", "Merged by registrable domain"),
                    grouped(monthly.urls_by_registrable_domain),
                ),
                (say("かたられたブランド", "Brands posed as"), grouped(monthly.brands)),
            ],
            apart: vec![
                (say("受け取った総数", "Received in all"), grouped(monthly.received)),
                (
                    say("同じ報告者の重複", "The same from the same reporter"),
                    grouped(monthly.duplicates),
                ),
                (say("確認待ち", "Waiting for somebody to look"), grouped(monthly.held)),
                (say("読み取れなかったもの", "Could not be read"), grouped(monthly.unreadable)),
                (say("取り消されたもの", "Taken back"), grouped(monthly.undone)),
                (say("ブランド名のないもの", "Without a brand"), grouped(monthly.without_brand)),
            ],
            plots: plots::of_month(monthly, yearly, language),
            sectors: monthly
                .sectors
                .iter()
                .map(|one| [one.name(language).to_owned(), grouped(one.count), percent(one.share)])
                .collect(),
            domains: monthly
                .domains
                .iter()
                .map(|one| [stats::disarmed(&one.domain), grouped(one.count), percent(one.share)])
                .collect(),
            sending: sending(monthly, language),
            genuine: monthly
                .genuine
                .brands
                .iter()
                .map(|one| {
                    let name = if language == Language::Ja { &one.name } else { &one.name_en };
                    (name.clone(), grouped(one.count))
                })
                .collect(),
            errors: [
                (say("誤り（全体）", "Wrong, either way"), monthly.errors.wrong),
                (say("本物に警告した", "Warned of what is genuine"), monthly.errors.false_alarms),
                (say("詐欺を見のがした", "Missed what is fraud"), monthly.errors.missed),
            ]
            .map(|(name, rate)| (name, stats::rate_words(rate, language)))
            .to_vec(),
            advice: [
                (say("事業者の方へ", "For senders"), FOR_SENDERS),
                (say("利用者の方へ", "For everybody"), FOR_PEOPLE),
            ]
            .map(|(head, lines)| (head, lines.map(|(ja, en)| say(ja, en)).to_vec()))
            .to_vec(),
            rules: monthly.rules.iter().map(|rule| rule.words(language)).collect(),
        }
    }
}

impl<'a> YearsBody<'a> {
    fn new(yearly: &'a Yearly, language: Language) -> Self {
        let year = |year: &stats::OfYear| YearView {
            year: year.year,
            numbers: [year.reports, year.urls, year.urls_by_registrable_domain, year.brands]
                .map(grouped),
            top: year
                .top
                .iter()
                .map(|top| if language == Language::Ja { &*top.name } else { &*top.name_en })
                .collect::<Vec<_>>()
                .join(words(language, "、", ", ")),
            months: year
                .months
                .iter()
                .rev()
                .map(|one| {
                    let numbers =
                        [one.reports, one.urls, one.urls_by_registrable_domain, one.brands];
                    (one.month.clone(), numbers.map(grouped))
                })
                .collect(),
        };
        Self {
            yearly,
            years: yearly.years.iter().rev().map(year).collect(),
            plots: plots::trend(yearly, None, language),
            rules: yearly.rules.iter().map(|rule| rule.words(language)).collect(),
            undated: grouped(yearly.undated),
            to_come: grouped(yearly.to_come),
        }
    }
}

fn sending(monthly: &Monthly, language: Language) -> Vec<[String; 3]> {
    let sending = &monthly.sending;
    let share = |share: Option<f64>| share.map_or_else(|| "—".to_owned(), percent);
    let rows = [
        (("なりすまし", "Spoofed"), sending.spoofed, sending.spoofed_share),
        (
            (
                "なりすまし以外でDMARC成功（なりすまし以外に対して）",
                "Not spoofed and passing DMARC (of the not spoofed)",
            ),
            sending.others_passing,
            sending.others_passing_share,
        ),
        (
            (
                "逆引きのない送信元（分かるものに対して）",
                "Sent from an address without a name (of those known)",
            ),
            sending.without_reverse,
            sending.without_reverse_share,
        ),
    ];
    if sending.messages == 0 {
        return Vec::new();
    }
    rows.map(|((ja, en), count, part)| {
        [words(language, ja, en).to_owned(), grouped(count), share(part)]
    })
    .to_vec()
}

fn title(month: &str, language: Language) -> String {
    let (year, number) = month.split_once('-').unwrap_or((month, ""));
    match language {
        Language::Ja => {
            format!("{year}年{}月 フィッシング報告状況", number.trim_start_matches('0'))
        }
        Language::En => format!("Phishing reports, {month}"),
    }
}

fn words<'w>(language: Language, ja: &'w str, en: &'w str) -> &'w str {
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}
