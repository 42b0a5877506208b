use std::fmt;

/// A plot: shapes, and what it says to those who do not see it.
pub(crate) struct Drawing {
    /// Unique on the page.
    pub(crate) id: String,
    pub(crate) title: String,
    /// What is shown, and how to read it.
    pub(crate) about: String,
    /// Pixels; `None` where it is as wide as the screen allows.
    pub(crate) width: Option<u32>,
    /// Pixels.
    pub(crate) height: u32,
    pub(crate) marks: Vec<Mark>,
    /// What the colours and patterns mean.
    pub(crate) legend: Vec<Key>,
    /// The same as numbers.
    pub(crate) table: Grid,
}

/// One line of a legend.
pub(crate) struct Key {
    pub(crate) class: &'static str,
    pub(crate) sign: &'static str,
    pub(crate) word: String,
}

/// A table; the first cell of a row says what the row is about.
pub(crate) struct Grid {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// One shape.
pub(crate) enum Mark {
    Bar { x: At, y: At, width: At, height: At, class: &'static str, tip: String },
    Line { x1: At, y1: At, x2: At, y2: At, class: &'static str },
    Word { x: At, y: At, anchor: &'static str, class: &'static str, text: String },
    Curve { points: String, class: &'static str },
    Dot { x: At, y: At, class: &'static str, tip: String },
}

/// A place or a length: across, in percent of the width, so that a plot fills whatever screen it is
/// on without its letters growing or shrinking; or in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum At {
    Percent(f64),
    Pixel(f64),
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent(at) => write!(f, "{}%", Short(*at)),
            Self::Pixel(at) => write!(f, "{}", Short(*at)),
        }
    }
}

/// A number with at most two decimals.
pub(crate) struct Short(pub(crate) f64);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = if self.0.is_finite() { self.0 } else { 0.0 };
        let rounded = (number * 100.0).round() / 100.0;
        // No `-0`.
        write!(f, "{}", rounded + 0.0)
    }
}

/// The smallest round number that is not less: 1, 2, 2.5 or 5 times a power of ten, and whole.
pub(crate) fn round_up(n: u64) -> u64 {
    let n = n.max(1);
    let mut unit: u64 = 1;
    loop {
        let steps = [unit, unit * 2, unit * 5 / 2, unit * 5];
        // 2.5 is no number of messages.
        let fitting =
            steps.into_iter().find(|&step| step >= n && (unit > 1 || step != 2 || n == 2));
        match (fitting, unit.checked_mul(10)) {
            (Some(step), _) => return step,
            (None, Some(next)) if next <= u64::MAX / 10 => unit = next,
            (None, _) => return n,
        }
    }
}

/// As much of a text as fits in so many columns, a wide letter counting two; `…` where it was cut.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    let width =
        |c: char| if c.is_ascii() || ('\u{FF61}'..='\u{FF9F}').contains(&c) { 1 } else { 2 };
    if text.chars().map(width).sum::<usize>() <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let kept = text.chars().take_while(|&c| {
        used += width(c);
        used <= columns
    });
    kept.collect::<String>() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_end_in_round_numbers() {
        for (n, expected) in
            [(0, 1), (1, 1), (2, 2), (3, 5), (7, 10), (11, 20), (23, 25), (240, 250), (260, 500)]
        {
            assert_eq!(round_up(n), expected, "{n}");
        }
        assert!(round_up(u64::MAX) >= u64::MAX / 100);
    }

    #[test]
    fn places_are_short_and_never_no_number() {
        assert_eq!(At::Percent(100.0 / 3.0).to_string(), "33.33%");
        assert_eq!(At::Pixel(-0.001).to_string(), "0");
        assert_eq!(At::Pixel(f64::NAN).to_string(), "0");
    }

    #[test]
    fn long_names_are_cut_by_what_they_take() {
        for (text, expected) in
            [("abc", "abc"), ("abcdefghij", "abcdefg…"), ("日本語の名前", "日本語…")]
        {
            assert_eq!(cut(text, 8), expected);
        }
    }
}
