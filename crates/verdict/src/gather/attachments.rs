//! Forms in the mail, and what is attached to it.

use reading::{
    Attachment, AttachmentKind,
    html::{FieldKind, Form},
    link::{Base, Target},
};

use super::{Context, Found};
use crate::Evidence;

pub(crate) fn gather(context: &Context<'_>, found: &mut Found) {
    for form in context.facts.reading.forms.iter().filter(|form| asks_secrets(form)) {
        found.add(Evidence::FormAsksSecrets { posts_to: posts_to(form.action.as_deref()) });
    }
    for attachment in &context.facts.reading.attachments {
        file(attachment, found);
        if attachment.kind == AttachmentKind::Page {
            page(attachment, found);
        }
    }
}

fn file(attachment: &Attachment, found: &mut Found) {
    let file = || attachment.file.clone();
    if let Some(program) = attachment.programs.first() {
        found.add(Evidence::AttachedProgram { file: program.clone() });
    }
    if let Some(name) = attachment.lying_names.first() {
        found.add(Evidence::AttachmentNameLies { file: name.clone() });
    }
    if attachment.is_active {
        found.add(Evidence::AttachedActiveDocument { file: file() });
    }
    if attachment.is_locked {
        found.add(Evidence::AttachmentLocked { file: file() });
    }
}

/// A page that asks for secrets, or hides from whoever checks it what it does.
fn page(attachment: &Attachment, found: &mut Found) {
    let file = attachment.file.clone();
    if let Some(form) = attachment.forms.iter().find(|form| asks_secrets(form)) {
        let leads_to = posts_to(form.action.as_deref());
        found.add(Evidence::AttachedPage { file, leads_to });
    } else if !attachment.script_signs.is_empty() {
        found.add(Evidence::AttachedPage { file, leads_to: String::new() });
    }
}

fn asks_secrets(form: &Form) -> bool {
    form.fields.iter().any(|field| match field.kind {
        FieldKind::Password | FieldKind::Card | FieldKind::OneTimeCode => true,
        FieldKind::Account
        | FieldKind::Phone
        | FieldKind::File
        | FieldKind::Choice
        | FieldKind::Text => false,
    })
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
