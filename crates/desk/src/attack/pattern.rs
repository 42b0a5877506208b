use url::Url;

use super::{
    pattern_words::{is_common, is_drawn},
    template::key,
    wording::stable_hash,
};

/// Parts of a path, and pairs of a query, that are looked at.
const PARTS: usize = 12;

/// From so many points on a shape tells who made it.
const TELLING: u32 = 6;

/// What the address of a page is shaped like, its host left out: plain words stay, whatever was drawn
/// by a machine is told by its kind and length, values are left out. `/member/{a9:13}.php?{a:8}`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct UrlPattern(String);

impl UrlPattern {
    /// The shape of an address; `None` when many strangers' pages have the same (`/`, `/login`).
    #[must_use]
    pub fn of(url: &Url) -> Option<Self> {
        let mut shape = Shape::default();
        let segments = url.path().split('/').filter(|segment| !segment.is_empty());
        for segment in segments.take(PARTS) {
            shape.text.push('/');
            shape.segment(segment);
        }
        if let Some(query) = url.query().filter(|query| !query.is_empty()) {
            shape.text.push('?');
            for pair in query.split('&').take(PARTS) {
                shape.pair(pair);
            }
        }
        (shape.points >= TELLING).then_some(Self(shape.text))
    }

    /// As people at the desk read it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the store kept.
    pub(crate) fn kept(text: String) -> Self {
        Self(text)
    }

    /// The number by which it is found.
    pub(crate) fn key(&self) -> i64 {
        key(stable_hash(self.0.as_bytes()))
    }
}

/// A shape that is being made.
#[derive(Default)]
struct Shape {
    text: String,
    points: u32,
}

impl Shape {
    fn segment(&mut self, segment: &str) {
        let (stem, ending) = match segment.rsplit_once('.') {
            Some((stem, ending)) if is_ending(ending) => (stem, Some(ending)),
            Some(_) | None => (segment, None),
        };
        self.words(stem);
        if let Some(ending) = ending {
            self.text.push('.');
            self.text.push_str(&ending.to_ascii_lowercase());
        }
    }

    /// Values differ from victim to victim; names of parameters are the page's own.
    fn pair(&mut self, pair: &str) {
        let (name, value) = pair.split_once('=').map_or((pair, None), |(n, v)| (n, Some(v)));
        self.words(name);
        if value.is_some() {
            self.text.push('=');
        }
        self.text.push('&');
    }

    /// Words that are joined by hyphens and the like.
    fn words(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let end = rest.find(['-', '_', '.', '+', '~', '!']).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.word(word);
            let mut after = after.chars();
            let Some(joint) = after.next() else { return };
            self.text.push(joint);
            rest = after.as_str();
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        let is_plain = word.bytes().all(|octet| octet.is_ascii_alphabetic()) && !is_drawn(word);
        if is_plain {
            let word = word.to_ascii_lowercase();
            self.points += match word.len() {
                _ if is_common(&word) => 0,
                0..=2 => 1,
                3..=5 => 2,
                _ => 3,
            };
            self.text.push_str(&word);
            return;
        }
        let kind = Kind::of(word);
        self.points += if word.len() >= 8 { 3 } else { 1 };
        self.text.push_str(&format!("{{{}:{}}}", kind.name(), length(word.len())));
    }
}

/// What a part that a machine drew is made of.
struct Kind {
    small: bool,
    capital: bool,
    digit: bool,
    other: bool,
}

impl Kind {
    fn of(word: &str) -> Self {
        let has = |is: fn(&u8) -> bool| word.as_bytes().iter().any(is);
        Self {
            small: has(u8::is_ascii_lowercase),
            capital: has(u8::is_ascii_uppercase),
            digit: has(u8::is_ascii_digit),
            other: has(|octet| !octet.is_ascii_alphanumeric()),
        }
    }

    fn name(&self) -> String {
        [(self.small, 'a'), (self.capital, 'A'), (self.digit, '9'), (self.other, '*')]
            .into_iter()
            .filter_map(|(is_there, sign)| is_there.then_some(sign))
            .collect()
    }
}

/// Long tokens hold what differs from victim to victim, and their length with it.
fn length(octets: usize) -> String {
    if octets <= 24 { octets.to_string() } else { "long".to_owned() }
}

fn is_ending(text: &str) -> bool {
    (2..=5).contains(&text.len()) && text.bytes().all(|octet| octet.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str) -> Option<String> {
        UrlPattern::of(&Url::parse(url).unwrap()).map(|pattern| pattern.0)
    }

    #[test]
    fn pages_of_one_maker_are_shaped_alike_on_whatever_host() {
        for (one, other, expected) in [
            (
                "https://a.example/ohencdlblxhahiy.php?w7xudmz6fl3fu2h=12",
                "https://b.test/qhdnvkfjsmwpzlx.php?a1b2c3d4e5f6g7h=x",
                "/{a:15}.php?{a9:15}=&",
            ),
            (
                "https://a.example/member/eki-net/Personal/Top?x=1",
                "http://c.test/member/eki-net/personal/top?x=99",
                "/member/eki-net/personal/top?x=&",
            ),
        ] {
            assert_eq!(of(one).as_deref(), Some(expected), "{one}");
            assert_eq!(of(other).as_deref(), Some(expected), "{other}");
        }
    }

    #[test]
    fn what_every_other_site_has_is_no_pattern() {
        for url in [
            "https://a.example/",
            "https://a.example/login",
            "https://a.example/index.php?id=5",
            "https://a.example/jp.html",
            "https://a.example/wp-content/uploads/",
            "https://a.example/?12",
        ] {
            assert_eq!(of(url), None, "{url}");
        }
    }

    #[test]
    fn values_never_stay() {
        let pattern =
            of("https://a.example/netbank/kakunin?mail=hanako@b.example&x=Secret").unwrap();
        assert_eq!(pattern, "/netbank/kakunin?mail=&x=&");
    }

    proptest::proptest! {
        #[test]
        fn any_address_has_a_shape_or_none(path in "\\PC{0,80}") {
            if let Ok(url) = Url::parse(&format!("https://a.example/{path}")) {
                let _ = UrlPattern::of(&url);
            }
        }
    }
}
