//! Address lists (RFC 5322 §3.4, §4.4; RFC 6532; RFC 6854): every address some program will show.

use crate::lexer::{self, Token};
use crate::{DomainName, Mailbox, charset, encoded_word};

/// What an address field holds.
#[derive(Debug, Default)]
pub(crate) struct AddressList {
    /// The mailboxes, in order.
    pub(crate) mailboxes: Vec<Mailbox>,
    /// Addresses elsewhere in the field, that some program takes for the mailbox: in an unquoted
    /// display name, a comment, a route, an encoded word.
    pub(crate) aside: Vec<Mailbox>,
    /// Whether a group is named (`name: …;`).
    pub(crate) group: bool,
    /// Whether programs read the syntax differently.
    pub(crate) odd: bool,
}

impl AddressList {
    /// Reads a field value.
    pub(crate) fn parse(value: &[u8]) -> Self {
        let octets = without_folds(value);
        let text = charset::guess(&octets);
        let lexed = lexer::tokens(&text);
        let mut reader = Reader {
            list: Self { odd: lexed.broken, ..Self::default() },
            words: Vec::new(),
            carried: Vec::new(),
            angled: false,
        };
        reader.read(&lexed.tokens);
        reader.list
    }
}

/// Undoes folds; a bare CR stays, for it is no fold.
fn without_folds(value: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(value.len());
    let mut rest = value.iter().copied().peekable();
    while let Some(octet) = rest.next() {
        match octet {
            b'\n' => {}
            b'\r' if rest.peek() == Some(&b'\n') => {}
            _ => octets.push(octet),
        }
    }
    octets
}

/// Mailboxes of one field that are read; no mail program shows so many.
const MAX_MAILBOXES: usize = 2_000;

struct Reader<'a, 't> {
    list: AddressList,
    /// Tokens of the current entry outside angle brackets.
    words: Vec<&'a Token<'t>>,
    /// Words of an entry without address, which belong to the name that follows: `Foo, Inc. <a@b>`.
    carried: Vec<&'a Token<'t>>,
    /// Whether the current entry had its angle brackets.
    angled: bool,
}

impl<'a, 't> Reader<'a, 't> {
    fn read(&mut self, tokens: &'a [Token<'t>]) {
        let mut rest = tokens;
        let mut closes = true;
        while let Some((token, after)) = rest.split_first() {
            if self.list.mailboxes.len() >= MAX_MAILBOXES {
                self.list.odd = true;
                return;
            }
            rest = after;
            match token {
                Token::Open if closes => match after.iter().position(|t| *t == Token::Close) {
                    Some(close) => {
                        let (inside, behind) = after.split_at(close);
                        self.angle(inside);
                        rest = behind.get(1..).unwrap_or_default();
                    }
                    None => {
                        closes = false;
                        self.list.odd = true;
                    }
                },
                Token::Open | Token::Close => self.list.odd = true,
                Token::Comma | Token::Semicolon => self.end_entry(Some(token)),
                Token::Colon => self.group(),
                Token::Word(_)
                | Token::Encoded(_)
                | Token::Quoted(_)
                | Token::Comment(_)
                | Token::Literal(_)
                | Token::Space
                | Token::At => self.words.push(token),
            }
        }
        self.end_entry(None);
    }

    /// RFC 6854 lets a group stand in From; no address speaks for it.
    fn group(&mut self) {
        self.list.group = true;
        self.aside_words();
        self.carried.clear();
    }

    fn angle(&mut self, inside: &[Token<'t>]) {
        self.list.odd |= self.angled;
        self.angled = true;
        let words = std::mem::take(&mut self.words);
        let mut name = std::mem::take(&mut self.carried);
        name.extend(&words);
        let (display, comment) = self.name(&name);
        let display = if display.is_empty() { comment } else { display };
        let inside: Vec<&Token<'_>> = inside.iter().collect();
        self.spec(trimmed(&inside), display);
    }

    /// The display name and the last comment of these words; addresses among them go aside.
    fn name(&mut self, words: &[&Token<'_>]) -> (String, String) {
        for run in words.split(|token| matches!(token, Token::Space | Token::Comma)) {
            if run.contains(&&Token::At) {
                self.list.aside.extend(address(run));
            }
        }
        let mut comment = "";
        for word in words {
            if let Token::Comment(text) = word {
                comment = text;
                self.list.aside.extend(addresses_in(text));
            }
        }
        (display(words), encoded_word::decode(comment.as_bytes()))
    }

    /// What stands between angle brackets: addr-spec, or a route and an addr-spec (§4.4).
    fn spec(&mut self, inside: &[&Token<'_>], display: String) {
        let plain = inside.iter().all(|token| match token {
            Token::Word(_) | Token::Literal(_) | Token::At => true,
            Token::Quoted(text) => !text.contains(['@', '<', '>']),
            Token::Encoded(_)
            | Token::Comment(_)
            | Token::Space
            | Token::Comma
            | Token::Semicolon
            | Token::Colon
            | Token::Open
            | Token::Close => false,
        });
        let ats = inside.iter().filter(|token| ***token == Token::At).count();
        self.list.odd |= !plain || ats > 1;
        if !plain || ats > 1 {
            self.aside_everything(inside);
        }
        let after_route = inside.iter().rposition(|token| **token == Token::Colon);
        let spec = after_route.and_then(|colon| inside.get(colon + 1..)).unwrap_or(inside);
        if let Some(mailbox) = address(spec) {
            self.list.mailboxes.push(Mailbox { display, ..mailbox });
        }
    }

    /// Every address that can be found in an odd addr-spec, whoever would show it.
    fn aside_everything(&mut self, inside: &[&Token<'_>]) {
        let parts = |token: &&Token<'_>| {
            matches!(token, Token::Space | Token::Comma | Token::Colon | Token::Semicolon)
        };
        for run in inside.split(parts) {
            for (index, _) in run.iter().enumerate().filter(|(_, token)| ***token == Token::At) {
                let before = index.checked_sub(1).and_then(|before| run.get(before..index + 2));
                let piece = before.or_else(|| run.get(index..index + 2)).unwrap_or_default();
                self.list.aside.extend(address(piece));
            }
        }
        for token in inside {
            match token {
                Token::Encoded(word) => {
                    let text = encoded_word::decode(word.as_bytes());
                    self.list.aside.extend(addresses_in(&text));
                }
                Token::Comment(text) => self.list.aside.extend(addresses_in(text)),
                Token::Quoted(text) => self.list.aside.extend(addresses_in(text)),
                Token::Word(_)
                | Token::Literal(_)
                | Token::Space
                | Token::At
                | Token::Comma
                | Token::Semicolon
                | Token::Colon
                | Token::Open
                | Token::Close => {}
            }
        }
    }

    fn end_entry(&mut self, separator: Option<&'a Token<'t>>) {
        if self.angled {
            self.aside_words();
            self.angled = false;
        } else if self.words.contains(&&Token::At) {
            self.bare();
        } else if separator == Some(&Token::Comma) {
            self.carried.append(&mut self.words);
            self.carried.extend(separator);
        } else {
            self.carried.clear();
            self.aside_words();
        }
    }

    fn aside_words(&mut self) {
        let words = std::mem::take(&mut self.words);
        // Names before and comments after are usual; only an address there misleads.
        self.name(&words);
    }

    /// An address without angle brackets, with the name in a comment (`a@b.example (Name)`) or,
    /// against every edition, before it.
    fn bare(&mut self) {
        let words = std::mem::take(&mut self.words);
        self.carried.clear();
        let joined = without_spaces_at(&words);
        self.list.odd |= joined.len() != words.len() && spaced_at(&words);
        let mut name = Vec::new();
        let mut specs = Vec::new();
        for run in joined.split(|token| **token == Token::Space) {
            match run.contains(&&Token::At) {
                true => specs.push(run),
                false => {
                    name.extend_from_slice(run);
                    name.push(&Token::Space);
                }
            }
        }
        for spec in specs {
            let (inner, mut around) = split_comments(spec);
            // The name belongs to the first; were it repeated, cost would grow with the square.
            around.append(&mut name);
            let (display, comment) = self.name(&around);
            let display = if display.is_empty() { comment } else { display };
            self.spec(&inner, display);
        }
    }
}

/// Comments at either end of a run are names; one inside stays and makes the address odd.
fn split_comments<'a, 't>(run: &[&'a Token<'t>]) -> (Vec<&'a Token<'t>>, Vec<&'a Token<'t>>) {
    let comment = |token: &&Token<'_>| matches!(token, Token::Comment(_));
    let start = run.iter().take_while(|token| comment(token)).count();
    let end = run.len() - run.iter().rev().take_while(|token| comment(token)).count();
    let inner = run.get(start..end).unwrap_or_default().to_vec();
    let before = run.get(..start).unwrap_or_default();
    let after = run.get(end..).unwrap_or_default();
    (inner, [before, after].concat())
}

fn spaced_at(words: &[&Token<'_>]) -> bool {
    words
        .windows(2)
        .any(|pair| matches!(pair, [Token::Space, Token::At] | [Token::At, Token::Space]))
}

/// §4.4 allows white space around the `@`.
fn without_spaces_at<'a, 't>(words: &[&'a Token<'t>]) -> Vec<&'a Token<'t>> {
    let mut joined: Vec<&Token<'_>> = Vec::with_capacity(words.len());
    for word in words {
        let before = joined.last().copied();
        if *word == &Token::At && before == Some(&Token::Space) {
            joined.pop();
        }
        if *word != &Token::Space || before != Some(&Token::At) {
            joined.push(word);
        }
    }
    joined
}

fn trimmed<'a, 'x>(mut tokens: &'x [&'a Token<'a>]) -> &'x [&'a Token<'a>] {
    while let [Token::Space, rest @ ..] = tokens {
        tokens = rest;
    }
    while let [rest @ .., Token::Space] = tokens {
        tokens = rest;
    }
    tokens
}

/// `local@domain`, split at the last `@`; `None` when nothing is there.
fn address(spec: &[&Token<'_>]) -> Option<Mailbox> {
    let at = spec.iter().rposition(|token| **token == Token::At);
    let (local, domain) = match at {
        Some(at) => (spec.get(..at)?, spec.get(at + 1..)?),
        None => (spec, [].as_slice()),
    };
    let local: String = local.iter().map(|token| written(token)).collect();
    let domain: String = domain.iter().map(|token| written(token)).collect();
    if local.is_empty() && domain.is_empty() {
        return None;
    }
    Some(Mailbox { display: String::new(), local, domain: DomainName::parse(&domain).ok() })
}

/// A token as it stands in an addr-spec; comments and white space are no part of it (§4.4).
fn written(token: &Token<'_>) -> String {
    match token {
        Token::Word(text) | Token::Encoded(text) | Token::Literal(text) => (*text).to_owned(),
        Token::Quoted(text)
            if text.contains(|c: char| c.is_whitespace() || "@()<>,;:".contains(c)) =>
        {
            format!("\"{text}\"")
        }
        Token::Quoted(text) => text.clone(),
        Token::At => "@".to_owned(),
        Token::Colon => ":".to_owned(),
        Token::Comma => ",".to_owned(),
        Token::Semicolon => ";".to_owned(),
        Token::Open => "<".to_owned(),
        Token::Close => ">".to_owned(),
        Token::Comment(_) | Token::Space => String::new(),
    }
}

/// The display name: words and quoted strings as they are, encoded words decoded. Encoded words
/// inside quotes are decoded too, as most programs do (against RFC 2047 §5).
fn display(words: &[&Token<'_>]) -> String {
    let mut raw = String::new();
    for word in words {
        match word {
            Token::Space => raw.push(' '),
            Token::Comment(_) => {}
            Token::Quoted(text) => raw.push_str(text),
            Token::Word(_)
            | Token::Encoded(_)
            | Token::Literal(_)
            | Token::At
            | Token::Comma
            | Token::Semicolon
            | Token::Colon
            | Token::Open
            | Token::Close => raw.push_str(&written(word)),
        }
    }
    let text = encoded_word::decode(raw.as_bytes());
    text.trim_end_matches([',', ' ']).to_owned()
}

/// Addresses in running text.
fn addresses_in(text: &str) -> Vec<Mailbox> {
    let separates = |c: char| c.is_whitespace() || c.is_control() || "<>(),;:\"".contains(c);
    text.split(separates)
        .filter_map(|word| word.rsplit_once('@'))
        .filter_map(|(local, domain)| {
            let domain = DomainName::parse(domain).ok()?;
            Some(Mailbox { display: String::new(), local: local.to_owned(), domain: Some(domain) })
        })
        .collect()
}
