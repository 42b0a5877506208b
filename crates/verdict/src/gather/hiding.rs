//! What the message hides from its reader or from those who check it.

use mail::{Anomaly, SingleField};
use reading::LinkPlace;

use super::{Context, Found};
use crate::Evidence;

/// Hidden characters, beyond the preheader that newsletters have, that dilute a text.
const MANY_HIDDEN: usize = 200;
/// Visible text shorter than this says nothing: the picture speaks.
const FEW_VISIBLE: usize = 40;
/// So few shared letter runs mean that plain text and HTML are different texts.
const LITTLE_SHARED: u8 = 20;
/// Characters of a text that are searched for mixed alphabets.
const SEARCHED: usize = 4_000;

pub(crate) fn gather(context: &Context<'_>, found: &mut Found) {
    let reading = context.facts.reading;
    let characters = reading.hidden.chars().filter(|c| !c.is_whitespace()).count();
    if characters >= MANY_HIDDEN {
        found.add(Evidence::HiddenText { characters });
    }
    if reading.invisible.inside_words > 0 {
        found.add(Evidence::InvisibleCharacters { count: reading.invisible.inside_words });
    }
    let displays = context.facts.authentication.authors.shown().iter().map(|a| a.display.as_str());
    let word =
        displays.chain([reading.subject.as_str(), reading.visible.as_str()]).find_map(mixed_word);
    if let Some(word) = word {
        found.add(Evidence::LookalikeLetters { word });
    }
    only_a_picture(context, found);
    if reading.difference.as_ref().is_some_and(|d| d.shared.is_some_and(|s| s < LITTLE_SHARED)) {
        found.add(Evidence::TwoFaces);
    }
    if context.facts.anomalies.iter().any(deceives) {
        found.add(Evidence::StructureOdd);
    }
}

/// The first word that mixes Latin letters with Cyrillic or Greek ones.
fn mixed_word(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let end = text.floor_char_boundary(SEARCHED);
    text.get(..end)?
        .split(|c: char| !c.is_alphabetic())
        .find(|word| {
            let latin = word.chars().any(|c| c.is_ascii_alphabetic());
            let other = word.chars().any(|c| matches!(c, '\u{370}'..='\u{52f}'));
            latin && other
        })
        .map(|word| word.chars().take(40).collect())
}

fn only_a_picture(context: &Context<'_>, found: &mut Found) {
    let reading = context.facts.reading;
    let seen = reading.visible.chars().filter(|c| c.is_alphanumeric()).count();
    let has_picture = reading.pictures.iter().any(|picture| !picture.is_unseen);
    let leads_out = context.ways.iter().any(|way| {
        matches!(way.link.place, LinkPlace::Anchor | LinkPlace::ImageMap)
            && !context.is_at_home(way)
    });
    if seen < FEW_VISIBLE && has_picture && leads_out {
        found.add(Evidence::OnlyAPicture);
    }
}

/// Oddities by which programs are made to show different messages.
fn deceives(anomaly: &Anomaly) -> bool {
    matches!(
        anomaly,
        Anomaly::Repeated(SingleField::Subject | SingleField::From | SingleField::ReplyTo)
            | Anomaly::BlankFold
            | Anomaly::SameBoundary
            | Anomaly::PartAfterClosing
            | Anomaly::ConflictingTypes
            | Anomaly::ConflictingEncodings
            | Anomaly::EncodedContainer
            | Anomaly::TooManyParts
            | Anomaly::TooDeep
    )
}
