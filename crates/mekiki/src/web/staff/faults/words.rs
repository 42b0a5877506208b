//! Faults in the words of the people at the desk.

use ::desk::fault::{CampaignFault, FaultKind, MakeGood, Seen};
use verdict::words::Language;

/// What is broken.
pub(super) fn kind(kind: FaultKind, language: Language) -> &'static str {
    match (kind, language) {
        (FaultKind::InvitedRefused, Language::Ja) => "招待した人が受け取れない",
        (FaultKind::ClaimsFail, Language::Ja) => "受け取りがエラーになる",
        (FaultKind::StockGone, Language::Ja) => "期間内に在庫がなくなった",
        (FaultKind::MailBounces, Language::Ja) => "招待メールが届かない",
        (FaultKind::PageDown, Language::Ja) => "ページが開けない",
        (FaultKind::Other, Language::Ja) => "そのほか",
        (FaultKind::InvitedRefused, Language::En) => "Invited people are refused",
        (FaultKind::ClaimsFail, Language::En) => "Claims end in errors",
        (FaultKind::StockGone, Language::En) => "Nothing left within the period",
        (FaultKind::MailBounces, Language::En) => "Invitations come back",
        (FaultKind::PageDown, Language::En) => "The page cannot be opened",
        (FaultKind::Other, Language::En) => "Something else",
    }
}

/// Where it stands.
pub(super) fn state(fault: &CampaignFault, language: Language) -> &'static str {
    match (fault.is_open(), fault.declared.is_some(), language) {
        (true, false, Language::Ja) => "発生中（人の確認待ち）",
        (true, true, Language::Ja) => "発生中（確認済み）",
        (false, _, Language::Ja) => "解決済み",
        (true, false, Language::En) => "Open (nobody has confirmed it)",
        (true, true, Language::En) => "Open (confirmed)",
        (false, _, Language::En) => "Closed",
    }
}

/// The figures by which it was seen, those that are not zero.
pub(super) fn seen(seen: &Seen, language: Language) -> Vec<String> {
    let lines = [
        (
            seen.invited_refused,
            "期間内なのに「対象外」と断られた招待者",
            "people invited, within their days, and refused as not eligible",
        ),
        (
            seen.none_left,
            "期間内なのに在庫がなく断られた招待者",
            "people invited, within their days, for whom nothing was left",
        ),
        (
            seen.claim_errors,
            "最近5分の受け取りエラー",
            "claims in the last 5 minutes that ended in an error",
        ),
        (seen.page_errors, "最近5分のページのエラー", "errors of the page in the last 5 minutes"),
        (seen.bounced, "戻ってきた招待メール", "invitations that came back"),
    ];
    let told = lines.into_iter().filter(|(count, ..)| *count > 0);
    told.map(|(count, ja, en)| match language {
        Language::Ja => format!("{ja}：{count}"),
        Language::En => format!("{count} {en}"),
    })
    .collect()
}

/// What the invited get for it.
pub(super) fn make_good(make_good: MakeGood, language: Language) -> String {
    match (make_good, language) {
        (MakeGood::Nothing, Language::Ja) => "なし（だれの期間も減っていない）".to_owned(),
        (MakeGood::Extend { days }, Language::Ja) => {
            format!("受け取り期間を、解決した日から{days}日後まで延ばす")
        }
        (MakeGood::Restock { coupons }, Language::Ja) => format!("クーポンを{coupons}枚追加する"),
        (MakeGood::Reissue { days }, Language::Ja) => {
            format!("未使用のクーポンを、解決した日から{days}日後まで使えるようにする")
        }
        (MakeGood::Nothing, Language::En) => "Nothing (nobody lost a day)".to_owned(),
        (MakeGood::Extend { days }, Language::En) => {
            format!("{days} days from the closing on to take it")
        }
        (MakeGood::Restock { coupons }, Language::En) => format!("{coupons} more coupons"),
        (MakeGood::Reissue { days }, Language::En) => {
            format!("{days} days from the closing on to use what was not used")
        }
    }
}
