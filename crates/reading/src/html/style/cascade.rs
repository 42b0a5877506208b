//! Which rules hold for an element, found through an index while walking down.

use std::collections::HashMap;

use super::{
    declared::Declared,
    selector::{Combinator, Compound, Selector, Simple, attribute_fits},
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
        let new: Vec<Selector> =
            self.sheet.rules.iter().skip(self.indexed).map(|rule| rule.selector.clone()).collect();
        for selector in new {
            self.index(&selector);
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

    pub(crate) fn refill(&mut self, steps: usize) {
        self.steps = steps;
    }

    fn index(&mut self, selector: &Selector) {
        let compounds = selector.ancestors.iter().map(|(_, compound)| compound);
        for simple in compounds.chain([&selector.subject]).flat_map(|compound| &compound.simples) {
            match simple {
                Simple::Type(name) => number(&mut self.names, name),
                Simple::Class(name) => number(&mut self.classes, name),
                Simple::Id(name) => number(&mut self.ids, name),
                Simple::Attribute { .. } | Simple::Always => 0,
            };
        }
        let subject = &selector.subject.simples;
        let id = subject.iter().find_map(|simple| self.id_of(simple));
        let class = subject.iter().find_map(|simple| self.class_of(simple));
        let name = subject.iter().find_map(|simple| self.name_of(simple));
        let list = match (id, class, name) {
            (Some(id), _, _) => self.by_id.entry(id).or_default(),
            (None, Some(class), _) => self.by_class.entry(class).or_default(),
            (None, None, Some(name)) => self.by_name.entry(name).or_default(),
            (None, None, None) => &mut self.rest,
        };
        list.push(self.indexed);
    }

    fn id_of(&self, simple: &Simple) -> Option<u32> {
        if let Simple::Id(name) = simple { self.ids.get(name).copied() } else { None }
    }

    fn class_of(&self, simple: &Simple) -> Option<u32> {
        if let Simple::Class(name) = simple { self.classes.get(name).copied() } else { None }
    }

    fn name_of(&self, simple: &Simple) -> Option<u32> {
        if let Simple::Type(name) = simple { self.names.get(name).copied() } else { None }
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
        let lists = [self.by_id.get(&subject.id), self.by_name.get(&subject.name), Some(&self.rest)];
        let classes = subject.classes.iter().filter_map(|class| self.by_class.get(class));
        for place in lists.into_iter().flatten().chain(classes).flatten() {
            let Some(rule) = self.sheet.rules.get(*place) else { continue };
            let holds = self.compound(&rule.selector.subject, subject, Some(tag), &mut steps)
                && self.below(&rule.selector.ancestors, ancestors.clone(), &mut steps);
            if holds {
                found.push(*place);
            }
        }
        self.steps = steps;
        found.sort_by_key(|place| (self.sheet.rules.get(*place).map(|rule| rule.selector.specificity), *place));
        found.dedup();
        for rule in found.iter().filter_map(|place| self.sheet.rules.get(*place)) {
            layers.normal.overlay(&rule.normal);
            layers.important.overlay(&rule.important);
        }
        self.found = found;
        layers
    }

    fn compound(&self, compound: &Compound, subject: &Subject, tag: Option<&Tag>, steps: &mut usize) -> bool {
        compound.simples.iter().all(|simple| {
            *steps = steps.saturating_sub(1);
            match simple {
                Simple::Type(_) => subject.name != 0 && self.name_of(simple) == Some(subject.name),
                Simple::Id(_) => subject.id != 0 && self.id_of(simple) == Some(subject.id),
                Simple::Class(_) => self.class_of(simple).is_some_and(|class| subject.classes.contains(&class)),
                // Attributes of ancestors are not kept.
                Simple::Attribute { name, operator, value } => tag
                    .and_then(|tag| tag.attribute(name))
                    .is_some_and(|actual| attribute_fits(*operator, value, actual)),
                Simple::Always => true,
            }
        })
    }

    /// Whether the ancestors, innermost first, carry the rest of a selector.
    fn below<'s, A>(&self, wanted: &[(Combinator, Compound)], ancestors: A, steps: &mut usize) -> bool
    where
        A: DoubleEndedIterator<Item = &'s Subject> + Clone,
    {
        let Some(((combinator, compound), others)) = wanted.split_first() else { return true };
        let mut upward = ancestors;
        while let Some(ancestor) = upward.next_back() {
            if *steps == 0 {
                return false;
            }
            if self.compound(compound, ancestor, None, steps) && self.below(others, upward.clone(), steps) {
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
