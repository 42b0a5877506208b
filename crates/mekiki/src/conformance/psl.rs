//! The Public Suffix List algorithm, over the list that the suite brings along: the product has its
//! own copy compiled in, which is older or newer.

use std::{collections::HashSet, fs, sync::LazyLock};

use serde_json::{Value, json};

pub(super) fn answer(case: &Value) -> Option<Value> {
    let domain = case.get("input")?.get("domain")?.as_str()?;
    let list = LIST.as_ref()?;
    Some(json!({ "registrable": list.registrable(domain) }))
}

static LIST: LazyLock<Option<List>> = LazyLock::new(|| {
    let text = fs::read_to_string("files/public_suffix_list.dat").ok()?;
    Some(List::read(&text))
});

/// The rules of <https://publicsuffix.org/list/>: plain, `*.` wildcards and `!` exceptions.
struct List {
    rules: HashSet<String>,
}

impl List {
    fn read(text: &str) -> Self {
        let rules = text
            .lines()
            .map(|line| line.split_whitespace().next().unwrap_or_default())
            .filter(|line| !line.is_empty() && !line.starts_with("//"));
        Self { rules: rules.map(ascii).collect() }
    }

    /// One label more than the prevailing rule; in the spelling of the input.
    fn registrable(&self, domain: &str) -> Option<String> {
        let domain = domain.strip_suffix('.').unwrap_or(domain).to_lowercase();
        if domain.is_empty() || domain.split('.').any(str::is_empty) {
            return None;
        }
        let shown: Vec<&str> = domain.split('.').collect();
        let compared = ascii(&domain);
        let labels: Vec<&str> = compared.split('.').collect();
        let suffix = self.suffix_labels(&labels);
        let start = labels.len().checked_sub(suffix + 1)?;
        Some(shown.get(start..)?.join("."))
    }

    /// Labels of the public suffix: of the longest rule that matches, an exception before all.
    fn suffix_labels(&self, labels: &[&str]) -> usize {
        for start in 0..labels.len() {
            let Some(tail) = labels.get(start..) else { break };
            let name = tail.join(".");
            if self.rules.contains(&format!("!{name}")) {
                return tail.len() - 1;
            }
            let above = tail.get(1..).unwrap_or_default().join(".");
            let is_wild = !above.is_empty() && self.rules.contains(&format!("*.{above}"));
            if is_wild || self.rules.contains(&name) {
                return tail.len();
            }
        }
        // Unlisted: the rule is `*`.
        1
    }
}

/// A-labels, so that rules and names compare in one form; the marks of a rule stay.
fn ascii(text: &str) -> String {
    let (mark, name) = match text.strip_prefix('!') {
        Some(name) => ("!", name),
        None => ("", text),
    };
    let (wild, name) = match name.strip_prefix("*.") {
        Some(name) => ("*.", name),
        None => ("", name),
    };
    let name = mail::DomainName::parse(name).map_or_else(|_| name.to_owned(), |n| n.to_string());
    format!("{mark}{wild}{name}")
}
