//! The terms of an offer: until when it can be taken, and how long used.

use jiff::{ToSpan, civil::Date};

use super::day::{self, When};
use crate::phrase::fold_line;

/// One term.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Term {
    /// Last day to take it.
    ClaimUntil(Date),
    /// Last day to use it.
    UseUntil(Date),
    /// Days to use it in, from the day it was taken.
    UseWithin(u16),
}

/// A line in comparable spelling.
pub(super) fn folded(line: &str) -> String {
    fold_line(line)
}

/// Reads the terms of all lines; each line is read together with the one above, where a heading
/// such as 有効期限 often stands.
pub(super) fn terms<'t>(lines: impl Iterator<Item = &'t str>, received: Option<Date>) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut above = String::new();
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let text = folded(line);
        read_line(&above, &text, received, &mut terms);
        if terms.len() > TERMS_READ {
            break;
        }
        above = text;
    }
    terms
}

/// Terms that are kept; real offers have two or three.
const TERMS_READ: usize = 32;

/// Characters before a day that tell what the day is for, and after it.
const BEFORE: usize = 48;
const AFTER: usize = 28;

fn read_line(above: &str, text: &str, received: Option<Date>, terms: &mut Vec<Term>) {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let fresh = at == 0 || !ends_in_number_or_letter(text.get(..at).unwrap_or_default(), rest);
        match fresh.then(|| day::read(rest, received)).flatten() {
            Some((when, length)) => {
                let after = rest.get(length..).unwrap_or_default();
                let before = Before { line: text.get(..at).unwrap_or_default(), above };
                terms.extend(term(&before, when, after, received));
                at += length.max(1);
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
}

/// Whether a number here would begin in the middle of another, or a word in mid-word.
fn ends_in_number_or_letter(before: &str, rest: &str) -> bool {
    let last = before.chars().next_back();
    let next = rest.chars().next();
    last.is_some_and(|last| {
        last.is_ascii_digit()
            || matches!(last, '/' | '年' | '令' | '和')
            || last.is_ascii_alphabetic() && next.is_some_and(|next| next.is_ascii_alphanumeric())
    })
}

/// What stands before a day.
struct Before<'t> {
    line: &'t str,
    above: &'t str,
}

impl Before<'_> {
    fn near(&self) -> &str {
        tail(self.line, BEFORE)
    }
}

fn tail(text: &str, characters: usize) -> &str {
    let start = text.char_indices().rev().nth(characters.saturating_sub(1)).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

fn head(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

fn term(before: &Before<'_>, when: When, after: &str, received: Option<Date>) -> Option<Term> {
    let after = head(after, AFTER);
    match when {
        When::Day(day) => dated(before, day, after),
        When::Days(days) => counted(before, days, after, received),
    }
}

/// Words that make a day the last one, before it and after it.
const LAST_BEFORE: [&str; 22] = [
    "期限",
    "期間",
    "締切",
    "締め切り",
    "失効",
    "~",
    "から",
    "until",
    "till",
    "through",
    " by",
    "before",
    "expires",
    "expire",
    "expiry",
    "expiration",
    "ends",
    "end",
    "valid",
    "deadline",
    "use by",
    "last day",
];
/// Words that tell of a period that is over.
const OVER: [&str; 4] = ["実施した", "実施しました", "開催した", "開催しました"];
const LAST_AFTER: [&str; 6] = ["まで", "迄", "に失効", "締切", "を以て", "をもって"];

fn dated(before: &Before<'_>, day: Date, after: &str) -> Option<Term> {
    // Weekday and time belong to the day.
    let after = after.trim_start_matches(|ch: char| {
        ch.is_ascii_digit()
            || matches!(
                ch,
                '(' | ')'
                    | ':'
                    | ' '
                    | ','
                    | '時'
                    | '分'
                    | '月'
                    | '火'
                    | '水'
                    | '木'
                    | '金'
                    | '土'
                    | '日'
                    | '祝'
            )
    });
    if after.starts_with(['~', '-']) || after.starts_with("から") || after.starts_with("より") {
        return None;
    }
    if OVER.iter().any(|words| after.contains(words)) {
        return None;
    }
    let near = before.near();
    let heading = tail(before.above, BEFORE);
    let heading = if near.trim().is_empty() { heading } else { near };
    let last = LAST_AFTER.iter().any(|words| after.starts_with(words))
        || LAST_BEFORE.iter().any(|words| heading.contains(words));
    last.then(|| match purpose(near, after, before.above) {
        Purpose::Use => Term::UseUntil(day),
        Purpose::Claim | Purpose::Unsaid => Term::ClaimUntil(day),
    })
}

/// Words that count from the receipt of the message, or from when the offer was taken.
const FROM_RECEIPT: [&str; 16] = [
    "受信日",
    "受信後",
    "受信から",
    "メール受信",
    "受信した日",
    "送信日",
    "配信日",
    "到着日",
    "招待日",
    "of receiving",
    "of receipt",
    "after receiving",
    "from receipt",
    "of this email",
    "of this invitation",
    "of this message",
];
const FROM_CLAIM: [&str; 24] = [
    "受け取ってから",
    "受取ってから",
    "受け取り後",
    "受取後",
    "受取日から",
    "受け取り日から",
    "受け取った日から",
    "取得後",
    "取得から",
    "取得日から",
    "獲得後",
    "獲得から",
    "獲得日から",
    "発行後",
    "発行から",
    "発行日から",
    "付与日から",
    "付与から",
    "of claiming",
    "after claiming",
    "of taking",
    "of activation",
    "of issue",
    "after you claim",
];

fn counted(before: &Before<'_>, days: u16, after: &str, received: Option<Date>) -> Option<Term> {
    let near = before.near();
    let around = |words: &[&str]| words.iter().any(|w| near.contains(w) || after.contains(w));
    if around(&FROM_CLAIM) {
        return Some(Term::UseWithin(days));
    }
    let from_receipt = around(&FROM_RECEIPT);
    let expires = around(&[
        "within",
        "expires in",
        "in the next",
        "left",
        "残り",
        "あと",
        "以内",
        "有効",
        "valid for",
    ]) || after.starts_with("以内");
    if !from_receipt && !expires {
        return None;
    }
    let including = around(&["受信日を含", "当日を含", "受信日含", "including the day"]);
    let last =
        received?.checked_add(i64::from(days).saturating_sub(i64::from(including)).days()).ok()?;
    Some(match purpose(near, after, before.above) {
        Purpose::Use if !from_receipt => Term::UseUntil(last),
        Purpose::Use | Purpose::Claim | Purpose::Unsaid => Term::ClaimUntil(last),
    })
}

/// What a day is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Purpose {
    Claim,
    Use,
    Unsaid,
}

const CLAIM: [&str; 16] = [
    "受け取",
    "受取",
    "受領",
    "獲得",
    "取得",
    "エントリー",
    "応募",
    "申込",
    "申し込み",
    "登録",
    "参加",
    "招待",
    "claim",
    "sign up",
    "register",
    "invitation",
];
const USE: [&str; 11] = [
    "利用",
    "使い",
    "使用",
    "使え",
    "失効",
    "期限が切れ",
    "ご注文",
    "use ",
    "used",
    "redeem",
    "spend",
];

/// Words that speak of use unless something is said of taking it: an invitation expires too.
const VALID: [&str; 4] = ["有効", "valid", "expire", "expiration"];

/// The nearest word decides: first what follows up to the sentence's end, then what stands before,
/// at last the heading.
fn purpose(before: &str, after: &str, above: &str) -> Purpose {
    let nearest = |text: &str, find: fn(&str, &str) -> Option<usize>| {
        let place = |words: &[&str]| words.iter().filter_map(|word| find(text, word)).max();
        match (place(&CLAIM), place(&USE)) {
            (None, None) => Purpose::Unsaid,
            (claim, used) if used > claim => Purpose::Use,
            _ => Purpose::Claim,
        }
    };
    // From the right end for what stands before; from the left for what follows (nearer = larger).
    let last: fn(&str, &str) -> Option<usize> = |text, word| text.rfind(word);
    let first: fn(&str, &str) -> Option<usize> =
        |text, word| text.find(word).map(|at| usize::MAX - at);
    let sentence = after.split(['。', '.', '!', '、', ',']).next().unwrap_or(after);
    let valid = VALID.iter().any(|word| before.contains(word) || sentence.contains(word));
    let valid = if valid { Purpose::Use } else { Purpose::Unsaid };
    [nearest(before, last), nearest(sentence, first), valid, nearest(above, last)]
        .into_iter()
        .find(|purpose| *purpose != Purpose::Unsaid)
        .unwrap_or(Purpose::Unsaid)
}
