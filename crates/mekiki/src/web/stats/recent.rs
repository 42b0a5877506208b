use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use jiff::Timestamp;
use tokio::sync::Mutex;

use crate::{
    stats::Yearly,
    web::{Desk, problem::Problem},
};

/// How long all years are told as they were counted: it takes a look at every event.
const FRESH: Duration = Duration::from_secs(60);

/// All years, as they were counted lately.
#[derive(Default)]
pub(super) struct Recent(Mutex<Option<(Instant, Arc<Yearly>)>>);

impl Recent {
    /// All years; who asks while they are counted waits for that count.
    pub(super) async fn yearly(&self, desk: &Desk, now: Timestamp) -> Result<Arc<Yearly>, Problem> {
        let mut recent = self.0.lock().await;
        if let Some((at, yearly)) = recent.as_ref().filter(|(at, _)| at.elapsed() < FRESH) {
            let _ = at;
            return Ok(Arc::clone(yearly));
        }
        let years = desk.store.count_years(now).await?;
        let yearly = Arc::new(Yearly::new(&years, &desk.checker.brands));
        *recent = Some((Instant::now(), Arc::clone(&yearly)));
        Ok(yearly)
    }
}
