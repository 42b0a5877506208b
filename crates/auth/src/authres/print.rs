//! Writing an Authentication-Results field (RFC 8601 §2.2).

use std::fmt;

use super::{AuthenticationResults, ResInfo};

impl fmt::Display for AuthenticationResults {
    /// The field's value on one line, comments left out. Folding is the caller's.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = &self.authserv_id {
            write_value(f, id)?;
            if self.results.is_empty() {
                f.write_str("; none")?;
            }
        }
        for (index, info) in self.results.iter().enumerate() {
            let separator = if index == 0 && self.authserv_id.is_none() { "" } else { "; " };
            write!(f, "{separator}{info}")?;
        }
        Ok(())
    }
}

impl fmt::Display for ResInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.method, self.result.as_str())?;
        if let Some(reason) = &self.reason {
            f.write_str(" reason=")?;
            write_value(f, reason)?;
        }
        for (name, value) in &self.extras {
            write!(f, " {name}=")?;
            write_value(f, value)?;
        }
        for p in &self.properties {
            write!(f, " {}.{}=", p.ptype, p.property)?;
            write_value(f, &p.value)?;
        }
        Ok(())
    }
}

/// A token, an address, or else a quoted string (RFC 2045 §5.1). Line ends become spaces: a value
/// from a mail must not start a new field.
fn write_value(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`{|}~@".contains(c);
    if !value.is_empty() && value.chars().all(is_plain) {
        return f.write_str(value);
    }
    f.write_str("\"")?;
    for c in value.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            c if c.is_control() => f.write_str(" ")?,
            c => write!(f, "{c}")?,
        }
    }
    f.write_str("\"")
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, option, prelude::*};

    use super::*;
    use crate::authres::{Property, ResultCode};

    fn property() -> impl Strategy<Value = Property> {
        ("(smtp|header|policy)", "[a-z]{1,8}", "[ -~]{0,20}")
            .prop_map(|(ptype, property, value)| Property { ptype, property, value })
    }

    fn resinfo() -> impl Strategy<Value = ResInfo> {
        let extras = vec(("[b-q]{1,6}", "[ -~]{0,9}"), 0..2);
        ("[a-z]{1,9}", "[a-z]{1,9}", option::of("[ -~]{0,9}"), vec(property(), 0..4), extras)
            .prop_map(|(method, result, reason, properties, extras)| ResInfo {
                method,
                result: ResultCode::parse(&result),
                reason,
                properties,
                extras,
                comment: None,
            })
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(
            id in "[a-z][ -~]{0,20}",
            results in vec(resinfo(), 0..5),
        ) {
            let id = id.to_ascii_lowercase();
            let written = AuthenticationResults { authserv_id: Some(id), results, malformed: 0 };
            prop_assert_eq!(AuthenticationResults::parse(&written.to_string()), Ok(written));
        }
    }
}
