use auth::dkim::{SignError, Signer, SigningKey};
use jiff::Timestamp;
use mail::{DomainName, Limits};

/// Why a message was not signed.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotSigned {
    /// Without a key of the author's domain the message would prove nothing.
    #[error("there is no DKIM key for {0}")]
    NoKey(DomainName),
    /// The message names no single author.
    #[error("the message has no author to sign for")]
    NoAuthor,
    /// The signature could not be made.
    #[error(transparent)]
    Sign(#[from] SignError),
}

/// The keys with which this desk signs.
#[derive(Debug, Default)]
pub struct Signers(Vec<Signer>);

/// Fields that are signed beside what [`Signer::new`] has. RFC 9477 §3.1 wants those of complaints covered, so that
/// nobody who replays a message gets them sent elsewhere.
const ALSO_SIGNED: [&str; 4] =
    ["cfbl-address", "cfbl-feedback-id", "feedback-id", "auto-submitted"];

impl Signers {
    /// Adds a key: `d=`, `s=`, and the private key.
    pub fn add(&mut self, domain: DomainName, selector: DomainName, key: SigningKey) {
        let mut signer = Signer::new(domain, selector, key);
        signer.signed.extend(ALSO_SIGNED.map(str::to_owned));
        self.0.push(signer);
    }

    /// The keys that sign for an author of a domain: the domain's own, or one above it (RFC 9989 §4.10.2).
    pub fn of(&self, author: &DomainName) -> impl Iterator<Item = &Signer> {
        self.0.iter().filter(move |signer| author.is_within(signer.domain.as_str()))
    }

    /// The message with a signature by each key of its author's domain on top.
    ///
    /// # Errors
    ///
    /// When there is no key for the author, or one does not sign.
    pub fn sign(&self, message: &[u8], now: Timestamp) -> Result<Vec<u8>, NotSigned> {
        let (mail, _) = mail::parse(message, &Limits::default());
        let authors = mail.authors();
        let domain = authors.one().and_then(|author| author.domain.clone());
        let domain = domain.ok_or(NotSigned::NoAuthor)?;
        let mut signed = Vec::with_capacity(message.len() + 2048);
        for signer in self.of(&domain) {
            signed.extend(signer.sign(&mail, now)?.into_bytes());
        }
        if signed.is_empty() {
            return Err(NotSigned::NoKey(domain));
        }
        signed.extend(message);
        Ok(signed)
    }
}
