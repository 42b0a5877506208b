use std::{
    collections::BTreeMap,
    io::{self, Write},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
};

use super::tally::{Outcome, Tally};

/// Lines that may wait for an earlier one. One slow message then holds back at most this many
/// finished ones, and memory stays the same however many messages there are.
const WINDOW: usize = 256;

/// Writes lines in the order of the walk although they are finished in any order.
pub(super) struct Ordered<W> {
    state: Mutex<State<W>>,
    moved: Condvar,
}

struct State<W> {
    out: W,
    /// Place of the line that is written next.
    next: usize,
    waiting: BTreeMap<usize, (String, Outcome)>,
    tally: Tally,
    broken: Option<io::Error>,
}

impl<W: Write> Ordered<W> {
    pub(super) fn new(out: W, tally: Tally) -> Self {
        let waiting = BTreeMap::new();
        let state = Mutex::new(State { out, next: 0, waiting, tally, broken: None });
        Self { state, moved: Condvar::new() }
    }

    /// Writes a line before all others.
    pub(super) fn heading(&self, line: &str) {
        self.state().write(line);
    }

    /// Hands in a line by its place in the walk; an empty one only counts. Waits while it is too
    /// far ahead; whoever holds the line that is next never waits. `false` when nobody reads on.
    pub(super) fn put(&self, place: usize, line: String, outcome: Outcome) -> bool {
        let mut state = self.state();
        while place >= state.next + WINDOW && state.broken.is_none() {
            state = self.moved.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.waiting.insert(place, (line, outcome));
        let before = state.next;
        while let Some((line, outcome)) = {
            let next = state.next;
            state.waiting.remove(&next)
        } {
            state.write(&line);
            state.tally.count(outcome);
            state.next += 1;
        }
        if state.next != before || state.broken.is_some() {
            self.moved.notify_all();
        }
        state.broken.is_none()
    }

    /// Writes what is left and tells what was counted.
    ///
    /// # Errors
    /// The first failure to write.
    pub(super) fn finish(self) -> io::Result<Tally> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        state.tally.clear();
        match state.broken.take() {
            Some(error) => Err(error),
            None => state.out.flush().map(|()| state.tally),
        }
    }

    fn state(&self) -> MutexGuard<'_, State<W>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<W: Write> State<W> {
    fn write(&mut self, line: &str) {
        if line.is_empty() || self.broken.is_some() {
            return;
        }
        self.broken = writeln!(self.out, "{line}").err();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_in_the_order_of_the_walk() {
        let out = Ordered::new(Vec::new(), Tally::new());
        for place in [2, 0, 1, 3] {
            assert!(out.put(place, format!("line {place}"), Outcome::Unread));
        }
        let state = out.state();
        assert_eq!(String::from_utf8_lossy(&state.out), "line 0\nline 1\nline 2\nline 3\n");
    }
}
