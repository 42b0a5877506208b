//! Whatever a person or a program hands in, made into messages: `.eml`, mbox, Outlook `.msg`, text
//! saved as UTF-16, pasted headers, pasted text. Pure, on octets; finding files is the doors' work.

mod eml;
mod maildir;
mod mbox;
mod msg;
mod pasted;

use std::borrow::Cow;

use crate::Limits;

pub use maildir::holds_message;

/// One message that was handed in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Message<'i> {
    /// Octets for [`parse`](crate::parse); as received only where [`Origin::keeps_octets`] says so.
    pub octets: Cow<'i, [u8]>,
    /// How the octets came about.
    pub origin: Origin,
}

/// How the octets of a message came about, and so what can still be proven about them.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Origin {
    /// The message as it was received, octet for octet.
    Whole,
    /// The message, but through another character encoding (a text editor saved it).
    Transcoded,
    /// A header without a body: DKIM's body hash cannot be checked.
    HeaderOnly,
    /// Rebuilt from an Outlook `.msg`, which keeps the received header as text but not the body's
    /// octets.
    FromMsg,
    /// Text copied from a mail program: nothing of the original is left but the words.
    PastedText,
}

impl Origin {
    /// Whether header and body stand as they were sent, so that DKIM can be recomputed.
    #[must_use]
    pub fn keeps_octets(self) -> bool {
        match self {
            Self::Whole => true,
            Self::Transcoded | Self::HeaderOnly | Self::FromMsg | Self::PastedText => false,
        }
    }
}

/// Why no message could be made of an input.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum InputError {
    /// Nothing, or nothing but white space.
    #[error("the input is empty")]
    Empty,
    /// A compound file (MS-CFB) that is no Outlook message: a Word or Excel file, say.
    #[error("the file is an Office document, not an Outlook message")]
    NotAMessage,
    /// A compound file that cannot be read.
    #[error("the Outlook message is damaged: {0}")]
    BrokenMsg(String),
}

/// Makes messages of whatever was handed in. Many come only out of an mbox.
///
/// # Errors
/// When the input is empty, or a compound file that holds no message.
pub fn split<'i>(input: &'i [u8], limits: &Limits) -> Result<Vec<Message<'i>>, InputError> {
    if msg::is_compound_file(input) {
        let octets = Cow::Owned(msg::rebuild(input, limits)?);
        return Ok(vec![Message { octets, origin: Origin::FromMsg }]);
    }
    if let Some(text) = pasted::utf16(input) {
        let message = one(text.as_bytes())?;
        let whole = message.origin == Origin::Whole;
        let origin = if whole { Origin::Transcoded } else { message.origin };
        return Ok(vec![Message { octets: Cow::Owned(message.octets.into_owned()), origin }]);
    }
    if mbox::is_mbox(input) {
        let messages = mbox::messages(input);
        return Ok(messages.map(|octets| Message { octets, origin: Origin::Whole }).collect());
    }
    one(input).map(|message| vec![message])
}

/// A single message, or text without a header.
fn one(input: &[u8]) -> Result<Message<'_>, InputError> {
    if input.trim_ascii().is_empty() {
        return Err(InputError::Empty);
    }
    let message = match eml::find(input) {
        Some(eml::Eml::Whole(octets)) => {
            Message { octets: Cow::Borrowed(octets), origin: Origin::Whole }
        }
        Some(eml::Eml::HeaderOnly(octets)) => {
            Message { octets: Cow::Borrowed(octets), origin: Origin::HeaderOnly }
        }
        None => Message { octets: Cow::Owned(pasted::message(input)), origin: Origin::PastedText },
    };
    Ok(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &[u8], expected: &[(Origin, &str)]) {
        let messages = split(input, &Limits::default()).unwrap();
        let told: Vec<(Origin, String)> = messages
            .iter()
            .map(|message| {
                let (mail, _) = crate::parse(&message.octets, &Limits::default());
                (message.origin, mail.subject())
            })
            .collect();
        let expected: Vec<_> = expected.iter().map(|(o, s)| (*o, (*s).to_owned())).collect();
        assert_eq!(told, expected, "{:?}", String::from_utf8_lossy(input));
    }

    #[test]
    fn inputs_are_told_apart_by_what_they_hold() {
        let utf16: Vec<u8> = "\u{FEFF}From: a@b.example\nDate: x\nSubject: s\n\nbody"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        check(b"From: a@b.example\nSubject: s\nDate: x\n\nbody", &[(Origin::Whole, "s")]);
        check(b"\n\nReceived: x\nSubject: s\n\nbody", &[(Origin::Whole, "s")]);
        check(b"Received: x\nFrom: a@b.example\nSubject: s\n", &[(Origin::HeaderOnly, "s")]);
        check(b"You won a prize: call us\nhttp://x.example", &[(Origin::PastedText, "")]);
        check(
            "件名: 当選\n差出人: A <a@b.example>\n\n本文".as_bytes(),
            &[(Origin::PastedText, "当選")],
        );
        check(&utf16, &[(Origin::Transcoded, "s")]);
        check(
            b"From a@b Tue Nov 16 10:51:06 2021\nSubject: 1\n\nx\n\nFrom a@b Tue Nov 16 10:51:06 2021\nSubject: 2\n\ny\n",
            &[(Origin::Whole, "1"), (Origin::Whole, "2")],
        );
    }

    #[test]
    fn nothing_is_no_message() {
        assert_eq!(split(b" \n", &Limits::default()), Err(InputError::Empty));
    }
}
