//! Pictures and the codes in them. The first octet says what the rest is: a picture's file, shades
//! of grey, block letters, or what a QR code is made of.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qrcode::{Color, EcLevel, QrCode, Version, bits::Bits};
use reading::{
    Limits,
    qr::{Effort, Luma, Payload, addresses, dimensions, from_text, read, search},
};

/// Pixels of a code's module, and modules of light around it.
const MODULE: usize = 3;
/// See [`MODULE`].
const QUIET: usize = 4;

fuzz_target!(|raw: &[u8]| {
    let limits = Limits { picture_pixels: 200_000, qr_effort: 400_000, ..Limits::default() };
    let Some((&choice, rest)) = raw.split_first() else { return };
    let texts = match choice % 4 {
        0 => {
            let _ = dimensions(rest);
            read(rest, &limits).map(|found| found.texts).unwrap_or_default()
        }
        1 => grey(rest).map(|luma| look(&luma)).unwrap_or_default(),
        2 => from_text(&String::from_utf8_lossy(rest)).iter().flat_map(look).collect(),
        _ => code(rest).map(|luma| look(&luma)).unwrap_or_default(),
    };
    let written = String::from_utf8_lossy(rest).into_owned();
    for text in texts.iter().chain([&written]) {
        let _ = (Payload::of(text), addresses(text));
    }
});

fn look(luma: &Luma) -> Vec<String> {
    search(luma, &mut Effort::of(400_000)).texts
}

/// The first octet is the width.
fn grey(octets: &[u8]) -> Option<Luma> {
    let (&width, shades) = octets.split_first()?;
    let width = usize::from(width).max(1);
    let height = shades.len() / width;
    Luma::new(width, height, shades.get(..width * height)?.to_vec())
}

/// ISO/IEC 18004 §7.3.4.
const ALPHANUMERIC: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Letters of Shift JIS that the code's form for them can hold.
fn kanji(data: &[u8]) -> Vec<u8> {
    data.chunks_exact(2).flat_map(|pair| [0x81 + pair[0] % 30, 0x40 + pair[1] % 188]).collect()
}

/// Segments, each of a kind and a length, of a code of the third version; after a zero, modules to
/// turn over.
fn code(octets: &[u8]) -> Option<Luma> {
    let mut bits = Bits::new(Version::Normal(3));
    let mut rest = octets;
    while let [kind, length, more @ ..] = rest {
        if *kind == 0 {
            break;
        }
        let (data, after) = more.split_at_checked(usize::from(length % 32)).unwrap_or((more, &[]));
        let pushed = match kind % 7 {
            0 => bits.push_eci_designator(u32::from(*length) * u32::from(*kind)),
            1 => bits
                .push_numeric_data(&data.iter().map(|octet| b'0' + octet % 10).collect::<Vec<_>>()),
            2 => bits.push_alphanumeric_data(
                &data.iter().map(|octet| ALPHANUMERIC[usize::from(octet % 45)]).collect::<Vec<_>>(),
            ),
            3 => bits.push_kanji_data(&kanji(data)),
            4 => bits.push_fnc1_first_position(),
            5 => bits.push_fnc1_second_position(*length),
            _ => bits.push_byte_data(data),
        };
        pushed.ok()?;
        rest = after;
    }
    bits.push_terminator(EcLevel::L).ok()?;
    let code = QrCode::with_bits(bits, EcLevel::L).ok()?;
    let width = code.width();
    let mut modules: Vec<bool> =
        code.into_colors().iter().map(|colour| *colour == Color::Dark).collect();
    let turned = rest.get(1..).unwrap_or_default().chunks_exact(2).take(40);
    for place in turned.map(|pair| usize::from(pair[0]) * 256 + usize::from(pair[1])) {
        let place = place % modules.len();
        modules[place] = !modules[place];
    }
    let side = (width + 2 * QUIET) * MODULE;
    let mut shades = vec![255; side * side];
    for (at, _) in modules.iter().enumerate().filter(|(_, dark)| **dark) {
        let (x, y) = ((at % width + QUIET) * MODULE, (at / width + QUIET) * MODULE);
        for row in y..y + MODULE {
            shades[row * side + x..row * side + x + MODULE].fill(0);
        }
    }
    Luma::new(side, side, shades)
}
