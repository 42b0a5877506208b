//! A campaign as a file describes it.

use serde::Deserialize;

use super::{NewCampaign, Terms, TermsError};

/// Why a file describes no campaign.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum FileError {
    /// It is no such TOML: what, and on which line.
    #[error("{0}")]
    Form(String),
    /// What it promises cannot stand.
    #[error(transparent)]
    Terms(#[from] TermsError),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    brand: String,
    name: String,
    stock: u64,
    terms: Terms,
}

impl NewCampaign {
    /// A file with everything in it, and what each is for.
    pub const EXAMPLE: &str = include_str!("example.toml");

    /// Octets of a file, at most.
    pub const FILE: u64 = 256 << 10;

    /// Reads a campaign as [`NewCampaign::EXAMPLE`] has it.
    ///
    /// # Errors
    ///
    /// What cannot be read, or cannot stand.
    pub fn read(toml: &str) -> Result<Self, FileError> {
        let file: File = toml::from_str(toml).map_err(|error| {
            let line = error.span().and_then(|span| toml.get(..span.start));
            let line = line.map_or(1, |before| before.matches('\n').count() + 1);
            FileError::Form(format!("line {line}: {}", error.message()))
        })?;
        file.terms.check()?;
        let File { brand, name, stock, terms } = file;
        Ok(Self { brand, name, terms, stock })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_is_a_campaign() {
        let new = NewCampaign::read(NewCampaign::EXAMPLE).unwrap();
        assert_eq!((new.brand.as_str(), new.stock), ("mihon-store", 10_000));
        assert_eq!((new.terms.claim_days, new.terms.claims_end), (6, None));
        let with_end = NewCampaign::EXAMPLE.replace("# claims_end", "claims_end");
        let end = NewCampaign::read(&with_end).unwrap().terms.claims_end.unwrap();
        assert_eq!(end, "2026-12-31T14:59:59Z".parse().unwrap());
    }

    #[test]
    fn a_file_that_is_none_says_what_and_where() {
        for (from, to, expected) in [
            ("stock = 10000", "stock = -1", "line 9: "),
            ("stock = 10000", "stick = 10000", "line 9: unknown field `stick`"),
            ("amount = 500", "amount = 0", "the amount has to be at least 1 yen"),
            ("brand = ", "brand: ", "line 5: "),
        ] {
            let error = NewCampaign::read(&NewCampaign::EXAMPLE.replacen(from, to, 1)).unwrap_err();
            assert!(error.to_string().starts_with(expected), "{error}");
        }
    }
}
