use super::{Entry, Hash, Label, entry::label};

/// One page of a volume: entries one after the other, sorted by hash.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page<'p>(pub(crate) &'p [u8]);

/// Entries that a page has in the mean. Fewer would waste the ends of the database's own pages,
/// more would take longer to look through.
const ENTRIES: u64 = 1024;

impl Page<'_> {
    /// Pages that a volume of so many entries has.
    pub(crate) fn count(entries: u64) -> u64 {
        entries.div_ceil(ENTRIES).max(1)
    }

    /// What is said of a message. Every entry is compared whole, and the answer gathered without a
    /// branch, so that what is there, and where, takes no other time than what is not.
    pub(crate) fn find(&self, wanted: Hash) -> Option<Label> {
        let wanted = u128::from_be_bytes(wanted.0);
        let (mut hits, mut gathered) = (0_u64, 0_u64);
        let (entries, _) = self.0.as_chunks::<{ Entry::OCTETS }>();
        for entry in entries {
            let [hash @ .., r0, r1, r2, r3, r4, r5, r6, r7] = *entry;
            let differs = u128::from_be_bytes(hash) ^ wanted;
            // The highest bit of x | -x is set unless x is 0.
            let differs = ((differs | differs.wrapping_neg()) >> 127) as u64;
            let is_it = 1 - differs;
            hits |= is_it;
            gathered |= is_it.wrapping_neg() & u64::from_be_bytes([r0, r1, r2, r3, r4, r5, r6, r7]);
        }
        let [c0, c1, c2, c3, d0, d1, _, _] = gathered.to_be_bytes();
        (hits == 1).then(|| label([c0, c1, c2, c3], [d0, d1]))
    }

    /// Its entries, in order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = Entry> {
        self.0.as_chunks::<{ Entry::OCTETS }>().0.iter().map(Entry::read)
    }
}

/// The page where a hash stands in a volume of so many pages: hashes are spread evenly, so that the
/// first bits tell.
pub(crate) fn place_of(hash: Hash, pages: u64) -> u64 {
    let [h0, h1, h2, h3, h4, h5, h6, h7, ..] = hash.0;
    let first = u64::from_be_bytes([h0, h1, h2, h3, h4, h5, h6, h7]);
    ((u128::from(first) * u128::from(pages)) >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Day;

    fn entry(first: u8) -> Entry {
        let mut hash = [0; 16];
        hash[0] = first;
        Entry { hash: Hash(hash), label: Label { day: Day(first.into()), campaign: None } }
    }

    #[test]
    fn what_is_in_a_page_is_found_and_nothing_else() {
        let octets: Vec<u8> = (0..200).flat_map(|first| entry(first).octets()).collect();
        let page = Page(&octets);
        for first in 0..200 {
            assert_eq!(page.find(entry(first).hash), Some(entry(first).label), "{first}");
        }
        for first in 200..=255 {
            assert_eq!(page.find(entry(first).hash), None, "{first}");
        }
        // One bit away, at the other end.
        let mut near = entry(7).hash;
        near.0[15] ^= 1;
        assert_eq!(page.find(near), None);
        assert_eq!(Page(&[]).find(near), None);
    }

    #[test]
    fn hashes_in_order_stand_on_pages_in_order() {
        for pages in [1, 2, 3, 97_657] {
            let places: Vec<u64> =
                (0..=255).map(|first| place_of(entry(first).hash, pages)).collect();
            assert!(places.is_sorted() && places.iter().all(|&place| place < pages), "{pages}");
        }
        assert_eq!(place_of(Hash([255; 16]), 97_657), 97_656);
    }
}
