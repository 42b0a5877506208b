//! What must hold of whatever a stranger's words are shown in.

use std::convert::Infallible;

use html5gum::{Token, Tokenizer};

/// Fails when a text would steer the screen: control characters, marks that turn the reading
/// direction or that nobody sees.
pub fn is_tame(text: &str) {
    for c in text.chars().filter(|c| *c != '\n') {
        let steers = c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
        assert!(!steers, "U+{:04X} in {text:?}", u32::from(c));
    }
}

/// Fails when a page, as a browser takes it apart, has an element that is not in `tags`, or an
/// attribute that acts or loads.
pub fn is_inert(html: &str, tags: &[&str]) {
    for token in Tokenizer::new(html)
        .map(|token: Result<Token, Infallible>| token.unwrap_or_else(|never| match never {}))
    {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                assert!(tags.contains(&name.as_str()), "<{name}> in {html}");
                for (attribute, value) in &tag.attributes {
                    let attribute = String::from_utf8_lossy(attribute);
                    let value = String::from_utf8_lossy(value).to_lowercase();
                    let is_picture = value.starts_with("cid:") || value.starts_with("data:image/");
                    let loads = matches!(
                        &*attribute,
                        "href"
                            | "action"
                            | "formaction"
                            | "background"
                            | "srcset"
                            | "style"
                            | "srcdoc"
                    ) || (attribute == "src" && !is_picture)
                        || attribute.starts_with("on")
                        || (attribute != "alt"
                            && attribute != "title"
                            && value.contains("javascript:"));
                    assert!(!loads, "{attribute}={value} in {html}");
                }
            }
            Token::Comment(_) | Token::Doctype(_) if !tags.contains(&"html") => {
                panic!("a comment or a doctype in {html}")
            }
            Token::EndTag(_)
            | Token::String(_)
            | Token::Comment(_)
            | Token::Doctype(_)
            | Token::Error(_) => {}
        }
    }
}
