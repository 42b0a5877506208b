//! UTF-7 (RFC 2152), that attackers use because few filters read it.

/// Decodes UTF-7; what is no UTF-7 stays as it is, read as ISO-8859-1.
pub(crate) fn decode(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    let mut rest = octets.iter().copied().peekable();
    while let Some(octet) = rest.next() {
        if octet != b'+' {
            text.push(char::from(octet));
            continue;
        }
        let mut units = Vec::new();
        let (mut bits, mut count, mut read) = (0_u32, 0_u32, false);
        while let Some(sextet) = rest.peek().copied().and_then(sextet) {
            rest.next();
            read = true;
            bits = bits << 6 | sextet;
            count += 6;
            if count >= 16 {
                count -= 16;
                units.push(u16::try_from(bits >> count & 0xFFFF).unwrap_or_default());
                bits &= (1 << count) - 1;
            }
        }
        // RFC 2152: `+-` is a plus sign; a hyphen that ends a shifted run is dropped.
        let hyphen = rest.next_if_eq(&b'-').is_some();
        if !read {
            text.push('+');
            if !hyphen {
                continue;
            }
        }
        text.extend(
            char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)),
        );
    }
    text
}

fn sextet(octet: u8) -> Option<u32> {
    let value = match octet {
        b'A'..=b'Z' => octet - b'A',
        b'a'..=b'z' => octet - b'a' + 26,
        b'0'..=b'9' => octet - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf7_of_rfc_2152_reads_back() {
        for (input, expected) in [
            ("Hi Mom -+Jjo--!", "Hi Mom -☺-!"),
            ("+ZeVnLIqe-", "日本語"),
            ("1 +- 1 = 2", "1 + 1 = 2"),
            ("A+ImIDkQ.", "A≢Α."),
            ("+", "+"),
        ] {
            assert_eq!(decode(input.as_bytes()), expected, "{input:?}");
        }
    }
}
