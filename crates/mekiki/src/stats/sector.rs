use verdict::words::Language;

/// What a sector of the registry is called.
pub(super) fn name(sector: &str, language: Language) -> &str {
    let (ja, en) = match sector {
        "shop" => ("EC・小売", "shops"),
        "card" => ("クレジット・信販", "cards"),
        "consumer-finance" => ("消費者金融", "consumer finance"),
        "bank" => ("銀行", "banks"),
        "securities" => ("証券", "securities"),
        "crypto" => ("暗号資産", "crypto assets"),
        "insurance" => ("保険", "insurance"),
        "payment" => ("決済", "payment"),
        "parcel" => ("配送", "parcels"),
        "transport" => ("交通", "transport"),
        "travel" => ("旅行・航空", "travel"),
        "telecom" => ("通信・モバイル", "telecom"),
        "provider" => ("プロバイダー", "internet providers"),
        "hosting" => ("ホスティング", "hosting"),
        "tech" => ("オンラインサービス", "online services"),
        "social" => ("SNS", "social networks"),
        "media" => ("放送・メディア", "media"),
        "game" => ("ゲーム", "games"),
        "utility" => ("電気・ガス・水道", "utilities"),
        "government" => ("官公庁・自治体", "government"),
        "loyalty" => ("ポイント", "loyalty points"),
        "other" => ("その他", "other"),
        other => (other, other),
    };
    match language {
        Language::Ja => ja,
        Language::En => en,
    }
}
