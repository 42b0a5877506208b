//! The SPF record: version, directives, modifiers (§3, §4.5, §4.6).

use super::{directive::Directive, domain_spec::DomainSpec, macro_string::MacroString};

/// A record, read whole: an error anywhere in it is an error of the record (§4.6).
#[derive(Debug, Default)]
pub(super) struct SpfRecord<'a> {
    pub(super) directives: Vec<Directive<'a>>,
    pub(super) redirect: Option<DomainSpec<'a>>,
    pub(super) explanation: Option<DomainSpec<'a>>,
}

/// Whether a TXT record is an SPF record: it begins with the version, alone or before a space
/// (§4.5).
pub(super) fn is_spf(octets: &[u8]) -> bool {
    after_version(octets).is_some()
}

fn after_version(octets: &[u8]) -> Option<&[u8]> {
    let (version, rest) = octets.split_at_checked(b"v=spf1".len())?;
    let ends = matches!(rest.first(), None | Some(b' '));
    (ends && version.eq_ignore_ascii_case(b"v=spf1")).then_some(rest)
}

impl<'a> SpfRecord<'a> {
    /// Reads the octets of a record.
    ///
    /// # Errors
    /// The first term that is not in the grammar.
    pub(super) fn parse(octets: &'a [u8]) -> Result<Self, &'a [u8]> {
        let mut record = Self::default();
        for term in after_version(octets).ok_or(octets)?.split(|&b| b == b' ') {
            if !term.is_empty() {
                record.add(term).ok_or(term)?;
            }
        }
        Ok(record)
    }

    fn add(&mut self, term: &'a [u8]) -> Option<()> {
        let text = std::str::from_utf8(term).ok()?;
        if !text.bytes().all(|b| b.is_ascii_graphic()) {
            return None;
        }
        let Some((name, value)) = modifier(text) else {
            self.directives.push(Directive::parse(text)?);
            return Some(());
        };
        let known = if name.eq_ignore_ascii_case("redirect") {
            &mut self.redirect
        } else if name.eq_ignore_ascii_case("exp") {
            &mut self.explanation
        } else {
            // §6: an unknown modifier is ignored, but must be well-formed.
            return MacroString::parse(value).map(drop);
        };
        // §6: redirect and exp once at most.
        if known.is_some() {
            return None;
        }
        *known = Some(DomainSpec::parse(value)?);
        Some(())
    }
}

/// name "=" value, where the name begins with a letter (§4.6.1); `None` for a directive.
fn modifier(term: &str) -> Option<(&str, &str)> {
    let (name, value) = term.split_once('=')?;
    let well_formed = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    well_formed.then_some((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_makes_an_spf_record() {
        for (text, expected) in [
            ("v=spf1", true),
            ("V=SpF1 -all", true),
            ("v=spf1  ", true),
            ("v=spf10 -all", false),
            ("v=spf1-all", false),
            ("v=spf1\t-all", false),
            (" v=spf1 -all", false),
            ("v=spf", false),
            ("", false),
        ] {
            assert_eq!(is_spf(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn an_error_anywhere_spoils_the_record() {
        for (text, expected) in [
            ("v=spf1", None),
            ("v=spf1  a   -all  ", None),
            ("v=spf1 moo.cow-far_out=man:dog/cat -all", None),
            ("v=spf1 default=", None),
            ("v=spf1 -all exp=e.example redirect=r.example", None),
            ("v=spf1 -all moo", Some("moo")),
            ("v=spf1 moo:x=y", Some("moo:x=y")),
            ("v=spf1 1up=foo", Some("1up=foo")),
            ("v=spf1 =all", Some("=all")),
            ("v=spf1 -exp=e.example.com", Some("-exp=e.example.com")),
            ("v=spf1 foo=%abc", Some("foo=%abc")),
            ("v=spf1 redirect=", Some("redirect=")),
            ("v=spf1 exp=a.example.com EXP=b.example.com", Some("EXP=b.example.com")),
            ("v=spf1 a:\u{e9}.example.com", Some("a:\u{e9}.example.com")),
            ("v=spf1 a\t-all", Some("a\t-all")),
        ] {
            let parsed = SpfRecord::parse(text.as_bytes());
            assert_eq!(parsed.err(), expected.map(str::as_bytes), "{text:?}");
        }
    }
}
