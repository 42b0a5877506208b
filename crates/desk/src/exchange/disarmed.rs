//! Addresses as people write them so that nobody clicks: `hxxps[:]//evil[.]example/`.

/// The address that a disarmed one stands for; one that is armed stays as it is. Only for programs:
/// nothing that people read may show it.
#[must_use]
pub fn armed(address: &str) -> String {
    let address = address.trim();
    let plain = [("[:]//", "://"), ("[://]", "://")];
    let mut text = address.to_owned();
    for (disarmed, armed) in plain {
        text = text.replacen(disarmed, armed, 1);
    }
    let Some((scheme, rest)) = text.split_once("://") else { return dots(&text) };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    format!("{}://{}{path}", armed_scheme(scheme), dots(authority))
}

/// `hxxp`, `hXXps`, `meow` and the like in http's place; any other scheme stays.
fn armed_scheme(scheme: &str) -> &str {
    match scheme.to_ascii_lowercase().as_str() {
        "hxxp" | "http" | "h**p" | "htxp" => "http",
        "hxxps" | "https" | "h**ps" | "htxps" => "https",
        _ => scheme,
    }
}

fn dots(authority: &str) -> String {
    let mut text = authority.to_owned();
    for dot in ["[.]", "(.)", "{.}", "[dot]", "(dot)"] {
        text = text.replace(dot, ".");
    }
    text.replace("[@]", "@").replace("[:]", ":")
}

/// An address as forms for programs want it (RFC 3986): the brackets of masks, and whatever else has
/// no place in an address, percent-encoded.
#[must_use]
pub fn uri(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return encoded(address) };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    match authority.rsplit_once('@') {
        Some((user, host)) => format!("{scheme}://{}@{host}{}", encoded(user), encoded(path)),
        None => format!("{scheme}://{authority}{}", encoded(path)),
    }
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.bytes();
    while let Some(octet) = rest.next() {
        let is_escape =
            octet == b'%' && rest.clone().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        if is_escape || octet.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&octet) {
            out.push(char::from(octet));
        } else {
            out.push_str(&format!("%{octet:02X}"));
        }
    }
    out
}

/// The part of an address before its first mask, and whether that is all of it.
#[must_use]
pub fn before_mask(address: &str) -> (&str, bool) {
    // A mask begins with a bracket, and so does only an IPv6 host.
    let start = address.find("://").map_or(0, |at| at + 3);
    let path = address.get(start..).and_then(|rest| Some(rest.find(['/', '?', '#'])? + start));
    let mask = path.and_then(|path| Some(address.get(path..)?.find('[')? + path));
    match mask {
        Some(at) => (address.get(..at).unwrap_or(address), false),
        None => (address, true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disarmed_addresses_are_read() {
        for (disarmed, expected) in [
            ("hxxps[:]//www[.]example[.]jp/a[.]b", "https://www.example.jp/a[.]b"),
            ("hXXp://evil(.)example:81?x", "http://evil.example:81?x"),
            ("hxxp[:]//a[@]b[.]example", "http://a@b.example"),
            ("https://a.example/", "https://a.example/"),
            ("evil[.]example", "evil.example"),
            ("ftp://a[.]example/", "ftp://a.example/"),
            ("", ""),
        ] {
            assert_eq!(armed(disarmed), expected, "{disarmed}");
        }
    }

    #[test]
    fn addresses_for_programs_hold_what_may_stand_in_one() {
        for (address, expected) in [
            (
                "https://a.example/x?c=[value:abcdefgh]",
                "https://a.example/x?c=%5Bvalue:abcdefgh%5D",
            ),
            ("https://[user:abcdefgh]@a.example/", "https://%5Buser:abcdefgh%5D@a.example/"),
            ("http://[2001:db8::1]/%41%zz", "http://[2001:db8::1]/%41%25zz"),
            ("https://a.example/偽 \"", "https://a.example/%E5%81%BD%20%22"),
        ] {
            assert_eq!(uri(address), expected, "{address}");
        }
    }

    #[test]
    fn what_stands_before_a_mask_is_known() {
        for (address, expected) in [
            ("https://a.example/x/[token:abcdefgh]", ("https://a.example/x/", false)),
            ("https://a.example/x", ("https://a.example/x", true)),
            ("http://[2001:db8::1]/x", ("http://[2001:db8::1]/x", true)),
        ] {
            assert_eq!(before_mask(address), expected, "{address}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_was_disarmed_is_armed_again(host in "[a-z]{1,9}\\.example", path in "(/[a-z.]{0,9}){0,3}") {
            let address = format!("https://{host}{path}");
            proptest::prop_assert_eq!(armed(&reading::link::defang(&address)), address);
        }
    }
}
