use std::borrow::Cow;

/// A telephone number in a text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Phone {
    /// As it stands in the text.
    pub written: String,
    /// In international form (`+81120…`), digits only after the plus (ITU-T E.164).
    pub number: String,
}

/// The telephone numbers in a text: international with a plus, Japanese (0120, 0570, 03, 050, 090,
/// …) and North American with their usual separators. Dates, sums and long identifiers are not.
pub fn phones(text: &str) -> impl Iterator<Item = Phone> {
    let text = half_width(text);
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(skip) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| begins(*b))) {
        let start = at + skip;
        let length = bytes.get(start..).map_or(0, candidate);
        at = start + length.max(1);
        let glued = start > 0 && bytes.get(start - 1).is_some_and(|b| glue(*b));
        let ends_glued = bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        if glued || ends_glued {
            continue;
        }
        let Some(written) = text.get(start..start + length) else { continue };
        if let Some(number) = number(written.trim_end_matches(is_separator)) {
            found.push(Phone { written: written.trim().to_owned(), number });
        }
    }
    found.into_iter()
}

/// Full-width digits, pluses, brackets and dashes as their ASCII forms.
fn half_width(text: &str) -> Cow<'_, str> {
    let wide =
        |c: char| matches!(c, '０'..='９' | '＋' | '（' | '）' | '－' | '‐'..='―' | '−' | '\u{A0}');
    if text.is_ascii() || !text.contains(wide) {
        return Cow::Borrowed(text);
    }
    let narrow = |c: char| match c {
        '０'..='９' | '＋' | '（' | '）' | '－' => {
            char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
        }
        '‐'..='―' | '−' => '-',
        '\u{A0}' => ' ',
        c => c,
    };
    Cow::Owned(text.chars().map(narrow).collect())
}

const fn begins(b: u8) -> bool {
    b.is_ascii_digit() || b == b'+' || b == b'('
}

/// What, right before digits, makes them part of something longer.
const fn glue(b: u8) -> bool {
    b.is_ascii_alphanumeric()
        || matches!(b, b'/' | b'_' | b'=' | b'#' | b'-' | b'.' | b'&' | b'%' | b'$')
}

const fn is_separator(c: char) -> bool {
    matches!(c, '-' | ' ' | '.' | '(' | ')')
}

/// Length of the stretch of digits and single separators from here, at most 24 octets.
fn candidate(bytes: &[u8]) -> usize {
    let mut length = 0;
    let mut separators = 0;
    for (at, b) in bytes.iter().take(24).enumerate() {
        match b {
            b'0'..=b'9' => separators = 0,
            b'+' if at == 0 => {}
            b'-' | b' ' | b'.' | b'(' | b')' => {
                separators += 1;
                if separators > 2 {
                    break;
                }
            }
            _ => break,
        }
        if b.is_ascii_digit() {
            length = at + 1;
        }
    }
    length
}

fn number(written: &str) -> Option<String> {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let separated = written.contains(['-', ' ', '.', '(']);
    if written.starts_with('+') {
        let rest = digits.strip_prefix("810").map(|rest| format!("81{rest}")).unwrap_or(digits);
        return ((8..=15).contains(&rest.len()) && !rest.starts_with('0'))
            .then(|| format!("+{rest}"));
    }
    if let Some(rest) = japanese(&digits, separated) {
        return Some(format!("+81{rest}"));
    }
    north_american(&digits, written).map(|rest| format!("+1{rest}"))
}

/// The national number without its leading zero (総務省 番号計画).
fn japanese(digits: &str, separated: bool) -> Option<&str> {
    let rest = digits.strip_prefix('0')?;
    let fits = match digits.get(..3)? {
        "050" | "070" | "080" | "090" | "020" => {
            digits.len() == 11 || (digits.starts_with("0800") && digits.len() == 11)
        }
        "012" | "057" | "099" => {
            digits.len() == 10 && ["0120", "0570", "0990"].iter().any(|p| digits.starts_with(p))
                || digits.len() == 10 && separated
        }
        _ => digits.len() == 10 && separated && !digits.starts_with("00"),
    };
    fits.then_some(rest)
}

/// `(NXX) NXX-XXXX` with separators, or after `1`.
fn north_american<'d>(digits: &'d str, written: &str) -> Option<&'d str> {
    let rest = if digits.len() == 11 { digits.strip_prefix('1')? } else { digits };
    let bytes = rest.as_bytes();
    let [a, _, _, d, ..] = bytes else { return None };
    let groups = written.split(is_separator).map(str::len).filter(|length| *length > 0);
    let grouped = groups.skip_while(|length| *length == 1).eq([3, 3, 4]);
    let fits = rest.len() == 10 && (b'2'..=b'9').contains(a) && (b'2'..=b'9').contains(d);
    (fits && grouped).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_found() {
        for (text, expected) in [
            ("お問い合わせ：0120-123-456（無料）", &["+81120123456"][..]),
            ("電話０３－１２３４－５６７８", &["+81312345678"]),
            ("050-1234-5678 / 09012345678", &["+815012345678", "+819012345678"]),
            ("+81 3-1234-5678", &["+81312345678"]),
            ("+81 (0)3-1234-5678", &["+81312345678"]),
            ("Call +1 (808) 555-0123 now", &["+18085550123"]),
            ("call (888) 555-0199 or 1-888-555-0100.", &["+18885550199", "+18885550100"]),
            ("0570-000-000", &["+81570000000"]),
            ("2024-01-02 10:00", &[]),
            ("注文番号 250-1234567-1234567", &[]),
            ("¥1,234,567 id=0312345678", &[]),
            ("0312345678", &[]),
        ] {
            let found: Vec<String> = phones(text).map(|phone| phone.number).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
