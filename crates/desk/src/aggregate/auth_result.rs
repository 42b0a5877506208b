/// What a receiver says of one DKIM signature, or of SPF.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AuthResult {
    /// The domain that signed, or that SPF was checked for; lower case.
    pub domain: String,
    /// The selector of a signature; empty for SPF, and where it is not told.
    pub selector: String,
    /// What came out (RFC 8601 §2.7).
    pub outcome: Outcome,
}

/// A result, as far as it matters here.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, strum::EnumString, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum Outcome {
    /// It proves the domain.
    Pass,
    /// It does not.
    Fail,
    /// SPF: probably not allowed.
    SoftFail,
    /// Nothing is said.
    Neutral,
    /// Not accepted by the receiver's policy.
    Policy,
    /// DNS did not answer.
    TempError,
    /// The record or the signature is broken.
    PermError,
    /// There was none, or a word that no standard has.
    #[default]
    None,
}

impl Outcome {
    /// Reads a word; `hardfail` and `unknown` are old words for others (RFC 7001 and before).
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word.trim() {
            "hardfail" => Self::Fail,
            "unknown" => Self::PermError,
            "error" => Self::TempError,
            word => word.parse().unwrap_or_default(),
        }
    }
}
