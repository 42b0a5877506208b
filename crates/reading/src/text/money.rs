/// Currencies that fraud in Japan and abroad names most.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Currency {
    /// Japanese yen.
    Yen,
    /// US dollar, and any other `$`.
    Dollar,
    /// Euro.
    Euro,
    /// Pound sterling.
    Pound,
}

/// A sum of money in a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Sum {
    /// The currency.
    pub currency: Currency,
    /// The amount in hundredths of the unit (¥1 is 100).
    pub hundredths: u64,
    /// Where the figure starts in the text, octets.
    pub start: usize,
}

/// The sums of money in a text: `¥1,234`, `12,345円`, `3万円`, `$1,234.56`, `50 USD`, …
pub fn sums(text: &str) -> impl Iterator<Item = Sum> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..)?;
            let start = at + rest.bytes().position(|b| b.is_ascii_digit())?;
            let tail = text.get(start..)?;
            let length = tail
                .bytes()
                .position(|b| !(b.is_ascii_digit() || b == b',' || b == b'.'))
                .unwrap_or(tail.len());
            at = start + length;
            let figure = tail.get(..length)?.trim_end_matches([',', '.']);
            let after = tail.get(figure.len()..)?;
            let before = text.get(..start)?;
            let Some((currency, factor)) = unit(before, after) else { continue };
            let Some(hundredths) = hundredths(figure) else { continue };
            let factor = factor * multiple(after);
            return Some(Sum { currency, hundredths: hundredths.saturating_mul(factor), start });
        }
    })
}

fn unit(before: &str, after: &str) -> Option<(Currency, u64)> {
    let before = before.strip_suffix(' ').unwrap_or(before);
    let after = after.strip_prefix(' ').unwrap_or(after);
    for (word, currency) in [
        ("¥", Currency::Yen),
        ("￥", Currency::Yen),
        ("JPY", Currency::Yen),
        ("$", Currency::Dollar),
        ("USD", Currency::Dollar),
        ("€", Currency::Euro),
        ("EUR", Currency::Euro),
        ("£", Currency::Pound),
        ("GBP", Currency::Pound),
    ] {
        if before.ends_with(word) {
            return Some((currency, 1));
        }
    }
    for (word, currency, factor) in [
        ("円", Currency::Yen, 1),
        ("万円", Currency::Yen, 10_000),
        ("億円", Currency::Yen, 100_000_000),
        ("千円", Currency::Yen, 1_000),
        ("JPY", Currency::Yen, 1),
        ("USD", Currency::Dollar, 1),
        ("US$", Currency::Dollar, 1),
        ("米ドル", Currency::Dollar, 1),
        ("ドル", Currency::Dollar, 1),
        ("€", Currency::Euro, 1),
        ("EUR", Currency::Euro, 1),
        ("ユーロ", Currency::Euro, 1),
        ("GBP", Currency::Pound, 1),
    ] {
        if after.starts_with(word) {
            return Some((currency, factor));
        }
    }
    None
}

/// `million` and the like behind a figure.
fn multiple(after: &str) -> u64 {
    let word: String = after.chars().skip_while(|c| *c == ' ').take(8).collect();
    let word = word.to_ascii_lowercase();
    match word {
        word if word.starts_with("million") => 1_000_000,
        word if word.starts_with("billion") => 1_000_000_000,
        word if word.starts_with("thousand") => 1_000,
        _ => 1,
    }
}

/// A figure with grouping commas and at most two decimals after the last point.
fn hundredths(figure: &str) -> Option<u64> {
    let (whole, cents) = match figure.rsplit_once('.') {
        Some((whole, cents)) if cents.len() <= 2 => (whole, cents),
        _ => (figure, ""),
    };
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole: u64 = whole.get(..whole.len().min(15))?.parse().ok()?;
    let cents = match cents.len() {
        0 => 0,
        1 => cents.parse::<u64>().ok()? * 10,
        _ => cents.parse().ok()?,
    };
    Some(whole * 100 + cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_money_are_found() {
        for (text, expected) in [
            ("お支払い金額：¥12,800", Some((Currency::Yen, 1_280_000))),
            ("3万円相当", Some((Currency::Yen, 3_000_000))),
            ("合計 1,980円", Some((Currency::Yen, 198_000))),
            ("Total: $499.99 USD", Some((Currency::Dollar, 49_999))),
            ("$1.5 Million", Some((Currency::Dollar, 150_000_000))),
            ("50 USD", Some((Currency::Dollar, 5_000))),
            ("2024年1月2日", None),
        ] {
            let sum = sums(text).next().map(|sum| (sum.currency, sum.hundredths));
            assert_eq!(sum, expected, "{text:?}");
        }
    }
}
