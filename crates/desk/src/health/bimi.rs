use auth::{
    Lookup,
    bimi::{Record, RecordError},
};
use mail::DomainName;

use super::{Fault, Said, Section, Severity, Told, Topic, below, texts};

/// What can be wrong with a BIMI record. None at all is no fault: a logo proves nothing.
#[derive(Clone, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case", prefix = "bimi-")]
pub enum BimiFault {
    /// More than one: receivers use none.
    Several,
    /// It cannot be read.
    Malformed,
    /// An address that does not begin with `https://`.
    NotHttps {
        /// As written.
        uri: String,
    },
    /// The domain's DMARC policy does not keep forged mail out, so no logo is shown.
    NotEnforced,
    /// No mark certificate, without which large providers show no logo.
    NoEvidence,
}

pub(super) async fn examine(
    domain: &DomainName,
    is_enforced: bool,
    lookup: &dyn Lookup,
) -> Section {
    let mut section = Section::new(Topic::Bimi);
    let Some(name) = below("default._bimi", domain) else { return section };
    let found = match texts(&name, lookup).await {
        Ok(found) => found,
        Err(error) => return section.unanswered(error),
    };
    let records: Vec<_> = found
        .iter()
        .map(|octets| (octets, Record::parse(octets)))
        .filter(|(_, record)| *record != Err(RecordError::Other))
        .collect();
    for (octets, _) in &records {
        section.publishes(&name, String::from_utf8_lossy(octets));
    }
    let faults = match records.as_slice() {
        [] => {
            section.said.push(Said::BimiAbsent);
            Vec::new()
        }
        [(_, Ok(record))] => {
            section.said.push(match record.logo.as_str() {
                "" => Said::BimiDeclined,
                logo => Said::BimiLogo(logo.to_owned()),
            });
            faults(record, is_enforced)
        }
        [(_, Err(_))] => vec![BimiFault::Malformed],
        _ => vec![BimiFault::Several],
    };
    section.faults = faults.into_iter().map(Fault::Bimi).collect();
    section
}

fn faults(record: &Record, is_enforced: bool) -> Vec<BimiFault> {
    if record.logo.is_empty() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for uri in [&record.logo, &record.evidence] {
        if !uri.is_empty() && !uri.to_ascii_lowercase().starts_with("https://") {
            faults.push(BimiFault::NotHttps { uri: uri.clone() });
        }
    }
    if !is_enforced {
        faults.push(BimiFault::NotEnforced);
    }
    if record.evidence.is_empty() {
        faults.push(BimiFault::NoEvidence);
    }
    faults
}

impl BimiFault {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::Several | Self::Malformed | Self::NotHttps { .. } | Self::NotEnforced => {
                Severity::Weak
            }
            Self::NoEvidence => Severity::Hint,
        }
    }

    pub(super) fn told(&self) -> Told {
        match self {
            Self::Several => Told::new(
                [
                    "BIMI の記録が複数あり、どれも使われません。",
                    "There are several BIMI records, so none is used.",
                ],
                ["1つだけ残してください。", "Keep one."],
            ),
            Self::Malformed => Told::new(
                ["BIMI の記録を読めません。", "The BIMI record cannot be read."],
                [
                    "v=BIMI1; l=https://ロゴの場所; a=https://証明書の場所 の形に直してください。",
                    "Write it as “v=BIMI1; l=https://…svg; a=https://…pem”.",
                ],
            ),
            Self::NotHttps { uri } => Told::new(
                [
                    format!("BIMI の「{uri}」は https:// で始まっていないため、使われません。"),
                    format!(
                        "“{uri}” in the BIMI record does not begin with https://, and is not used."
                    ),
                ],
                ["https:// の場所に置いてください。", "Put it at an https:// address."],
            ),
            Self::NotEnforced => Told::new(
                [
                    "ロゴ（BIMI）を公開していますが、DMARC の方針が弱いため表示されません。",
                    "A logo is published (BIMI), but it is not shown, for the DMARC policy is too weak.",
                ],
                [
                    "DMARC を p=quarantine か p=reject にしてください。",
                    "Make the DMARC policy quarantine or reject.",
                ],
            ),
            Self::NoEvidence => Told::new(
                [
                    "ロゴの証明書（a=）がありません。大手のメールサービスの多くは、証明書のないロゴを表示しません。",
                    "There is no certificate for the logo (a=). Most large providers show no logo without one.",
                ],
                [
                    "表示が必要なら VMC か CMC を取得して a= に書いてください。",
                    "If it is to be shown, get a VMC or CMC and name it in a=.",
                ],
            ),
        }
    }
}
