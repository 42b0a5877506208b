use super::drawing::{At, Mark, round_up};
use crate::scan::figures::grouped;

/// Pixels above the columns, of the columns, and below them.
const ABOVE: f64 = 22.0;
const TALL: f64 = 150.0;
const BELOW: f64 = 24.0;

/// A column of parts that stand on each other, the first at the bottom.
pub(crate) struct Column {
    pub(crate) parts: Vec<Part>,
    /// What stands under it, where there is room.
    pub(crate) tick: Option<String>,
}

/// A part of a column or a bar.
pub(crate) struct Part {
    pub(crate) class: &'static str,
    pub(crate) count: u64,
    pub(crate) tip: String,
}

/// How tall a plot of columns is, in pixels.
pub(crate) fn height() -> u32 {
    (ABOVE + TALL + BELOW) as u32
}

/// Columns side by side over the whole width.
pub(crate) fn columns(columns: &[Column]) -> Vec<Mark> {
    let tallest = columns.iter().map(|column| column.parts.iter().map(|p| p.count).sum()).max();
    let top = round_up(tallest.unwrap_or(0));
    let step = 100.0 / columns.len().max(1) as f64;
    let mut marks = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        let x = place as f64 * step;
        stand(&mut marks, column, x + step * 0.08, step * 0.84, top);
        if let Some(tick) = &column.tick {
            marks.push(tick_mark(tick, x + step / 2.0));
        }
    }
    // Over the columns, so that they can be read where those are tall.
    marks.extend(scale(top));
    marks
}

fn stand(marks: &mut Vec<Mark>, column: &Column, x: f64, width: f64, top: u64) {
    let mut floor = ABOVE + TALL;
    for part in column.parts.iter().filter(|part| part.count > 0) {
        // What is there must be seen, however little it is.
        let height = (part.count as f64 / top as f64 * TALL).max(1.5);
        floor -= height;
        marks.push(Mark::Bar {
            x: At::Percent(x),
            y: At::Pixel(floor),
            width: At::Percent(width),
            height: At::Pixel(height),
            class: part.class,
            tip: part.tip.clone(),
        });
    }
}

/// Words at either edge lean inwards.
fn tick_mark(text: &str, x: f64) -> Mark {
    let (x, anchor) = match x {
        x if x < 12.0 => (0.0, "start"),
        x if x > 88.0 => (100.0, "end"),
        x => (x, "middle"),
    };
    Mark::Word {
        x: At::Percent(x),
        y: At::Pixel(ABOVE + TALL + 17.0),
        anchor,
        class: "tick",
        text: text.to_owned(),
    }
}

fn scale(top: u64) -> impl Iterator<Item = Mark> {
    let halves: &[u64] = if top.is_multiple_of(2) { &[0, 1, 2] } else { &[0, 2] };
    halves.iter().flat_map(move |half| {
        let y = ABOVE + TALL - TALL * *half as f64 / 2.0;
        let line = Mark::Line {
            x1: At::Percent(0.0),
            y1: At::Pixel(y),
            x2: At::Percent(100.0),
            y2: At::Pixel(y),
            class: if *half == 0 { "base" } else { "grid" },
        };
        let word = (*half > 0).then(|| Mark::Word {
            x: At::Percent(0.0),
            y: At::Pixel(y - 5.0),
            anchor: "start",
            class: "tick",
            text: grouped(top * half / 2),
        });
        std::iter::once(line).chain(word)
    })
}

/// Which of so many columns get a word under them: few, evenly, the first among them.
pub(crate) fn ticks(many: usize) -> impl Fn(usize) -> bool {
    let every = many.div_ceil(4).max(1);
    move |place| place.is_multiple_of(every) && (place == 0 || place + every / 2 < many)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_columns_have_words_and_they_are_spread() {
        for (many, expected) in
            [(1, vec![0]), (3, vec![0, 1, 2]), (8, vec![0, 2, 4, 6]), (60, vec![0, 15, 30, 45])]
        {
            let ticked = ticks(many);
            let told: Vec<usize> = (0..many).filter(|&place| ticked(place)).collect();
            assert_eq!(told, expected, "{many}");
        }
    }

    #[test]
    fn columns_are_as_tall_as_what_they_count() {
        let part = |count| Part { class: "x", count, tip: String::new() };
        let column = Column { parts: vec![part(50), part(0), part(50)], tick: None };
        let bars: Vec<(String, String)> = columns(&[column])
            .into_iter()
            .filter_map(|mark| match mark {
                Mark::Bar { y, height, .. } => Some((y.to_string(), height.to_string())),
                Mark::Line { .. } | Mark::Word { .. } | Mark::Curve { .. } | Mark::Dot { .. } => {
                    None
                }
            })
            .collect();
        assert_eq!(bars, [("97", "75"), ("22", "75")].map(|(y, h)| (y.into(), h.into())));
    }
}
