use crate::Report;

/// Longest line, line end not counted (RFC 5322 §2.1.1).
const LINE: usize = 78;

/// The answer as a header field for mail filters, folded, with its final line end:
/// `X-Mekiki: ruling=phishing; probability=0.998; …`.
///
/// Its form is that of an Authentication-Results result list (RFC 8601 §2.2), but it has a name of
/// its own: a checker that is not the border MTA must not write a field that others trust. Only
/// names from closed lists, domain names and numbers get in, cut down to the characters of a token,
/// so that nothing in a mail can add a field or a result.
#[must_use]
pub fn header(report: &Report) -> String {
    let mut results = vec![
        format!("ruling={}", report.ruling.as_str()),
        format!("probability={:.3}", report.probability),
        format!("sender={}", report.sender.answer.as_str()),
        format!("harm={}", report.harm.answer.as_str()),
    ];
    let optional = [
        ("brand", report.claim.brand.as_deref()),
        ("author", report.sender.author.as_deref()),
        ("proven", report.sender.proven.as_deref()),
        ("offer", report.offer.as_ref().map(|offer| offer.state.as_str())),
    ];
    results.extend(
        optional.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", token(value?)))),
    );
    let evidence = report.reasons.iter().take(5);
    results.extend(evidence.map(|reason| format!("evidence={}", token(&reason.evidence))));
    folded("X-Mekiki:", &results)
}

fn folded(name: &str, results: &[String]) -> String {
    let mut out = name.to_owned();
    let mut column = out.len();
    for (nth, result) in results.iter().enumerate() {
        let end = if nth + 1 == results.len() { "" } else { ";" };
        if column + 1 + result.len() + end.len() > LINE {
            out.push_str("\r\n");
            column = 0;
        }
        out.push(' ');
        out.push_str(result);
        out.push_str(end);
        column += 1 + result.len() + end.len();
    }
    out.push_str("\r\n");
    out
}

/// What a token may hold (RFC 2045 §5.1), and a colon, which our own names use.
fn token(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || ".-_:".contains(*c)).take(253).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_can_add_a_field() {
        assert_eq!(
            token("a.example\r\nX-Evil: 1; ruling=genuine"),
            "a.exampleX-Evil:1rulinggenuine"
        );
    }

    #[test]
    fn lines_are_folded() {
        let results: Vec<String> = (0..20).map(|nth| format!("evidence=some-name-{nth}")).collect();
        let field = folded("X-Mekiki:", &results);
        assert!(field.split("\r\n").all(|line| line.len() <= LINE), "{field}");
        assert!(field.split("\r\n").skip(1).all(|line| line.is_empty() || line.starts_with(' ')));
    }
}
