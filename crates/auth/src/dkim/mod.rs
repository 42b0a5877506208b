//! DomainKeys Identified Mail: a domain takes responsibility for a message by signing it
//! (RFC 6376, with the algorithms and key lengths of RFC 8301 and RFC 8463).
//!
//! [`verify`] looks at every DKIM-Signature field and states what was found; [`Signer`] makes one.

mod algorithm;
mod body_hash;
mod canonicalization;
mod declared;
mod key;
mod key_retrieval;
mod limits;
mod problem;
mod published;
mod short_rsa;
mod sign;
mod signature;
mod signed_content;
mod signed_fields;
mod tag_list;
mod validity;
mod verifiable;
mod verify;

pub use algorithm::Algorithm;
pub use canonicalization::Canonicalization;
pub use declared::declared_fields;
pub use key::{KeyFacts, KeyType};
pub use limits::Limits;
pub use problem::{Outcome, Problem};
pub use published::{PublishedKey, published_keys};
pub use sign::{SignError, Signer, SigningKey};
pub use signature::{BodyHash, Cryptography, Signature};
pub use signed_content::{SignedContent, signed_contents};
pub use verify::verify;

pub(crate) use body_hash::{BodyHashes, Hasher, Wanted};
pub(crate) use canonicalization::Octets;
pub(crate) use key::{Key, any_made};
pub(crate) use key_retrieval::Keys;
pub(crate) use signature::key_name;
pub(crate) use signed_fields::FieldIndex;
pub(crate) use tag_list::TagList;
pub(crate) use validity::{Validity, timestamp};
pub(crate) use verifiable::{Hashing, Verifiable, field_without, sealed};
