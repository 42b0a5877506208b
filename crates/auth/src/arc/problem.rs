use crate::dkim;

/// Why a chain fails.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Problem {
    /// An ARC field has no instance, or one outside 1 to 50 (RFC 8617 §4.2.1).
    BadInstance,
    /// An instance has not exactly one field of each of the three kinds (§5.2, step 3A).
    IncompleteSet {
        /// The instance.
        instance: u32,
    },
    /// Instances do not run from 1 without a gap (§5.2, step 3B).
    InstanceMissing {
        /// The first that is missing.
        instance: u32,
    },
    /// The newest seal says that the chain had failed already (§5.2, step 2).
    FailedEarlier,
    /// `cv=` is not `none` at the first instance or not `pass` at a later one (§5.2, step 3C).
    BadChainValidation {
        /// The instance.
        instance: u32,
    },
    /// The ARC-Message-Signature does not verify (§5.2, step 4).
    MessageSignature {
        /// The instance; always the newest.
        instance: u32,
        /// What is wrong with it.
        why: dkim::Problem,
    },
    /// The ARC-Seal does not verify (§5.2, step 6).
    Seal {
        /// The instance.
        instance: u32,
        /// What is wrong with it.
        why: dkim::Problem,
    },
    /// An ARC-Seal has `h=`, which it must not (§4.1.3).
    SealWithFields {
        /// The instance.
        instance: u32,
    },
    /// The ARC-Message-Signature signs ARC-Seal fields, which it must not (§4.1.2).
    SealSigned {
        /// The instance.
        instance: u32,
    },
}
