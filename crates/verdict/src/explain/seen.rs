//! How often each piece of evidence was seen when the weights were learnt.

/// A line of `weights.txt`.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The evidence's name (`asks-for:card`).
    pub name: &'static str,
    /// Its weight in decibans.
    pub weight: i16,
    /// Percent of frauds and of genuine mails it was seen in, as written; `None` where it was not
    /// measured.
    pub shares: Option<(&'static str, &'static str)>,
}

/// Every line of `weights.txt` about one kind: one, or one for each thing asked or story told.
pub fn seen(kind: &str) -> impl Iterator<Item = Seen> {
    include_str!("../../weights.txt")
        .lines()
        .filter_map(line)
        .filter(move |seen| seen.name.split(':').next() == Some(kind))
}

/// `link-shortened = 5  # 10.8 % / 0.7 %`.
fn line(line: &'static str) -> Option<Seen> {
    let (fact, remark) = line.split_once('#').unwrap_or((line, ""));
    let (name, weight) = fact.split_once('=')?;
    let shares = remark.split_once('/').and_then(|(fraud, genuine)| {
        let percent = |text: &'static str| text.trim().strip_suffix('%').map(str::trim);
        Some((percent(fraud)?, percent(genuine)?))
    });
    Some(Seen { name: name.trim(), weight: weight.trim().parse().ok()?, shares })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EvidenceKind;

    #[test]
    fn every_kind_has_its_weight() {
        for kind in EvidenceKind::all() {
            let name: &'static str = kind.into();
            assert!(seen(name).next().is_some(), "{name}");
        }
        assert!(seen("asks-for").count() > 10);
    }

    #[test]
    fn a_line_is_read_with_and_without_shares() {
        let read = line("link-shortened = 5  # 10.8 % / 0.7 %").unwrap();
        assert_eq!((read.name, read.weight), ("link-shortened", 5));
        assert_eq!(read.shares, Some(("10.8", "0.7")));
        assert_eq!(line("a = -3").unwrap().shares, None);
        assert_eq!(line("# Weights = decibans"), None);
    }
}
