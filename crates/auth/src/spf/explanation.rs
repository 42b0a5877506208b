//! What the domain has to say about a `fail` (§6.2).

use mail::DomainName;

use super::{domain_spec::DomainSpec, evaluate::Evaluation, macro_string::MacroString};
use crate::{Record, RecordType};

impl Evaluation<'_> {
    /// The explanation that `domain` publishes. None when it has none, when DNS fails, when there is
    /// not exactly one TXT record, or when its text is not well-formed. Counts against no limit.
    pub(super) async fn explain(
        &mut self,
        spec: Option<&DomainSpec<'_>>,
        domain: &DomainName,
    ) -> Option<String> {
        let name = self.expand(spec?, domain).await?;
        let answer = self.lookup.query(&name, RecordType::Txt).await.ok()?;
        let [Record::Txt(octets)] = answer.as_slice() else { return None };
        let text = std::str::from_utf8(octets).ok()?;
        // explain-string: visible ASCII and spaces.
        if !text.bytes().all(|b| matches!(b, b' '..=b'~')) {
            return None;
        }
        let text = MacroString::parse(text)?;
        let validated = match text.has_validated_name() {
            true => self.validated_name(domain).await,
            false => None,
        };
        let values = self.values(domain, validated.as_ref());
        let explanation = text.expand_start(&values, self.limits.explanation_octets)?;
        // A local-part or HELO name may hold control characters; an explanation may not.
        explanation.bytes().all(|b| matches!(b, b' '..=b'~')).then_some(explanation)
    }
}
