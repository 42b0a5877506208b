//! Compiles `brands/*.toml` into one table, so that a run need not parse seven hundred TOML files.
//!
//! One line a brand, fields separated by tabs in the order of `FIELDS`, the values of a list by
//! U+001F. `src/brand/table.rs` reads it; a test compares both ways of reading.

use std::{env, error::Error, fs, path::Path};

use toml::{Table, Value};

/// The fields in table order; `src/brand/table.rs` has the same order.
const FIELDS: [&str; 25] = [
    "id",
    "name_ja",
    "name_en",
    "names",
    "short_names",
    "sector",
    "countries",
    "domains",
    "only_hosts",
    "shared_domains",
    "senders",
    "link_hosts",
    "shorteners",
    "user_mailboxes",
    "user_content",
    "carries_strangers_words",
    "never_asks.ja",
    "never_asks.en",
    "confirms.ja",
    "confirms.en",
    "report_to",
    "help_line",
    "group",
    "jpcert_labels",
    "dkim_selectors",
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../brands");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(&folder)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    let mut lines = String::new();
    for file in files {
        let path = file.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            println!("cargo::rerun-if-changed={}", path.display());
            let brand: Table = toml::from_str(&fs::read_to_string(&path)?)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            lines.push_str(&line(&brand));
        }
    }
    fs::write(Path::new(&env::var("OUT_DIR")?).join("brands.tsv"), lines)?;
    Ok(())
}

fn line(brand: &Table) -> String {
    let sources = brand.get("sources").map(text).unwrap_or_default();
    let fields = FIELDS.iter().map(|name| match name.split_once('.') {
        Some((table, key)) => {
            let words = brand.get(table).and_then(Value::as_table);
            words.and_then(|words| words.get(key)).map(text).unwrap_or_default()
        }
        None => brand.get(*name).map(text).unwrap_or_default(),
    });
    let mut line: Vec<String> = fields.collect();
    line.push(sources);
    line.join("\t") + "\n"
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace(['\t', '\n'], " "),
        Value::Array(values) => values.iter().map(text).collect::<Vec<_>>().join("\u{1f}"),
        Value::Boolean(true) => "1".into(),
        Value::Boolean(false) => String::new(),
        Value::Integer(_) | Value::Float(_) | Value::Datetime(_) | Value::Table(_) => {
            value.to_string()
        }
    }
}
