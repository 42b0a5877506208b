use ::desk::{
    NewCampaign, Terms,
    campaign::{Inviter, TermsError},
};
use check::Bilingual;
use jiff::tz::TimeZone;
use serde::Deserialize;

use crate::web::staff::clock::named;

/// A campaign as a form has it. All of it is text, so that what cannot be read comes back as it was written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    pub(super) brand: String,
    pub(super) name: String,
    pub(super) amount: String,
    pub(super) minimum: String,
    pub(super) stock: String,
    pub(super) claim_days: String,
    pub(super) use_days: String,
    pub(super) claims_end: String,
    pub(super) title_ja: String,
    pub(super) title_en: String,
    pub(super) words_ja: String,
    pub(super) words_en: String,
    pub(super) from_ja: String,
    pub(super) from_en: String,
    pub(super) address: String,
    pub(super) reply_to: String,
    pub(super) shop: String,
}

/// What is wrong with a form, in both languages.
pub(super) type Wrong = (&'static str, &'static str);

impl Written {
    /// What a new form begins with.
    pub(super) fn begun(brand: &str) -> Self {
        Self {
            brand: brand.to_owned(),
            minimum: "0".to_owned(),
            claim_days: "6".to_owned(),
            use_days: "7".to_owned(),
            shop: "https://".to_owned(),
            ..Self::default()
        }
    }

    /// The campaign that is meant.
    pub(super) fn campaign(&self, zone: &TimeZone) -> Result<NewCampaign, Wrong> {
        let claims_end = self.claims_end.trim();
        let claims_end = if claims_end.is_empty() {
            None
        } else {
            let wrong =
                ("受け取りの終わりの日時が読めません。", "The end of claims is no date and time.");
            Some(named(claims_end, zone).ok_or(wrong)?)
        };
        let both = |ja: &str, en: &str| Bilingual { ja: line(ja), en: line(en) };
        let reply_to = self.reply_to.trim();
        let terms = Terms {
            amount: number(
                &self.amount,
                ("値引きの金額は数字で書きます。", "The amount has to be a number."),
            )?,
            minimum: number(
                &self.minimum,
                ("最低のお買い上げ額は数字で書きます。", "The minimum has to be a number."),
            )?,
            claim_days: number(&self.claim_days, WINDOW)?,
            use_days: number(&self.use_days, WINDOW)?,
            claims_end,
            title: both(&self.title_ja, &self.title_en),
            words: Bilingual {
                ja: self.words_ja.trim().replace("\r\n", "\n"),
                en: self.words_en.trim().replace("\r\n", "\n"),
            },
            from: Inviter {
                name: both(&self.from_ja, &self.from_en),
                address: self.address.trim().to_owned(),
                reply_to: (!reply_to.is_empty()).then(|| reply_to.to_owned()),
            },
            shop: self.shop.trim().to_owned(),
        };
        terms.check().map_err(|error| wrong(&error))?;
        let stock = number(
            &self.stock,
            ("枚数は1以上の数字で書きます。", "The number of coupons has to be 1 or more."),
        )?;
        Ok(NewCampaign { brand: self.brand.clone(), name: self.name.clone(), terms, stock })
    }
}

const WINDOW: Wrong = ("期間は1〜366日です。", "A window is 1 to 366 days.");

/// What is wrong with terms.
fn wrong(error: &TermsError) -> Wrong {
    match error {
        TermsError::NoAmount => {
            ("値引きの金額は1円以上です。", "The amount has to be at least 1 yen.")
        }
        TermsError::Window => WINDOW,
        TermsError::Text(_) => (
            "件名と送り主の名前は、日本語と英語の両方を、それぞれ500文字までで書きます。",
            "The subject and the sender’s name are needed in both languages, up to 500 characters.",
        ),
        TermsError::Address => (
            "送り主か返信先のメールアドレスが正しくありません。",
            "The sender’s or the reply address is no mail address.",
        ),
        TermsError::Shop => (
            "ご利用先のページは https:// で始めます。",
            "The shop’s page has to begin with https://.",
        ),
    }
}

/// A number as people type it: full-width digits and commas are understood.
fn number<N: std::str::FromStr>(text: &str, wrong: Wrong) -> Result<N, Wrong> {
    let digits = text.trim().chars().filter(|c| !matches!(c, ',' | '，' | '、'));
    let narrow = digits.map(|c| match c {
        '０'..='９' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        other => other,
    });
    narrow.collect::<String>().parse().map_err(|_| wrong)
}

/// On one line.
fn line(text: &str) -> String {
    text.trim().replace(['\r', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Written {
        Written {
            name: "秋の招待".to_owned(),
            amount: "１，０００".to_owned(),
            stock: "10,000".to_owned(),
            title_ja: "1,000円OFF".to_owned(),
            title_en: "1,000 yen off".to_owned(),
            from_ja: "みほんストア".to_owned(),
            from_en: "Mihon Store".to_owned(),
            address: "news@mihon-store.example".to_owned(),
            shop: "https://www.mihon-store.example/".to_owned(),
            ..Written::begun("mihon-store")
        }
    }

    #[test]
    fn a_form_is_read_as_people_fill_it_in() {
        let new = written().campaign(&TimeZone::UTC).unwrap();
        assert_eq!((new.terms.amount, new.stock, new.terms.claims_end), (1_000, 10_000, None));
        let wrong = |change: fn(&mut Written)| {
            let mut written = written();
            change(&mut written);
            written.campaign(&TimeZone::UTC).unwrap_err().1
        };
        assert_eq!(wrong(|w| w.amount = "many".to_owned()), "The amount has to be a number.");
        assert_eq!(wrong(|w| w.claim_days = "0".to_owned()), WINDOW.1);
        assert_eq!(
            wrong(|w| w.claims_end = "soon".to_owned()),
            "The end of claims is no date and time."
        );
    }
}
