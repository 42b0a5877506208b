//! A language as states and transcripts write it: `ja`, `en`.

use serde::{Deserialize, Deserializer, Serializer, de::Error};
use verdict::words::Language;

pub(super) fn serialize<S: Serializer>(
    language: &Language,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(match language {
        Language::Ja => "ja",
        Language::En => "en",
    })
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Language, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "ja" => Ok(Language::Ja),
        "en" => Ok(Language::En),
        _ => Err(D::Error::custom("neither ja nor en")),
    }
}
