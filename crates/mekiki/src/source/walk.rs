use std::{
    fs::{self, File},
    io::{self, BufReader, Read as _, Seek as _},
    path::{Path, PathBuf},
};

use super::{Mbox, is_mbox, sniff};

/// A message on the walk, or what stands in its place.
pub(crate) enum Found {
    /// A file that holds one message.
    File(PathBuf),
    /// A message out of an mbox: the file, its number from 1, and its octets.
    Within(PathBuf, usize, Vec<u8>),
    /// A file in a folder that is plainly no mail.
    NoMail,
    /// What could not be read.
    Unreadable(PathBuf, io::Error),
}

/// Every message under some paths, one at a time, in depth and with names sorted; holds the names
/// of the folders it is in, never a message it has handed out.
pub(crate) struct Walk {
    /// What is still ahead, the next at the end.
    ahead: Vec<Ahead>,
    mbox: Option<OpenMbox>,
}

enum Ahead {
    /// As the person named it: followed whatever it is.
    Named(PathBuf),
    /// Found in a folder.
    Entry(PathBuf),
}

struct OpenMbox {
    path: PathBuf,
    messages: Mbox<BufReader<File>>,
    count: usize,
}

impl Walk {
    pub(crate) fn new(paths: &[PathBuf]) -> Self {
        Self { ahead: paths.iter().rev().cloned().map(Ahead::Named).collect(), mbox: None }
    }

    fn visit(&mut self, ahead: Ahead) -> Option<Found> {
        let (path, named) = match ahead {
            Ahead::Named(path) => (path, true),
            Ahead::Entry(path) => (path, false),
        };
        // A link in a folder may lead to a file, but not to a folder: it could lead round in a ring.
        let kind = match fs::metadata(&path) {
            Ok(kind) => kind,
            Err(error) => return Some(Found::Unreadable(path, error)),
        };
        if kind.is_dir() {
            if named || !path.is_symlink() {
                return self.enter(path).err();
            }
            return None;
        }
        // Pipes and devices in a folder are no mail, and reading them may never end.
        if !named && (!kind.is_file() || is_hidden(&path)) {
            return Some(Found::NoMail);
        }
        self.open(path, named)
    }

    /// Puts a folder's entries ahead.
    fn enter(&mut self, folder: PathBuf) -> Result<(), Found> {
        let names = fs::read_dir(&folder).and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.file_name())).collect()
        });
        let mut names: Vec<_> = match names {
            Ok(names) => names,
            Err(error) => return Err(Found::Unreadable(folder, error)),
        };
        // In a Maildir only `cur` and `new` hold mail: `tmp` holds what is still being written,
        // and the files beside them are the server's own.
        let is_maildir = ["cur", "new", "tmp"].iter().all(|part| names.iter().any(|n| n == part));
        if is_maildir {
            names.retain(|name| name != "tmp" && folder.join(name).is_dir());
        }
        names.sort_unstable_by(|a, b| b.cmp(a));
        self.ahead.extend(names.into_iter().map(|name| Ahead::Entry(folder.join(name))));
        Ok(())
    }

    fn open(&mut self, path: PathBuf, named: bool) -> Option<Found> {
        if path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("eml")) {
            return Some(Found::File(path));
        }
        let (head, file) = match head(&path) {
            Ok(opened) => opened,
            Err(error) => return Some(Found::Unreadable(path, error)),
        };
        if is_mbox(&path, &head) {
            let ceiling = usize::try_from(super::ceiling()).unwrap_or(usize::MAX);
            let messages = Mbox::new(BufReader::new(file), ceiling);
            self.mbox = Some(OpenMbox { path, messages, count: 0 });
            return self.within();
        }
        let is_mail =
            named || mail::input::holds_message(&path) || sniff::may_be_mail(&path, &head);
        Some(if is_mail { Found::File(path) } else { Found::NoMail })
    }

    /// The next message of the mbox that is open.
    fn within(&mut self) -> Option<Found> {
        let mbox = self.mbox.as_mut()?;
        let mut message = Vec::new();
        match mbox.messages.message(&mut message) {
            Ok(true) => {
                mbox.count += 1;
                Some(Found::Within(mbox.path.clone(), mbox.count, message))
            }
            Ok(false) => {
                self.mbox = None;
                None
            }
            Err(error) => {
                let path = std::mem::take(&mut mbox.path);
                self.mbox = None;
                Some(Found::Unreadable(path, error))
            }
        }
    }
}

impl Iterator for Walk {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.within() {
                return Some(found);
            }
            let ahead = self.ahead.pop()?;
            if let Some(found) = self.visit(ahead) {
                return Some(found);
            }
        }
    }
}

/// Whether a file's name says that it is kept out of sight: not mail, whatever it holds.
fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// A file's first octets, and the file at its start again.
fn head(path: &Path) -> io::Result<(Vec<u8>, File)> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    file.by_ref().take(sniff::HEAD).read_to_end(&mut head)?;
    file.rewind()?;
    Ok((head, file))
}
