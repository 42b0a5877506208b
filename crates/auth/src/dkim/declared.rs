use mail::Field;

use super::Signature;

/// The names of the fields that a DKIM-Signature field says it signs (`h=`), lower case; empty when
/// it cannot be read. Declared, not verified: for whoever is about to send the message.
#[must_use]
pub fn declared_fields(field: &Field<'_>) -> Vec<String> {
    Signature::read(field).0.signed_fields
}
