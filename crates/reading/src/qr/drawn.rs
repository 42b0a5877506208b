//! Codes drawn without a picture: from block letters, and from coloured table cells.

use super::luma::Luma;
use crate::html::{Grid, Rgb};

/// Pixels along one side of a table cell. A letter is half as wide as it is high.
const CELL: usize = 6;
/// Light cells around a drawing (ISO/IEC 18004 §9.1 asks for four).
const QUIET: usize = 4;
/// Version 1 has 21 modules a side; half blocks draw two to a line.
const LEAST_LINES: usize = 11;
/// Version 40 has 177, and a drawing may be two letters wide for each.
const MOST_LINES: usize = 200;
/// See [`MOST_LINES`].
const MOST_LETTERS: usize = 400;
/// Block letters of a line that belongs to a drawing.
const LEAST_BLOCKS: usize = 5;
/// Drawings of one text that are kept.
const MOST_DRAWINGS: usize = 8;

/// A table of coloured cells as a picture.
#[must_use]
pub fn from_grid(grid: &Grid) -> Option<Luma> {
    let width = grid.rows.iter().map(Vec::len).max()?.min(MOST_LETTERS);
    let mut canvas = Canvas::new(width, grid.rows.len().min(MOST_LETTERS))?;
    for (y, row) in grid.rows.iter().take(MOST_LETTERS).enumerate() {
        for (x, colour) in row.iter().take(MOST_LETTERS).enumerate() {
            let shade = colour.map_or(255, shade);
            canvas.fill((x * CELL, y * CELL), (CELL, CELL), shade);
        }
    }
    canvas.finish()
}

/// Drawings of block letters in a text, line by line.
#[must_use]
pub fn from_text(text: &str) -> Vec<Luma> {
    if !text.contains(is_block) {
        return Vec::new();
    }
    let mut drawings = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    // One empty line past the end closes the last drawing.
    for line in text.lines().chain(std::iter::repeat_n("text", 1)) {
        let blocks = line.chars().filter(|letter| is_block(*letter)).take(LEAST_BLOCKS).count();
        // Some lines of a code may be all light; they do not end it.
        let is_part = blocks == LEAST_BLOCKS || line.chars().all(is_light) && !lines.is_empty();
        if is_part && lines.len() < MOST_LINES {
            lines.push(line);
            continue;
        }
        if lines.len() >= LEAST_LINES && drawings.len() < MOST_DRAWINGS {
            drawings.extend(draw(&lines));
        }
        lines.clear();
    }
    drawings
}

fn draw(lines: &[&str]) -> Option<Luma> {
    let width = lines.iter().map(|line| columns(line)).max()?;
    let mut canvas = Canvas::new(width.div_ceil(2), lines.len())?;
    for (y, line) in lines.iter().enumerate() {
        let mut column = 0;
        for letter in line.chars() {
            let letter_width = columns_of(letter);
            if column + letter_width > MOST_LETTERS {
                break;
            }
            for (at, shade) in quarters(letter).into_iter().enumerate() {
                let edge = |half: usize| (2 * column + half * letter_width) * CELL / 4;
                let (left, right) = (edge(at % 2), edge(at % 2 + 1));
                let top = y * CELL + at / 2 * (CELL / 2);
                canvas.fill((left, top), (right - left, CELL / 2), shade);
            }
            column += letter_width;
        }
    }
    canvas.finish()
}

/// Columns of a fixed-width font that a line takes.
fn columns(line: &str) -> usize {
    line.chars().map(columns_of).sum::<usize>().min(MOST_LETTERS)
}

fn columns_of(letter: char) -> usize {
    match letter {
        '\u{200B}'..='\u{200F}' | '\u{FE0E}' | '\u{FE0F}' | '\u{FEFF}' => 0,
        '⬛' | '⬜' | '◼' | '◻' | '■' | '□' | '\u{3000}' | '🔲' | '🔳' | '🟥'..='🟫' => {
            2
        }
        _ => 1,
    }
}

fn is_light(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{2800}' | '□' | '⬜' | '◻' | '\u{200B}')
}

fn is_block(letter: char) -> bool {
    matches!(letter, '\u{2580}'..='\u{259F}' | '⬛' | '◼' | '■' | '🟥'..='🟫')
}

/// The shade of each quarter of a letter, top left first.
fn quarters(letter: char) -> [u8; 4] {
    const LIGHT: u8 = 255;
    match letter {
        '▀' => [0, 0, LIGHT, LIGHT],
        '▄' | '▃' | '▅' => [LIGHT, LIGHT, 0, 0],
        '▌' => [0, LIGHT, 0, LIGHT],
        '▐' => [LIGHT, 0, LIGHT, 0],
        '▖' => [LIGHT, LIGHT, 0, LIGHT],
        '▗' => [LIGHT, LIGHT, LIGHT, 0],
        '▘' => [0, LIGHT, LIGHT, LIGHT],
        '▝' => [LIGHT, 0, LIGHT, LIGHT],
        '▚' => [0, LIGHT, LIGHT, 0],
        '▞' => [LIGHT, 0, 0, LIGHT],
        '▙' => [0, LIGHT, 0, 0],
        '▛' => [0, 0, 0, LIGHT],
        '▜' => [0, 0, LIGHT, 0],
        '▟' => [LIGHT, 0, 0, 0],
        '░' => [200; 4],
        '▒' => [120; 4],
        '▓' => [60; 4],
        '▁' | '▂' | '▔' | '▕' | '▏' | '▎' => [LIGHT; 4],
        letter if is_block(letter) => [0; 4],
        _ => [LIGHT; 4],
    }
}

/// ITU-R BT.601 luma.
fn shade(Rgb([red, green, blue]): Rgb) -> u8 {
    ((u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114) / 1_000) as u8
}

struct Canvas {
    width: usize,
    pixels: Vec<u8>,
}

impl Canvas {
    /// Light, with a quiet zone around so many cells.
    fn new(columns: usize, rows: usize) -> Option<Self> {
        if columns == 0 || rows == 0 {
            return None;
        }
        let (width, height) = ((columns + 2 * QUIET) * CELL, (rows + 2 * QUIET) * CELL);
        Some(Self { width, pixels: vec![255; width * height] })
    }

    fn fill(&mut self, (left, top): (usize, usize), (width, height): (usize, usize), shade: u8) {
        let left = left + QUIET * CELL;
        let rows = self.pixels.chunks_exact_mut(self.width).skip(top + QUIET * CELL).take(height);
        for row in rows {
            if let Some(pixels) = row.get_mut(left..left + width) {
                pixels.fill(shade);
            }
        }
    }

    fn finish(self) -> Option<Luma> {
        let height = self.pixels.len() / self.width;
        Luma::new(self.width, height, self.pixels)
    }
}
