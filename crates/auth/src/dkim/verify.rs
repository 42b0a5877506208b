use jiff::Timestamp;
use mail::Mail;

use super::{
    BodyHash, BodyHashes, Cryptography, FieldIndex, Key, Keys, Limits, Problem, Signature,
    Verifiable,
};
use crate::Lookup;

/// Verifies every DKIM-Signature of a message, top first (RFC 6376 §6).
///
/// `now` is the time that `x=` and `t=` are held against: best the time the message arrived
/// (§3.5, x=), else the present. With DNS off, what needs no key is still told.
pub async fn verify(mail: &Mail<'_>, lookup: &dyn Lookup, now: Timestamp) -> Vec<Signature> {
    let mut signatures: Vec<_> = mail.header.named("dkim-signature").map(Signature::read).collect();
    for (signature, verifiable) in signatures.iter_mut().skip(Limits::IN_FORCE.signatures) {
        *verifiable = None;
        signature.settle(Some(Problem::TooManySignatures));
    }
    let verifiable = signatures.iter().filter_map(|(_, verifiable)| verifiable.as_ref());
    let keys = Keys::ask(lookup, verifiable.map(|verifiable| &verifiable.key_name)).await;
    let index = FieldIndex::new(&mail.header);
    let wanted = signatures.iter().filter_map(|(_, verifiable)| verifiable.as_ref());
    let bodies = BodyHashes::compute(mail.body, wanted.map(|verifiable| verifiable.body));
    let mut settled = Vec::with_capacity(signatures.len());
    for (mut signature, verifiable) in signatures {
        if let Some(verifiable) = verifiable {
            let message = Message { index: &index, bodies: &bodies };
            let problem = examine(&mut signature, &verifiable, message, &keys, now).err();
            signature.settle(problem);
        }
        settled.push(signature);
    }
    settled
}

struct Message<'c, 'm, 'r> {
    index: &'c FieldIndex<'m, 'r>,
    bodies: &'c BodyHashes,
}

/// Computes every fact first; then the first thing that is wrong decides.
fn examine(
    signature: &mut Signature,
    verifiable: &Verifiable<'_, '_>,
    message: Message<'_, '_, '_>,
    keys: &Keys,
    now: Timestamp,
) -> Result<(), Problem> {
    signature.unsigned_duplicates = message.index.unsigned_duplicates(&verifiable.signed);
    let body = compare_body(signature, verifiable, message.bodies);
    let keys = match keys.at(&verifiable.key_name) {
        Err(Problem::KeyNotAsked) => return Err(Problem::KeyNotAsked),
        keys => keys,
    };
    let key = keys.map(|keys| try_keys(signature, verifiable, message.index, keys));
    verifiable.validity.includes(now)?;
    let key = key?.ok_or(Problem::KeyMissing)?;
    permits(key, signature, verifiable)?;
    key.acceptable(verifiable.algorithm)?;
    body?;
    match signature.cryptography {
        Cryptography::Holds => Ok(()),
        Cryptography::Broken => Err(Problem::SignatureMismatch),
        Cryptography::Unchecked => Err(Problem::KeyMalformed),
    }
}

fn compare_body(
    signature: &mut Signature,
    verifiable: &Verifiable<'_, '_>,
    bodies: &BodyHashes,
) -> Result<(), Problem> {
    let computed = bodies.of(verifiable.body).ok_or(Problem::BodyHashMismatch)?;
    let matches = computed.digest.as_ref() == verifiable.body_hash;
    signature.body_hash = if matches { BodyHash::Matches } else { BodyHash::Differs };
    if let Some(length) = verifiable.body.length {
        signature.unsigned_octets = computed.canonical_octets.saturating_sub(length);
        if length > computed.canonical_octets {
            signature.body_hash = BodyHash::Differs;
            return Err(Problem::LengthBeyondBody);
        }
    }
    if matches { Ok(()) } else { Err(Problem::BodyHashMismatch) }
}

/// Tries the keys at the name and keeps what the one that made the signature says, else the first.
fn try_keys<'k>(
    signature: &mut Signature,
    verifiable: &Verifiable<'_, '_>,
    index: &FieldIndex<'_, '_>,
    keys: &'k [Key],
) -> Option<&'k Key> {
    let fitting = || keys.iter().filter(|key| key.allows(verifiable.algorithm).is_ok());
    let digest = verifiable.header_digest(index);
    let mut used = fitting().next().or(keys.first());
    for key in fitting() {
        match verifiable.made_by(key, &digest) {
            Some(true) => {
                used = Some(key);
                signature.cryptography = Cryptography::Holds;
                break;
            }
            Some(false) => signature.cryptography = Cryptography::Broken,
            None => {}
        }
    }
    signature.key = used.map(|key| key.facts.clone());
    used
}

fn permits(
    key: &Key,
    signature: &Signature,
    verifiable: &Verifiable<'_, '_>,
) -> Result<(), Problem> {
    key.allows(verifiable.algorithm)?;
    // §3.6.1, t=s: i= must not be in a subdomain of d=.
    if key.facts.strict && !signature.identity_is_strict() {
        return Err(Problem::IdentityNotInStrictDomain);
    }
    Ok(())
}
