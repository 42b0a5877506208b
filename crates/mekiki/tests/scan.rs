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
fn what_lies_beside_mail_is_skipped_and_counted() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.eml", &plain("a"));
    put(folder.path(), "no-extension", &plain("b"));
    put(folder.path(), "manifest.tsv", b"path\tlabel\na.eml\tham\n");
    put(folder.path(), ".hidden.eml", &plain("c"));
    let list = put(folder.path(), "urls.txt", b"https://a.example/\n");
    let path = folder.path().to_str().unwrap();
    let all = scan(&[path], &[]);
    assert_eq!(names(&all, folder.path()), ["a.eml", "no-extension"]);
    assert!(all.err.contains("3 files skipped that are no mail"), "{}", all.err);
    assert_eq!(all.code, Some(0));
    // What a person names is read, whatever it is.
    assert_eq!(names(&scan(&[&list], &[]), folder.path()), ["urls.txt"]);
}

#[test]
fn a_page_and_a_table_are_written_to_files() {
    let folder = tempfile::tempdir().unwrap();
    let mail = put(folder.path(), "in/a.eml", &plain("a"));
    let (page, table) = (folder.path().join("page.html"), folder.path().join("t.parquet"));
    let (page, table) = (page.to_str().unwrap(), table.to_str().unwrap());
    let args = ["scan", &mail, "--dns", "off", "--lang", "ja"];
    let run_with = |more: &[&str]| run(&[&args[..], more].concat(), b"");
    let run = run_with(&["--html", page, "--format", "parquet", "--out", table]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{run:?}");
    let text = std::fs::read_to_string(page).unwrap();
    assert!(text.contains("<html lang=\"ja\">") && text.contains("<main lang=\"en\""));
    let octets = std::fs::metadata(table).unwrap().len();
    assert!(octets > 500, "{octets}");
    // The page alone, where the output goes; and a summary, for people who asked for a page.
    assert!(run_with(&["--format", "html"]).out.starts_with("<!DOCTYPE html>"));
    assert!(run_with(&["--html", page]).out.contains("1  ("));
    let refused = run_with(&["--html", "/no/such/folder/page.html"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""));
}

#[test]
fn labels_tell_how_good_the_rulings_are() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["good/a.eml", "good/b.eml", "bad/c.eml"] {
        put(folder.path(), name, &plain(name));
    }
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (good, bad) = (format!("genuine={}", at("good")), format!("fraud={}", at("bad")));
    let told = run(
        &["scan", "--label", &good, "--label", &bad, "--dns", "off", "--format", "summary"],
        b"",
    );
    assert_eq!(told.code, Some(0), "{told:?}");
    for line in ["Fraud found: 0% (0 of 1; 95% interval 0% to ", "alarmed: 0% (0 of 2;", "AUC: 0.5"]
    {
        assert!(told.out.contains(line), "{line} not in {}", told.out);
    }
    let manifest = "path\tlabel\ngood/a.eml\tham\nbad/c.eml\tfraud\nbad/gone.eml\tfraud\n";
    let manifest = put(folder.path(), "manifest.tsv", manifest.as_bytes());
    let told = run(&["scan", "--labels", &manifest, "--dns", "off"], b"");
    assert_eq!(told.reports().len(), 3, "{told:?}");
    for line in ["Listed messages that were not found: 1", "(no label)", "(0 of 1;"] {
        assert!(told.err.contains(line), "{line} not in {}", told.err);
    }
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
