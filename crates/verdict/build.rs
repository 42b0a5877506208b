//! Turns `weights.txt` into the exhaustive match behind `verdict::weight`: evidence without a line
//! there does not compile.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a build script has one way to say that the build cannot go on"
)]

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=weights.txt");
    let table = fs::read_to_string("weights.txt").expect("weights.txt stands beside build.rs");
    let mut arms = String::new();
    let mut prior = None;
    for line in table.lines() {
        let line = line.split('#').next().unwrap_or("").trim();
        let Some((name, number)) = line.split_once('=') else { continue };
        let (name, number) = (name.trim(), number.trim());
        let number: i16 =
            number.parse().unwrap_or_else(|_| panic!("{name}: {number:?} is no number"));
        if name == "prior" {
            prior = Some(number);
        } else {
            arms.push_str(&format!("        {} => Decibans({number}),\n", pattern(name)));
        }
    }
    let prior = prior.expect("weights.txt has a line `prior = …`");
    let code = format!(
        "/// Odds before any evidence: what an unremarkable message that somebody asks about starts with.\n\
         pub(crate) const PRIOR: Decibans = Decibans({prior});\n\n\
         #[expect(clippy::unneeded_struct_pattern, reason = \"one pattern for variants with and without facts\")]\n\
         fn fixed(evidence: &Evidence) -> Decibans {{\n    match evidence {{\n{arms}    }}\n}}\n"
    );
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("weights.rs"), code).expect("OUT_DIR is writable");
}

/// `asks-for:card` → `Evidence::AsksFor { request: RequestKind::Card, .. }`.
fn pattern(name: &str) -> String {
    match name.split_once(':') {
        None => format!("Evidence::{} {{ .. }}", camel(name)),
        Some(("asks-for", request)) => {
            format!("Evidence::AsksFor {{ request: RequestKind::{}, .. }}", camel(request))
        }
        Some(("tells", lure)) => {
            format!("Evidence::Tells {{ lure: LureKind::{}, .. }}", camel(lure))
        }
        Some((kind, _)) => panic!("{kind} has no sub-kinds"),
    }
}

fn camel(kebab: &str) -> String {
    kebab
        .split('-')
        .map(|word| {
            let mut chars = word.chars();
            chars
                .next()
                .map(|c| c.to_ascii_uppercase())
                .into_iter()
                .chain(chars)
                .collect::<String>()
        })
        .collect()
}
