use super::drawing::{At, Mark, Short};
use crate::scan::score::Share;

/// Pixels of a square plot, and of the square in it.
pub(super) const SIDE: u32 = 350;
const LEFT: f64 = 52.0;
const TOP: f64 = 32.0;
const SQUARE: f64 = 270.0;

/// The words at the axes.
pub(super) struct Axes<'w> {
    pub(super) across: &'w str,
    pub(super) up: &'w str,
}

fn x(share: f64) -> f64 {
    LEFT + share.clamp(0.0, 1.0) * SQUARE
}

fn y(share: f64) -> f64 {
    TOP + (1.0 - share.clamp(0.0, 1.0)) * SQUARE
}

/// The curve of what is found against what is wrongly alarmed (ROC), and where the rulings draw
/// the line.
pub(super) fn roc(
    points: &[(f64, f64)],
    here: Option<((f64, f64), String)>,
    axes: &Axes<'_>,
) -> Vec<Mark> {
    let mut marks = square(axes);
    let mut drawn: Vec<(f64, f64)> = Vec::new();
    for (place, &(across, up)) in points.iter().enumerate() {
        let point = (x(across), y(up));
        // Steps finer than a third of a pixel nobody sees; both ends stay.
        let far = drawn
            .last()
            .is_none_or(|last| (last.0 - point.0).abs() + (last.1 - point.1).abs() > 0.33);
        if far || place + 1 == points.len() {
            drawn.push(point);
        }
    }
    let points: Vec<String> =
        drawn.iter().map(|(x, y)| format!("{},{}", Short(*x), Short(*y))).collect();
    marks.push(Mark::Curve { points: points.join(" "), class: "curve" });
    if let Some(((across, up), tip)) = here {
        let (across, up) = (At::Pixel(x(across)), At::Pixel(y(up)));
        marks.push(Mark::Dot { x: across, y: up, class: "dot", tip });
    }
    marks
}

/// How frequent fraud is (with its interval) where it is called so probable.
pub(super) fn reliability(
    bins: impl Iterator<Item = (f64, Share, String)>,
    axes: &Axes<'_>,
) -> Vec<Mark> {
    let mut marks = square(axes);
    for (told, seen, tip) in bins {
        let (Some(value), Some((low, high))) = (seen.value(), seen.interval()) else { continue };
        let across = At::Pixel(x(told));
        marks.push(Mark::Line {
            x1: across,
            y1: At::Pixel(y(low)),
            x2: across,
            y2: At::Pixel(y(high)),
            class: "error",
        });
        marks.push(Mark::Dot { x: across, y: At::Pixel(y(value)), class: "dot", tip });
    }
    marks
}

fn square(axes: &Axes<'_>) -> Vec<Mark> {
    let line = |x1, y1, x2, y2, class| Mark::Line {
        x1: At::Pixel(x(x1)),
        y1: At::Pixel(y(y1)),
        x2: At::Pixel(x(x2)),
        y2: At::Pixel(y(y2)),
        class,
    };
    let word = |x, y, anchor, class, text: &str| Mark::Word {
        x: At::Pixel(x),
        y: At::Pixel(y),
        anchor,
        class,
        text: text.to_owned(),
    };
    let mut marks = vec![line(0.0, 0.0, 1.0, 1.0, "even")];
    for (share, text) in [(0.0, "0%"), (0.5, "50%"), (1.0, "100%")] {
        let class = if share == 0.0 { "base" } else { "grid" };
        marks.push(line(0.0, share, 1.0, share, class));
        marks.push(line(share, 0.0, share, 1.0, class));
        marks.push(word(LEFT - 8.0, y(share) + 5.0, "end", "tick", text));
        marks.push(word(x(share), y(0.0) + 18.0, "middle", "tick", text));
    }
    marks.push(word(x(0.5), y(0.0) + 40.0, "middle", "axis", axes.across));
    marks.push(word(0.0, 14.0, "start", "axis", axes.up));
    marks
}
