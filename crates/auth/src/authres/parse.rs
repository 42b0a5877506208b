//! The grammar of RFC 8601 §2.2, read leniently where real services stray from it.

use super::{AuthenticationResults, AuthresError, Property, ResInfo, ResultCode};

/// Results, properties and stray pieces of one field that are read; real fields have a dozen.
const MAX_PIECES: usize = 200;

impl AuthenticationResults {
    /// Reads the value of an Authentication-Results field, folds undone.
    ///
    /// # Errors
    /// When there is neither an authserv-id nor a result, or the version is not 1.
    pub fn parse(value: &str) -> Result<Self, AuthresError> {
        let mut cursor = Cursor { rest: value };
        let mut found = Self::default();
        if !cursor.starts_with_result() {
            found.authserv_id = Some(cursor.authserv_id().ok_or(AuthresError::Empty)?);
            cursor.version()?;
        }
        for _ in 0..MAX_PIECES {
            cursor.skip_cfws();
            // Exchange starts with its first result, everyone else with the `;` after the id.
            let is_first = found.authserv_id.is_none() && found.results.is_empty();
            if !cursor.take(';') && !is_first {
                if cursor.rest.is_empty() {
                    break;
                }
                // Old Yahoo! writes its first result without the `;`.
                found.malformed += 1;
                cursor.skip_to_semicolon();
                continue;
            }
            cursor.resinfo(&mut found);
        }
        found.malformed += usize::from(!cursor.rest.trim().is_empty());
        Ok(found)
    }

    /// Reads the value of an ARC-Authentication-Results field: the instance (RFC 8617 §4.1.1) and
    /// the results.
    ///
    /// # Errors
    /// When there is no instance, or the rest is no Authentication-Results.
    pub fn parse_arc(value: &str) -> Result<(u32, Self), AuthresError> {
        let (instance, rest) = value.split_once(';').ok_or(AuthresError::Empty)?;
        let (name, number) = instance.split_once('=').ok_or(AuthresError::Empty)?;
        let number = number.trim().parse().map_err(|_| AuthresError::Empty)?;
        if !name.trim().eq_ignore_ascii_case("i") {
            return Err(AuthresError::Empty);
        }
        Ok((number, Self::parse(rest)?))
    }
}

/// A place in the value. Every step forward is made here, and none goes back, so that the cost is
/// linear.
#[derive(Clone, Copy, Debug)]
struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// Exchange Online leaves the authserv-id out: `spf=pass (…) smtp.mailfrom=…`.
    fn starts_with_result(self) -> bool {
        let mut ahead = self;
        ahead.skip_cfws();
        if ahead.peek() == Some('"') || ahead.keyword().is_empty() {
            return false;
        }
        ahead.skip_cfws();
        ahead.peek() == Some('=')
    }

    fn authserv_id(&mut self) -> Option<String> {
        self.skip_cfws();
        let id = self.value();
        (!id.is_empty()).then(|| id.to_ascii_lowercase())
    }

    fn version(&mut self) -> Result<(), AuthresError> {
        self.skip_cfws();
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let version = self.advance(end);
        // §2.2: the version is 1 when it is left out.
        if version.is_empty() || version.trim_start_matches('0') == "1" {
            Ok(())
        } else {
            Err(AuthresError::UnknownVersion)
        }
    }

    /// `method [/ version] = result [reason] *(property)`, up to the next `;`.
    fn resinfo(&mut self, found: &mut AuthenticationResults) {
        self.skip_cfws();
        let method = self.keyword();
        self.skip_cfws();
        if self.take('/') {
            self.skip_cfws();
            self.keyword();
            self.skip_cfws();
        }
        if method.is_empty() || !self.take('=') {
            let is_no_result = method.eq_ignore_ascii_case("none") && found.results.is_empty();
            // A `;` that nothing follows is not in the grammar, but everybody takes it.
            let is_last = method.is_empty() && self.rest.is_empty();
            found.malformed += usize::from(!is_no_result && !is_last);
            self.skip_to_semicolon();
            return;
        }
        self.skip_cfws();
        let mut info = ResInfo { method: method.to_ascii_lowercase(), ..ResInfo::default() };
        info.result = ResultCode::parse(self.keyword());
        info.comment = self.skip_cfws().map(str::to_owned);
        for _ in 0..MAX_PIECES {
            if self.rest.is_empty() || self.peek() == Some(';') {
                break;
            }
            found.malformed += usize::from(!self.piece(&mut info));
            self.skip_cfws();
        }
        found.results.push(info);
    }

    /// One `reason=…`, `ptype.property=…` or `name=…`; `false` when it is none of them.
    fn piece(&mut self, info: &mut ResInfo) -> bool {
        let name = self.keyword();
        if name.is_empty() {
            // Neither a name nor an end: step over, or we would stand here for ever.
            let step = self.rest.chars().next().map_or(0, char::len_utf8);
            self.advance(step);
            return false;
        }
        self.skip_cfws();
        let property = self.take('.').then(|| {
            self.skip_cfws();
            let end = self.rest.find(|c: char| ends_keyword(c) && c != '.' && c != '/');
            let property = self.advance(end.unwrap_or(self.rest.len()));
            self.skip_cfws();
            property
        });
        if !self.take('=') {
            return false;
        }
        self.skip_cfws();
        let value = self.value();
        match property {
            Some(property) => info.properties.push(Property {
                ptype: name.to_ascii_lowercase(),
                property: property.to_ascii_lowercase(),
                value,
            }),
            None if name.eq_ignore_ascii_case("reason") => info.reason = Some(value),
            None => info.extras.push((name.to_ascii_lowercase(), value)),
        }
        true
    }

    /// A keyword (RFC 5321 §4.1.2) or whatever stands in its place.
    fn keyword(&mut self) -> &'a str {
        let end = self.rest.find(ends_keyword).unwrap_or(self.rest.len());
        self.advance(end)
    }

    /// A token, a quoted string, or an address whose local part may be one; unquoted.
    ///
    /// Services write values that are no tokens (`policy.iprev=2001:db8::1`), so everything up to
    /// white space, `;` or a comment belongs to it.
    fn value(&mut self) -> String {
        let mut value = String::new();
        let mut chars = self.rest.char_indices();
        let mut quoted = false;
        let mut end = self.rest.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => quoted = !quoted,
                '\\' if quoted => value.extend(chars.next().map(|(_, escaped)| escaped)),
                ' ' | '\t' | '\r' | '\n' | ';' | '(' if !quoted => {
                    end = at;
                    break;
                }
                _ => value.push(c),
            }
        }
        self.advance(end);
        value
    }

    /// Skips comments and white space (RFC 5322 §3.2.2); the first comment is returned.
    fn skip_cfws(&mut self) -> Option<&'a str> {
        let mut first = None;
        loop {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
            if self.peek() != Some('(') {
                return first;
            }
            let comment = self.comment();
            first = first.or(Some(comment));
        }
    }

    /// A comment, nested ones inside. One that never closes runs to the end: what stands in it was
    /// meant to be read as comment by somebody.
    fn comment(&mut self) -> &'a str {
        let mut depth = 0_usize;
        let mut escaped = false;
        let end = self.rest.bytes().position(|byte| {
            match byte {
                _ if std::mem::take(&mut escaped) => {}
                b'\\' => escaped = true,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let comment = self.rest.get(1..end.unwrap_or(self.rest.len())).unwrap_or_default();
        self.advance(end.map_or(self.rest.len(), |end| end + 1));
        comment
    }

    fn skip_to_semicolon(&mut self) {
        while !self.rest.is_empty() && self.peek() != Some(';') {
            if self.value().is_empty() {
                let step = self.rest.chars().next().map_or(0, char::len_utf8);
                if !matches!(self.peek(), Some('(' | ';')) {
                    self.advance(step);
                }
            }
            self.skip_cfws();
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let rest = self.rest.strip_prefix(wanted);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn advance(&mut self, octets: usize) -> &'a str {
        let (passed, rest) = self.rest.split_at_checked(octets).unwrap_or((self.rest, ""));
        self.rest = rest;
        passed
    }
}

fn ends_keyword(c: char) -> bool {
    matches!(c, '=' | ';' | '.' | '/' | '(' | '"' | ' ' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `id; method=result[reason]{ptype.property=value,…}; …`
    fn read(value: &str) -> String {
        let Ok(found) = AuthenticationResults::parse(value) else { return "error".to_owned() };
        let mut text = found.authserv_id.unwrap_or_else(|| "-".to_owned());
        for info in &found.results {
            text += &format!("; {}={}", info.method, info.result.as_str());
            text += &info.reason.as_ref().map(|why| format!("[{why}]")).unwrap_or_default();
            for p in &info.properties {
                text += &format!(" {}.{}={}", p.ptype, p.property, p.value);
            }
        }
        if found.malformed > 0 { format!("{text} !{}", found.malformed) } else { text }
    }

    #[test]
    fn the_grammar_of_rfc_8601_is_read() {
        for (value, expected) in [
            (" example.org 1; none", "example.org"),
            (
                "example.com; spf=pass smtp.mailfrom=example.net",
                "example.com; spf=pass smtp.mailfrom=example.net",
            ),
            (
                "a.example (x) 1 (y); dkim (z) / 1 (w) = (v) fail policy (.) . (u) expired (t) = (s) 13",
                "a.example; dkim=fail policy.expired=13",
            ),
            (
                "a.example; dkim=pass reason=\"good signature\" header.i=@b.example",
                "a.example; dkim=pass[good signature] header.i=@b.example",
            ),
            (
                "a.example; dkim=pass header.b=\"oI/EO+g=\"",
                "a.example; dkim=pass header.b=oI/EO+g=",
            ),
            ("\"quoted;id\"; spf=none", "quoted;id; spf=none"),
            ("a.example 2; spf=pass", "error"),
            ("", "error"),
            ("; spf=pass", "error"),
        ] {
            assert_eq!(read(value), expected, "{value}");
        }
    }

    #[test]
    fn what_services_really_write_is_read() {
        for (value, expected) in [
            // Exchange Online: no authserv-id, no space, words that are no properties.
            (
                "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=a.example; dkim=none (message not signed) header.d=none;dmarc=pass action=none header.from=a.example;compauth=pass reason=100",
                "-; spf=pass smtp.mailfrom=a.example; dkim=none header.d=none; dmarc=pass header.from=a.example; compauth=pass[100]",
            ),
            (
                "spf=none (sender IP is ) smtp.mailfrom=; dkim=none",
                "-; spf=none smtp.mailfrom=; dkim=none",
            ),
            (
                "a.example; spf=pass smtp.mailfrom=a@b.example;",
                "a.example; spf=pass smtp.mailfrom=a@b.example",
            ),
            (
                "a.example; iprev=pass policy.iprev=2001:db8::1 (x)",
                "a.example; iprev=pass policy.iprev=2001:db8::1",
            ),
            (
                "a.example; dkim=pass stray header.d=b.example",
                "a.example; dkim=pass header.d=b.example !1",
            ),
        ] {
            assert_eq!(read(value), expected, "{value}");
        }
    }

    #[test]
    fn results_hidden_in_quotes_and_comments_are_no_results() {
        for value in [
            "a.example; spf=fail smtp.mailfrom=\"x;dkim=pass header.d=bank.example\"@evil.example",
            "a.example; dkim=fail (a (b; dkim=pass header.d=bank.example) c)",
            "a.example; dkim=fail (a \\) ; dkim=pass header.d=bank.example) header.d=evil.example",
            "a.example; spf=fail smtp.mailfrom=x@evil.example(; dkim=pass header.d=bank.example",
        ] {
            let found = AuthenticationResults::parse(value).unwrap();
            let is_forged = |info: &ResInfo| info.method == "dkim" && info.result.is_pass();
            assert!(!found.results.iter().any(is_forged), "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(value in "[ ;=./(\\\\)\"a-c1\u{e9}]{0,60}") {
            let _ = AuthenticationResults::parse(&value);
            let _ = AuthenticationResults::parse_arc(&value);
        }
    }
}
