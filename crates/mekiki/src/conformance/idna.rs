use std::ops::RangeInclusive;

use idna::{
    AsciiDenyList,
    uts46::{DnsLength, Hyphens, Uts46},
};
use serde_json::{Value, json};

/// UTS 46 toASCII in the profile of the URL standard, `beStrict` false.
pub(super) fn answer(case: &Value) -> Option<Value> {
    let domain = case.get("input")?.get("domain")?.as_str()?;
    // Looked at before mapping too: a new capital may map to an old small letter.
    if domain.chars().any(is_newer) {
        return Some(json!({"to_ascii": null}));
    }
    let ascii = Uts46::new().to_ascii(
        domain.as_bytes(),
        AsciiDenyList::URL,
        Hyphens::Allow,
        DnsLength::Ignore,
    );
    let ascii = ascii.ok().filter(|ascii| !ascii.split('.').any(is_refused));
    Some(json!({"to_ascii": ascii}))
}

/// What the `idna` crate lets through and UTS 46 of Unicode 17.0.0 does not.
fn is_refused(label: &str) -> bool {
    is_doubly_encoded(label)
        || label.starts_with("xn--") && idna::domain_to_unicode(label).0.chars().any(is_newer)
}

/// UTS 46 §4.1, criterion 4: what a label decodes to does not itself begin with `xn--`. The `idna`
/// crate leaves this to the check of hyphens, which the URL standard turns off.
fn is_doubly_encoded(label: &str) -> bool {
    label.starts_with("xn--") && idna::domain_to_unicode(label).0.starts_with("xn--xn--")
        || label.starts_with("xn--xn--")
}

/// UTS 46 §4.1, criterion 7: every code point is valid in the version of Unicode asked for.
fn is_newer(c: char) -> bool {
    let c = u32::from(c);
    let after = ASSIGNED_IN_18.partition_point(|range| *range.end() < c);
    ASSIGNED_IN_18.get(after).is_some_and(|range| range.contains(&c))
}

/// What Unicode 18.0 assigned. The suite is that of Unicode 17.0.0, where these are unassigned and
/// so disallowed; the data of the `idna` crate is newer. In order, for the search.
#[rustfmt::skip]
const ASSIGNED_IN_18: &[RangeInclusive<u32>] = &[
    0x0558..=0x0558,
    0x058B..=0x058C,
    0x05C8..=0x05C9,
    0x0B53..=0x0B54,
    0x1ADE..=0x1ADF,
    0x1AEC..=0x1AF0,
    0x208F..=0x208F,
    0x209D..=0x209F,
    0x20C2..=0x20C4,
    0x2E60..=0x2E63,
    0xA7DD..=0xA7DD,
    0xA7E2..=0xA7E2,
    0xAB6C..=0xAB6D,
    0x1_07BB..=0x1_07BF,
    0x1_0EC9..=0x1_0ECF,
    0x1_0ED9..=0x1_0EEE,
    0x1_0EF0..=0x1_0EF9,
    0x1_1B0A..=0x1_1B0A,
    0x1_1DF0..=0x1_1DF1,
    0x1_246F..=0x1_246F,
    0x1_2475..=0x1_247F,
    0x1_2550..=0x1_2686,
    0x1_8CD6..=0x1_8CDA,
    0x1_8D1F..=0x1_8D20,
    0x1_8E00..=0x1_9191,
    0x1_91A0..=0x1_91D2,
    0x1_B123..=0x1_B128,
    0x1_B168..=0x1_B168,
    0x1_CED2..=0x1_CED4,
    0x1_CEDD..=0x1_CEDF,
    0x1_CEF1..=0x1_CEFD,
    0x1_D127..=0x1_D128,
    0x1_D1EB..=0x1_D1FF,
    0x1_D250..=0x1_D281,
    0x1_D6A6..=0x1_D6A6,
    0x1_DB00..=0x1_DB1C,
    0x1_DF1F..=0x1_DF24,
    0x1_DF2B..=0x1_DF81,
    0x1_DF90..=0x1_DF96,
    0x1_DFCD..=0x1_DFFF,
    0x1_F1AE..=0x1_F1AE,
    0x1_F6D9..=0x1_F6D9,
    0x1_F7DA..=0x1_F7DB,
    0x1_F7F1..=0x1_F7FF,
    0x1_FA8B..=0x1_FA8D,
    0x1_FACC..=0x1_FACC,
    0x1_FADD..=0x1_FADD,
    0x1_FAEB..=0x1_FAEB,
    0x1_FAF9..=0x1_FAFA,
    0x2_B81E..=0x2_B81E,
    0x3_D000..=0x3_FC3F,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_unicode_18_assigned_is_refused_as_17_does() {
        for (domain, expected) in [
            ("b\u{fc}cher.example", Some("xn--bcher-kva.example")),
            ("a\u{3D000}.example", None),
            ("a\u{A7DD}.example", None),
            ("a\u{4E00}.example", Some("xn--a-0n6a.example")),
        ] {
            let answer = answer(&json!({"input": {"domain": domain}})).unwrap();
            assert_eq!(answer, json!({"to_ascii": expected}), "{domain:?}");
        }
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(ASSIGNED_IN_18.is_sorted_by(|a, b| a.end() < b.start()));
    }
}
