//! Reports as they go onward: one, those of an attack, and the list of what is to be blocked.

use jiff::{SignedDuration, Timestamp};
use reading::Brands;
use sea_query::{Expr, ExprTrait as _, Order, Query};

use super::{
    Store, StoreError,
    reports::{COLUMNS, reported},
    schema::{AttackMembers, Reports},
};
use crate::{
    AttackId, DecisionKind, ReportId,
    attack::AttackReader,
    exchange::{Blocklist, Format, HOLDS, NotShared, Shared},
    report::Reported,
};

/// Reports that one list is made from: the newest.
const LISTED: u64 = 20_000;

/// Reports of one attack that go onward at a time: the newest.
const MEMBERS: u64 = 1_000;

impl Store {
    /// One report as it goes onward in a form. Brand staff sees what speaks as their brand.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchReport`] when there is none that the reader may see. Inside, why it may not
    /// go onward.
    pub async fn onward(
        &self,
        reader: AttackReader<'_>,
        id: &ReportId,
        format: Format,
        brands: &Brands,
    ) -> Result<Result<Shared, NotShared>, StoreError> {
        let reported = match reader {
            AttackReader::Machine => self.whole_report(id).await?,
            AttackReader::User(user) => self.reported_as(user, id).await?,
            AttackReader::Key(key) => self.reported_with(key, id).await?,
        };
        let attack = self.attack_of(id).await?;
        Ok(reported.onward(format, attack.as_ref(), brands))
    }

    /// The reports of one attack that may go onward in a form, the newest first; those that may not
    /// are left out.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchAttack`] when there is none that the reader may see.
    pub async fn onward_of_attack(
        &self,
        reader: AttackReader<'_>,
        id: &AttackId,
        format: Format,
        brands: &Brands,
        now: Timestamp,
    ) -> Result<Vec<Shared>, StoreError> {
        let attack = self.attack(reader, id, now).await?.attack.id;
        let mut members = Query::select();
        members
            .column(AttackMembers::ReportId)
            .from(AttackMembers::Table)
            .and_where(Expr::col(AttackMembers::AttackId).eq(attack.as_str()));
        let mut found = Query::select();
        found
            .columns(COLUMNS)
            .from(Reports::Table)
            .and_where(Expr::col(Reports::Id).in_subquery(members))
            .order_by(Reports::ReceivedAt, Order::Desc)
            .limit(MEMBERS);
        if let Some(brand) = reader.brand()? {
            found.and_where(Expr::col(Reports::Brand).eq(brand));
        }
        let rows = self.database.rows(&found).await?;
        let all = rows.iter().map(reported).collect::<Result<Vec<Reported>, _>>()?;
        Ok(all
            .into_iter()
            .filter_map(|one| one.onward(format, Some(&attack), brands).ok())
            .collect())
    }

    /// What is to be blocked now: pages of reports that somebody decided to be fraud. It tells
    /// nothing of any report, so that it holds those that go to nobody else too.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who may not read.
    pub async fn blocklist(
        &self,
        reader: AttackReader<'_>,
        brands: &Brands,
        now: Timestamp,
    ) -> Result<Blocklist, StoreError> {
        // An entry ends so long after its page was seen, which was no later than it was reported.
        let since = now.saturating_sub(HOLDS + SignedDuration::from_hours(1)).unwrap_or(now);
        let mut found = Query::select();
        found
            .columns(COLUMNS)
            .from(Reports::Table)
            .and_where(Expr::col(Reports::Outcome).eq(<&str>::from(DecisionKind::Fraud)))
            .and_where(Expr::col(Reports::UndoneAt).is_null())
            .and_where(Expr::col(Reports::ReceivedAt).gte(since.as_millisecond()))
            .order_by(Reports::ReceivedAt, Order::Desc)
            .limit(LISTED);
        if let Some(brand) = reader.brand()? {
            found.and_where(Expr::col(Reports::Brand).eq(brand));
        }
        let rows = self.database.rows(&found).await?;
        let all = rows.iter().map(reported).collect::<Result<Vec<Reported>, _>>()?;
        let shared: Vec<Shared> =
            all.into_iter().filter_map(|one| one.into_decided(brands)).collect();
        Ok(Blocklist::of(&shared, brands, now))
    }
}
