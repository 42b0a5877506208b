//! Selectors (Selectors 4), as far as they can be judged while walking down a document.

/// One simple selector.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Simple {
    Type(String),
    Class(String),
    Id(String),
    /// `[name]`, `[name="value"]`, and the like with their operator.
    Attribute {
        name: String,
        operator: u8,
        value: String,
    },
    /// A type, class or id by its number in the sheet.
    Numbered(Kind, u32),
    /// `:link` and others that hold for every element they can stand on.
    Always,
}

/// What a number of a sheet names.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Type,
    Class,
    Id,
}

/// What stands between two compounds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Combinator {
    Descendant,
    Child,
}

/// A compound selector and how it relates to the one on its left.
#[derive(Clone, Debug, Default)]
pub(super) struct Compound {
    pub(super) simples: Vec<Simple>,
}

/// A complex selector, subject first.
#[derive(Clone, Debug)]
pub(super) struct Selector {
    pub(super) subject: Compound,
    pub(super) ancestors: Vec<(Combinator, Compound)>,
    pub(super) specificity: (u16, u16, u16),
}

/// Parses one complex selector. `None` for what cannot be judged here or never holds at rest:
/// siblings, `:hover`, `:nth-child`, pseudo-elements. Such rules count as not matching, so text they
/// might hide stays visible: the reading errs to seeing more.
pub(super) fn parse(text: &str) -> Option<Selector> {
    let mut compounds: Vec<(Combinator, Compound)> = Vec::new();
    let mut combinator = Combinator::Descendant;
    let mut specificity = (0, 0, 0);
    for token in spaced(text.trim()) {
        match token {
            ">" => combinator = Combinator::Child,
            "+" | "~" | "|" => return None,
            compound => {
                compounds.push((combinator, parse_compound(compound, &mut specificity)?));
                combinator = Combinator::Descendant;
            }
        }
        // More is no selector people write.
        if compounds.len() > 12 {
            return None;
        }
    }
    let mut rightmost_first = compounds.into_iter().rev();
    let (mut relation, subject) = rightmost_first.next()?;
    let mut ancestors = Vec::new();
    for (next, compound) in rightmost_first {
        ancestors.push((relation, compound));
        relation = next;
    }
    Some(Selector { subject, ancestors, specificity })
}

/// Compounds and combinators; spaces inside `[]` and `()` do not count.
fn spaced(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let mut depth = 0i32;
        let end = if matches!(first, '>' | '+' | '~' | '|') {
            1
        } else {
            rest.char_indices()
                .find(|(_, c)| {
                    match c {
                        '[' | '(' => depth += 1,
                        ']' | ')' => depth -= 1,
                        _ => {}
                    }
                    depth == 0 && (c.is_ascii_whitespace() || matches!(c, '>' | '+' | '~' | '|'))
                })
                .map_or(rest.len(), |(at, _)| at)
        };
        let (token, tail) = rest.split_at_checked(end)?;
        rest = tail;
        Some(token)
    })
}

fn parse_compound(text: &str, specificity: &mut (u16, u16, u16)) -> Option<Compound> {
    let mut compound = Compound::default();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let body = rest.get(first.len_utf8()..)?;
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\\');
        let (simple, tail) = match first {
            '*' => (Simple::Always, body),
            '.' | '#' => {
                let end = body.find(|c| !is_name(c)).unwrap_or(body.len());
                let (name, tail) = body.split_at_checked(end)?;
                let name = name.replace('\\', "");
                if first == '.' {
                    specificity.1 += 1;
                    (Simple::Class(name), tail)
                } else {
                    specificity.0 += 1;
                    (Simple::Id(name), tail)
                }
            }
            '[' => {
                let (inside, tail) = body.split_once(']')?;
                specificity.1 += 1;
                (attribute(inside)?, tail)
            }
            ':' => {
                let end = body.find(|c| !is_name(c)).unwrap_or(body.len());
                let (name, tail) = body.split_at_checked(end)?;
                specificity.1 += 1;
                let holds = matches!(
                    name.to_ascii_lowercase().as_str(),
                    "link" | "any-link" | "root" | "not-visited"
                );
                if !holds || tail.starts_with('(') {
                    return None;
                }
                (Simple::Always, tail)
            }
            c if is_name(c) => {
                let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                let (name, tail) = rest.split_at_checked(end)?;
                specificity.2 += 1;
                (Simple::Type(name.to_ascii_lowercase()), tail)
            }
            _ => return None,
        };
        compound.simples.push(simple);
        rest = tail;
    }
    (!compound.simples.is_empty()).then_some(compound)
}

fn attribute(inside: &str) -> Option<Simple> {
    let Some(at) = inside.find('=') else {
        return Some(Simple::Attribute {
            name: inside.trim().to_ascii_lowercase(),
            operator: 0,
            value: String::new(),
        });
    };
    let (name, value) = (inside.get(..at)?, inside.get(at + 1..)?);
    let operator = match name.bytes().last()? {
        operator @ (b'~' | b'|' | b'^' | b'$' | b'*') => operator,
        _ => b'=',
    };
    let name = name.trim_end_matches(['~', '|', '^', '$', '*']).trim().to_ascii_lowercase();
    let value = value.trim().trim_matches(['"', '\'']).to_owned();
    Some(Simple::Attribute { name, operator, value })
}

/// Whether an attribute's value fits.
pub(super) fn attribute_fits(operator: u8, wanted: &str, value: &str) -> bool {
    match operator {
        0 => true,
        b'~' => value.split_ascii_whitespace().any(|word| word == wanted),
        b'^' => !wanted.is_empty() && value.starts_with(wanted),
        b'$' => !wanted.is_empty() && value.ends_with(wanted),
        b'*' => !wanted.is_empty() && value.contains(wanted),
        b'|' => {
            value.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        }
        _ => value == wanted,
    }
}
