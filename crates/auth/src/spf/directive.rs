//! Directives: a qualifier and a mechanism (§4.6.1, §4.6.2, §5).

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{SpfResult, domain_spec::DomainSpec};

/// A term that may match the client, and what it then means.
#[derive(Debug)]
pub(super) struct Directive<'a> {
    /// As written.
    pub(super) text: &'a str,
    /// What a match makes of the check.
    pub(super) result: SpfResult,
    pub(super) mechanism: Mechanism<'a>,
}

/// What is matched (§5). Where a name is `None`, the domain being checked is meant.
#[derive(Debug)]
pub(super) enum Mechanism<'a> {
    All,
    Include(DomainSpec<'a>),
    A(Option<DomainSpec<'a>>, DualCidr),
    Mx(Option<DomainSpec<'a>>, DualCidr),
    Ptr(Option<DomainSpec<'a>>),
    Ip4(Ipv4Addr, u8),
    Ip6(Ipv6Addr, u8),
    Exists(DomainSpec<'a>),
}

/// dual-cidr-length: the prefix lengths for either kind of address (§5.6).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct DualCidr {
    pub(super) ip4: u8,
    pub(super) ip6: u8,
}

impl<'a> Directive<'a> {
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (result, unqualified) = qualifier(text);
        Some(Self { text, result, mechanism: Mechanism::parse(unqualified)? })
    }
}

fn qualifier(text: &str) -> (SpfResult, &str) {
    [
        ('+', SpfResult::Pass),
        ('-', SpfResult::Fail),
        ('?', SpfResult::Neutral),
        ('~', SpfResult::SoftFail),
    ]
    .into_iter()
    .find_map(|(sign, result)| Some((result, text.strip_prefix(sign)?)))
    .unwrap_or((SpfResult::Pass, text))
}

impl<'a> Mechanism<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let name_end = text.find([':', '/']).unwrap_or(text.len());
        let (name, rest) = text.split_at_checked(name_end)?;
        let is = |mechanism: &str| name.eq_ignore_ascii_case(mechanism);
        if is("all") {
            rest.is_empty().then_some(Self::All)
        } else if is("include") {
            Some(Self::Include(DomainSpec::parse(rest.strip_prefix(':')?)?))
        } else if is("a") {
            let (rest, cidr) = DualCidr::split_off(rest)?;
            Some(Self::A(optional_domain(rest)?, cidr))
        } else if is("mx") {
            let (rest, cidr) = DualCidr::split_off(rest)?;
            Some(Self::Mx(optional_domain(rest)?, cidr))
        } else if is("ptr") {
            Some(Self::Ptr(optional_domain(rest)?))
        } else if is("ip4") {
            let (address, length) = split_length(rest.strip_prefix(':')?, 32)?;
            Some(Self::Ip4(address.parse().ok()?, length))
        } else if is("ip6") {
            let (address, length) = split_length(rest.strip_prefix(':')?, 128)?;
            Some(Self::Ip6(address.parse().ok()?, length))
        } else if is("exists") {
            Some(Self::Exists(DomainSpec::parse(rest.strip_prefix(':')?)?))
        } else {
            None
        }
    }
}

/// `[":" domain-spec]`: nothing, or a colon and a good name; the outer `None` is a syntax error.
#[expect(clippy::option_option, reason = "no name and a bad name are two things")]
fn optional_domain(text: &str) -> Option<Option<DomainSpec<'_>>> {
    if text.is_empty() {
        return Some(None);
    }
    Some(Some(DomainSpec::parse(text.strip_prefix(':')?)?))
}

impl DualCidr {
    /// Takes `["/" length] ["//" length]` off the end. A name may hold slashes itself, so only
    /// digits after one make a length.
    fn split_off(text: &str) -> Option<(&str, Self)> {
        let (text, ip6) = match digits_after(text, "//") {
            Some((before, digits)) => (before, prefix_length(digits, 128)?),
            None => (text, 128),
        };
        let (text, ip4) = match digits_after(text, "/") {
            Some((before, digits)) => (before, prefix_length(digits, 32)?),
            None => (text, 32),
        };
        Some((text, Self { ip4, ip6 }))
    }
}

fn digits_after<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let (before, digits) = text.rsplit_once(mark)?;
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    is_number.then_some((before, digits))
}

/// An address and the length after its slash, or the longest.
fn split_length(text: &str, longest: u8) -> Option<(&str, u8)> {
    match text.split_once('/') {
        Some((address, digits)) => Some((address, prefix_length(digits, longest)?)),
        None => Some((text, longest)),
    }
}

/// A prefix length: decimal, without leading zeros, within the address (§5.6).
fn prefix_length(digits: &str, longest: u8) -> Option<u8> {
    let plain =
        digits.bytes().all(|b| b.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    digits.parse().ok().filter(|&length| plain && length <= longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_parse_by_the_grammar() {
        for (text, expected) in [
            ("all", true),
            ("-ALL", true),
            ("?a", true),
            ("a/24", true),
            ("a//64", true),
            ("a/24//64", true),
            ("a:example.com/0//0", true),
            ("a:foo:bar/baz.example.com", true),
            ("mx:%{d2r/}.example.com/24", true),
            ("ptr:example.com", true),
            ("ip4:192.0.2.0/24", true),
            ("ip6:2001:db8::/32", true),
            ("ip6:::ffff:192.0.2.1/96", true),
            ("exists:%{i}.example.com", true),
            ("include:_spf.example.com", true),
            ("all.", false),
            ("all/8", false),
            ("all:x.example", false),
            ("--all", false),
            ("", false),
            ("a/24/64", false),
            ("a/33", false),
            ("a/024", false),
            ("a//129", false),
            ("a/", false),
            ("a:", false),
            ("a:example.com/", false),
            ("mx: ", false),
            ("ptr/0", false),
            ("ip4", false),
            ("ip4:192.0.2", false),
            ("ip4:192.0.2.1/+8", false),
            ("ip4:192.0.2.1//32", false),
            ("ip4:192.0.02.1", false),
            ("ip6:192.0.2.1", false),
            ("ip6:::1/129", false),
            ("exists", false),
            ("include", false),
            ("ip:192.0.2.1", false),
        ] {
            assert_eq!(Directive::parse(text).is_some(), expected, "{text:?}");
        }
    }
}
