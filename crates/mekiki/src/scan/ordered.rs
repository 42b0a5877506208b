use std::{
    collections::BTreeMap,
    io::{self, Write},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use super::{
    output::{Answer, Output},
    tally::Tally,
};

/// Answers that may wait for an earlier one. One slow message then holds back at most this many
/// finished ones, and memory stays the same however many messages there are.
const WINDOW: usize = 256;

/// Writes and counts answers in the order of the walk although they are finished in any order.
pub(super) struct Ordered<W: Write + Send> {
    state: Mutex<State<W>>,
    moved: Condvar,
}

struct State<W: Write + Send> {
    out: Output<W>,
    /// Place of the answer that is written next.
    next: usize,
    waiting: BTreeMap<usize, Answer>,
    tally: Tally,
    broken: Option<io::Error>,
}

impl<W: Write + Send> Ordered<W> {
    pub(super) fn new(out: Output<W>, tally: Tally) -> Self {
        let waiting = BTreeMap::new();
        let state = Mutex::new(State { out, next: 0, waiting, tally, broken: None });
        Self { state, moved: Condvar::new() }
    }

    /// Hands in an answer by its place in the walk. Waits while it is too far ahead; whoever holds
    /// the one that is next never waits. `false` when nobody reads on.
    pub(super) fn put(&self, place: usize, answer: Answer) -> bool {
        let mut state = self.state();
        while place >= state.next + WINDOW && state.broken.is_none() {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.waiting.insert(place, answer);
        let before = state.next;
        while let Some(answer) = {
            let next = state.next;
            state.waiting.remove(&next)
        } {
            state.write(&answer);
            state.tally.count(&answer.outcome);
            state.next += 1;
        }
        if state.next != before || state.broken.is_some() {
            self.moved.notify_all();
        }
        state.broken.is_none()
    }

    /// Hands back where answers went, and what was counted.
    ///
    /// # Errors
    /// The first failure to write.
    pub(super) fn finish(self) -> io::Result<(Output<W>, Tally)> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        state.tally.clear();
        match state.broken.take() {
            Some(error) => Err(error),
            None => Ok((state.out, state.tally)),
        }
    }

    fn state(&self) -> MutexGuard<'_, State<W>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Write + Send> State<W> {
    fn write(&mut self, answer: &Answer) {
        if self.broken.is_none() {
            self.broken = self.out.take(answer).err();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::{label::Labels, output::Outcome};

    #[test]
    fn lines_come_in_the_order_of_the_walk() {
        let now = "2026-11-24T00:00:00Z".parse().unwrap();
        let out = Ordered::new(Output::Lines(Vec::new()), Tally::new(&Labels::default(), now));
        for place in [2, 0, 1, 3] {
            let line = format!("line {place}");
            assert!(out.put(place, Answer { line, label: None, outcome: Outcome::Unread }));
        }
        let (Output::Lines(out), tally) = out.finish().unwrap() else { panic!("not lines") };
        assert_eq!(String::from_utf8_lossy(&out), "line 0\nline 1\nline 2\nline 3\n");
        assert_eq!(tally.unread(), 4);
    }
}
