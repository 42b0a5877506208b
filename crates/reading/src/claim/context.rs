//! What the words around a name make of it: the writer's own, or somebody spoken about.

/// How a name is used where it stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Use {
    /// As the writer's own: signed, or the reader addressed as its customer.
    AsOwn,
    /// Only named.
    Named,
}

/// Judges a name by what stands directly before and after it in a folded text.
pub(super) fn usage(before: &str, after: &str) -> Use {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "\"'「『【[(<".contains(c));
    let after =
        after.trim_start_matches(|c: char| c.is_whitespace() || ".,\"'」』】])>".contains(c));
    let own = BEFORE.iter().any(|words| ends_in_words(before, words))
        || ends_in_copyright(before)
        || AFTER.iter().any(|words| starts_with_words(after, words));
    if own { Use::AsOwn } else { Use::Named }
}

/// What people write before their own firm's name.
const BEFORE: &[&str] = &[
    "your",
    "dear",
    "the team at",
    "copyright",
    "©",
    "(c)",
    "sincerely",
    "regards",
    "grüße",
    "cordialement",
    "atenciosamente",
    "株式会社",
    "発行元",
    "配信元",
    "送信元",
    "発行者",
    "運営",
    "提供",
    "いつも",
    "平素より",
    "平素は",
    "この度は",
    "日頃より",
    "welcome to",
    "thank you for using",
    "deine",
    "dein",
    "ihr",
    "ihre",
    "votre",
    "sua",
    "seu",
    "su",
    "uw",
];

/// What people write after it.
const AFTER: &[&str] = &[
    "inc",
    "ltd",
    "llc",
    "gmbh",
    "corp",
    "corporation",
    "s.a",
    "co., ltd",
    "co.,ltd",
    "team",
    "support",
    "customer",
    "security",
    "account",
    "service",
    "member",
    "user",
    "all rights",
    "notification",
    "billing",
    "help center",
    "konto",
    "kunde",
    "cliente",
    "conta",
    "株式会社",
    "サポート",
    "カスタマー",
    "お客",
    "事務局",
    "セキュリティ",
    "運営",
    "会員",
    "アカウント",
    "を御利用",
    "をご利用",
    "御利用",
    "ご利用",
    "を利用",
    "をお使い",
    "からの",
    "からお",
    "よりお",
    "より重要",
    "です",
    "でございます",
    "ご契約",
    "をご契約",
    "サービスを",
    "センター",
    "ヘルプ",
    "様の",
    "から",
    "より",
    "公式",
    "本人確認",
    "お支払",
];

fn ends_in_words(text: &str, words: &str) -> bool {
    let Some(rest) = text.strip_suffix(words) else { return false };
    !words.is_ascii() || !rest.ends_with(|c: char| c.is_ascii_alphanumeric())
}

fn starts_with_words(text: &str, words: &str) -> bool {
    // Folding brings small kana to large ones; the words above are compared folded, too.
    let Some(rest) = text.strip_prefix(words) else { return false };
    // `account`, `accounts`; not `information` for `inc`.
    let rest = rest.strip_prefix('s').unwrap_or(rest);
    !words.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// `© 2024`, `copyright (c) 1998-2026`.
fn ends_in_copyright(before: &str) -> bool {
    let years = |c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | ',' | '.');
    let head = before.trim_end_matches(years);
    head.len() < before.len()
        && (head.ends_with('©') || head.ends_with("(c)") || head.ends_with("copyright"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_writers_own_when_signed_or_the_reader_is_its_customer() {
        for (before, after, expected) in [
            ("© 2024 ", ", Inc.", Use::AsOwn),
            ("your ", " account was locked", Use::AsOwn),
            ("いつも", "をご利用いただき", Use::AsOwn),
            ("【", "】カスタマーサポート", Use::AsOwn),
            ("we moved our files to ", " s3 last week", Use::Named),
            ("", " information", Use::Named),
        ] {
            assert_eq!(usage(before, after), expected, "{before}_{after}");
        }
    }
}
