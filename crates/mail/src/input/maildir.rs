use std::path::Path;

/// Whether a path inside a Maildir names a message: a file in `new` or `cur`. Files in `tmp` are
/// not yet whole, and names that begin with a dot are no messages
/// (<https://cr.yp.to/proto/maildir.html>).
#[must_use]
pub fn holds_message(path: &Path) -> bool {
    let folder = path.parent().and_then(Path::file_name);
    let name = path.file_name().and_then(|name| name.to_str());
    folder.is_some_and(|folder| folder == "new" || folder == "cur")
        && name.is_some_and(|name| !name.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_delivered_files_are_messages() {
        for (path, expected) in [
            ("Maildir/new/1.M2P3.host", true),
            ("Maildir/cur/1.M2P3.host:2,S", true),
            ("Maildir/.Spam/cur/1", true),
            ("Maildir/tmp/1", false),
            ("Maildir/cur/.hidden", false),
            ("Maildir/dovecot.index", false),
        ] {
            assert_eq!(holds_message(Path::new(path)), expected, "{path}");
        }
    }
}
