//! What stands around each page of the desk.

use ::desk::{Right, Session};
use verdict::words::Language;

use crate::web::around::Around;

/// The frame of a page: as everywhere, and who is logged in.
pub(super) struct Inside {
    pub(super) around: Around,
    pub(super) session: Session,
}

impl Inside {
    pub(super) fn new(language: Language, here: &str, session: Session) -> Self {
        Self { around: Around::new(language, here), session }
    }

    /// The words of the page's language, as [`Around::say`].
    pub(super) fn say<'w>(&self, ja: &'w str, en: &'w str) -> &'w str {
        self.around.say(ja, en)
    }

    pub(super) fn language(&self) -> Language {
        self.around.language
    }

    /// What every form brings along.
    pub(super) fn csrf(&self) -> &str {
        self.session.csrf.reveal()
    }

    pub(super) fn may_answer(&self) -> bool {
        self.session.user.role.may(Right::Answer)
    }

    pub(super) fn may_decide(&self) -> bool {
        self.session.user.role.may(Right::Decide)
    }

    pub(super) fn may_open(&self) -> bool {
        self.session.user.role.may(Right::ReadOriginal)
    }

    pub(super) fn may_audit(&self) -> bool {
        self.session.user.role.may(Right::ReadAudit)
    }

    pub(super) fn may_administer(&self) -> bool {
        self.session.user.role.may(Right::Administer)
    }

    /// The role in words.
    pub(super) fn role(&self, role: &::desk::Role) -> &'static str {
        use ::desk::Role;
        let (ja, en) = match role {
            Role::Agent => ("担当者", "Agent"),
            Role::BrandStaff => ("ブランドの担当者", "Brand staff"),
            Role::Analyst => ("分析（見るだけ）", "Analyst (reads only)"),
            Role::Admin => ("管理者", "Administrator"),
        };
        match self.language() {
            Language::Ja => ja,
            Language::En => en,
        }
    }
}
