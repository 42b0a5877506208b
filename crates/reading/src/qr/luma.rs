//! A picture in shades of grey, and what of it is dark.

use rxing::common::BitMatrix;

/// A picture in shades of grey, row by row from the top: 0 is black, 255 white.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Luma {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Luma {
    /// `None` unless there are as many pixels as width and height say, and at least one.
    #[must_use]
    pub fn new(width: usize, height: usize, pixels: Vec<u8>) -> Option<Self> {
        (width > 0 && width.checked_mul(height)? == pixels.len()).then_some(Self {
            width,
            height,
            pixels,
        })
    }

    /// The lesser of width and height.
    pub(super) fn short_side(&self) -> usize {
        self.width.min(self.height)
    }

    /// How many pixels it has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.pixels.len()
    }

    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = &[u8]> + ExactSizeIterator {
        self.pixels.chunks_exact(self.width)
    }

    /// The shade at a point between pixels; outside, that of the nearest pixel.
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (
            (x - 0.5).clamp(0.0, (self.width - 1) as f32),
            (y - 0.5).clamp(0.0, (self.height - 1) as f32),
        );
        let (left, top) = (x as usize, y as usize);
        let (right, below) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let pixel =
            |x, y| self.pixels.get(y * self.width + x).map_or(0.0, |shade: &u8| f32::from(*shade));
        let (across, down) = (x - left as f32, y - top as f32);
        let upper = pixel(left, top) * (1.0 - across) + pixel(right, top) * across;
        let lower = pixel(left, below) * (1.0 - across) + pixel(right, below) * across;
        upper * (1.0 - down) + lower * down
    }

    /// Half as wide and high, each pixel the mean of four; `None` when that leaves nothing.
    pub(super) fn halved(&self) -> Option<Self> {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height);
        for pair in self.pixels.chunks_exact(self.width * 2) {
            let (upper, lower) = pair.split_at(self.width);
            let means = upper.chunks_exact(2).zip(lower.chunks_exact(2)).map(|(upper, lower)| {
                let sum: u16 = upper.iter().chain(lower).map(|shade| u16::from(*shade)).sum();
                ((sum + 2) / 4) as u8
            });
            pixels.extend(means);
        }
        Self::new(width, height, pixels)
    }

    /// Twice as wide and high, shades between pixels blended.
    pub(super) fn doubled(&self) -> Self {
        let (width, height) = (self.width * 2, self.height * 2);
        let middle = |at: usize| (at as f32 + 0.5) / 2.0;
        let pixels = (0..height)
            .flat_map(|y| (0..width).map(move |x| self.at(middle(x), middle(y)) as u8))
            .collect();
        Self { width, height, pixels }
    }

    /// The mean shade of the square that reaches `radius` pixels around each pixel, row by row.
    fn each_mean(&self, radius: usize, mut visit: impl FnMut(usize, &[u8], &[u8])) {
        let mut columns = vec![0_u32; self.width];
        let mut before = vec![0_u32; self.width + 1];
        let mut means = vec![0_u8; self.width];
        let mut entering = self.rows();
        let mut leaving = self.rows();
        let mut within = 0_u32;
        for (y, row) in self.rows().enumerate() {
            let wanted = (y + radius + 1).min(self.height);
            while self.height - entering.len() < wanted {
                let Some(row) = entering.next() else { break };
                columns.iter_mut().zip(row).for_each(|(sum, shade)| *sum += u32::from(*shade));
                within += 1;
            }
            while self.height - leaving.len() < y.saturating_sub(radius) {
                let Some(row) = leaving.next() else { break };
                columns.iter_mut().zip(row).for_each(|(sum, shade)| *sum -= u32::from(*shade));
                within -= 1;
            }
            let mut sum = 0_u32;
            for (column, total) in columns.iter().zip(before.iter_mut().skip(1)) {
                sum += column;
                *total = sum;
            }
            for (x, mean) in means.iter_mut().enumerate() {
                let (from, to) = (x.saturating_sub(radius), (x + radius + 1).min(self.width));
                let (Some(start), Some(end)) = (before.get(from), before.get(to)) else { break };
                *mean = ((end - start) / ((to - from) as u32 * within).max(1)) as u8;
            }
            visit(y, row, &means);
        }
    }

    /// What is darker by `margin` than its surroundings: finds its way through shadows.
    pub(super) fn darker_than_around(&self, radius: usize, margin: u8) -> Option<BitMatrix> {
        let mut dark = BitMatrix::new(self.width as u32, self.height as u32).ok()?;
        self.each_mean(radius, |y, row, means| {
            for (x, (shade, mean)) in row.iter().zip(means).enumerate() {
                if shade.saturating_add(margin) < *mean {
                    dark.set(x as u32, y as u32);
                }
            }
        });
        Some(dark)
    }

    /// What is darker than the one shade that divides the picture best (Otsu 1979).
    pub(super) fn darker_than_half(&self) -> Option<BitMatrix> {
        let threshold = self.dividing_shade();
        let mut dark = BitMatrix::new(self.width as u32, self.height as u32).ok()?;
        for (y, row) in self.rows().enumerate() {
            for (x, _) in row.iter().enumerate().filter(|(_, shade)| **shade <= threshold) {
                dark.set(x as u32, y as u32);
            }
        }
        Some(dark)
    }

    fn dividing_shade(&self) -> u8 {
        let mut counts = [0_u64; 256];
        for shade in &self.pixels {
            if let Some(count) = counts.get_mut(usize::from(*shade)) {
                *count += 1;
            }
        }
        let weighted = |(shade, count): (usize, &u64)| shade as u64 * count;
        let total: u64 = counts.iter().enumerate().map(weighted).sum();
        let (mut below, mut sum) = (0_u64, 0_u64);
        let (mut best, mut threshold) = (0.0, 127);
        for (shade, count) in counts.iter().enumerate() {
            below += count;
            sum += shade as u64 * count;
            let above = self.pixels.len() as u64 - below;
            if below == 0 || above == 0 {
                continue;
            }
            let apart = sum as f64 / below as f64 - (total - sum) as f64 / above as f64;
            let between = below as f64 * above as f64 * apart * apart;
            if between > best {
                (best, threshold) = (between, shade as u8);
            }
        }
        threshold
    }

    /// How much lighter than its surroundings each pixel is, 128 being alike.
    pub(super) fn contrast(&self, radius: usize) -> Self {
        let mut pixels = Vec::with_capacity(self.pixels.len());
        self.each_mean(radius, |_, row, means| {
            let differences =
                row.iter().zip(means).map(|(shade, mean)| i16::from(*shade) - i16::from(*mean));
            pixels.extend(differences.map(|apart| (128 + apart.clamp(-128, 127)) as u8));
        });
        Self { pixels, ..*self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checkers(side: usize) -> Luma {
        let pixels = (0..side * side).map(|at| ((at / side + at % side) % 2 * 200) as u8).collect();
        Luma::new(side, side, pixels).unwrap()
    }

    #[test]
    fn a_picture_has_as_many_pixels_as_it_says() {
        assert!(Luma::new(2, 2, vec![0; 4]).is_some());
        assert!(Luma::new(2, 2, vec![0; 5]).is_none());
        assert!(Luma::new(0, 0, Vec::new()).is_none());
        assert!(Luma::new(usize::MAX, 2, Vec::new()).is_none());
    }

    #[test]
    fn every_way_of_telling_dark_from_light_agrees_on_a_board() {
        let board = checkers(8);
        for dark in [board.darker_than_half(), board.darker_than_around(3, 4)] {
            let dark = dark.unwrap();
            for at in 0..64_u32 {
                let (x, y) = (at % 8, at / 8);
                assert_eq!(dark.get(x, y), (x + y) % 2 == 0, "{x} {y}");
            }
        }
    }

    #[test]
    fn a_picture_shrinks_to_its_means_and_grows_between_its_pixels() {
        assert_eq!(checkers(4).halved(), Luma::new(2, 2, vec![100; 4]));
        assert_eq!(checkers(1).halved(), None);
        let doubled = checkers(4).doubled();
        assert_eq!((doubled.width, doubled.height), (8, 8));
        assert_eq!(Luma::new(1, 1, vec![7]).unwrap().doubled().pixels, [7; 4]);
    }
}
