//! Encryption on the way: MTA-STS (RFC 8461) and TLS-RPT (RFC 8460).

use auth::{Lookup, mta_sts, tls_rpt};
use mail::DomainName;

use super::{Fault, Said, Section, Severity, Told, Topic, below, texts};

/// What can be wrong with the records about encryption. None at all is no fault of a sender.
#[derive(Clone, Debug, Eq, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum TransportFault {
    /// An MTA-STS record that cannot be read.
    MtaStsMalformed,
    /// More than one MTA-STS record: senders use none.
    MtaStsSeveral,
    /// A TLS-RPT record that cannot be read.
    TlsRptMalformed,
    /// More than one TLS-RPT record: nobody reports.
    TlsRptSeveral,
}

pub(super) async fn mta_sts(domain: &DomainName, lookup: &dyn Lookup) -> Section {
    let mut section = Section::new(Topic::MtaSts);
    let Some(name) = below("_mta-sts", domain) else { return section };
    let found = match texts(&name, lookup).await {
        Ok(found) => found,
        Err(error) => return section.unanswered(error),
    };
    let records: Vec<_> = found
        .iter()
        .map(|octets| (octets, mta_sts::Record::parse(octets)))
        .filter(|(_, record)| *record != Err(mta_sts::RecordError::Other))
        .collect();
    for (octets, _) in &records {
        section.publishes(&name, String::from_utf8_lossy(octets));
    }
    match records.as_slice() {
        [] => section.said.push(Said::MtaStsAbsent),
        [(_, Ok(_))] => section.said.push(Said::MtaStsDeclared),
        [(_, Err(_))] => section.faults.push(Fault::Transport(TransportFault::MtaStsMalformed)),
        _ => section.faults.push(Fault::Transport(TransportFault::MtaStsSeveral)),
    }
    section
}

pub(super) async fn tls_rpt(domain: &DomainName, lookup: &dyn Lookup) -> Section {
    let mut section = Section::new(Topic::TlsRpt);
    let Some(name) = below("_smtp._tls", domain) else { return section };
    let found = match texts(&name, lookup).await {
        Ok(found) => found,
        Err(error) => return section.unanswered(error),
    };
    let records: Vec<_> = found
        .iter()
        .map(|octets| (octets, tls_rpt::Record::parse(octets)))
        .filter(|(_, record)| *record != Err(tls_rpt::RecordError::Other))
        .collect();
    for (octets, _) in &records {
        section.publishes(&name, String::from_utf8_lossy(octets));
    }
    match records.as_slice() {
        [] => section.said.push(Said::TlsRptAbsent),
        [(_, Ok(record))] => section.said.push(Said::TlsReports(record.rua.clone())),
        [(_, Err(_))] => section.faults.push(Fault::Transport(TransportFault::TlsRptMalformed)),
        _ => section.faults.push(Fault::Transport(TransportFault::TlsRptSeveral)),
    }
    section
}

impl TransportFault {
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::MtaStsMalformed
            | Self::MtaStsSeveral
            | Self::TlsRptMalformed
            | Self::TlsRptSeveral => Severity::Weak,
        }
    }

    pub(super) fn told(&self) -> Told {
        match self {
            Self::MtaStsMalformed => Told::new(
                [
                    "MTA-STS の記録を読めないため、暗号化の方針が使われません。",
                    "The MTA-STS record cannot be read, so the policy on encryption is not used.",
                ],
                [
                    "v=STSv1; id=英数字 の形に直してください。",
                    "Write it as “v=STSv1; id=…” with letters and digits.",
                ],
            ),
            Self::MtaStsSeveral => Told::new(
                [
                    "MTA-STS の記録が複数あり、どれも使われません。",
                    "There are several MTA-STS records, so none is used.",
                ],
                ["1つだけ残してください。", "Keep one."],
            ),
            Self::TlsRptMalformed => Told::new(
                [
                    "TLS-RPT の記録を読めないため、暗号化の失敗が報告されません。",
                    "The TLS-RPT record cannot be read, so failures of encryption are not reported.",
                ],
                [
                    "v=TLSRPTv1; rua=mailto:宛先 の形に直してください。",
                    "Write it as “v=TLSRPTv1; rua=mailto:…”.",
                ],
            ),
            Self::TlsRptSeveral => Told::new(
                [
                    "TLS-RPT の記録が複数あり、どれも使われません。",
                    "There are several TLS-RPT records, so none is used.",
                ],
                ["1つだけ残してください。", "Keep one."],
            ),
        }
    }
}
