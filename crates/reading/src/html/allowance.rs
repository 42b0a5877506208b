//! What all HTML of one message may cost together.

use super::{Html, read_within};
use crate::Limits;

/// What may still be read of the HTML of one message: a message of many bodies and pages costs no
/// more than one of few.
#[derive(Debug, Default)]
pub(crate) struct Allowance {
    octets: usize,
    style_steps: usize,
}

impl Allowance {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { octets: limits.all_html_octets, style_steps: limits.all_style_steps }
    }

    /// Reads a document or fragment as far as it goes; what lies beyond is counted in
    /// [`Html::octets_beyond`].
    pub(crate) fn read(&mut self, html: &str, limits: &Limits) -> Html {
        let octets = self.octets.min(limits.html_octets);
        self.octets -= octets.min(html.len());
        read_within(html, limits, octets, &mut self.style_steps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_pages_cost_no_more_than_few() {
        let limits = Limits { all_html_octets: 10, html_octets: 8, ..Limits::default() };
        let mut allowance = Allowance::new(&limits);
        let read = ["<p>abc", "<p>defghijk", "<p>l"].map(|page| allowance.read(page, &limits));
        assert_eq!(read.each_ref().map(|html| html.visible.trim()), ["abc", "d", ""]);
        assert_eq!(read.map(|html| html.octets_beyond), [0, 7, 4]);
    }

    #[test]
    fn styles_of_many_pages_are_matched_no_longer_than_those_of_few() {
        let limits = Limits { all_style_steps: 8, ..Limits::default() };
        let mut allowance = Allowance::new(&limits);
        let page = "<style>.a{display:none}</style><p class=a>x</p><p class=a>y</p>";
        let is_seen = [0; 5].map(|_| allowance.read(page, &limits).visible.contains('x'));
        assert!(!is_seen[0] && is_seen[4], "{is_seen:?}");
    }

    #[test]
    fn styles_that_come_late_are_paid_for_twice_and_no_more() {
        let limits = Limits { all_style_steps: 3, style_steps: 2, ..Limits::default() };
        let mut allowance = Allowance::new(&limits);
        let page =
            "<p class=a>x</p><style>.a{display:none}</style><p class=a>y</p><p class=a>z</p>";
        for _ in 0..4 {
            let _ = allowance.read(page, &limits);
        }
        assert_eq!(allowance.style_steps, 0);
    }
}
