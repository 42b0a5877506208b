use reading::Brands;
use serde::{Deserialize, Serialize};
use verdict::words::{self, Language};

use crate::{Bilingual, defang};

/// How we know a thing.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// We computed it ourselves.
    Recomputed,
    /// The receiving provider wrote it.
    Stated,
    /// The person told us.
    Told,
}

impl How {
    /// A short remark to stand behind a reason.
    #[must_use]
    pub fn remark(self, language: Language) -> &'static str {
        let how = match self {
            Self::Recomputed => auth::How::Recomputed,
            Self::Stated => auth::How::Stated,
            Self::Told => auth::How::Told,
        };
        words::how(how, language)
    }
}

impl From<auth::How> for How {
    fn from(how: auth::How) -> Self {
        match how {
            auth::How::Recomputed => Self::Recomputed,
            auth::How::Stated => Self::Stated,
            auth::How::Told => Self::Told,
        }
    }
}

/// One piece of evidence as it counted.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Reason {
    /// Its name, kebab-case and stable.
    pub evidence: String,
    /// What it counted, in decibans: positive speaks for fraud.
    pub weight: i16,
    /// How we know it.
    pub how: How,
    /// The reason as a sentence.
    #[serde(flatten)]
    pub words: Bilingual,
}

impl Reason {
    pub(super) fn new(reason: &verdict::Reason, brands: &Brands) -> Self {
        let words = Bilingual::of(|language| {
            defang::sentence(words::reason(&reason.evidence, brands, language))
        });
        let (evidence, weight) = (reason.evidence.name(), reason.weight.0);
        Self { evidence, weight, how: reason.how.into(), words }
    }
}

/// Something that was not looked at.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct NotLooked {
    /// `links`, `dns`, `header`, `attachment`, `codes`, `pictures`, `beyond-limit`.
    pub id: String,
    /// What, in words.
    #[serde(flatten)]
    pub words: Bilingual,
}

impl NotLooked {
    pub(super) fn new(what: &verdict::NotLooked) -> Self {
        let id = match what {
            verdict::NotLooked::Links => "links",
            verdict::NotLooked::Dns => "dns",
            verdict::NotLooked::Header => "header",
            verdict::NotLooked::Attachment(_) => "attachment",
            verdict::NotLooked::Codes(_) => "codes",
            verdict::NotLooked::Pictures => "pictures",
            verdict::NotLooked::BeyondLimit => "beyond-limit",
        };
        let words = Bilingual::of(|language| defang::sentence(words::not_looked(what, language)));
        Self { id: id.to_owned(), words }
    }
}
