//! The names in a PDF file that matter here.

/// What a key of a dictionary says of its value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Key {
    Uri,
    File,
    Script,
    Action,
    Type,
    Filter,
    Length,
    FileId,
    /// Pictures, fonts and the like have one; scripts have none.
    Subtype,
    Other,
}

impl Key {
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"URI" => Self::Uri,
            b"F" | b"UF" => Self::File,
            b"JS" => Self::Script,
            b"S" => Self::Action,
            b"Type" => Self::Type,
            b"Filter" => Self::Filter,
            b"Length" => Self::Length,
            b"ID" => Self::FileId,
            b"Subtype" => Self::Subtype,
            _ => Self::Other,
        }
    }
}

/// Filters that keep the size of what goes in (§7.4.2, §7.4.3, §7.4.10), or whose size a picture
/// states.
pub(super) fn is_picture_filter(filter: &[u8]) -> bool {
    matches!(
        filter,
        b"DCTDecode"
            | b"DCT"
            | b"CCITTFaxDecode"
            | b"CCF"
            | b"JBIG2Decode"
            | b"JPXDecode"
            | b"ASCIIHexDecode"
            | b"AHx"
            | b"ASCII85Decode"
            | b"A85"
            | b"Crypt"
            | b"Standard"
    )
}
