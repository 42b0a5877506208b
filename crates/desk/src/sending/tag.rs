use std::fmt;

use crate::{CampaignNumber, InvitationNumber, Store};

/// What marks one invitation wherever its message goes: in its Message-ID, in bounces, in complaints, in the
/// relay's log. The same for ever, so that mailboxes that tell duplicates tell them; nobody without the desk's
/// key can make one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Tag {
    /// The campaign.
    pub campaign: CampaignNumber,
    /// The invitation.
    pub number: InvitationNumber,
    /// What only this desk can work out.
    proof: u64,
}

impl Tag {
    /// The tag of an invitation of this desk.
    #[must_use]
    pub fn of(store: &Store, campaign: CampaignNumber, number: InvitationNumber) -> Self {
        let name = store.name_for(&format!("invitation {} {}", campaign.0, number.0));
        let (proof, _) = name.split_first_chunk().unwrap_or((&[0; 8], &[]));
        Self { campaign, number, proof: u64::from_be_bytes(*proof) }
    }

    /// Reads a tag, alone or as the left side of a Message-ID; `None` when this desk did not make it.
    #[must_use]
    pub fn read(store: &Store, text: &str) -> Option<Self> {
        let bare = text.trim().trim_start_matches('<');
        let bare = bare.split_once('@').map_or(bare, |(left, _)| left);
        let mut parts = bare.splitn(3, '-');
        let campaign = CampaignNumber(number(parts.next()?)?);
        let invitation = InvitationNumber(number(parts.next()?)?);
        let proof = parts.next().filter(|proof| proof.len() == 16)?;
        let proof = u64::from_str_radix(proof, 16).ok()?;
        let own = Self::of(store, campaign, invitation);
        // A guess is one of 2^64, and whoever could time this sees answers to mail.
        (own.proof == proof).then_some(own)
    }

    /// A number from 0 to 255 that is another for each message and try.
    pub(super) fn jitter(&self, tries: u32) -> u8 {
        let [octet, ..] = self.proof.rotate_left(tries.wrapping_mul(7)).to_be_bytes();
        octet
    }

    /// The Message-ID of its message, within angle brackets (RFC 5322 §3.6.4).
    #[must_use]
    pub fn message_id(&self, domain: &str) -> String {
        format!("<{self}@{domain}>")
    }
}

fn number(text: &str) -> Option<i64> {
    let is_plain = !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
    is_plain.then(|| text.parse().ok()).flatten()
}

impl fmt::Display for Tag {
    /// Only characters that CFBL-Feedback-ID allows (RFC 9477 §4: `atext`, which has no dot).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{:016x}", self.campaign.0, self.number.0, self.proof)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::sending) fn store() -> Store {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(Store::open("sqlite::memory:")).unwrap()
    }

    #[test]
    fn a_tag_is_read_as_it_was_written_and_only_by_the_desk_that_made_it() {
        let (own, other) = (store(), store());
        let tag = Tag::of(&own, CampaignNumber(12), InvitationNumber(345));
        for text in [tag.to_string(), tag.message_id("mihon-store.example")] {
            assert_eq!(Tag::read(&own, &text), Some(tag), "{text}");
            assert_eq!(Tag::read(&other, &text), None, "{text}");
        }
        let next = tag.to_string().replacen("345", "346", 1);
        assert_eq!(Tag::read(&own, &next), None);
        for text in ["", "-", "12", "12-345-", "1--0", "+1-2-0000000000000000", "<@>", "本物-1-2"]
        {
            assert_eq!(Tag::read(&own, text), None, "{text}");
        }
    }
}
