//! The commands of whoever runs a desk: `mekiki user`, `key`, `backup`, `restore`, `audit`, `retain`.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test on fixtures of our own"
)]

mod door;

use std::{os::unix::fs::PermissionsExt as _, path::Path};

use door::{Run, put, run};
use tempfile::TempDir;

const PASSWORD: &[u8] = b"correct horse battery\n";

/// A desk of its own, and the command line for it.
struct Desk {
    folder: TempDir,
    url: String,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("desk.db").display());
        Self { folder, url }
    }

    fn run(&self, args: &[&str], input: &[u8]) -> Run {
        run(&[args, &["--database", &self.url]].concat(), input)
    }

    /// What a command prints that has to succeed.
    fn prints(&self, args: &[&str]) -> String {
        let run = self.run(args, PASSWORD);
        assert_eq!(run.code, Some(0), "{args:?}: {run:?}");
        run.out
    }

    /// What a command says that has to fail.
    fn refuses(&self, args: &[&str], input: &[u8]) -> String {
        let run = self.run(args, input);
        assert_eq!(run.code, Some(1), "{args:?}: {run:?}");
        assert!(run.out.is_empty(), "{args:?}: {}", run.out);
        run.err
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }
}

#[test]
fn an_account_is_made_listed_and_closed() {
    let desk = Desk::new();
    let made = desk.prints(&["user", "add", "hanako", "--role", "agent"]);
    assert!(made.starts_with("hanako\tagent\t-\t20") && made.ends_with("\tactive\n"), "{made}");
    desk.prints(&["user", "add", "taro", "--role", "brand-staff", "--brand", "Amazon"]);
    let list = desk.prints(&["user", "list"]);
    assert!(list.starts_with(&made) && list.contains("taro\tbrand-staff\tamazon\t"), "{list}");
    let closed = desk.prints(&["user", "disable", "hanako"]);
    assert!(closed.ends_with("\tdisabled\n"), "{closed}");
    desk.prints(&["user", "password", "taro"]);
    let log = desk.prints(&["audit", "list"]);
    let told: Vec<_> = log.lines().map(|line| line.split('\t').nth(3).unwrap()).collect();
    assert_eq!(told, ["user.added", "user.added", "user.disabled", "user.password-set"]);
}

#[test]
fn a_password_comes_from_a_file_or_standard_input_and_is_shown_nowhere() {
    let desk = Desk::new();
    let file = put(desk.folder.path(), "password", b"a secret in a file\nnot this line\n");
    let args = ["user", "add", "hanako", "--role", "admin", "--password-file", &file];
    let made = desk.run(&args, b"");
    assert_eq!(made.code, Some(0), "{made:?}");
    desk.prints(&["user", "add", "taro", "--role", "agent"]);
    let everything = ["user list", "audit list"]
        .map(|args| desk.prints(&args.split(' ').collect::<Vec<_>>()))
        .concat();
    for secret in ["a secret in a file", "correct horse"] {
        assert!(!format!("{made:?}{everything}").contains(secret));
    }
    for (input, expected) in [(&b"short\n"[..], "12 characters"), (b"", "12 characters")] {
        let said = desk.refuses(&["user", "add", "jiro", "--role", "agent"], input);
        assert!(said.contains(expected), "{said}");
    }
    let refused = run(&["user", "add", "jiro", "--role", "agent", "--password", "x"], b"");
    assert_eq!(refused.code, Some(2), "a password is no argument");
}

#[test]
fn what_cannot_be_an_account_is_refused_with_what_to_do() {
    let desk = Desk::new();
    desk.prints(&["user", "add", "hanako", "--role", "agent"]);
    for (args, expected) in [
        (&["user", "add", "hanako", "--role", "agent"][..], "Take another"),
        (&["user", "add", "花子", "--role", "agent"], "ASCII letters"),
        (&["user", "add", "taro", "--role", "brand-staff"], "needs --brand"),
        (&["user", "add", "taro", "--role", "agent", "--brand", "amazon"], "no other role"),
        (&["user", "add", "taro", "--role", "brand-staff", "--brand", "x-y"], "brand list"),
        (&["user", "disable", "nobody"], "user list"),
        (&["user", "password", "nobody"], "user list"),
        (&["user", "add", "taro", "--role", "agent", "--password-file", "/no/such"], "cannot read"),
    ] {
        let said = desk.refuses(args, PASSWORD);
        assert!(said.contains(expected), "{args:?}: {said}");
    }
    assert_eq!(desk.prints(&["user", "list"]).lines().count(), 1);
}

#[test]
fn a_key_is_shown_once_and_taken_back() {
    let desk = Desk::new();
    let shown = desk.prints(&["key", "add", "mail gateway", "--scope", "check,read"]);
    let (id, secret) = shown.trim().split_once('.').unwrap();
    assert_eq!((id.len(), secret.len()), (22, 43), "{shown}");
    let list = desk.prints(&["key", "list"]);
    assert!(list.starts_with(&format!("{id}\tmail gateway\tcheck,read\t")), "{list}");
    assert!(list.ends_with("\tactive\n") && !list.contains(secret));
    desk.prints(&["key", "revoke", id]);
    assert!(desk.prints(&["key", "list"]).ends_with("\trevoked\n"));
    for gone in [id, "nothing", &"A".repeat(22)] {
        assert!(desk.refuses(&["key", "revoke", gone], b"").contains("key list"), "{gone}");
    }
    assert_eq!(desk.run(&["key", "add", "x", "--scope", "everything"], b"").code, Some(2));
}

#[test]
fn a_backup_is_restored_into_an_empty_desk_only() {
    let desk = Desk::new();
    desk.prints(&["user", "add", "hanako", "--role", "agent"]);
    desk.prints(&["key", "add", "mail", "--scope", "check"]);
    let (file, before) = (desk.path("desk.backup"), desk.prints(&["audit", "verify"]));
    let rows = desk.prints(&["backup", &file]);
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "others do not read it");
    assert!(desk.refuses(&["backup", &file], b"").contains("exists"));
    assert!(desk.refuses(&["restore", &file], b"").contains("not empty"));
    let other = Desk::new();
    assert_eq!(other.prints(&["restore", &file]), rows);
    assert_eq!(other.prints(&["audit", "verify"]), before);
    for list in [["user", "list"], ["key", "list"]] {
        assert_eq!(other.prints(&list), desk.prints(&list));
    }
    let piped = desk.run(&["backup", "-"], b"").out;
    assert_eq!(piped.as_bytes(), std::fs::read(&file).unwrap());
    let third = Desk::new();
    assert_eq!(third.run(&["restore", "-"], piped.as_bytes()).code, Some(0));
    assert_eq!(third.prints(&["audit", "verify"]), before);
}

#[test]
fn a_damaged_backup_changes_nothing() {
    let desk = Desk::new();
    desk.prints(&["user", "add", "hanako", "--role", "agent"]);
    let whole = desk.run(&["backup", "-"], b"").out;
    let cut = whole.lines().take(3).map(|line| format!("{line}\n")).collect::<String>();
    let forged = whole.replace("user.added", "user.forged");
    let other = Desk::new();
    for (damaged, expected) in [
        (cut.as_str(), "is as it was"),
        ("From: a@b.example\n\n", "is as it was"),
        (forged.as_str(), "was changed, from entry 1"),
    ] {
        let said = other.refuses(&["restore", "-"], damaged.as_bytes());
        assert!(said.contains(expected), "{said}");
        assert_eq!(other.prints(&["user", "list"]), "");
    }
}

#[test]
fn the_end_of_the_audit_log_can_be_noted_and_held_against_it() {
    let desk = Desk::new();
    desk.prints(&["user", "add", "hanako", "--role", "agent"]);
    let end = desk.prints(&["audit", "verify"]);
    assert!(end.starts_with("1:") && end.trim().len() == 66, "{end}");
    desk.prints(&["key", "add", "mail", "--scope", "check"]);
    desk.prints(&["audit", "verify", "--noted", end.trim()]);
    let other = format!("1:{}", "0".repeat(64));
    let said = desk.refuses(&["audit", "verify", "--noted", &other], b"");
    assert!(said.contains("changed, from entry 1"), "{said}");
    assert!(desk.refuses(&["audit", "verify", "--noted", "end"], b"").contains("POSITION:HASH"));
    assert_eq!(desk.prints(&["audit", "list", "--after", "1"]).lines().count(), 1);
}

#[test]
fn retention_tells_what_went() {
    let desk = Desk::new();
    desk.prints(&["user", "add", "hanako", "--role", "agent"]);
    let gone = desk.prints(&["retain"]);
    assert_eq!(gone, "originals\t0\nredacted\t0\ncases\t0\nreports\t0\nsessions\t0\n");
}

#[test]
fn a_desk_that_is_not_there_is_not_made_by_looking() {
    let desk = Desk::new();
    let file = desk.path("backup");
    for args in [
        &["user", "list"][..],
        &["key", "list"],
        &["audit", "verify"],
        &["audit", "list"],
        &["retain"],
        &["backup", &file],
    ] {
        assert!(desk.refuses(args, b"").contains("--database names another"), "{args:?}");
    }
    assert!(!Path::new(&desk.path("desk.db")).exists() && !Path::new(&file).exists());
    let wrong = run(&["user", "list", "--database", "mysql://x"], b"");
    assert!(wrong.err.contains("postgres://"), "{wrong:?}");
}

#[test]
fn the_database_may_be_named_in_the_settings() {
    let desk = Desk::new();
    desk.prints(&["user", "add", "hanako", "--role", "agent"]);
    let settings = format!("[database]\nurl = \"{}\"\n", desk.url);
    let settings = put(desk.folder.path(), "mekiki.toml", settings.as_bytes());
    let list = run(&["user", "list", "--config", &settings], b"");
    assert!(list.out.starts_with("hanako\t"), "{list:?}");
}
