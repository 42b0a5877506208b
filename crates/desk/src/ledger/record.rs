use std::{future::Future, pin::Pin};

use check::{Entry, Presented, SenderRecord};

use super::Hash;
use crate::{Store, StoreError};

/// The desk's ledger, as the check asks it.
#[derive(Clone, Debug)]
pub struct Ledger {
    store: Store,
}

impl Ledger {
    /// The ledger of a desk.
    #[must_use]
    pub fn of(store: Store) -> Self {
        Self { store }
    }

    async fn entry(&self, presented: &Presented) -> Result<Option<Entry>, StoreError> {
        let hasher = self.store.ledger_hasher(&presented.brand);
        let contents = presented.contents.iter().map(|content| hasher.content(&content.digest));
        let id = presented.message_id.iter().map(|id| hasher.message_id(id));
        let hashes: Vec<Hash> = contents.chain(id).collect();
        let labels = self.store.look_up_ledger(&presented.brand, &hashes, presented.now).await?;
        let found = labels.iter().enumerate().find_map(|(at, label)| Some((at, (*label)?)));
        let Some((at, label)) = found else { return Ok(None) };
        Ok(Some(Entry {
            content: (at < presented.contents.len()).then_some(at),
            day: label.day.date(),
            campaign: match label.campaign {
                Some(campaign) => self.store.standing_of(campaign).await?,
                None => None,
            },
        }))
    }
}

impl SenderRecord for Ledger {
    fn look_up<'a>(
        &'a self,
        presented: &'a Presented,
    ) -> Pin<Box<dyn Future<Output = Option<Entry>> + Send + 'a>> {
        Box::pin(async move {
            // A record that cannot be reached is no word against the message; the desk sees by its
            // other statements that its database is gone.
            self.entry(presented).await.ok().flatten()
        })
    }
}
