use std::ops::Range;

use super::{Form, Grid, Hiding};
use crate::LinkPlace;

/// An HTML body as its reader sees it.
#[derive(Clone, Debug, Default)]
pub struct Html {
    /// The text a person sees; blocks on lines of their own, cells divided by tabs.
    pub visible: String,
    /// Text that nobody sees.
    pub hidden: String,
    /// Hidden text before anything visible: what mail lists show beside the subject. Honest
    /// newsletters have it, at most 500 octets; the rest counts as hidden.
    pub preheader: String,
    /// Text that only Outlook shows (`<!--[if mso]>`).
    pub outlook_only: String,
    /// How many characters are hidden for which reason, preheader left out.
    pub hiding: Vec<(Hiding, usize)>,
    /// `<title>`.
    pub title: String,
    /// The first heading that can be seen.
    pub heading: String,
    /// Alternative texts of visible pictures, a line each.
    pub alternatives: String,
    /// The first `<base href>`, as written.
    pub base: Option<String>,
    /// Every link, in order, as written.
    pub links: Vec<HtmlLink>,
    /// Stretches of [`Self::visible`] that are the words of a link, in order.
    pub linked: Vec<Range<usize>>,
    /// Every picture, in order.
    pub pictures: Vec<Picture>,
    /// Every form.
    pub forms: Vec<Form>,
    /// Scripts and what starts them.
    pub scripts: Scripts,
    /// Tables of coloured cells.
    pub grids: Vec<Grid>,
    /// Elements nested deeper than [`Limits::html_depth`](crate::Limits), links and pictures past
    /// their number, rules that were not applied.
    pub left_out: usize,
    /// Octets past a limit.
    pub octets_beyond: usize,
}

impl Html {
    /// Characters hidden for one reason.
    #[must_use]
    pub fn hidden_by(&self, reason: Hiding) -> usize {
        self.hiding.iter().find(|(known, _)| *known == reason).map_or(0, |(_, count)| *count)
    }
}

/// A link as it stands in HTML.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct HtmlLink {
    /// Where it stands.
    pub place: LinkPlace,
    /// The address as written, not yet resolved against the base.
    pub href: String,
    /// The words shown for it, alternative texts of pictures included.
    pub shown: String,
}

/// A picture that HTML shows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Picture {
    /// Its address as written: `http`, `cid:`, `data:`.
    pub src: String,
    /// Its alternative text.
    pub alternative: String,
    /// Width in pixels, where stated.
    pub width: Option<u32>,
    /// Height in pixels, where stated.
    pub height: Option<u32>,
    /// Whether nobody can see it: hidden, or not larger than two pixels (an open tracker).
    pub is_unseen: bool,
    /// Whether it is the ground of an element, not a picture of its own.
    pub is_background: bool,
}

/// Scripts and what starts them. Mail programs run none; files that are opened do.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Scripts {
    /// `<script>` elements.
    pub elements: usize,
    /// `on…` attributes.
    pub handlers: usize,
    /// Addresses scripts are fetched from.
    pub sources: Vec<String>,
    /// Their text and that of handlers, at most [`Limits::text_octets`](crate::Limits).
    pub text: String,
}
