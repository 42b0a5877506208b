use jiff::{SignedDuration, Timestamp};
use sea_query::{Expr, ExprTrait as _, OnConflict, Query};

use crate::{
    DecisionKind,
    event::Reporter,
    report::WhoReports,
    store::{Store, StoreError, database::Tx, schema::Reporters, statement::insert},
};

/// How somebody's reports have turned out so far.
pub(super) struct Standing {
    /// Reports today, this one with them.
    pub(super) today: i64,
    confirmed: i64,
    refuted: i64,
}

impl Standing {
    /// What the word of somebody weighs of whom nothing is known.
    pub(super) const UNKNOWN: f64 = 1.0;

    /// What this reporter's word weighs, between 0 and 2: twice the share of reports that turned out
    /// to be fraud, drawn towards [`Standing::UNKNOWN`] while there are few (Laplace's rule of
    /// succession).
    #[expect(clippy::cast_precision_loss, reason = "nobody reports 2^52 times")]
    pub(super) fn reputation(&self) -> f64 {
        2.0 * (self.confirmed as f64 + 1.0) / ((self.confirmed + self.refuted) as f64 + 2.0)
    }
}

impl Store {
    /// The keyed hash of whoever reports.
    #[must_use]
    pub fn reporter(&self, who: WhoReports<'_>) -> Reporter {
        let redactor = self.redactor();
        Reporter(match who {
            WhoReports::Network(address) => redactor.tag("network", &network(address)),
            WhoReports::Key(key) => redactor.tag("key", key.id.as_str()),
            WhoReports::Mailbox(mailbox) => redactor.tag("mailbox", &mailbox.to_lowercase()),
        })
    }
}

/// Who has IPv6 has at least a /64 of addresses.
fn network(address: std::net::IpAddr) -> String {
    match address.to_canonical() {
        std::net::IpAddr::V4(v4) => v4.to_string(),
        std::net::IpAddr::V6(v6) => (u128::from(v6) >> 64).to_string(),
    }
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Counts a report of somebody's, and holds the reporter until the transaction ends.
pub(super) async fn comes(
    tx: &mut Tx,
    reporter: Reporter,
    now: Timestamp,
) -> Result<Standing, StoreError> {
    let day = now.as_second().div_euclid(DAY.as_secs());
    let today = Expr::case(
        Expr::col((Reporters::Table, Reporters::Day)).eq(day),
        Expr::col((Reporters::Table, Reporters::Today)).add(1_i64),
    );
    let row = [
        (Reporters::Reporter, reporter.0.to_vec().into()),
        (Reporters::Day, day.into()),
        (Reporters::Today, 1_i64.into()),
        (Reporters::Confirmed, 0_i64.into()),
        (Reporters::Refuted, 0_i64.into()),
    ];
    let mut upsert = insert(Reporters::Table, row);
    upsert
        .on_conflict(
            OnConflict::column(Reporters::Reporter)
                .value(Reporters::Today, today.finally(1_i64))
                .value(Reporters::Day, day)
                .to_owned(),
        )
        .returning(Query::returning().columns([
            Reporters::Today,
            Reporters::Confirmed,
            Reporters::Refuted,
        ]));
    let row = tx.row(&upsert).await?.ok_or(sqlx::Error::RowNotFound)?;
    Ok(Standing {
        today: row.number(Reporters::Today)?,
        confirmed: row.number(Reporters::Confirmed)?,
        refuted: row.number(Reporters::Refuted)?,
    })
}

/// What a report turned out to be speaks for or against its reporter; what was said of it before no
/// longer does. Who reports a genuine message that is broken was right to ask.
pub(super) async fn turned_out(
    tx: &mut Tx,
    reporter: &[u8],
    before: Option<DecisionKind>,
    now: DecisionKind,
) -> Result<(), StoreError> {
    let count = |kind: Option<DecisionKind>, which| i64::from(kind == Some(which));
    let change = |which| count(Some(now), which) - count(before, which);
    let update = Query::update()
        .table(Reporters::Table)
        .value(
            Reporters::Confirmed,
            Expr::col(Reporters::Confirmed).add(change(DecisionKind::Fraud)),
        )
        .value(Reporters::Refuted, Expr::col(Reporters::Refuted).add(change(DecisionKind::Genuine)))
        .and_where(Expr::col(Reporters::Reporter).eq(reporter))
        .to_owned();
    tx.run(&update).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reporters_word_weighs_what_it_has_proved() {
        let reputation =
            |confirmed, refuted| Standing { today: 1, confirmed, refuted }.reputation();
        assert!((reputation(0, 0) - Standing::UNKNOWN).abs() < f64::EPSILON);
        assert!(reputation(20, 0) > 1.8 && reputation(0, 20) < 0.2);
        assert!(reputation(3, 3) > reputation(3, 4));
    }

    #[test]
    fn addresses_of_one_network_are_one_reporter() {
        let of = |address: &str| network(address.parse().unwrap());
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:2"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
