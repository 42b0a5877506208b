//! Who can prove they sent it?
//!
//! SPF (RFC 7208), DKIM (RFC 6376, 8301, 8463), ARC (RFC 8617), DMARC (RFC 9989, reading RFC 7489
//! records too) and Authentication-Results (RFC 8601) behind the receiver's trust boundary; for those
//! who publish them, the records of BIMI, MTA-STS and TLS-RPT too. States facts, accuses nobody. The network is reached only through [`Lookup`].

pub mod arc;
pub mod authres;
pub mod bimi;
pub mod dkim;
pub mod dmarc;
pub mod iprev;
pub mod lookup;
pub mod mta_sts;
pub mod spf;
pub mod tls_rpt;

mod authenticate;
mod proof;

pub use authenticate::{Authentication, Disagreement, Unexamined, authenticate};
pub use lookup::{Lookup, LookupError, Record, RecordType};
pub use proof::{Authenticated, How, Method};
