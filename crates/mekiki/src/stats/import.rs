use std::{fmt::Write as _, fs::File, io::Read as _, path::Path, path::PathBuf};

use desk::{
    Store,
    stats::list::{Account, Labels, List, ListName},
};
use jiff::Timestamp;
use reading::{Brands, gunzip};

use crate::trouble::Trouble;

/// Octets of a list that are read, unpacked: ten times the largest there is.
const LARGEST: usize = 256 << 20;
/// Names that are told of those that the registry lacks or merges.
const NAMES: usize = 20;

/// Takes in lists, one after the other, and tells what was done with each.
pub(super) async fn import(
    store: &Store,
    files: &[PathBuf],
    now: Timestamp,
) -> Result<String, Trouble> {
    let labels = Labels::new(&Brands::built_in());
    let mut out = String::new();
    for path in files {
        let (octets, is_whole) = octets(path)?;
        let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let list = List::read(ListName::of_file(&name), &octets);
        let account = store.add_list(&list, &labels, now).await?;
        out.push_str(&told(&name, &account, is_whole));
    }
    Ok(out)
}

/// What a file has, unpacked; whether that is all of it.
fn octets(path: &Path) -> Result<(Vec<u8>, bool), Trouble> {
    let unreadable = |error| Trouble::Unreadable(path.to_owned(), error);
    let mut octets = Vec::new();
    let file = File::open(path).map_err(unreadable)?;
    let read = file.take(LARGEST as u64 + 1).read_to_end(&mut octets).map_err(unreadable)?;
    let is_whole = read <= LARGEST;
    octets.truncate(LARGEST);
    Ok(match gunzip(&octets, LARGEST) {
        Some(out) => (out.octets, out.is_whole && is_whole),
        None => (octets, is_whole),
    })
}

/// Lines of `what<TAB>number`: sums first, then what they are made of.
fn told(name: &str, account: &Account, is_whole: bool) -> String {
    let mut out = format!("{}\n", check::render::plain(name));
    if !is_whole {
        out.push_str("the file is cut: what was left of it is counted\n");
    }
    let _ = writeln!(out, "encoding\t{}", <&str>::from(account.encoding));
    for (what, count) in [
        ("lines", account.lines),
        ("  headings", account.headings),
        ("  blank", account.blank),
        ("  rows", account.rows),
        ("    new", account.new),
        ("    read before", account.known),
        ("    unreadable, kept", account.unreadable),
        ("readable rows", account.rows - account.unreadable),
        ("  with a date", account.dated),
        ("  dated by the file's name", account.dated_by_file),
        ("  without a date", account.undated),
        ("  of a brand in the registry", account.registered),
        ("  of a brand as written", account.as_written),
        ("  without a brand", account.without_brand),
        ("  (repeating an address)", account.repeated),
        ("  (dated in the future)", account.in_future),
    ] {
        let _ = writeln!(out, "{what}\t{count}");
    }
    for (note, count) in &account.notes {
        let _ = writeln!(out, "note {}\t{count}", <&str>::from(*note));
    }
    for (fault, count) in &account.faults {
        let _ = writeln!(out, "fault {}\t{count}", <&str>::from(*fault));
    }
    for merged in account.merged.iter().filter(|one| one.label != one.brand).take(NAMES) {
        let label = check::render::plain(&merged.label);
        let _ = writeln!(out, "brand {label} = {}\t{}", merged.brand, merged.rows);
    }
    for (label, count) in account.unknown.iter().take(NAMES) {
        let _ = writeln!(out, "brand {}\t{count}", check::render::plain(label));
    }
    out.push('\n');
    out
}
