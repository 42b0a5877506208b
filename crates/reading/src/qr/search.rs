//! Finds every code in a picture, and the effort that takes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rxing::{
    common::{BitMatrix, DetectorRXingResult, cpp_essentials::ConcentricPattern},
    qrcode::cpp_port::{
        decoder::Decode,
        detector::{FindFinderPatterns, FinderPatternSet, GenerateFinderPatternSets, SampleQR},
    },
};

use super::{
    luma::Luma,
    mesh::{self, Corners},
};

/// Runs like those through a finder pattern that one look may meet. A picture full of them is made
/// to be expensive; thirty codes have some hundred.
const CROSSINGS: usize = 20_000;
/// Finder patterns of one look that are put together, largest first.
const FINDERS: usize = 90;
/// Sets of three that are read, most likely first.
const SETS: usize = 60;
/// What reading one set costs, in pixels gone over.
const SET_PIXELS: usize = 2_000;
/// Sets that a mesh is laid over.
const MESHES: usize = 3;
/// Larger pictures are shrunk to this many pixels for the first look: a code that is meant to be
/// scanned is not the smallest thing in them.
const GLANCE: usize = 300_000;
/// The short side that a picture must have at half its size to be looked at so. Noise and ornament
/// vanish in it.
const LEAST_HALF: usize = 80;
/// Pictures up to this many pixels are looked at in double size too.
const SMALL: usize = 480 * 480;
/// How much darker than its surroundings dark is.
const MARGIN: u8 = 4;

/// How dark is told from light.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// Against an eighth of the picture around: shadows do no harm.
    WideSurroundings,
    /// By one shade for the whole picture: large areas stay whole.
    OneShade,
    /// Against a twentieth of the picture around: for small codes in large pictures.
    NarrowSurroundings,
}

const WAYS: [Way; 3] = [Way::WideSurroundings, Way::OneShade, Way::NarrowSurroundings];

impl Way {
    fn dark(self, luma: &Luma) -> Option<BitMatrix> {
        let short = luma.short_side();
        match self {
            Self::WideSurroundings => luma.darker_than_around((short / 8).max(4), MARGIN),
            Self::OneShade => luma.darker_than_half(),
            Self::NarrowSurroundings => luma.darker_than_around((short / 20).max(4), MARGIN),
        }
    }
}

/// How many pixels may still be looked at; every look costs the pixels it goes over.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Effort {
    pixels: usize,
}

impl Effort {
    /// Looks that go over this many pixels together.
    #[must_use]
    pub fn of(pixels: usize) -> Self {
        Self { pixels }
    }

    /// Whether nothing is left.
    #[must_use]
    pub fn is_spent(&self) -> bool {
        self.pixels == 0
    }

    fn spend(&mut self, pixels: usize) -> bool {
        let enough = pixels <= self.pixels;
        self.pixels = if enough { self.pixels - pixels } else { 0 };
        enough
    }
}

/// What a search came to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Search {
    /// The text of each code, each once.
    pub texts: Vec<String>,
    /// Whether the whole picture was looked at in all the ways that promise anything.
    pub is_whole: bool,
}

/// Finds every code in a picture.
#[must_use]
pub fn search(luma: &Luma, effort: &mut Effort) -> Search {
    let mut searcher =
        Searcher { effort, found: Search { texts: Vec::new(), is_whole: true }, sets: Vec::new() };
    searcher.search(luma);
    searcher.found
}

struct Searcher<'e> {
    effort: &'e mut Effort,
    found: Search,
    /// Likely places of codes that were not read, in pixels of the first picture.
    sets: Vec<FinderPatternSet>,
}

impl Searcher<'_> {
    fn search(&mut self, luma: &Luma) {
        let [quick @ .., thorough] = &WAYS;
        // Most pictures hold no code, and show it at a glance.
        let (mut shrunk, mut scale) = (None, 1.0);
        while shrunk.as_ref().unwrap_or(luma).size() > GLANCE {
            shrunk = shrunk.as_ref().unwrap_or(luma).halved();
            scale *= 2.0;
        }
        if self.looks(shrunk.as_ref().unwrap_or(luma), scale, quick) < 2 {
            return;
        }
        if shrunk.is_some() {
            self.looks(luma, 1.0, quick);
        }
        self.looks(luma, 1.0, &[*thorough]);
        if let Some(half) = luma.halved().filter(|half| half.short_side() >= LEAST_HALF) {
            self.looks(&half, 2.0, &WAYS);
        }
        if self.found.texts.is_empty() && luma.size() <= SMALL {
            self.looks(&luma.doubled(), 0.5, &WAYS);
        }
        if self.found.texts.is_empty() {
            self.meshes(luma);
        }
    }

    /// Looks at a picture in several ways. Comes to the most finder patterns that one of them met.
    fn looks(&mut self, luma: &Luma, scale: f32, ways: &[Way]) -> usize {
        if luma.short_side() < 21 {
            return 0;
        }
        let mut most = 0;
        for way in ways {
            if !self.effort.spend(luma.size()) {
                self.found.is_whole = false;
                break;
            }
            let Some(mut dark) = way.dark(luma) else { continue };
            let crossings = Crossings::of(&dark);
            most = most.max(self.look(&dark, crossings.dark, scale));
            // Codes drawn light on dark are as good to a telephone.
            if crossings.light > 2 {
                dark.flip_self();
                most = most.max(self.look(&dark, crossings.light, scale));
            }
        }
        most
    }

    /// Reads every code in what is dark; comes to the number of finder patterns met.
    fn look(&mut self, dark: &BitMatrix, crossings: usize, scale: f32) -> usize {
        if crossings > CROSSINGS {
            self.found.is_whole = false;
        }
        if !(3..=CROSSINGS).contains(&crossings) {
            return 0;
        }
        // The reader is a port of one in C++ and states that it can panic. What it cannot read
        // must not end us.
        let Ok(looked) = catch_unwind(AssertUnwindSafe(|| look(dark))) else {
            self.found.is_whole = false;
            return 0;
        };
        // Sets that came to nothing cost time too.
        let _ = self.effort.spend(looked.tried * SET_PIXELS);
        looked.texts.into_iter().for_each(|text| self.add(text));
        if self.sets.len() < MESHES {
            self.sets.extend(looked.likely.map(|set| scaled(set, scale)));
        }
        looked.finders
    }

    /// A code that is not flat is read by a mesh.
    fn meshes(&mut self, luma: &Luma) {
        for set in std::mem::take(&mut self.sets) {
            // A mesh is fitted in some hundred rounds over all modules: as dear as this.
            if !self.effort.spend(1 << 20) {
                self.found.is_whole = false;
                return;
            }
            let module = (set.tl.size + set.tr.size + set.bl.size) as f32 / 21.0;
            let corners = Corners {
                top_left: set.tl.p,
                top_right: set.tr.p,
                bottom_left: set.bl.p,
                module: module.max(1.0),
            };
            let read = catch_unwind(AssertUnwindSafe(|| mesh::read(luma, corners)));
            if let Ok(Some(text)) = read {
                self.add(text);
                return;
            }
        }
    }

    fn add(&mut self, text: String) {
        if !self.found.texts.contains(&text) {
            self.found.texts.push(text);
        }
    }
}

/// What one look found.
struct Looked {
    texts: Vec<String>,
    /// The likeliest place of a code.
    likely: Option<FinderPatternSet>,
    finders: usize,
    /// How many sets were read.
    tried: usize,
}

fn look(dark: &BitMatrix) -> Looked {
    let mut finders = FindFinderPatterns(dark, true, 0);
    finders.sort_by_key(|finder| std::cmp::Reverse(finder.size));
    finders.truncate(FINDERS);
    let sets = GenerateFinderPatternSets(&mut finders);
    let mut used: Vec<ConcentricPattern> = Vec::new();
    let mut texts = Vec::new();
    let mut tried = 0;
    for set in sets.iter().take(SETS) {
        if [set.bl, set.tl, set.tr].iter().any(|finder| used.contains(finder)) {
            continue;
        }
        tried += 1;
        let text = SampleQR(dark, set)
            .and_then(|sampled| Decode(sampled.getBits()))
            .map(|decoded| decoded.text());
        if let Some(text) = text.ok().filter(|text| !text.is_empty()) {
            used.extend([set.bl, set.tl, set.tr]);
            texts.push(text);
        }
    }
    Looked { texts, likely: sets.into_iter().next(), finders: finders.len(), tried }
}

fn scaled(mut set: FinderPatternSet, scale: f32) -> FinderPatternSet {
    for finder in [&mut set.bl, &mut set.tl, &mut set.tr] {
        finder.p = finder.p * scale;
        finder.size = (finder.size as f32 * scale) as i32;
    }
    set
}

/// Runs in rows that have the proportions of a line through a finder pattern, 1:1:3:1:1 (ISO/IEC
/// 18004 §6.3.3), give or take a half.
#[derive(Debug, Default)]
struct Crossings {
    /// With a dark middle.
    dark: usize,
    /// With a light middle.
    light: usize,
}

impl Crossings {
    fn of(dark: &BitMatrix) -> Self {
        let mut crossings = Self::default();
        (0..dark.height()).step_by(2).for_each(|y| crossings.add_row(dark, y));
        crossings
    }

    fn add_row(&mut self, dark: &BitMatrix, y: u32) {
        let mut runs = [0_u32; 5];
        let mut was_dark = false;
        // The pixel past the end closes the last run.
        for x in 0..=dark.width() {
            let is_dark = if x < dark.width() { dark.get(x, y) } else { !was_dark };
            if is_dark != was_dark {
                match (is_finder(runs), was_dark) {
                    (true, true) => self.dark += 1,
                    (true, false) => self.light += 1,
                    (false, _) => {}
                }
                let [_, second, third, fourth, fifth] = runs;
                runs = [second, third, fourth, fifth, 0];
                was_dark = is_dark;
            }
            let [.., last] = &mut runs;
            *last += 1;
        }
    }
}

fn is_finder([first, second, middle, fourth, last]: [u32; 5]) -> bool {
    let total = first + second + middle + fourth + last;
    let near = |run: u32, modules: u32| (run * 7).abs_diff(total * modules) * 2 <= total * modules;
    first > 0
        && total >= 7
        && near(first, 1)
        && near(second, 1)
        && near(fourth, 1)
        && near(last, 1)
        && near(middle, 3)
}
