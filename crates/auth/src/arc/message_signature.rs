use mail::Field;

use super::Problem;
use crate::dkim::{self, Algorithm, Canonicalization, Validity, Verifiable, sealed};

/// Reads an ARC-Message-Signature: a DKIM-Signature without `v=`, whose `i=` is the instance, and
/// that need not sign From (RFC 8617 §4.1.2).
pub(super) fn read<'m, 'r>(
    field: &'m Field<'r>,
    instance: u32,
) -> Result<Verifiable<'m, 'r>, Problem> {
    let verifiable = declared(field).map_err(|why| Problem::MessageSignature { instance, why })?;
    // §4.1.2: "the h= tag MUST NOT contain ARC-Seal".
    if verifiable.signed.iter().any(|name| name.eq_ignore_ascii_case(b"arc-seal")) {
        return Err(Problem::SealSigned { instance });
    }
    Ok(verifiable)
}

fn declared<'m, 'r>(field: &'m Field<'r>) -> Result<Verifiable<'m, 'r>, dkim::Problem> {
    let (tags, hole) = sealed(field)?;
    let algorithm = Algorithm::parse(tags.required("a")?)?;
    // Sealers that leave `c=` out mean relaxed, as everything else in ARC is canonicalized, and
    // not the simple of RFC 6376.
    let (header, canonicalization) = tags.canonicalization(Canonicalization::Relaxed)?;
    let domain = tags.domain("d")?;
    Ok(Verifiable {
        field,
        algorithm,
        key_name: dkim::key_name(tags.selector()?, &domain)?,
        validity: Validity::read(&tags)?,
        header,
        body: dkim::Wanted {
            canonicalization,
            hashing: algorithm.hashing(),
            length: tags.number("l")?,
        },
        signed: tags.members("h").ok_or(dkim::Problem::TagMissing("h"))?,
        body_hash: tags.base64("bh")?,
        signature: tags.base64("b")?,
        hole,
    })
}
