//! What messages are known to be, told by whoever runs the scan.

use std::{
    collections::HashMap,
    ffi::OsStr,
    hash::{BuildHasher, RandomState},
    path::{Path, PathBuf},
};

/// Labels that differ; a column of free text in a manifest must not grow a table without end.
const LABELS: usize = 24;

/// Place of a label in [`Labels::names`].
pub(super) type LabelId = u8;

/// Whether a label counts as fraud or as genuine when rulings are scored.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Class {
    /// It should be called suspicious or fraud.
    Fraud,
    /// It should not.
    Genuine,
    /// Shown, not scored: spam, unclear, whatever people call it.
    Other,
}

impl Class {
    fn of(label: &str) -> Self {
        match label.to_lowercase().as_str() {
            "fraud" | "phishing" | "phish" | "scam" | "fake" | "詐欺" | "偽物" => Self::Fraud,
            "genuine" | "ham" | "legit" | "legitimate" | "real" | "本物" => Self::Genuine,
            _ => Self::Other,
        }
    }
}

/// `--label KIND=PATH`, as typed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Labelled {
    pub(crate) kind: String,
    pub(crate) path: PathBuf,
}

impl std::str::FromStr for Labelled {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((kind, path)) if !kind.trim().is_empty() && !path.is_empty() => {
                Ok(Self { kind: kind.trim().to_owned(), path: path.into() })
            }
            _ => Err("write KIND=PATH, such as fraud=spam-folder".into()),
        }
    }
}

/// Labels by folder and by manifest. Of a manifest only a hash of each path is held, some
/// 20 octets a line; two of a million paths meet once in some ten million manifests.
#[derive(Default)]
pub(super) struct Labels {
    names: Vec<String>,
    folders: Vec<(PathBuf, LabelId)>,
    files: HashMap<u64, LabelId>,
    hashing: RandomState,
    /// Different paths in the manifest.
    listed: usize,
}

impl Labels {
    /// Labels by folder.
    pub(super) fn of_folders(labelled: &[Labelled]) -> Result<Self, String> {
        let mut labels = Self::default();
        for Labelled { kind, path } in labelled {
            let id = labels.id(kind)?;
            labels.folders.push((path.clone(), id));
        }
        // The longest path that fits is the closest.
        labels.folders.sort_by_key(|(path, _)| std::cmp::Reverse(path.components().count()));
        Ok(labels)
    }

    /// Adds the lines of a manifest: a table with tabs and the columns `path` (from `folder`) and
    /// `label`. Where a column `sure` says 0 the label gets a `?` and is not scored.
    pub(super) fn read(&mut self, manifest: &str, folder: &Path) -> Result<(), String> {
        let mut rows = manifest.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let header = rows.next().unwrap_or_default();
        let at = |name: &str| header.iter().position(|column| column.trim() == name);
        let (Some(path), Some(label)) = (at("path"), at("label")) else {
            return Err("the first line must name the columns path and label".into());
        };
        let sure = at("sure");
        let mut true_folder = TrueFolder::default();
        for row in rows {
            let get = |column: usize| row.get(column).map(|cell| cell.trim());
            let (Some(path), Some(label)) = (get(path), get(label).filter(|l| !l.is_empty()))
            else {
                continue;
            };
            let unsure = sure.and_then(get) == Some("0");
            let id = if unsure { self.id(&format!("{label}?"))? } else { self.id(label)? };
            let hash = self.hash(&true_folder.of(&folder.join(path)));
            self.listed += usize::from(self.files.insert(hash, id).is_none());
        }
        Ok(())
    }

    /// The label of a message: of the `nth` in the file, else of the file, else of its folder.
    pub(super) fn of(&self, path: &Path, nth: Option<usize>) -> Option<LabelId> {
        if !self.files.is_empty() {
            let file = TrueFolder::default().of(path);
            let within = nth.map(|nth| numbered(&file, nth));
            let mut names = within.iter().chain([&file]);
            if let Some(id) = names.find_map(|name| self.files.get(&self.hash(name))) {
                return Some(*id);
            }
        }
        self.folders.iter().find(|(folder, _)| path.starts_with(folder)).map(|(_, id)| *id)
    }

    /// A label's name.
    pub(super) fn name(&self, id: LabelId) -> &str {
        self.names.get(usize::from(id)).map_or("", String::as_str)
    }

    /// Names and classes, in the order in which they were first told.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, Class)> {
        self.names.iter().map(|name| (name.as_str(), Class::of(name)))
    }

    /// Lines of the manifest that name a path.
    pub(super) fn listed(&self) -> usize {
        self.listed
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn id(&mut self, name: &str) -> Result<LabelId, String> {
        let known = self.names.iter().position(|known| known == name);
        let place = known.unwrap_or(self.names.len());
        if known.is_none() {
            if place >= LABELS {
                return Err(format!("there are more than {LABELS} different labels"));
            }
            self.names.push(name.to_owned());
        }
        LabelId::try_from(place).map_err(|error| error.to_string())
    }

    fn hash(&self, path: &Path) -> u64 {
        self.hashing.hash_one(path)
    }
}

/// A path with its folder as it truly is on disk, whatever way it was named; a link to the file
/// itself keeps its own name.
#[derive(Default)]
struct TrueFolder {
    last: Option<(PathBuf, PathBuf)>,
}

impl TrueFolder {
    fn of(&mut self, path: &Path) -> PathBuf {
        let folder = match path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        };
        let name = path.file_name().unwrap_or(OsStr::new(""));
        match &self.last {
            Some((asked, truly)) if asked == folder => truly.join(name),
            _ => {
                let truly = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
                let path = truly.join(name);
                self.last = Some((folder.to_owned(), truly));
                path
            }
        }
    }
}

/// `PATH#N`, as messages of an mbox are named.
fn numbered(path: &Path, nth: usize) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!("#{nth}"));
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(labelled: &[&str]) -> Labels {
        let labelled: Vec<Labelled> = labelled.iter().map(|text| text.parse().unwrap()).collect();
        Labels::of_folders(&labelled).unwrap()
    }

    fn label<'l>(labels: &'l Labels, path: &str, nth: Option<usize>) -> Option<&'l str> {
        labels.of(Path::new(path), nth).map(|id| labels.name(id))
    }

    #[test]
    fn the_closest_folder_gives_the_label() {
        let labels = labels(&["genuine=mail", "fraud=mail/junk", "fraud=x.mbox"]);
        for (path, nth, expected) in [
            ("mail/a.eml", None, Some("genuine")),
            ("mail/junk/b.eml", None, Some("fraud")),
            ("mail/junkyard/b.eml", None, Some("genuine")),
            ("x.mbox", Some(3), Some("fraud")),
            ("other/a.eml", None, None),
        ] {
            assert_eq!(label(&labels, path, nth), expected, "{path}");
        }
    }

    #[test]
    fn a_manifest_labels_files_and_messages_in_them() {
        let mut labels = Labels::default();
        let manifest = "label\tpath\tsure\nham\ta.eml\t1\nfraud\tb.eml\t0\nfraud\tin#2\t1\nham\tin\t1\n\tc.eml\t1\n";
        labels.read(manifest, Path::new("/no/such")).unwrap();
        for (path, nth, expected) in [
            ("/no/such/a.eml", None, Some("ham")),
            ("/no/such/b.eml", None, Some("fraud?")),
            ("/no/such/in", Some(1), Some("ham")),
            ("/no/such/in", Some(2), Some("fraud")),
            ("/no/such/c.eml", None, None),
        ] {
            assert_eq!(label(&labels, path, nth), expected, "{path}");
        }
        assert_eq!(labels.listed(), 4);
        let classes: Vec<_> = labels.each().collect();
        assert_eq!(
            classes,
            [("ham", Class::Genuine), ("fraud?", Class::Other), ("fraud", Class::Fraud)]
        );
    }

    #[test]
    fn labels_without_end_are_refused() {
        let rows: String = (0..30).map(|n| format!("{n}.eml\tlabel {n}\n")).collect();
        let mut labels = Labels::default();
        assert!(labels.read(&format!("path\tlabel\n{rows}"), Path::new("/x")).is_err());
        assert!(labels.read("file\tkind\n", Path::new("/x")).is_err());
        assert!("fraud".parse::<Labelled>().is_err() && "=x".parse::<Labelled>().is_err());
    }
}
