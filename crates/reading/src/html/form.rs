//! What a form asks to be typed.

/// A form: where it sends what is typed, and what that is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Form {
    /// `action` as written; `None` when there is none, so that a script or the page itself takes it.
    pub action: Option<String>,
    /// Whether it is sent by POST.
    pub is_post: bool,
    /// The fields a person fills in.
    pub fields: Vec<Field>,
    /// Fields nobody sees.
    pub hidden_fields: usize,
}

/// One field of a form.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Field {
    /// What it takes.
    pub kind: FieldKind,
    /// Its name or id, as written.
    pub name: String,
    /// The words shown in it (`placeholder`), as written.
    pub label: String,
}

/// What a field takes, by its type, name and label.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum FieldKind {
    /// A password or PIN.
    Password,
    /// A card's number, expiry or security code.
    Card,
    /// A one-time code.
    OneTimeCode,
    /// An e-mail address or account name.
    Account,
    /// A telephone number.
    Phone,
    /// A file.
    File,
    /// A choice: check boxes, lists.
    Choice,
    /// Any other text.
    Text,
}

impl FieldKind {
    /// What a field takes, by `type` and by the words of its other attributes (lower case).
    pub(super) fn of(kind: &str, words: &str) -> Self {
        let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
        if kind == "password" || has(&["passw", "passwd", "暗証", "パスワード"]) {
            return Self::Password;
        }
        if has(&[
            "cardnumber",
            "card-number",
            "card_number",
            "cardno",
            "cc-",
            "ccnum",
            "creditcard",
            "credit-card",
            "cvv",
            "cvc",
            "security code",
            "カード番号",
            "セキュリティコード",
            "有効期限",
        ]) {
            return Self::Card;
        }
        if has(&[
            "one-time-code",
            "otp",
            "2fa",
            "verification code",
            "verify-code",
            "認証コード",
            "ワンタイム",
        ]) {
            return Self::OneTimeCode;
        }
        match kind {
            "email" => Self::Account,
            "tel" => Self::Phone,
            "file" => Self::File,
            "checkbox" | "radio" | "range" | "color" | "select" => Self::Choice,
            _ if has(&[
                "email",
                "e-mail",
                "user",
                "login",
                "account",
                "メールアドレス",
                "ユーザー",
            ]) =>
            {
                Self::Account
            }
            _ if has(&["phone", "mobile", "電話"]) => Self::Phone,
            _ => Self::Text,
        }
    }
}

impl Form {
    /// Whether it asks for something of this kind.
    #[must_use]
    pub fn asks_for(&self, kind: FieldKind) -> bool {
        self.fields.iter().any(|field| field.kind == kind)
    }
}
