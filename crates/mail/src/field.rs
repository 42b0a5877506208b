use std::borrow::Cow;

use crate::{charset, encoded_word};

/// One header field, octet for octet (RFC 5322 §2.2).
#[derive(Clone, Copy, Debug)]
pub struct Field<'r> {
    /// The whole field as it arrived: name, colon, value, folds, final line end.
    pub raw: &'r [u8],
    /// The name as written, without white space before the colon.
    pub name: &'r [u8],
    /// What follows the colon, folds included, without the final line end.
    pub value: &'r [u8],
    /// Where `raw` starts in the message.
    pub start: usize,
}

impl<'r> Field<'r> {
    /// Whether this is the field `name`; field names ignore case (RFC 5322 §1.2.2).
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }

    /// The value with folds undone and outer white space dropped; octets that are not UTF-8 are
    /// replaced. For structured fields, whose syntax is ASCII.
    #[must_use]
    pub fn unfolded(&self) -> Cow<'r, str> {
        charset::unfold(self.value)
    }

    /// The value as a person reads it: unfolded, RFC 2047 encoded words decoded, raw 8-bit text
    /// read by its likely charset.
    #[must_use]
    pub fn text(&self) -> String {
        encoded_word::decode(self.value)
    }
}

/// The fields of a message or a part, top first.
#[derive(Clone, Debug, Default)]
pub struct Header<'r> {
    fields: Vec<Field<'r>>,
}

impl<'r> Header<'r> {
    /// A header of these fields, top first.
    #[must_use]
    pub fn new(fields: Vec<Field<'r>>) -> Self {
        Self { fields }
    }

    /// All fields, top first.
    #[must_use]
    pub fn fields(&self) -> &[Field<'r>] {
        &self.fields
    }

    /// The fields of this name, top first.
    pub fn named<'h>(&'h self, name: &'h str) -> impl DoubleEndedIterator<Item = &'h Field<'r>> {
        self.fields.iter().filter(move |field| field.is(name))
    }

    /// The topmost field of this name.
    #[must_use]
    pub fn first(&self, name: &str) -> Option<&Field<'r>> {
        self.fields.iter().find(|field| field.is(name))
    }
}
