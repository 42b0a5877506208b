//! `mekiki scan`: many messages.
#![expect(clippy::unwrap_used, reason = "test")]

mod door;

use std::path::Path;

use door::{plain, put, run};

fn scan(paths: &[&str], more: &[&str]) -> door::Run {
    run(&[&["scan"], paths, &["--dns", "off", "--format", "jsonl"], more].concat(), b"")
}

fn names(run: &door::Run, folder: &Path) -> Vec<String> {
    let prefix = format!("{}/", folder.to_str().unwrap());
    let path = |report: &serde_json::Value| report["path"].as_str().unwrap().to_owned();
    run.reports().iter().map(|r| path(r).strip_prefix(&prefix).unwrap().to_owned()).collect()
}

#[test]
fn every_message_gives_a_line_in_the_order_of_the_walk() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.eml", "a/2.eml", "a/10.eml", "c.eml"] {
        put(folder.path(), name, &plain(name));
    }
    put(folder.path(), "empty.eml", b"");
    for jobs in ["1", "2", "8"] {
        let run = scan(&[folder.path().to_str().unwrap()], &["--jobs", jobs]);
        assert_eq!(run.code, Some(0), "{run:?}");
        let expected = ["a/10.eml", "a/2.eml", "b.eml", "c.eml", "empty.eml"];
        assert_eq!(names(&run, folder.path()), expected, "{jobs} jobs");
    }
}

#[test]
fn what_cannot_be_read_has_its_line_and_the_rest_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.eml", &plain("a"));
    put(folder.path(), "z.eml", &plain("z"));
    // A link to nowhere cannot be read by anyone, root included.
    std::os::unix::fs::symlink("/no/such/file", folder.path().join("m.eml")).unwrap();
    let run = scan(&[folder.path().to_str().unwrap()], &[]);
    assert_eq!(run.code, Some(1));
    assert_eq!(names(&run, folder.path()), ["a.eml", "m.eml", "z.eml"]);
    let reports = run.reports();
    assert!(reports[1]["error"].is_string() && reports[1]["ruling"].is_null());
    assert!(reports[0]["error"].is_null() && reports[2]["ruling"].is_string());
}

#[test]
fn an_mbox_gives_a_line_for_each_message() {
    let folder = tempfile::tempdir().unwrap();
    let mbox: Vec<u8> = ["one", "two", "three"]
        .iter()
        .flat_map(|s| {
            [b"From a@b.example Thu Nov 18 12:00:00 2021\r\n".to_vec(), plain(s), b"\r\n".to_vec()]
                .concat()
        })
        .collect();
    put(folder.path(), "inbox", &mbox);
    let run = scan(&[folder.path().to_str().unwrap()], &[]);
    assert_eq!(names(&run, folder.path()), ["inbox#1", "inbox#2", "inbox#3"]);
    let subjects: Vec<_> = run.reports().iter().map(|r| r["message"]["subject"].clone()).collect();
    assert_eq!(subjects, ["one", "two", "three"]);
}

#[test]
fn a_maildir_gives_what_was_delivered_only() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "cur/1:2,S", &plain("old"));
    put(folder.path(), "new/2", &plain("new"));
    put(folder.path(), "tmp/3", &plain("being written"));
    put(folder.path(), "dovecot-uidlist", b"3 V1");
    put(folder.path(), ".Junk/cur/4:2,", &plain("sub"));
    put(folder.path(), ".Junk/new/5", &plain("sub"));
    std::fs::create_dir(folder.path().join(".Junk/tmp")).unwrap();
    let run = scan(&[folder.path().to_str().unwrap()], &[]);
    assert_eq!(names(&run, folder.path()), [".Junk/cur/4:2,", ".Junk/new/5", "cur/1:2,S", "new/2"]);
}

#[test]
fn links_to_folders_lead_round_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "sub/a.eml", &plain("a"));
    std::os::unix::fs::symlink(folder.path(), folder.path().join("sub/ring")).unwrap();
    let run = scan(&[folder.path().to_str().unwrap()], &[]);
    assert_eq!(names(&run, folder.path()), ["sub/a.eml"]);
}

#[test]
fn a_table_and_a_summary_can_be_had() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a,b.eml", &plain("a"));
    let path = folder.path().to_str().unwrap();
    let csv = run(&["scan", path, "--dns", "off", "--format", "csv"], b"");
    let lines: Vec<_> = csv.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", csv.out);
    assert!(lines[0].starts_with("path,ruling,") && lines[1].starts_with('"'), "{}", csv.out);
    let summary = run(&["scan", path, "--dns", "off", "--format", "summary"], b"");
    assert!(summary.out.contains("1  ("), "{}", summary.out);
}

#[test]
fn many_messages_need_no_more_memory_than_few() {
    let folder = tempfile::tempdir().unwrap();
    let one: Vec<u8> =
        [b"From a@b.example Thu Nov 18 12:00:00 2021\r\n".to_vec(), plain("x"), b"\r\n".to_vec()]
            .concat();
    let few = put(folder.path(), "few", &one.repeat(1_000));
    let many = put(folder.path(), "many", &one.repeat(30_000));
    let peak = |path: &str| run(&["scan", path, "--dns", "off", "--format", "jsonl"], b"").peak;
    let (few, many) = (peak(&few), peak(&many));
    assert!(many <= few + 12, "{few} MiB for 1,000, {many} MiB for 30,000");
}
