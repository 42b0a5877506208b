//! What each kind of evidence means: `mekiki evidence`, and the pages in `docs/evidence`.

use std::{fmt::Write as _, path::Path, process::ExitCode};

use reading::Brands;
use verdict::{
    EvidenceKind,
    explain::{Explanation, Seen, explain, sample, seen},
    words::{self, Language},
};

use crate::{cli::EvidenceArgs, language, trouble::Trouble};

/// Prints one page, or the list of all; with `--write`, writes them all to a folder.
pub(crate) fn run(args: &EvidenceArgs) -> Result<ExitCode, Trouble> {
    if let Some(folder) = &args.write {
        return write(folder);
    }
    let language = args.lang.map_or_else(language::of_environment, Language::from);
    let Some(name) = &args.name else { return crate::print(&list(language)) };
    // `asks-for:card` is told on the page of `asks-for`.
    let kind = name.split(':').next().unwrap_or_default();
    let kind = kinds().find(|known| key(*known) == kind);
    let kind = kind.ok_or_else(|| Trouble::UnknownEvidence(name.clone()))?;
    crate::print(&section(kind, language))
}

fn write(folder: &Path) -> Result<ExitCode, Trouble> {
    let failed = |error| Trouble::Unwritable(folder.to_owned(), error);
    std::fs::create_dir_all(folder).map_err(failed)?;
    for (file, text) in pages() {
        std::fs::write(folder.join(file), text).map_err(failed)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Every page with its file name, the index first.
fn pages() -> Vec<(String, String)> {
    let page = |kind: EvidenceKind| (format!("{}.md", key(kind)), page(kind));
    std::iter::once(("README.md".to_owned(), index())).chain(kinds().map(page)).collect()
}

fn kinds() -> impl Iterator<Item = EvidenceKind> {
    EvidenceKind::all()
}

fn key(kind: EvidenceKind) -> &'static str {
    kind.into()
}

fn index() -> String {
    let mut out = String::from(
        "# 根拠の一覧 / Evidence\n\n\
         <!-- Made by `mekiki evidence --write docs/evidence`; do not edit. -->\n\n\
         重さは 10 で「詐欺が10倍ありそう」、-10 で「本物が10倍ありそう」という意味です。\n\
         A weight of 10 means that fraud is ten times likelier, -10 that genuine is.\n\n\
         | name | 重さ weight | 何を見るか | what it sees |\n| --- | ---: | --- | --- |\n",
    );
    for kind in kinds() {
        let (name, explained) = (key(kind), explain(kind));
        let weights = weights(kind);
        let (ja, en) = (cell(explained.sees.ja), cell(explained.sees.en));
        let _ = writeln!(out, "| [{name}]({name}.md) | {weights} | {ja} | {en} |");
    }
    out
}

/// The weight of a kind, or the range where it depends on what is asked or told.
fn weights(kind: EvidenceKind) -> String {
    let all: Vec<i16> = seen(key(kind)).map(|seen| seen.weight).collect();
    match (all.iter().min(), all.iter().max()) {
        (Some(least), Some(most)) if least == most => least.to_string(),
        (Some(least), Some(most)) => format!("{least} … {most}"),
        _ => String::new(),
    }
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn page(kind: EvidenceKind) -> String {
    format!(
        "# {}\n\n<!-- Made by `mekiki evidence --write docs/evidence`; do not edit. -->\n\n{}\n{}",
        key(kind),
        section(kind, Language::Ja),
        section(kind, Language::En)
    )
}

/// What a page says in one language; reads in a terminal as it is.
fn section(kind: EvidenceKind, language: Language) -> String {
    let Explanation { sees, matters, example, excuses } = explain(kind);
    let labels = Labels::of(language);
    let mut out = String::new();
    let _ = writeln!(out, "## {}\n", sees.in_language(language));
    let _ = writeln!(out, "{}\n", matters.in_language(language));
    let _ = writeln!(out, "- {}: {}", labels.example, example.in_language(language));
    if let Some(sample) = sample(kind, language) {
        // The brand of a sample is in no registry; its key is its name.
        let words = words::reason(&sample, &Brands::default(), language);
        let _ = writeln!(out, "- {}: {words}", labels.words);
    }
    let excused = excuses.map_or(labels.nothing, |what| what.in_language(language));
    let _ = writeln!(out, "- {}: {excused}", labels.excuses);
    let _ = writeln!(
        out,
        "\n| {} | {} | {} | {} |",
        labels.name, labels.weight, labels.fraud, labels.genuine
    );
    let _ = writeln!(out, "| --- | ---: | ---: | ---: |");
    for Seen { name, weight, shares } in seen(key(kind)) {
        let share =
            |percent: Option<&str>| percent.map_or_else(|| "–".to_owned(), |p| format!("{p} %"));
        let (fraud, genuine) = (share(shares.map(|s| s.0)), share(shares.map(|s| s.1)));
        let _ = writeln!(out, "| {name} | {weight} | {fraud} | {genuine} |");
    }
    out
}

fn list(language: Language) -> String {
    let line = |kind| format!("{}\t{}\n", key(kind), explain(kind).sees.in_language(language));
    kinds().map(line).collect()
}

struct Labels {
    example: &'static str,
    words: &'static str,
    excuses: &'static str,
    nothing: &'static str,
    name: &'static str,
    weight: &'static str,
    fraud: &'static str,
    genuine: &'static str,
}

impl Labels {
    fn of(language: Language) -> Self {
        match language {
            Language::Ja => Self {
                example: "例",
                words: "お伝えする言葉",
                excuses: "打ち消すもの",
                nothing: "ありません。",
                name: "名前",
                weight: "重さ",
                fraud: "詐欺メールで見た割合",
                genuine: "本物のメールで見た割合",
            },
            Language::En => Self {
                example: "Example",
                words: "What we say",
                excuses: "What it excuses",
                nothing: "Nothing.",
                name: "name",
                weight: "weight",
                fraud: "seen in frauds",
                genuine: "seen in genuine mail",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_in_docs_are_those_that_the_code_makes() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/evidence");
        let hint = "run `cargo run --profile ci -p mekiki -- evidence --write docs/evidence`";
        for (file, text) in pages() {
            let there = std::fs::read_to_string(folder.join(&file)).unwrap_or_default();
            assert!(there == text, "docs/evidence/{file} is out of date: {hint}");
        }
        let known: Vec<_> = pages().into_iter().map(|(file, _)| file).collect();
        for entry in std::fs::read_dir(&folder).unwrap() {
            let file = entry.unwrap().file_name().into_string().unwrap();
            assert!(
                known.contains(&file),
                "docs/evidence/{file} belongs to no evidence: remove it"
            );
        }
    }

    #[test]
    fn every_page_speaks_both_languages_and_tells_a_weight() {
        for kind in kinds() {
            let page = page(kind);
            for part in ["お伝えする言葉: ", "What we say: ", "| weight |", "| 重さ |"] {
                assert!(page.contains(part), "{}: {part}", key(kind));
            }
            assert!(!weights(kind).is_empty());
        }
    }
}
