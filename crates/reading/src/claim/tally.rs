//! Adding up where a brand is named to how strongly the mail speaks as it.

use super::{Claim, ClaimPlace};
use crate::{BrandId, Brands, brand::Mention};

/// One way of naming a brand. The points were set on one half of a corpus of real mail and
/// measured on the other; 50 and more means the mail speaks as the brand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Mark {
    WholeDisplay,
    InDisplay,
    DomainSpeaks,
    DomainOfPerson,
    DomainResembles,
    InAddress,
    SubjectAsOwn,
    InSubject,
    OpeningAsOwn,
    InOpening,
    BodyAsOwn,
    InBody,
    FooterAsOwn,
    InFooter,
    WholeAlt,
    InAlt,
    OwnPicture,
    OwnLink,
}

impl Mark {
    /// Points for the first and most points for all marks of the kind together.
    const fn points(self) -> (u16, u16) {
        match self {
            Self::WholeDisplay => (75, 75),
            Self::InDisplay => (55, 55),
            Self::DomainSpeaks => (65, 65),
            Self::DomainOfPerson => (30, 30),
            Self::DomainResembles => (25, 30),
            Self::InAddress => (20, 20),
            Self::SubjectAsOwn => (44, 44),
            Self::InSubject => (36, 36),
            Self::OpeningAsOwn => (36, 60),
            Self::InOpening => (16, 24),
            Self::BodyAsOwn => (8, 24),
            Self::InBody => (3, 9),
            Self::FooterAsOwn => (24, 30),
            Self::InFooter => (6, 10),
            Self::WholeAlt => (25, 25),
            Self::InAlt => (12, 16),
            Self::OwnPicture => (12, 16),
            Self::OwnLink => (3, 6),
        }
    }

    /// Points when the name is also a plain word.
    const fn points_of_short(self) -> (u16, u16) {
        match self {
            Self::WholeDisplay => (70, 70),
            Self::SubjectAsOwn => (34, 34),
            Self::InSubject => (22, 22),
            Self::OpeningAsOwn => (28, 34),
            Self::InDisplay => (36, 36),
            Self::FooterAsOwn => (20, 24),
            Self::BodyAsOwn => (4, 12),
            Self::WholeAlt => (25, 25),
            Self::InOpening => (8, 14),
            Self::InBody | Self::InFooter => (1, 3),
            Self::InAddress | Self::InAlt => (0, 0),
            Self::DomainSpeaks
            | Self::DomainOfPerson
            | Self::DomainResembles
            | Self::OwnPicture
            | Self::OwnLink => self.points(),
        }
    }

    /// Whether talk about a brand has it as well as speech as the brand.
    const fn is_talk(self) -> bool {
        match self {
            Self::InSubject
            | Self::InOpening
            | Self::BodyAsOwn
            | Self::InBody
            | Self::InFooter
            | Self::OwnLink
            | Self::DomainOfPerson => true,
            Self::WholeDisplay
            | Self::InDisplay
            | Self::DomainSpeaks
            | Self::DomainResembles
            | Self::InAddress
            | Self::SubjectAsOwn
            | Self::OpeningAsOwn
            | Self::FooterAsOwn
            | Self::WholeAlt
            | Self::InAlt
            | Self::OwnPicture => false,
        }
    }

    /// Whether it stands in the text, where quotation and enumeration make it weak.
    const fn is_in_text(self) -> bool {
        match self {
            Self::SubjectAsOwn
            | Self::InSubject
            | Self::OpeningAsOwn
            | Self::InOpening
            | Self::BodyAsOwn
            | Self::InBody
            | Self::FooterAsOwn
            | Self::InFooter
            | Self::OwnLink => true,
            Self::WholeDisplay
            | Self::InDisplay
            | Self::DomainSpeaks
            | Self::DomainOfPerson
            | Self::DomainResembles
            | Self::InAddress
            | Self::WholeAlt
            | Self::InAlt
            | Self::OwnPicture => false,
        }
    }
}

/// Most that talk alone can reach.
const TALK: u16 = 45;
/// Points for a disguised name.
const HIDING: u16 = 25;
/// More brands than this in one text make it a list or a newspaper.
const MANY_BRANDS: usize = 6;
/// Brands that are kept account of in one mail.
const MAX_BRANDS: usize = 64;

/// What was found of all brands in one mail.
#[derive(Debug, Default)]
pub(super) struct Tallies {
    found: Vec<Tally>,
    /// The subject says that this answers something, or passes it on.
    pub(super) reply: bool,
    /// Lines of the text are quotations.
    pub(super) quoted: bool,
    /// A mailing list rewrote the author (`X via list`).
    pub(super) relayed: bool,
}

#[derive(Debug)]
struct Tally {
    brand: usize,
    marks: Vec<(Mark, bool, u16)>,
    places: Vec<ClaimPlace>,
    disguised: bool,
}

impl Tallies {
    pub(super) fn note(&mut self, mention: &Mention, place: ClaimPlace, mark: Mark) {
        let Some(tally) = self.of(mention.brand) else { return };
        tally.disguised |= mention.disguised;
        tally.add(place, mark, mention.short);
    }

    pub(super) fn note_id(&mut self, brands: &Brands, id: &BrandId, place: ClaimPlace, mark: Mark) {
        let Some(tally) = brands.index_of(id).and_then(|brand| self.of(brand)) else { return };
        tally.add(place, mark, false);
    }

    /// Every brand found, strongest first.
    pub(super) fn claims(&self, brands: &Brands) -> Vec<Claim> {
        let named = self.found.iter().filter(|tally| tally.is_named_in_text()).count();
        let claim = |tally: &Tally| {
            let strength = self.strength(tally, named);
            (strength > 0).then_some(())?;
            Some(Claim {
                brand: brands.at(tally.brand)?.id.clone(),
                places: tally.places.clone(),
                disguised: tally.disguised,
                strength,
            })
        };
        let mut claims: Vec<Claim> = self.found.iter().filter_map(claim).collect();
        claims.sort_by_key(|claim| std::cmp::Reverse(claim.strength));
        claims
    }

    fn strength(&self, tally: &Tally, named: usize) -> u8 {
        let (mut own, mut text, mut talk_only) = (0, 0, true);
        for (mark, short, count) in &tally.marks {
            let (first, most) = if *short { mark.points_of_short() } else { mark.points() };
            let points = first.saturating_mul(*count).min(most);
            talk_only &= mark.is_talk() || points == 0;
            if mark.is_in_text() {
                text += points;
            } else {
                own += points;
            }
        }
        if self.reply || self.quoted {
            text = text * 2 / 5;
        }
        if named > MANY_BRANDS {
            let count = u16::try_from(named).unwrap_or(u16::MAX);
            text = text.saturating_mul(6) / count;
        }
        // Nobody hides the name of what he only talks about.
        let hiding = if tally.disguised { HIDING } else { 0 };
        let both = tally.is_named_above_and_below() && !self.reply && named <= MANY_BRANDS / 2;
        let most = match (talk_only && !tally.disguised, both) {
            (true, false) => TALK,
            (true, true) => TALK + 10,
            (false, _) => 100,
        };
        let sum = (own + text + hiding).min(most);
        u8::try_from(sum).unwrap_or(100)
    }

    fn of(&mut self, brand: usize) -> Option<&mut Tally> {
        let known = self.found.iter().position(|tally| tally.brand == brand);
        let at = match known {
            Some(at) => at,
            None if self.found.len() < MAX_BRANDS => {
                self.found.push(Tally {
                    brand,
                    marks: Vec::new(),
                    places: Vec::new(),
                    disguised: false,
                });
                self.found.len() - 1
            }
            None => return None,
        };
        self.found.get_mut(at)
    }
}

impl Tally {
    fn add(&mut self, place: ClaimPlace, mark: Mark, short: bool) {
        if !self.places.contains(&place) {
            self.places.push(place);
        }
        match self.marks.iter_mut().find(|(m, s, _)| *m == mark && *s == short) {
            Some((_, _, count)) => *count = count.saturating_add(1),
            None => self.marks.push((mark, short, 1)),
        }
    }

    /// In the subject and again in the first lines: what the mail is about.
    fn is_named_above_and_below(&self) -> bool {
        let strong =
            |place| self.places.contains(&place) && self.marks.iter().any(|(_, short, _)| !short);
        strong(ClaimPlace::Subject) && strong(ClaimPlace::Opening)
    }

    fn is_named_in_text(&self) -> bool {
        self.marks
            .iter()
            .any(|(mark, short, _)| mark.is_in_text() && !short && *mark != Mark::OwnLink)
    }
}
