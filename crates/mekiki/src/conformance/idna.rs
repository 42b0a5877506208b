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
    Some(json!({"to_ascii": ascii.ok()}))
}
