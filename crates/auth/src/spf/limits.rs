//! What one check may cost, so that a stranger's record cannot spend our time or flood a third
//! party on its behalf (§4.6.4, §11.1).

use super::Problem;

/// Every bound that one SPF check keeps.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Terms that query DNS: `include`, `a`, `mx`, `ptr`, `exists`, `redirect`. More is `permerror`.
    /// Default 10 (§4.6.4).
    pub lookups: usize,
    /// Terms whose query finds no such name or no record. More is `permerror`. Default 2 (§4.6.4).
    pub void_lookups: usize,
    /// MX records of one `mx` term (more is `permerror`) and names of one PTR answer (more are
    /// ignored). Default 10 (§4.6.4).
    pub names: usize,
    /// Octets of a local-part or HELO name that a macro may stand for; a term that needs a longer
    /// one matches nothing. Default 512: RFC 5321 §4.5.3.1 allows 64 and 255, mail in the wild more.
    pub macro_octets: usize,
    /// Octets of an explanation; the rest is cut off. Default 1,024.
    pub explanation_octets: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            lookups: 10,
            void_lookups: 2,
            names: 10,
            macro_octets: 512,
            explanation_octets: 1_024,
        }
    }
}

/// What has been spent of the [`Limits`] so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spent {
    pub(super) lookups: usize,
    pub(super) void_lookups: usize,
}

impl Spent {
    /// Counts a term that queries DNS, before it does.
    pub(super) fn lookup(&mut self, limits: &Limits) -> Result<(), Problem> {
        if self.lookups >= limits.lookups {
            return Err(Problem::ManyLookups);
        }
        self.lookups += 1;
        Ok(())
    }

    /// Counts a term whose query found nothing.
    pub(super) fn void(&mut self, limits: &Limits) -> Result<(), Problem> {
        self.void_lookups += 1;
        if self.void_lookups > limits.void_lookups {
            return Err(Problem::ManyVoidLookups);
        }
        Ok(())
    }
}
