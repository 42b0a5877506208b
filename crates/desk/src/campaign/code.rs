//! Codes of coupons: read aloud, typed in, and guessed by nobody.

use std::fmt;

use super::{CampaignNumber, InvitationNumber};
use crate::Redactor;

/// Crockford's base 32: no I, L, O, which look like 1 and 0, and no U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Letters of a code: 80 bits.
const LENGTH: usize = 16;

/// Letters that stand together.
const GROUP: usize = 4;

/// A coupon's code. It follows from the invitation, the edition and the desk's key; the store keeps its
/// hash alone.
#[derive(Clone, Eq, PartialEq)]
pub struct CouponCode(String);

impl CouponCode {
    /// The code of an invitation's coupon: `edition` is 1, and one more each time that it was reissued.
    #[must_use]
    pub fn of(
        redactor: &Redactor,
        campaign: CampaignNumber,
        invitation: InvitationNumber,
        edition: i64,
    ) -> Self {
        let which = format!("{}:{}:{edition}", campaign.0, invitation.0);
        let tag = u128::from_be_bytes(redactor.tag("campaign coupon code", &which));
        let letter = |place: usize| {
            let five = usize::try_from((tag >> (place * 5)) & 31).unwrap_or_default();
            LETTERS.get(five).map(|letter| char::from(*letter))
        };
        Self((0..LENGTH).filter_map(letter).collect())
    }

    /// The code that somebody typed: small letters, spaces, hyphens, full-width letters, and O, I, L
    /// for 0 and 1 are mended. `None` when it cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut code = String::with_capacity(LENGTH);
        for typed in text.chars().take(4 * LENGTH) {
            let Some(letter) = mended(typed)? else { continue };
            code.push(letter);
        }
        let is_whole = text.chars().nth(4 * LENGTH).is_none() && code.len() == LENGTH;
        is_whole.then_some(Self(code))
    }

    /// What the store keeps. Keyed, so that whoever has the store's file alone can try no code.
    pub(crate) fn hash(&self, redactor: &Redactor) -> Vec<u8> {
        redactor.tag("campaign coupon code hash", &self.0).to_vec()
    }
}

/// A letter as it was meant; nothing for what only separates; `None` for what no code has.
fn mended(typed: char) -> Option<Option<char>> {
    let narrow = match typed {
        '！'..='～' => {
            u32::from(typed).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(typed)
        }
        other => other,
    };
    match narrow.to_ascii_uppercase() {
        '-' | '_' | '.' | '‐'..='―' | '−' | 'ー' => Some(None),
        space if space.is_whitespace() => Some(None),
        'O' => Some(Some('0')),
        'I' | 'L' => Some(Some('1')),
        letter if u8::try_from(letter).is_ok_and(|one| LETTERS.contains(&one)) => {
            Some(Some(letter))
        }
        _ => None,
    }
}

impl fmt::Display for CouponCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.chars().enumerate() {
            if place > 0 && place % GROUP == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

// A code that is printed by mistake says nothing.
impl fmt::Debug for CouponCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CouponCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(invitation: i64, edition: i64) -> CouponCode {
        let redactor = Redactor::new(&[1; 32]);
        CouponCode::of(&redactor, CampaignNumber(7), InvitationNumber(invitation), edition)
    }

    #[test]
    fn each_coupon_has_a_code_of_its_own() {
        let codes: std::collections::HashSet<String> =
            (1..1_000).flat_map(|n| [1, 2].map(|edition| code(n, edition).to_string())).collect();
        assert_eq!(codes.len(), 2 * 999);
        assert_eq!(code(1, 1).to_string().len(), 19);
    }

    proptest! {
        #[test]
        fn a_code_is_read_as_people_type_it(invitation in 1_i64..1_000_000) {
            let code = code(invitation, 1);
            let shown = code.to_string();
            let wide: String = shown
                .chars()
                .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
                .collect();
            for typed in [
                shown.clone(),
                shown.to_lowercase(),
                shown.replace('-', ""),
                shown.replace('-', " "),
                format!("　{shown}\n"),
                shown.replace('0', "o").replace('1', "l"),
                shown.replace('0', "O").replace('1', "I").replace('-', "ー"),
                wide,
            ] {
                prop_assert_eq!(CouponCode::parse(&typed), Some(code.clone()), "{}", typed);
            }
        }

        #[test]
        fn any_text_is_a_code_or_none(text in ".{0,100}") {
            if let Some(code) = CouponCode::parse(&text) {
                prop_assert_eq!(CouponCode::parse(&code.to_string()), Some(code));
            }
        }
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        let long = format!("{}-", code(1, 1)).repeat(2);
        for text in ["", "ABCD", "ABCD-EFGH-JKMN-PQRU", long.as_str(), "クーポンコードです"]
        {
            assert_eq!(CouponCode::parse(text), None, "{text}");
        }
    }
}
