//! Which rules hold for an element, found through an index while walking down.

use std::collections::HashMap;

use super::{
    declared::Declared,
    selector::{Combinator, Compound, Kind, Simple, attribute_fits},
    sheet::Sheet,
};
use crate::html::tokens::Tag;

/// What selectors may ask of an element: type, id and classes, as numbers of the names that occur in
/// the sheet; zero for any other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subject {
    name: u32,
    id: u32,
    classes: Vec<u32>,
}

/// Declarations from the sheet, normal and important.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Layers {
    pub(crate) normal: Declared,
    pub(crate) important: Declared,
}

/// A sheet ready to be asked.
#[derive(Debug, Default)]
pub(crate) struct Matcher {
    sheet: Sheet,
    indexed: usize,
    names: HashMap<String, u32>,
    ids: HashMap<String, u32>,
    classes: HashMap<String, u32>,
    /// Rules by the rarest thing their subject asks for.
    by_id: HashMap<u32, Vec<usize>>,
    by_class: HashMap<u32, Vec<usize>>,
    by_name: HashMap<u32, Vec<usize>>,
    rest: Vec<usize>,
    steps: usize,
    found: Vec<usize>,
}

impl Matcher {
    pub(crate) fn new(steps: usize) -> Self {
        Self { steps, ..Self::default() }
    }

    /// Adds a `<style>` element; returns whether it said anything that matters.
    pub(crate) fn add(&mut self, css: &str, octets: usize, rules: usize) -> bool {
        self.sheet.add(css, octets, rules);
        let grew = self.sheet.len() > self.indexed;
        while self.indexed < self.sheet.len() {
            self.index();
            self.indexed += 1;
        }
        grew
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.indexed == 0
    }

    /// Whether matching was cut short.
    pub(crate) fn is_spent(&self) -> bool {
        self.steps == 0
    }

    /// Steps that are left.
    pub(crate) fn left(&self) -> usize {
        self.steps
    }

    pub(crate) fn refill(&mut self, steps: usize) {
        self.steps = steps;
    }

    /// Numbers the names of the next rule and files it under the rarest thing its subject asks for.
    fn index(&mut self) {
        let Some(rule) = self.sheet.rules.get_mut(self.indexed) else { return };
        let (subject, ancestors) = (&mut rule.selector.subject, &mut rule.selector.ancestors);
        let compounds = ancestors.iter_mut().map(|(_, compound)| compound);
        for simple in compounds.chain([&mut *subject]).flat_map(|compound| &mut compound.simples) {
            let numbered = match simple {
                Simple::Type(name) => Simple::Numbered(Kind::Type, number(&mut self.names, name)),
                Simple::Class(name) => {
                    Simple::Numbered(Kind::Class, number(&mut self.classes, name))
                }
                Simple::Id(name) => Simple::Numbered(Kind::Id, number(&mut self.ids, name)),
                Simple::Attribute { .. } | Simple::Numbered(..) | Simple::Always => continue,
            };
            *simple = numbered;
        }
        let find = |wanted: Kind| {
            subject.simples.iter().find_map(|simple| {
                let Simple::Numbered(kind, number) = simple else { return None };
                (*kind == wanted).then_some(*number)
            })
        };
        let list = match (find(Kind::Id), find(Kind::Class), find(Kind::Type)) {
            (Some(id), _, _) => self.by_id.entry(id).or_default(),
            (None, Some(class), _) => self.by_class.entry(class).or_default(),
            (None, None, Some(name)) => self.by_name.entry(name).or_default(),
            (None, None, None) => &mut self.rest,
        };
        list.push(self.indexed);
    }

    /// What selectors may ask of an element with these attributes.
    pub(crate) fn subject(&self, name: &[u8], id: &str, class: &str) -> Subject {
        if self.is_empty() {
            return Subject::default();
        }
        let name = std::str::from_utf8(name).ok().and_then(|name| self.names.get(name));
        Subject {
            name: name.copied().unwrap_or(0),
            id: if id.is_empty() { 0 } else { self.ids.get(id).copied().unwrap_or(0) },
            // More classes than a person gives one element are not looked at.
            classes: class
                .split_ascii_whitespace()
                .take(32)
                .filter_map(|class| self.classes.get(class).copied())
                .collect(),
        }
    }

    /// What the sheet says of an element below `ancestors` (outermost first).
    pub(crate) fn layers<'s, A>(&mut self, tag: &Tag, subject: &Subject, ancestors: A) -> Layers
    where
        A: DoubleEndedIterator<Item = &'s Subject> + Clone,
    {
        let mut layers = Layers::default();
        if self.is_empty() || self.steps == 0 {
            return layers;
        }
        let mut steps = self.steps;
        let mut found = std::mem::take(&mut self.found);
        found.clear();
        let by_id = if subject.id == 0 { None } else { self.by_id.get(&subject.id) };
        let by_name = if subject.name == 0 { None } else { self.by_name.get(&subject.name) };
        let lists = [by_id, by_name, Some(&self.rest)];
        let classes = subject.classes.iter().filter_map(|class| self.by_class.get(class));
        for place in lists.into_iter().flatten().chain(classes).flatten() {
            let Some(rule) = self.sheet.rules.get(*place) else { continue };
            let holds = Self::compound(&rule.selector.subject, subject, Some(tag), &mut steps)
                && Self::below(&rule.selector.ancestors, ancestors.clone(), &mut steps);
            if holds {
                found.push(*place);
            }
        }
        self.steps = steps;
        found.sort_by_key(|place| {
            (self.sheet.rules.get(*place).map(|rule| rule.selector.specificity), *place)
        });
        found.dedup();
        for rule in found.iter().filter_map(|place| self.sheet.rules.get(*place)) {
            layers.normal.overlay(&rule.normal);
            layers.important.overlay(&rule.important);
        }
        self.found = found;
        layers
    }

    fn compound(
        compound: &Compound,
        subject: &Subject,
        tag: Option<&Tag>,
        steps: &mut usize,
    ) -> bool {
        compound.simples.iter().all(|simple| {
            *steps = steps.saturating_sub(1);
            match simple {
                Simple::Numbered(Kind::Type, number) => subject.name == *number,
                Simple::Numbered(Kind::Id, number) => subject.id == *number,
                Simple::Numbered(Kind::Class, number) => subject.classes.contains(number),
                Simple::Type(_) | Simple::Class(_) | Simple::Id(_) => false,
                // Attributes of ancestors are not kept.
                Simple::Attribute { name, operator, value } => tag
                    .and_then(|tag| tag.attribute(name))
                    .is_some_and(|actual| attribute_fits(*operator, value, actual)),
                Simple::Always => true,
            }
        })
    }

    /// Whether the ancestors, innermost first, carry the rest of a selector.
    fn below<'s, A>(wanted: &[(Combinator, Compound)], ancestors: A, steps: &mut usize) -> bool
    where
        A: DoubleEndedIterator<Item = &'s Subject> + Clone,
    {
        let Some(((combinator, compound), others)) = wanted.split_first() else { return true };
        let mut upward = ancestors;
        while let Some(ancestor) = upward.next_back() {
            if *steps == 0 {
                return false;
            }
            if Self::compound(compound, ancestor, None, steps)
                && Self::below(others, upward.clone(), steps)
            {
                return true;
            }
            if *combinator == Combinator::Child {
                return false;
            }
        }
        false
    }
}

/// The number of a name, given on first sight; numbers start at 1.
fn number(numbers: &mut HashMap<String, u32>, name: &str) -> u32 {
    if let Some(number) = numbers.get(name) {
        return *number;
    }
    let next = u32::try_from(numbers.len() + 1).unwrap_or(u32::MAX);
    numbers.insert(name.to_owned(), next);
    next
}
