//! How to know the genuine one, through the door: the list of brands, the sheet of each, the guide.
#![expect(clippy::unwrap_used, reason = "test")]

mod desk_door;

use desk_door::Served;

#[test]
fn a_brand_is_found_by_its_name_and_by_an_address() {
    let served = Served::start(&[]);
    let browser = served.browser();
    browser.get("/brands").says("本物の連絡の見分け方").says("銀行").says("/brands/amazon");
    for query in ["amazon", "%E3%82%A2%E3%83%9E%E3%82%BE%E3%83%B3", "store-news%40amazon.co.jp"] {
        browser.get(&format!("/brands?q={query}")).says("見つかったもの").says("/brands/amazon");
    }
    browser
        .get("/brands?q=zzzzzzzz")
        .says("この一覧にありません")
        .says("偽物ということではありません");
    browser.get("/brands?q=%22%3E%3Cscript%3E").lacks("<script>alert").lacks("\"><script>");
}

#[test]
fn a_sheet_says_what_is_known_and_how_surely() {
    let served = Served::start(&[]);
    let mut browser = served.browser();
    let sheet = browser.get("/brands/amazon");
    assert_eq!(sheet.status, 200);
    sheet
        .says("Amazonからの本物の連絡の見分け方")
        .says("<b>amazon.co.jp</b>")
        .says("メッセージセンター")
        .says("reportascam@amazon.com")
        .says("どこまで確かか")
        .says(".example")
        .lacks("href=\"https://");
    browser.language = "en";
    browser
        .get("/brands/amazon")
        .says("How to tell a genuine message from Amazon")
        .says("The Message Centre");
    assert_eq!(browser.get("/brands/no-such-brand").status, 404);
    assert_eq!(browser.get("/brands/%00").status, 404);
}

#[test]
fn every_sheet_can_be_made_in_both_languages() {
    let served = Served::start(&[]);
    let mut browser = served.browser();
    let keys: Vec<String> =
        reading::Brands::built_in().iter().map(|brand| brand.id.0.clone()).collect();
    for (at, key) in keys.iter().enumerate() {
        // Every tenth, and all languages in turn: each page is made the same way.
        if at % 10 == 0 {
            browser.language = if at % 20 == 0 { "ja" } else { "en" };
            assert_eq!(browser.get(&format!("/brands/{key}")).status, 200, "{key}");
        }
    }
}

#[test]
fn a_brands_data_is_told_to_programs() {
    let served = Served::start(&[]);
    let browser = served.browser();
    for address in ["/brands/amazon.json", "/api/v1/brands/amazon"] {
        let brand: serde_json::Value = serde_json::from_str(&browser.get(address).text).unwrap();
        assert_eq!(brand["id"], "amazon");
        assert_eq!(brand["domains"][0], "amazon.co.jp");
    }
    assert_eq!(browser.get("/brands/none.json").status, 404);
    assert_eq!(browser.get("/api/v1/brands/none").status, 404);
}

#[test]
fn the_guide_tells_who_owns_an_address() {
    let served = Served::start(&[]);
    let mut browser = served.browser();
    browser.get("/guide").says("アドレスの見かた").says("<b>kakunin.test</b>").says("/aid");
    browser.language = "en";
    browser.get("/guide").says("How to read an address").lacks("href=\"http");
}
