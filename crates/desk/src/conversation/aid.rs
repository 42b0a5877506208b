use serde::Serialize;
use verdict::words::Language;

use super::{Dialogue, Known, Line, Talk};

/// What to do when one thing has happened: the same words as in the talk.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct FirstAid {
    /// Id of the node that tells it.
    pub id: String,
    /// What has happened, as somebody would choose it.
    pub title: String,
    /// What to do, most urgent first.
    pub lines: Vec<Line>,
}

/// The node whose options are the things that can have happened.
pub(super) const AID: &str = "aid";

impl Dialogue {
    /// First aid for everything that can have happened, for a page that shows it all.
    #[must_use]
    pub fn first_aids(&self, language: Language) -> Vec<FirstAid> {
        let (talk, known) = (Talk::new(language, AID), Known::default());
        let options = self.node(AID).map(|node| node.options.as_slice()).unwrap_or_default();
        let aids = options.iter().filter_map(|leading| {
            let node = self.node(&leading.to).filter(|node| node.urgent)?;
            let title = self.fill(&leading.label, language, &known);
            let lines = node.say.iter().flat_map(|saying| self.say(saying, &talk, &known));
            Some(FirstAid { id: leading.to.clone(), title, lines: lines.collect() })
        });
        aids.collect()
    }

    /// What has happened, by its id in a talk, as somebody would say it.
    #[must_use]
    pub fn happened(&self, what: &str, language: Language) -> String {
        let options = self.node(AID).map(|node| node.options.as_slice()).unwrap_or_default();
        let title = options.iter().find_map(|leading| {
            let node = self.node(&leading.to)?;
            let is_it = node.happened.as_deref() == Some(what);
            is_it.then(|| self.fill(&leading.label, language, &Known::default()))
        });
        title.unwrap_or_else(|| what.to_owned())
    }

    /// What is said after any first aid: whom to ask for advice.
    #[must_use]
    pub fn after_first_aid(&self, language: Language) -> Vec<Line> {
        let (talk, known) = (Talk::new(language, AID), Known::default());
        let after = self.script.after_urgent.iter();
        after.flat_map(|saying| self.say(saying, &talk, &known)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::LineKind;

    #[test]
    fn what_has_happened_is_told_in_words() {
        let dialogue = Dialogue::built_in();
        let aids = dialogue.first_aids(Language::En);
        let happened = aids.iter().filter_map(|aid| dialogue.node(&aid.id)?.happened.clone());
        for what in happened {
            assert_ne!(dialogue.happened(&what, Language::Ja), what);
        }
        assert_eq!(dialogue.happened("card", Language::En), "I entered a card number");
    }

    #[test]
    fn everything_that_can_have_happened_has_its_first_aid_in_both_languages() {
        for language in [Language::Ja, Language::En] {
            let aids = Dialogue::built_in().first_aids(language);
            assert!(aids.len() >= 8, "{aids:?}");
            for aid in aids {
                let first = aid.lines.first().unwrap();
                assert_eq!(first.kind, LineKind::Urgent, "{}", aid.id);
            }
            assert!(!Dialogue::built_in().after_first_aid(language).is_empty());
        }
    }
}
