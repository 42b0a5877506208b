use mail::DomainName;
use serde::Deserialize;
use url::Url;

use super::{Target, redirector, target::percent_decode};

/// Who carries a link on.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[serde(rename_all = "kebab-case")]
pub enum HopKind {
    /// Mail security of the receiving side that wraps links.
    Rewriter,
    /// Leads on for anybody: an open redirect of a well-known host.
    Redirector,
    /// Counts clicks for the sender.
    Tracker,
}

/// One step on the way of a link, undone offline.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Hop {
    /// Who carries it.
    pub kind: HopKind,
    /// The service, as people know it.
    pub by: &'static str,
    /// Where it leads.
    pub target: Target,
}

/// The known steps behind a URL, at most `limit`; a step back to where the way already was ends it.
#[must_use]
pub fn hops(url: &Url, limit: usize) -> Vec<Hop> {
    walk(url, limit).0
}

/// As [`hops`], with the URL at the end of the way.
pub(super) fn walk(url: &Url, limit: usize) -> (Vec<Hop>, Option<Url>) {
    let mut way: Vec<Hop> = Vec::new();
    let mut last: Option<Url> = None;
    while way.len() < limit {
        let here = last.as_ref().unwrap_or(url);
        let Some((row, next)) = redirector::undo(here) else { break };
        let seen = next == *url || way.iter().any(|hop| hop.target.url() == Some(next.as_str()));
        if seen {
            break;
        }
        way.push(Hop { kind: row.kind, by: &row.name, target: Target::of(&next) });
        last = Some(next);
    }
    (way, last)
}

/// Whole web addresses of other owners that stand in a URL's path, query or fragment, in the open,
/// percent-encoded or in base64. Some redirector unknown to us may lead there.
#[must_use]
pub fn guesses(url: &Url) -> Vec<Target> {
    // More than a few are a search page, not a redirect.
    const MANY: usize = 4;
    let after_host =
        url.path().len() + url.query().map_or(0, str::len) + url.fragment().map_or(0, str::len);
    if after_host < 12 {
        return Vec::new();
    }
    let own = registrable(url);
    let mut found: Vec<Target> = Vec::new();
    let values = url
        .query_pairs()
        .map(|(_, value)| value.into_owned())
        .chain(url.path_segments().into_iter().flatten().map(percent_decode))
        .chain(url.fragment().map(percent_decode))
        .chain(address_in_path(url));
    for value in values.take(64) {
        let Some(address) = address_in(&value) else { continue };
        if registrable(&address) == own {
            continue;
        }
        let target = Target::of(&address);
        if target.url().is_some() && !found.contains(&target) {
            found.push(target);
        }
        if found.len() == MANY {
            break;
        }
    }
    found
}

/// `value` as a whole address: plain, encoded once more, or base64.
fn address_in(value: &str) -> Option<Url> {
    let start = value.get(..4)?;
    if start.eq_ignore_ascii_case("http") {
        return redirector::whole_address(value, "");
    }
    if start == "aHR0" {
        return redirector::whole_address(&redirector::base64_text(value)?, "");
    }
    None
}

/// `/https://example.jp/…` in the open, cut into segments by its own slashes.
fn address_in_path(url: &Url) -> Option<String> {
    let path = url.path();
    let at = path.find("/http:/").or_else(|| path.find("/https:/"))?;
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{}{query}", path.get(at + 1..)?))
}

fn registrable(url: &Url) -> Option<DomainName> {
    DomainName::parse(url.host_str()?).ok()?.registrable()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(url: &str, expected: &str) {
        let (way, _) = walk(&Url::parse(url).unwrap(), 10);
        let end = way.last().and_then(|hop| hop.target.url()).unwrap_or_default();
        assert_eq!(end, expected, "{url}");
    }

    #[test]
    fn rewriters_are_undone() {
        for (url, expected) in [
            (
                "https://nam01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.jp%2Fa%3Fb%3D1&data=05",
                "https://example.jp/a?b=1",
            ),
            (
                "https://urldefense.proofpoint.com/v1/url?u=https://example.jp/x&k=1",
                "https://example.jp/x",
            ),
            (
                "https://urldefense.proofpoint.com/v2/url?u=https-3A__example.jp_a-5Fb&d=Dw",
                "https://example.jp/a_b",
            ),
            (
                "https://urldefense.com/v3/__https://example.jp/a*b__;Iw!!abc$",
                "https://example.jp/a#b",
            ),
            (
                "https://urldefense.com/v3/__https:/example.jp/q?x=**Ay__;YWJj!!x$",
                "https://example.jp/q?x=aby",
            ),
            ("https://protect-us.mimecast.com/s/AbCd?domain=example.jp", "https://example.jp/"),
            (
                "https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fexample.jp%2f&c=E",
                "https://example.jp/",
            ),
            (
                "https://secure-web.cisco.com/1AbC/https%3A%2F%2Fexample.jp%2Fx",
                "https://example.jp/x",
            ),
            (
                "https://eu-west-1.protection.sophos.com/?d=example.jp&u=aHR0cHM6Ly9leGFtcGxlLmpwL3g=&i=1",
                "https://example.jp/x",
            ),
            (
                "https://protect2.fireeye.com/v1/url?k=1&q=1&e=2&u=https%3A%2F%2Fexample.jp%2F",
                "https://example.jp/",
            ),
            ("https://clicktime.symantec.com/15t?h=1&u=https://example.jp/", "https://example.jp/"),
            (
                "https://imsva91-ctp.trendmicro.com/wis/clicktime/v1/query?url=https%3a%2f%2fexample.jp",
                "https://example.jp/",
            ),
            ("https://link.edgepilot.com/s/1/2?u=https://example.jp/", "https://example.jp/"),
        ] {
            check(url, expected);
        }
    }

    #[test]
    fn redirectors_and_trackers_are_undone() {
        for (url, expected) in [
            ("https://www.google.com/url?q=https://example.jp/x&sa=D", "https://example.jp/x"),
            ("https://www.google.co.jp/url?url=https%3A%2F%2Fexample.jp", "https://example.jp/"),
            ("https://www.google.com/amp/s/example.jp/p?q=1", "https://example.jp/p?q=1"),
            (
                "https://www-example--shop-jp.translate.goog/x?_x_tr_sl=ja",
                "https://www.example-shop.jp/x?_x_tr_sl=ja",
            ),
            (
                "https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9leGFtcGxlLmpwL3g&ntb=1",
                "https://example.jp/x",
            ),
            (
                "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.jp%2F&h=AT",
                "https://example.jp/",
            ),
            (
                "https://a1b2.r.us-east-1.awstrack.me/L0/https:%2F%2Fexample.jp%2Fx%3Fa=1/1/010/abc=1",
                "https://example.jp/x?a=1",
            ),
            ("https://click.pstmrk.it/3s/example.jp%2Fx/AbC/xyz", "https://example.jp/x"),
            (
                "https://mandrillapp.com/track/click/1/example.jp?p=eyJwIjoie1widXJsXCI6XCJodHRwczpcXFwvXFxcL2V4YW1wbGUuanBcXFwveFwifSJ9",
                "https://example.jp/x",
            ),
            ("https://x.mjt.lu/lnk/AA/1/bb/aHR0cHM6Ly9leGFtcGxlLmpwL3g", "https://example.jp/x"),
            (
                "https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=https%3a%2f%2fexample.jp%2f/RK=2/RS=x",
                "https://example.jp/",
            ),
            ("https://rd.yahoo.co.jp/a/b/*https://example.jp/x", "https://example.jp/x"),
            ("https://href.li/?https://example.jp/", "https://example.jp/"),
            // A redirector inside a rewriter.
            (
                "https://x.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps%253A%252F%252Fexample.jp%252F",
                "https://example.jp/",
            ),
            // Nothing to undo.
            ("https://www.google.com/search?q=https", ""),
            ("https://example.jp/a", ""),
        ] {
            check(url, expected);
        }
    }

    #[test]
    fn a_way_that_turns_in_a_circle_ends() {
        let inner = "https://www.google.com/url?q=https%3A%2F%2Fwww.google.com%2Furl";
        let (way, _) = walk(&Url::parse(inner).unwrap(), 10);
        assert!(way.len() <= 10);
    }

    #[test]
    fn an_unknown_redirect_is_only_guessed() {
        for (url, expected) in [
            ("https://a.example/go?to=https%3A%2F%2Fb.example%2F", 1),
            ("https://a.example/go?to=aHR0cHM6Ly9iLmV4YW1wbGUv", 1),
            ("https://a.example/r/https://b.example/x", 1),
            ("https://a.example/go?to=https%3A%2F%2Fwww.a.example%2F", 0),
            ("https://a.example/#https://b.example/", 1),
            ("https://a.example/plain/path?x=1", 0),
        ] {
            assert_eq!(guesses(&Url::parse(url).unwrap()).len(), expected, "{url}");
        }
    }
}
