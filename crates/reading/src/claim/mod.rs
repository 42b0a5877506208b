//! The brands a mail speaks as.

mod context;
mod find;
mod tally;

use crate::BrandId;

pub use find::{Texts, find};

/// Where a brand is named; a display name says more than a footer.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum ClaimPlace {
    /// The author's display name.
    DisplayName,
    /// The author's address: its domain is the brand's own by the registry.
    AuthorDomain,
    /// The author's local part or domain contains the brand's name without being the brand's.
    AuthorAddressWord,
    /// The subject.
    Subject,
    /// The first visible lines, a salutation or heading.
    Opening,
    /// Elsewhere in the visible text.
    Body,
    /// Signature, copyright line.
    Footer,
    /// Alternative text of a picture.
    PictureText,
    /// A picture that is fetched from the brand's own host.
    PictureHost,
}

/// One brand the mail names, and how strongly it speaks as it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Claim {
    /// Which brand.
    pub brand: BrandId,
    /// Everywhere it is named.
    pub places: Vec<ClaimPlace>,
    /// Whether the name was disguised: split by invisible characters, look-alike letters.
    pub disguised: bool,
    /// Strength of the claim to *be* the brand rather than to mention it, 0 to 100.
    pub strength: u8,
}
