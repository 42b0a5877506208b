/// Something a well-formed mail wouldn't have. Not an error: a clue.
///
/// Each kind is told once for a message, however often it occurs.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Anomaly {
    /// No octets at all.
    Empty,
    /// The message is longer than [`Limits::message_octets`](crate::Limits); the rest was not read.
    MessageTooLong {
        /// Octets of the whole message.
        octets: usize,
    },
    /// A header is longer than [`Limits::header_octets`](crate::Limits); fields beyond were not read.
    HeaderTooLong,
    /// A header has more fields than [`Limits::header_fields`](crate::Limits).
    TooManyFields,
    /// There are more parts than [`Limits::parts`](crate::Limits); what follows was not taken apart.
    TooManyParts,
    /// Parts lie deeper than [`Limits::depth`](crate::Limits); the deepest was not taken apart.
    TooDeep,
    /// A part is longer after decoding than [`Limits::decoded_octets`](crate::Limits).
    DecodedTooLong,

    /// The message starts with an mbox `From ` line (RFC 4155), which is no header field.
    MboxLine,
    /// The message starts with a UTF-8 byte order mark, as "text" files do.
    ByteOrderMark,
    /// A field occurs more often than RFC 5322 §3.6 allows; programs differ on which they show.
    Repeated(SingleField),
    /// No From field, which RFC 5322 §3.6 requires.
    NoFrom,
    /// The From field names several mailboxes (allowed by RFC 5322 §3.6.2, shown differently).
    ManyAuthors,
    /// The From field names a group (RFC 6854), so that no address speaks for it.
    GroupAuthor,
    /// The From field's syntax is read differently by different programs.
    OddFrom,
    /// No empty line stands between header and body (RFC 5322 §2.1).
    NoSeparator,
    /// A line among the fields is no field.
    FieldWithoutColon,
    /// White space stands between a field's name and its colon (RFC 5322 §4.5: obsolete).
    SpaceBeforeColon,
    /// A folded line holds nothing but white space (RFC 5322 §4.2: obsolete); some programs take it
    /// for the end of the header.
    BlankFold,
    /// A field is not plain ASCII although no encoded word was used; without SMTPUTF8 (RFC 6532)
    /// its charset is a guess.
    RawHeaderText,

    /// A NUL octet (RFC 5322 §4.1: obsolete); programs stop reading there, or skip it.
    Nul,
    /// A carriage return without line feed (RFC 5322 §2.3); some programs end a line there.
    BareCr,
    /// Some lines end with CRLF, some with LF alone.
    MixedLineEnds,

    /// A multipart that names no boundary (RFC 2046 §5.1.1 requires one).
    NoBoundary,
    /// A multipart whose boundary never occurs.
    BoundaryNotFound,
    /// A multipart whose closing boundary is missing.
    NoClosingBoundary,
    /// A boundary line stands inside a header.
    BoundaryInHeader,
    /// Nested multiparts use the same boundary, or one that reads as the other's closing line.
    SameBoundary,
    /// A line begins with a boundary but goes on; some programs take it for the boundary.
    LongerBoundaryLine,
    /// A boundary occurs again after its closing line; some programs show what follows as a part.
    PartAfterClosing,
    /// Text stands before the first boundary of a multipart; few programs show it.
    TextBeforeParts,
    /// Text stands after the closing boundary of a multipart; few programs show it.
    TextAfterParts,
    /// An attached message or multipart is transfer-encoded (RFC 2045 §6.4 forbids it); some
    /// programs decode it.
    EncodedContainer,

    /// Two Content-Type fields in one header, or a parameter given twice with different values.
    ConflictingTypes,
    /// Two Content-Transfer-Encoding fields in one header that differ.
    ConflictingEncodings,
    /// Content-Type and Content-Disposition give different file names.
    ConflictingFileNames,
    /// Content-Type is no media type (RFC 2045 §5.1).
    OddMediaType,
    /// A Content-Transfer-Encoding that no standard names.
    UnknownEncoding,
    /// Base64 or quoted-printable text with octets that do not belong there.
    BrokenEncoding,
    /// A charset that is not known.
    UnknownCharset,
    /// The octets are not of the charset that is declared.
    CharsetLie,
}

/// Fields of which a message has at most one (RFC 5322 §3.6), and whose repetition deceives.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum SingleField {
    /// From.
    From,
    /// Sender.
    Sender,
    /// Reply-To.
    ReplyTo,
    /// To.
    To,
    /// Cc.
    Cc,
    /// Subject.
    Subject,
    /// Date.
    Date,
    /// Message-ID.
    MessageId,
}

impl SingleField {
    /// Every one of them, with its field name.
    pub(crate) const ALL: [(Self, &'static str); 8] = [
        (Self::From, "From"),
        (Self::Sender, "Sender"),
        (Self::ReplyTo, "Reply-To"),
        (Self::To, "To"),
        (Self::Cc, "Cc"),
        (Self::Subject, "Subject"),
        (Self::Date, "Date"),
        (Self::MessageId, "Message-ID"),
    ];
}

/// Anomalies found so far, each kind once.
#[derive(Debug, Default)]
pub(crate) struct Found(Vec<Anomaly>);

impl Found {
    /// Notes one, if it is new. There are few kinds, so a linear look is cheap.
    pub(crate) fn note(&mut self, anomaly: Anomaly) {
        if !self.0.contains(&anomaly) {
            self.0.push(anomaly);
        }
    }

    /// All that were noted, in order of discovery.
    pub(crate) fn into_vec(self) -> Vec<Anomaly> {
        self.0
    }
}
