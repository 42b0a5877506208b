use check::Bilingual;

use crate::health::told::both;

/// Why a report could not be read, and where.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{}", self.words().en)]
pub struct ReadError {
    /// The line of the XML, counted from 1; `None` where it is about the file as a whole.
    pub line: Option<usize>,
    /// What is wrong.
    pub why: Why,
}

/// What is wrong with a report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Why {
    /// Neither XML, gzip, ZIP nor a mail with one of them.
    NoReport,
    /// The file, or what it unpacks to, is larger than [`super::Limits`] allow.
    TooLarge,
    /// An archive that cannot be unpacked.
    Packed,
    /// No well-formed XML.
    Malformed(String),
    /// A document type, which could define entities.
    Doctype,
    /// An entity that XML itself does not define.
    Entity(String),
    /// Another document than a report; its first element.
    OtherDocument(String),
    /// Elements lie deeper than [`super::Limits`] allow.
    TooDeep,
    /// More rows than [`super::Limits`] allow.
    TooManyRows,
    /// An element that must be there is not.
    Missing(&'static str),
    /// An element holds something else than it must.
    Value {
        /// The element.
        element: &'static str,
        /// What it holds, shortened.
        text: String,
    },
}

impl ReadError {
    pub(super) fn whole(why: Why) -> Self {
        Self { line: None, why }
    }

    /// The same in both languages.
    #[must_use]
    pub fn words(&self) -> Bilingual {
        let why = self.why.words();
        match self.line {
            None => why,
            Some(line) => {
                both([format!("{line}行目：{}", why.ja), format!("line {line}: {}", why.en)])
            }
        }
    }
}

impl Why {
    fn words(&self) -> Bilingual {
        match self {
            Self::NoReport => both([
                "DMARC のレポート（XML、.gz、.zip、またはそれが添付されたメール）ではありません",
                "no DMARC report: neither XML, .gz, .zip, nor a mail with one attached",
            ]),
            Self::TooLarge => both(["大きすぎます", "too large"]),
            Self::Packed => both(["圧縮ファイルが壊れています", "the archive is broken"]),
            Self::Malformed(error) => both([
                format!("XML として読めません（{error}）"),
                format!("no well-formed XML ({error})"),
            ]),
            Self::Doctype => {
                both(["文書型宣言（DOCTYPE）は読みません", "a document type (DOCTYPE) is not read"])
            }
            Self::Entity(name) => both([
                format!("実体参照「&{name};」は読みません"),
                format!("the entity “&{name};” is not read"),
            ]),
            Self::OtherDocument(name) => both([
                format!("DMARC のレポートではありません（最初の要素が feedback ではなく {name}）"),
                format!("no DMARC report: its first element is {name}, not feedback"),
            ]),
            Self::TooDeep => both(["要素の入れ子が深すぎます", "elements are nested too deep"]),
            Self::TooManyRows => both(["行が多すぎます", "too many rows"]),
            Self::Missing(element) => {
                both([format!("{element} がありません"), format!("{element} is missing")])
            }
            Self::Value { element, text } => both([
                format!("{element} の値「{text}」が読めません"),
                format!("{element} holds “{text}”, which cannot be read"),
            ]),
        }
    }
}
