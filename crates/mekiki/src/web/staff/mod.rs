//! For the people at the desk: who waits, a case with its evidence, decisions, accounts.
//!
//! Every page asks for [`session::Staff`], every form for [`form::Posted`]. What a role may do is the
//! store's to say; the pages only leave out what it would refuse.

mod accounts;
mod acts;
mod alerts;
mod attacks;
mod audit;
mod campaigns;
mod canned;
mod case;
pub(super) mod clock;
mod colleagues;
mod decide;
mod decisions;
mod faults;
mod form;
mod inside;
mod login;
mod news;
mod onward;
mod original;
mod presend;
mod queue;
mod reports;
mod sending;
mod session;
mod talk;

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit};

use super::Desk;

/// A decision is told in two languages, and each character may take nine octets in a form.
const FORMS: usize = 4;

pub(super) fn routes(desk: &Desk) -> Router<Arc<Desk>> {
    Router::new()
        .merge(login::routes())
        .merge(queue::routes())
        .merge(case::routes())
        .merge(acts::routes())
        .merge(onward::routes())
        .merge(original::routes())
        .merge(decide::routes())
        .merge(decisions::routes())
        .merge(reports::routes())
        .merge(canned::routes())
        .merge(alerts::routes())
        .merge(attacks::routes())
        .merge(faults::routes())
        .merge(accounts::routes())
        .merge(audit::routes())
        .merge(campaigns::routes())
        .layer(DefaultBodyLimit::max(desk.limits.form_octets * FORMS))
        .merge(presend::routes(desk))
        .merge(sending::routes(desk))
        .merge(campaigns::uploads())
}
