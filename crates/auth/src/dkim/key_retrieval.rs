use std::{
    future::poll_fn,
    task::{Context, Poll},
};

use mail::DomainName;

use super::{Key, Limits, Problem, key::looks_like_key};
use crate::{
    Lookup, LookupError, Record, RecordType,
    lookup::{Answer, Asking},
};

/// The keys at some names, each name asked for once (RFC 6376 §6.1.2).
#[derive(Debug)]
pub(crate) struct Keys {
    found: Vec<(DomainName, Result<Vec<Key>, Problem>)>,
}

impl Keys {
    /// Asks for all names at once: one slow name server delays the check, not each in turn.
    pub(crate) async fn ask(
        lookup: &dyn Lookup,
        names: impl IntoIterator<Item = &DomainName>,
    ) -> Self {
        let mut asked: Vec<&DomainName> = Vec::new();
        for name in names {
            if !asked.contains(&name) {
                asked.push(name);
            }
        }
        let asking = asked.iter().map(|name| lookup.query(name, RecordType::Txt)).collect();
        let answers = all(asking).await;
        let found = asked.into_iter().cloned().zip(answers.into_iter().map(keys)).collect();
        Self { found }
    }

    /// The keys at a name, at least one; or why there is none.
    pub(crate) fn at(&self, name: &DomainName) -> Result<&[Key], Problem> {
        match self.found.iter().find(|(known, _)| known == name) {
            None => Err(Problem::KeyNotAsked),
            Some((_, Ok(keys))) => Ok(keys),
            Some((_, Err(problem))) => Err(*problem),
        }
    }
}

/// Waits for all answers, asking at the same time.
async fn all(asking: Vec<Asking<'_>>) -> Vec<Answer> {
    let mut open: Vec<(Option<Asking<'_>>, Option<Answer>)> =
        asking.into_iter().map(|asking| (Some(asking), None)).collect();
    let settle = |open: &mut Vec<(Option<Asking<'_>>, Option<Answer>)>, cx: &mut Context<'_>| {
        let mut pending = false;
        for (asking, answer) in open {
            let Some(waiting) = asking else { continue };
            match waiting.as_mut().poll(cx) {
                Poll::Pending => pending = true,
                Poll::Ready(heard) => (*asking, *answer) = (None, Some(heard)),
            }
        }
        if pending { Poll::Pending } else { Poll::Ready(()) }
    };
    poll_fn(|cx| settle(&mut open, cx)).await;
    open.into_iter().filter_map(|(_, answer)| answer).collect()
}

fn keys(answer: Answer) -> Result<Vec<Key>, Problem> {
    let records = answer.map_err(|error| match error {
        LookupError::NoSuchName(_) => Problem::KeyMissing,
        LookupError::Silent(_) | LookupError::Failed(_) => Problem::KeyUnavailable,
        LookupError::Off(_) => Problem::KeyNotAsked,
    })?;
    let mut keys = Vec::new();
    let mut problem = Problem::KeyMissing;
    for record in &records {
        let Record::Txt(text) = record else { continue };
        match Key::parse(text) {
            Ok(key) => keys.push(key),
            // Among several, what looks like a key tells more than a stray record.
            Err(found) if problem == Problem::KeyMissing || looks_like_key(text) => problem = found,
            Err(_) => {}
        }
        if keys.len() >= Limits::IN_FORCE.keys_at_name {
            break;
        }
    }
    if keys.is_empty() { Err(problem) } else { Ok(keys) }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures::executor::block_on;

    use super::*;

    /// Answers no question before both were asked.
    struct Slow(AtomicUsize);

    impl Lookup for Slow {
        fn query<'a>(&'a self, name: &'a DomainName, _: RecordType) -> Asking<'a> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Box::pin(poll_fn(move |cx| match self.0.load(Ordering::SeqCst) {
                2 => Poll::Ready(Err(LookupError::NoSuchName(name.clone()))),
                _ => {
                    cx.waker().wake_by_ref();
                    Poll::Pending
                }
            }))
        }
    }

    #[test]
    fn names_are_asked_once_and_at_the_same_time() {
        let names = ["a.example", "b.example", "a.example"].map(|n| DomainName::parse(n).unwrap());
        let slow = Slow(AtomicUsize::new(0));
        let keys = block_on(Keys::ask(&slow, &names));
        assert_eq!(slow.0.load(Ordering::SeqCst), 2);
        assert_eq!(keys.at(&names[0]).err(), Some(Problem::KeyMissing));
    }
}
