//! What an alert says, as a form holds it.

use ::desk::{AlertKind, Fault, Notice, alert::Site, conversation::Whose};
use check::Bilingual;
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;

use crate::web::{problem::Problem, staff::clock::named};

/// The fields of the form. What an alert is drafted from is not among them: it is looked up.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Written {
    pub(super) kind: String,
    pub(super) brand: String,
    pub(super) title_ja: String,
    pub(super) title_en: String,
    pub(super) lure_ja: String,
    pub(super) lure_en: String,
    pub(super) advice_ja: String,
    pub(super) advice_en: String,
    /// One a line.
    pub(super) subjects: String,
    /// One a line.
    pub(super) urls: String,
    /// `up`, `down`, or empty.
    pub(super) site: String,
    pub(super) site_at: String,
    pub(super) whose: String,
    pub(super) since: String,
}

impl Written {
    /// The fields of what is written already.
    pub(super) fn of(notice: &Notice, zone: &TimeZone) -> Self {
        let at = |at: Timestamp| {
            at.to_zoned_datetime(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
        };
        let fault = notice.fault;
        Self {
            kind: <&str>::from(notice.kind).to_owned(),
            brand: notice.brand.clone().unwrap_or_default(),
            title_ja: notice.title.ja.clone(),
            title_en: notice.title.en.clone(),
            lure_ja: notice.lure.ja.clone(),
            lure_en: notice.lure.en.clone(),
            advice_ja: notice.advice.ja.clone(),
            advice_en: notice.advice.en.clone(),
            subjects: notice.subjects.join("\n"),
            urls: notice.urls.join("\n"),
            site: notice.site.map_or("", |site| site.state.into()).to_owned(),
            site_at: notice.site.map(|site| at(site.at)).unwrap_or_default(),
            whose: fault.map_or("", |fault| whose_word(fault.whose)).to_owned(),
            since: fault.and_then(|fault| fault.since).map(at).unwrap_or_default(),
        }
    }

    pub(super) fn kind(&self) -> Result<AlertKind, Problem> {
        self.kind.parse().map_err(|_| Problem::Malformed)
    }

    pub(super) fn is_fault(&self) -> bool {
        self.kind() == Ok(AlertKind::GenuineWithFault)
    }

    /// What the fields say.
    pub(super) fn notice(&self, kind: AlertKind, zone: &TimeZone) -> Result<Notice, Problem> {
        let text = |text: &str| text.replace("\r\n", "\n");
        let both = |ja: &str, en: &str| Bilingual { ja: text(ja), en: text(en) };
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        let is_fault = kind == AlertKind::GenuineWithFault;
        Ok(Notice {
            kind,
            brand: Some(self.brand.clone()).filter(|brand| !brand.is_empty()),
            title: both(&self.title_ja, &self.title_en),
            subjects: lines(&self.subjects),
            lure: both(&self.lure_ja, &self.lure_en),
            urls: lines(&self.urls),
            advice: both(&self.advice_ja, &self.advice_en),
            site: self.site(zone)?,
            fault: if is_fault { Some(self.fault(zone)?) } else { None },
            attack: None,
            content: None,
            traits: None,
        })
    }

    fn site(&self, zone: &TimeZone) -> Result<Option<Site>, Problem> {
        if self.site.is_empty() {
            return Ok(None);
        }
        let state = self.site.parse().map_err(|_| Problem::Malformed)?;
        // A site's state without a moment says nothing: sites live for hours.
        let at = named(self.site_at.trim(), zone).ok_or(Problem::Malformed)?;
        Ok(Some(Site { state, at }))
    }

    fn fault(&self, zone: &TimeZone) -> Result<Fault, Problem> {
        let whose = match self.whose.as_str() {
            "sender" => Whose::Sender,
            "partner" => Whose::Partner,
            _ => Whose::Unknown,
        };
        let since = match self.since.trim() {
            "" => None,
            text => Some(named(text, zone).ok_or(Problem::Malformed)?),
        };
        Ok(Fault { whose, since })
    }
}

fn whose_word(whose: Whose) -> &'static str {
    match whose {
        Whose::Sender => "sender",
        Whose::Partner => "partner",
        Whose::Unknown => "unknown",
    }
}
