use super::{BimiFault, DkimFault, DmarcFault, MxFault, SpfFault, Told, TransportFault};

/// How much a fault matters, the worst first.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Genuine mail is lost, or anybody can write in the domain's name.
    Broken,
    /// It works, and protects less than it could.
    Weak,
    /// Good to know; nothing has to be done.
    Hint,
}

impl Severity {
    /// Its name for programs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Broken => "broken",
            Self::Weak => "weak",
            Self::Hint => "hint",
        }
    }
}

/// Something wrong with what a domain publishes. A closed list: none without its words.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Fault {
    /// Which servers may send.
    Spf(SpfFault),
    /// The keys of signatures.
    Dkim(DkimFault),
    /// What receivers are to do with mail without proof.
    Dmarc(DmarcFault),
    /// The logo.
    Bimi(BimiFault),
    /// Encryption on the way.
    Transport(TransportFault),
    /// Who receives.
    Mx(MxFault),
}

impl Fault {
    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Spf(fault) => fault.severity(),
            Self::Dkim(fault) => fault.severity(),
            Self::Dmarc(fault) => fault.severity(),
            Self::Bimi(fault) => fault.severity(),
            Self::Transport(fault) => fault.severity(),
            Self::Mx(fault) => fault.severity(),
        }
    }

    /// Its name for programs: kebab-case, stable.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Spf(fault) => fault.into(),
            Self::Dkim(fault) => fault.into(),
            Self::Dmarc(fault) => fault.into(),
            Self::Bimi(fault) => fault.into(),
            Self::Transport(fault) => fault.into(),
            Self::Mx(fault) => fault.into(),
        }
    }

    /// What is wrong and what to change, in both languages.
    #[must_use]
    pub fn told(&self) -> Told {
        match self {
            Self::Spf(fault) => fault.told(),
            Self::Dkim(fault) => fault.told(),
            Self::Dmarc(fault) => fault.told(),
            Self::Bimi(fault) => fault.told(),
            Self::Transport(fault) => fault.told(),
            Self::Mx(fault) => fault.told(),
        }
    }
}
