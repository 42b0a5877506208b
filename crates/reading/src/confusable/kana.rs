//! Japanese characters that are taken for each other.

use super::Disguise;

/// The character that stands for all that look like this one, and what kind of exchange that is;
/// `None` when it stands for itself.
///
/// Both sides of a comparison are mapped, so that names written with these kanji still match; the
/// exchange counts as a disguise only where the name itself is spelled otherwise.
pub(super) const fn class(character: char) -> Option<(char, Disguise)> {
    let kana = match character {
        '力' => 'カ',
        '二' => 'ニ',
        '口' | '囗' => 'ロ',
        '工' => 'エ',
        '夕' => 'タ',
        '卜' => 'ト',
        '八' => 'ハ',
        '匕' => 'ヒ',
        '才' => 'オ',
        '千' => 'チ',
        '丿' => 'ノ',
        '厶' => 'ム',
        '乂' => 'メ',
        '一' | '丨' => 'ー',
        'へ' => 'ヘ',
        'べ' => 'ベ',
        'ぺ' => 'ペ',
        'り' => 'リ',
        '丼' => return Some(('井', Disguise::OtherCharacter)),
        '曰' => return Some(('日', Disguise::OtherCharacter)),
        '未' => return Some(('末', Disguise::OtherCharacter)),
        '土' => return Some(('士', Disguise::OtherCharacter)),
        '髙' => return Some(('高', Disguise::Spelling)),
        '﨑' => return Some(('崎', Disguise::Spelling)),
        '證' => return Some(('証', Disguise::Spelling)),
        '國' => return Some(('国', Disguise::Spelling)),
        other => return small(other),
    };
    Some((kana, Disguise::OtherCharacter))
}

/// Small kana to large: half-width text and capital-only forms write large ones (`ﾁｹﾂﾄ`), so it is
/// a spelling, not a disguise.
const fn small(character: char) -> Option<(char, Disguise)> {
    let large = match character {
        'ァ' => 'ア',
        'ィ' => 'イ',
        'ゥ' => 'ウ',
        'ェ' => 'エ',
        'ォ' => 'オ',
        'ッ' => 'ツ',
        'ャ' => 'ヤ',
        'ュ' => 'ユ',
        'ョ' => 'ヨ',
        'ヮ' => 'ワ',
        'ヵ' => 'カ',
        'ヶ' => 'ケ',
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        _ => return None,
    };
    Some((large, Disguise::Spelling))
}

/// Whether a character is katakana, the long-vowel mark included.
pub(crate) const fn is_katakana(character: char) -> bool {
    matches!(character, 'ァ'..='ヺ' | 'ー' | 'ヽ'..='ヿ')
}

/// Whether a character is hiragana.
pub(crate) const fn is_hiragana(character: char) -> bool {
    matches!(character, 'ぁ'..='ゖ' | 'ゝ'..='ゟ')
}

/// Whether a character is a Han ideograph.
pub(crate) const fn is_han(character: char) -> bool {
    matches!(character, '々' | '〇' | '㐀'..='䶿' | '一'..='鿿' | '豈'..='﫿')
}
