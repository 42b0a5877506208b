//! 日本語。答えを先に、ふつうの言葉で。

use auth::{How, Method};
use jiff::civil::Date;
use reading::{BrandId, Brands, RequestKind, lure::LureKind};

use super::Headings;
use crate::{
    Evidence, HarmAnswer, NextFact, NotLooked, OfferState, Ruling, SenderAnswer, Taking, Verdict,
};

pub(super) const HEADINGS: Headings = Headings {
    why: "なぜそう言えるか",
    now: "いま、すること",
    not_looked: "見ていないもの",
    links: "リンクを1つずつ見る",
    proof: "送信元の証明",
};

pub(super) fn brand(id: &BrandId, brands: &Brands) -> String {
    brands.get(id).map_or_else(|| id.0.clone(), |brand| brand.name_ja.clone())
}

pub(super) fn headline(verdict: &Verdict, brands: &Brands) -> String {
    let claimed = verdict.sender.claimed.as_ref().map(|id| brand(id, brands));
    let proven = verdict.sender.proven.as_ref();
    match (verdict.ruling, verdict.sender.answer, claimed) {
        (Ruling::Genuine, _, Some(name)) if let Some(since) = faulty_since(verdict) => format!(
            "これは {name} が送った本物のメールです。受け取れないのはキャンペーン側の不具合です（{}に確認）。あなたの操作の問題ではありません。",
            date(since)
        ),
        (Ruling::Genuine, _, Some(name)) => {
            format!("本物です。{name} が送ったメールと確認しました。")
        }
        (Ruling::Genuine, _, None) => match proven {
            Some(domain) => format!("本物です。{domain} から送られたメールと確認しました。"),
            None => "本物のメールと確認しました。".into(),
        },
        (Ruling::NoFraudFound, SenderAnswer::Confirmed, Some(name)) => {
            format!("{name} が送ったメールと確認しました。だまそうとする点は見つかりませんでした。")
        }
        (Ruling::NoFraudFound, SenderAnswer::Confirmed, None) => match proven {
            Some(domain) => format!(
                "{domain} から送られたメールと確認しました。だまそうとする点は見つかりませんでした。"
            ),
            None => "だまそうとする点は見つかりませんでした。".into(),
        },
        (Ruling::NoFraudFound, _, _) => {
            "だまそうとする点は見つかりませんでした。送り主がだれかは確認できていません。".into()
        }
        (Ruling::CannotTell, _, _) => {
            let next = verdict.sender.next.map_or("", next_fact);
            format!("まだ分かりません。{next}")
        }
        (Ruling::Suspicious, SenderAnswer::Confirmed, Some(name)) => format!(
            "{name} から届いていますが、中に書かれた話は詐欺の疑いが強いです。指示に従わないでください。"
        ),
        (Ruling::Suspicious, _, Some(name)) => format!(
            "{name} を名乗っていますが、{name} が送ったものとは確認できていません。指示に従わないでください。"
        ),
        (Ruling::Suspicious, _, None) => {
            "詐欺の疑いが強いメールです。指示に従わないでください。".into()
        }
        (Ruling::Phishing, SenderAnswer::Confirmed, Some(name)) => {
            format!("詐欺です。{name} のしくみを通って届いていますが、書いたのは別の人です。")
        }
        (Ruling::Phishing, _, Some(name)) => {
            format!("詐欺のメールです。{name} を名乗っていますが、別の人が送ったものです。")
        }
        (Ruling::Phishing, _, None) => match verdict.harm.takes.first() {
            Some(taking) => format!("詐欺のメールです。{}がねらわれています。", noun(*taking)),
            None => "詐欺のメールです。指示に従わないでください。".into(),
        },
    }
}

pub(super) fn sender(verdict: &Verdict, brands: &Brands) -> String {
    let sender = &verdict.sender;
    let claimed = sender.claimed.as_ref().map(|id| brand(id, brands));
    match (sender.answer, claimed, sender.proven.as_ref().or(sender.author.as_ref())) {
        (SenderAnswer::Confirmed, Some(name), _) => format!("{name} — 確認済み"),
        (SenderAnswer::Confirmed, None, Some(domain)) => format!("{domain} — 確認済み"),
        (SenderAnswer::Confirmed, None, None) => "確認済み".into(),
        (SenderAnswer::Unconfirmed, Some(name), _) => {
            format!("{name} を名乗っていますが、確認できていません")
        }
        (SenderAnswer::Unconfirmed, None, Some(domain)) => {
            format!("{domain} と書かれていますが、確認できていません")
        }
        (SenderAnswer::Unconfirmed, None, None) => "確認できていません".into(),
        (SenderAnswer::Forged, Some(name), _) => format!("{name} ではありません"),
        (SenderAnswer::Forged, None, Some(domain)) => {
            format!("{domain} と書かれていますが、別の人です")
        }
        (SenderAnswer::Forged, None, None) => "名乗っている人ではありません".into(),
    }
}

pub(super) fn harm(verdict: &Verdict) -> String {
    let takes: Vec<&str> = verdict.harm.takes.iter().take(3).map(|&taking| noun(taking)).collect();
    match (verdict.harm.answer, takes.is_empty()) {
        (HarmAnswer::NoneFound, _) => "見つかりませんでした".into(),
        (HarmAnswer::Possible, true) => "指示に従うと、被害にあうおそれがあります".into(),
        (HarmAnswer::Possible, false) => {
            format!("指示に従うと、{}を取られるおそれがあります", takes.join("や"))
        }
        (HarmAnswer::Certain, true) => "あります。指示に従うと被害にあいます".into(),
        (HarmAnswer::Certain, false) => {
            format!("あります。指示に従うと、{}を取られます", takes.join("や"))
        }
    }
}

pub(super) fn offer(verdict: &Verdict) -> String {
    let Some(offer) = &verdict.offer else {
        return "特典などの約束は書かれていません".into();
    };
    if verdict.sender.answer == SenderAnswer::Forged {
        return "約束した相手が本物ではないので、受け取れません".into();
    }
    let until = offer.until.map(|day| format!("{}まで", date(day)));
    match (offer.state, until) {
        (OfferState::Open, Some(until)) => format!("受け取り期間内です（{until}）"),
        (OfferState::Open, None) => "受け取れます".into(),
        (OfferState::Ended, Some(until)) => format!("期間は終わっています（{until}でした）"),
        (OfferState::Ended, None) => "期間は終わっています".into(),
        (OfferState::Faulty, _) => match offer.faulty_since {
            Some(since) => {
                format!("キャンペーン側の不具合で受け取れません（{}に確認）", date(since))
            }
            None => "キャンペーン側の不具合で受け取れません".into(),
        },
        (OfferState::NotForYou, _) => "招待された人だけが対象です".into(),
        (OfferState::Unknown, _) => "書かれている条件だけでは分かりません".into(),
    }
}

/// 2021年11月22日.
fn date(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

fn noun(taking: Taking) -> &'static str {
    match taking {
        Taking::Password => "パスワード",
        Taking::Card => "カードの情報",
        Taking::Money => "お金",
        Taking::Wallet => "暗号資産",
        Taking::PersonalData => "個人情報",
        Taking::Device => "パソコンやスマホの操作",
    }
}

fn method(method: Method) -> &'static str {
    match method {
        Method::Dkim => "電子署名",
        Method::Spf => "送信サーバーの届け出",
        Method::Dmarc => "送信元の照合",
    }
}

pub(super) fn how(how: How) -> &'static str {
    match how {
        How::Recomputed => "自分で確認",
        How::Stated => "受信サービスの記録",
        How::Told => "お話から",
    }
}

pub(super) fn next_fact(next: NextFact) -> &'static str {
    match next {
        NextFact::OriginalMessage => {
            "元のメールを添付ファイルとして転送していただければ確かめられます。"
        }
        NextFact::Dns => "インターネットにつないで調べ直せば、送信元の証明を確かめられます。",
        NextFact::BrandRecord => {
            "公式アプリか、ふだん使っているページを自分で開き、同じお知らせがあるか見れば分かります。"
        }
        NextFact::AskAuthor => {
            "送り主に、このメールへの返信ではない方法（電話など）で確かめれば分かります。"
        }
        NextFact::LinkEnd => "リンクの先がどこにつながるか分かれば、答えられます。",
        NextFact::Attachment => "添付ファイルの中身が読めれば、答えられます。",
    }
}

pub(super) fn not_looked(what: &NotLooked) -> String {
    match what {
        NotLooked::Links => "リンク先のページは開いていません。".into(),
        NotLooked::Dns => {
            "インターネットに問い合わせていないので、電子署名は検証していません。".into()
        }
        NotLooked::Header => "文章だけを受け取ったので、送信元の記録は見ていません。".into(),
        NotLooked::Attachment(name) => format!("添付ファイル「{name}」の中身は読めませんでした。"),
        NotLooked::Codes(name) => {
            format!("「{name}」にQRコードがあるかどうかは調べられませんでした。")
        }
        NotLooked::Pictures => "画像に書かれた文字は読んでいません。".into(),
        NotLooked::BeyondLimit => "とても大きいメールなので、途中までしか読んでいません。".into(),
    }
}

pub(super) fn advice(verdict: &Verdict, brands: &Brands) -> Vec<String> {
    let known = verdict.sender.claimed.as_ref().and_then(|id| brands.get(id));
    match verdict.ruling {
        Ruling::Genuine if faulty_since(verdict).is_some() => {
            vec!["いまは何もする必要はありません。直ったら、このページでお知らせします。".into()]
        }
        Ruling::Genuine => vec![match open_until(verdict) {
            Some(day) => format!("特典を受け取るなら、{}までに手続きしてください。", date(day)),
            None => "心配はいりません。用件があれば、そのまま進めてかまいません。".into(),
        }],
        Ruling::NoFraudFound => vec![
            "心当たりがあれば、そのまま読んでかまいません。".into(),
            "パスワードやカード番号を求められたら、入れる前にもう一度調べてください。".into(),
        ],
        Ruling::CannotTell => {
            let mut advice =
                vec!["分かるまで、リンクを開かず、何も入力しないでください。".to_owned()];
            if let Some(confirms) = known.and_then(|brand| brand.confirms.as_ref()) {
                advice.push(format!("確かめる場所：{}", confirms.ja));
            }
            advice
        }
        Ruling::Suspicious | Ruling::Phishing => {
            let mut advice = vec![
                "リンクを開かず、返信も電話もしないでください。消してかまいません。".to_owned(),
            ];
            if let Some(brand) = known {
                let confirms = brand.confirms.as_ref().map(|words| words.ja.as_str());
                advice.push(format!(
                    "気になるときは、{} の公式アプリか、ふだん使っているページを自分で開いて確かめてください。{}",
                    brand.name_ja,
                    confirms.map(|place| format!("（確かめる場所：{place}）")).unwrap_or_default(),
                ));
            }
            advice.extend(verdict.harm.takes.iter().map(|&taking| first_aid(taking).to_owned()));
            advice.push(
                "ひとりで決めなくて大丈夫です。警察 #9110、消費者ホットライン 188 で相談できます。"
                    .into(),
            );
            advice
        }
    }
}

/// The day on which a fault of the sender's campaign became known.
fn faulty_since(verdict: &Verdict) -> Option<Date> {
    let offer = verdict.offer.as_ref().filter(|offer| offer.state == OfferState::Faulty)?;
    offer.faulty_since
}

/// The last day of an offer that still stands.
fn open_until(verdict: &Verdict) -> Option<Date> {
    let offer = verdict.offer.as_ref().filter(|offer| offer.state == OfferState::Open)?;
    offer.until
}

fn first_aid(taking: Taking) -> &'static str {
    match taking {
        Taking::Password => {
            "もうパスワードを入れたときは、本物のサイトですぐに変え、同じものを使っている所も変えてください。"
        }
        Taking::Card => {
            "もうカード番号を入れたときは、カードの裏にある番号（24時間受付）へ電話して止めてください。"
        }
        Taking::Money => {
            "もうお金を送ったときは、銀行の緊急窓口へすぐ電話し、振込先の口座を止めるよう頼んでください。"
        }
        Taking::Wallet => {
            "もう復元フレーズを教えたときは、残りの資産をすぐに新しいウォレットへ移してください。"
        }
        Taking::PersonalData => {
            "もう個人情報を送ったときは、身に覚えのない請求や電話に応じず、下の窓口へ相談してください。"
        }
        Taking::Device => {
            "もう何か入れたときは、ネットを切り、その機器を使わずに、くわしい人か警察へ相談してください。"
        }
    }
}

pub(super) fn request(request: RequestKind) -> &'static str {
    match request {
        RequestKind::SignIn => "ログインやパスワードの入力",
        RequestKind::OneTimeCode => "認証コードの入力",
        RequestKind::Card => "カード番号の入力",
        RequestKind::PersonalData => "個人情報の入力",
        RequestKind::PaymentUpdate => "支払い方法の更新",
        RequestKind::Payment => "支払い",
        RequestKind::Transfer => "送金や振込先の変更",
        RequestKind::Wallet => "暗号資産の送付やウォレットの接続",
        RequestKind::GiftCard => "ギフトカードの購入",
        RequestKind::Call => "電話をかけること",
        RequestKind::Install => "ソフトのインストールや遠隔操作",
        RequestKind::Reply => "返信や別の連絡手段への移動",
        RequestKind::Scan => "QRコードの読み取り",
        RequestKind::OpenAttachment => "添付ファイルを開くこと",
        RequestKind::Secrecy => "だれにも話さないこと",
    }
}

fn lure(lure: LureKind) -> &'static str {
    match lure {
        LureKind::AccountProblem => "アカウントに問題があるという話",
        LureKind::PaymentProblem => "支払いに問題があるという話",
        LureKind::ParcelHeld => "荷物が届けられないという話",
        LureKind::Prize => "当選した・選ばれたという話",
        LureKind::SurveyReward => "アンケートに答えると賞品がもらえるという話",
        LureKind::AdvanceFee => "大金を受け取ってほしいという話",
        LureKind::Investment => "必ずもうかるという話",
        LureKind::WalletThreat => "ウォレットの確認や無料配布の話",
        LureKind::TaxRefund => "税金が戻るという話",
        LureKind::Fine => "罰金や未払い料金の話",
        LureKind::Extortion => "秘密をばらすという脅し",
        LureKind::CallbackCharge => "覚えのない請求を電話で取り消せるという話",
        LureKind::ProtectionExpired => "ウイルスや契約切れ、容量不足の警告",
        LureKind::MailboxProblem => "メールボックスに問題があるという話",
        LureKind::SharedDocument => "書類が共有されたという話",
        LureKind::VoiceMail => "留守電やファックスが届いたという話",
        LureKind::JobOffer => "割のよすぎる仕事の話",
        LureKind::Loan => "だれにでもお金を貸すという話",
        LureKind::Romance => "出会いの話",
        LureKind::HealthCure => "よく効くという薬や方法の話",
        LureKind::Urgency => "急がせる言葉",
        LureKind::Threat => "止める・消す・訴えるという言葉",
        LureKind::BossErrand => "上司からの内密な頼みごと",
        LureKind::Exclusivity => "あなただけという言葉",
        LureKind::Points => "ポイントが失効する・もらえるという話",
        LureKind::LegalNotice => "出頭や訴訟の知らせ",
        LureKind::Casino => "カジノや賭けの誘い",
    }
}

pub(super) fn reason(evidence: &Evidence, brands: &Brands) -> String {
    let name = |id: &BrandId| brand(id, brands);
    match evidence {
        Evidence::BrandProven { brand, domain, method: by } => {
            format!(
                "{} のドメイン {domain} から送られたことを、{}で確認しました。",
                name(brand),
                method(*by)
            )
        }
        Evidence::PlatformProven { brand, domain, method: by } => format!(
            "{}（{domain}）から送られたことを{}で確認しました。ただし中身は、ほかの利用者が書いたものです。",
            name(brand),
            method(*by)
        ),
        Evidence::AuthorProven { domain, method: by } => {
            format!("{domain} から送られたことを、{}で確認しました。", method(*by))
        }
        Evidence::MailboxProven { domain, method: by } => {
            format!(
                "だれでも作れる {domain} のアドレスから送られたことを、{}で確認しました。",
                method(*by)
            )
        }
        Evidence::AuthorUnproven { author } => {
            format!("送り主の {author} が送ったという証明は、1つも見つかりませんでした。")
        }
        Evidence::ServerNotAllowed { domain, ip } => match ip {
            Some(ip) => {
                format!("{domain} は、送信に使われたサーバー {ip} からの送信を認めていません。")
            }
            None => format!("{domain} は、送信に使われたサーバーからの送信を認めていません。"),
        },
        Evidence::PolicyBroken { author } => {
            format!(
                "{author} は「証明のないメールは受け取らないでほしい」と公表していますが、このメールには証明がありません。"
            )
        }
        Evidence::SignatureBroken { domain } => {
            format!(
                "{domain} の電子署名が付いていますが、中身と合いません。別のメールから写したか、書きかえられています。"
            )
        }
        Evidence::ProvenAsAnother { proven, author } if proven.is_within(author.as_str()) => {
            format!(
                "証明できたのは {author} から送られたことだけで、名乗っている相手からとは確認できていません。"
            )
        }
        Evidence::ProvenAsAnother { proven, author } => {
            format!("差出人は {author} と書かれていますが、証明できた送信元は {proven} です。")
        }
        Evidence::ReceiverDistrusts => {
            "受信したメールサービスが、送り主を信用できないと記録しています。".into()
        }
        Evidence::TextBeyondSignature { octets } => {
            format!("電子署名のあとに、署名されていない文章が {octets} バイト書き足されています。")
        }
        Evidence::FieldBeyondSignature { field } => {
            format!("署名されたものの上に、別の「{field}」が書き足されています。")
        }
        Evidence::AuthorAmbiguous => {
            "差出人の書き方が不自然で、メールソフトによって違う人に見えます。".into()
        }
        Evidence::PretendedResults { receiver } if receiver.is_empty() => {
            "受信側だけが書ける検査結果を、送り主が自分で書いています。".into()
        }
        Evidence::PretendedResults { receiver } => {
            format!("受信側だけが書ける検査結果を、送り主が {receiver} のふりをして書いています。")
        }
        Evidence::Replayed { signer } => {
            format!("{signer} がほかの人に送った本物のメールを、別の所から送り直したものです。")
        }
        Evidence::SenderRecords { brand, day, .. } => {
            format!(
                "{} 自身の送信記録に、{}に送ったメールとして載っています。",
                name(brand),
                date(*day)
            )
        }
        Evidence::BrandFromElsewhere { brand, domain } => {
            format!(
                "{0} を名乗っていますが、送信元の {domain} は {0} のドメインではありません。",
                name(brand)
            )
        }
        Evidence::BrandMentionedElsewhere { brand, domain } => {
            format!(
                "{0} の名前を出していますが、送信元の {domain} は {0} のドメインではありません。",
                name(brand)
            )
        }
        Evidence::NameShowsAnotherAddress { shown, real } => {
            format!("名前の欄には {shown} と出ますが、本当のアドレスは {real} です。")
        }
        Evidence::AuthorLooksLikeBrand { domain, brand } => {
            format!("送信元の {domain} は、{0} に似せた別のドメインです。", name(brand))
        }
        Evidence::BrandDisguised { brand } => {
            format!("{} の名前が、見えない文字や似た文字で書かれています。", name(brand))
        }
        Evidence::FirmFromFreeMail { domain } => {
            format!(
                "会社を名乗っていますが、だれでも作れる {domain} のアドレスから送られています。"
            )
        }
        Evidence::RepliesGoElsewhere { author, reply_to } => {
            format!("返信すると、{author} ではなく {reply_to} に届きます。")
        }
        Evidence::RepliesGoToFreeMail { reply_to } => {
            format!("返信すると、だれでも作れる {reply_to} のアドレスに届きます。")
        }
        Evidence::RepliesToNothing => {
            "返信の形をしていますが、もとになるメールが見当たりません。".into()
        }
        Evidence::EchoesStranger { host } => format!(
            "会社の自動返信の形ですが、だれかが入力欄に書いた {host} へのリンクがそのまま載っています。"
        ),
        Evidence::AuthorRandom { domain } => {
            format!("送信元の {domain} は、でたらめな文字の並びです。")
        }
        Evidence::AuthorThrowaway { domain } => {
            format!("送信元の {domain} は、使い捨てにされやすい種類のドメインです。")
        }
        Evidence::LinksAllBrands { brand } => {
            format!("リンク先はすべて {} のサイトです。", name(brand))
        }
        Evidence::LinksAllAuthors { domain } => format!("リンク先はすべて {domain} のサイトです。"),
        Evidence::LinkLeadsElsewhere { shown, leads_to } => {
            format!("「{shown}」と表示されたリンクの本当の行き先は {leads_to} です。")
        }
        Evidence::LinkToStranger { brand, host } => {
            format!("リンク先は {host} で、{} のサイトではありません。", name(brand))
        }
        Evidence::LinkOffAuthor { host } => {
            format!("リンク先の {host} は、送り主のサイトではありません。")
        }
        Evidence::LinkLooksLikeBrand { host, brand } => {
            format!("リンク先の {host} は、{} に似せた別のサイトです。", name(brand))
        }
        Evidence::LinkHidesHostBeforeAt { host } => {
            format!("リンクの「@」より前は飾りです。本当の行き先は {host} です。")
        }
        Evidence::LinkHostInHost { host } => {
            format!("リンクの前半は飾りで、別のサイトの名前です。本当の行き先は {host} です。")
        }
        Evidence::LinkLookalikeCharacters { host } => {
            format!("リンクに、区切りに見せかけた別の文字があります。本当の行き先は {host} です。")
        }
        Evidence::LinkToAddress { address } => {
            format!("リンク先が名前ではなく、数字だけの住所（{address}）です。")
        }
        Evidence::LinkObscuredAddress { address } => {
            format!("リンク先の数字が、読めない形に書きかえられています（{address}）。")
        }
        Evidence::LinkConfusableHost { host } => {
            format!("リンク先の {host} は、似た別の文字をまぜて書かれています。")
        }
        Evidence::LinkToFreeHosting { host, platform } => {
            format!("リンク先の {host} は、だれでも無料でページを作れる {platform} にあります。")
        }
        Evidence::LinkToDynamicName { host } => {
            format!("リンク先の {host} は、だれでもすぐ取れる使い捨ての名前です。")
        }
        Evidence::LinkShortened { host } => {
            format!("短縮リンク（{host}）で、本当の行き先が隠されています。")
        }
        Evidence::LinkThroughRedirector { via, end } => {
            format!("{via} を通るように見せて、本当は {end} に飛ばされます。")
        }
        Evidence::LinkCarriesPage => "リンクの中に、偽のページそのものが入っています。".into(),
        Evidence::LinkIsScript => "リンクに見せかけたプログラムがあります。".into(),
        Evidence::LinkOddPort { host } => {
            format!("リンク先の {host} は、ふつうのサイトが使わない入口です。")
        }
        Evidence::LinkToRandomHost { host } => {
            format!("リンク先の {host} は、でたらめな文字の並びです。")
        }
        Evidence::LinkCarriesReader { host } => {
            format!("{host} へのリンクに、あなたのメールアドレスが入っています。")
        }
        Evidence::LinkToCheapDomain { host } => {
            format!("リンク先の {host} は、使い捨てにされやすい種類のドメインです。")
        }
        Evidence::QrLeadsToStranger { host } => {
            format!("QRコードの行き先は {host} で、送り主のサイトではありません。")
        }
        Evidence::LinksAllOnePage { host } => {
            format!("どのリンクも、同じ1つのページ（{host}）に行きます。")
        }
        Evidence::HiddenText { characters } => {
            format!("目に見えない文章が {characters} 文字隠されています。")
        }
        Evidence::InvisibleCharacters { count } => {
            format!("言葉の間に、見えない文字が {count} 個はさまれています。")
        }
        Evidence::LookalikeLetters { word } => {
            format!("「{word}」に、よく似た別の文字がまぜられています。")
        }
        Evidence::OnlyAPicture => "中身は、押すと飛ぶ画像だけです。".into(),
        Evidence::TwoFaces => "見る方法によって、書かれていることが違います。".into(),
        Evidence::StructureOdd => {
            "メールの作りが不自然で、ソフトによって違う内容に見えます。".into()
        }
        Evidence::FormAsksSecrets { posts_to } => {
            format!("メールの中に、パスワードなどの入力欄があります。送り先は {posts_to} です。")
        }
        Evidence::AttachedPage { file, leads_to } if leads_to.is_empty() => {
            format!("添付ファイル「{file}」は、中身を隠した偽のページです。")
        }
        Evidence::AttachedPage { file, leads_to } => {
            format!("添付ファイル「{file}」は偽のページで、入力すると {leads_to} に送られます。")
        }
        Evidence::AttachedProgram { file } => {
            format!("添付ファイル「{file}」には、プログラムが入っています。")
        }
        Evidence::AttachmentNameLies { file } => {
            format!("添付ファイル「{file}」の名前と中身が違います。")
        }
        Evidence::AttachedActiveDocument { file } => {
            format!("添付ファイル「{file}」は、開くと動く仕掛けのある書類です。")
        }
        Evidence::AttachmentLeadsToStranger { file, host } => {
            format!(
                "添付ファイル「{file}」の中のリンクは {host} に行き、送り主のサイトではありません。"
            )
        }
        Evidence::AttachmentLocked { file } => {
            format!("添付ファイル「{file}」は、検査をさけるように鍵がかけられています。")
        }
        Evidence::InvitationLeadsToStranger { host } => {
            format!("予定への招待に入ったリンクは {host} に行き、送り主のサイトではありません。")
        }
        Evidence::AsksFor { request: asked, .. } => format!("{}を求めています。", request(*asked)),
        Evidence::AsksWhatBrandNeverAsks { brand, request: asked } => {
            format!(
                "{} がメールでは求めないという、{}を求めています。",
                name(brand),
                request(*asked)
            )
        }
        Evidence::Tells { lure: told, .. } => format!("{}は、詐欺でよく使われます。", lure(*told)),
        Evidence::StrangerThroughPlatform { brand, request: asked } => {
            format!(
                "{} のメールに、知らない人が書いた文章があり、{}を求めています。",
                name(brand),
                request(*asked)
            )
        }
        Evidence::WalletFromFirm { brand } => {
            format!(
                "{} は暗号資産を扱う会社ではないのに、ウォレットの話をして別のサイトへ誘っています。",
                name(brand)
            )
        }
        Evidence::CallsStranger { number } => {
            format!("電話番号 {number} は、名乗っている会社のものと確認できていません。")
        }
        Evidence::PaysToWallet { address } => {
            format!("暗号資産の送り先（{address}）が書かれています。")
        }
        Evidence::AccountChanged => "振込先が変わったと書かれ、返信先も別の人です。".into(),
        Evidence::AsksNothing => "パスワードやカード番号、お金を求めていません。".into(),
        Evidence::Wording { decibans } if *decibans >= 0 => {
            "文章全体の書き方が、これまでの詐欺メールに似ています。".into()
        }
        Evidence::Wording { .. } => "文章全体の書き方は、ふつうのメールに似ています。".into(),
    }
}
