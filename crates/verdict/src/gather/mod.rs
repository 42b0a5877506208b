//! From facts to evidence: a file for each family.

mod attachments;
mod author;
mod cheap;
mod context;
mod hiding;
mod links;
mod pretence;
mod proof;
mod qr;
mod record;
mod requests;
mod whose;

use auth::How;

use self::context::Context;
use crate::{Evidence, Facts};

/// Everything that speaks for or against the message, each with how we know it.
#[must_use]
pub fn gather(facts: &Facts<'_>) -> Vec<(Evidence, How)> {
    let context = Context::new(facts);
    let mut found = Found::default();
    proof::gather(&context, &mut found);
    author::gather(&context, &mut found);
    links::gather(&context, &mut found);
    qr::gather(&context, &mut found);
    hiding::gather(&context, &mut found);
    attachments::gather(&context, &mut found);
    pretence::gather(&context, &mut found);
    requests::gather(&context, &mut found);
    found.evidence
}

/// Evidence as it is found. One message counts each name once: ten bad links are one habit.
#[derive(Debug, Default)]
pub(crate) struct Found {
    evidence: Vec<(Evidence, How)>,
}

impl Found {
    /// Adds what we worked out ourselves from the message.
    fn add(&mut self, evidence: Evidence) {
        self.add_known(evidence, How::Recomputed);
    }

    /// Adds what we know in another way.
    fn add_known(&mut self, evidence: Evidence, how: How) {
        if !self.evidence.iter().any(|(known, _)| known.same_name(&evidence)) {
            self.evidence.push((evidence, how));
        }
    }

    /// Whether the brand it speaks as is proven to have sent it: by its domain's proof, or its own
    /// record.
    fn has_brand_proof(&self) -> bool {
        self.has(crate::EvidenceKind::BrandProven) || self.has(crate::EvidenceKind::SenderRecords)
    }

    /// Whether evidence of that kind was found.
    fn has(&self, kind: crate::EvidenceKind) -> bool {
        self.evidence.iter().any(|(known, _)| known.kind() == kind)
    }
}
