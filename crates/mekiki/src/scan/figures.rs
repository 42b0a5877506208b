//! Numbers as people read them.

use verdict::words::Language;

use super::score::{Score, Share};

/// `1,234,567`.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A share of 0 to 1 as `12.3%`; small ones with one more digit, none as `0%`.
pub(crate) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    match percent {
        0.0 => "0%".to_owned(),
        100.0 => "100%".to_owned(),
        p if (99.995..100.0).contains(&p) => "99.99%".to_owned(),
        p if (1.0..=99.0).contains(&p) => format!("{p:.1}%"),
        p => format!("{p:.2}%"),
    }
}

/// A part of a whole as a share; nothing of nothing is none.
pub(super) fn share(part: u64, whole: u64) -> String {
    percent(part as f64 / whole.max(1) as f64)
}

/// Microseconds as `1.5 ms`, `320 µs` or `2.1 s`.
pub(super) fn duration(micros: f64) -> String {
    match micros {
        us if us < 1_000.0 => format!("{us:.0} µs"),
        us if us < 10_000.0 => format!("{:.1} ms", us / 1_000.0),
        us if us < 1_000_000.0 => format!("{:.0} ms", us / 1_000.0),
        us => format!("{:.1} s", us / 1_000_000.0),
    }
}

/// `98.2% (1,650 of 1,680; 95 % interval 97.4% to 98.7%)`.
pub(super) fn with_interval(share: Share, language: Language) -> Option<String> {
    let (low, high) = share.interval()?;
    let value = percent(share.value()?);
    let (hits, of, low, high) =
        (grouped(share.hits), grouped(share.of), percent(low), percent(high));
    Some(match language {
        Language::Ja => format!("{value}（{of}通のうち{hits}通、95%信頼区間 {low}〜{high}）"),
        Language::En => format!("{value} ({hits} of {of}; 95% interval {low} to {high})"),
    })
}

/// What a score comes to, a sentence a line.
pub(super) fn score(score: &Score, language: Language) -> Vec<String> {
    let found = with_interval(score.found(), language);
    let alarms = with_interval(score.false_alarms(), language);
    let area = score.curve.area().map(|area| format!("{area:.4}"));
    let missing = Some(score.missing()).filter(|&n| n > 0).map(grouped);
    let [found, alarms, area, missing] = match language {
        Language::Ja => [
            found.map(|f| format!("見つけた詐欺: {f}")),
            alarms.map(|a| format!("誤って警告した本物: {a}")),
            area.map(|a| format!("AUC: {a}（詐欺のほうを本物より疑わしいとした割合）")),
            missing.map(|n| format!("一覧にあって、見つからなかったメール: {n}通")),
        ],
        Language::En => [
            found.map(|f| format!("Fraud found: {f}")),
            alarms.map(|a| format!("Genuine mail wrongly alarmed: {a}")),
            area.map(|a| format!("AUC: {a} (how often fraud is held more probable than genuine)")),
            missing.map(|n| format!("Listed messages that were not found: {n}")),
        ],
    };
    [found, alarms, area, missing].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        for (n, expected) in [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345_678, "12,345,678")]
        {
            assert_eq!(grouped(n), expected);
        }
        for (p, expected) in [
            (0.0, "0%"),
            (0.001_23, "0.12%"),
            (0.5, "50.0%"),
            (0.996, "99.60%"),
            (0.999_999, "99.99%"),
            (1.0, "100%"),
        ] {
            assert_eq!(percent(p), expected);
        }
        for (us, expected) in
            [(320.0, "320 µs"), (1_500.0, "1.5 ms"), (32_000.0, "32 ms"), (2.1e6, "2.1 s")]
        {
            assert_eq!(duration(us), expected);
        }
    }
}
