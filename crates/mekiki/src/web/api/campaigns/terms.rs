use ::desk::campaign::Inviter;
use check::Bilingual;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Words in both languages.
#[derive(Clone, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CampaignWords)]
struct Both {
    #[schema(max_length = 500)]
    ja: String,
    #[schema(max_length = 500)]
    en: String,
}

impl From<Bilingual> for Both {
    fn from(words: Bilingual) -> Self {
        Self { ja: words.ja, en: words.en }
    }
}

impl From<Both> for Bilingual {
    fn from(words: Both) -> Self {
        Self { ja: words.ja, en: words.en }
    }
}

/// What a campaign promises.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Terms {
    /// What the coupon takes off, in yen.
    #[schema(minimum = 1, example = 500)]
    amount: u32,
    /// What has to be bought for it at least, in yen; 0: anything.
    #[serde(default)]
    #[schema(required = false)]
    minimum: u32,
    /// Days to take it, from the day after the invitation was received: until the end of the last one, in
    /// the invited person's zone.
    #[schema(minimum = 1, maximum = 366, example = 6)]
    claim_days: u16,
    /// Days to use it, from the day after it was taken.
    #[schema(minimum = 1, maximum = 366, example = 7)]
    use_days: u16,
    /// Nothing is taken after this, however late somebody was invited.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claims_end: Option<Timestamp>,
    /// Title of the offer, and subject of the message.
    title: Both,
    /// What else is to be known; may be empty.
    #[serde(default = "nothing")]
    #[schema(required = false)]
    words: Both,
    from: Sender,
    /// Page of the brand's shop where it is used.
    #[schema(
        pattern = "^https://",
        max_length = 2000,
        example = "https://www.mihon-store.example/"
    )]
    shop: String,
}

fn nothing() -> Both {
    Bilingual::default().into()
}

/// Who writes to the invited.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CampaignFrom)]
struct Sender {
    name: Both,
    /// A mail address of a domain that is the brand's.
    #[schema(max_length = 254, example = "news@mihon-store.example")]
    address: String,
    /// Where answers go, if elsewhere.
    #[schema(max_length = 254, nullable = false)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reply_to: Option<String>,
}

impl From<::desk::Terms> for Terms {
    fn from(terms: ::desk::Terms) -> Self {
        let from = terms.from;
        Self {
            amount: terms.amount,
            minimum: terms.minimum,
            claim_days: terms.claim_days,
            use_days: terms.use_days,
            claims_end: terms.claims_end,
            title: terms.title.into(),
            words: terms.words.into(),
            from: Sender { name: from.name.into(), address: from.address, reply_to: from.reply_to },
            shop: terms.shop,
        }
    }
}

impl From<Terms> for ::desk::Terms {
    fn from(terms: Terms) -> Self {
        let Sender { name, address, reply_to } = terms.from;
        Self {
            amount: terms.amount,
            minimum: terms.minimum,
            claim_days: terms.claim_days,
            use_days: terms.use_days,
            claims_end: terms.claims_end,
            title: terms.title.into(),
            words: terms.words.into(),
            from: Inviter { name: name.into(), address, reply_to },
            shop: terms.shop,
        }
    }
}
