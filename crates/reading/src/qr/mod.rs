//! QR codes (ISO/IEC 18004): what a reader who points a telephone at the message is led to.
//!
//! Codes come as pictures, as pages of a PDF, and drawn from letters or table cells. All become a
//! picture in shades of grey, and one search reads them.

mod drawn;
mod luma;
mod mesh;
mod message;
mod payload;
mod picture;
mod search;

pub use drawn::{from_grid, from_text};
pub use luma::Luma;
pub use message::{QrCode, QrPlace};
pub use payload::{Payload, addresses};
pub use picture::{PictureError, decode, dimensions};
pub use search::{Effort, Search, search};

pub(crate) use message::Collector;

use crate::Limits;

/// Reads every code in a picture.
///
/// # Errors
///
/// [`PictureError`] when it was not decoded.
pub fn read(octets: &[u8], limits: &Limits) -> Result<Search, PictureError> {
    let luma = decode(octets, limits)?;
    Ok(search(&luma, &mut Effort::of(limits.qr_effort)))
}
