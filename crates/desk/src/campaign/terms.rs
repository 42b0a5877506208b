use check::Bilingual;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a campaign promises, and under which conditions. The same value makes the message, the claim page and the
/// answer to who asks, so that they cannot differ.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Terms {
    /// What the coupon takes off, in yen.
    pub amount: u32,
    /// What has to be bought for it at least, in yen; 0: anything.
    pub minimum: u32,
    /// Days within which it can be taken, from the day after the invitation was received: until the end of the last
    /// one, in the invited person's zone.
    pub claim_days: u16,
    /// Days within which it can be used, from the day after it was taken: until the end of the last one.
    pub use_days: u16,
    /// The moment after which nothing can be taken any more, however late somebody was invited.
    pub claims_end: Option<Timestamp>,
    /// Title of the offer: also the subject of the message.
    pub title: Bilingual,
    /// What else is to be known, a sentence or two; may be empty.
    pub words: Bilingual,
    /// Who writes.
    pub from: Inviter,
    /// Page of the brand's shop where it is used. Its host has to be the brand's.
    pub shop: String,
}

/// Who writes to the invited.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Inviter {
    /// The display name in each language.
    pub name: Bilingual,
    /// The mail address, of a domain that is the brand's and whose DKIM key is set up.
    pub address: String,
    /// Where answers go, if elsewhere.
    pub reply_to: Option<String>,
}

/// Why terms cannot stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum TermsError {
    /// Nothing taken off.
    #[error("the amount has to be at least 1 yen")]
    NoAmount,
    /// No day to claim or use.
    #[error("a window has to be 1 to 366 days")]
    Window,
    /// A text is empty in a language or longer than [`Terms::CHARACTERS`].
    #[error("the {0} has to be there in both languages, 500 characters at most")]
    Text(&'static str),
    /// No mail address.
    #[error("the sender's address is no mail address")]
    Address,
    /// No https address.
    #[error("the shop's page has to be an https address")]
    Shop,
}

impl Terms {
    /// Characters of a text, at most.
    pub const CHARACTERS: usize = 500;

    /// Checks that they can stand. Whether the domains are the brand's, the pre-send check tells.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), TermsError> {
        if self.amount == 0 {
            return Err(TermsError::NoAmount);
        }
        if [self.claim_days, self.use_days].iter().any(|days| !(1..=366).contains(days)) {
            return Err(TermsError::Window);
        }
        for (what, text) in [("title", &self.title), ("sender's name", &self.from.name)] {
            if [&text.ja, &text.en].iter().any(|text| !Self::is_text(text)) {
                return Err(TermsError::Text(what));
            }
        }
        let is_long = |text: &str| text.chars().nth(Self::CHARACTERS).is_some();
        if is_long(&self.words.ja) || is_long(&self.words.en) {
            return Err(TermsError::Text("words"));
        }
        let addresses = [Some(&self.from.address), self.from.reply_to.as_ref()];
        if !addresses.into_iter().flatten().all(|address| Self::is_address(address)) {
            return Err(TermsError::Address);
        }
        let shop = url::Url::parse(&self.shop).map_err(|_| TermsError::Shop)?;
        if shop.scheme() != "https" || shop.host_str().is_none() {
            return Err(TermsError::Shop);
        }
        Ok(())
    }

    fn is_text(text: &str) -> bool {
        !text.trim().is_empty()
            && text.chars().nth(Self::CHARACTERS).is_none()
            && !text.contains(char::is_control)
    }

    fn is_address(address: &str) -> bool {
        address.rsplit_once('@').is_some_and(|(local, domain)| {
            !local.is_empty()
                && local.chars().all(|c| c.is_ascii_graphic() && !"<>()[]:;,@\\\"".contains(c))
                && mail::DomainName::parse(domain).is_ok()
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Terms of a shop that does not exist.
    pub(crate) fn terms() -> Terms {
        let both = |text: &str| Bilingual { ja: text.to_owned(), en: text.to_owned() };
        Terms {
            amount: 500,
            minimum: 0,
            claim_days: 6,
            use_days: 7,
            claims_end: None,
            title: both("500円OFF"),
            words: both(""),
            from: Inviter {
                name: both("みほんストア"),
                address: "news@mihon-store.example".to_owned(),
                reply_to: None,
            },
            shop: "https://www.mihon-store.example/".to_owned(),
        }
    }

    #[test]
    fn terms_that_cannot_stand_say_what_is_wrong() {
        assert_eq!(terms().check(), Ok(()));
        let with = |change: fn(&mut Terms)| {
            let mut terms = terms();
            change(&mut terms);
            terms.check().unwrap_err()
        };
        assert_eq!(with(|t| t.amount = 0), TermsError::NoAmount);
        assert_eq!(with(|t| t.claim_days = 0), TermsError::Window);
        assert_eq!(with(|t| t.use_days = 367), TermsError::Window);
        assert_eq!(with(|t| t.title.en.clear()), TermsError::Text("title"));
        assert_eq!(with(|t| t.title.ja = "a\r\nBcc: b".to_owned()), TermsError::Text("title"));
        assert_eq!(with(|t| t.from.name.ja = "あ".repeat(501)), TermsError::Text("sender's name"));
        assert_eq!(with(|t| t.from.address = "news".to_owned()), TermsError::Address);
        assert_eq!(with(|t| t.from.address = "a b@c.example".to_owned()), TermsError::Address);
        assert_eq!(with(|t| t.shop = "http://mihon-store.example/".to_owned()), TermsError::Shop);
        assert_eq!(with(|t| t.shop = "javascript:alert(1)".to_owned()), TermsError::Shop);
    }
}
