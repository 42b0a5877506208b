//! Where a link leads: WHATWG URL, known redirectors, what is odd about it. The first line is the
//! base, the rest the address as written.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::DomainName;
use reading::{
    Limits,
    brand::imitations,
    confusable::idn_display::{Protected, display},
    link::{
        Base, Target, defang, follow, is_platform_customer, kind_of_host, parse_url,
        reads_like_chance, services_of, shown_host,
    },
};

fuzz_target!(|raw: &[u8]| {
    let text = String::from_utf8_lossy(raw);
    let (base, written) = text.split_once('\n').unwrap_or(("", &text));
    for base in [Base::default(), Base::new(base)] {
        let followed = follow(written, &base, &Limits::default());
        assert!(followed.hops.len() <= Limits::default().hops);
        let ends = followed.hops.iter().map(|hop| &hop.target).chain([&followed.target]);
        for target in ends.chain(&followed.guesses) {
            look_at(target);
        }
    }
    if let Some(url) = parse_url(written, None) {
        let _ = parse_url(base, Some(&url));
    }
    let _ = (shown_host(written), defang(written));
});

fn look_at(target: &Target) {
    if let Some(url) = target.url() {
        // An address that was resolved resolves to itself.
        assert_eq!(Target::resolve(url, &Base::default()).url(), Some(url));
    }
    let Some(name) = target.domain() else { return };
    assert!(DomainName::parse(name.as_str()).is_ok(), "{name:?}");
    let _ = (kind_of_host(name), is_platform_customer(name), reads_like_chance(name));
    let _ = (services_of(name).count(), display(name.as_str(), &Protected::new(["b.example"])));
    if name.as_str().len() < 40 {
        let _ = imitations(name);
    }
}
