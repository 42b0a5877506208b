//! Passwords that a message tells its reader for the file it carries.

/// Words for a password, lower case, in the languages that such messages are written in.
const WORDS: &[&str] = &[
    "password",
    "passcode",
    "pass code",
    "passphrase",
    "pwd",
    "pin code",
    "access code",
    "パスワード",
    "パスコード",
    "暗証番号",
    "pass:",
    "pass：",
    "pw:",
    "pw：",
    "senha",
    "contraseña",
    "contrasena",
    "clave",
    "mot de passe",
    "passwort",
    "kennwort",
    "parola",
    "parole",
    "wachtwoord",
    "lösenord",
    "hasło",
    "haslo",
    "пароль",
    "şifre",
    "密码",
    "密碼",
    "口令",
    "비밀번호",
];
/// Characters behind and before such a word among which the password is looked for.
const NEAR: usize = 80;
/// Places of such words that are looked at.
const PLACES: usize = 12;
/// Characters of a password; a longer run is something else.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=32;

/// Possible passwords, the likeliest first, at most `most`.
pub(super) fn told(text: &str, most: usize) -> Vec<String> {
    let lower = lower(text);
    let mut behind = Vec::new();
    let mut before = Vec::new();
    for at in places(&lower) {
        let start = lower
            .get(..at)
            .map_or(0, |head| head.char_indices().rev().nth(NEAR / 2).map_or(0, |(at, _)| at));
        // Lowering keeps every offset (see `lower`).
        let earlier = text.get(start..at).unwrap_or_default();
        before.extend(tokens(earlier).rfind(|token| has_digit(token)));
        let later = text.get(at..).unwrap_or_default();
        let end = later.char_indices().nth(NEAR).map_or(later.len(), |(end, _)| end);
        let mut near: Vec<&str> =
            tokens(later.get(..end).unwrap_or_default()).filter(|t| !is_word(t)).take(5).collect();
        // A figure is the password before a word is.
        near.sort_by_key(|token| !has_digit(token));
        behind.extend(near.into_iter().take(3));
    }
    let mut told: Vec<String> = Vec::new();
    for token in behind.into_iter().chain(before) {
        if told.len() < most && !told.iter().any(|known| known == token) {
            told.push(token.to_owned());
        }
    }
    told
}

/// ASCII letters lowered, so that offsets stay what they were.
fn lower(text: &str) -> String {
    text.to_ascii_lowercase()
}

fn places(lower: &str) -> impl Iterator<Item = usize> {
    let mut places: Vec<usize> = WORDS
        .iter()
        .flat_map(|word| lower.match_indices(word).take(PLACES).map(|(at, _)| at))
        .collect();
    places.sort_unstable();
    places.into_iter().take(PLACES)
}

/// Runs of printable ASCII, without the marks that stand around them.
fn tokens(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '[' | ']'))
        .map(|token| {
            token
                .trim_start_matches([':', '=', '(', '\'', '-', '.', ','])
                .trim_end_matches(['.', ',', ';', ')', '\'', ':', '?'])
        })
        .filter(|token| LENGTH.contains(&token.len()))
}

fn has_digit(token: &str) -> bool {
    token.bytes().any(|octet| octet.is_ascii_digit())
}

/// Words that stand between "password" and the password.
fn is_word(token: &str) -> bool {
    let token = token.to_ascii_lowercase();
    let token = token.trim_end_matches([':', '=']);
    WORDS.iter().any(|word| word.trim_end_matches([':', '：']) == token)
        || matches!(
            token,
            "is" | "the"
                | "to"
                | "for"
                | "of"
                | "a"
                | "an"
                | "and"
                | "as"
                | "use"
                | "in"
                | "this"
                | "your"
                | "open"
                | "file"
                | "pdf"
                | "zip"
                | "document"
                | "attachment"
                | "following"
                | "de"
                | "do"
                | "da"
                | "ao"
                | "o"
                | "acesso"
                | "arquivo"
                | "para"
                | "el"
                | "la"
                | "le"
                | "es"
                | "est"
                | "lautet"
                | "ist"
                | "der"
                | "die"
                | "das"
                | "del"
                | "il"
                | "per"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_a_message_tells_is_among_the_first() {
        for (text, expected) in [
            ("Please open the file. Password: 4711", "4711"),
            ("The password to open the file is Blue-Sky7.", "Blue-Sky7"),
            ("解凍パスワードは「kani#2026」です。", "kani#2026"),
            ("パスワード：abcXYZ", "abcXYZ"),
            ("Senha de acesso ao PDF: 123 Protocolo: 9999", "123"),
            ("use 8812 as the password", "8812"),
            ("Das Passwort lautet geheim", "geheim"),
            ("mot de passe : azerty", "azerty"),
        ] {
            let told = told(text, 8);
            assert!(told.iter().take(4).any(|token| token == expected), "{text}: {told:?}");
        }
        assert!(told("Your invoice 4711 is attached.", 8).is_empty());
    }

    #[test]
    fn only_so_many_are_tried() {
        let text = "password a1 b2 c3 d4 ".repeat(10_000);
        assert!(told(&text, 8).len() <= 8);
    }
}
