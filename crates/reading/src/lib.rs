//! What does it claim, ask for and point to?
//!
//! Reads a parsed mail as its reader would: what is visible and what is hidden, which brand it
//! speaks as, what it asks for, where it leads. States facts, accuses nobody. No I/O, no clock.

pub mod attachment;
pub mod brand;
pub mod claim;
pub mod confusable;
pub mod html;
pub mod language;
pub mod link;
pub mod lure;
pub mod offer;
pub mod phrase;
pub mod qr;
pub mod request;
pub mod text;
pub mod wording;

mod body;
mod difference;
mod gzip;
mod inflate;
mod limits;
mod read;

pub use attachment::{Attachment, AttachmentKind, Unzipped, unzip};
pub use body::Body;
pub use brand::{Brand, BrandId, Brands, Owner};
pub use claim::{Claim, ClaimPlace};
pub use difference::Difference;
pub use gzip::{Gunzipped, gunzip};
pub use language::Language;
pub use limits::Limits;
pub use link::{Hop, HopKind, Host, Link, LinkOddity, LinkPlace, Target};
pub use lure::{Lure, LureKind};
pub use offer::Offer;
pub use phrase::{Notes, notes};
pub use qr::{QrCode, QrPlace};
pub use read::{Reading, read, read_within};
pub use request::{Request, RequestKind};
