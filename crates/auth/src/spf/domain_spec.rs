//! `domain-spec`: the name a term speaks of, with macros (§7.1).

use mail::DomainName;

use super::macro_string::{MacroString, Values};

/// The longest name, in octets, without the trailing dot (RFC 1035 §2.3.4, §7.3).
const LONGEST_NAME: usize = 253;

/// A name with macros, read; it becomes a name when expanded.
#[derive(Debug)]
pub(super) struct DomainSpec<'a> {
    /// As written.
    pub(super) text: &'a str,
    macros: MacroString<'a>,
}

impl<'a> DomainSpec<'a> {
    /// Reads a text of visible ASCII.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let macros = MacroString::parse(text)?;
        // domain-end: a macro, or a dot and a top label. Checked before expansion, not after.
        let ends_well = macros.last_literal().is_none_or(ends_in_top_label);
        (!macros.is_empty() && ends_well && !macros.is_for_explanation_only())
            .then_some(Self { text, macros })
    }

    /// Whether expanding it takes reverse DNS.
    pub(super) fn has_validated_name(&self) -> bool {
        self.macros.has_validated_name()
    }

    /// The name to ask DNS for. §4.8 leaves undefined what an expansion that is no name means; the
    /// callers let it match nothing.
    pub(super) fn expand(&self, values: &Values<'_>) -> Option<DomainName> {
        // One octet more than the longest name and its final dot: enough to see that it is cut off.
        let text = self.macros.expand_end(values, LONGEST_NAME + 2)?;
        let mut name = text.strip_suffix('.').unwrap_or(&text);
        // §7.3: too long a name loses labels on the left until it fits.
        while name.len() > LONGEST_NAME {
            name = name.split_once('.')?.1;
        }
        DomainName::parse_dns(name).ok()
    }
}

fn ends_in_top_label(literal: &str) -> bool {
    let text = literal.strip_suffix('.').unwrap_or(literal);
    text.rsplit_once('.').is_some_and(|(_, label)| is_top_label(label))
}

/// toplabel: letters, digits and inner hyphens, not digits alone.
fn is_top_label(label: &str) -> bool {
    let alphabet = label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let only_digits = label.bytes().all(|b| b.is_ascii_digit());
    alphabet && !only_digits && !label.starts_with('-') && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_spec_ends_in_a_macro_or_a_top_label() {
        for (text, expected) in [
            ("example.com", true),
            ("example.com.", true),
            ("_spf.example.com", true),
            ("foo:bar/baz.example.com", true),
            ("a..b.example.com", true),
            ("%{d}", true),
            ("example.com.%{d}", true),
            ("foo%%", true),
            ("a.xn--zckzah", true),
            ("a.1b", true),
            ("", false),
            ("museum", false),
            ("museum.", false),
            ("example.com:8080", false),
            ("example.com/24", false),
            ("192.0.2.1", false),
            ("example.-com", false),
            ("example.com-", false),
            ("%{d}com", false),
            ("%{c}.example.com", false),
            ("%{t}", false),
        ] {
            assert_eq!(DomainSpec::parse(text).is_some(), expected, "{text:?}");
        }
    }

    #[test]
    fn too_long_a_name_loses_labels_on_the_left() {
        let values = Values {
            local_part: "l",
            sender_domain: "a-label-of-twenty-on.example.com",
            domain: "example.com",
            ip: "192.0.2.1".parse().unwrap(),
            validated_name: "unknown",
            helo: "h",
            receiver: "unknown",
            time: 0,
            longest: 512,
        };
        for repeats in [1, 7, 8, 20, 1_000] {
            let text = format!("first.{}end.example", "%{o}.".repeat(repeats));
            let name = DomainSpec::parse(&text).unwrap().expand(&values).unwrap();
            assert!(name.as_str().len() <= LONGEST_NAME, "{repeats}");
            assert!(name.as_str().ends_with("example.com.end.example"), "{repeats}");
            assert_eq!(name.as_str().starts_with("first."), repeats <= 7, "{repeats}");
        }
    }
}
