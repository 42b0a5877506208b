//! The built-in brands, as `build.rs` compiled them from `brands/*.toml`.

use mail::DomainName;

use super::{Brand, BrandId, Words};

const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/brands.tsv"));

/// Reads the compiled table: one line a brand, in the order of `FIELDS` in `build.rs`.
pub(super) fn built_in() -> Vec<Brand> {
    TABLE.lines().map(|line| brand(Fields(line.split('\t')))).collect()
}

struct Fields(std::str::Split<'static, char>);

impl Fields {
    fn one(&mut self) -> &'static str {
        self.0.next().unwrap_or_default()
    }

    fn text(&mut self) -> String {
        self.one().to_owned()
    }

    fn values(&mut self) -> impl Iterator<Item = &'static str> + use<> {
        self.one().split('\u{1f}').filter(|value| !value.is_empty())
    }

    fn texts(&mut self) -> Vec<String> {
        self.values().map(str::to_owned).collect()
    }

    /// Names that are none are caught by the test that compares this table with the files.
    fn domains(&mut self) -> Vec<DomainName> {
        self.values().filter_map(|name| DomainName::parse(name).ok()).collect()
    }

    fn words(&mut self) -> Option<Words> {
        let words = Words { ja: self.text(), en: self.text() };
        (!words.ja.is_empty()).then_some(words)
    }
}

fn brand(mut fields: Fields) -> Brand {
    // Evaluated in the order written, which is the order of the table.
    Brand {
        id: BrandId(fields.text()),
        name_ja: fields.text(),
        name_en: fields.text(),
        names: fields.texts(),
        short_names: fields.texts(),
        sector: fields.text(),
        countries: fields.texts(),
        domains: fields.domains(),
        only_hosts: fields.domains(),
        shared_domains: fields.domains(),
        senders: fields.domains(),
        link_hosts: fields.domains(),
        shorteners: fields.domains(),
        user_mailboxes: fields.texts(),
        user_content: fields.domains(),
        carries_strangers_words: !fields.one().is_empty(),
        never_asks: fields.words(),
        confirms: fields.words(),
        report_to: fields.texts(),
        help_line: Some(fields.text()).filter(|line| !line.is_empty()),
        group: fields.values().map(|id| BrandId(id.to_owned())).collect(),
        jpcert_labels: fields.texts(),
        dkim_selectors: fields.texts(),
        sources: fields.texts(),
    }
}
