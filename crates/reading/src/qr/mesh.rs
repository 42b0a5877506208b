//! Codes on bent, folded and slanted surfaces: a mesh is laid over the code and pulled into place.
//!
//! The usual reading takes a code for flat. Here nine nodes carry a mesh of second degree; each is
//! moved as long as more modules fall on what they must show (finder, timing and alignment
//! patterns, ISO/IEC 18004 §6.3) and the others stand out more clearly from their surroundings.

use rxing::{Point, common::BitMatrix, qrcode::cpp_port::decoder::Decode};

use super::luma::Luma;

/// The centres of the three finder patterns, in pixels, and how wide one module is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corners {
    pub(super) top_left: Point,
    pub(super) top_right: Point,
    pub(super) bottom_left: Point,
    pub(super) module: f32,
}

/// Versions 1 to 14: larger codes have alignment patterns enough for the usual reading.
const MODULES: std::ops::RangeInclusive<usize> = 21..=73;
/// How far nodes are moved, in modules, coarse to fine.
const STEPS: [f32; 4] = [1.0, 0.5, 0.25, 0.12];
/// Rounds over all nodes at one step.
const ROUNDS: usize = 5;
/// A module that must show something counts as much as this many that may show anything.
const KNOWN_WEIGHT: f32 = 3.0;

/// The text of the code between three finder patterns.
pub(super) fn read(luma: &Luma, corners: Corners) -> Option<String> {
    let apart = |one: Point, other: Point| (one.x - other.x).hypot(one.y - other.y);
    let side = (apart(corners.top_left, corners.top_right)
        + apart(corners.top_left, corners.bottom_left))
        / 2.0;
    let guess = side / corners.module + 7.0;
    // §6.3.1: the side of version v has 17 + 4v modules.
    let version = ((guess - 17.0) / 4.0).round().clamp(1.0, 40.0) as usize;
    let contrast = luma.contrast((corners.module * 5.0).clamp(4.0, 400.0) as usize);
    [version, version + 1, version.saturating_sub(1)]
        .into_iter()
        .map(|version| 17 + 4 * version)
        .filter(|modules| MODULES.contains(modules))
        .find_map(|modules| {
            let mut mesh = Mesh::over(&contrast, corners, modules);
            mesh.pull_far_corner(corners.module);
            mesh.settle(corners.module);
            [128.0, 120.0, 136.0].into_iter().find_map(|threshold| {
                let text = Decode(&mesh.bits(threshold)?).ok()?.text();
                (!text.is_empty()).then_some(text)
            })
        })
}

struct Mesh<'l> {
    contrast: &'l Luma,
    /// Row by row: at 0, half and all of the side.
    nodes: [(f32, f32); 9],
    /// For each module along a side, how much each of three nodes counts at its middle.
    shares: Vec<[f32; 3]>,
    /// What each module must show; `None` where that is the code's own.
    known: Vec<Option<bool>>,
}

impl<'l> Mesh<'l> {
    fn over(contrast: &'l Luma, corners: Corners, modules: usize) -> Self {
        let Corners { top_left, top_right, bottom_left, .. } = corners;
        let side = modules as f32;
        let nodes = std::array::from_fn(|node| {
            let along = |share: usize| (share as f32 / 2.0 * side - 3.5) / (side - 7.0);
            let (u, v) = (along(node % 3), along(node / 3));
            (
                top_left.x + u * (top_right.x - top_left.x) + v * (bottom_left.x - top_left.x),
                top_left.y + u * (top_right.y - top_left.y) + v * (bottom_left.y - top_left.y),
            )
        });
        let shares = (0..modules).map(|module| {
            let s = (module as f32 + 0.5) / side;
            [2.0 * (s - 0.5) * (s - 1.0), 4.0 * s * (1.0 - s), 2.0 * s * (s - 0.5)]
        });
        Self { contrast, nodes, shares: shares.collect(), known: known(modules) }
    }

    /// Contrast at the middle of each module, row by row.
    fn samples(&self) -> impl Iterator<Item = f32> {
        self.shares.iter().flat_map(move |down| {
            // One row needs three nodes only.
            let [a, b, c, d, e, f, g, h, i] = self.nodes;
            let mix = |one: (f32, f32), two: (f32, f32), three: (f32, f32)| {
                let [first, second, third] = *down;
                (
                    one.0 * first + two.0 * second + three.0 * third,
                    one.1 * first + two.1 * second + three.1 * third,
                )
            };
            let (left, middle, right) = (mix(a, d, g), mix(b, e, h), mix(c, f, i));
            self.shares.iter().map(move |[first, second, third]| {
                let x = left.0 * first + middle.0 * second + right.0 * third;
                let y = left.1 * first + middle.1 * second + right.1 * third;
                self.contrast.at(x, y)
            })
        })
    }

    fn score(&self) -> f32 {
        let scores = self.samples().zip(&self.known).map(|(shade, known)| match known {
            Some(true) => (128.0 - shade) * KNOWN_WEIGHT,
            Some(false) => (shade - 128.0) * KNOWN_WEIGHT,
            None => (shade - 128.0).abs(),
        });
        scores.sum()
    }

    /// Seen from aside, the corner without a finder pattern is elsewhere than the others say.
    fn pull_far_corner(&mut self, module: f32) {
        const SHARES: [f32; 9] = [0.0, 0.0, 0.0, 0.0, 0.25, 0.5, 0.0, 0.5, 1.0];
        for step in [4.0, 2.0, 1.0] {
            for _ in 0..ROUNDS {
                if !self.move_by(&SHARES, step * module) {
                    break;
                }
            }
        }
    }

    fn settle(&mut self, module: f32) {
        for step in STEPS {
            for _ in 0..ROUNDS {
                let mut moved = false;
                for node in 0..9 {
                    let shares: [f32; 9] =
                        std::array::from_fn(|at| if at == node { 1.0 } else { 0.0 });
                    moved |= self.move_by(&shares, step * module);
                }
                if !moved {
                    break;
                }
            }
        }
    }

    /// Moves nodes by their shares of `step` to whichever side fits better; whether one did.
    fn move_by(&mut self, shares: &[f32; 9], step: f32) -> bool {
        let mut best = self.score();
        let mut moved = false;
        for (x, y) in [(step, 0.0), (-step, 0.0), (0.0, step), (0.0, -step)] {
            let before = self.nodes;
            for (node, share) in self.nodes.iter_mut().zip(shares) {
                *node = (node.0 + x * share, node.1 + y * share);
            }
            let score = self.score();
            if score > best {
                (best, moved) = (score, true);
            } else {
                self.nodes = before;
            }
        }
        moved
    }

    fn bits(&self, threshold: f32) -> Option<BitMatrix> {
        let modules = self.shares.len();
        let mut bits = BitMatrix::with_single_dimension(modules as u32).ok()?;
        for (at, _) in self.samples().enumerate().filter(|(_, shade)| *shade < threshold) {
            bits.set((at % modules) as u32, (at / modules) as u32);
        }
        Some(bits)
    }
}

/// The modules that are alike in every code of this size: `Some(true)` is dark.
fn known(modules: usize) -> Vec<Option<bool>> {
    let ring =
        |x: usize, y: usize, middle: (usize, usize)| x.abs_diff(middle.0).max(y.abs_diff(middle.1));
    let at = |x: usize, y: usize| {
        let finders = [(3, 3), (modules - 4, 3), (3, modules - 4)];
        // §6.3.3, §6.3.4: rings of dark, light, dark, and a light separator.
        if let Some(ring) = finders.iter().map(|middle| ring(x, y, *middle)).find(|ring| *ring <= 4)
        {
            return Some(ring != 2 && ring != 4);
        }
        // §6.3.6: the last alignment pattern; version 1 has none.
        let ring = ring(x, y, (modules - 7, modules - 7));
        if modules > 21 && ring <= 2 {
            return Some(ring != 1);
        }
        // §6.3.5: the timing patterns.
        if x == 6 || y == 6 {
            return Some((x + y).is_multiple_of(2));
        }
        None
    };
    (0..modules * modules).map(|place| at(place % modules, place / modules)).collect()
}
