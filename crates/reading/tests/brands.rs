//! The registry of brands: every file holds together, and nobody's domain is another's.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail by panicking")]

use std::{collections::HashMap, fs, path::Path};

use mail::DomainName;
use reading::{Brand, BrandId, Brands, Owner, brand::Resemblance};

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../brands");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn name(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}

#[test]
fn the_compiled_table_says_what_the_files_say() {
    let brands = Brands::built_in();
    let files = files();
    assert!(files.len() >= 300, "{}", files.len());
    assert_eq!(brands.iter().len(), files.len());
    for ((file, text), brand) in files.iter().zip(brands.iter()) {
        let read: Brand = toml::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(*brand, read, "{file}");
        assert_eq!(*file, format!("{}.toml", brand.id.0));
    }
}

#[test]
fn every_file_has_a_source_names_and_a_plain_id() {
    for brand in Brands::built_in().iter() {
        let id = &brand.id.0;
        assert!(!brand.sources.is_empty(), "{id}: no source");
        assert!(brand.sources.iter().all(|source| !source.trim().is_empty()), "{id}");
        assert!(!brand.names.is_empty() || !brand.short_names.is_empty(), "{id}: no name");
        assert!(id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        assert!(!brand.countries.is_empty(), "{id}: no country");
        let too_short = |name: &&String| name.chars().count() < 2;
        assert_eq!(brand.names.iter().find(too_short), None, "{id}");
    }
}

#[test]
fn every_domain_is_its_own_registrable_domain_and_one_brands_only() {
    let mut owners: HashMap<DomainName, BrandId> = HashMap::new();
    let brands = Brands::built_in();
    for brand in brands.iter() {
        for domain in &brand.domains {
            assert_eq!(domain.registrable().as_ref(), Some(domain), "{}", brand.id.0);
            let other = owners.insert(domain.clone(), brand.id.clone());
            assert_eq!(other, None, "{domain} of {}", brand.id.0);
        }
    }
    for brand in brands.iter() {
        for domain in &brand.shared_domains {
            assert!(owners.contains_key(domain), "{domain} is shared with nobody");
        }
        for other in &brand.group {
            assert!(brands.get(other).is_some(), "{}: no such brand {}", brand.id.0, other.0);
        }
    }
}

#[test]
fn names_are_told_apart() {
    // The same name for two brands, on purpose: two firms of one name, or one merged firm.
    const SHARED: [&str; 4] = ["ダイナースクラブ", "中国銀行", "LINEヤフー", "Hulu"];
    let mut owners: HashMap<String, BrandId> = HashMap::new();
    for brand in Brands::built_in().iter() {
        for name in brand.names.iter().chain(&brand.short_names) {
            let key = reading::confusable::fold(name).as_str().to_owned();
            if let Some(other) = owners.insert(key, brand.id.clone()) {
                let shared = SHARED.contains(&name.as_str()) || other == brand.id;
                assert!(shared, "{name}: {} and {}", brand.id.0, other.0);
            }
        }
    }
}

#[test]
fn a_host_is_a_brands_by_the_registry_only() {
    let brands = Brands::built_in();
    let own = |id: &str| Owner::Brand(BrandId(id.into()));
    for (host, expected) in [
        ("amazon.co.jp", own("amazon")),
        ("www.amazon.co.jp", own("amazon")),
        ("notamazon.co.jp", Owner::Unlisted),
        ("amazon.co.jp.evil.example", Owner::Unlisted),
        ("marketplace.amazon.co.jp", Owner::UserContent(BrandId("amazon".into()))),
        ("amzn.to", Owner::Shortener(BrandId("amazon".into()))),
        ("docs.google.com", Owner::UserContent(BrandId("google".into()))),
        ("accounts.google.com", own("google")),
        ("amazonaws.com", Owner::Unlisted),
        ("jp-bank.japanpost.jp", own("yucho")),
        ("www.post.japanpost.jp", own("japanpost")),
        ("cr.mufg.jp", own("nicos")),
        ("www.bk.mufg.jp", own("mufg")),
        ("coin.z.com", own("gmo-coin")),
        ("cloud.z.com", Owner::Unlisted),
    ] {
        assert_eq!(brands.owner_of_host(&name(host)), expected, "{host}");
    }
}

#[test]
fn another_companys_host_sends_for_a_brand_as_exactly_that_host() {
    let brands = Brands::built_in();
    let ana = BrandId("ana".into());
    assert_eq!(brands.owner_of_sender(&name("amadeus.com")), Owner::Brand(ana));
    assert_eq!(brands.owner_of_sender(&name("www.amadeus.com")), Owner::Unlisted);
    assert_eq!(brands.owner_of_host(&name("amadeus.com")), Owner::Unlisted);
}

#[test]
fn a_shared_domain_is_both_brands_own() {
    let brands = Brands::built_in();
    for id in ["line", "yahoo-japan"] {
        assert!(brands.is_own(&BrandId(id.into()), &name("mail.lycorp.co.jp")), "{id}");
    }
    assert!(!brands.is_own(&BrandId("amazon".into()), &name("lycorp.co.jp")));
}

#[test]
fn a_subscribers_address_is_not_the_providers() {
    let brands = Brands::built_in();
    for (domain, expected) in [
        ("docomo.ne.jp", true),
        ("wdy.docomo.ne.jp", false),
        ("gmail.com", true),
        ("google.com", false),
        ("white.plala.or.jp", true),
        ("infomail.ocn.ne.jp", false),
        ("sky.ocn.ne.jp", true),
        ("marketplace.amazon.co.jp", true),
        ("amazon.co.jp", false),
        ("icloud.com", true),
    ] {
        assert_eq!(brands.is_user_mailbox(&name(domain)), expected, "{domain}");
    }
}

#[test]
fn resemblance_is_told_from_ownership_and_from_plain_words() {
    use Resemblance::{
        BrandDomainAsSubdomain, BrandWordInside, Confusable, EditDistance, OtherTld,
    };
    let brands = Brands::built_in();
    for (host, expected) in [
        ("amazon.co.jp.evil.example", Some(("amazon", BrandDomainAsSubdomain))),
        ("amazon-co-jp.evil.example", Some(("amazon", BrandDomainAsSubdomain))),
        ("amazon-login.example", Some(("amazon", BrandWordInside))),
        ("amazonlogin.example", Some(("amazon", BrandWordInside))),
        ("apple-id-login.example", Some(("apple", BrandWordInside))),
        ("amazon.example", Some(("amazon", OtherTld))),
        ("paypa1.example", Some(("paypal", Confusable))),
        ("arnazon.example", Some(("amazon", Confusable))),
        ("аmazon.example", Some(("amazon", Confusable))),
        ("amaozn.example", Some(("amazon", EditDistance))),
        ("amazom.example", Some(("amazon", EditDistance))),
        ("www.amazon.co.jp", None),
        ("amazon.com.be", None),
        ("apple-pie.example", None),
        ("online.example", None),
        ("pineapple.example", None),
        ("gapple.example", None),
        ("station.example", None),
        ("example.com", None),
    ] {
        let found = brands.lookalike_of(&name(host));
        let found = found.as_ref().map(|(id, how)| (id.0.as_str(), *how));
        assert_eq!(found, expected, "{host}");
    }
}

#[test]
fn an_operators_folder_adds_and_replaces() {
    let shop = r#"
        id = "shop"
        name_ja = "店"
        name_en = "Shop"
        names = ["Shop of Example"]
        sector = "shop"
        domains = ["shop-of-example.example"]
        sources = ["our own"]
    "#;
    let brands = Brands::with_folder_texts([("shop.toml", shop)]).unwrap();
    assert_eq!(
        brands.owner_of_host(&name("www.shop-of-example.example")),
        Owner::Brand(BrandId("shop".into()))
    );
    for (file, text, expected) in [
        ("other.toml", shop.to_owned(), "other.toml: id \"shop\" is not the file's name"),
        (
            "shop.toml",
            shop.replace("shop-of-example.example", "amazon.co.jp"),
            "shop.toml: amazon.co.jp stands in the file of \"amazon\" too",
        ),
        ("shop.toml", shop.replace("sector", "sectro"), "shop.toml: "),
    ] {
        let error = Brands::with_folder_texts([(file, text)]).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}
