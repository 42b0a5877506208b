/// Words of addresses that say nothing of who made the page.
const COMMON: &[&str] = &[
    "about",
    "account",
    "accounts",
    "admin",
    "ap",
    "api",
    "app",
    "apps",
    "assets",
    "auth",
    "cgi",
    "check",
    "click",
    "cn",
    "co",
    "com",
    "common",
    "confirm",
    "contact",
    "content",
    "css",
    "data",
    "default",
    "do",
    "en",
    "file",
    "files",
    "form",
    "forms",
    "go",
    "help",
    "home",
    "id",
    "image",
    "images",
    "img",
    "in",
    "includes",
    "index",
    "info",
    "ja",
    "jp",
    "js",
    "lang",
    "link",
    "login",
    "logon",
    "lp",
    "mail",
    "main",
    "member",
    "members",
    "mobile",
    "my",
    "ne",
    "net",
    "new",
    "news",
    "org",
    "page",
    "pages",
    "pc",
    "portal",
    "public",
    "redirect",
    "register",
    "secure",
    "security",
    "service",
    "services",
    "session",
    "shop",
    "sign",
    "signin",
    "signup",
    "site",
    "sp",
    "start",
    "static",
    "support",
    "themes",
    "token",
    "top",
    "update",
    "upload",
    "uploads",
    "url",
    "user",
    "users",
    "validation",
    "verify",
    "view",
    "web",
    "welcome",
    "wp",
    "www",
];

/// Whether a word of an address is on every other site.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.binary_search(&word).is_ok()
}

/// Whether a run of letters was drawn by a machine, as far as one can see: no vowel among many
/// consonants, or capitals in the middle.
pub(super) fn is_drawn(word: &str) -> bool {
    let capitals = word.chars().skip(1).filter(char::is_ascii_uppercase).count();
    let small = word.chars().filter(char::is_ascii_lowercase).count();
    let is_vowel = |c: char| matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let consonants = word.split(is_vowel).map(str::len).max().unwrap_or(0);
    (capitals > 0 && small > 0 && capitals * 5 > word.len()) || consonants >= 5 || word.len() > 20
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_stand_in_order() {
        assert!(COMMON.is_sorted());
        assert!(is_common("login") && !is_common("etc-meisai"));
    }

    #[test]
    fn drawn_letters_are_told_from_words() {
        for (word, expected) in [
            ("dfhfszpx", true),
            ("uvKAqvlTnarPJTkgv", true),
            ("reservation", false),
            ("saison", false),
            ("ResetPassword", false),
            ("netbank", false),
        ] {
            assert_eq!(is_drawn(word), expected, "{word}");
        }
    }
}
