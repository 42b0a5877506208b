//! Lines of business, as people call them.

use verdict::words::Language;

/// Key in the registry, Japanese, English; in the order in which the list shows them.
const SECTORS: [(&str, &str, &str); 31] = [
    ("bank", "銀行", "Banks"),
    ("card", "クレジットカード", "Credit cards"),
    ("payment", "決済・電子マネー", "Payments"),
    ("securities", "証券", "Securities"),
    ("insurance", "保険", "Insurance"),
    ("consumer-finance", "消費者金融", "Consumer finance"),
    ("crypto", "暗号資産", "Crypto assets"),
    ("shop", "通販・お店", "Shops"),
    ("goods", "メーカー・商品", "Makers of goods"),
    ("loyalty", "ポイント", "Loyalty points"),
    ("parcel", "宅配・郵便", "Parcels and post"),
    ("telecom", "携帯電話・通信", "Telephone and mobile"),
    ("provider", "プロバイダー・メール", "Internet and mail providers"),
    ("utility", "電気・ガス・水道", "Electricity, gas, water"),
    ("transport", "交通", "Transport"),
    ("travel", "旅行", "Travel"),
    ("government", "国・自治体・公的機関", "Public authorities"),
    ("international", "国際機関", "International bodies"),
    ("tech", "ITサービス", "Online services"),
    ("social", "SNS・出会い", "Social networks"),
    ("media", "動画・音楽・報道", "Film, music, news"),
    ("game", "ゲーム", "Games"),
    ("hosting", "サーバー・ドメイン", "Hosting and domains"),
    ("security", "セキュリティー", "Security"),
    ("leisure", "レジャー", "Leisure"),
    ("gambling", "賭け・くじ", "Betting and lotteries"),
    ("services", "サービス", "Services"),
    ("legal", "法律", "Legal"),
    ("association", "団体", "Associations"),
    ("industry", "製造・産業", "Industry"),
    ("person", "人", "Persons"),
];

/// The keys, in the list's order.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    SECTORS.iter().map(|(key, ..)| *key)
}

/// What a line of business is called; one of an operator's own is told by its key.
pub(super) fn name(key: &str, language: Language) -> &str {
    let known = SECTORS.iter().find(|(known, ..)| *known == key);
    known.map_or(key, |(_, ja, en)| match language {
        Language::Ja => ja,
        Language::En => en,
    })
}

#[cfg(test)]
mod tests {
    use reading::Brands;

    use super::*;

    #[test]
    fn every_line_of_business_in_the_registry_has_a_name() {
        for brand in Brands::built_in().iter() {
            assert!(all().any(|key| key == brand.sector), "{}: {}", brand.id.0, brand.sector);
        }
    }
}
