use std::cmp::Ordering;

use mail::{Field, Header};

/// The fields of a message by name, so that each name of an `h=` is found without a scan.
#[derive(Debug)]
pub(crate) struct FieldIndex<'m, 'r> {
    /// Sorted by name without case; fields of one name stay top first.
    sorted: Vec<&'m Field<'r>>,
}

impl<'m, 'r> FieldIndex<'m, 'r> {
    pub(crate) fn new(header: &'m Header<'r>) -> Self {
        let mut sorted: Vec<&Field<'_>> = header.fields().iter().collect();
        sorted.sort_by(|a, b| compare(a.name, b.name));
        Self { sorted }
    }

    /// The fields of this name, top first, and where their group begins.
    fn named(&self, name: &[u8]) -> (usize, &[&'m Field<'r>]) {
        let start = self.sorted.partition_point(|field| compare(field.name, name).is_lt());
        let ahead = self.sorted.get(start..).unwrap_or_default();
        let count = ahead.partition_point(|field| compare(field.name, name).is_le());
        (start, ahead.get(..count).unwrap_or_default())
    }

    /// The fields that `h=` picks, in its order (RFC 6376 §5.4.2): of several with one name the
    /// bottom one first, and nothing where none is left (over-signing). The signature's own field
    /// is never picked: it did not stand there when it was made.
    pub(crate) fn pick<'s>(
        &'s self,
        names: &'s [&[u8]],
        own: &'s Field<'_>,
    ) -> impl Iterator<Item = &'m Field<'r>> + 's {
        let mut left: Vec<Option<usize>> = vec![None; self.sorted.len()];
        names.iter().filter_map(move |name| {
            let (start, fields) = self.named(name);
            let left = left.get_mut(start)?;
            let mut count = left.unwrap_or(fields.len());
            let picked = loop {
                count = count.checked_sub(1)?;
                let field = fields.get(count)?;
                if field.start != own.start {
                    break field;
                }
            };
            *left = Some(count);
            Some(*picked)
        })
    }

    /// Fields that RFC 5322 §3.6 and RFC 2045 allow once, that stand there more than once and more
    /// often than `names` sign them: a reader may be shown the unsigned one (RFC 6376 §8.15).
    pub(crate) fn unsigned_duplicates(&self, names: &[&[u8]]) -> Vec<String> {
        let unsigned = |single: &&&str| {
            let present = self.named(single.as_bytes()).1.len();
            present > 1 && present > names.iter().filter(|n| is(n, single)).count()
        };
        ONCE.iter().filter(unsigned).map(|&name| name.to_owned()).collect()
    }
}

/// The fields of which a message may carry one.
const ONCE: [&str; 15] = [
    "from",
    "sender",
    "reply-to",
    "to",
    "cc",
    "bcc",
    "message-id",
    "in-reply-to",
    "references",
    "subject",
    "date",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "list-unsubscribe",
];

fn is(name: &[u8], single: &str) -> bool {
    name.eq_ignore_ascii_case(single.as_bytes())
}

fn compare(a: &[u8], b: &[u8]) -> Ordering {
    a.iter().map(u8::to_ascii_lowercase).cmp(b.iter().map(u8::to_ascii_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(text: &'static str, start: usize) -> Field<'static> {
        let (name, value) = text.split_once(':').unwrap();
        Field { raw: text.as_bytes(), name: name.as_bytes(), value: value.as_bytes(), start }
    }

    #[test]
    fn fields_are_picked_bottom_up_without_the_signature_itself() {
        let texts = ["To:t1", "X:sig", "to:t2", "X:old", "A:a"];
        let header = Header::new(texts.iter().zip(0..).map(|(t, at)| field(t, at)).collect());
        let own = header.fields()[1];
        let index = FieldIndex::new(&header);
        let names: [&[u8]; 9] = [b"TO", b"x", b"to", b"to", b"none", b"none", b"x", b"", b"a"];
        let picked: Vec<_> =
            index.pick(&names, &own).map(|f| std::str::from_utf8(f.raw).unwrap()).collect();
        assert_eq!(picked, ["to:t2", "X:old", "To:t1", "A:a"]);
    }

    #[test]
    fn a_second_subject_on_top_is_an_unsigned_duplicate_unless_over_signed() {
        let texts = ["Subject:new", "From:a", "subject:old", "Received:1", "Received:2"];
        let header = Header::new(texts.iter().zip(0..).map(|(t, at)| field(t, at)).collect());
        let index = FieldIndex::new(&header);
        assert_eq!(index.unsigned_duplicates(&[b"from", b"Subject"]), ["subject"]);
        assert_eq!(index.unsigned_duplicates(&[b"from"]), ["subject"]);
        assert!(index.unsigned_duplicates(&[b"subject", b"Subject"]).is_empty());
    }
}
