//! Decodes the pictures that mails carry: PNG, JPEG, GIF, BMP and WebP.

use std::io::Cursor;

use image::{DynamicImage, ImageDecoder as _, ImageReader};

use super::luma::Luma;
use crate::Limits;

/// Why a picture was not looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum PictureError {
    /// Of a format that is not read, or broken.
    #[error("the picture cannot be decoded")]
    Undecodable,
    /// Larger than [`Limits`] allow, as file or decoded.
    #[error("the picture is too large")]
    TooLarge,
}

/// Octets that decoding may hold for each pixel: four channels of 16 bits.
const OCTETS_OF_PIXEL: u64 = 8;

/// Width and height that a picture's first octets state, without decoding it.
#[must_use]
pub fn dimensions(octets: &[u8]) -> Option<(u32, u32)> {
    ImageReader::new(Cursor::new(octets)).with_guessed_format().ok()?.into_dimensions().ok()
}

/// The first image of a picture in shades of grey, what is transparent as white.
///
/// # Errors
///
/// [`PictureError`]; a picture whose stated size is beyond the limits is not decoded at all.
pub fn decode(octets: &[u8], limits: &Limits) -> Result<Luma, PictureError> {
    if octets.len() > limits.picture_octets {
        return Err(PictureError::TooLarge);
    }
    let mut reader = ImageReader::new(Cursor::new(octets))
        .with_guessed_format()
        .map_err(|_| PictureError::Undecodable)?;
    let mut bounds = image::Limits::default();
    bounds.max_alloc = Some(limits.picture_pixels as u64 * OCTETS_OF_PIXEL);
    reader.limits(bounds);
    let decoder = reader.into_decoder().map_err(|error| reason(&error))?;
    let (width, height) = decoder.dimensions();
    // A picture is refused by what it says of itself, before anything is inflated.
    if u64::from(width) * u64::from(height) > limits.picture_pixels as u64
        || decoder.total_bytes() > limits.picture_pixels as u64 * OCTETS_OF_PIXEL
    {
        return Err(PictureError::TooLarge);
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| reason(&error))?;
    let pixels = shades(&picture);
    Luma::new(width as usize, height as usize, pixels).ok_or(PictureError::Undecodable)
}

/// Every pixel in shades of grey, over white. By whole numbers: the crate's own conversion minds
/// colour profiles, in floating point, and costs more than the search.
fn shades(picture: &DynamicImage) -> Vec<u8> {
    let grey = |[red, green, blue]: [u8; 3]| {
        ((u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8) as u8
    };
    let over_white = |shade: u8, alpha: u8| {
        let (shade, alpha) = (u32::from(shade), u32::from(alpha));
        ((shade * alpha + 255 * (255 - alpha)) / 255) as u8
    };
    if let Some(pixels) = picture.as_rgb8() {
        return pixels.pixels().map(|pixel| grey(pixel.0)).collect();
    }
    if let Some(pixels) = picture.as_rgba8() {
        let shade = |pixel: &image::Rgba<u8>| {
            let [red, green, blue, alpha] = pixel.0;
            over_white(grey([red, green, blue]), alpha)
        };
        return pixels.pixels().map(shade).collect();
    }
    if picture.color().has_alpha() {
        let shade = |pixel: &image::LumaA<u8>| {
            let [shade, alpha] = pixel.0;
            over_white(shade, alpha)
        };
        return picture.to_luma_alpha8().pixels().map(shade).collect();
    }
    picture.to_luma8().into_raw()
}

fn reason(error: &image::ImageError) -> PictureError {
    if matches!(error, image::ImageError::Limits(_)) {
        PictureError::TooLarge
    } else {
        PictureError::Undecodable
    }
}
