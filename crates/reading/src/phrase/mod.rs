//! What a text asks and which stories it tells, found by its phrases in one pass.
//!
//! All phrases of all languages (`data/phrases/*.toml`, format in the README beside them) lie in
//! one automaton: a text is folded once, scanned once, and the hits are combined in windows.
//! Cost is linear in the text; every bound is in [`Limits`].

use crate::{Language, Lure, Request, language};

mod book;
mod figure;
mod fold;
mod grammar;
mod note;
mod scan;

/// Bounds on how much of a text is read for phrases.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// Bytes of the visible text that are read; the rest is not looked at.
    pub text_bytes: usize,
    /// Bytes of the subject that are read.
    pub subject_bytes: usize,
    /// How often one group of phrases is counted; more would only repeat.
    pub hits_per_group: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { text_bytes: 64 * 1024, subject_bytes: 1024, hits_per_group: 64 }
    }
}

/// What the phrases of a message say.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Notes {
    /// The language it is written in.
    pub language: Language,
    /// What it asks for, each kind once, in the order of [`RequestKind`](crate::RequestKind).
    pub requests: Vec<Request>,
    /// Which stories it tells, each kind once, in the order of [`LureKind`](crate::LureKind).
    pub lures: Vec<Lure>,
    /// Sentences that warn the reader of fraud or say what is never asked for. Requests and
    /// lures named in such a sentence are not counted.
    pub warnings: Vec<String>,
}

/// Reads the requests and lures of a message, in any language.
///
/// `charset` is the label the visible text was declared with; it only helps to tell Japanese,
/// Chinese and Korean apart.
#[must_use]
pub fn notes(subject: &str, visible: &str, charset: Option<&str>) -> Notes {
    notes_within(subject, visible, charset, &Limits::default())
}

/// As [`notes`], with bounds of the caller's choice.
#[must_use]
pub fn notes_within(subject: &str, visible: &str, charset: Option<&str>, limits: &Limits) -> Notes {
    let subject = beginning(subject, limits.subject_bytes);
    let visible = beginning(visible, limits.text_bytes);
    let source = format!("{subject}\n\n{visible}");
    let folded = fold::Folded::of(&source);
    let book = book::book();
    let hits = scan::hits(&folded, book, limits);
    let findings = scan::findings(&folded, book, &hits);
    let mut notes = note::collect(&source, subject.len(), &folded, &findings);
    notes.language = language::detect(&source, charset);
    notes
}

/// A line in the spelling that phrases are compared in: lower case, NFKC, without accents and
/// unseen characters.
pub(crate) fn fold_line(line: &str) -> String {
    fold::Folded::of(line).text
}

/// At most so many bytes, cut at a character.
fn beginning(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::notes;
    use crate::{LureKind, RequestKind};

    #[track_caller]
    fn asks(text: &str, expected: &[RequestKind]) {
        let asked: Vec<_> = notes("", text, None).requests.iter().map(|r| r.kind).collect();
        for kind in expected {
            assert!(asked.contains(kind), "{kind:?} not among {asked:?}: {text:?}");
        }
        assert!(!expected.is_empty() || asked.is_empty(), "{asked:?}: {text:?}");
    }

    #[track_caller]
    fn tells(text: &str, expected: Option<LureKind>) {
        let lures = notes("", text, None).lures;
        let told = |kind| lures.iter().any(|lure| lure.kind == kind && lure.strength >= 60);
        match expected {
            Some(kind) => assert!(told(kind), "{kind:?} not in {lures:?}: {text:?}"),
            None => assert!(lures.iter().all(|lure| lure.strength < 60), "{lures:?}: {text:?}"),
        }
    }

    #[test]
    fn what_is_asked_is_found_in_every_language() {
        use RequestKind::{
            Call, Card, GiftCard, Install, OpenAttachment, Payment, PaymentUpdate, PersonalData,
            Reply, Scan, SignIn, Transfer, Wallet,
        };
        for (text, expected) in [
            ("Please log in to verify your account.", SignIn),
            ("Kindly re-validate your mailbox by clicking the button", SignIn),
            ("アカウントにログインして、情報をご確認ください。", SignIn),
            ("カード番号を入力してください", Card),
            ("お支払い方法を更新してください", PaymentUpdate),
            ("Acesse sua conta e atualize seus dados cadastrais", SignIn),
            ("Bitte bestätigen Sie Ihr Konto", SignIn),
            ("Veuillez confirmer votre compte", SignIn),
            ("Log in om uw account te bevestigen", SignIn),
            ("Inicie sesión en su cuenta", SignIn),
            ("Acceda al suo conto per verificare i dati", SignIn),
            ("Zaloguj się do konta", SignIn),
            ("Подтвердите ваш аккаунт", SignIn),
            ("Enter your credit card details below", Card),
            ("Send your full name, address and telephone number", PersonalData),
            ("Pay the customs fee of $2.99 to release the parcel", Payment),
            ("Our bank account has changed: use the new bank details", Transfer),
            ("Connect your wallet to claim the tokens", Wallet),
            ("I need you to buy gift cards and scratch them", GiftCard),
            ("To cancel, call us at +1 (888) 555-0123", Call),
            ("Please install AnyDesk from the link", Install),
            ("Scan the QR code with your phone", Scan),
            ("Please find the attached file and review it", OpenAttachment),
            ("Reply to me on my private email", Reply),
            ("新しいLINEグループを作成し、QRコードを返信してください", Reply),
        ] {
            asks(text, &[expected]);
        }
    }

    #[test]
    fn disguised_words_are_read_all_the_same() {
        for text in [
            "Plеаsе vеrify yоur ассоunt",
            "P\u{200b}lease ver\u{ad}ify your acc\u{200c}ount",
            "𝗩𝗲𝗿𝗶𝗳𝘆 𝘆𝗼𝘂𝗿 𝗮𝗰𝗰𝗼𝘂𝗻𝘁",
            "ｖｅｒｉｆｙ　ｙｏｕｒ　ａｃｃｏｕｎｔ",
            "アカウン卜を確認してください",
        ] {
            asks(text, &[RequestKind::SignIn]);
        }
    }

    #[test]
    fn a_warning_is_not_a_request() {
        for text in [
            "We will never ask for your password or card number.",
            "Do not share your verification code with anyone.",
            "Never enter your card details on a page you reached by e-mail.",
            "当行がメールでパスワードや暗証番号をお尋ねすることはありません。",
            "カード番号を入力しないでください。",
            "Nunca solicitamos sua senha por e-mail.",
            "Wir fragen niemals nach Ihrem Passwort.",
            "Nous ne vous demanderons jamais votre mot de passe.",
        ] {
            asks(text, &[]);
            assert!(!notes("", text, None).warnings.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn what_is_never_asked_may_stand_in_a_list() {
        let text = "We will never ask you for:\n- your password: enter nothing\n- your card number";
        asks(text, &[]);
    }

    #[test]
    fn a_warning_covers_its_own_sentence_only() {
        let text = "We never ask for your password. Please log in to verify your account.";
        asks(text, &[RequestKind::SignIn]);
    }

    #[test]
    fn do_not_reply_is_no_request_to_reply() {
        asks("Please do not reply to this email.", &[]);
        asks("このメールには返信しないでください。", &[]);
    }

    #[test]
    fn stories_are_told_apart() {
        use LureKind::{
            AccountProblem, AdvanceFee, BossErrand, CallbackCharge, Extortion, Fine,
            MailboxProblem, ParcelHeld, PaymentProblem, Points, Prize, ProtectionExpired,
            SurveyReward, TaxRefund, Threat, Urgency, WalletThreat,
        };
        for (text, expected) in [
            ("Your account has been suspended", AccountProblem),
            ("We noticed an unusual sign-in attempt", AccountProblem),
            ("お客様のアカウントを一時停止いたしました", AccountProblem),
            ("Ihr Konto wurde gesperrt", AccountProblem),
            ("Sua conta foi bloqueada", AccountProblem),
            ("We could not process your payment; your card was declined", PaymentProblem),
            ("お支払い方法が承認されませんでした", PaymentProblem),
            ("Your parcel could not be delivered", ParcelHeld),
            ("お荷物をお届けにあがりましたが不在のため持ち帰りました", ParcelHeld),
            ("Sua encomenda está retida na alfândega", ParcelHeld),
            ("Congratulations, you have won a free phone", Prize),
            ("Herzlichen Glückwunsch, Sie sind der Gewinner eines Gutscheins", Prize),
            ("Answer a short survey and claim your reward", SurveyReward),
            ("I am the widow of a banker and want to donate USD 4 million", AdvanceFee),
            ("Your wallet will be suspended unless verified", WalletThreat),
            ("You are eligible for a tax refund", TaxRefund),
            ("Pay your unpaid toll to avoid a penalty", Fine),
            ("I recorded you with your webcam while you watched porn", Extortion),
            (
                "Your subscription renewed for $399.99. To cancel call +1 888 555 0100",
                CallbackCharge,
            ),
            ("Your antivirus protection has expired", ProtectionExpired),
            ("Your mailbox is almost full", MailboxProblem),
            ("Seus pontos expiram hoje", Points),
            ("Confirm within 24 hours", Urgency),
            ("24時間以内にご確認ください", Urgency),
            ("If you do not respond, your account will be closed", Threat),
            ("Are you available? I am in a meeting and need a quick task done", BossErrand),
            ("業務連絡のためLINEグループを作成してください", BossErrand),
        ] {
            tells(text, Some(expected));
        }
    }

    #[test]
    fn everyday_mail_tells_no_story() {
        for text in [
            "Hi Anna, lunch on Thursday? I won't be late. Best, Tom",
            "The patch fixes an offset in the driver; please review.",
            "明日の会議は10時からです。資料は後ほど共有します。",
            "Anbei das Protokoll der Sitzung vom Montag.",
            "Obrigado pela visita, até a próxima semana.",
        ] {
            tells(text, None);
        }
    }

    #[test]
    fn a_note_quotes_the_words_as_written() {
        let notes = notes(
            "重要なお知らせ",
            "いつもご利用ありがとうございます。お客様のアカウントを停止しました。",
            None,
        );
        let words = &notes.lures.first().unwrap().words;
        assert!(words.starts_with("お客様のアカウントを停止しました"), "{words}");
        assert!(notes.lures.iter().all(|lure| lure.words.chars().count() <= 120));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(subject in "\\PC{0,40}", text in "(\\PC|\n|verify |account |[0-9$]{1,5}){0,200}") {
            let notes = notes(&subject, &text, Some("utf-8"));
            for lure in notes.lures {
                proptest::prop_assert!((1..=100).contains(&lure.strength) && lure.count > 0);
                proptest::prop_assert!(lure.words.chars().count() <= 120);
            }
        }
    }
}
