use check::{
    Bilingual, Report,
    report::{HarmAnswer, OfferState, Ruling},
};
use jiff::{civil::Date, tz::TimeZone};

use super::label::LabelId;

/// What tables and pages need of one report: a whole one is ten to a hundred times as long, and
/// many wait at once for an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Digest {
    /// Where the message was read.
    pub(super) path: String,
    /// What its folder or the manifest says it is.
    pub(super) label: Option<LabelId>,
    pub(super) ruling: Ruling,
    /// That it is fraud, 0 to 1.
    pub(super) probability: f64,
    pub(super) sender: &'static str,
    pub(super) author: Option<String>,
    pub(super) proven: Option<String>,
    /// Key and name of the brand it speaks as.
    pub(super) brand: Option<(String, Bilingual)>,
    pub(super) harm: HarmAnswer,
    pub(super) offer: Option<OfferState>,
    /// Name and decibans of what counted, strongest first.
    pub(super) evidence: Vec<(String, i16)>,
    /// The answer in one sentence.
    pub(super) headline: Bilingual,
    /// The strongest reason that speaks for the ruling.
    pub(super) why: Option<Bilingual>,
    /// When it says it was written, as seconds since 1970 and as a day in the reader's zone.
    pub(super) date: Option<(i64, Date)>,
    /// Microseconds.
    pub(super) elapsed: u64,
}

impl Digest {
    pub(super) fn new(report: &Report, label: Option<LabelId>) -> Self {
        Self {
            path: report.path.clone().unwrap_or_default(),
            label,
            ruling: report.ruling,
            probability: report.probability,
            sender: report.sender.answer.as_str(),
            author: report.sender.author.clone(),
            proven: report.sender.proven.clone(),
            brand: brand(report),
            harm: report.harm.answer,
            offer: report.offer.as_ref().map(|offer| offer.state),
            evidence: report.reasons.iter().map(|r| (r.evidence.clone(), r.weight)).collect(),
            headline: report.headline.clone(),
            why: why(report),
            date: date(report),
            elapsed: report.elapsed_us,
        }
    }
}

fn brand(report: &Report) -> Option<(String, Bilingual)> {
    let key = report.claim.brand.clone()?;
    let name = report.claim.name.clone().unwrap_or_else(|| Bilingual::of(|_| key.clone()));
    Some((key, name))
}

/// Reasons that speak against the ruling would only confuse.
fn why(report: &Report) -> Option<Bilingual> {
    let speaks = |weight: i16| match report.ruling {
        Ruling::Genuine | Ruling::NoFraudFound => weight < 0,
        Ruling::CannotTell | Ruling::Suspicious | Ruling::Phishing => weight > 0,
    };
    let reason = report.reasons.iter().find(|reason| speaks(reason.weight));
    reason.map(|reason| reason.words.clone())
}

fn date(report: &Report) -> Option<(i64, Date)> {
    let written = report.message.date?;
    let zone = TimeZone::get(&report.zone).unwrap_or(TimeZone::UTC);
    Some((written.as_second(), written.to_zoned_datetime(zone).date()))
}
