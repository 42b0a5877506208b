//! What a dialogue that reads can still lack. A dialogue is fit to be used when nothing is found.

use std::collections::BTreeSet;

use check::Bilingual;

use super::{
    Action, Dialogue,
    fact::{Fact, When},
    node::{Node, Saying},
    step::LANGUAGE,
};

/// One fault of a dialogue.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Fault {
    /// Something leads to a node there is not.
    LeadsNowhere {
        /// From where.
        from: String,
        /// Where to.
        to: String,
    },
    /// Nobody ever comes to this node.
    Unreachable(String),
    /// Nothing is said at this node.
    SaysNothing(String),
    /// The only ways on are those that are always there.
    DeadEnd(String),
    /// No person can be called from this node.
    NoPerson(String),
    /// A text lacks one of its languages.
    Untranslated(String),
    /// Routes lead in a circle.
    Circle(String),
    /// A question there is not.
    NoQuestion(String),
    /// An action without a label.
    NoLabel(Action),
    /// A condition asks for something that never happens.
    NeverHappens(String),
    /// A deed by verbs there are not.
    NoVerbs(String),
}

impl Dialogue {
    /// Everything that is wrong with it.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = BTreeSet::new();
        self.broken_ways(&mut faults);
        self.unreachable(&mut faults);
        for (id, node) in &self.script.nodes {
            self.of_node(id, node, &mut faults);
        }
        self.untranslated(&mut faults);
        self.conditions(&mut faults);
        let labels = &self.script.actions;
        let bare = Action::ALL.into_iter().filter(|action| !labels.contains_key(action));
        faults.extend(bare.map(Fault::NoLabel));
        let strange = self.words.deeds.iter().filter(|d| !self.words.verbs.contains_key(&d.did));
        faults.extend(strange.map(|deed| Fault::NoVerbs(deed.did.clone())));
        faults.into_iter().collect()
    }

    /// Every way: from where, to where.
    fn ways(&self) -> Vec<(&str, &str)> {
        let script = &self.script;
        let mut ways: Vec<(&str, &str)> = Vec::new();
        for (id, node) in &script.nodes {
            ways.extend(node.ways().map(|to| (id.as_str(), to)));
        }
        let always = script.always.iter().map(|leading| leading.to.as_str());
        let fixed = [&script.start, &script.not_understood, &script.pasted, &script.news];
        let words = self.words.deeds.iter().map(|deed| deed.to.as_str());
        let intents = self.words.intents.iter().map(|intent| intent.to.as_str());
        let nothing = std::iter::once(self.words.nothing_happened.as_str());
        let all = always.chain(fixed.into_iter().map(String::as_str)).chain(words).chain(intents);
        ways.extend(all.chain(nothing).map(|to| ("", to)));
        ways.retain(|(_, to)| ![LANGUAGE, "@ja", "@en"].contains(to));
        ways
    }

    fn broken_ways(&self, faults: &mut BTreeSet<Fault>) {
        for (from, to) in self.ways() {
            if self.node(to).is_none() {
                faults.insert(Fault::LeadsNowhere { from: from.into(), to: to.into() });
            }
        }
    }

    /// Nodes that nobody comes to by choosing: free text may be the shorter way, never the only
    /// one.
    fn unreachable(&self, faults: &mut BTreeSet<Fault>) {
        let ways = self.ways();
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut next: Vec<&str> = vec![&self.script.start, &self.script.pasted];
        next.extend([self.script.not_understood.as_str(), self.script.news.as_str()]);
        next.extend(self.script.always.iter().map(|leading| leading.to.as_str()));
        while let Some(at) = next.pop() {
            if reached.insert(at) {
                next.extend(ways.iter().filter(|(from, _)| *from == at).map(|(_, to)| *to));
            }
        }
        let lost = self.script.nodes.keys().filter(|id| !reached.contains(id.as_str()));
        faults.extend(lost.map(|id| Fault::Unreachable(id.clone())));
    }

    fn of_node(&self, id: &str, node: &Node, faults: &mut BTreeSet<Fault>) {
        let sends_all_on = node.go.iter().any(|route| route.when.is_always());
        let speaks = node.say.iter().any(|saying| saying.when().is_always());
        if !sends_all_on && !speaks && node.asks.is_none() {
            faults.insert(Fault::SaysNothing(id.into()));
        }
        let own = node.options.iter().any(|leading| leading.when.is_always());
        if !sends_all_on && !own && node.asks.is_none() {
            faults.insert(Fault::DeadEnd(id.into()));
        }
        let all = node.options.iter().chain(&self.script.always);
        let person = all
            .filter(|leading| leading.when.is_always())
            .any(|leading| self.node(&leading.to).is_some_and(|node| node.hands_over));
        if !person && !node.hands_over {
            faults.insert(Fault::NoPerson(id.into()));
        }
        if let Some(question) = &node.asks
            && (!self.script.questions.contains_key(question) || node.next.is_none())
        {
            faults.insert(Fault::NoQuestion(id.into()));
        }
        if self.circles(id) {
            faults.insert(Fault::Circle(id.into()));
        }
    }

    /// Whether whoever comes here can be sent round to here again without being asked.
    fn circles(&self, id: &str) -> bool {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let onward = |at: &str| {
            let node = self.node(at);
            let routes = node.into_iter().flat_map(|node| &node.go).map(|route| route.to.as_str());
            routes.chain(node.and_then(|node| node.next.as_deref())).collect::<Vec<_>>()
        };
        let mut next = onward(id);
        while let Some(at) = next.pop() {
            if at == id {
                return true;
            }
            if seen.insert(at) {
                next.extend(onward(at));
            }
        }
        false
    }

    /// Every text, with where it stands.
    pub(super) fn texts(&self) -> Vec<(String, &Bilingual)> {
        let script = &self.script;
        let mut texts: Vec<(String, &Bilingual)> = Vec::new();
        for (id, node) in &script.nodes {
            texts.extend(node.say.iter().filter_map(Saying::words).map(|text| (id.clone(), text)));
            texts.extend(node.options.iter().map(|leading| (id.clone(), &leading.label)));
        }
        texts.extend(script.always.iter().map(|leading| (leading.to.clone(), &leading.label)));
        let after = script.after_urgent.iter().filter_map(Saying::words);
        texts.extend(after.map(|text| ("after_urgent".to_owned(), text)));
        texts.extend(script.actions.iter().map(|(action, text)| (format!("{action:?}"), text)));
        for (id, question) in &script.questions {
            let found = [&question.yes, &question.no].into_iter().flatten();
            let all = std::iter::once(&question.words).chain(found.map(|found| &found.words));
            texts.extend(all.map(|text| (id.clone(), text)));
        }
        let phrases = &script.phrases;
        let all = [
            &phrases.yes,
            &phrases.no,
            &phrases.unsure,
            &phrases.no_brand,
            &phrases.decided_genuine,
            &phrases.decided_fraud,
            &phrases.decided_faulty,
            &phrases.decided_faulty_since,
            &phrases.not_your_fault,
            &phrases.whose_sender,
            &phrases.whose_partner,
            &phrases.whose_unknown,
            &phrases.row,
            &phrases.reason,
            &phrases.not_looked,
            &phrases.cut,
        ];
        texts.extend(all.map(|text| ("phrases".to_owned(), text)));
        texts
    }

    fn untranslated(&self, faults: &mut BTreeSet<Fault>) {
        for (at, text) in self.texts() {
            if text.ja.trim().is_empty() || text.en.trim().is_empty() {
                faults.insert(Fault::Untranslated(at));
            }
        }
    }

    /// Conditions on answers and happenings that no question and no node brings about.
    fn conditions(&self, faults: &mut BTreeSet<Fault>) {
        let happenings = || self.script.nodes.values().filter_map(|node| node.happened.as_ref());
        for fact in self.facts() {
            if let Fact::Said(question, _) = fact
                && !self.script.questions.contains_key(question)
            {
                faults.insert(Fault::NeverHappens(format!("said:{question}")));
            }
            if let Fact::Happened(Some(what)) = fact
                && happenings().all(|happening| happening != what)
            {
                faults.insert(Fault::NeverHappens(format!("happened:{what}")));
            }
        }
    }

    /// Every fact that a condition asks for.
    fn facts(&self) -> Vec<&Fact> {
        let script = &self.script;
        let nodes = || script.nodes.values();
        let sayings = nodes().flat_map(|node| &node.say).chain(&script.after_urgent);
        let leadings = nodes().flat_map(|node| &node.options).chain(&script.always);
        let questions = || script.questions.values();
        let found = questions().flat_map(|question| [&question.yes, &question.no]).flatten();
        let whens = sayings
            .map(Saying::when)
            .chain(leadings.map(|leading| &leading.when))
            .chain(nodes().flat_map(|node| &node.go).map(|route| &route.when))
            .chain(nodes().flat_map(|node| &node.links).map(|link| &link.when))
            .chain(questions().map(|question| &question.moot))
            .chain(found.map(|found| &found.when));
        whens.flat_map(When::facts).collect()
    }
}

impl Node {
    /// Where one can come from here.
    fn ways(&self) -> impl Iterator<Item = &str> {
        let routes = self.go.iter().map(|route| route.to.as_str());
        let options = self.options.iter().map(|leading| leading.to.as_str());
        routes.chain(options).chain(self.next.as_deref()).chain(self.otherwise.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_ask_for_evidence_there_is() {
        let requests = reading::RequestKind::ALL.map(|kind| format!("asks-for:{}", kind.as_str()));
        let lures = reading::LureKind::ALL.map(|kind| format!("tells:{}", kind.as_str()));
        let kinds = verdict::EvidenceKind::all().map(|kind| <&str>::from(kind).to_owned());
        let names: BTreeSet<String> = requests.into_iter().chain(lures).chain(kinds).collect();
        for fact in Dialogue::built_in().facts() {
            if let Fact::Evidence(name) = fact {
                assert!(names.contains(name), "{name}");
            }
        }
    }

    #[test]
    fn what_a_dialogue_lacks_is_found() {
        let whole = include_str!("../../data/dialogue.toml");
        let words = include_str!("../../data/words.toml");
        for (from, to, expected) in [
            ("{ to = \"hand-iphone\",", "{ to = \"hand-gmail\",", "Unreachable(\"hand-iphone\")"),
            ("{ to = \"person\",", "{ to = \"about\",", "NoPerson(\"start\")"),
            ("{ to = \"account-other\",", "{ to = \"elsewhere\",", "LeadsNowhere"),
            ("en = \"I'm not sure\"", "en = \"\"", "Untranslated(\"phrases\")"),
            ("\"said:install:yes\"", "\"said:weather:yes\"", "NeverHappens(\"said:weather\")"),
            ("next = \"weigh\"", "next = \"ask-order\"", "Circle(\"ask-order\")"),
            ("happened = \"paid\"", "asks = \"money\"", "NoQuestion(\"aid-paid\")"),
        ] {
            assert!(whole.contains(from), "{from}");
            let dialogue = Dialogue::read(&whole.replace(from, to), words).unwrap();
            let faults = format!("{:?}", dialogue.faults());
            assert!(faults.contains(expected), "{expected}: {faults}");
        }
    }
}
