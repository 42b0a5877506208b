use verdict::words::Language;

/// A piece of evidence in a few words, without one message's facts. Its name in reports where
/// there are none yet.
pub(super) fn evidence(name: &str, language: Language) -> &str {
    let found = NAMES.iter().find(|(key, _, _)| *key == name);
    found.map_or(name, |(_, ja, en)| match language {
        Language::Ja => ja,
        Language::En => en,
    })
}

/// Name in reports, Japanese, English. Short: they stand above a bar on a phone.
const NAMES: &[(&str, &str, &str)] = &[
    ("brand-proven", "名乗るとおりの送り主と証明", "Proven to be whom it speaks as"),
    ("author-proven", "差出人のドメインを証明", "Author’s domain proven"),
    ("platform-proven", "本物のサービス・中身は他人", "Real platform, a stranger’s words"),
    ("mailbox-proven", "だれでも持てるアドレスと証明", "Proven, but anyone’s mailbox"),
    ("author-unproven", "差出人の証明がない", "No proof of the author"),
    ("server-not-allowed", "許可されていないサーバーから送信", "Sent by a server not allowed to"),
    ("policy-broken", "差出人側の決まりに違反", "Breaks the author’s own policy"),
    ("signature-broken", "電子署名が合わない", "Signature does not fit"),
    ("proven-as-another", "別のドメインからと証明", "Proven as another domain"),
    ("receiver-distrusts", "受信サービスが信用していない", "Receiving service distrusts it"),
    ("text-beyond-signature", "署名の外に文章を追加", "Text added after the signed part"),
    ("field-beyond-signature", "署名の外に見出しを追加", "Field added above the signed one"),
    ("author-ambiguous", "差出人が読む側によって変わる", "Programs differ on its author"),
    ("pretended-results", "検証結果を送り主が偽装", "Fakes its own check results"),
    ("replayed", "本物のメールの使い回し", "A genuine mail sent on again"),
    ("sender-records", "会社自身の送信記録にある", "In the brand’s own record"),
    ("brand-from-elsewhere", "名乗る相手のドメインではない", "Not from the brand’s domain"),
    ("brand-mentioned-elsewhere", "別のドメインからブランド名", "Names a brand from elsewhere"),
    ("name-shows-another-address", "表示名に別のアドレス", "Name shows another address"),
    ("author-looks-like-brand", "差出人がブランドに似た別物", "Author imitates a brand"),
    ("brand-disguised", "ブランド名を似た文字で偽装", "Brand name is disguised"),
    ("firm-from-free-mail", "会社なのにフリーメール", "A firm on a free mailbox"),
    ("replies-go-elsewhere", "返信先が別のドメイン", "Answers go elsewhere"),
    ("replies-go-to-free-mail", "返信先がフリーメール", "Answers go to a free mailbox"),
    ("replies-to-nothing", "もとのメールがない返信", "A reply to nothing"),
    ("echoes-stranger", "自動返信に他人のリンク", "A stranger’s link, auto-answered"),
    ("author-random", "差出人がでたらめな文字列", "Author’s domain is random letters"),
    ("author-throwaway", "使い捨てのドメイン", "A throwaway domain"),
    ("links-all-brands", "リンク先がすべて本人のサイト", "All links are the brand’s"),
    ("links-all-authors", "リンク先がすべて差出人のサイト", "All links are the author’s"),
    ("link-leads-elsewhere", "表示とちがうリンク先", "Link leads elsewhere than shown"),
    ("link-to-stranger", "リンク先が無関係なサイト", "Link to a stranger’s site"),
    ("link-off-author", "リンク先が差出人と別のサイト", "Link leaves the author’s site"),
    ("link-looks-like-brand", "リンク先がブランドに似た別物", "Link imitates a brand"),
    ("link-hides-host-before-at", "リンクの @ の前に偽の名前", "Fake name before @ in a link"),
    ("link-host-in-host", "リンクの先頭に他社の名前", "Another’s name inside the host"),
    ("link-lookalike-characters", "リンクに記号そっくりの文字", "Look-alike marks in a link"),
    ("link-to-address", "リンク先が番号だけ", "Link to a bare number"),
    ("link-obscured-address", "リンク先の番号を読みにくく偽装", "Link to an obscured number"),
    ("link-confusable-host", "リンク先に紛らわしい文字", "Confusable letters in a link"),
    ("link-to-free-hosting", "リンク先がだれでも作れるサイト", "Link to free hosting"),
    ("link-to-dynamic-name", "リンク先が一時的な名前", "Link to a throwaway name"),
    ("link-shortened", "短縮リンクで行き先を隠す", "Short link hides its end"),
    ("link-through-redirector", "他社の転送を通るリンク", "Link by way of a redirector"),
    ("link-carries-page", "リンクの中にページを埋め込み", "Page inside the link itself"),
    ("link-is-script", "リンクがプログラム", "Link is a program"),
    ("link-odd-port", "リンクのポート番号が不自然", "Odd port in a link"),
    ("link-to-random-host", "リンク先がでたらめな文字列", "Link to random letters"),
    ("link-carries-reader", "リンクに読み手のアドレス", "Link carries the reader’s address"),
    ("link-to-cheap-domain", "リンク先が格安ドメイン", "Link to a cheap domain"),
    ("qr-leads-to-stranger", "QRコードの先が無関係なサイト", "QR code leads to a stranger"),
    ("links-all-one-page", "リンクがすべて同じページ", "All links lead to one page"),
    ("hidden-text", "見えない文章が多い", "Much hidden text"),
    ("invisible-characters", "単語の中に見えない文字", "Invisible characters in words"),
    ("lookalike-letters", "単語の中にそっくりな別の文字", "Look-alike letters in words"),
    ("only-a-picture", "画像だけのメール", "Nothing but a picture"),
    ("two-faces", "形式によって文面がちがう", "Two versions say different things"),
    ("structure-odd", "不自然な構造", "Oddly built"),
    ("form-asks-secrets", "メールの中の入力欄で秘密を要求", "Form asks for secrets"),
    ("attached-page", "添付が入力用のページ", "Attached page asks for secrets"),
    ("attached-program", "添付がプログラム", "Attached program"),
    ("attachment-name-lies", "添付の名前が中身とちがう", "Attachment’s name lies"),
    ("attached-active-document", "添付に動く文書", "Attached document runs code"),
    ("attachment-leads-to-stranger", "添付のリンク先が無関係", "Attachment leads to a stranger"),
    ("attachment-locked", "パスワード付きの添付", "Locked attachment"),
    (
        "invitation-leads-to-stranger",
        "予定の招待から無関係なサイトへ",
        "Invitation leads to a stranger",
    ),
    ("asks-for:sign-in", "ログインを求める", "Asks to sign in"),
    ("asks-for:one-time-code", "確認コードを求める", "Asks for a one-time code"),
    ("asks-for:card", "カード番号を求める", "Asks for card details"),
    ("asks-for:personal-data", "個人情報を求める", "Asks for personal data"),
    ("asks-for:payment-update", "支払い方法の更新を求める", "Asks to update payment"),
    ("asks-for:payment", "支払いを求める", "Asks for payment"),
    ("asks-for:transfer", "送金を求める", "Asks for a transfer"),
    ("asks-for:wallet", "暗号資産の接続・復元を求める", "Asks for a crypto wallet"),
    ("asks-for:gift-card", "ギフト券を求める", "Asks for gift cards"),
    ("asks-for:call", "電話を求める", "Asks to call"),
    ("asks-for:install", "アプリなどの導入を求める", "Asks to install something"),
    ("asks-for:reply", "返信を求める", "Asks to answer"),
    ("asks-for:scan", "QRコードの読み取りを求める", "Asks to scan a code"),
    ("asks-for:open-attachment", "添付を開くよう求める", "Asks to open an attachment"),
    ("asks-for:secrecy", "口止めをする", "Asks for secrecy"),
    (
        "asks-what-brand-never-asks",
        "本物なら求めないことを求める",
        "Asks what the brand never asks",
    ),
    ("tells:account-problem", "アカウントの問題を告げる", "Tells of an account problem"),
    ("tells:payment-problem", "支払いの問題を告げる", "Tells of a payment problem"),
    ("tells:parcel-held", "荷物の留め置きを告げる", "Tells of a parcel held"),
    ("tells:prize", "当選・賞品を告げる", "Tells of a prize"),
    ("tells:survey-reward", "アンケートの謝礼を告げる", "Offers a survey reward"),
    ("tells:advance-fee", "大金の受け取り話", "Advance-fee story"),
    ("tells:investment", "投資の勧誘", "Investment offer"),
    ("tells:wallet-threat", "暗号資産の危険を告げる", "Warns of a wallet"),
    ("tells:tax-refund", "税の還付を告げる", "Tells of a tax refund"),
    ("tells:fine", "罰金・未納を告げる", "Tells of a fine"),
    ("tells:extortion", "弱みで脅す", "Extortion"),
    ("tells:callback-charge", "覚えのない請求で電話させる", "A charge to call about"),
    ("tells:protection-expired", "セキュリティの期限切れを告げる", "Protection has expired"),
    ("tells:mailbox-problem", "メールボックスの問題を告げる", "Tells of a mailbox problem"),
    ("tells:shared-document", "共有文書を告げる", "Tells of a shared document"),
    ("tells:voice-mail", "音声メッセージを告げる", "Tells of a voice message"),
    ("tells:job-offer", "仕事の誘い", "Job offer"),
    ("tells:loan", "融資の誘い", "Loan offer"),
    ("tells:romance", "恋愛・出会いの誘い", "Romance"),
    ("tells:health-cure", "健康・治療の宣伝", "Health cure"),
    ("tells:urgency", "急がせる", "Presses for time"),
    ("tells:threat", "不利益をほのめかす", "Threatens"),
    ("tells:boss-errand", "上司を装う頼みごと", "Errand for the boss"),
    ("tells:exclusivity", "あなただけと誘う", "Only for you"),
    ("tells:points", "ポイントの失効・付与を告げる", "Tells of points"),
    ("tells:legal-notice", "法的な通知を告げる", "Legal notice"),
    ("tells:casino", "賭け事の誘い", "Casino"),
    (
        "stranger-through-platform",
        "本物のサービスを通した他人の文章",
        "A stranger through a real service",
    ),
    ("wallet-from-firm", "扱わない会社のウォレットの話", "A wallet from a firm without one"),
    ("calls-stranger", "無関係な電話番号", "A stranger’s telephone number"),
    ("pays-to-wallet", "暗号資産の送り先", "A wallet to pay to"),
    ("account-changed", "振込先の変更", "Account for payments changes"),
    ("asks-nothing", "害になることを求めていない", "Asks for nothing harmful"),
    ("wording", "文章全体の印象", "The wording as a whole"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::page::drawing::cut;

    /// Every evidence has its prior, and so its name, there.
    const PRIORS: &str = include_str!("../../../../verdict/priors.txt");

    #[test]
    fn every_evidence_has_a_short_name_in_both_languages() {
        let lines = PRIORS.lines().filter_map(|line| line.split_once(" = "));
        for (name, _) in lines.filter(|(name, _)| *name != "prior") {
            let all: Vec<&str> =
                [Language::Ja, Language::En].iter().map(|l| evidence(name, *l)).collect();
            assert!(!all.contains(&name), "{name} has no line in NAMES");
            assert!(all.iter().all(|short| cut(short, 34) == **short), "too long: {all:?}");
        }
    }
}
