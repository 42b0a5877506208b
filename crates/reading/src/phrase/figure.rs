//! Figures found by their shape rather than their words: sums, telephone numbers, coin addresses.

/// A thing in the text that has a shape.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(super) enum Figure {
    /// Any run of digits.
    Number,
    /// A sum of money: digits beside a currency's sign, code or name.
    Money,
    /// A telephone number: 9 to 15 digits, grouped.
    Phone,
    /// An address of a crypto-currency (Bitcoin base58 and bech32, Ethereum).
    Coin,
    /// A percentage.
    Percent,
}

impl Figure {
    /// Every figure.
    pub(super) const ALL: [Self; 5] =
        [Self::Number, Self::Money, Self::Phone, Self::Coin, Self::Percent];

    /// Its name after `@` in the phrase files.
    fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Money => "money",
            Self::Phone => "phone",
            Self::Coin => "coin",
            Self::Percent => "percent",
        }
    }

    /// The figure with that name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.name() == name)
    }
}

/// Currency signs and names that stand before a sum, in folded spelling.
const BEFORE: [&str; 16] = [
    "$", "€", "£", "¥", "₽", "usd", "eur", "euro", "gbp", "jpy", "brl", "chf", "pln", "rs", "₿",
    "₹",
];

/// Currency signs and names that stand after a sum.
const AFTER: [&str; 23] = [
    "$", "€", "£", "円", "万円", "元", "원", "₽", "руб", "usd", "eur", "gbp", "jpy", "dollar",
    "dolar", "pound", "reais", "chf", "zl", "million", "милл", "btc", "usdt",
];

/// Calls `found` with each figure and its byte range, in the order of their ends.
pub(super) fn find(folded: &str, mut found: impl FnMut(Figure, usize, usize)) {
    let bytes = folded.as_bytes();
    let mut at = 0;
    while let Some(start) = next_figure(bytes, at) {
        let word = word_end(bytes, start);
        if is_coin(folded.get(start..word).unwrap_or_default()) {
            found(Figure::Coin, start, word);
            at = word;
            continue;
        }
        let Some(digits) = digits_from(bytes, start, word) else {
            at = word.max(start + 1);
            continue;
        };
        let run = Run::read(bytes, digits);
        found(Figure::Number, run.start, run.first_end);
        let before = folded.get(..run.start).unwrap_or_default().trim_end();
        let after = folded.get(run.first_end..).unwrap_or_default().trim_start_matches([' ', '.']);
        if before.len() + 2 >= run.start && BEFORE.iter().any(|sign| before.ends_with(sign))
            || AFTER.iter().any(|sign| after.starts_with(sign))
        {
            found(Figure::Money, run.start, run.first_end);
        } else if after.starts_with('%') {
            found(Figure::Percent, run.start, run.first_end);
        } else if run.is_phone() {
            found(Figure::Phone, run.start, run.end);
        }
        at = run.end.max(start + 1);
    }
}

/// Where the next word with a digit in it, or a run of digits, begins.
fn next_figure(bytes: &[u8], from: usize) -> Option<usize> {
    let ahead = bytes.get(from..)?;
    let digit = from + ahead.iter().position(u8::is_ascii_digit)?;
    // Back to the beginning of the word, for coin addresses such as `bc1…`; never past `from`.
    let word = bytes.get(from..digit)?.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric());
    Some(digit - word.take(8).count())
}

fn word_end(bytes: &[u8], start: usize) -> usize {
    let word = bytes.iter().skip(start).take_while(|byte| byte.is_ascii_alphanumeric());
    start + word.take(80).count()
}

fn digits_from(bytes: &[u8], start: usize, end: usize) -> Option<usize> {
    let word = bytes.get(start..end)?;
    word.iter().position(u8::is_ascii_digit).map(|offset| start + offset)
}

/// Bitcoin's base58 (26 to 35 from 1 or 3) and bech32, Ethereum's 0x and 40 hex digits. Folding
/// has lost the case, so letters and digits must both abound.
fn is_coin(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.len() - digits;
    match word.len() {
        42 if word.starts_with("0x") => word.bytes().skip(2).all(|byte| byte.is_ascii_hexdigit()),
        39..=62 if word.starts_with("bc1") => digits >= 5,
        26..=35 if word.starts_with(['1', '3']) => digits >= 4 && letters >= 10,
        _ => false,
    }
}

/// A run of digits with the separators inside it.
struct Run {
    start: usize,
    /// Where the first number ends: `1,000.50`.
    first_end: usize,
    /// Where the whole grouped run ends: `0120-444-444`.
    end: usize,
    digits: usize,
    groups: usize,
}

impl Run {
    fn read(bytes: &[u8], start: usize) -> Self {
        let mut run = Self { start, first_end: start, end: start, digits: 0, groups: 1 };
        let (mut number, mut gap) = (true, 0);
        for (at, byte) in bytes.iter().enumerate().skip(start).take(40) {
            match byte {
                b'0'..=b'9' => {
                    run.groups += usize::from(gap > 0);
                    run.digits += 1;
                    gap = 0;
                    run.end = at + 1;
                    if number {
                        run.first_end = at + 1;
                    }
                }
                b',' | b'.' if gap == 0 => gap = 1,
                b'-' | b' ' | b'(' | b')' | b'/' if gap < 2 => {
                    number = false;
                    gap += 1;
                }
                _ => break,
            }
        }
        run
    }

    /// Enough digits, in two to six groups; a long single run is an order number.
    fn is_phone(&self) -> bool {
        (9..=15).contains(&self.digits) && (2..=6).contains(&self.groups)
    }
}

#[cfg(test)]
mod tests {
    use super::{Figure, find};

    #[test]
    fn figures_are_told_by_their_shape() {
        for (text, expected) in [
            ("pay $1,499.99 now", vec![Figure::Number, Figure::Money]),
            ("3000円分", vec![Figure::Number, Figure::Money]),
            ("r$ 149,56", vec![Figure::Number, Figure::Money]),
            ("call +1 (888) 555-0123", vec![Figure::Number, Figure::Phone]),
            ("0120-444-444", vec![Figure::Number, Figure::Phone]),
            ("80% off", vec![Figure::Number, Figure::Percent]),
            ("order 263126", vec![Figure::Number]),
            ("to bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq.", vec![Figure::Coin]),
            ("0xdf037e30a3117671ca44966cc82b620b393622ae", vec![Figure::Coin]),
            ("none", vec![]),
        ] {
            let mut figures = Vec::new();
            find(text, |figure, _, _| figures.push(figure));
            assert_eq!(figures, expected, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_figures_inside_it(text in "[ a-z0-9$%,.()-]{0,200}") {
            find(&text, |_, start, end| assert!(start < end && end <= text.len()));
        }
    }
}
