//! The people at the desk, through the door: who may come in, and what each may do.
#![expect(clippy::unwrap_used, reason = "test")]

mod desk_door;

use desk::{Canned, NewCase, Operator, Role};
use desk_door::{PASSWORD, Served, id_of};
use jiff::Timestamp;

#[test]
fn nobody_sees_the_desk_without_logging_in() {
    let served = Served::start(&[]);
    let browser = served.browser();
    let page = browser.get("/desk/case/AAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(page.status, 303);
    assert_eq!(page.location, "/login?next=/desk/case/AAAAAAAAAAAAAAAAAAAAAA");
    for path in ["/desk", "/desk/decisions", "/desk/audit", "/desk/users", "/desk/canned"] {
        assert_eq!(browser.get(path).status, 303, "{path}");
    }
    assert_eq!(browser.get("/desk/live").status, 401);
    assert_eq!(browser.get("/desk/events").status, 401);
    assert_eq!(browser.post("/desk/users", &[("name", "x")]).location, "/login?next=/desk");
}

#[test]
fn a_wrong_password_is_told_and_many_close_the_account_for_a_while() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    let mut browser = served.browser();
    for _ in 0..10 {
        let page = browser.log_in("hanako", "wrong horse battery");
        assert_eq!(page.status, 401);
        page.says("名前かパスワードが違います");
        assert_eq!(page.set_cookie, "");
    }
    let page = browser.log_in("hanako", PASSWORD);
    assert_eq!(page.status, 429);
    page.says("間違いが続いたため").says("15分").lacks(PASSWORD);
    browser.language = "en";
    browser.log_in("nobody", "x").says("The name or the password is wrong");
}

#[test]
fn a_log_in_has_a_new_token_that_scripts_cannot_read_and_ends_the_one_before() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    let mut browser = served.browser();
    // A token that somebody planted beforehand.
    browser.cookie = Some(format!("desk={}", "A".repeat(43)));
    let page = browser.log_in("hanako", PASSWORD);
    for attribute in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(page.set_cookie.contains(attribute), "{}", page.set_cookie);
    }
    let first = browser.cookie.clone().unwrap();
    assert_ne!(first, format!("desk={}", "A".repeat(43)));
    assert_eq!(browser.get("/desk").status, 200);
    browser.log_in("hanako", PASSWORD);
    assert_ne!(browser.cookie.as_ref(), Some(&first));
    assert_eq!(browser.get("/desk").status, 200);
    let mut old = served.browser();
    old.cookie = Some(first);
    assert_eq!(old.get("/desk").status, 303);
    assert_eq!(browser.send("/logout", &[]).location, "/login");
    assert_eq!(browser.get("/desk").status, 303);
}

#[test]
fn a_form_without_the_sessions_token_does_nothing() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    let (person, agent) = (served.browser(), served.logged_in("hanako"));
    let case = person.asks_about("coupon");
    person.calls(&case);
    let claim = format!("/desk/case/{}/claim", id_of(&case));
    assert_eq!(agent.post(&claim, &[]).status, 403);
    assert_eq!(agent.post(&claim, &[("csrf", "A")]).status, 403);
    let other = served.logged_in("hanako").get("/desk").field("csrf");
    assert_eq!(agent.post(&claim, &[("csrf", &other)]).status, 403);
    let own = agent.get("/desk").field("csrf");
    assert_eq!(agent.post_from("cross-site", &claim, &[("csrf", &own)]).status, 403);
    agent.get("/desk").says("引き受ける").says("待っている方：");
    assert_eq!(agent.post(&claim, &[("csrf", &own)]).status, 303);
    agent.get("/desk").says("いま、待っている方はいません。").says("<strong>自分</strong>");
}

#[test]
fn a_case_is_taken_answered_handed_over_and_ended() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    served.user("taro", Role::Agent, None);
    let (person, hanako, taro) =
        (served.browser(), served.logged_in("hanako"), served.logged_in("taro"));
    let case = person.asks_about("coupon");
    person.calls(&case);
    let desk = format!("/desk/case/{}", id_of(&case));
    hanako.get("/desk").says("1分未満").says(&desk).says("日本語").says("招待");
    hanako.get(&desk).says("人に相談する").says("引き受ける");
    assert_eq!(hanako.send(&format!("{desk}/claim"), &[]).status, 303);
    assert_eq!(taro.send(&format!("{desk}/claim"), &[]).status, 409);
    assert_eq!(taro.send(&format!("{desk}/say"), &[("text", "横から")]).status, 409);
    hanako.send(&format!("{desk}/say"), &[("text", "担当の花子です。\r\n確認します。")]);
    person.get(&format!("{case}/talk")).says("担当の花子です。").says("確認します。");
    person.post(&format!("{case}/talk"), &[("text", "クーポンが使えません")]);
    hanako.get(&format!("{desk}/live")).says("クーポンが使えません").says("返事を待っています");
    hanako.send(&format!("{desk}/note"), &[("text", "店に電話ずみ")]);
    let shown = hanako.get(&desk);
    let (_, options) = shown.text.split_once("id=\"to\"").unwrap();
    let (before, _) = options.split_once(">taro</option>").unwrap();
    let to = before.rsplit("value=\"").next().unwrap().trim_end_matches('"').to_owned();
    hanako.send(&format!("{desk}/hand-over"), &[("to", &to), ("note", "続きをお願いします")]);
    taro.get(&desk).says("あなたが担当しています").says("店に電話ずみ").says("続きをお願いします");
    person.get(&format!("{case}/talk")).lacks("店に電話ずみ").lacks("続きをお願いします");
    assert_eq!(taro.send(&format!("{desk}/release"), &[]).location, "/desk");
    taro.get("/desk").says("引き受ける");
    taro.send(&format!("{desk}/claim"), &[]);
    assert_eq!(taro.send(&format!("{desk}/finish"), &[]).location, "/desk");
    taro.get("/desk").says("いま、待っている方はいません。").lacks(&desk);
}

#[test]
fn a_decision_is_confirmed_and_seen_at_once_by_everybody_with_the_same_message() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    let (person, agent) = (served.browser(), served.logged_in("hanako"));
    let case = person.asks_about("coupon");
    let (same, other) = (person.asks_about("coupon"), person.asks_about("coupon-forged"));
    person.calls(&case);
    let desk = format!("/desk/case/{}", id_of(&case));
    agent.get(&desk).says("似た相談").says("同じ内容").says(id_of(&same));
    let chosen = [
        ("kind", "genuine-but-faulty"),
        ("whose", "sender"),
        ("since", "2021-11-16T10:00"),
        ("words_ja", "11月20日に直ります。"),
        ("words_en", "It will work again on 20 November."),
    ];
    let confirm = agent.send(&format!("{desk}/decide"), &chosen);
    assert_eq!(confirm.status, 200);
    confirm.says("2人が尋ねています").says("2021年11月16日 10:00").says("11月20日に直ります。");
    person.get(&same).lacks("担当者の答え");
    let decided = agent.send(&format!("{desk}/decided"), &chosen);
    assert_eq!(decided.location, format!("{desk}#now"));
    person.get(&same).says("担当者の答え").says("11月20日に直ります。");
    person.get(&other).lacks("担当者の答え");
    person.get(&person.asks_about("coupon")).says("担当者の答え");
    agent.get("/desk/decisions").says("本物だが不具合あり").says("hanako");
    let mut english = served.browser();
    english.language = "en";
    english.get(&same).says("It will work again on 20 November.");
    // A later decision goes before; what is written beside it is told too.
    let chosen =
        [("kind", "genuine"), ("words_ja", "もう使えます。"), ("words_en", "It works now.")];
    agent.send(&format!("{desk}/decided"), &chosen);
    person.get(&same).says("もう使えます。").lacks("11月20日に直ります。");
    person.get(&format!("{same}/talk")).says("もう使えます。");
    agent.get(&desk).says("もう使えます。");
    let malformed = agent.send(&format!("{desk}/decided"), &[("kind", "perhaps")]);
    assert_eq!(malformed.status, 400);
    let malformed = agent.send(&format!("{desk}/decide"), &[("kind", "fraud"), ("since", "soon")]);
    assert_eq!(malformed.status, 400);
}

#[test]
fn each_role_does_what_it_may() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    served.user("bunseki", Role::Analyst, None);
    served.user("mihon", Role::BrandStaff, Some("mihon-store"));
    served.user("amazon", Role::BrandStaff, Some("amazon"));
    served.user("kanri", Role::Admin, None);
    let person = served.browser();
    let case = person.asks_about("coupon");
    person.calls(&case);
    let desk = format!("/desk/case/{}", id_of(&case));
    let fraud = [("kind", "fraud")];

    let analyst = served.logged_in("bunseki");
    analyst.get(&desk).lacks("返事を書く").lacks("/decide\"").lacks("/preview");
    for (path, fields) in [("decided", &fraud[..]), ("decide", &fraud), ("claim", &[])] {
        assert_eq!(analyst.send(&format!("{desk}/{path}"), fields).status, 403, "{path}");
    }
    assert_eq!(analyst.send(&format!("{desk}/note"), &[("text", "x")]).status, 403);
    assert_eq!(analyst.get(&format!("{desk}/preview")).status, 403);
    assert_eq!(analyst.get("/desk/decisions").status, 200);
    assert_eq!(analyst.get("/desk/audit").status, 200);
    assert_eq!(analyst.get("/desk/users").status, 403);

    let stranger = served.logged_in("amazon");
    stranger.get("/desk").lacks(&desk);
    for path in ["", "/live", "/events", "/preview"] {
        assert_eq!(stranger.get(&format!("{desk}{path}")).status, 404, "{path}");
    }
    assert_eq!(stranger.send(&format!("{desk}/decided"), &fraud).status, 404);
    let own = served.logged_in("mihon");
    own.get("/desk").says(&desk);
    assert_eq!(own.get(&desk).status, 200);

    let agent = served.logged_in("hanako");
    assert_eq!(agent.get("/desk/audit").status, 403);
    assert_eq!(agent.get("/desk/users").status, 403);
    let new = [("name", "evil"), ("role", "admin"), ("password", PASSWORD)];
    assert_eq!(agent.send("/desk/users", &new).status, 403);
    let set = [("name", "kanri"), ("password", PASSWORD)];
    assert_eq!(agent.send("/desk/users/password", &set).status, 403);
    assert_eq!(agent.send("/desk/users/disable", &[("name", "kanri")]).status, 403);
    assert_eq!(served.logged_in("kanri").get("/desk/users").status, 200);
}

#[test]
fn who_opens_a_message_is_written_down_and_the_log_is_whole() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    served.user("kanri", Role::Admin, None);
    let (person, agent, admin) =
        (served.browser(), served.logged_in("hanako"), served.logged_in("kanri"));
    let case = person.asks_about("coupon");
    let desk = format!("/desk/case/{}", id_of(&case));
    agent.get(&desk).says("メールを開く（記録に残ります）");
    admin.get("/desk/audit").lacks("メールそのものを開いた");
    agent.get(&format!("{desk}/preview")).says("sandbox").says(&format!("{desk}/preview/frame"));
    let frame = agent.get(&format!("{desk}/preview/frame"));
    assert_eq!(frame.status, 200);
    frame.lacks("<script").lacks("href=");
    admin.get("/desk/audit").says("メールそのものを開いた").says("hanako").says(id_of(&case));
    admin.get("/desk/audit?verify=yes").says("すべて書かれたままです");
    admin.get("/desk/audit?before=2").says("アカウントを作った").lacks("メールそのものを開いた");
}

#[test]
fn an_administrator_makes_closes_and_resets_accounts() {
    let served = Served::start(&[]);
    served.user("kanri", Role::Admin, None);
    let admin = served.logged_in("kanri");
    let new = |name, role, brand, password| {
        let fields = [("name", name), ("role", role), ("brand", brand), ("password", password)];
        admin.send("/desk/users", &fields)
    };
    assert_eq!(new("jiro", "agent", "", PASSWORD).location, "/desk/users");
    assert_eq!(new("mise", "brand-staff", "mihon-store", PASSWORD).status, 303);
    for (page, words) in [
        (new("jiro", "agent", "", PASSWORD), "もう使われています"),
        (new("次郎", "agent", "", PASSWORD), "半角"),
        (new("saburo", "agent", "", "short"), "12文字以上"),
        (new("saburo", "brand-staff", "no-such-brand", PASSWORD), "一覧にあるブランド"),
    ] {
        assert_eq!(page.status, 422);
        page.says(words);
    }
    let jiro = served.logged_in("jiro");
    let fields = [("name", "jiro"), ("password", "another horse battery")];
    assert_eq!(admin.send("/desk/users/password", &fields).status, 303);
    assert_eq!(jiro.get("/desk").status, 303);
    let mut jiro = served.browser();
    assert_eq!(jiro.log_in("jiro", PASSWORD).status, 401);
    assert_eq!(jiro.log_in("jiro", "another horse battery").status, 303);
    assert_eq!(admin.send("/desk/users/disable", &[("name", "jiro")]).status, 303);
    assert_eq!(jiro.get("/desk").status, 303);
    assert_eq!(jiro.log_in("jiro", "another horse battery").status, 401);
    assert_eq!(admin.send("/desk/users/disable", &[("name", "kanri")]).status, 403);
    admin.get("/desk/users").says("閉じました：");
}

#[test]
fn a_canned_answer_fills_the_reply_in_the_persons_language() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    served.user("kanri", Role::Admin, None);
    let (person, agent, admin) =
        (served.browser(), served.logged_in("hanako"), served.logged_in("kanri"));
    let fields = [
        ("key", "teiden"),
        ("title_ja", "停電のお詫び"),
        ("title_en", "Power cut"),
        ("words_ja", "停電のため遅れています。"),
        ("words_en", "There was a power cut."),
    ];
    assert_eq!(agent.send("/desk/canned", &fields).status, 403);
    assert_eq!(admin.send("/desk/canned", &fields).location, "/desk/canned");
    let case = person.asks_about("coupon");
    let desk = format!("/desk/case/{}", id_of(&case));
    let filled = agent.get(&format!("{desk}?canned=teiden"));
    let (_, box_) = filled.text.split_once("<textarea id=\"text\"").unwrap();
    assert!(box_.split_once("</textarea>").unwrap().0.ends_with(">停電のため遅れています。"));
    agent.get("/desk/canned").says("停電のお詫び").lacks("/desk/canned/remove");
    assert_eq!(admin.send("/desk/canned", &[("key", "Not Plain")]).status, 422);
    admin.send("/desk/canned/remove", &[("key", "teiden")]);
    agent.get("/desk/canned").lacks("停電のお詫び");
}

/// What would run if any of it came out as it went in.
const XSS: &str = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'";

#[test]
fn whatever_people_and_messages_say_comes_out_as_text() {
    let served = Served::start(&[]);
    served.user("hanako", Role::Agent, None);
    served.user("kanri", Role::Admin, None);
    let (person, agent, admin) =
        (served.browser(), served.logged_in("hanako"), served.logged_in("kanri"));
    let raw = format!(
        "From: \"{XSS}\" <a@example.com>\r\nTo: b@example.com\r\nSubject: {XSS}\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n<p>{XSS}</p><a href=\"https://x.example/\">{XSS}</a>\r\n"
    );
    let key = served.in_store(|store| async move {
        let checker = check::Checker::new(
            reading::Brands::built_in(),
            std::sync::Arc::new(auth::lookup::Off),
            jiff::tz::TimeZone::UTC,
        );
        let now = Timestamp::now();
        let report = checker.check(&check::Given::at(now), raw.as_bytes()).await;
        let language = verdict::words::Language::Ja;
        let new = NewCase::about(raw.as_bytes(), &report, desk::Door::Web, language);
        let opened = store.open_case(&new, now).await.unwrap();
        let access = store.enter(&opened.key).await.unwrap();
        store.say(&access, XSS, now).await.unwrap();
        store.call_agent(&access, now).await.unwrap();
        let canned = Canned {
            key: "bad".to_owned(),
            title: check::Bilingual { ja: XSS.to_owned(), en: XSS.to_owned() },
            words: check::Bilingual { ja: XSS.to_owned(), en: XSS.to_owned() },
        };
        store.add_canned(Operator::Machine, &canned, now).await.unwrap();
        opened.key
    });
    let desk = format!("/desk/case/{}", key.id);
    agent.send(&format!("{desk}/say"), &[("text", XSS)]);
    agent.send(&format!("{desk}/note"), &[("text", XSS)]);
    let words = [("kind", "fraud"), ("words_ja", XSS), ("words_en", XSS)];
    let confirm = agent.send(&format!("{desk}/decide"), &words);
    assert_eq!(agent.send(&format!("{desk}/decided"), &words).status, 303);
    let mut wrong = served.browser();
    let pages = [
        confirm,
        agent.get("/desk"),
        agent.get(&desk),
        agent.get(&format!("{desk}?canned=bad")),
        agent.get(&format!("{desk}/live")),
        agent.get(&format!("{desk}/preview")),
        agent.get(&format!("{desk}/preview/frame")),
        agent.get("/desk/canned"),
        agent.get("/desk/decisions"),
        admin.get("/desk/audit"),
        admin.send("/desk/users", &[("name", XSS), ("role", "agent"), ("password", XSS)]),
        wrong.log_in(XSS, "x"),
        person.get(&format!("/login?next={}", "%22%3E%3Cscript%3Ealert(1)")),
        person.get(&format!("/c/{}/{}/talk", key.id, key.token.reveal())),
    ];
    for page in &pages {
        page.lacks("<script>alert").lacks("<img src=x").lacks("onerror=alert(1)>");
    }
    agent.get(&desk).says("&#60;script&#62;");
}
