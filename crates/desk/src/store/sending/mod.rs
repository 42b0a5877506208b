//! Invitations on their way: which sender has which, and what came of it.
//!
//! Every step is one conditional update: it changes a row only while the row is still in the state, and under the
//! lease, that the sender believes. Of two senders one changes it.

mod bounce;
mod mark;
mod pending;
mod settle;
mod take;

pub(in crate::store) use settle::settle_arrived;

use sea_query::{Expr, ExprTrait as _, Query, SimpleExpr};

use super::schema::{Campaigns, Invitations, Unsubscribed};
use crate::{CampaignNumber, CampaignState, InvitationNumber, campaign::MailState};

/// Rows of a campaign.
fn of(campaign: CampaignNumber) -> SimpleExpr {
    Expr::col((Invitations::Table, Invitations::Campaign)).eq(campaign.0)
}

/// One row.
fn one(campaign: CampaignNumber, number: InvitationNumber) -> SimpleExpr {
    of(campaign).and(Expr::col((Invitations::Table, Invitations::Number)).eq(number.0))
}

/// Rows in a state.
fn is(state: MailState) -> SimpleExpr {
    Expr::col((Invitations::Table, Invitations::Mail)).eq(state.as_str())
}

/// Rows whose person wants such mail: said neither of this invitation nor of the brand that they do not.
fn wanted() -> SimpleExpr {
    let brand = Query::select()
        .expr(Expr::val(1_i64))
        .from(Unsubscribed::Table)
        .inner_join(
            Campaigns::Table,
            Expr::col((Campaigns::Table, Campaigns::Brand))
                .equals((Unsubscribed::Table, Unsubscribed::Brand)),
        )
        .and_where(
            Expr::col((Campaigns::Table, Campaigns::Number))
                .equals((Invitations::Table, Invitations::Campaign)),
        )
        .and_where(
            Expr::col((Unsubscribed::Table, Unsubscribed::AddressHash))
                .equals((Invitations::Table, Invitations::AddressHash)),
        )
        .to_owned();
    Expr::col((Invitations::Table, Invitations::UnsubscribedAt))
        .is_null()
        .and(Expr::exists(brand).not())
}

/// Rows whose campaign sends. One that is faulty does not: it would invite people to what does not work.
fn running(campaign: CampaignNumber) -> SimpleExpr {
    Expr::exists(
        Query::select()
            .expr(Expr::val(1_i64))
            .from(Campaigns::Table)
            .and_where(Expr::col(Campaigns::Number).eq(campaign.0))
            .and_where(Expr::col(Campaigns::State).eq(CampaignState::Running.as_str()))
            .to_owned(),
    )
}
