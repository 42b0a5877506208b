//! A time after which nothing more is waited for.

use std::time::Duration;

use mail::DomainName;
use tokio::time::Instant;

use super::{Asking, Lookup, LookupError, RecordType};

/// Asks another [`Lookup`] until a given time; after that every question meets silence.
///
/// One message can lead to hundreds of questions, each to a name server that takes its time on
/// purpose; RFC 7208 §4.6.4 asks for a limit on the whole, and for one of at least 20 seconds. Put a
/// [`Recorder`](super::Recorder) around it, not inside: then the silence is recorded, and the report
/// replays. Its queries must run within a tokio runtime.
#[derive(Clone, Copy, Debug)]
pub struct Deadline<L> {
    inner: L,
    until: Instant,
}

impl<L: Lookup> Deadline<L> {
    /// Lets `inner` answer for so long from now.
    pub fn new(inner: L, time: Duration) -> Self {
        Self { inner, until: Instant::now() + time }
    }
}

impl<L: Lookup> Lookup for Deadline<L> {
    fn query<'a>(&'a self, name: &'a DomainName, kind: RecordType) -> Asking<'a> {
        Box::pin(async move {
            let answer = tokio::time::timeout_at(self.until, self.inner.query(name, kind)).await;
            answer.unwrap_or_else(|_elapsed| Err(LookupError::Silent(name.clone())))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lookup::Answer;

    /// Answers each question after a while.
    struct Slow(Duration);

    impl Lookup for Slow {
        fn query<'a>(&'a self, _name: &'a DomainName, _kind: RecordType) -> Asking<'a> {
            Box::pin(async {
                tokio::time::sleep(self.0).await;
                Answer::Ok(Vec::new())
            })
        }
    }

    #[tokio::test]
    async fn after_the_deadline_every_question_meets_silence() {
        let name = DomainName::parse("example.com").unwrap();
        let slow = Slow(Duration::from_millis(20));
        let lookup = Deadline::new(&slow, Duration::from_millis(50));
        let started = Instant::now();
        let mut answered = 0;
        for _ in 0..100 {
            match lookup.query(&name, RecordType::A).await {
                Ok(_) => answered += 1,
                Err(error) => assert_eq!(error, LookupError::Silent(name.clone())),
            }
        }
        assert!((1..=2).contains(&answered), "{answered}");
        assert!(started.elapsed() < Duration::from_secs(1));
    }
}
