//! What becomes of an invitation that a sender has.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use sea_query::{Expr, ExprTrait as _, Query, UpdateStatement};

use super::{is, one, running, wanted};
use crate::{
    Campaign, CampaignNumber, Store, StoreError,
    campaign::MailState,
    ledger::{Day, Hash, Label},
    sending::{Lease, Mark, Step},
    store::{ledger, schema::Invitations},
};

impl Store {
    /// Takes down what became of a campaign's invitations, all or none. For each, whether it was still the sender's:
    /// when it was not, nothing was changed. `zone` is that of the brand's days.
    pub(crate) async fn mark_invitations(
        &self,
        campaign: &Campaign,
        zone: &TimeZone,
        marks: &[Mark],
    ) -> Result<Vec<bool>, StoreError> {
        // Once its last octets are out, a message may never seem to be waiting again, not even after a power cut.
        let mut tx = match marks.iter().any(|mark| matches!(mark.step, Step::Close { .. })) {
            true => self.database.begin_durable().await?,
            false => self.database.begin().await?,
        };
        let mut changed = Vec::with_capacity(marks.len());
        let mut closed: BTreeMap<Day, Vec<Hash>> = BTreeMap::new();
        for mark in marks {
            let is_changed = tx.run(&update(campaign.number, mark)).await? > 0;
            changed.push(is_changed);
            if let (true, Step::Close { at, entry, .. }) = (is_changed, &mark.step) {
                let day = Day::of(at.to_zoned_datetime(zone.clone()).date());
                closed.entry(day.unwrap_or(Day(u16::MAX))).or_default().extend(entry);
            }
        }
        // In the same transaction: no message leaves that the brand's own record does not have.
        for (day, hashes) in closed {
            let label = Label { day, campaign: Some(campaign.number) };
            ledger::enter(&mut tx, &campaign.brand, &hashes, label).await?;
        }
        tx.commit().await?;
        Ok(changed)
    }
}

fn update(campaign: CampaignNumber, mark: &Mark) -> UpdateStatement {
    let mut update = Query::update();
    update.table(Invitations::Table).and_where(one(campaign, mark.number));
    let held = |lease: Lease| {
        Expr::col((Invitations::Table, Invitations::DueAt)).eq(lease.0.as_millisecond())
    };
    let with_sender = || is(MailState::Taken).or(is(MailState::Closing));
    match &mark.step {
        Step::Close { until, at, .. } => update
            .value(Invitations::Mail, MailState::Closing.as_str())
            .value(Invitations::DueAt, until.0.as_millisecond())
            .value(Invitations::SentAt, at.as_millisecond())
            .and_where(is(MailState::Taken).and(held(mark.lease)))
            .and_where(wanted())
            .and_where(running(campaign)),
        // Whoever has the relay's word knows, even if others gave him up meanwhile.
        Step::Sent { at, answer } => update
            .value(Invitations::Mail, MailState::Sent.as_str())
            .value(Invitations::SentAt, at.as_millisecond())
            .value(Invitations::Answer, answer.as_str())
            .and_where(is(MailState::Closing).or(is(MailState::Unsettled))),
        Step::Again { due, answer, counts } => update
            .value(Invitations::Mail, MailState::Waiting.as_str())
            .value(Invitations::DueAt, due.as_millisecond())
            .value(Invitations::SentAt, Option::<i64>::None)
            .value(Invitations::Answer, answer.as_deref())
            .value(Invitations::Tries, Expr::col(Invitations::Tries).add(i64::from(*counts)))
            .and_where(with_sender().and(held(mark.lease))),
        Step::Refused { answer } => update
            .value(Invitations::Mail, MailState::Refused.as_str())
            .value(Invitations::SentAt, Option::<i64>::None)
            .value(Invitations::Answer, answer.as_str())
            .value(Invitations::Tries, Expr::col(Invitations::Tries).add(1_i64))
            .and_where(with_sender().and(held(mark.lease))),
        Step::Unsettled { answer } => update
            .value(Invitations::Mail, MailState::Unsettled.as_str())
            .value(Invitations::Answer, answer.as_str())
            .and_where(is(MailState::Closing).and(held(mark.lease))),
    };
    update
}
