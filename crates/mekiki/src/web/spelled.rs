//! An address as it is to be read: whose it is decides the end of the host, and nothing before it.

use mail::DomainName;

/// A host in two pieces.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Spelled {
    /// What anybody may put in front; may be empty.
    pub(crate) before: String,
    /// The name that its owner registered.
    pub(crate) owned: String,
}

impl Spelled {
    /// A host, its owner's part by the public suffix list. One that IDNA writes in ASCII is shown in
    /// its own letters, with the ASCII beside it.
    pub(crate) fn of(host: &DomainName) -> Self {
        let owned = host.registrable().unwrap_or_else(|| host.clone());
        let before = host.as_str().strip_suffix(owned.as_str()).unwrap_or_default();
        let unicode = owned.to_unicode();
        let owned = if unicode == owned.as_str() {
            unicode
        } else {
            format!("{unicode} ({})", owned.as_str())
        };
        Self { before: before.to_owned(), owned }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_owners_part_is_told_from_what_stands_before_it() {
        for (host, before, owned) in [
            ("amazon.co.jp", "", "amazon.co.jp"),
            ("www.amazon.co.jp", "www.", "amazon.co.jp"),
            ("amazon.co.jp.kakunin.example", "amazon.co.jp.", "kakunin.example"),
            ("www.例え.jp", "www.", "例え.jp (xn--r8jz45g.jp)"),
            ("jp", "", "jp"),
        ] {
            let spelled = Spelled::of(&DomainName::parse(host).unwrap());
            assert_eq!(
                (spelled.before.as_str(), spelled.owned.as_str()),
                (before, owned),
                "{host}"
            );
        }
    }
}
