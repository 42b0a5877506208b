use jiff::Timestamp;
use mail::{Field, Mail};

use super::{
    Chain, ChainValidation, Problem, Sealer, message_signature,
    seal::{Seal, Sealing},
    set::{Found, Set, Sets},
};
use crate::{
    Lookup,
    dkim::{self, Algorithm, BodyHash, BodyHashes, FieldIndex, Hashing, Keys, TagList, Verifiable},
};

/// Validates a message's chain (RFC 8617 §5.2).
///
/// `now` is what `x=` of the newest ARC-Message-Signature is held against, as that of a
/// DKIM-Signature is (§4.1.2): best the time of arrival.
pub async fn validate(mail: &Mail<'_>, lookup: &dyn Lookup, now: Timestamp) -> Chain {
    let sets = Sets::collect(&mail.header);
    if sets.is_empty() {
        return Chain::new(ChainValidation::None, Vec::new(), BodyHash::Unchecked, None);
    }
    let sealers = (1..).zip(&sets.found).filter_map(|(i, found)| sealer(i, found)).collect();
    let mut body_hash = BodyHash::Unchecked;
    let problem = walk((mail, now), &sets, lookup, &mut body_hash).await.err();
    let validation = match problem {
        None => ChainValidation::Pass,
        Some(
            Problem::MessageSignature { why: dkim::Problem::KeyNotAsked, .. }
            | Problem::Seal { why: dkim::Problem::KeyNotAsked, .. },
        ) => ChainValidation::NotLooked,
        Some(_) => ChainValidation::Fail,
    };
    Chain::new(validation, sealers, body_hash, problem)
}

/// The steps of §5.2, in their order.
async fn walk(
    (mail, now): (&Mail<'_>, Timestamp),
    sets: &Sets<'_, '_>,
    lookup: &dyn Lookup,
    body_hash: &mut BodyHash,
) -> Result<(), Problem> {
    let sets = sets.whole()?;
    let seals = sets.iter().map(Seal::read).collect::<Result<Vec<_>, _>>()?;
    chain_validation(&seals)?;
    let Some(newest) = sets.last() else { return Err(Problem::BadInstance) };
    let signature = message_signature::read(newest.message_signature, newest.instance)?;
    let names = seals.iter().map(|seal| &seal.key_name).chain([&signature.key_name]);
    let keys = Keys::ask(lookup, names).await;
    check_message_signature(mail, &signature, &keys, body_hash)
        .and_then(|()| signature.validity.unexpired(now))
        .map_err(|why| Problem::MessageSignature { instance: newest.instance, why })?;
    check_seals(&sets, &seals, &keys)
}

/// Steps 2 and 3C.
fn chain_validation(seals: &[Seal<'_, '_>]) -> Result<(), Problem> {
    if seals.last().is_some_and(|seal| seal.chain_validation == b"fail") {
        return Err(Problem::FailedEarlier);
    }
    for seal in seals {
        let expected: &[u8] = if seal.instance == 1 { b"none" } else { b"pass" };
        if seal.chain_validation != expected {
            return Err(Problem::BadChainValidation { instance: seal.instance });
        }
    }
    Ok(())
}

/// Step 4.
fn check_message_signature(
    mail: &Mail<'_>,
    signature: &Verifiable<'_, '_>,
    keys: &Keys,
    body_hash: &mut BodyHash,
) -> Result<(), dkim::Problem> {
    let computed = BodyHashes::compute(mail.body, [signature.body])
        .of(signature.body)
        .ok_or(dkim::Problem::BodyHashMismatch)?;
    let matches = computed.digest.as_ref() == signature.body_hash;
    *body_hash = if matches { BodyHash::Matches } else { BodyHash::Differs };
    let keys = keys.at(&signature.key_name)?;
    if signature.body.length.is_some_and(|length| length > computed.canonical_octets) {
        return Err(dkim::Problem::LengthBeyondBody);
    }
    if !matches {
        return Err(dkim::Problem::BodyHashMismatch);
    }
    let digest = signature.header_digest(&FieldIndex::new(&mail.header));
    dkim::any_made(keys, signature.algorithm, &digest, &signature.signature)
}

/// Step 6. Which seal is checked first does not matter: one that fails breaks the chain.
fn check_seals(sets: &[Set<'_, '_>], seals: &[Seal<'_, '_>], keys: &Keys) -> Result<(), Problem> {
    let mut sealing = Sealing::new(Hashing::Sha256);
    for (set, seal) in sets.iter().zip(seals) {
        let digest = sealing.add(set, seal);
        let why = |why| Problem::Seal { instance: set.instance, why };
        // RFC 8617 §4.1.3 has rsa-sha256 alone to begin with, and nothing with SHA-1.
        if seal.algorithm == Algorithm::RsaSha1 {
            return Err(why(dkim::Problem::Sha1));
        }
        let keys = keys.at(&seal.key_name).map_err(why)?;
        dkim::any_made(keys, seal.algorithm, &digest, &seal.signature).map_err(why)?;
    }
    Ok(())
}

fn sealer(instance: u32, found: &Found<'_, '_>) -> Option<Sealer> {
    let seal = found.seal.and_then(|field| TagList::parse(field.value).ok());
    let signature = found.message_signature.and_then(|field| TagList::parse(field.value).ok());
    if found.seal.is_none() && found.message_signature.is_none() && found.results.is_none() {
        return None;
    }
    Some(Sealer {
        instance,
        domain: seal.as_ref().and_then(|tags| tags.domain("d").ok()),
        selector: seal.as_ref().and_then(|tags| tags.selector().ok()).map(str::to_owned),
        signing_domain: signature.and_then(|tags| tags.domain("d").ok()),
        sealed_at: seal.and_then(|tags| tags.number("t").ok()?).map(dkim::timestamp),
        authentication_results: found.results.map(after_instance).unwrap_or_default(),
    })
}

/// What follows `i=N;`.
fn after_instance(field: &Field<'_>) -> String {
    let text = field.unfolded();
    text.split_once(';').map(|(_, results)| results.trim().to_owned()).unwrap_or_default()
}
