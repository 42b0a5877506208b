//! What an element looks like once inheritance is done.

use super::{
    color::{Paint, Rgb},
    declared::{Declared, Display, Length, Position},
};

/// Why text cannot be seen.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Hiding {
    /// `display: none`, the `hidden` attribute, or an element that is never shown.
    Display,
    /// `visibility: hidden`.
    Visibility,
    /// `opacity` near zero.
    Opacity,
    /// A font of at most one pixel.
    FontSize,
    /// Its own colour is that of the ground, or it has none.
    Colour,
    /// Moved off the page.
    OffScreen,
    /// Cut off by a box without size.
    Clipped,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Computed {
    /// A reason that descendants cannot undo.
    gone: Option<Hiding>,
    invisible: bool,
    opacity: f32,
    font: f32,
    color: Paint,
    ground: Paint,
    pub(crate) keeps_space: bool,
}

/// What browsers begin with: black on white, 16 pixels.
impl Default for Computed {
    fn default() -> Self {
        Self {
            gone: None,
            invisible: false,
            opacity: 1.0,
            font: 16.0,
            color: Paint::Known(Rgb::BLACK),
            ground: Paint::Known(Rgb::WHITE),
            keeps_space: false,
        }
    }
}

/// Past this many pixels to the left or above, nothing is on any screen.
const OFF_SCREEN: f32 = -500.0;

impl Computed {
    /// What a child with these declarations looks like. `is_box` tells whether the element is a
    /// block by itself: sizes and clipping do not work on words in a line or on parts of a table,
    /// and who believed so could be led to miss text that is shown.
    pub(crate) fn child(&self, own: &Declared, is_box: bool) -> Self {
        let mut child = *self;
        if let Some(size) = own.font_size {
            child.font = self.pixels(size).unwrap_or(self.font).max(0.0);
        }
        if let Some(hidden) = own.hidden {
            child.invisible = hidden;
        }
        if let Some(opacity) = own.opacity {
            child.opacity = self.opacity * opacity.clamp(0.0, 1.0);
        }
        if let Some(color) = own.color {
            child.color = color;
        }
        // What is transparent shows the ground below.
        if let Some(ground) = own.ground.filter(|ground| *ground != Paint::Transparent) {
            child.ground = ground;
        }
        if let Some(keeps) = own.keeps_space {
            child.keeps_space = keeps;
        }
        child.gone = self.gone.or_else(|| child.gone_by(own, is_box));
        child
    }

    fn gone_by(&self, own: &Declared, is_box: bool) -> Option<Hiding> {
        let is_lifted = own.position == Some(Position::Lifted);
        let is_box = is_lifted
            || match own.display {
                Some(Display::None) => return Some(Hiding::Display),
                Some(Display::Block | Display::InlineBlock) => true,
                Some(Display::Table | Display::Inline) => false,
                None => is_box,
            };
        let px = |length: Option<Length>| length.and_then(|length| self.pixels(length));
        let none = |length: Option<Length>| px(length).is_some_and(|size| size < 2.0);
        let boxed = [own.height, own.max_height, own.width, own.max_width].into_iter().any(none);
        if own.path_is_empty == Some(true)
            || (own.clip_is_empty == Some(true) && is_lifted)
            || (own.scaled_away == Some(true) && is_box)
            || (own.clips == Some(true) && boxed && is_box)
        {
            return Some(Hiding::Clipped);
        }
        let far = |length: Option<Length>| px(length).is_some_and(|offset| offset <= OFF_SCREEN);
        let is_moved = matches!(own.position, Some(Position::Lifted | Position::Relative));
        let is_off =
            (far(own.text_indent) && is_box) || far(own.margin) || (far(own.offset) && is_moved);
        is_off.then_some(Hiding::OffScreen)
    }

    /// Why text in this element cannot be seen; `None` when it can.
    pub(crate) fn hiding(&self) -> Option<Hiding> {
        if self.gone.is_some() {
            return self.gone;
        }
        if self.invisible {
            return Some(Hiding::Visibility);
        }
        if self.opacity < 0.05 {
            return Some(Hiding::Opacity);
        }
        if self.font <= 1.0 {
            return Some(Hiding::FontSize);
        }
        match (self.color, self.ground) {
            (Paint::Transparent, _) => Some(Hiding::Colour),
            (Paint::Known(text), Paint::Known(ground)) => {
                text.vanishes_on(ground).then_some(Hiding::Colour)
            }
            (Paint::Known(_) | Paint::Unknown, _) => None,
        }
    }

    /// Why a picture in this element cannot be seen: type has no bearing on it.
    pub(crate) fn picture_hiding(&self) -> Option<Hiding> {
        self.gone
            .or(self.invisible.then_some(Hiding::Visibility))
            .or((self.opacity < 0.05).then_some(Hiding::Opacity))
    }

    /// The ground's colour, where it is known.
    pub(crate) fn ground(&self) -> Option<Rgb> {
        match self.ground {
            Paint::Known(rgb) => Some(rgb),
            Paint::Transparent | Paint::Unknown => None,
        }
    }

    fn pixels(&self, length: Length) -> Option<f32> {
        match length {
            Length::Px(px) => Some(px),
            Length::Em(factor) => Some(factor * self.font),
            Length::Rem(factor) => Some(factor * 16.0),
            Length::Unknown => None,
        }
    }
}
