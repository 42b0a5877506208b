use jiff::SignedDuration;

/// How long things are kept, and what they may weigh.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How long a message is kept as it came. Default 30 days.
    pub original: SignedDuration,
    /// How long a case is kept, redacted. Default 13 months (396 days).
    pub case: SignedDuration,
    /// How long a log-in holds. Default 12 hours.
    pub session: SignedDuration,
    /// How long a log-in holds that nobody uses. Default 2 hours.
    pub idle_session: SignedDuration,
    /// How many wrong passwords in a row close an account for a while. Default 10.
    pub failures: i64,
    /// How long it is closed. Default 15 minutes.
    pub lockout: SignedDuration,
    /// How long somebody who took a telling has to pass it on before it is given to another.
    /// Default 5 minutes.
    pub telling: SignedDuration,
    /// What a password hash costs.
    pub password: PasswordCost,
    /// What may be stored.
    pub limits: Limits,
}

/// What argon2id costs (RFC 9106).
#[derive(Clone, Copy, Debug)]
pub struct PasswordCost {
    /// Memory in KiB. Default 19,456 (OWASP's first choice for argon2id).
    pub memory: u32,
    /// Passes. Default 2.
    pub passes: u32,
}

/// Bounds on what strangers can make us keep.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Octets of a message. Default 25 MiB.
    pub message_octets: usize,
    /// Characters said at a time, noted, or told in a decision. Default 4,000.
    pub text_characters: usize,
    /// Entries of one case's transcript, and of its notes. Default 1,000.
    pub entries: i64,
    /// Octets of a conversation's state. Default 256 KiB: a talk of the most characters fits.
    pub conversation_octets: usize,
    /// Reports of one reporter that count in a day; more are kept, and count when somebody at the desk
    /// has looked. Default 1,000.
    pub reports_a_day: i64,
    /// Cases that one list shows. Default 500.
    pub listed: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            original: days(30),
            case: days(396),
            session: SignedDuration::from_hours(12),
            idle_session: SignedDuration::from_hours(2),
            failures: 10,
            lockout: SignedDuration::from_mins(15),
            telling: SignedDuration::from_mins(5),
            password: PasswordCost::default(),
            limits: Limits::default(),
        }
    }
}

impl Default for PasswordCost {
    fn default() -> Self {
        Self { memory: 19_456, passes: 2 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message_octets: 25 * 1024 * 1024,
            text_characters: 4_000,
            entries: 1_000,
            conversation_octets: 256 * 1024,
            reports_a_day: 1_000,
            listed: 500,
        }
    }
}

const fn days(days: i64) -> SignedDuration {
    SignedDuration::from_hours(days * 24)
}
