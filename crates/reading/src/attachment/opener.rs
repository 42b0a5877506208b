//! What all files of one message share: what may still be spent on them, and the passwords told.

use super::password;
use crate::{Limits, inflate::Allowance};

/// Passwords tried on one file.
const FOR_ONE: usize = 8;

pub(crate) struct Opener<'o> {
    pub(super) limits: &'o Limits,
    pub(super) allowance: Allowance,
    /// The subject and the text that the reader sees.
    told: [&'o str; 2],
    passwords: Option<Vec<String>>,
    tries: usize,
}

impl<'o> Opener<'o> {
    pub(crate) fn new(limits: &'o Limits, told: [&'o str; 2]) -> Self {
        let allowance = Allowance::new(limits);
        Self { limits, allowance, told, passwords: None, tries: limits.passwords }
    }

    /// Passwords to try on a file. Each call takes from what may be tried for the message.
    pub(super) fn passwords(&mut self) -> Vec<String> {
        let told = self.told;
        let passwords = self.passwords.get_or_insert_with(|| {
            let mut passwords = Vec::new();
            for text in told.iter().rev() {
                passwords.extend(password::told(text, FOR_ONE - passwords.len()));
            }
            passwords
        });
        let tried = passwords.iter().take(self.tries).cloned().collect::<Vec<_>>();
        self.tries -= tried.len();
        tried
    }
}
