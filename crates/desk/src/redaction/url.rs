use super::Redactor;

/// A part of a path of so many characters that looks made by a machine is taken for a token.
const TOKEN: usize = 12;

/// No word that a person wrote into an address is longer.
const WORD: usize = 64;

impl Redactor {
    /// A page's address, armed or disarmed, with its scheme or without: its host stays, and the
    /// plain words of its path; user names, values of the query, the fragment and what could be a
    /// token go.
    #[must_use]
    pub fn url(&self, url: &str) -> String {
        let (start, rest) = match url.split_once("//") {
            Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => {
                (format!("{scheme}//"), rest)
            }
            Some(_) | None => (String::new(), url),
        };
        let (rest, fragment) = split(rest, '#');
        let (rest, query) = split(rest, '?');
        let (authority, path) = split(rest, '/');
        let mut out = start + &self.authority(authority);
        for segment in path.into_iter().flat_map(|path| path.split('/')) {
            out.push('/');
            out.push_str(&self.segment(segment));
        }
        if let Some(query) = query {
            let pairs: Vec<String> = query.split('&').map(|pair| self.pair(pair)).collect();
            out.push('?');
            out.push_str(&pairs.join("&"));
        }
        if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
            out.push('#');
            out.push_str(&self.mask("fragment", fragment));
        }
        out
    }

    fn authority(&self, authority: &str) -> String {
        match authority.rsplit_once('@') {
            Some((user, host)) => format!("{}@{host}", self.mask("user", user)),
            None => authority.to_owned(),
        }
    }

    fn pair(&self, pair: &str) -> String {
        match pair.split_once('=') {
            Some((key, "")) => format!("{}=", self.segment(key)),
            Some((key, value)) => format!("{}={}", self.segment(key), self.mask("value", value)),
            None => self.segment(pair),
        }
    }

    fn segment(&self, segment: &str) -> String {
        let digits = segment.chars().filter(char::is_ascii_digit).count();
        let is_long = segment.chars().count() >= TOKEN && (digits > 0 || humps(segment) > 3);
        let is_address = segment.contains('@') || segment.to_ascii_lowercase().contains("%40");
        if is_long || digits >= 5 || is_address || segment.len() > WORD {
            return self.mask("token", segment);
        }
        segment.to_owned()
    }
}

fn split(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// How often a capital follows a small letter: more often in base64 than in `ResetPassword`.
fn humps(text: &str) -> usize {
    let pairs = text.chars().zip(text.chars().skip(1));
    pairs.filter(|(one, next)| one.is_ascii_lowercase() && next.is_ascii_uppercase()).count()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{redactor, without_hashes};

    #[test]
    fn hosts_stay_and_tokens_go() {
        for (url, expected) in [
            ("https://a.example/", "https://a.example/"),
            ("https://a.example/reset/9f8e7d6c5b4a3928", "https://a.example/reset/[token]"),
            ("https://a.example/r/aBcDeFgHiJkLmN", "https://a.example/r/[token]"),
            ("https://a.example/user/ResetPassword", "https://a.example/user/ResetPassword"),
            ("https://u:p@a.example/x#frag", "https://[user]@a.example/x#[fragment]"),
            (
                "https://a.example/stop?to=hanako%40b.example&k",
                "https://a.example/stop?to=[value]&k",
            ),
            ("https://a.example/u/hanako@b.example", "https://a.example/u/[token]"),
            ("https://a.example?", "https://a.example?"),
            ("a.example/x?go=https://b.example/", "a.example/x?go=[value]"),
            ("", ""),
        ] {
            assert_eq!(without_hashes(&redactor().url(url)), expected, "{url}");
        }
    }
}
