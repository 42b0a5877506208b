use super::{
    columns::Part,
    drawing::{At, Mark, cut},
};

/// Pixels of a row: its name above, its bar below.
const ROW: f64 = 40.0;
const BAR: f64 = 12.0;
/// Columns of letters that fit above a bar on a phone, beside the number.
const NAME: usize = 34;

/// A row: a name, what it comes to in words, and a bar of parts.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) value: String,
    pub(crate) parts: Vec<Part>,
}

/// How tall a plot of so many rows is, in pixels.
pub(crate) fn height(rows: usize) -> u32 {
    (rows as f64 * ROW) as u32
}

/// Bars one under the other, the longest over the whole width.
pub(crate) fn bars(rows: &[Row]) -> Vec<Mark> {
    let longest = rows.iter().map(|row| row.parts.iter().map(|part| part.count).sum()).max();
    let longest: u64 = longest.unwrap_or(0).max(1);
    let mut marks = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let y = place as f64 * ROW;
        let word = |x, anchor, class, text| Mark::Word {
            x: At::Percent(x),
            y: At::Pixel(y + 16.0),
            anchor,
            class,
            text,
        };
        marks.push(word(0.0, "start", "name", cut(&row.name, NAME)));
        marks.push(word(100.0, "end", "value", row.value.clone()));
        let mut x = 0.0;
        for part in row.parts.iter().filter(|part| part.count > 0) {
            let width = part.count as f64 / longest as f64 * 100.0;
            marks.push(Mark::Bar {
                x: At::Percent(x),
                y: At::Pixel(y + 22.0),
                width: At::Percent(width),
                height: At::Pixel(BAR),
                class: part.class,
                tip: part.tip.clone(),
            });
            x += width;
        }
    }
    marks
}
