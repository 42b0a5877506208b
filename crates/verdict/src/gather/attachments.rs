//! Forms in the mail, and what is attached to it.

use reading::{
    Attachment, AttachmentKind, RequestKind,
    html::{FieldKind, Form},
    link::{Base, Target},
};

use super::{
    Context, Found,
    whose::{Whose, whose},
};
use crate::Evidence;

pub(crate) fn gather(context: &Context<'_>, found: &mut Found) {
    for form in context.facts.reading.forms.iter().filter(|form| asks_secrets(form)) {
        if !posts_home(form.action.as_deref(), context, found) {
            found.add(Evidence::FormAsksSecrets { posts_to: posts_to(form.action.as_deref()) });
        }
    }
    for attachment in &context.facts.reading.attachments {
        file(attachment, context, found);
        if attachment.kind == AttachmentKind::Page {
            page(attachment, context, found);
        }
    }
}

fn file(attachment: &Attachment, context: &Context<'_>, found: &mut Found) {
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
    // Files are locked for good reasons too. A lock whose key lies beside it keeps nobody out but
    // whoever checks mail on its way; one that the reader is sent to open keeps the same out.
    let asks_to_open =
        context.facts.reading.requests.iter().any(|r| r.kind == RequestKind::OpenAttachment);
    let is_locked = attachment.is_locked || attachment.password.is_some();
    if is_locked && (attachment.password_is_told || asks_to_open) {
        found.add(Evidence::AttachmentLocked { file: file() });
    }
}

/// A page that asks for secrets, hides from whoever checks it what it becomes, or only leaves for
/// another page.
fn page(attachment: &Attachment, context: &Context<'_>, found: &mut Found) {
    let file = attachment.file.clone();
    let goal = attachment.script_goal.as_deref();
    let secrets = attachment.forms.iter().find(|form| asks_secrets(form));
    let leads_to = match secrets {
        Some(form) => form.action.as_deref().filter(|action| has_host(action)).or(goal),
        None if attachment.unfolds => goal,
        None if attachment.leaves => attachment.refresh.as_deref().or(goal),
        None => return,
    };
    if !posts_home(leads_to, context, found) {
        let leads_to = leads_to.map(|to| posts_to(Some(to))).unwrap_or_default();
        found.add(Evidence::AttachedPage { file, leads_to });
    }
}

/// Whether what is typed stays with the brand that the author is proven to be. Anybody can prove a
/// domain of his own and collect there.
fn posts_home(action: Option<&str>, context: &Context<'_>, found: &Found) -> bool {
    let target = action.map(|action| Target::resolve(action, &Base::default()));
    let host = target.as_ref().and_then(Target::host);
    found.has_brand_proof()
        && host
            .is_some_and(|host| matches!(whose(host, context), Whose::Brands(_) | Whose::Authors))
}

fn has_host(action: &str) -> bool {
    Target::resolve(action, &Base::default()).host().is_some()
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
