//! What a relay may do to a message.

/// A fault, by the word that a recipient's address begins with.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// `refuse`: RCPT is answered with 550, always.
    Refuse,
    /// `refuse-after`: the message is answered with 554, always.
    RefuseAfter,
    /// `later`: RCPT is answered with 451, twice.
    Later,
    /// `later-after`: the message is answered with 452.
    LaterAfter,
    /// `busy`: RCPT is answered with 421, and the connection closed.
    Busy,
    /// `drop-rcpt`: the connection is closed at RCPT.
    DropRcpt,
    /// `drop-data`: the connection is closed once the message begins.
    DropData,
    /// `lost-after`: the connection is closed after the dot, and there is no message.
    LostAfter,
    /// `drop-after`: the message is taken, and the connection closed without an answer.
    DropAfter,
    /// `stall-rcpt`: RCPT is not answered.
    StallRcpt,
    /// `stall-after`: the message is taken, and not answered.
    StallAfter,
    /// `slow`: the answer to the message takes its time.
    Slow,
}

impl Fault {
    /// Every fault, with the word for it.
    pub const ALL: [(&'static str, Self); 12] = [
        ("refuse", Self::Refuse),
        ("refuse-after", Self::RefuseAfter),
        ("later", Self::Later),
        ("later-after", Self::LaterAfter),
        ("busy", Self::Busy),
        ("drop-rcpt", Self::DropRcpt),
        ("drop-data", Self::DropData),
        ("lost-after", Self::LostAfter),
        ("drop-after", Self::DropAfter),
        ("stall-rcpt", Self::StallRcpt),
        ("stall-after", Self::StallAfter),
        ("slow", Self::Slow),
    ];

    /// What an address asks for.
    pub fn of(address: &str) -> Option<Self> {
        let (word, _) = address.split_once(['.', '@'])?;
        Self::ALL.into_iter().find(|(name, _)| *name == word).map(|(_, fault)| fault)
    }

    /// On how many tries it acts.
    pub fn times(self) -> u32 {
        match self {
            Self::Refuse | Self::RefuseAfter => u32::MAX,
            Self::Later => 2,
            _ => 1,
        }
    }

    /// Whether the recipient ever gets a message.
    pub fn is_for_ever(self) -> bool {
        self.times() == u32::MAX
    }
}
