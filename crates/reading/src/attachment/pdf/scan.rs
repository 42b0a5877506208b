//! What the objects of a PDF file do and where they lead.

use std::ops::Range;

use memchr::memmem;

use super::{
    key::{Key, is_picture_filter},
    lexer::{Lexer, Token},
};

/// Strings and streams that are kept, each.
const MOST_KEPT: usize = 2_000;
/// Dictionaries and arrays inside each other whose keys are known; deeper ones are passed over.
const DEPTH: usize = 64;
/// Octets of an encryption dictionary.
const ENCRYPTION_OCTETS: usize = 8 << 10;

/// Number and generation of an object (§7.3.10).
pub(super) type Id = (u32, u16);

/// What a string is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Use {
    /// The address of a link (§12.6.4.8), or of a form that is sent (§12.7.6.2).
    Link,
    /// A file's name or address (§7.11).
    File,
    /// JavaScript (§12.6.4.17).
    Script,
    /// An object of its own that another may point to.
    Own,
}

/// A string that matters.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) object: Id,
    pub(super) purpose: Use,
    pub(super) octets: Vec<u8>,
}

/// A stream that may matter.
#[derive(Clone, Debug)]
pub(super) struct Stream {
    pub(super) object: Id,
    pub(super) place: Range<usize>,
    /// It holds other objects (§7.5.7).
    pub(super) holds_objects: bool,
    pub(super) packing: Packing,
}

/// How a stream is packed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Packing {
    /// Not at all.
    #[default]
    None,
    /// FlateDecode alone.
    Flate,
    /// Otherwise.
    Other,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) texts: Vec<Text>,
    pub(super) streams: Vec<Stream>,
    /// Objects that a link's address or a script is said to stand in.
    pub(super) pointed: Vec<(u32, Use)>,
    pub(super) pages: usize,
    /// It starts a program (§12.6.4.6).
    pub(super) launches: bool,
    /// It carries files (§7.11.4).
    pub(super) embeds: bool,
    /// The encryption dictionary (§7.6.2), as written.
    pub(super) encryption: Option<Range<usize>>,
    /// The first file identifier (§14.4).
    pub(super) file_id: Vec<u8>,
    /// A bound was met.
    pub(super) is_cut: bool,
    /// Where streams lie that are packed by FlateDecode alone, whatever they hold.
    pub(super) flate: Vec<Range<usize>>,
    /// How much comes out of some stream cannot be told beforehand: it is packed twice, or otherwise
    /// than by FlateDecode, or its packing stands elsewhere.
    pub(super) is_unruly: bool,
}

#[derive(Debug)]
struct Frame {
    is_dict: bool,
    start: usize,
    key: Option<Key>,
    /// The key that an array stands for.
    outer: Option<Key>,
    is_encryption: bool,
}

/// What the dictionary before `stream` says.
#[derive(Debug, Default)]
struct Head {
    holds_objects: bool,
    has_subtype: bool,
    filters: usize,
    /// Filters out of which more comes than goes in; pictures have a size of their own.
    packings: usize,
    is_flate: bool,
    length: Option<usize>,
}

struct Scanner<'s, 'o> {
    scan: &'s mut Scan,
    octets: &'o [u8],
    lexer: Lexer<'o>,
    frames: Vec<Frame>,
    /// Levels open beyond [`DEPTH`].
    deeper: usize,
    object: Id,
    numbers: [u32; 2],
    head: Head,
    last_key: Option<Key>,
    /// Where the next `endstream` stands. Streams whose end lies far away, or nowhere, must not be
    /// searched through again and again.
    next_end: usize,
}

impl Scan {
    /// Reads the objects of a file, or of an object stream when `is_inner`.
    pub(super) fn read(&mut self, octets: &[u8], is_inner: bool, tokens: &mut usize) {
        let mut scanner = Scanner {
            scan: self,
            octets,
            lexer: Lexer::new(octets, 0),
            frames: Vec::new(),
            deeper: 0,
            object: (0, 0),
            numbers: [0; 2],
            head: Head::default(),
            last_key: None,
            next_end: 0,
        };
        while *tokens > 0
            && let Some(token) = scanner.lexer.next()
        {
            *tokens -= 1;
            scanner.take(token, is_inner);
        }
        let is_cut = *tokens == 0 || scanner.lexer.is_exhausted();
        self.is_cut |= is_cut;
    }
}

impl<'o> Scanner<'_, 'o> {
    fn take(&mut self, token: Token<'o>, is_inner: bool) {
        match token {
            Token::OpenDict => self.open(true),
            Token::OpenArray => self.open(false),
            Token::CloseDict | Token::CloseArray => self.close(),
            Token::Name(name) => self.name(&name),
            Token::Text(text) => self.text(text),
            Token::Number(number) => self.number(number),
            Token::Word(b"R") => self.reference(),
            Token::Word(b"obj") if !is_inner => self.begin(),
            Token::Word(b"stream") if !is_inner && self.frames.is_empty() => self.stream(),
            Token::Word(b"endobj" | b"trailer") if !is_inner => self.begin(),
            Token::Word(_) => {
                self.last_key = self.value();
            }
        }
    }

    fn begin(&mut self) {
        let [number, generation] = self.numbers;
        self.object = (number, u16::try_from(generation).unwrap_or(u16::MAX));
        self.frames.clear();
        self.deeper = 0;
        self.head = Head::default();
        self.last_key = None;
    }

    fn open(&mut self, is_dict: bool) {
        let outer = self.value();
        if self.frames.len() == DEPTH {
            self.deeper += 1;
            self.scan.is_cut = true;
            return;
        }
        // Values of an array count for the key that the array stands for.
        let start = self.lexer.at.saturating_sub(2);
        self.frames.push(Frame { is_dict, start, key: None, outer, is_encryption: false });
    }

    fn close(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(frame) = self.frames.pop()
            && frame.is_encryption
            && self.lexer.at - frame.start <= ENCRYPTION_OCTETS
        {
            self.scan.encryption.get_or_insert(frame.start..self.lexer.at);
        }
    }

    /// The key that a value standing here is for.
    fn value(&mut self) -> Option<Key> {
        let frame = self.frames.last_mut().filter(|_| self.deeper == 0)?;
        if frame.is_dict { frame.key.take() } else { frame.outer }
    }

    fn name(&mut self, name: &[u8]) {
        if let Some(frame) = self.frames.last_mut()
            && frame.is_dict
            && frame.key.is_none()
            && self.deeper == 0
        {
            let key = Key::of(name);
            frame.key = Some(key);
            self.head.has_subtype |= key == Key::Subtype && self.frames.len() == 1;
            return;
        }
        let is_top = self.frames.len() <= 2;
        match (self.value(), name) {
            (Some(Key::Action), b"Launch") => self.scan.launches = true,
            (Some(Key::Type), b"Page") => self.scan.pages += 1,
            (Some(Key::Type), b"EmbeddedFile") => self.scan.embeds = true,
            (Some(Key::Type), b"ObjStm") => self.head.holds_objects = true,
            (Some(Key::Filter), b"Standard") => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.is_encryption = true;
                }
            }
            (Some(Key::Filter), filter) if is_top => {
                self.head.filters += 1;
                self.head.is_flate = matches!(filter, b"FlateDecode" | b"Fl");
                let is_packed = self.head.is_flate || !is_picture_filter(filter);
                self.head.packings += usize::from(is_packed);
                self.scan.is_unruly |= is_packed && !self.head.is_flate || self.head.packings > 1;
            }
            _ => {}
        }
    }

    fn text(&mut self, octets: Vec<u8>) {
        let purpose = match self.value() {
            Some(Key::Uri) => Use::Link,
            Some(Key::File) => Use::File,
            Some(Key::Script) => Use::Script,
            Some(Key::FileId) => {
                if self.scan.file_id.is_empty() {
                    self.scan.file_id = octets;
                }
                return;
            }
            None if self.frames.is_empty() => Use::Own,
            _ => return,
        };
        if self.scan.texts.len() < MOST_KEPT {
            self.scan.texts.push(Text { object: self.object, purpose, octets });
        } else {
            self.scan.is_cut = true;
        }
    }

    fn number(&mut self, number: u32) {
        self.numbers = [self.numbers[1], number];
        let Some(key) = self.value() else { return };
        if key == Key::Length && self.frames.len() == 1 {
            self.head.length = usize::try_from(number).ok();
        }
        self.last_key = Some(key);
    }

    /// `12 0 R`: its first number was taken for the value.
    fn reference(&mut self) {
        let purpose = match self.last_key.take() {
            Some(Key::Uri) => Use::Link,
            Some(Key::Script) => Use::Script,
            Some(Key::File) => Use::File,
            Some(Key::Filter) => {
                self.scan.is_unruly = true;
                return;
            }
            Some(Key::Length) => {
                self.head.length = None;
                return;
            }
            _ => return,
        };
        if self.scan.pointed.len() < MOST_KEPT {
            self.scan.pointed.push((self.numbers[0], purpose));
        } else {
            self.scan.is_cut = true;
        }
    }

    /// Notes where a stream lies (§7.3.8) and goes on behind it, or in it when it is not packed.
    fn stream(&mut self) {
        let mut start = self.lexer.at;
        let rest = self.octets.get(start..).unwrap_or_default();
        start += match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        let rest = self.octets.get(start..).unwrap_or_default();
        if self.next_end < start {
            self.next_end = start + memmem::find(rest, b"endstream").unwrap_or(rest.len());
        }
        let end = self.next_end - start;
        let stated = self.head.length.filter(|length| {
            let after = rest.get(*length..).unwrap_or_default().trim_ascii_start();
            after.starts_with(b"endstream")
        });
        let packing = match (self.head.filters, self.head.is_flate) {
            (0, _) => Packing::None,
            (1, true) => Packing::Flate,
            _ => Packing::Other,
        };
        let place = start..start + stated.unwrap_or(end);
        if packing == Packing::Flate && self.scan.flate.len() < MOST_KEPT {
            self.scan.flate.push(place.clone());
        } else {
            self.scan.is_unruly |= packing == Packing::Flate;
        }
        if self.head.holds_objects || !self.head.has_subtype {
            let holds_objects = self.head.holds_objects;
            if self.scan.streams.len() < MOST_KEPT {
                self.scan.streams.push(Stream {
                    object: self.object,
                    place,
                    holds_objects,
                    packing,
                });
            } else {
                self.scan.is_cut |= holds_objects;
            }
        }
        if packing != Packing::None {
            self.lexer.at = start + end;
        }
        // What an unpacked stream seems to hold is no object of the file.
        self.object = (0, 0);
        self.head = Head::default();
    }
}
