//! A text as a bag of hashed words, for the small learnt model of `verdict`.
//!
//! Addresses, hosts and numbers are left out on purpose: they name the single mail, not its kind.

/// How many buckets the hashes fall into.
pub const BUCKETS: usize = 1 << 16;

/// Characters that are read; frauds say what they want early.
const CHARACTERS: usize = 6_000;

/// The distinct buckets of a text's words, runs of signs and their pairs (languages with spaces) and of its two and
/// three letter runs (Japanese, Chinese, Korean), ascending.
#[must_use]
pub fn buckets(subject: &str, visible: &str) -> Vec<u16> {
    let mut bag = Bag::default();
    for text in [without_tags(subject), visible] {
        for token in text.split_whitespace() {
            if bag.characters > CHARACTERS {
                break;
            }
            bag.add_token(token);
        }
        bag.end_word();
        bag.previous = None;
    }
    bag.buckets.sort_unstable();
    bag.buckets.dedup();
    bag.buckets
}

/// A subject without the `[list]` tags and `Re:` that tell where it was found, not what it says.
fn without_tags(subject: &str) -> &str {
    let mut rest = subject.trim_start();
    loop {
        let next = match rest.strip_prefix('[').and_then(|tail| tail.split_once(']')) {
            Some((_, tail)) => tail,
            None => match rest.split_once(':') {
                Some((head, tail)) if head.len() <= 3 => tail,
                _ => return rest,
            },
        };
        rest = next.trim_start();
    }
}

#[derive(Default)]
struct Bag {
    buckets: Vec<u16>,
    characters: usize,
    word: Option<u64>,
    /// The word under way is a run of signs (`!!`, `$`, `★`).
    is_sign: bool,
    previous: Option<u64>,
    run: [Option<char>; 2],
}

impl Bag {
    fn add_token(&mut self, token: &str) {
        if token.contains("://") || token.contains('@') || token.starts_with("www.") {
            self.end_word();
            self.previous = None;
            return;
        }
        for c in token.chars() {
            self.characters += 1;
            if is_unspaced(c) {
                self.end_word();
                self.add_run(c);
            } else if c.is_alphanumeric() {
                self.run = [None; 2];
                if self.is_sign {
                    self.end_word();
                }
                let letter = if c.is_numeric() { '0' } else { lower(c) };
                self.word = Some(mix(self.word.unwrap_or(SEED), letter));
            } else {
                if !self.is_sign {
                    self.end_word();
                }
                self.run = [None; 2];
                self.is_sign = true;
                self.word = Some(mix(self.word.unwrap_or(SEED), c));
            }
        }
        self.end_word();
    }

    fn end_word(&mut self) {
        self.is_sign = false;
        let Some(word) = self.word.take() else { return };
        self.keep(word);
        if let Some(previous) = self.previous {
            self.keep(previous.rotate_left(17) ^ word);
        }
        self.previous = Some(word);
    }

    fn add_run(&mut self, c: char) {
        let [before_last, last] = self.run;
        if let Some(last) = last {
            let pair = mix(mix(SEED ^ 1, last), c);
            self.keep(pair);
            if let Some(before_last) = before_last {
                self.keep(mix(mix(mix(SEED ^ 2, before_last), last), c));
            }
        }
        self.run = [last, Some(c)];
        self.previous = None;
    }

    /// Keeps the upper 16 bits of a hash.
    fn keep(&mut self, hash: u64) {
        self.buckets.push((hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as u16);
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a over a character.
fn mix(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
}

fn lower(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Scripts written without spaces: kana, Han, Hangul.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_numbers_and_list_tags_do_not_count() {
        let plain = buckets("Hello", "your order 123");
        assert_eq!(buckets("[list] Re: Hello", "your order 777"), plain);
        assert_eq!(buckets("Hello", "https://a.example/x your order 123 me@a.example"), plain);
    }

    #[test]
    fn case_does_not_count_and_word_order_does() {
        assert_eq!(buckets("", "Free MONEY"), buckets("", "free money"));
        assert_ne!(buckets("", "free money"), buckets("", "money free"));
    }
}
