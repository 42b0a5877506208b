//! RFC 8601 Appendix B, re-typed: what each example says.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its case has failed")]

use auth::{
    Method,
    authres::{AuthenticationResults, Statement},
    dmarc::AuthorDomain,
};
use mail::DomainName;

/// `method=result identifier` for each result.
fn read(value: &str) -> Vec<String> {
    let author = AuthorDomain::new(DomainName::parse("example.com").unwrap());
    let results = AuthenticationResults::parse(value).unwrap();
    assert_eq!(results.malformed, 0, "{value}");
    let told = results.results.iter().map(|info| {
        let identifier = Statement::of(info).identifier(Some(&author));
        let identifier = identifier.map_or(String::new(), |(method, domain)| {
            let by = match method {
                Method::Spf => "spf",
                Method::Dkim => "dkim",
                Method::Dmarc => "dmarc",
            };
            format!(" proves {domain} by {by}")
        });
        format!("{}={}{identifier}", info.method, info.result.as_str())
    });
    told.collect()
}

#[test]
fn the_examples_say_what_the_rfc_says_they_say() {
    for (value, expected) in [
        ("example.org 1; none", &[][..]),
        (
            "example.com; spf=pass smtp.mailfrom=example.net",
            &["spf=pass proves example.net by spf"],
        ),
        (
            "example.com; auth=pass (cram-md5) smtp.auth=sender@example.net; spf=pass smtp.mailfrom=example.net",
            &["auth=pass", "spf=pass proves example.net by spf"],
        ),
        ("example.com; sender-id=pass header.from=example.net", &["sender-id=pass"]),
        (
            "example.com; dkim=pass reason=\"good signature\" header.i=@mail-router.example.net; dkim=fail reason=\"bad signature\" header.i=@newyork.example.com",
            &["dkim=pass proves mail-router.example.net by dkim", "dkim=fail"],
        ),
        (
            "foo.example.net (foobar) 1 (baz); dkim (Because I like it) / 1 (One yay) = (wait for it) fail policy (A dot can go here) . (like that) expired (this surprised me) = (as I wasn't expecting it) 1362471462",
            &["dkim=fail"],
        ),
        ("example.com; spf=pass smtp.helo=example.net", &["spf=pass"]),
        (
            "example.com; dmarc=pass header.from=example.com",
            &["dmarc=pass proves example.com by dmarc"],
        ),
        ("example.com; dmarc=pass header.from=example.net", &["dmarc=pass"]),
        ("example.com; dmarc=bestguesspass header.from=example.com", &["dmarc=bestguesspass"]),
    ] {
        assert_eq!(read(value), expected, "{value}");
    }
}
