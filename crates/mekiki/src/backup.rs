//! All of a desk in one file, and back: `mekiki backup`, `mekiki restore`.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, BufWriter},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use desk::Store;

use crate::{
    cli::{BackupArgs, RestoreArgs},
    store::IfMissing,
    trouble::Trouble,
};

/// Writes everything into a file that only its owner reads.
pub(crate) fn run(args: &BackupArgs) -> Result<ExitCode, Trouble> {
    let file = args.file.as_path();
    args.database.run(IfMissing::Refuse, |store| async move {
        if file == Path::new("-") {
            store.dump(&mut BufWriter::new(io::stdout())).await?;
            return Ok(String::new());
        }
        if fs::symlink_metadata(file).is_ok() {
            return Err(Trouble::NoFile(file.to_owned(), io::ErrorKind::AlreadyExists.into()));
        }
        let part = part(file);
        let written = write(&store, &part).await;
        let named = written.and_then(|rows| {
            let failed = |error| Trouble::NoFile(file.to_owned(), error);
            fs::rename(&part, file).map_err(failed).map(|()| rows)
        });
        if named.is_err() {
            // What is not whole is worse than nothing.
            let _ = fs::remove_file(&part);
        }
        named.map(|rows| format!("{rows}\n"))
    })
}

/// Under this name until it is whole.
fn part(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

async fn write(store: &Store, part: &Path) -> Result<u64, Trouble> {
    let failed = |error| Trouble::NoFile(part.to_owned(), error);
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(true).mode(0o600).open(part);
    let mut out = BufWriter::new(file.map_err(failed)?);
    let rows = store.dump(&mut out).await?;
    out.get_ref().sync_all().map_err(failed)?;
    Ok(rows)
}

/// Puts a backup into an empty desk, of either kind.
pub(crate) fn restore(args: &RestoreArgs) -> Result<ExitCode, Trouble> {
    let file = args.file.as_path();
    let file = if file == Path::new("-") {
        None
    } else {
        Some(File::open(file).map_err(|error| Trouble::Unreadable(file.to_owned(), error))?)
    };
    args.database.run(IfMissing::Make, |store| async move {
        let rows = match file {
            Some(file) => store.restore(&mut BufReader::new(file)).await?,
            None => store.restore(&mut BufReader::new(io::stdin())).await?,
        };
        Ok(format!("{rows}\n"))
    })
}
