use std::io::{self, BufRead, Read as _};

/// Octets of a line that are held at a time.
const STRETCH: u64 = 64 << 10;

/// The messages of an mbox, one after the other, in the memory of one.
///
/// RFC 4155 names no quoting; this reads what mboxrd and mboxo write: a line of `>`s and `From `
/// loses one `>`, so that signatures fit again. A separator is a line that begins with `From ` and
/// is the first or stands after an empty one.
pub(crate) struct Mbox<R> {
    input: R,
    ceiling: usize,
    /// Whether the separator line of a message was read, and the message not yet.
    begun: bool,
}

impl<R: BufRead> Mbox<R> {
    /// Reads an mbox from its first line; keeps at most `ceiling` octets of a message.
    pub(crate) fn new(input: R, ceiling: usize) -> Self {
        Self { input, ceiling, begun: false }
    }

    /// Reads the next message, without its separator line; `false` when there is none.
    pub(crate) fn message(&mut self, message: &mut Vec<u8>) -> io::Result<bool> {
        message.clear();
        let mut line = Vec::new();
        let mut at_line_start = true;
        let mut after_blank = true;
        while self.stretch(&mut line)? {
            if at_line_start && after_blank && line.starts_with(b"From ") {
                self.skip_rest_of(&mut line)?;
                if std::mem::replace(&mut self.begun, true) {
                    return Ok(true);
                }
                continue;
            }
            after_blank = at_line_start && matches!(line.as_slice(), b"\n" | b"\r\n");
            let kept = if at_line_start { unquoted(&line) } else { &line };
            let room = self.ceiling.saturating_sub(message.len());
            message.extend(kept.iter().take(room));
            at_line_start = line.ends_with(b"\n");
        }
        Ok(std::mem::replace(&mut self.begun, false))
    }

    /// Reads a line, or as much of a long one as is held at a time.
    fn stretch(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        line.clear();
        Ok(self.input.by_ref().take(STRETCH).read_until(b'\n', line)? > 0)
    }

    fn skip_rest_of(&mut self, line: &mut Vec<u8>) -> io::Result<()> {
        while !line.ends_with(b"\n") && self.stretch(line)? {}
        Ok(())
    }
}

/// A line without the `>` that quoted a `From ` at its start.
fn unquoted(line: &[u8]) -> &[u8] {
    let Some(rest) = line.strip_prefix(b">") else { return line };
    let quotes = rest.iter().take_while(|&&octet| octet == b'>').count();
    if rest.iter().skip(quotes).take(5).eq(b"From ") { rest } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(mbox: &str) -> Vec<String> {
        let mut mbox = Mbox::new(mbox.as_bytes(), 100);
        let mut message = Vec::new();
        let mut all = Vec::new();
        while mbox.message(&mut message).unwrap() {
            all.push(String::from_utf8(message.clone()).unwrap());
        }
        all
    }

    #[test]
    fn an_mbox_is_cut_at_its_separators_only() {
        for (mbox, expected) in [
            ("", vec![]),
            ("From a Mon\nA: b\n\ntext\n", vec!["A: b\n\ntext\n"]),
            ("From a Mon\nA: 1\n\nx\n\nFrom b Tue\nA: 2\n", vec!["A: 1\n\nx\n\n", "A: 2\n"]),
            ("From a Mon\nA: 1\n\nx\nFrom here on\n", vec!["A: 1\n\nx\nFrom here on\n"]),
            ("From a Mon\n\n>From x\n>>From y\n> z\n", vec!["\nFrom x\n>From y\n> z\n"]),
            ("From a\n\nFrom b\n\nFrom c\n", vec!["\n", "\n", ""]),
        ] {
            assert_eq!(messages(mbox), expected, "{mbox:?}");
        }
    }

    #[test]
    fn a_long_message_is_cut_at_the_ceiling() {
        let mbox = format!("From a\n{}\n\nFrom b\nx\n", "y".repeat(500));
        let all = messages(&mbox);
        assert_eq!(all.iter().map(String::len).collect::<Vec<_>>(), [100, 2]);
    }
}
