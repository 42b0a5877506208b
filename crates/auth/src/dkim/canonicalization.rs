use memchr::{memchr, memchr_iter};

/// How much a signed part may change in transit before its signature breaks (RFC 6376 §3.4).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Canonicalization {
    /// Almost nothing may change (§3.4.1, §3.4.3).
    Simple,
    /// White space and the case of field names may change (§3.4.2, §3.4.4).
    Relaxed,
}

/// Takes canonical octets piece by piece, so that nothing needs to be copied to be hashed.
pub(crate) trait Octets {
    fn take(&mut self, octets: &[u8]);
}

impl Octets for Vec<u8> {
    fn take(&mut self, octets: &[u8]) {
        self.extend_from_slice(octets);
    }
}

impl Canonicalization {
    /// The name used in `c=`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Simple => "simple",
            Self::Relaxed => "relaxed",
        }
    }

    pub(crate) fn parse(name: &[u8]) -> Option<Self> {
        match name {
            b"simple" => Some(Self::Simple),
            b"relaxed" => Some(Self::Relaxed),
            _ => None,
        }
    }

    /// A whole header field without its final line end, which the caller adds where §3.7 wants it.
    pub(crate) fn field(self, raw: &[u8], to: &mut impl Octets) {
        let raw = without_line_end(raw);
        match self {
            Self::Simple => with_crlf(raw, to),
            Self::Relaxed => relaxed_field(raw, to),
        }
    }

    /// The body, to the line end that closes its last line that is not empty.
    ///
    /// Mail stored with bare LF is hashed as it was sent: every LF counts as CRLF.
    pub(crate) fn body(self, body: &[u8], to: &mut impl Octets) {
        let kept = without_empty_lines_at_end(body, self);
        match self {
            Self::Simple => with_crlf(kept, to),
            Self::Relaxed => relaxed_lines(kept, to),
        }
        // §3.4.3: "If there is no body or no trailing CRLF on the message body, a CRLF is added."
        // §3.4.4: the same "if the body is non-empty".
        let closed = kept.last() == Some(&b'\n');
        if !closed && (self == Self::Simple || !kept.is_empty()) {
            to.take(b"\r\n");
        }
    }
}

/// WSP is SP and HTAB alone (RFC 5234): an octet such as 0xA0 is text, whatever a locale says.
fn is_wsp(octet: u8) -> bool {
    octet == b' ' || octet == b'\t'
}

fn trim_wsp_end(octets: &[u8]) -> &[u8] {
    let kept = octets.iter().rposition(|&b| !is_wsp(b)).map_or(0, |last| last + 1);
    octets.get(..kept).unwrap_or_default()
}

fn without_line_end(raw: &[u8]) -> &[u8] {
    raw.strip_suffix(b"\r\n").or_else(|| raw.strip_suffix(b"\n")).unwrap_or(raw)
}

/// §3.4.3 and §3.4.4 both ignore all empty lines at the end; for relaxed, a line of nothing but
/// WSP is empty.
fn without_empty_lines_at_end(body: &[u8], canonicalization: Canonicalization) -> &[u8] {
    let mut kept = body;
    loop {
        let line = without_line_end(kept);
        let line = match canonicalization {
            Canonicalization::Simple => line,
            Canonicalization::Relaxed => trim_wsp_end(line),
        };
        match line.last() {
            None => return &[],
            Some(b'\n') => kept = line,
            Some(_) => return kept,
        }
    }
}

/// Every LF that stands alone becomes CRLF; runs between them are handed on as they are.
fn with_crlf(octets: &[u8], to: &mut impl Octets) {
    let mut rest = octets;
    let mut from = 0;
    while let Some(at) = rest.get(from..).and_then(|ahead| memchr(b'\n', ahead)) {
        let at = from + at;
        from = at + 1;
        let (run, after) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        if run.last() != Some(&b'\r') {
            to.take(run);
            to.take(b"\r\n");
            rest = after.get(1..).unwrap_or_default();
            from = 0;
        }
    }
    to.take(rest);
}

/// §3.4.4: WSP at the end of a line goes, a run of WSP becomes one SP. Lines that are canonical
/// already, which is most of them, are handed on in runs as long as possible.
fn relaxed_lines(octets: &[u8], to: &mut impl Octets) {
    let mut run_start = 0;
    let mut line_start = 0;
    let line_ends = memchr_iter(b'\n', octets).map(|at| at + 1);
    let unfinished = (octets.last() != Some(&b'\n')).then_some(octets.len());
    for line_end in line_ends.chain(unfinished) {
        let whole = octets.get(line_start..line_end).unwrap_or_default();
        let line = without_line_end(whole);
        let sent_so = whole.ends_with(b"\r\n") || whole.last() != Some(&b'\n');
        if !sent_so || !is_relaxed(line) {
            to.take(octets.get(run_start..line_start).unwrap_or_default());
            relaxed_words(line, line.first().copied().is_some_and(is_wsp), to);
            if whole.len() > line.len() {
                to.take(b"\r\n");
            }
            run_start = line_end;
        }
        line_start = line_end;
    }
    to.take(octets.get(run_start..).unwrap_or_default());
}

/// Whether a line has nothing that relaxed canonicalization would change. Without early exit, so
/// that the compiler can look at many octets at once.
fn is_relaxed(line: &[u8]) -> bool {
    let next = line.get(1..).unwrap_or_default();
    let tab = line.iter().fold(false, |found, &b| found | (b == b'\t'));
    let two =
        line.iter().zip(next).fold(false, |found, (&a, &b)| found | ((a == b' ') & (b == b' ')));
    !tab && !two && line.last() != Some(&b' ')
}

/// The words of a line with one SP between them, and one before them if asked for.
fn relaxed_words(line: &[u8], mut space: bool, to: &mut impl Octets) -> bool {
    for word in line.split(|&b| is_wsp(b)).filter(|word| !word.is_empty()) {
        if space {
            to.take(b" ");
        }
        to.take(word);
        space = true;
    }
    space
}

/// §3.4.2: name in lower case, folds undone, runs of WSP become one SP, none around the colon or
/// at the end.
fn relaxed_field(raw: &[u8], to: &mut impl Octets) {
    let colon = memchr(b':', raw).unwrap_or(raw.len());
    let (name, value) = raw.split_at_checked(colon).unwrap_or((raw, &[]));
    to.take(&trim_wsp_end(name).to_ascii_lowercase());
    let Some(value) = value.strip_prefix(b":") else { return };
    to.take(b":");
    let mut lines = value.split(|&b| b == b'\n').peekable();
    let mut space = false;
    while let Some(line) = lines.next() {
        let folded = lines.peek().is_some();
        let line = if folded { line.strip_suffix(b"\r").unwrap_or(line) } else { line };
        // §3.4.2 unfolds by removing the line end alone: where no WSP follows, words join.
        let joins = space && !line.first().copied().is_some_and(is_wsp);
        space = relaxed_words(line, space && !joins, to) || space;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Canonicalization::{Relaxed, Simple};
    use proptest::prelude::*;

    fn body(canonicalization: Canonicalization, body: &[u8]) -> Vec<u8> {
        let mut octets = Vec::new();
        canonicalization.body(body, &mut octets);
        octets
    }

    fn field(canonicalization: Canonicalization, raw: &[u8]) -> Vec<u8> {
        let mut octets = Vec::new();
        canonicalization.field(raw, &mut octets);
        octets
    }

    #[track_caller]
    fn check(got: Vec<u8>, expected: &[u8]) {
        assert_eq!(got.escape_ascii().to_string(), expected.escape_ascii().to_string());
    }

    #[test]
    fn bodies_become_canonical_octet_for_octet() {
        for (input, simple, relaxed) in [
            (&b""[..], &b"\r\n"[..], &b""[..]),
            (b"\r\n\r\n", b"\r\n", b""),
            (b" \t\r\n\r\n", b" \t\r\n", b""),
            (b"a", b"a\r\n", b"a\r\n"),
            (b"a\r\n\r\n\r\n", b"a\r\n", b"a\r\n"),
            (b"a\n\n", b"a\r\n", b"a\r\n"),
            (b"a\n b\r\nc", b"a\r\n b\r\nc\r\n", b"a\r\n b\r\nc\r\n"),
            (b" C \r\nD \t E\r\n\r\n\r\n", b" C \r\nD \t E\r\n", b" C\r\nD E\r\n"),
            (b"\t\ta\tb\r\n \r\n", b"\t\ta\tb\r\n \r\n", b" a b\r\n"),
            (b"a\xa0 \xa0\r\n", b"a\xa0 \xa0\r\n", b"a\xa0 \xa0\r\n"),
            (b"a\r\r\n\r\n", b"a\r\r\n", b"a\r\r\n"),
            (b"a  \r\n\r\nb\r\n  ", b"a  \r\n\r\nb\r\n  \r\n", b"a\r\n\r\nb\r\n"),
        ] {
            check(body(Simple, input), simple);
            check(body(Relaxed, input), relaxed);
        }
    }

    #[test]
    fn fields_become_canonical_octet_for_octet() {
        for (input, simple, relaxed) in [
            (&b"A: X\r\n"[..], &b"A: X"[..], &b"a:X"[..]),
            (b"B : Y\t\r\n\tZ  \r\n", b"B : Y\t\r\n\tZ  ", b"b:Y Z"),
            (b"B: Y\n Z\n", b"B: Y\r\n Z", b"b:Y Z"),
            (b"Subject:\r\n a\r\n \r\n b\r\n", b"Subject:\r\n a\r\n \r\n b", b"subject:a b"),
            (b"X:\xa0 \xa0\r\n", b"X:\xa0 \xa0", b"x:\xa0 \xa0"),
            (b"X:\r\n", b"X:", b"x:"),
            (b"X", b"X", b"x"),
            (b"X: a:b\r\n", b"X: a:b", b"x:a:b"),
        ] {
            check(field(Simple, input), simple);
            check(field(Relaxed, input), relaxed);
        }
    }

    fn octets() -> impl Strategy<Value = Vec<u8>> {
        let octet = prop_oneof![Just(b' '), Just(b'\t'), Just(b'\r'), Just(b'\n'), any::<u8>()];
        prop::collection::vec(octet, 0..60)
    }

    proptest! {
        #[test]
        fn what_is_canonical_stays_as_it_is(octets in octets(), relaxed in any::<bool>()) {
            let canonicalization = if relaxed { Relaxed } else { Simple };
            let once = body(canonicalization, &octets);
            prop_assert_eq!(body(canonicalization, &once), once);
            let raw = [b"X :".as_slice(), &octets].concat();
            let once = field(canonicalization, &raw);
            let ended = [&*once, b"\r\n"].concat();
            prop_assert_eq!(field(canonicalization, &ended), once);
        }

        #[test]
        fn relaxed_forgives_all_that_simple_forgives(octets in octets()) {
            prop_assert_eq!(body(Relaxed, &body(Simple, &octets)), body(Relaxed, &octets));
        }
    }
}
