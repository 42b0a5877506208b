//! From a file to the XML documents in it.

use std::borrow::Cow;

use super::{AggregateReport, Limits, ReadError, Why, document};

/// A report of a file, or why it could not be read.
#[derive(Clone, Debug)]
pub struct Found {
    /// The name of the file inside the archive or the mail; empty where it has none.
    pub name: String,
    /// What it says.
    pub report: Result<AggregateReport, ReadError>,
}

/// Reads all reports of a file: bare XML, gzip, ZIP with one or several, or a mail that carries them.
/// What is no report in an archive or a mail is passed over, as long as there is one.
#[must_use]
pub fn read(octets: &[u8], limits: &Limits) -> Vec<Found> {
    let nameless = |report| vec![Found { name: String::new(), report }];
    if octets.len() > limits.file_octets {
        return nameless(Err(ReadError::whole(Why::TooLarge)));
    }
    let mut unpacking = Unpacking { limits, left: limits.unpacked_octets, found: Vec::new() };
    unpacking.file("", octets);
    if unpacking.found.is_empty() {
        unpacking.mail(octets);
    }
    if unpacking.found.is_empty() {
        return nameless(Err(ReadError::whole(Why::NoReport)));
    }
    unpacking.found
}

struct Unpacking<'l> {
    limits: &'l Limits,
    left: usize,
    found: Vec<Found>,
}

impl Unpacking<'_> {
    /// XML, or what is packed. Archives in archives are not opened.
    fn file(&mut self, name: &str, octets: &[u8]) {
        if octets.starts_with(b"PK\x03\x04") {
            self.zip(name, octets);
        } else if octets.starts_with(b"\x1f\x8b") {
            self.gzip(name, octets);
        } else {
            self.xml(name, octets);
        }
    }

    fn zip(&mut self, name: &str, octets: &[u8]) {
        let most = self.left.min(self.limits.report_octets);
        let Some(files) = reading::unzip(octets, self.limits.files, self.left, most) else {
            return self.fails(name, Why::Packed);
        };
        for file in files {
            self.left = self.left.saturating_sub(file.octets.len());
            if file.is_whole {
                self.xml(&file.name, &file.octets);
            } else {
                let is_full = file.octets.len() >= most;
                self.fails(&file.name, if is_full { Why::TooLarge } else { Why::Packed });
            }
        }
    }

    fn gzip(&mut self, name: &str, octets: &[u8]) {
        let most = self.left.min(self.limits.report_octets);
        match reading::gunzip(octets, most) {
            Some(unpacked) => {
                self.left = self.left.saturating_sub(unpacked.octets.len());
                if unpacked.is_whole {
                    self.xml(name, &unpacked.octets);
                } else {
                    let is_full = unpacked.octets.len() >= most;
                    self.fails(name, if is_full { Why::TooLarge } else { Why::Packed });
                }
            }
            None => self.fails(name, Why::Packed),
        }
    }

    fn fails(&mut self, name: &str, why: Why) {
        self.found.push(Found { name: name.to_owned(), report: Err(ReadError::whole(why)) });
    }

    fn xml(&mut self, name: &str, octets: &[u8]) {
        let text = text(octets);
        if !text.trim_start().starts_with('<') {
            return;
        }
        if octets.len() > self.limits.report_octets {
            return self.fails(name, Why::TooLarge);
        }
        let report = document::read(&text, self.limits);
        self.found.push(Found { name: name.to_owned(), report });
    }

    /// What a mail carries. A page of HTML in it is no report that failed.
    fn mail(&mut self, octets: &[u8]) {
        let limits = mail::Limits::default();
        let (mail, _) = mail::parse(octets, &limits);
        for part in mail.leaves().take(self.limits.files) {
            if part.media_type == "text/html" {
                continue;
            }
            let name = part.file_name.clone().unwrap_or_default();
            let octets = part.bytes(&limits);
            self.file(&name, &octets);
        }
    }
}

/// XML as text: by its byte order mark, else by the encoding that it declares, else UTF-8.
fn text(octets: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(octets) {
        return encoding.decode_without_bom_handling(octets.get(mark..).unwrap_or_default()).0;
    }
    let head = octets.get(..octets.len().min(200)).unwrap_or_default();
    let declared = head.split(|&b| b == b'>').next().unwrap_or_default();
    let label = memchr::memmem::find(declared, b"encoding=").and_then(|at| {
        let rest = declared.get(at + b"encoding=".len()..)?;
        let (quote, rest) = rest.split_first()?;
        rest.split(|b| b == quote).next()
    });
    let encoding = label.and_then(encoding_rs::Encoding::for_label).unwrap_or(encoding_rs::UTF_8);
    encoding.decode_without_bom_handling(octets).0
}
