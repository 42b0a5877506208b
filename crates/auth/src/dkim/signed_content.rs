use mail::{DomainName, Mail};

use super::{BodyHashes, FieldIndex, Limits, Signature, Verifiable, verifiable::Hashing};

/// What one signature covers, worked out without its key: a sender's own record of such contents
/// tells, years after the key was withdrawn and with DNS off, that these very octets were sent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignedContent {
    /// `d=`: the domain in whose name it is signed. Without the key, or the record, nobody vouches
    /// for that.
    pub domain: DomainName,
    /// SHA-256 of the signed fields and the signature's own with `b=` emptied: what RFC 6376 §3.7
    /// hands to the signature algorithm. It includes the hash of the body.
    pub digest: [u8; 32],
}

/// The contents of all signatures that cover the message whole as it stands there now.
///
/// Left out: signatures of other hash functions, those whose body was changed or is covered in part
/// (`l=`), and those that leave room for a second From, Subject and the like.
#[must_use]
pub fn signed_contents(mail: &Mail<'_>) -> Vec<SignedContent> {
    let fields = mail.header.named("dkim-signature").take(Limits::IN_FORCE.signatures);
    let signatures: Vec<_> = fields
        .map(Signature::read)
        .filter_map(|(signature, verifiable)| Some((signature.domain?, verifiable?)))
        .filter(|(_, verifiable)| covers_all(verifiable))
        .collect();
    let wanted = signatures.iter().map(|(_, verifiable)| verifiable.body);
    let bodies = BodyHashes::compute(mail.body, wanted);
    let index = FieldIndex::new(&mail.header);
    signatures
        .into_iter()
        .filter(|(_, verifiable)| {
            let body = bodies.of(verifiable.body);
            body.is_some_and(|body| body.digest.as_ref() == verifiable.body_hash)
                && index.unsigned_duplicates(&verifiable.signed).is_empty()
        })
        .filter_map(|(domain, verifiable)| {
            let digest = verifiable.header_digest(&index).as_ref().try_into().ok()?;
            Some(SignedContent { domain, digest })
        })
        .collect()
}

fn covers_all(verifiable: &Verifiable<'_, '_>) -> bool {
    verifiable.body.hashing == Hashing::Sha256 && verifiable.body.length.is_none()
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::Ed25519KeyPair;

    use super::*;
    use crate::dkim::{Signer, SigningKey};

    fn signed(message: &str) -> Vec<u8> {
        signed_by(message, |_| {})
    }

    fn signed_by(message: &str, change: fn(&mut Signer)) -> Vec<u8> {
        let seed = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
        let key = SigningKey::ed25519(seed.to_pkcs8().unwrap().as_ref()).unwrap();
        let name = |text| DomainName::parse(text).unwrap();
        let mut signer = Signer::new(name("mihon-store.example"), name("m1"), key);
        change(&mut signer);
        let message = message.replace('\n', "\r\n");
        let (mail, _) = mail::parse(message.as_bytes(), &mail::Limits::default());
        let field = signer.sign(&mail, "2026-11-16T00:00:00Z".parse().unwrap()).unwrap();
        [field.as_bytes(), message.as_bytes()].concat()
    }

    fn contents(octets: &[u8]) -> Vec<SignedContent> {
        signed_contents(&mail::parse(octets, &mail::Limits::default()).0)
    }

    const MESSAGE: &str =
        "From: a@mihon-store.example\nTo: b@mailbox.example\nSubject: s\n\nText.\n";

    #[test]
    fn trace_fields_on_top_change_nothing_and_any_signed_octet_does() {
        let sent = signed(MESSAGE);
        let [content] = &contents(&sent)[..] else { panic!("one signature") };
        assert_eq!(content.domain.as_str(), "mihon-store.example");
        let received = [b"Received: from x by y; Mon, 16 Nov 2026 09:00:00 +0900\r\n", &sent[..]];
        assert_eq!(contents(&received.concat()), std::slice::from_ref(content));
        let text = String::from_utf8(sent).unwrap();
        for (from, to) in [
            ("b@mailbox.example", "c@mailbox.example"),
            ("Subject: s", "Subject: t"),
            ("t=1", "t=2"),
        ] {
            let altered = contents(text.replace(from, to).as_bytes());
            assert!(altered.iter().all(|other| other.digest != content.digest), "{from}");
        }
    }

    #[test]
    fn a_changed_body_has_no_content_and_a_second_subject_another() {
        let sent = signed(MESSAGE);
        let text = String::from_utf8(sent.clone()).unwrap();
        assert!(contents(text.replace("Text.", "Text!").as_bytes()).is_empty());
        // Over-signed fields: what is added is hashed too.
        let added = contents(format!("Subject: other\r\n{text}").as_bytes());
        assert!(added.iter().all(|other| *other != contents(&sent)[0]));
        // Fields signed once leave room for another: such a signature says nothing of the whole.
        let once =
            signed_by(MESSAGE, |signer| signer.signed = std::mem::take(&mut signer.over_signed));
        assert_eq!(contents(&once).len(), 1);
        assert!(contents(&[b"Subject: other\r\n", &once[..]].concat()).is_empty());
        assert!(contents(MESSAGE.as_bytes()).is_empty());
    }
}
