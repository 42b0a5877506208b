//! Passwords, kept as argon2id (RFC 9106).

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _},
};

use crate::store::{PasswordCost, StoreError};

/// Fewest characters. NIST SP 800-63B-4 asks for fifteen where nothing else protects an account;
/// we close accounts after repeated failures.
const LEAST: usize = 12;
/// Most octets: a longer one only costs time.
const MOST: usize = 512;

/// A password somebody chose.
pub(crate) struct Password<'p>(&'p str);

impl<'p> Password<'p> {
    /// Whether it can be one.
    pub(crate) fn new(text: &'p str) -> Result<Self, StoreError> {
        if text.chars().count() < LEAST || text.len() > MOST {
            return Err(StoreError::Password { least: LEAST, most: MOST });
        }
        Ok(Self(text))
    }

    /// As it is kept. Takes a while, and is meant to.
    pub(crate) async fn hash(&self, cost: PasswordCost) -> Result<String, StoreError> {
        let text = self.0.to_owned();
        let hash = apart(move || {
            let hash = hasher(cost)?.hash_password(text.as_bytes()).ok()?;
            Some(hash.to_string())
        });
        hash.await.flatten().ok_or(StoreError::NoHash)
    }
}

/// Whether a password is the one that is kept. Without one that is kept (there is no such user), it
/// takes as long: the answer's time does not tell who has an account.
pub(crate) async fn is(text: &str, kept: Option<String>, cost: PasswordCost) -> bool {
    if text.len() > MOST {
        return false;
    }
    let text = text.to_owned();
    let answer = apart(move || match kept {
        Some(kept) => Argon2::default().verify_password(text.as_bytes(), kept.as_str()).is_ok(),
        None => {
            // Only its time is wanted.
            let _ = hasher(cost).map(|hasher| hasher.hash_password(text.as_bytes()));
            false
        }
    });
    answer.await.unwrap_or(false)
}

fn hasher(cost: PasswordCost) -> Option<Argon2<'static>> {
    let params = Params::new(cost.memory, cost.passes, 1, None).ok()?;
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Away from the threads that answer everybody else.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}
