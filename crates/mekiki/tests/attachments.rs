//! What is said of files that come with a message.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "test")]

mod door;

use door::run;

/// The names of the reasons, and what was not looked at.
fn reasons(text: &str, name: &str, content: &[u8]) -> (Vec<String>, usize) {
    let head = format!(
        "From: Office <office@b.example>\r\nSubject: Papers\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n{text}\r\n--b\r\n\
         Content-Type: application/octet-stream\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n"
    );
    let mail = [head.as_bytes(), content, b"\r\n--b--\r\n"].concat();
    let run = run(&["check", "-", "--dns", "off", "--format", "json"], &mail);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let list = |name: &str| report[name].as_array().unwrap().clone();
    let names = list("reasons").into_iter().map(|one| one["evidence"].as_str().unwrap().to_owned());
    (names.collect(), list("not_looked").len())
}

fn is_told(evidence: &str, text: &str, name: &str, content: &[u8]) -> bool {
    reasons(text, name, content).0.iter().any(|told| told == evidence)
}

#[test]
fn a_page_that_unfolds_leaves_or_asks_is_a_trap_and_one_that_writes_is_a_page() {
    for (page, expected) in [
        ("<html><p>Report<script>document.write(new Date())</script>", false),
        ("<html><p>Report<script>eval('1+1')</script>", false),
        ("<html><form action='/search'><input name=q></form>", false),
        ("<html><script>document.write(atob('PGI+'))</script>", true),
        ("<html><script>location.href='https://c.example/'</script>", true),
        ("<html><form action='https://c.example/'><input type=password></form>", true),
        ("<svg onload=\"location='https://c.example/'\"></svg>", true),
    ] {
        assert_eq!(
            is_told("attached-page", "See it.", "report.html", page.as_bytes()),
            expected,
            "{page}"
        );
    }
}

#[test]
fn a_lock_counts_when_its_key_lies_beside_it() {
    let pdf = b"%PDF-1.7\n1 0 obj<</URI<00>>>endobj trailer<</Encrypt<</Filter/Standard/V 2/R 3\
        /Length 128/P -4/O<00>/U<00>>>>>";
    assert!(is_told("attachment-locked", "Senha do PDF: 4711", "nota.pdf", pdf));
    let (names, not_looked) = reasons("The statement is enclosed.", "statement.pdf", pdf);
    assert!(!names.iter().any(|name| name == "attachment-locked"), "{names:?}");
    assert!(not_looked > 0, "what could not be opened is said");
}

#[test]
fn a_program_is_told_whatever_shape_it_has() {
    let shortcut = b"L\0\0\0\x01\x14\x02\0";
    for (name, content) in [("a.pdf", &shortcut[..]), ("scan.js", b"x"), ("a.img", b"x")] {
        assert!(is_told("attached-program", "See it.", name, content), "{name}");
    }
    assert!(is_told("attachment-name-lies", "See it.", "invoice.pdf.exe", b"MZ"));
    assert!(!is_told("attached-program", "See it.", "patch.diff", b"+++ b/main.js\n"));
}
