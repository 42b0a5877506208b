use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD as BASE64};

use super::wording::{stir, words};

/// Hashes of one template. Their agreement estimates how much two texts have in common within some
/// five points of a hundred.
const HASHES: usize = 96;

/// Hashes that must agree for two templates to be compared at all. With 24 bands of four, texts that
/// have seven tenths in common are found with 99.9 %, texts that have one tenth with 0.2 %.
const BAND: usize = 4;

/// Words that are looked at together.
const SHINGLE: usize = 4;

/// Fewest shingles of a text that can be told from another one.
const LEAST: usize = 16;

/// How a text reads, whatever names, numbers and addresses stand in it: a MinHash signature over
/// runs of its words. It does not lead back to the text.
#[derive(Clone, Eq, Hash, PartialEq)]
pub struct Template([u16; HASHES]);

impl std::fmt::Debug for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Template({})", self.written())
    }
}

impl Template {
    /// How a text reads; `None` when it is too short to be told from others.
    #[must_use]
    pub fn of(visible: &str) -> Option<Self> {
        let words = words(visible);
        let mut shingles: Vec<u64> = words.windows(SHINGLE).map(shingle).collect();
        shingles.sort_unstable();
        shingles.dedup();
        (shingles.len() >= LEAST).then(|| Self::sketch(&shingles))
    }

    fn sketch(shingles: &[u64]) -> Self {
        let mut least = [u64::MAX; HASHES];
        let multipliers = MULTIPLIERS;
        for shingle in shingles {
            for (least, multiplier) in least.iter_mut().zip(multipliers) {
                let hash = shingle.wrapping_mul(multiplier);
                *least = (*least).min(hash ^ (hash >> 32));
            }
        }
        // The least of many begins with zeros in any text; stirred, its last bits tell it apart.
        Self(least.map(|least| low(stir(least))))
    }

    /// How much two texts have in common, from 0 to 1 (Jaccard, estimated).
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f64 {
        let same = self.0.iter().zip(&other.0).filter(|(one, other)| one == other).count();
        same as f64 / HASHES as f64
    }

    /// Numbers of which alike templates share at least one, most likely.
    pub(crate) fn keys(&self) -> impl Iterator<Item = i64> {
        self.0.chunks(BAND).enumerate().map(|(band, hashes)| {
            let packed = hashes.iter().fold(0, |packed: u64, hash| packed << 16 | u64::from(*hash));
            key(stir(packed.wrapping_add(stir(band as u64 + 1))))
        })
    }

    /// As the store keeps it.
    pub(crate) fn written(&self) -> String {
        let octets: Vec<u8> = self.0.iter().flat_map(|hash| hash.to_be_bytes()).collect();
        BASE64.encode(octets)
    }

    /// What [`Self::written`] wrote.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let octets = BASE64.decode(text).ok()?;
        let (pairs, rest) = octets.as_chunks::<2>();
        let hashes: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
        hashes.try_into().ok().filter(|_| rest.is_empty()).map(Self)
    }
}

/// A number as a column of either database has it.
pub(super) fn key(hash: u64) -> i64 {
    i64::from_ne_bytes(hash.to_ne_bytes())
}

fn low(number: u64) -> u16 {
    (number & 0xffff) as u16
}

fn shingle(words: &[u64]) -> u64 {
    stir(words.iter().fold(0, |hash: u64, word| stir(hash).wrapping_add(*word)))
}

/// Odd numbers, drawn once and never changed: what the store keeps depends on them.
const MULTIPLIERS: [u64; HASHES] = {
    let mut multipliers = [0; HASHES];
    let mut state: u64 = 0x6d65_6b69_6b69_0001;
    let mut at = 0;
    while at < HASHES {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        #[expect(clippy::indexing_slicing, reason = "a constant, within its own bounds")]
        {
            multipliers[at] = (state ^ (state >> 29)) | 1;
        }
        at += 1;
    }
    multipliers
};

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "お客様のカードのご利用を確認させていただきたい取引がありましたので、\
        誠に勝手ながら、カードのご利用を一部制限させていただき、ご連絡させていただきました。";

    fn likeness(one: &str, other: &str) -> f64 {
        Template::of(one).unwrap().likeness(&Template::of(other).unwrap())
    }

    #[test]
    fn likeness_follows_what_texts_have_in_common() {
        let changed = FIRST.replace("一部制限", "すべて停止");
        let other = "お荷物のお届けにあがりましたが不在の為持ち帰りました。下記より再配達のご依頼をお願いいたします。";
        assert!(likeness(FIRST, FIRST) > 0.99);
        assert!((0.6..0.95).contains(&likeness(FIRST, &changed)), "{}", likeness(FIRST, &changed));
        assert!(likeness(FIRST, other) < 0.2);
    }

    #[test]
    fn alike_templates_share_a_key() {
        let (one, other) = (FIRST, FIRST.replace("一部制限", "停止"));
        let keys: Vec<i64> = Template::of(one).unwrap().keys().collect();
        assert_eq!(keys.len(), 24);
        assert!(Template::of(&other).unwrap().keys().any(|key| keys.contains(&key)));
    }

    #[test]
    fn a_few_words_are_no_template() {
        for text in ["", "ok", "ご確認ください。", "See https://a.example/"] {
            assert_eq!(Template::of(text), None, "{text}");
        }
    }

    #[test]
    fn a_template_is_read_as_it_was_written() {
        let template = Template::of(FIRST).unwrap();
        assert_eq!(Template::read(&template.written()), Some(template));
        for broken in ["", "AAAA", "%", "AAA"] {
            assert_eq!(Template::read(broken), None, "{broken}");
        }
    }
}
