use verdict::words::Language;

use super::{
    Answer, Dialogue, Input, Known, Limits, Line, LineKind, Meaning, Screen, Speaker, Talk,
    talk::kept,
};

/// Nodes that may send on before one speaks: longer than any way in a valid dialogue.
const HOPS: usize = 32;

/// First aids that are told at once; who did more than three things hears the first three.
const AT_ONCE: usize = 3;

/// The other language.
pub(super) const LANGUAGE: &str = "@language";

/// Where a turn leads: the nodes that speak, in order, and the one that stays.
struct Turning {
    speak: Vec<String>,
    stay: String,
}

impl Turning {
    fn to(node: &str) -> Self {
        Self { speak: vec![node.to_owned()], stay: node.to_owned() }
    }
}

impl Dialogue {
    /// Begins a talk. With a decision at hand, that is said first.
    #[must_use]
    pub fn begin(&self, language: Language, known: &Known<'_>) -> (Talk, Screen) {
        let talk = Talk::new(language, &self.script.start);
        self.turn(talk, known, &Turning::to(&self.script.start))
    }

    /// Takes one step.
    #[must_use]
    pub fn step(&self, mut talk: Talk, known: &Known<'_>, input: &Input) -> (Talk, Screen) {
        let turning = match input {
            Input::Chose(id) => self.chosen(&mut talk, known, id),
            Input::Typed(text) => self.typed(&mut talk, known, text),
            Input::News => self.news(&talk),
        };
        self.turn(talk, known, &turning)
    }

    fn chosen(&self, talk: &mut Talk, known: &Known<'_>, id: &str) -> Turning {
        let offered = self.options(&talk.at, talk, known);
        let label = offered.into_iter().find(|choice| choice.id == id).map(|choice| choice.label);
        let said = label.unwrap_or_else(|| self.label(id, talk, known));
        talk.push(Speaker::Person, "", vec![Line { kind: LineKind::Say, text: said }]);
        self.toward(talk, id)
    }

    /// What stood on an option of an earlier screen.
    fn label(&self, id: &str, talk: &Talk, known: &Known<'_>) -> String {
        if let Some((_, answer)) = self.answered(id) {
            return self.answer_words(answer).within(talk.language).to_owned();
        }
        let all = self.script.nodes.values().flat_map(|node| &node.options);
        let leading = all.chain(&self.script.always).find(|leading| leading.to == id);
        match leading {
            Some(leading) => self.fill(&leading.label, talk.language, known),
            None => kept(id, 40),
        }
    }

    /// Carries out the option with this id.
    fn toward(&self, talk: &mut Talk, id: &str) -> Turning {
        if id == LANGUAGE {
            let other = match talk.language {
                Language::Ja => Language::En,
                Language::En => Language::Ja,
            };
            talk.language = other;
            return Turning::to(&talk.at);
        }
        if let Some((question, answer)) = self.answered(id) {
            talk.said.insert(question.to_owned(), answer);
            let asking = self.script.nodes.values().find(|n| n.asks.as_deref() == Some(question));
            let next = asking.and_then(|node| node.next.as_deref());
            return Turning::to(next.unwrap_or(&self.script.start));
        }
        match self.node(id) {
            Some(_) => Turning::to(id),
            None => Turning::to(&self.script.not_understood),
        }
    }

    /// The question and the answer that an option's id stands for.
    fn answered<'i>(&self, id: &'i str) -> Option<(&'i str, Answer)> {
        let (question, answer) = id.split_once(':')?;
        self.script.questions.get(question)?;
        Some((question, Answer::ALL.into_iter().find(|known| known.as_str() == answer)?))
    }

    fn typed(&self, talk: &mut Talk, known: &Known<'_>, text: &str) -> Turning {
        let text_kept = kept(text, Limits::TYPED);
        let mut lines = vec![Line { kind: LineKind::Say, text: text_kept.clone() }];
        if text.chars().nth(Limits::TYPED).is_some() {
            let cut = self.script.phrases.cut.within(talk.language).to_owned();
            lines.push(Line { kind: LineKind::Note, text: cut });
        }
        talk.push(Speaker::Person, "", lines);

        let understood = self.understand(&text_kept);
        if !understood.happened.is_empty() {
            return self.first_aid(&understood.happened, understood.wants_person);
        }
        if let Some(id) = self.meant_option(talk, known, &text_kept) {
            return self.toward(talk, &id);
        }
        match understood.meaning {
            Meaning::Goes(node) => self.toward(talk, &node),
            Meaning::Speaks(language) => {
                talk.language = language;
                Turning::to(&talk.at)
            }
            Meaning::Unclear => {
                let node = self.node(&talk.at).and_then(|node| node.otherwise.as_deref());
                Turning::to(node.unwrap_or(&self.script.not_understood))
            }
        }
    }

    /// First aid for everything that happened; then, if wanted, a person.
    fn first_aid(&self, happened: &[String], wants_person: bool) -> Turning {
        let mut speak: Vec<String> = happened.iter().take(AT_ONCE).cloned().collect();
        let mut stay = speak.first().cloned().unwrap_or_else(|| self.script.start.clone());
        let person = self.script.nodes.iter().find(|(_, node)| node.hands_over);
        if let Some((person, _)) = person.filter(|_| wants_person) {
            speak.push(person.clone());
            stay.clone_from(person);
        }
        Turning { speak, stay }
    }

    /// News interrupt neither first aid nor the wait for a person.
    fn news(&self, talk: &Talk) -> Turning {
        match self.node(&talk.at) {
            Some(node) if node.urgent || node.hands_over => Turning::to(&talk.at),
            _ => Turning::to(&self.script.news),
        }
    }

    /// Speaks, and stands where the turn leads.
    fn turn(&self, mut talk: Talk, known: &Known<'_>, turning: &Turning) -> (Talk, Screen) {
        let speak: Vec<&str> =
            turning.speak.iter().map(|node| self.arrive(node, &talk, known)).collect();
        let stay = self.arrive(&turning.stay, &talk, known).to_owned();
        let nodes = || speak.iter().filter_map(|id| self.node(id));
        talk.happened.extend(nodes().filter_map(|node| node.happened.clone()));
        talk.wants_person |= nodes().any(|node| node.hands_over);

        let mut lines = Vec::new();
        let urgent = nodes().any(|node| node.urgent);
        for node in nodes().filter(|node| node.urgent) {
            lines.extend(node.say.iter().flat_map(|saying| self.say(saying, &talk, known)));
        }
        if urgent {
            let after = self.script.after_urgent.iter();
            lines.extend(after.flat_map(|saying| self.say(saying, &talk, known)));
        }
        let mut said = Vec::new();
        for node in nodes().filter(|node| !node.urgent) {
            said.extend(node.say.iter().flat_map(|saying| self.say(saying, &talk, known)));
            if let Some(question) = node.asks.as_ref().and_then(|id| self.script.questions.get(id))
            {
                let text = self.fill(&question.words, talk.language, known);
                said.push(Line { kind: LineKind::Say, text });
            }
        }
        let decided = self.untold(&talk, known, &said);
        talk.told = known.decision.cloned();
        lines.extend(decided);
        lines.extend(said);
        talk.at = stay;
        let at = talk.at.clone();
        talk.push(Speaker::Desk, &at, lines);
        let screen = self.screen(&talk, known);
        (talk, screen)
    }

    /// A decision that the person has not heard yet, unless this turn says it anyway.
    fn untold(&self, talk: &Talk, known: &Known<'_>, said: &[Line]) -> Vec<Line> {
        if talk.told.as_ref() == known.decision {
            return Vec::new();
        }
        let mut lines = self.decision_lines(talk.language, known);
        lines.retain(|line| !said.contains(line));
        lines
    }

    /// The node that speaks when somebody comes to this one: questions that are answered and nodes
    /// with a fitting route send on.
    fn arrive<'d>(&'d self, id: &'d str, talk: &Talk, known: &Known<'_>) -> &'d str {
        let mut at = id;
        for _ in 0..HOPS {
            let Some(node) = self.node(at) else {
                return &self.script.start;
            };
            let route = node.go.iter().find(|route| route.when.holds(talk, known));
            if let Some(route) = route {
                at = &route.to;
                continue;
            }
            let question = node.asks.as_ref().and_then(|id| {
                let question = self.script.questions.get(id)?;
                question.is_answered(id, talk, known).then_some(node.next.as_deref()?)
            });
            match question {
                Some(next) => at = next,
                None => return at,
            }
        }
        &self.script.start
    }
}
