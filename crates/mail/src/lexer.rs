//! Takes address fields apart (RFC 5322 §3.2, §3.4, §4.4), well formed or not.

use crate::encoded_word;

/// A piece of an address field.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Token<'t> {
    /// Anything but white space and specials; dots included.
    Word(&'t str),
    /// An RFC 2047 encoded word, still encoded.
    Encoded(&'t str),
    /// What stands between double quotes, backslashes undone.
    Quoted(String),
    /// What stands between parentheses.
    Comment(&'t str),
    /// A domain literal with its brackets.
    Literal(&'t str),
    /// White space.
    Space,
    /// `@`.
    At,
    /// `,`.
    Comma,
    /// `;`.
    Semicolon,
    /// `:`.
    Colon,
    /// `<`.
    Open,
    /// `>`.
    Close,
}

/// The tokens of a field, and whether a quote or comment was left open or a control character
/// stands in it.
#[derive(Debug, Default)]
pub(crate) struct Tokens<'t> {
    /// In order.
    pub(crate) tokens: Vec<Token<'t>>,
    /// Whether programs will disagree on where tokens end.
    pub(crate) broken: bool,
}

/// Takes unfolded text apart.
pub(crate) fn tokens(text: &str) -> Tokens<'_> {
    let mut lexer = Lexer {
        rest: text,
        found: Tokens::default(),
        comments: true,
        literals: true,
        quotes: true,
    };
    while let Some(first) = lexer.rest.chars().next() {
        lexer.step(first);
    }
    lexer.found
}

struct Lexer<'t> {
    rest: &'t str,
    found: Tokens<'t>,
    /// Whether parentheses still count: after one that never closes they are looked at no more,
    /// so that a million of them cost no more than one look each.
    comments: bool,
    /// The same for brackets.
    literals: bool,
    /// The same for quotes.
    quotes: bool,
}

impl<'t> Lexer<'t> {
    fn step(&mut self, first: char) {
        match first {
            '"' if self.quotes => self.quoted(),
            '(' if self.comments => self.comment(),
            '[' => self.literal(),
            '@' => self.single(Token::At),
            ',' => self.single(Token::Comma),
            ';' => self.single(Token::Semicolon),
            ':' => self.single(Token::Colon),
            '<' => self.single(Token::Open),
            '>' => self.single(Token::Close),
            c if c.is_whitespace() || c.is_control() => self.space(),
            '=' if self.encoded() => {}
            _ => self.word(first),
        }
    }

    fn single(&mut self, token: Token<'t>) {
        self.found.tokens.push(token);
        self.rest = self.rest.get(1..).unwrap_or_default();
    }

    /// Takes `length` octets off the front.
    fn take(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn space(&mut self) {
        let blank = |c: char| c.is_whitespace() || c.is_control();
        let length = self.rest.find(|c| !blank(c)).unwrap_or(self.rest.len());
        let taken = self.take(length);
        // Folds are undone before: whatever control is left was put there for effect.
        self.found.broken |= taken.chars().any(|c| c.is_control() && c != '\t');
        self.found.tokens.push(Token::Space);
    }

    fn word(&mut self, first: char) {
        let ends = |c: char| c.is_whitespace() || c.is_control() || "\"()[@,;:<>".contains(c);
        let after = self.rest.get(first.len_utf8()..).unwrap_or_default();
        let length = after.find(ends).unwrap_or(after.len()) + first.len_utf8();
        let word = self.take(length);
        self.found.tokens.push(Token::Word(word));
    }

    fn encoded(&mut self) -> bool {
        let Some(length) = encoded_word::length(self.rest.as_bytes()) else { return false };
        if !self.rest.is_char_boundary(length) {
            return false;
        }
        let word = self.take(length);
        self.found.tokens.push(Token::Encoded(word));
        true
    }

    fn quoted(&mut self) {
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.take(at + 1);
                    self.found.broken |= text.chars().any(|c| c.is_control() && c != '\t');
                    self.found.tokens.push(Token::Quoted(text));
                    return;
                }
                '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
                other => text.push(other),
            }
        }
        // It is taken as no quote at all.
        self.quotes = false;
        self.found.broken = true;
        self.take(1);
    }

    fn comment(&mut self) {
        let mut depth = 0_usize;
        let mut characters = self.rest.char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                '\\' => {
                    characters.next();
                }
                _ => {}
            }
            if depth == 0 {
                let comment = self.take(at + 1);
                let inner = comment.get(1..at).unwrap_or_default();
                self.found.broken |= inner.chars().any(char::is_control);
                self.found.tokens.push(Token::Comment(inner));
                return;
            }
        }
        self.comments = false;
        self.found.broken = true;
        self.take(1);
    }

    /// A bracket opens a domain literal only after `@`; `[Tag] Name` is a usual display name.
    fn literal(&mut self) {
        if !self.literals || self.found.tokens.last() != Some(&Token::At) {
            return self.word('[');
        }
        match self.rest.find(']') {
            Some(end) => {
                let literal = self.take(end + 1);
                self.found.tokens.push(Token::Literal(literal));
            }
            None => {
                self.literals = false;
                self.word('[');
            }
        }
    }
}
