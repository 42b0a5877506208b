use strum::{EnumString, IntoStaticStr};

use super::Traits;

/// From so much in common on, two texts are one, but for names and numbers.
const ONE_TEXT: f64 = 0.9;

/// From so much in common on, two texts are one template if they pose as the same brand.
const ALIKE: f64 = 0.55;

/// From so much in common on, two texts are one template if they pose as the same brand and other
/// traces agree.
const AKIN: f64 = 0.35;

/// Two messages whose pages are shaped alike have at least so much of their text in common, or they
/// only went out through the same machinery, which serves many.
const SAME_SUBJECT_MATTER: f64 = 0.25;

/// Traces of sending that must agree to support a text that is akin.
const TRACES: u32 = 2;

/// By what two reports belong together.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, Ord, PartialEq, PartialOrd)]
#[strum(serialize_all = "kebab-case")]
pub enum Bond {
    /// The text is the same but for names, numbers and addresses.
    Text,
    /// Large parts of the text are the same.
    TextAlike,
    /// The pages' addresses are shaped alike.
    UrlPattern,
    /// It is the very same page.
    Page,
    /// The subject is the same but for names and numbers.
    Subject,
    /// The same program sent it, as far as the header shows.
    Sending,
}

impl Bond {
    /// All, the strongest first.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::Page, Self::UrlPattern, Self::TextAlike, Self::Subject, Self::Sending];

    /// Its name in the store and in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// By what two reports belong to one attack; nothing when they do not.
///
/// - One text under the names of two brands that we know is two attacks: makers sell their texts, and
///   whoever is warned is a customer of one of the two. Only the very same page joins them.
/// - What is proven to come from a brand's own domain never belongs to what is not: who reports a
///   genuine newsletter does not make it part of an attack.
/// - Traces of sending never join by themselves: anybody may use the program.
#[must_use]
pub fn same(one: &Traits, other: &Traits) -> Vec<Bond> {
    if one.vouched != other.vouched || one.is_genuine != other.is_genuine {
        return Vec::new();
    }
    let likeness = match (&one.template, &other.template) {
        (Some(one), Some(other)) => Some(one.likeness(other)),
        (Some(_) | None, _) => None,
    };
    let brands = Brands::of(one, other);
    let pattern = !one.patterns.is_disjoint(&other.patterns);
    let traces = one.habits.common(&other.habits);
    let text = likeness.unwrap_or(0.0);
    let is_joined = one.is_same_page(other)
        || (brands == Brands::Open && text >= ONE_TEXT)
        || (brands == Brands::Same && text >= ALIKE)
        || (brands == Brands::Same && text >= AKIN && (pattern || traces >= TRACES))
        || (brands != Brands::Differ
            && pattern
            && likeness.is_none_or(|l| l >= SAME_SUBJECT_MATTER));
    if !is_joined {
        return Vec::new();
    }
    [
        (Bond::Text, text >= ONE_TEXT),
        (Bond::Page, one.is_same_page(other)),
        (Bond::UrlPattern, pattern),
        (Bond::TextAlike, (AKIN..ONE_TEXT).contains(&text)),
        (Bond::Subject, one.habits.is_same_subject(&other.habits)),
        (Bond::Sending, traces >= TRACES),
    ]
    .into_iter()
    .filter_map(|(bond, holds)| holds.then_some(bond))
    .collect()
}

/// Whom two reports pose as.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Brands {
    /// The same, or both nobody we know.
    Same,
    /// One of them as nobody we know.
    Open,
    /// Two that we know.
    Differ,
}

impl Brands {
    fn of(one: &Traits, other: &Traits) -> Self {
        match (&one.brand, &other.brand) {
            (Some(one), Some(other)) if one != other => Self::Differ,
            (Some(_), Some(_)) | (None, None) => Self::Same,
            (Some(_), None) | (None, Some(_)) => Self::Open,
        }
    }
}
