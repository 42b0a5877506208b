use jiff::civil::{Date, date};

use super::Hash;
use crate::CampaignNumber;

/// A day, counted from 1 January 2020: 16 bits last until 2199.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Day(pub(crate) u16);

const FIRST: Date = date(2020, 1, 1);

impl Day {
    /// The day of a date; `None` for one that the ledger cannot hold.
    #[must_use]
    pub fn of(date: Date) -> Option<Self> {
        u16::try_from((date - FIRST).get_days()).ok().map(Self)
    }

    /// Its date.
    #[must_use]
    pub fn date(self) -> Date {
        FIRST.saturating_add(jiff::Span::new().days(i64::from(self.0)))
    }

    /// So many days earlier; the first day at the earliest.
    #[must_use]
    pub fn back(self, days: u16) -> Self {
        Self(self.0.saturating_sub(days))
    }
}

/// What an entry says besides that it is there.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Label {
    /// The day on which the message was sent, in the brand's zone.
    pub day: Day,
    /// The campaign that it belongs to.
    pub campaign: Option<CampaignNumber>,
}

/// A message in the ledger.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Entry {
    /// What stands for the message.
    pub hash: Hash,
    /// What is said of it.
    pub label: Label,
}

impl Entry {
    /// Octets of an entry.
    pub const OCTETS: usize = 24;

    /// As it stands in a page: hash, campaign (0: none), day, and two octets that are not used yet.
    pub(crate) fn octets(&self) -> [u8; Self::OCTETS] {
        let mut octets = [0; Self::OCTETS];
        let campaign = self.label.campaign.map_or(0, |CampaignNumber(number)| number);
        let campaign = u32::try_from(campaign).unwrap_or(0);
        let parts = self.hash.0.into_iter().chain(campaign.to_be_bytes());
        for (octet, from) in octets.iter_mut().zip(parts.chain(self.label.day.0.to_be_bytes())) {
            *octet = from;
        }
        octets
    }

    pub(crate) fn read(octets: &[u8; Self::OCTETS]) -> Self {
        let [hash @ .., c0, c1, c2, c3, d0, d1, _, _] = *octets;
        Self { hash: Hash(hash), label: label([c0, c1, c2, c3], [d0, d1]) }
    }
}

pub(super) fn label(campaign: [u8; 4], day: [u8; 2]) -> Label {
    let campaign = u32::from_be_bytes(campaign);
    let campaign = (campaign != 0).then(|| CampaignNumber(campaign.into()));
    Label { day: Day(u16::from_be_bytes(day)), campaign }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_read_as_it_was_written() {
        for campaign in [None, Some(CampaignNumber(1)), Some(CampaignNumber(i64::from(u32::MAX)))] {
            let day = Day::of(date(2026, 11, 16)).unwrap();
            let entry = Entry { hash: Hash([7; 16]), label: Label { day, campaign } };
            assert_eq!(Entry::read(&entry.octets()), entry);
        }
    }

    #[test]
    fn days_go_from_2020_to_2199() {
        assert_eq!(Day::of(FIRST), Some(Day(0)));
        assert_eq!(Day::of(date(2019, 12, 31)), None);
        assert_eq!(Day(u16::MAX).date(), date(2199, 6, 6));
        let today = date(2026, 11, 24);
        assert_eq!(Day::of(today).unwrap().date(), today);
    }
}
