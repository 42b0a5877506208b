//! The registry of brands: `mekiki brand …`.

use std::{fs, io::Write as _, path::Path, process::ExitCode};

use mail::DomainName;
use reading::{Brand, BrandId, Brands, Owner};

use crate::{
    cli::{BrandCommand, Database},
    lookalikes,
    trouble::Trouble,
};

/// The built-in brands, and an operator's own where there is a folder of them.
pub(crate) fn known(folder: Option<&Path>) -> Result<Brands, Trouble> {
    match folder {
        None => Ok(Brands::built_in()),
        Some(folder) => Brands::with_folder_texts(texts(folder)?)
            .map_err(|error| Trouble::Brands(error.to_string())),
    }
}

/// The key of a brand that a desk knows.
pub(crate) fn of_desk(database: &Database, key: &str) -> Result<String, Trouble> {
    let brands = known(database.config()?.check.brands.as_deref())?;
    let known = brands.get(&BrandId(key.to_lowercase()));
    known.map(|brand| brand.id.0.clone()).ok_or_else(|| Trouble::UnknownBrand(key.to_owned()))
}

/// Name and text of every TOML file in a folder, sorted by name.
fn texts(folder: &Path) -> Result<Vec<(String, String)>, Trouble> {
    let unreadable = |error| Trouble::Unreadable(folder.to_owned(), error);
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ext| ext == "toml") {
            let text = fs::read_to_string(&path)
                .map_err(|error| Trouble::Unreadable(path.clone(), error))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            texts.push((name, text));
        }
    }
    texts.sort();
    Ok(texts)
}

/// Answers about the registry.
pub(crate) fn run(command: &BrandCommand) -> Result<ExitCode, Trouble> {
    let answer = match command {
        BrandCommand::List => list(&Brands::built_in()),
        BrandCommand::Show { id } => Brands::built_in()
            .get(&BrandId(id.to_lowercase()))
            .map(shown)
            .ok_or_else(|| Trouble::UnknownBrand(id.clone()))?,
        BrandCommand::Owner { domain } => owner(&Brands::built_in(), domain)?,
        BrandCommand::Lookalikes(args) => return lookalikes::run(args),
        BrandCommand::Check { dir } => {
            let brands = known(Some(dir))?;
            format!("{} brands, built-in ones included, are in order.\n", brands.iter().len())
        }
    };
    std::io::stdout().lock().write_all(answer.as_bytes()).map_err(Trouble::Output)?;
    Ok(ExitCode::SUCCESS)
}

fn list(brands: &Brands) -> String {
    let line = |brand: &Brand| format!("{}\t{}\t{}\n", brand.id.0, brand.name_ja, brand.name_en);
    brands.iter().map(line).collect()
}

fn owner(brands: &Brands, domain: &str) -> Result<String, Trouble> {
    let name = DomainName::parse(domain).map_err(|_| Trouble::NotADomain(domain.to_owned()))?;
    let whose = match brands.owner_of_host(&name) {
        Owner::Brand(id) => format!("{}\tbrand", id.0),
        Owner::UserContent(id) => format!("{}\tuser-content", id.0),
        Owner::Shortener(id) => format!("{}\tshortener", id.0),
        Owner::Unlisted => match brands.lookalike_of(&name) {
            Some((id, _)) => format!("{}\tlook-alike, not the brand's", id.0),
            None => "-\tunlisted".to_owned(),
        },
    };
    Ok(format!("{name}\t{whose}\n"))
}

/// A brand's facts, a line each; what is not known has no line.
fn shown(brand: &Brand) -> String {
    let names =
        |names: &[DomainName]| names.iter().map(DomainName::as_str).collect::<Vec<_>>().join(", ");
    let facts = [
        ("id", brand.id.0.clone()),
        ("name", format!("{} / {}", brand.name_ja, brand.name_en)),
        ("sector", brand.sector.clone()),
        ("domains", names(&brand.domains)),
        ("senders", names(&brand.senders)),
        ("link hosts", names(&brand.link_hosts)),
        ("shorteners", names(&brand.shorteners)),
        ("strangers' mailboxes", brand.user_mailboxes.join(", ")),
        ("strangers' pages", names(&brand.user_content)),
        ("help line", brand.help_line.clone().unwrap_or_default()),
        ("report to", brand.report_to.join(", ")),
        ("sources", brand.sources.join(", ")),
    ];
    let known = facts.into_iter().filter(|(_, fact)| !fact.is_empty());
    known.map(|(name, fact)| format!("{name}: {fact}\n")).collect()
}
