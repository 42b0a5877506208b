use mail::Mail;

use crate::{Brands, Claim, Link, Offer, Request};

/// A mail as its reader sees it, and as a browser would follow it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The subject, decoded.
    pub subject: String,
    /// The text a person sees.
    pub visible: String,
    /// Text in the message that nobody sees.
    pub hidden: String,
    /// Every link.
    pub links: Vec<Link>,
    /// Brands it speaks as, strongest first.
    pub claims: Vec<Claim>,
    /// What it asks for.
    pub requests: Vec<Request>,
    /// What it promises.
    pub offers: Vec<Offer>,
}

/// Reads a mail.
#[must_use]
pub fn read(mail: &Mail<'_>, brands: &Brands) -> Reading {
    let _ = (mail, brands);
    Reading::default()
}
