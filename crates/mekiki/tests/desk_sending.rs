//! The pages for those who send: what is sent in our domains' names, and what to change before sending.
#![expect(clippy::unwrap_used, reason = "test")]

mod desk_door;

use desk::Role;
use desk_door::Served;

const REPORT: &str = include_str!("../../desk/src/aggregate/tests/rfc7489.xml");

/// The report, as if it were about yesterday.
fn report() -> Vec<u8> {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let (begins, ends) = (now.as_secs() - 2 * 86_400, now.as_secs() - 86_400);
    let report = REPORT.replace("1763218800", &begins.to_string());
    report.replace("1763305199", &ends.to_string()).into_bytes()
}

const MAIL: &str = "From: shop <news@shop.example>\r\nSubject: Re: your account\r\n\
Content-Type: text/html; charset=utf-8\r\n\r\n\
<p>Enter your password at once.</p><a href=\"https://192.0.2.7/\">Log in</a>\r\n";

#[test]
fn only_people_at_the_desk_see_these_pages_and_a_form_needs_its_token() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    served.user("aiko", Role::Analyst, None);
    let (stranger, hanako, aiko) =
        (served.browser(), served.logged_in("hanako"), served.logged_in("aiko"));
    for path in ["/desk/sending", "/desk/presend"] {
        assert_eq!(stranger.get(path).status, 303, "{path}");
        assert_eq!(hanako.upload_as("A", path, &[], &report()).status, 403, "{path}");
    }
    // Who only reads hands in nothing, and is offered no form for it.
    aiko.get("/desk/sending").lacks("name=\"file\"");
    let token = aiko.get("/desk/presend").field("csrf");
    assert_eq!(aiko.upload_as(&token, "/desk/sending", &[], &report()).status, 403);
}

#[test]
fn a_report_that_is_handed_in_is_plotted_and_told() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    let mut hanako = served.logged_in("hanako");
    hanako.get("/desk/sending").says("レポートはまだありません。");
    let path = "/desk/sending";
    let token = hanako.get(path).field("csrf");
    let page = hanako.upload_as(&token, path, &[], &report());
    assert_eq!(page.status, 200, "{}", page.text);
    page.says("取り込みました").says("192.0.2.25").says("<svg").says("shop.example");
    hanako.upload_as(&token, path, &[], &report()).says("前に取り込んだものと同じです");
    hanako.language = "en";
    hanako.get("/desk/sending?domain=shop.example&days=30").says("Messages by source");
    hanako.get("/desk/sending?domain=other.example").says("There are no reports");
    assert_eq!(hanako.get("/desk/sending?domain=a%20b").status, 404);
    hanako.upload_as(&token, path, &[], b"no report").says("no DMARC report");
    served.user("staff", Role::BrandStaff, Some("mihon-store"));
    let staff = served.logged_in("staff");
    staff.get("/desk/sending").lacks("shop.example");
    staff.get("/desk/sending?domain=shop.example").lacks("192.0.2.25");
}

#[test]
fn a_mail_that_is_to_be_sent_is_told_what_to_change() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    let mut hanako = served.logged_in("hanako");
    let path = "/desk/presend";
    let page = hanako.upload(path, &[], MAIL.as_bytes());
    assert_eq!(page.status, 200, "{}", page.text);
    page.says("必ず直す").says("192.0.2.7").says("「Re:」を消してください");
    hanako.language = "en";
    hanako.upload(path, &[("text", MAIL), ("own", "amazon")], b"").says("is not yours");
    assert_eq!(hanako.upload(path, &[("own", "no one")], MAIL.as_bytes()).status, 422);
    let script = MAIL.replace("192.0.2.7", "<script>alert(1)</script>");
    hanako.upload(path, &[], script.as_bytes()).lacks("<script>alert");
    assert_eq!(hanako.upload(path, &[], b"").status, 422);
}
