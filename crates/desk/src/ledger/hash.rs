use std::fmt::Write as _;

use crate::Redactor;

/// The keyed hash that stands for a message in the ledger.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Hash(pub [u8; 16]);

/// Makes the hashes of one brand's ledger, with the desk's own key: nobody who sees the table learns what was sent,
/// and no two brands' entries are alike.
#[derive(Clone, Debug)]
pub struct Hasher {
    redactor: Redactor,
    brand: String,
}

impl Hasher {
    pub(crate) fn new(redactor: Redactor, brand: &str) -> Self {
        Self { redactor, brand: brand.to_owned() }
    }

    /// Of a Message-ID, without its angle brackets (RFC 5322 §3.6.4).
    #[must_use]
    pub fn message_id(&self, id: &str) -> Hash {
        let id = id.trim();
        let id = id.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(id);
        Hash(self.redactor.tag("ledger:message-id", &format!("{}\0{id}", self.brand)))
    }

    /// Of what a DKIM signature covers ([`auth::dkim::SignedContent`]).
    #[must_use]
    pub fn content(&self, digest: &[u8; 32]) -> Hash {
        let mut text = format!("{}\0", self.brand);
        for octet in digest {
            // Writing to a String cannot fail.
            let _ = write!(text, "{octet:02x}");
        }
        Hash(self.redactor.tag("ledger:content", &text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_differ_by_brand_by_key_and_by_kind() {
        let key = Redactor::new(&[1; 32]);
        let hasher = Hasher::new(key.clone(), "mihon");
        let hash = hasher.message_id("1@mihon-store.example");
        assert_eq!(hash, hasher.message_id(" <1@mihon-store.example> "));
        assert_ne!(hash, hasher.message_id("2@mihon-store.example"));
        assert_ne!(hash, Hasher::new(key, "other").message_id("1@mihon-store.example"));
        let another_desk = Hasher::new(Redactor::new(&[2; 32]), "mihon");
        assert_ne!(hash, another_desk.message_id("1@mihon-store.example"));
        assert_ne!(hasher.content(&[0; 32]), hasher.content(&[1; 32]));
    }
}
