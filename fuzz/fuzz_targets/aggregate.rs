//! DMARC aggregate reports: whatever a stranger mails as one is read or refused, within its bounds.

#![no_main]

use desk::aggregate::{Limits, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|raw: &[u8]| {
    let limits = Limits { rows: 50, report_octets: 1 << 16, ..Limits::default() };
    // As it came, and inside the element where everything happens.
    let record = [b"<feedback><record>", raw, b"</record></feedback>"].concat();
    for octets in [raw, &record[..]] {
        let found = read(octets, &limits);
        assert!(!found.is_empty());
        for one in found {
            match one.report {
                Ok(report) => {
                    assert!(report.rows.len() <= limits.rows);
                    for row in &report.rows {
                        assert!(row.dkim_results.len() <= limits.results);
                        let _ = (row.telling_dkim(), row.telling_spf(), row.is_forwarded());
                    }
                    let _ = (report.identity(), report.messages());
                }
                Err(error) => assert!(!error.words().ja.is_empty()),
            }
        }
    }
});
