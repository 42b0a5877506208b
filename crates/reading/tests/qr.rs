//! A code leads where its text leads, however it is drawn.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use base64::{Engine as _, engine::general_purpose::STANDARD};
use proptest::prelude::*;
use qrcode::{Color, QrCode, render::unicode::Dense1x2};
use reading::{Brands, Limits, LinkPlace, QrPlace, Reading, qr, qr::Payload};

const ADDRESS: &str = "https://sign-in.example.com/verify?id=7";

fn code(text: &str) -> (usize, Vec<bool>) {
    let code = QrCode::new(text).unwrap();
    let modules = code.to_colors().iter().map(|colour| *colour == Color::Dark).collect();
    (code.width(), modules)
}

/// A bitmap (BMP) of which one function says what is dark.
fn bitmap(side: usize, is_dark: impl Fn(f32, f32) -> bool) -> Vec<u8> {
    let row = (side * 3).next_multiple_of(4);
    let mut octets = b"BM".to_vec();
    for number in [54 + row * side, 0, 54, 40, side, side, 24 << 16 | 1, 0, 0, 0, 0, 0, 0] {
        octets.extend(u32::try_from(number).unwrap().to_le_bytes());
    }
    for y in (0..side).rev() {
        for x in 0..side {
            octets.extend([if is_dark(x as f32, y as f32) { 20 } else { 235 }; 3]);
        }
        octets.resize(octets.len().next_multiple_of(2), 0);
        octets.resize(54 + (side - y) * row, 0);
    }
    octets
}

/// A code of `pixels` a module, turned by `degrees`, in the middle of a square picture.
fn picture(text: &str, pixels: f32, degrees: f32) -> Vec<u8> {
    let (width, modules) = code(text);
    let side = ((width + 12) as f32 * pixels * 1.4) as usize;
    let (sine, cosine) = degrees.to_radians().sin_cos();
    bitmap(side, |x, y| {
        let (x, y) = (x - side as f32 / 2.0, y - side as f32 / 2.0);
        let (x, y) = (x * cosine + y * sine, y * cosine - x * sine);
        let module = |at: f32| (at / pixels + width as f32 / 2.0).floor();
        let (x, y) = (module(x), module(y));
        let within = 0.0..width as f32;
        let module = modules.get(y as usize * width + x as usize);
        within.contains(&x) && within.contains(&y) && module == Some(&true)
    })
}

fn read(raw: &str) -> Reading {
    let (mail, _) = mail::parse(raw.as_bytes(), &mail::Limits::default());
    reading::read(&mail, &Brands::default())
}

fn mail_with(picture: &[u8]) -> String {
    let body = STANDARD.encode(picture);
    format!(
        "Content-Type: image/bmp; name=code.bmp\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n"
    )
}

fn table(text: &str) -> String {
    let (width, modules) = code(text);
    let rows = modules.chunks(width).map(|row| {
        let cell = |dark: &bool| {
            if *dark { "<td bgcolor=#000000 width=5>" } else { "<td style='background:#fff'>" }
        };
        format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>())
    });
    format!("Content-Type: text/html\r\n\r\n<table>{}</table>", rows.collect::<String>())
}

fn letters(text: &str, colours: (Color, Color)) -> String {
    let code = QrCode::new(text).unwrap();
    // `Dense1x2` draws what it calls light with blocks, as terminals with dark ground show it.
    let dark = if colours.0 == Color::Dark { Dense1x2::Light } else { Dense1x2::Dark };
    let light = if colours.0 == Color::Dark { Dense1x2::Dark } else { Dense1x2::Light };
    code.render::<Dense1x2>().dark_color(dark).light_color(light).build()
}

#[test]
fn a_code_is_a_link_however_it_is_drawn() {
    let utf8 = "Content-Type: text/plain; charset=utf-8\r\n\r\n";
    let pre = "Content-Type: text/html; charset=utf-8\r\n\r\n<pre>";
    let inline = format!(
        "Content-Type: text/html\r\n\r\n<img src='data:image/bmp;base64,{}'>",
        STANDARD.encode(picture(ADDRESS, 3.0, 0.0))
    );
    let file = QrPlace::Picture("code.bmp".into());
    let straight = letters(ADDRESS, (Color::Dark, Color::Light));
    let inverse = letters(ADDRESS, (Color::Light, Color::Dark));
    for (name, raw, place) in [
        ("picture", mail_with(&picture(ADDRESS, 4.0, 0.0)), file.clone()),
        ("small picture", mail_with(&picture(ADDRESS, 2.0, 0.0)), file.clone()),
        ("turned picture", mail_with(&picture(ADDRESS, 5.0, 33.0)), file),
        ("data", inline, QrPlace::Picture("image/bmp".into())),
        ("table", table(ADDRESS), QrPlace::Table),
        ("letters", format!("{utf8}Scan:\r\n\r\n{straight}\r\n"), QrPlace::Letters),
        ("light letters", format!("{utf8}{inverse}"), QrPlace::Letters),
        ("letters in pre", format!("{pre}{straight}</pre>"), QrPlace::Letters),
    ] {
        let reading = read(&raw);
        let codes: Vec<_> =
            reading.qr_codes.iter().map(|code| (&*code.text, &code.place)).collect();
        assert_eq!(codes, [(ADDRESS, &place)], "{name}");
        let link = reading.links.iter().find(|link| link.place == LinkPlace::QrCode).unwrap();
        assert_eq!(link.end().host().unwrap().to_string(), "sign-in.example.com", "{name}");
        assert!(link.is_way_out() && reading.unsearched.is_empty(), "{name}");
    }
}

#[test]
fn a_code_light_on_dark_is_read_too() {
    let dark = picture(ADDRESS, 4.0, 0.0);
    let (head, pixels) = dark.split_at(54);
    let light: Vec<u8> = head.iter().copied().chain(pixels.iter().map(|p| 255 - p)).collect();
    assert_eq!(qr::read(&light, &Limits::default()).unwrap().texts, [ADDRESS]);
}

#[test]
fn redirectors_behind_a_code_are_undone() {
    let written = "https://www.google.com/url?q=https://shop.example.com/&sa=D";
    let reading = read(&mail_with(&picture(written, 3.0, 0.0)));
    let link = reading.links.first().unwrap();
    assert_eq!(link.written, written);
    assert_eq!(link.end().host().unwrap().to_string(), "shop.example.com");
}

#[test]
fn a_code_for_a_network_leads_nowhere_and_one_for_coins_names_its_wallet() {
    let reading = read(&mail_with(&picture("WIFI:T:WPA;S:guest;P:open sesame;;", 3.0, 0.0)));
    assert_eq!(reading.qr_codes.first().unwrap().payload, Payload::Network);
    assert!(reading.links.is_empty());
    let coins = "bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq?amount=0.1";
    let reading = read(&mail_with(&picture(coins, 3.0, 0.0)));
    assert_eq!(reading.qr_codes.first().unwrap().payload, Payload::Payment);
    assert_eq!(reading.wallets.len(), 1);
}

#[test]
fn what_is_not_searched_is_told() {
    let whole = picture(ADDRESS, 3.0, 0.0);
    let mut huge = whole.clone();
    huge[18..26].copy_from_slice(&[0, 0xff, 0, 0, 0, 0xff, 0, 0]);
    for (name, octets) in [("huge", &huge[..]), ("cut", &whole[..whole.len() / 2])] {
        let reading = read(&mail_with(octets));
        assert_eq!(reading.unsearched, ["code.bmp"], "{name}");
    }
    let (mail, _) = mail::parse(b"", &mail::Limits::default());
    assert!(reading::read(&mail, &Brands::default()).unsearched.is_empty());
    let raw = mail_with(&whole);
    let (mail, _) = mail::parse(raw.as_bytes(), &mail::Limits::default());
    let limits = Limits { qr_effort: 100, ..Limits::default() };
    let reading = reading::read_within(&mail, &Brands::default(), &limits);
    assert_eq!(reading.unsearched, ["code.bmp"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_octets_are_a_picture_or_none(
        which in 0..5_usize,
        tail in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let magic: [&[u8]; 5] =
            [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"GIF89a", b"\xff\xd8\xff", b"BM", b"RIFF\x20\0\0\0WEBP"];
        let _ = qr::read(&[magic[which], &tail].concat(), &Limits::default());
    }

    #[test]
    fn any_code_that_is_scratched_is_read_or_not(
        scratches in proptest::collection::vec((0..160_usize, 0..160_usize, 1..40_usize), 0..12),
    ) {
        let mut octets = picture(ADDRESS, 3.0, 0.0);
        for (x, y, length) in scratches {
            let start = (54 + (y * 180 + x) * 3).min(octets.len());
            let end = (start + length * 3).min(octets.len());
            octets[start..end].fill(if x % 2 == 0 { 0 } else { 255 });
        }
        let texts = qr::read(&octets, &Limits::default()).unwrap().texts;
        prop_assert!(texts.iter().all(|text| text == ADDRESS));
    }
}
