//! What a person can be told by, found in running text.

use std::sync::LazyLock;

use regex::Regex;

/// Everything that is looked for, most telling first. One pattern, so that nothing is masked twice.
/// What stays is named too, so that nothing of it is taken for something else.
pub(super) static PERSONAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // Of ASCII only: in Japanese, words stand beside letters and digits without a space.
    let edge = r"(?-u:\b)";
    let dot = r"(?:\.|\[\.\])";
    let label = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    let masked = r"(?P<masked>\[[a-z]+:[\w-]{8}\])";
    let url = r"(?P<url>(?i:https?|hxxps?|ftp)(?:://|\[:\]//)[\x21-\x7e]+)";
    let bare = format!(
        r"(?P<bare>{edge}(?:{label}{dot})+[A-Za-z][A-Za-z0-9-]+(?::[0-9]+)?[/?][\x21-\x7e]*)"
    );
    let mailbox = format!(
        r"(?P<local>[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]+)(?P<domain>(?:@|\[@\]|＠)(?:{label}{dot})+{label})"
    );
    let ip = format!(r"(?P<ip>{edge}[0-9]{{1,3}}(?:{dot}[0-9]{{1,3}}){{3}}{edge})");
    let host = format!(r"(?P<host>{edge}(?:{label}{dot})+[A-Za-z][A-Za-z0-9-]+{edge})");
    // A day is no number of a person's.
    let day = format!(r"(?P<day>{edge}[0-9]{{4}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?:T|{edge}))");
    let number = r"(?P<number>\+?[0-9０-９](?:[\x20().\x2d‐−ー－]{0,2}[0-9０-９]){6,})";
    let token = format!(r"(?P<token>{edge}[A-Za-z0-9_-]{{8,}}{edge})");
    let greeting =
        r"(?P<dear>\b(?i:dear|hello|hi) +)(?P<who>[\p{L}'-]{2,24}(?: [\p{L}'-]{2,24}){0,2})";
    let all = [masked, url, &bare, &mailbox, &ip, &host, &name(), greeting, &day, number, &token];
    Regex::new(&all.join("|")).ok()
});

/// Names stand before 様 or さん in kanji, katakana or letters; in hiragana only where a line begins,
/// for elsewhere the words before would be taken for a part.
fn name() -> String {
    let word = r"(?:[\p{Han}々\p{Katakana}ー]{1,12}|[A-Za-z'-]{1,24})";
    let gap = r"[ \u{3000}・]";
    let edge = r"[ \u{3000}]?";
    let kana = r"\p{Hiragana}{1,12}?";
    format!(
        r"(?P<name>{word}(?:{gap}{word})?)(?P<polite>{edge}(?:様|さま|さん))(?P<tail>[子式態相々]?)|(?m:^){edge}(?P<kana>{kana}(?:{gap}{kana})?)(?P<kana_polite>{edge}(?:様|さま))"
    )
}

/// Letters and digits mixed, as in order numbers; words with a year behind them are none.
pub(super) fn is_token(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    digits >= 5 && word.chars().any(|c| c.is_ascii_alphabetic())
}

/// A file's name that looks as a host's does.
pub(super) fn file(name: &str) -> Option<(&str, &str)> {
    const ENDS: [&str; 17] = [
        "pdf", "zip", "html", "htm", "eml", "msg", "txt", "csv", "doc", "docx", "xls", "xlsx",
        "png", "jpg", "jpeg", "gif", "ics",
    ];
    let (stem, end) = name.rsplit_once('.')?;
    ENDS.contains(&end.to_ascii_lowercase().as_str()).then_some((stem, end))
}

/// Words before 様 or after "Dear" that name nobody in particular.
pub(super) fn is_nobody(name: &str) -> bool {
    // 様 is also a part of words: 多様, 模様, 同様.
    const WHOLE: [&str; 16] = [
        "皆", "みな", "子", "お子", "奥", "神", "王", "殿", "貴", "多", "一", "異", "有", "両",
        "各", "左",
    ];
    const ENDS: [&str; 10] =
        ["客", "者", "会員", "ユーザー", "各位", "メンバー", "社", "同", "仕", "模"];
    const WORDS: [&str; 8] =
        ["customer", "user", "member", "client", "sir", "madam", "all", "there"];
    let lower = name.trim().to_lowercase();
    WHOLE.contains(&lower.as_str())
        || ENDS.iter().any(|end| lower.ends_with(end))
        || lower.split(' ').any(|word| WORDS.contains(&word))
}

/// The value of a digit, full-width ones too.
pub(super) fn digit(c: char) -> Option<char> {
    let wide = u32::from(c).checked_sub(u32::from('０')).filter(|value| *value < 10);
    char::from_digit(c.to_digit(10).or(wide)?, 10)
}
