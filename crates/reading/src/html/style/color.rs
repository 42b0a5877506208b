//! Colours (CSS Color 4), as far as needed to tell whether text stands out from its ground.

use std::sync::LazyLock;

/// An opaque colour.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Rgb(
    /// Red, green, blue, 0 to 255 each.
    pub [u8; 3],
);

/// What paints text or ground.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Paint {
    Known(Rgb),
    /// Alpha near zero.
    Transparent,
    /// A picture, a gradient, a variable: something is there that we cannot see.
    Unknown,
}

impl Rgb {
    pub(super) const BLACK: Self = Self([0; 3]);
    pub(super) const WHITE: Self = Self([255; 3]);

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f32 {
        static LINEAR: LazyLock<[f32; 256]> = LazyLock::new(|| {
            std::array::from_fn(|step| {
                let value = step as f32 / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            })
        });
        let [r, g, b] = self.0.map(|c| LINEAR.get(usize::from(c)).copied().unwrap_or_default());
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// Whether text in this colour cannot be read on that ground: contrast (WCAG 2.2) under 1.1
    /// and no difference of hue either, since red on an equally bright green can be read.
    pub(super) fn vanishes_on(self, ground: Self) -> bool {
        let apart = self.0.iter().zip(ground.0).map(|(a, b)| a.abs_diff(b)).max().unwrap_or(0);
        if apart > 40 {
            return false;
        }
        let (a, b) = (self.luminance() + 0.05, ground.luminance() + 0.05);
        a.max(b) / a.min(b) < 1.1
    }
}

/// Reads a CSS colour.
pub(crate) fn parse(value: &str) -> Paint {
    let value = value.trim();
    if let Some(hex) = value.strip_prefix('#') {
        return hex_color(hex).unwrap_or(Paint::Unknown);
    }
    let Some((function, arguments)) = value.split_once('(') else { return named(value) };
    let arguments = arguments.split(')').next().unwrap_or_default();
    match function.trim().to_ascii_lowercase().as_str() {
        "rgb" | "rgba" => rgb(arguments).unwrap_or(Paint::Unknown),
        "hsl" | "hsla" => hsl(arguments).unwrap_or(Paint::Unknown),
        _ => Paint::Unknown,
    }
}

/// Reads the colour of an attribute (`bgcolor`), where browsers also take hex without `#`.
pub(crate) fn parse_attribute(value: &str) -> Paint {
    let value = value.trim();
    if value.len() == 6 && value.bytes().all(|b| b.is_ascii_hexdigit()) {
        return hex_color(value).unwrap_or(Paint::Unknown);
    }
    parse(value)
}

fn hex_color(hex: &str) -> Option<Paint> {
    let mut digits = [0u8; 8];
    if !matches!(hex.len(), 3 | 4 | 6 | 8) {
        return None;
    }
    for (digit, b) in digits.iter_mut().zip(hex.bytes()) {
        *digit = char::from(b).to_digit(16)? as u8;
    }
    let [a, b, c, d, e, f, g, h] = digits;
    let (rgb, alpha) = match hex.len() {
        3 => ([a * 17, b * 17, c * 17], 255),
        4 => ([a * 17, b * 17, c * 17], d * 17),
        6 => ([a * 16 + b, c * 16 + d, e * 16 + f], 255),
        _ => ([a * 16 + b, c * 16 + d, e * 16 + f], g * 16 + h),
    };
    Some(if alpha < 26 { Paint::Transparent } else { Paint::Known(Rgb(rgb)) })
}

fn parts(arguments: &str) -> impl Iterator<Item = &str> {
    arguments.split([',', ' ', '/', '\t', '\n']).filter(|part| !part.is_empty())
}

/// A number, or a percentage of `whole`.
fn number(part: &str, whole: f32) -> Option<f32> {
    match part.strip_suffix('%') {
        Some(percent) => Some(percent.parse::<f32>().ok()? * whole / 100.0),
        None => part.parse().ok(),
    }
}

fn rgb(arguments: &str) -> Option<Paint> {
    let mut parts = parts(arguments);
    let mut rgb = [0u8; 3];
    for channel in &mut rgb {
        *channel = number(parts.next()?, 255.0)?.clamp(0.0, 255.0) as u8;
    }
    let alpha = parts.next().map_or(Some(1.0), |part| number(part, 1.0))?;
    Some(if alpha < 0.1 { Paint::Transparent } else { Paint::Known(Rgb(rgb)) })
}

fn hsl(arguments: &str) -> Option<Paint> {
    let mut parts = parts(arguments);
    let hue = parts.next()?.trim_end_matches("deg").parse::<f32>().ok()?.rem_euclid(360.0);
    let saturation = number(parts.next()?, 1.0)?.clamp(0.0, 1.0);
    let light = number(parts.next()?, 1.0)?.clamp(0.0, 1.0);
    let alpha = parts.next().map_or(Some(1.0), |part| number(part, 1.0))?;
    if alpha < 0.1 {
        return Some(Paint::Transparent);
    }
    // CSS Color 4 §7.1.
    let channel = |n: f32| {
        let k = (n + hue / 30.0) % 12.0;
        let a = saturation * light.min(1.0 - light);
        ((light - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)) * 255.0).round() as u8
    };
    Some(Paint::Known(Rgb([channel(0.0), channel(8.0), channel(4.0)])))
}

/// Keywords: the sixteen of HTML and the greys and near-whites that hide text.
fn named(name: &str) -> Paint {
    const NAMES: [(&str, u32); 45] = [
        ("white", 0xFF_FFFF),
        ("black", 0),
        ("gray", 0x80_8080),
        ("grey", 0x80_8080),
        ("silver", 0xC0_C0C0),
        ("red", 0xFF_0000),
        ("blue", 0xFF),
        ("green", 0x8000),
        ("navy", 0x80),
        ("yellow", 0xFF_FF00),
        ("orange", 0xFF_A500),
        ("purple", 0x80_0080),
        ("maroon", 0x80_0000),
        ("lime", 0xFF00),
        ("aqua", 0xFFFF),
        ("cyan", 0xFFFF),
        ("fuchsia", 0xFF_00FF),
        ("magenta", 0xFF_00FF),
        ("teal", 0x8080),
        ("olive", 0x80_8000),
        ("snow", 0xFF_FAFA),
        ("ivory", 0xFF_FFF0),
        ("whitesmoke", 0xF5_F5F5),
        ("ghostwhite", 0xF8_F8FF),
        ("azure", 0xF0_FFFF),
        ("aliceblue", 0xF0_F8FF),
        ("mintcream", 0xF5_FFFA),
        ("honeydew", 0xF0_FFF0),
        ("floralwhite", 0xFF_FAF0),
        ("seashell", 0xFF_F5EE),
        ("linen", 0xFA_F0E6),
        ("beige", 0xF5_F5DC),
        ("lavender", 0xE6_E6FA),
        ("gainsboro", 0xDC_DCDC),
        ("lightgray", 0xD3_D3D3),
        ("lightgrey", 0xD3_D3D3),
        ("darkgray", 0xA9_A9A9),
        ("darkgrey", 0xA9_A9A9),
        ("dimgray", 0x69_6969),
        ("dimgrey", 0x69_6969),
        ("gold", 0xFF_D700),
        ("pink", 0xFF_C0CB),
        ("crimson", 0xDC_143C),
        ("tomato", 0xFF_6347),
        ("brown", 0xA5_2A2A),
    ];
    if name.eq_ignore_ascii_case("transparent") {
        return Paint::Transparent;
    }
    NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map_or(
        Paint::Unknown,
        |(_, rgb)| {
            let [_, r, g, b] = rgb.to_be_bytes();
            Paint::Known(Rgb([r, g, b]))
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read() {
        for (text, expected) in [
            ("#FFF", Paint::Known(Rgb::WHITE)),
            ("#00000000", Paint::Transparent),
            ("rgb(255, 255,255)", Paint::Known(Rgb::WHITE)),
            ("rgba(0,0,0,0)", Paint::Transparent),
            ("rgb(100% 0% 0% / 50%)", Paint::Known(Rgb([255, 0, 0]))),
            ("hsl(0, 0%, 100%)", Paint::Known(Rgb::WHITE)),
            ("hsl(120,100%,50%)", Paint::Known(Rgb([0, 255, 0]))),
            ("White", Paint::Known(Rgb::WHITE)),
            ("teal", Paint::Known(Rgb([0, 0x80, 0x80]))),
            ("var(--x)", Paint::Unknown),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }

    #[test]
    fn text_vanishes_only_on_its_own_colour() {
        for (text, ground, expected) in [
            ([255, 255, 255], [255, 255, 255], true),
            ([254, 254, 254], [255, 255, 255], true),
            ([250, 250, 250], [255, 255, 255], true),
            ([200, 200, 200], [255, 255, 255], false),
            ([255, 0, 0], [0, 138, 0], false),
            ([1, 1, 1], [0, 0, 0], true),
        ] {
            assert_eq!(Rgb(text).vanishes_on(Rgb(ground)), expected, "{text:?} on {ground:?}");
        }
    }
}
