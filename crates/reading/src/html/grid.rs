//! Tables whose cells are drawn by their ground colour: QR codes can be made so.

use super::Rgb;

/// A table of coloured cells, at least eleven each way.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Grid {
    /// The rows, top first; `None` where a cell's colour cannot be known.
    pub rows: Vec<Vec<Option<Rgb>>>,
}

/// The smallest QR code has 21 modules; a grid drawn two modules to a cell still has this many.
pub(super) const LEAST: usize = 11;

/// Cells of one document that are kept.
const MOST_CELLS: usize = 400_000;

/// The tables that are open, innermost last.
#[derive(Debug, Default)]
pub(super) struct Grids {
    open: Vec<Vec<Vec<Option<Rgb>>>>,
    cells: usize,
    done: Vec<Grid>,
}

impl Grids {
    pub(super) fn table(&mut self) {
        if self.open.len() < 64 {
            self.open.push(Vec::new());
        }
    }

    pub(super) fn row(&mut self) {
        if let Some(table) = self.open.last_mut() {
            table.push(Vec::new());
        }
    }

    pub(super) fn cell(&mut self, ground: Option<Rgb>, span: usize) {
        let span = span.clamp(1, 200);
        if self.cells + span > MOST_CELLS {
            return;
        }
        if let Some(row) = self.open.last_mut().and_then(|table| table.last_mut()) {
            row.extend(std::iter::repeat_n(ground, span));
            self.cells += span;
        }
    }

    pub(super) fn end(&mut self) {
        let Some(mut rows) = self.open.pop() else { return };
        rows.retain(|row| row.len() >= LEAST);
        let mut colours: Vec<_> =
            rows.iter().flatten().flatten().map(|rgb| rgb.0).take(4_000).collect();
        colours.sort_unstable();
        colours.dedup();
        if rows.len() >= LEAST && (2..=8).contains(&colours.len()) {
            self.done.push(Grid { rows });
        }
    }

    pub(super) fn finish(mut self) -> Vec<Grid> {
        while !self.open.is_empty() {
            self.end();
        }
        self.done
    }
}
