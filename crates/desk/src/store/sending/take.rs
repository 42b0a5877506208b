//! Invitations that a sender takes, and that come back from one that is gone.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use sea_query::{Expr, ExprTrait as _, LockBehavior, LockType, Order, Query};

use super::{is, of, running, wanted};
use crate::{
    CampaignNumber, InvitationNumber, Store, StoreError,
    campaign::MailState,
    sending::{Invitee, Lease, Taken},
    store::{cases::language, database::Row, schema::Invitations},
};

impl Store {
    /// Takes at most so many invitations that are due, of a campaign that is running, for so long. Nobody else gets
    /// them meanwhile.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn take_invitations(
        &self,
        campaign: CampaignNumber,
        most: u64,
        hold: SignedDuration,
        now: Timestamp,
    ) -> Result<Vec<Taken>, StoreError> {
        let due = Query::select()
            .columns([
                Invitations::Number,
                Invitations::Address,
                Invitations::Name,
                Invitations::Language,
                Invitations::Zone,
                Invitations::Tries,
            ])
            .from(Invitations::Table)
            .and_where(of(campaign))
            .and_where(is(MailState::Waiting))
            .and_where(Expr::col(Invitations::DueAt).lte(now.as_millisecond()))
            .and_where(Expr::col(Invitations::Address).is_not_null())
            .and_where(wanted())
            .and_where(running(campaign))
            .order_by(Invitations::DueAt, Order::Asc)
            .limit(most)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .to_owned();
        let lease = Lease(now.saturating_add(hold).unwrap_or(Timestamp::MAX));
        // The row keeps milliseconds, and is compared with.
        let lease = Lease(Timestamp::from_millisecond(lease.0.as_millisecond()).unwrap_or(lease.0));
        let mut tx = self.database.begin().await?;
        let rows = tx.rows(&due).await?;
        let taken =
            rows.iter().map(|row| self::taken(row, lease)).collect::<Result<Vec<_>, _>>()?;
        if !taken.is_empty() {
            let numbers = taken.iter().map(|taken| Expr::val(taken.number.0));
            let take = Query::update()
                .table(Invitations::Table)
                .value(Invitations::Mail, MailState::Taken.as_str())
                .value(Invitations::DueAt, lease.0.as_millisecond())
                .and_where(of(campaign))
                .and_where(Expr::col(Invitations::Number).is_in(numbers))
                .to_owned();
            tx.run(&take).await?;
        }
        tx.commit().await?;
        Ok(taken)
    }

    /// Takes back what senders had who let their time pass: what was not closing waits again, what was is unsettled.
    /// How many of either.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn recover_invitations(
        &self,
        campaign: CampaignNumber,
        now: Timestamp,
    ) -> Result<(u64, u64), StoreError> {
        let late = |from: MailState, to: MailState| {
            Query::update()
                .table(Invitations::Table)
                .value(Invitations::Mail, to.as_str())
                .value(Invitations::DueAt, now.as_millisecond())
                .and_where(of(campaign))
                .and_where(is(from))
                .and_where(Expr::col(Invitations::DueAt).lt(now.as_millisecond()))
                .to_owned()
        };
        let mut tx = self.database.begin().await?;
        let released = tx.run(&late(MailState::Taken, MailState::Waiting)).await?;
        let unsettled = tx.run(&late(MailState::Closing, MailState::Unsettled)).await?;
        tx.commit().await?;
        Ok((released, unsettled))
    }

    /// Moves out of the line whom no such mail may reach, so that nobody looks at them again and again.
    pub(crate) async fn set_unwanted_aside(
        &self,
        campaign: CampaignNumber,
    ) -> Result<u64, StoreError> {
        let aside = Query::update()
            .table(Invitations::Table)
            .value(Invitations::DueAt, Timestamp::MAX.as_millisecond())
            .and_where(of(campaign))
            .and_where(is(MailState::Waiting))
            .and_where(wanted().not())
            .to_owned();
        let mut tx = self.database.begin().await?;
        let changed = tx.run(&aside).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Puts refused invitations back in line, once whatever made the relay refuse them is mended. How many.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn retry_refused(
        &self,
        campaign: CampaignNumber,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let again = Query::update()
            .table(Invitations::Table)
            .value(Invitations::Mail, MailState::Waiting.as_str())
            .value(Invitations::DueAt, now.as_millisecond())
            .value(Invitations::Tries, 0_i64)
            .and_where(of(campaign))
            .and_where(is(MailState::Refused))
            .to_owned();
        let mut tx = self.database.begin().await?;
        let changed = tx.run(&again).await?;
        tx.commit().await?;
        Ok(changed)
    }
}

fn taken(row: &Row, lease: Lease) -> Result<Taken, StoreError> {
    let zone = row.text(Invitations::Zone)?;
    Ok(Taken {
        number: InvitationNumber(row.number(Invitations::Number)?),
        to: Invitee {
            address: row.text(Invitations::Address)?,
            name: row.text(Invitations::Name)?,
            language: row.word(Invitations::Language, language)?,
            // The list has only zones that there are; a tz database that lost one keeps nobody uninvited.
            zone: TimeZone::get(&zone).unwrap_or(TimeZone::UTC),
        },
        tries: u32::try_from(row.number(Invitations::Tries)?).unwrap_or(u32::MAX),
        lease,
    })
}
