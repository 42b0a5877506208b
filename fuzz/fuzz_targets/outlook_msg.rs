//! Compound files: whatever begins as a `.msg` splits into messages or an error.

#![no_main]

use libfuzzer_sys::fuzz_target;
use mail::{Limits, input, parse};

const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

fuzz_target!(|raw: &[u8]| {
    let limits = Limits::default();
    let file = [MAGIC, raw.get(MAGIC.len()..).unwrap_or_default()].concat();
    for message in input::split(&file, &limits).unwrap_or_default() {
        let _ = parse(&message.octets, &limits);
    }
});
