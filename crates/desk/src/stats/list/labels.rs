use std::collections::HashMap;

use reading::{Brand, Brands};
use unicode_normalization::UnicodeNormalization as _;

/// Which brand a name means, by the registry.
#[derive(Clone, Debug)]
pub struct Labels(HashMap<String, Option<String>>);

/// How a brand was found.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Told {
    /// The registry has this name: the brand's key.
    Registered(String),
    /// It does not: the name as the list has it.
    AsWritten(String),
}

impl Told {
    /// The key that it counts under.
    #[must_use]
    pub fn key(&self) -> &str {
        let (Self::Registered(key) | Self::AsWritten(key)) = self;
        key
    }
}

impl Labels {
    /// What the registry tells: labels that JPCERT/CC's lists use before names, and these before keys.
    /// A name that two brands have means neither.
    #[must_use]
    pub fn new(brands: &Brands) -> Self {
        let mut known = HashMap::new();
        let kinds: [fn(&Brand) -> Vec<&str>; 3] = [
            |brand| brand.jpcert_labels.iter().map(String::as_str).collect(),
            |brand| {
                let own = [brand.name_ja.as_str(), brand.name_en.as_str()];
                let more = brand.names.iter().chain(&brand.short_names).map(String::as_str);
                own.into_iter().chain(more).collect()
            },
            |brand| vec![brand.id.0.as_str()],
        ];
        for names in kinds {
            let mut more: HashMap<String, Option<String>> = HashMap::new();
            for brand in brands.iter() {
                for name in names(brand) {
                    let id = &brand.id.0;
                    more.entry(folded(name))
                        .and_modify(|other| *other = other.take().filter(|other| other == id))
                        .or_insert_with(|| Some(id.clone()));
                }
            }
            for (name, id) in more {
                known.entry(name).or_insert(id);
            }
        }
        Self(known)
    }

    /// Which brand a name means.
    #[must_use]
    pub fn find(&self, label: &str) -> Told {
        match self.0.get(&folded(label)) {
            Some(Some(key)) => Told::Registered(key.clone()),
            Some(None) | None => Told::AsWritten(label.to_owned()),
        }
    }
}

/// As names are compared: width, case and spaces do not count.
fn folded(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_of_a_name_are_one_brand() {
        let labels = Labels::new(&Brands::built_in());
        for (label, key) in [
            ("Amazon", "amazon"),
            ("ＡＭＡＺＯＮ", "amazon"),
            ("アマゾン", "amazon"),
            ("三井住友カード", "smcc"),
            ("Vpass", "smcc"),
            ("NTT docomo", "docomo"),
            ("docomo", "docomo"),
            ("A shop that nobody knows", "A shop that nobody knows"),
        ] {
            assert_eq!(labels.find(label).key(), key, "{label}");
        }
    }
}
