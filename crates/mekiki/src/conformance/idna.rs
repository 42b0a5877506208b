use idna::{
    AsciiDenyList,
    uts46::{DnsLength, Hyphens, Uts46},
};
use serde_json::{Value, json};

/// UTS 46 toASCII in the profile of the URL standard, `beStrict` false.
pub(super) fn answer(case: &Value) -> Option<Value> {
    let domain = case.get("input")?.get("domain")?.as_str()?;
    let ascii = Uts46::new().to_ascii(
        domain.as_bytes(),
        AsciiDenyList::URL,
        Hyphens::Allow,
        DnsLength::Ignore,
    );
    let ascii = ascii.ok().filter(|ascii| !ascii.split('.').any(is_doubly_encoded));
    Some(json!({"to_ascii": ascii}))
}

/// UTS 46 §4.1, criterion 4: what a label decodes to does not itself begin with `xn--`. The `idna`
/// crate leaves this to the check of hyphens, which the URL standard turns off.
fn is_doubly_encoded(label: &str) -> bool {
    label.starts_with("xn--") && idna::domain_to_unicode(label).0.starts_with("xn--xn--")
        || label.starts_with("xn--xn--")
}
