//! Who an id, or an actor of the audit log, is.

use std::collections::BTreeMap;

use ::desk::{Right, Role, User, UserId};

use super::{decisions::kind_words, inside::Inside};
use crate::web::{Desk, problem::Problem};

/// Everybody who has or had an account.
pub(super) struct Colleagues(BTreeMap<UserId, User>);

impl Colleagues {
    pub(super) async fn of(desk: &Desk) -> Result<Self, Problem> {
        let users = desk.store.users().await?;
        Ok(Self(users.into_iter().map(|user| (user.id.clone(), user)).collect()))
    }

    /// A name; an id of nobody is told as it is.
    pub(super) fn name(&self, id: &UserId) -> String {
        self.0.get(id).map_or_else(|| id.to_string(), |user| user.name.clone())
    }

    /// An actor, as the audit log names it.
    pub(super) fn actor(&self, actor: &str, inside: &Inside) -> String {
        match actor.split_once(':') {
            Some(("user", id)) => {
                UserId::parse(id).map_or_else(|| id.to_owned(), |id| self.name(&id))
            }
            Some(("key", _)) => {
                inside.say("プログラム（APIキー）", "A program (API key)").to_owned()
            }
            _ if actor == "person" => inside.say("相談した方", "The person who asked").to_owned(),
            _ => inside.say("この窓口", "The desk").to_owned(),
        }
    }

    /// The details of an entry: names for ids, words for kinds and roles.
    pub(super) fn named(&self, detail: &str, inside: &Inside) -> String {
        let word = |word: &str| {
            if word.starts_with("user:") {
                return Some(self.actor(word, inside));
            }
            if let Ok(kind) = word.parse() {
                return Some(kind_words(kind, inside.language()).to_owned());
            }
            if let Ok(role) = word.parse() {
                return Some(inside.role(&role).to_owned());
            }
            // The case leads to the decision.
            (!word.starts_with("decision:")).then(|| word.to_owned())
        };
        detail.split(' ').filter_map(word).collect::<Vec<_>>().join(" ")
    }

    /// Who may take a case about a brand.
    pub(super) fn who_can_take(&self, brand: Option<&str>) -> Vec<&User> {
        let can = |user: &&User| {
            user.disabled_at.is_none()
                && user.role.may(Right::Answer)
                && (user.role != Role::BrandStaff || user.brand.as_deref() == brand)
        };
        let mut users: Vec<&User> = self.0.values().filter(can).collect();
        users.sort_by(|one, other| one.name.cmp(&other.name));
        users
    }
}

/// A brand's name, by its key.
pub(super) fn brand(desk: &Desk, key: &str, inside: &Inside) -> String {
    let brand = desk.checker.brands.iter().find(|brand| brand.id.0 == key);
    brand.map_or_else(
        || key.to_owned(),
        |brand| inside.say(&brand.name_ja, &brand.name_en).to_owned(),
    )
}
