use reading::text::{is_host_like, is_invisible};
use unicode_normalization::UnicodeNormalization as _;

use crate::fingerprint::without_name;

/// Words that are read of one text: more says nothing new about how it reads.
const WORDS: usize = 8_192;

/// What stands where a part differs from copy to copy.
const NUMBER: &str = "0";
const ADDRESS: &str = "@";
const CODE: &str = "#";

/// The words of a text as a stable hash each, with everything taken away in which copies of one
/// template differ: names in greetings, addresses of pages and people, numbers and codes, invisible
/// characters, spaces. A letter of a script without spaces is a word of its own.
pub(super) fn words(visible: &str) -> Vec<u64> {
    let mut words = Vec::new();
    for line in visible.lines() {
        let line: String = line.nfkc().filter(|c| !is_invisible(*c)).collect();
        let line = without_name(line.trim()).to_lowercase();
        read_line(&line, &mut words);
        if words.len() >= WORDS {
            words.truncate(WORDS);
            break;
        }
    }
    words
}

fn read_line(line: &str, words: &mut Vec<u64>) {
    let mut run = String::new();
    for letter in line.chars() {
        if letter.is_ascii_graphic() {
            run.push(letter);
            continue;
        }
        read_run(&run, words);
        run.clear();
        if letter.is_alphanumeric() && letter != 'ー' {
            if letter.is_ascii() || !is_spaced(letter) {
                put(words, letter.encode_utf8(&mut [0; 4]));
            } else {
                run.push(letter);
            }
        }
    }
    read_run(&run, words);
}

/// Whether words of the letter's script are written apart from each other.
fn is_spaced(letter: char) -> bool {
    u32::from(letter) < 0x2E80
}

/// ASCII without a space in it.
fn read_run(run: &str, words: &mut Vec<u64>) {
    if run.is_empty() {
        return;
    }
    let trimmed = run.trim_matches(|c: char| c.is_ascii_punctuation());
    if run.contains("://") || trimmed.contains('@') || is_host_like(host_of(trimmed)) {
        put(words, ADDRESS);
        return;
    }
    for word in run.split(|c: char| c.is_ascii_punctuation()).filter(|word| !word.is_empty()) {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let letters = word.len() - digits;
        put(
            words,
            match (digits, letters) {
                (0, _) => word,
                (_, 0) => NUMBER,
                // 3dセキュア is a word, ab12345678cd is none.
                _ if word.len() < 5 => word,
                _ => CODE,
            },
        );
    }
}

fn host_of(text: &str) -> &str {
    text.split(['/', '?', '#', ':']).next().unwrap_or(text)
}

/// Numbers in a row are one: `090-1234-5678` and `0120-000` are both a number.
fn put(words: &mut Vec<u64>, word: &str) {
    let hash = stable_hash(word.as_bytes());
    let is_repeated = matches!(word, NUMBER | ADDRESS | CODE) && words.last() == Some(&hash);
    if !is_repeated && words.len() < WORDS {
        words.push(hash);
    }
}

/// FNV-1a, stirred. What is kept in a database must be the same on every machine and in every
/// version, which the standard library's hashers do not promise.
pub(super) fn stable_hash(octets: &[u8]) -> u64 {
    let hash = octets.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, octet| {
        (hash ^ u64::from(*octet)).wrapping_mul(0x0100_0000_01b3)
    });
    stir(hash)
}

/// Spreads what two numbers differ in over all their bits (the end of SplitMix64).
pub(super) fn stir(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_one_template_have_the_same_words() {
        let template =
            "山田様\nカードのご利用を一時停止しました。\nhttps://a.example/x?k=1\n番号 1234-5678";
        for copy in [
            "佐藤 花子様\nカードのご利用を一時停止しました。\nhttps://other.test/\n番号 99",
            "山田様\nカードのご利用を\n一時停止しました。 https://b.example 番号 1",
            "山田様\nカ\u{200b}ードのご利用を一時\u{ad}停止しました。\nwww.mihon.jp/x\n番号 ９９",
        ] {
            assert_eq!(words(copy), words(template), "{copy}");
        }
    }

    #[test]
    fn other_words_differ() {
        for (one, other) in [("利用停止", "利用再開"), ("your account", "your parcel")] {
            assert_ne!(words(one), words(other));
        }
    }

    #[test]
    fn hashes_stay_what_they_are() {
        assert_eq!(stable_hash(b"mekiki"), stable_hash(b"mekiki"));
        assert_eq!(stir(0), 0);
    }
}
