use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};

use super::{
    Store, StoreError, alerts,
    cases::{Kept, original_row},
    decisions,
    schema::Cases,
};
use crate::{Access, CaseState, Decision, case::AskedAbout};

impl Store {
    /// The person hands in the message that a talk without one was about: the case goes on with it,
    /// and whoever looks after it sees it. What was decided about the same message is the answer.
    ///
    /// # Errors
    ///
    /// [`StoreError::HasMessage`] when the case is about one already; when the message is longer than
    /// the limit.
    pub async fn hand_in(
        &self,
        access: &Access,
        asked: &AskedAbout<'_>,
        now: Timestamp,
    ) -> Result<Option<Decision>, StoreError> {
        access.person()?;
        let kept = self.kept(asked)?;
        let mut tx = self.database.begin().await?;
        if let Some(content) = &kept.content {
            decisions::hold(&mut tx, content, 1).await?;
        }
        let decision = decisions::answering(&mut tx, kept.content.as_ref(), kept.campaign).await?;
        if tx.run(&self.with_message(access, &kept, decision.as_ref(), now)).await? == 0 {
            return Err(StoreError::HasMessage);
        }
        alerts::keep_traits(&mut tx, &access.case, asked.traits).await?;
        tx.run(&original_row(&access.case, kept, now + self.settings.original)).await?;
        tx.commit().await?;
        self.changed(&access.case);
        Ok(decision)
    }

    /// Who waits for a human being, or has one, still does.
    fn with_message(
        &self,
        access: &Access,
        kept: &Kept<'_>,
        decision: Option<&Decision>,
        now: Timestamp,
    ) -> sea_query::UpdateStatement {
        let (report, content) = (kept.asked.report, kept.content.as_ref());
        let mut update = Query::update();
        update
            .table(Cases::Table)
            .value(Cases::ChangedAt, now.as_millisecond())
            .value(Cases::Fingerprint, content.map(|content| content.fingerprint.as_str()))
            .value(Cases::Vouched, content.map_or("", |content| content.vouched.as_str()))
            .value(Cases::ContentHash, report.content_hash.as_str())
            .value(Cases::Brand, report.claim.brand.as_deref())
            .value(Cases::Ruling, report.ruling.as_str())
            .value(Cases::Campaign, kept.campaign.map(|campaign| campaign.0))
            .value(Cases::Subject, kept.subject.as_str())
            .value(Cases::Report, kept.redacted.as_str())
            .and_where(Expr::col(Cases::Id).eq(access.case.as_str()))
            .and_where(Expr::col(Cases::Report).is_null());
        if let Some(decision) = decision {
            let (answered, decided) = (CaseState::Answered, CaseState::Decided);
            let is_answered = Expr::col(Cases::State).eq(<&str>::from(answered));
            let state = Expr::case(is_answered, <&str>::from(decided));
            update
                .value(Cases::Decision, decision.id.as_str())
                .value(Cases::State, state.finally(Expr::col(Cases::State)));
        }
        update
    }
}
