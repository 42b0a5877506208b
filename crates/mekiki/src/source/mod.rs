//! Where messages are: files, standard input, folders, mboxes, Maildirs.

mod mbox;
mod sniff;
mod walk;

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

pub(crate) use mbox::Mbox;
pub(crate) use walk::{Found, Walk};

/// Octets of a message that are read; one more than are parsed, so that the rest is noticed.
fn ceiling() -> u64 {
    mail::Limits::default().message_octets as u64 + 1
}

/// Reads a message into a buffer that is used again and again.
pub(crate) fn read(path: &Path, buffer: &mut Vec<u8>) -> io::Result<()> {
    read_from(&mut File::open(path)?, buffer)
}

/// Reads a message to the end, or to the ceiling.
pub(crate) fn read_from(input: &mut dyn Read, buffer: &mut Vec<u8>) -> io::Result<()> {
    buffer.clear();
    // One long message must not hold its memory for the rest of a scan.
    buffer.shrink_to(1 << 20);
    input.take(ceiling()).read_to_end(buffer)?;
    Ok(())
}

/// Whether octets are an mbox (RFC 4155), not one message that merely kept its separator line:
/// what is called `.eml` is one message whatever it begins with.
pub(crate) fn is_mbox(path: &Path, head: &[u8]) -> bool {
    let is_one = path
        .extension()
        .is_some_and(|ext| ["eml", "msg", "txt"].iter().any(|one| ext.eq_ignore_ascii_case(one)));
    !is_one && head.starts_with(b"From ")
}
