use check::Bilingual;
use serde::Serialize;
use verdict::words::Language;

use super::{
    Action, Answer, Dialogue, Known, Line, Speaker, Talk,
    node::{Leading, Node},
    spoken,
};

/// Something the person can choose: one button of a form.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Choice {
    /// What comes back in [`Input::Chose`](super::Input::Chose).
    pub id: String,
    /// What stands on the button.
    pub label: String,
}

/// A link out of the talk.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Button {
    /// Where it leads.
    pub action: Action,
    /// What stands on it.
    pub label: String,
}

/// What is shown at the end of the transcript: the desk's last turn and what can be done now.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Screen {
    /// The language it is in.
    #[serde(with = "spoken")]
    pub language: Language,
    /// The node it shows.
    pub node: String,
    /// What a person decided, to stand above the talk; empty where the desk just said it.
    pub standing: Vec<Line>,
    /// What the desk just said.
    pub lines: Vec<Line>,
    /// What can be chosen, in order.
    pub options: Vec<Choice>,
    /// Ways out of the talk.
    pub actions: Vec<Button>,
    /// Whether a person is to be called now.
    pub hand_over: bool,
}

impl Dialogue {
    /// The screen of a talk as it stands: also what a page shows that is opened again.
    #[must_use]
    pub fn screen(&self, talk: &Talk, known: &Known<'_>) -> Screen {
        let at = if self.node(&talk.at).is_some() { &talk.at } else { &self.script.start };
        let node = self.node(at);
        let last = talk.turns.iter().rev().find(|turn| turn.by == Speaker::Desk);
        let lines = last.map(|turn| turn.lines.clone()).unwrap_or_default();
        let mut standing = self.decision_lines(talk.language, known);
        if standing.iter().all(|line| lines.contains(line)) {
            standing.clear();
        }
        Screen {
            language: talk.language,
            node: at.clone(),
            standing,
            lines,
            options: self.options(at, talk, known),
            actions: node.map(|node| self.buttons(node, talk, known)).unwrap_or_default(),
            hand_over: node.is_some_and(|node| node.hands_over),
        }
    }

    /// What can be chosen at a node: its own options, then what can always be chosen.
    pub(super) fn options(&self, at: &str, talk: &Talk, known: &Known<'_>) -> Vec<Choice> {
        let node = self.node(at);
        let mut options = node.map(|node| self.answers(node, talk.language)).unwrap_or_default();
        let own = node.map(|node| node.options.as_slice()).unwrap_or_default();
        for leading in own.iter().chain(&self.script.always) {
            let is_new = leading.to != at && options.iter().all(|had| had.id != leading.to);
            if is_new && leading.when.holds(talk, known) {
                options.push(self.choice(leading, talk, known));
            }
        }
        options
    }

    fn choice(&self, leading: &Leading, talk: &Talk, known: &Known<'_>) -> Choice {
        let label = self.fill(&leading.label, talk.language, known);
        Choice { id: leading.to.clone(), label }
    }

    fn answers(&self, node: &Node, language: Language) -> Vec<Choice> {
        let Some(question) = &node.asks else {
            return Vec::new();
        };
        let choice = |answer: Answer| Choice {
            id: format!("{question}:{}", answer.as_str()),
            label: self.answer_words(answer).within(language).to_owned(),
        };
        Answer::ALL.into_iter().map(choice).collect()
    }

    pub(super) fn answer_words(&self, answer: Answer) -> &Bilingual {
        match answer {
            Answer::Yes => &self.script.phrases.yes,
            Answer::No => &self.script.phrases.no,
            Answer::Unsure => &self.script.phrases.unsure,
        }
    }

    fn buttons(&self, node: &Node, talk: &Talk, known: &Known<'_>) -> Vec<Button> {
        let links = node.links.iter().filter(|link| link.when.holds(talk, known));
        let button = |action: Action| {
            let label = self.script.actions.get(&action)?.within(talk.language).to_owned();
            Some(Button { action, label })
        };
        links.filter_map(|link| button(link.action)).collect()
    }
}
