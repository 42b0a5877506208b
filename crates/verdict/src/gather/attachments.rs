//! Forms in the mail, and what is attached to it.

use reading::{
    html::FieldKind,
    link::{Base, Target},
};

use super::{Context, Found};
use crate::Evidence;

pub(crate) fn gather(context: &Context<'_>, found: &mut Found) {
    for form in &context.facts.reading.forms {
        let secret = form.fields.iter().any(|field| match field.kind {
            FieldKind::Password | FieldKind::Card | FieldKind::OneTimeCode => true,
            FieldKind::Account
            | FieldKind::Phone
            | FieldKind::File
            | FieldKind::Choice
            | FieldKind::Text => false,
        });
        if secret {
            found.add(Evidence::FormAsksSecrets { posts_to: posts_to(form.action.as_deref()) });
        }
    }
}

/// The host a form sends to, as a person may read it.
fn posts_to(action: Option<&str>) -> String {
    let target = action.map(|action| Target::resolve(action, &Base::default()));
    match target.as_ref().and_then(Target::host) {
        Some(reading::Host::Name(name)) => name.to_unicode(),
        Some(reading::Host::Ip(address)) => address.to_string(),
        None => action.unwrap_or("?").chars().take(60).collect(),
    }
}
