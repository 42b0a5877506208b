use mail::DomainName;

use crate::text;

/// The host that a link's shown text names, when it shows an address: `www.example.jp`,
/// `https://example.jp/login`, or a host among other words.
#[must_use]
pub fn shown_host(shown: &str) -> Option<DomainName> {
    if !shown.contains(['.', '．', '。', '｡']) {
        return None;
    }
    text::addresses(shown).find_map(|found| {
        let url = url::Url::parse(&found.url).ok()?;
        DomainName::parse(url.host_str()?).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_text_that_names_a_host_is_told() {
        for (shown, expected) in [
            ("https://www.amazon.co.jp/ap/signin", Some("www.amazon.co.jp")),
            ("www.example.jp", Some("www.example.jp")),
            ("ログイン example.co.jp/login", Some("example.co.jp")),
            ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ／", Some("example.jp")),
            ("Log in", None),
            ("Ver. 2.0", None),
            ("info@example.jp", None),
            ("こちら。", None),
        ] {
            assert_eq!(shown_host(shown).as_ref().map(DomainName::as_str), expected, "{shown:?}");
        }
    }
}
