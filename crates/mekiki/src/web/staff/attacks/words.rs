use ::desk::{AttackState, attack::Bond};
use verdict::words::Language;

/// Where an attack stands, with a sign.
pub(super) fn state_words(state: AttackState, language: Language) -> &'static str {
    match (state, language) {
        (AttackState::New, Language::Ja) => "● 新しい",
        (AttackState::Active, Language::Ja) => "▲ 続いている",
        (AttackState::Quiet, Language::Ja) => "○ 7日間報告なし",
        (AttackState::Closed, Language::Ja) => "■ 対応済み",
        (AttackState::Genuine, Language::Ja) => "✔ 本物のメール",
        (AttackState::New, Language::En) => "● New",
        (AttackState::Active, Language::En) => "▲ Going on",
        (AttackState::Quiet, Language::En) => "○ Nothing for 7 days",
        (AttackState::Closed, Language::En) => "■ Done",
        (AttackState::Genuine, Language::En) => "✔ Genuine messages",
    }
}

/// Why a report belongs to the others.
pub(super) fn bond_words(bond: Bond, language: Language) -> &'static str {
    match (bond, language) {
        (Bond::Text, Language::Ja) => "文面が同じ（宛名・数字・リンク先を除く）",
        (Bond::TextAlike, Language::Ja) => "文面の大部分が同じ",
        (Bond::UrlPattern, Language::Ja) => "リンク先のURLの形が同じ",
        (Bond::Page, Language::Ja) => "同じページ",
        (Bond::Subject, Language::Ja) => "件名が同じ",
        (Bond::Sending, Language::Ja) => "送信のしかたが同じ",
        (Bond::Text, Language::En) => "the same text (but for names, numbers and links)",
        (Bond::TextAlike, Language::En) => "most of the text is the same",
        (Bond::UrlPattern, Language::En) => "the addresses it leads to are shaped alike",
        (Bond::Page, Language::En) => "the same page",
        (Bond::Subject, Language::En) => "the same subject",
        (Bond::Sending, Language::En) => "sent in the same way",
    }
}
