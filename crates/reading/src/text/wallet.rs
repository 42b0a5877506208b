/// Which currency an address of a wallet belongs to.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum WalletKind {
    /// Bitcoin: Base58 (`1…`, `3…`) or Bech32 (`bc1…`).
    Bitcoin,
    /// Ethereum and its kin: `0x` and 40 hex digits.
    Ethereum,
    /// Tron, where most USDT moves: `T` and 33 Base58 characters.
    Tron,
    /// Litecoin: `ltc1…`.
    Litecoin,
    /// Monero: 95 Base58 characters from `4` or `8`.
    Monero,
}

/// An address of a wallet in a text; its checksum is not verified.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Wallet {
    /// The currency.
    pub kind: WalletKind,
    /// The address.
    pub address: String,
}

/// The wallet addresses in a text.
pub fn wallets(text: &str) -> impl Iterator<Item = Wallet> {
    text.split(|c: char| {
        !(c.is_ascii_alphanumeric() || matches!(c, '/' | '=' | '&' | '%' | '.' | '_' | '-' | '?'))
    })
    .filter(|word| word.len() >= 26)
    // Part of a URL or a longer token otherwise.
    .map(|word| word.trim_end_matches(['.', '-', '_', '?']))
    .filter(|word| word.bytes().all(|b| b.is_ascii_alphanumeric()))
    .filter_map(|word| kind(word).map(|kind| Wallet { kind, address: word.to_owned() }))
}

fn kind(word: &str) -> Option<WalletKind> {
    let base58 = || word.bytes().all(|b| !matches!(b, b'0' | b'O' | b'I' | b'l'));
    // Identifiers of other kinds rarely mix all three.
    let mixed = || {
        word.bytes().any(|b| b.is_ascii_lowercase())
            && word.bytes().any(|b| b.is_ascii_uppercase())
            && word.bytes().any(|b| b.is_ascii_digit())
    };
    let bech32 = |rest: &str| {
        rest.len() >= 20
            && rest
                .bytes()
                .all(|b| !matches!(b, b'1' | b'b' | b'i' | b'o') && !b.is_ascii_uppercase())
    };
    match word.as_bytes() {
        [b'0', b'x', rest @ ..] if rest.len() == 40 && rest.iter().all(u8::is_ascii_hexdigit) => {
            Some(WalletKind::Ethereum)
        }
        [b'1' | b'3', ..] if (26..=35).contains(&word.len()) && base58() && mixed() => {
            Some(WalletKind::Bitcoin)
        }
        [b'T', ..] if word.len() == 34 && base58() && mixed() => Some(WalletKind::Tron),
        [b'4' | b'8', ..] if word.len() == 95 && base58() && mixed() => Some(WalletKind::Monero),
        _ => {
            if word.strip_prefix("bc1").is_some_and(bech32) {
                Some(WalletKind::Bitcoin)
            } else if word.strip_prefix("ltc1").is_some_and(bech32) {
                Some(WalletKind::Litecoin)
            } else {
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wallets_are_found() {
        for (text, expected) in [
            ("送金先: 1BoatSLRHtKNngkdXEeobR76b53LETtpyT まで", Some(WalletKind::Bitcoin)),
            ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", Some(WalletKind::Bitcoin)),
            ("0x52908400098527886E0F7030069857D2E4169EE7.", Some(WalletKind::Ethereum)),
            ("https://a.example/1BoatSLRHtKNngkdXEeobR76b53LETtpyT", None),
            ("abcdefabcdefabcdefabcdefabcdefabcd", None),
        ] {
            assert_eq!(wallets(text).next().map(|wallet| wallet.kind), expected, "{text:?}");
        }
    }
}
