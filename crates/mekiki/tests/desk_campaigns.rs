//! A campaign through the door: an invited person takes the coupon, staff sees to it, nobody else does anything.
#![expect(clippy::unwrap_used, reason = "test")]

mod desk_door;

use desk::{
    CampaignId, CampaignState, InvitationNumber, NewCampaign, Role,
    campaign::{By, Purpose},
};
use desk_door::{Browser, Page, Served};
use jiff::Timestamp;

const PEOPLE: &str = "address,name,eligible\n\
    hanako@mailbox.example,山田花子,yes\n\
    taro@mailbox.example,太郎,no\n\
    jiro@mailbox.example,次郎,yes\n";

/// A campaign that runs: its id, and the addresses of its first people's pages.
fn running(served: &Served) -> (CampaignId, Vec<(String, String)>) {
    served.in_store(|store| async move {
        let (by, now) = (By::Machine, Timestamp::now());
        let new = NewCampaign { stock: 2, ..NewCampaign::read(NewCampaign::EXAMPLE).unwrap() };
        let id = store.create_campaign(by, &new, now).await.unwrap();
        let mut inviting = store.invite(by, &id, now).await.unwrap();
        inviting.feed(PEOPLE.as_bytes()).await.unwrap();
        inviting.finish().await.unwrap();
        store.change_campaign(by, &id, CampaignState::Running, now).await.unwrap();
        store.sent_elsewhere(by, &id, now).await.unwrap();
        let campaign = store.campaign(by, &id).await.unwrap().number;
        let links = store.links();
        let token = |purpose, n| links.token(purpose, campaign, InvitationNumber(n)).unwrap();
        let pages = (1..=4).map(|n| {
            let (claim, leave) = (token(Purpose::Claim, n), token(Purpose::Unsubscribe, n));
            (format!("/c/{claim}"), format!("/u/{leave}"))
        });
        (id, pages.collect())
    })
}

/// The code that a page shows.
fn code(page: &Page) -> String {
    let (_, rest) = page.text.split_once("<span class=\"coupon\">").unwrap();
    rest.split('<').next().unwrap().to_owned()
}

fn strict(page: &Page) {
    assert_eq!(page.set_cookie, "", "nobody needs a cookie here");
}

#[test]
fn an_invited_person_takes_one_coupon_however_often_they_press() {
    let served = Served::start(&[]);
    let (id, pages) = running(&served);
    let (mut person, claim) = (served.browser(), &pages[0].0);
    let page = person.get(claim);
    assert_eq!(page.status, 200);
    page.says("からのご招待").says("【ご招待】500円OFFクーポンのお知らせ").says("500円引き");
    page.says("クーポンを受け取る")
        .says("23:59まで")
        .says("いま受け取ると、")
        .lacks("class=\"coupon\"");
    strict(&page);
    for _ in 0..2 {
        let taken = person.post(claim, &[]);
        assert_eq!((taken.status, &taken.location), (303, claim), "{}", taken.text);
    }
    let page = person.get(claim);
    page.says("あなたのクーポンコード").says("使える期限：").lacks("クーポンを受け取る");
    let first = code(&page);
    assert_eq!(first.len(), 19);
    person.language = "en";
    assert_eq!(code(person.get(claim).says("Your coupon’s code").says("until 23:59 on ")), first);
    let issued = served
        .in_store(|store| async move { store.campaign(By::Machine, &id).await.unwrap().issued });
    assert_eq!(issued, 1);
    assert_eq!(person.post_from("cross-site", claim, &[]).status, 403);
}

#[test]
fn who_is_refused_is_told_why_and_it_is_written_down() {
    let served = Served::start(&[]);
    let (id, pages) = running(&served);
    let person = served.browser();
    let page = person.get(&pages[1].0);
    assert_eq!(page.status, 200);
    page.says("対象のお客様として登録されていません").says("キャンペーン側の誤りかもしれません");
    page.lacks("クーポンを受け取る</button>");
    assert_eq!(person.post(&pages[1].0, &[]).status, 303);
    let refused = served.in_store(|store| async move {
        let campaign = store.campaign(By::Machine, &id).await.unwrap();
        assert_eq!(campaign.issued, 0);
        store.refused(campaign.number, Timestamp::UNIX_EPOCH).await.unwrap()
    });
    assert_eq!(refused.into_values().sum::<u64>(), 1, "one person, however often");
}

#[test]
fn a_link_that_the_desk_did_not_make_belongs_to_no_invitation() {
    let served = Served::start(&[]);
    let (_, pages) = running(&served);
    let person = served.browser();
    let (claim, leave) = &pages[0];
    let swapped = claim.replacen("/c/", "/u/", 1);
    let other = leave.replacen("/u/", "/c/", 1);
    let cut = claim.get(..claim.len() - 1).unwrap();
    let made_up = format!("/c/{}", "A".repeat(32));
    // Made by the desk, for somebody who is not on the list.
    for path in [cut, &made_up, &swapped, &other, "/c/x", "/u/x", "/c/%00%ff", &pages[3].0] {
        let page = person.get(path);
        assert_eq!(page.status, 404, "{path}");
        page.says("このリンクは、招待のものではありません").says("届いたメールを確かめる");
        assert_eq!(person.post(path, &[("confirm", "yes")]).status, 404, "{path}");
    }
}

#[test]
fn one_click_ends_such_mail_and_a_look_at_the_link_does_not() {
    let served = Served::start(&[]);
    let (_, pages) = running(&served);
    let person = served.browser();
    let leave = &pages[0].1;
    person.get(leave).says("招待のメールを止めますか？");
    person.post(leave, &[]).says("招待のメールを止めますか？");
    // A mail program's own server, or its page: RFC 8058 §3.2.
    let page = person.post_from("cross-site", leave, &[("List-Unsubscribe", "One-Click")]);
    assert_eq!((page.status, page.location.as_str()), (200, ""), "RFC 8058 wants no redirection");
    page.says("配信を停止しました");
    strict(&page);
    person.get(leave).says("配信を停止しました");
    person.post(&pages[2].1, &[("confirm", "yes")]).says("配信を停止しました");
}

#[test]
fn brand_staff_makes_a_campaign_invites_and_starts_it() {
    let served = Served::start(&[]);
    served.user("hanako", Role::BrandStaff, Some("mihon-store"));
    served.user("other", Role::BrandStaff, Some("amazon"));
    served.user("analyst", Role::Analyst, None);
    let hanako = served.logged_in("hanako");
    hanako.get("/desk/campaigns").says("まだありません").says("キャンペーンを作る");
    let mut fields = vec![
        ("brand", "mihon-store"),
        ("name", "秋のご招待"),
        ("amount", "５００"),
        ("minimum", "0"),
        ("stock", "1,000"),
        ("claim_days", "0"),
        ("use_days", "7"),
        ("title_ja", "500円OFF"),
        ("title_en", "500 yen off"),
        ("from_ja", "みほんストア"),
        ("from_en", "Mihon Store"),
        ("address", "news@mihon-store.example"),
        ("shop", "https://www.mihon-store.example/"),
    ];
    let wrong = hanako.send("/desk/campaigns", &fields);
    assert_eq!(wrong.status, 422);
    wrong.says("期間は1〜366日です").says("秋のご招待");
    fields[5].1 = "6";
    let made = hanako.send("/desk/campaigns", &fields);
    assert_eq!(made.status, 303, "{}", made.text);
    let campaign = made.location;
    let page = hanako.get(&campaign);
    page.says("準備中").says("始める・再開する").says("見本 花子 様").says("Dear Hanako Mihon");
    hanako.get(&format!("{campaign}/preview/ja")).says("500円OFFクーポン");
    let looked = hanako.get(&format!("{campaign}/presend/ja"));
    assert_eq!(looked.status, 200, "{}", looked.text);
    looked.says("結果").says("→ ");
    let summary = upload(&hanako, &campaign, PEOPLE);
    assert_eq!(summary.status, 200, "{}", summary.text);
    summary.says("新しく招待した人</dt><dd>3</dd>").says("UTF-8");
    let again = upload(&hanako, &campaign, &format!("{PEOPLE}nobody\n"));
    again.says("新しく招待した人</dt><dd>0</dd>").says("メールアドレスの形ではありません");
    assert_eq!(hanako.send(&format!("{campaign}/state"), &[("state", "running")]).status, 303);
    hanako.get(&campaign).says("実施中").says("招待した人</dt><dd>3</dd>");
    hanako.get("/desk/campaigns").says("0 / 1,000");
    let other = served.logged_in("other");
    assert_eq!(other.get(&campaign).status, 404);
    assert_eq!(other.send(&format!("{campaign}/state"), &[("state", "ended")]).status, 404);
    assert_eq!(upload(&other, &campaign, PEOPLE).status, 404);
    let analyst = served.logged_in("analyst");
    analyst.get(&campaign).says("実施中").lacks("読み込む</button>");
    assert_eq!(analyst.send(&format!("{campaign}/state"), &[("state", "ended")]).status, 403);
    assert_eq!(analyst.get("/desk/campaigns/new").status, 403);
}

/// Hands in a list on a campaign's page.
fn upload(browser: &Browser, campaign: &str, list: &str) -> Page {
    let csrf = browser.get("/desk").field("csrf");
    let body = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n\
         --edge\r\ncontent-disposition: form-data; name=\"list\"; filename=\"list.csv\"\r\n\r\n{list}\r\n--edge--\r\n"
    );
    let kind = "multipart/form-data; boundary=edge";
    browser.post_body(&format!("{campaign}/invitations"), kind, body.as_bytes())
}
