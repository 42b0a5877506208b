//! The plots of a month, each with its numbers in a table.

use verdict::words::Language;

use crate::{
    scan::{
        figures::{grouped, percent},
        page::{
            bars::{self, bars},
            columns::{self, Column, Part, columns, ticks},
            drawing::{At, Drawing, Grid, Key, Mark, cut},
        },
    },
    stats::{Monthly, Yearly},
};

/// Brands that have a column of their own.
const BRANDS: usize = 10;
/// Top-level domains that have a bar.
const TLDS: usize = 10;
/// Months up to the one that is told.
const MONTHS: usize = 13;

/// What a month's page shows.
pub(super) fn of_month(monthly: &Monthly, yearly: &Yearly, language: Language) -> Vec<Drawing> {
    let mut plots = trend(yearly, Some(&monthly.month), language);
    if !monthly.shares.is_empty() {
        plots.push(brands(monthly, language));
    }
    if !monthly.tlds.is_empty() {
        plots.push(tlds(monthly, language));
    }
    if monthly.sending.spoofed > 0 {
        plots.push(policies(monthly, language));
    }
    plots
}

/// Reports and addresses month by month.
pub(super) fn trend(yearly: &Yearly, until: Option<&str>, language: Language) -> Vec<Drawing> {
    let months: Vec<_> =
        yearly.months().filter(|one| until.is_none_or(|until| *one.month <= *until)).collect();
    let from = months.len().saturating_sub(if until.is_some() { MONTHS } else { months.len() });
    let months = months.get(from..).unwrap_or_default();
    if months.is_empty() {
        return Vec::new();
    }
    let ticked = ticks(months.len());
    let tick = |place: usize, month: &str| ticked(place).then(|| month.to_owned());
    let reports: Vec<_> = months
        .iter()
        .enumerate()
        .map(|(place, one)| Column {
            parts: vec![Part {
                class: "plain",
                count: one.reports,
                tip: format!("{}: {}", one.month, grouped(one.reports)),
            }],
            tick: tick(place, &one.month),
        })
        .collect();
    let urls: Vec<_> = months
        .iter()
        .enumerate()
        .map(|(place, one)| {
            let part = |class, count, name| Part {
                class,
                count,
                tip: format!("{} {name}: {}", one.month, grouped(count)),
            };
            let merged = one.urls_by_registrable_domain;
            let rest = one.urls.saturating_sub(merged);
            Column {
                parts: vec![
                    part("plain", merged, say(language, "まとめた数", "merged")),
                    part("faint", rest, say(language, "まとめられた分", "merged away")),
                ],
                tick: tick(place, &one.month),
            }
        })
        .collect();
    let month_head = say(language, "月", "Month").to_owned();
    vec![
        Drawing {
            id: "reports".to_owned(),
            title: say(language, "月ごとの報告", "Reports by month").to_owned(),
            about: say(
                language,
                "数えた報告の件数です。",
                "Reports that count.",
            )
            .to_owned(),
            width: None,
            height: columns::height(),
            marks: columns(&reports),
            legend: Vec::new(),
            table: Grid {
                head: vec![month_head.clone(), say(language, "報告", "Reports").to_owned()],
                rows: months
                    .iter()
                    .map(|one| vec![one.month.clone(), grouped(one.reports)])
                    .collect(),
            },
        },
        Drawing {
            id: "urls".to_owned(),
            title: say(language, "月ごとのURL", "Addresses by month").to_owned(),
            about: say(
                language,
                "棒全体が重複を除いたURLの数、濃い部分が登録ドメインごとにまとめた数です。",
                "A whole column is addresses, each once; its dark part is what remains when they are merged by registrable domain.",
            )
            .to_owned(),
            width: None,
            height: columns::height(),
            marks: columns(&urls),
            legend: vec![
                key("plain", say(language, "ドメインでまとめた数", "merged by registrable domain")),
                key("faint", say(language, "重複を除いたURL（残り）", "addresses, each once (the rest)")),
            ],
            table: Grid {
                head: vec![
                    month_head,
                    say(language, "URL", "Addresses").to_owned(),
                    say(language, "まとめた数", "Merged").to_owned(),
                ],
                rows: months
                    .iter()
                    .map(|one| {
                        vec![
                            one.month.clone(),
                            grouped(one.urls),
                            grouped(one.urls_by_registrable_domain),
                        ]
                    })
                    .collect(),
            },
        },
    ]
}

/// Pixels above the steps, and of the steps.
const ABOVE: f64 = 16.0;
const TALL: f64 = 200.0;

/// Shares that stand on each other, a line along their sum.
fn brands(monthly: &Monthly, language: Language) -> Drawing {
    let name = |one: &crate::stats::Share| match language {
        Language::Ja => one.name.clone(),
        Language::En => one.name_en.clone(),
    };
    let shown: Vec<_> = monthly.shares.iter().take(BRANDS).collect();
    let step = 100.0 / shown.len().max(1) as f64;
    let y = |share: f64| ABOVE + TALL * (1.0 - share);
    let mut marks: Vec<Mark> = [0.0, 0.25, 0.5, 0.75, 1.0]
        .into_iter()
        .map(|share| Mark::Line {
            x1: At::Percent(0.0),
            y1: At::Pixel(y(share)),
            x2: At::Percent(100.0),
            y2: At::Pixel(y(share)),
            class: if share == 0.0 { "base" } else { "grid" },
        })
        .collect();
    let mut before = (0.0, 0.0);
    for (place, one) in shown.iter().enumerate() {
        let x = place as f64 * step;
        marks.push(Mark::Bar {
            x: At::Percent(x + step * 0.08),
            y: At::Pixel(y(one.cumulative)),
            width: At::Percent(step * 0.84),
            height: At::Pixel((one.share * TALL).max(1.5)),
            class: "plain",
            tip: format!("{}: {} ({})", name(one), percent(one.share), percent(one.cumulative)),
        });
        let middle = (x + step / 2.0, one.cumulative);
        marks.push(Mark::Line {
            x1: At::Percent(before.0),
            y1: At::Pixel(y(before.1)),
            x2: At::Percent(middle.0),
            y2: At::Pixel(y(middle.1)),
            class: "curve",
        });
        marks.push(Mark::Word {
            x: At::Percent(middle.0),
            y: At::Pixel(ABOVE + TALL + 17.0),
            anchor: "middle",
            class: "tick",
            text: (place + 1).to_string(),
        });
        before = middle;
    }
    for share in [0.5, 1.0] {
        marks.push(Mark::Word {
            x: At::Percent(0.0),
            y: At::Pixel(y(share) - 4.0),
            anchor: "start",
            class: "tick",
            text: percent(share),
        });
    }
    Drawing {
        id: "brands".to_owned(),
        title: say(language, "ブランドの割合と累計", "Brands: shares and their sum").to_owned(),
        about: say(
            language,
            "多い順に、割合を積み上げています。線はそこまでの累計です。番号の名前は下にあります。",
            "Shares stand on each other, the largest first; the line is their sum. The names of the numbers are below.",
        )
        .to_owned(),
        width: None,
        height: (ABOVE + TALL + 24.0) as u32,
        marks,
        legend: shown
            .iter()
            .enumerate()
            .map(|(place, one)| Key {
                class: "none",
                sign: "",
                word: format!("{}. {} {}", place + 1, cut(&name(one), 30), percent(one.share)),
            })
            .collect(),
        table: Grid {
            head: [("ブランド", "Brand"), ("報告", "Reports"), ("割合", "Share"), ("累計", "Sum")]
                .map(|(ja, en)| say(language, ja, en).to_owned())
                .to_vec(),
            rows: monthly
                .shares
                .iter()
                .map(|one| {
                    vec![
                        name(one),
                        grouped(one.count),
                        percent(one.share),
                        percent(one.cumulative),
                    ]
                })
                .collect(),
        },
    }
}

fn tlds(monthly: &Monthly, language: Language) -> Drawing {
    let name = |tld: &str| match tld {
        "ip" => say(language, "IPアドレス", "IP address").to_owned(),
        tld => format!(".{tld}"),
    };
    let rows: Vec<_> = monthly
        .tlds
        .iter()
        .take(TLDS)
        .map(|one| bars::Row {
            name: name(&one.tld),
            value: format!("{} ({})", grouped(one.count), percent(one.share)),
            parts: vec![Part {
                class: "plain",
                count: one.count,
                tip: format!("{}: {}", name(&one.tld), grouped(one.count)),
            }],
        })
        .collect();
    Drawing {
        id: "tlds".to_owned(),
        title: say(language, "TLD（アドレスのいちばん後ろ）", "Top-level domains").to_owned(),
        about: say(
            language,
            "報告の主なURLで数えています。",
            "By the main address of each report.",
        )
        .to_owned(),
        width: None,
        height: bars::height(rows.len()),
        marks: bars(&rows),
        legend: Vec::new(),
        table: Grid {
            head: [("TLD", "TLD"), ("報告", "Reports"), ("割合", "Share"), ("URL", "Addresses")]
                .map(|(ja, en)| say(language, ja, en).to_owned())
                .to_vec(),
            rows: monthly
                .tlds
                .iter()
                .map(|one| {
                    vec![name(&one.tld), grouped(one.count), percent(one.share), grouped(one.urls)]
                })
                .collect(),
        },
    }
}

fn policies(monthly: &Monthly, language: Language) -> Drawing {
    let sending = &monthly.sending;
    let name = |policy: &str| match policy {
        "absent" => say(language, "DMARCなし・不明", "no DMARC, or unknown").to_owned(),
        known => format!("p={known}"),
    };
    let rows: Vec<_> = sending
        .spoofed_by_policy
        .iter()
        .map(|one| bars::Row {
            name: name(&one.policy),
            value: format!("{} ({})", grouped(one.count), percent(one.share)),
            parts: vec![Part { class: "plain", count: one.count, tip: name(&one.policy) }],
        })
        .collect();
    Drawing {
        id: "policies".to_owned(),
        title: say(language, "「なりすまし」とDMARCのポリシー", "Spoofed messages by DMARC policy")
            .to_owned(),
        about: say(
            language,
            "割合は、ヘッダーの付いた報告すべてに対するものです。reject と quarantine のものは、受信側で止められます。",
            "Shares are of all reports with a header. Those under reject and quarantine can be stopped where they arrive.",
        )
        .to_owned(),
        width: None,
        height: bars::height(rows.len()),
        marks: bars(&rows),
        legend: Vec::new(),
        table: Grid {
            head: [("ポリシー", "Policy"), ("メール", "Messages"), ("割合", "Share")]
                .map(|(ja, en)| say(language, ja, en).to_owned())
                .to_vec(),
            rows: sending
                .spoofed_by_policy
                .iter()
                .map(|one| vec![name(&one.policy), grouped(one.count), percent(one.share)])
                .collect(),
        },
    }
}

fn key(class: &'static str, word: &str) -> Key {
    Key { class, sign: "", word: word.to_owned() }
}

fn say<'w>(language: Language, ja: &'w str, en: &'w str) -> &'w str {
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}
