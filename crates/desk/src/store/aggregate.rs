//! DMARC aggregate reports, and what they come to.

use jiff::Timestamp;
use mail::DomainName;
use sea_query::{DeleteStatement, Expr, ExprTrait as _, Func, Order, Query, SelectStatement};

use super::{
    Store, StoreError,
    database::Row as Stored,
    events::into,
    retention::few,
    schema::{AggregateReports as Reports, AggregateRows as Rows},
};
use crate::aggregate::{AggregateReport, AuthResult, Counted, Disposition, Outcome, Row, Traffic};

/// Rows that one statement puts in: SQLite takes 32,766 values.
const AT_ONCE: usize = 1_000;
/// Groups of alike messages that one summary rests on; more would be no summary.
const MOST_GROUPS: u64 = 200_000;
/// Reporters that a summary names.
const MOST_REPORTERS: u64 = 100;

/// A domain about which there are reports.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReportedDomain {
    /// The domain.
    pub domain: DomainName,
    /// Messages that its reports count.
    pub messages: u64,
    /// Until when the newest report counts.
    pub until: Timestamp,
}

impl Store {
    /// Keeps a report; whether it is new. One that is known (by reporter, number and domain) stays as
    /// it was.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn add_aggregate_report(
        &self,
        report: &AggregateReport,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut tx = self.database.begin().await?;
        if tx.run(&head(report, now)).await? == 0 {
            return Ok(false);
        }
        let identity = report.identity();
        let domain = report.domain.as_str();
        let day = report.begins.as_second().div_euclid(86_400);
        for (number, rows) in report.rows.chunks(AT_ONCE).enumerate() {
            let mut insert = into(Rows::Table, COLUMNS, [Rows::Report, Rows::Position]);
            for (place, row) in rows.iter().enumerate() {
                let position = i64::try_from(number * AT_ONCE + place).unwrap_or(i64::MAX);
                insert.values_panic(values(row, (identity.as_str(), position), (domain, day)));
            }
            tx.run(&insert).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// What was sent in a domain's name from one day on, by reports that are kept.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn traffic(
        &self,
        domain: &DomainName,
        since: Timestamp,
    ) -> Result<Traffic, StoreError> {
        let day = since.as_second().div_euclid(86_400);
        let mut tx = self.database.begin_reading().await?;
        let reporters = tx.rows(&reporters(domain, day)).await?;
        let counted = tx.rows(&groups(domain, day)).await?;
        tx.commit().await?;
        let counted: Vec<Counted> = counted.iter().map(read).collect::<Result<_, _>>()?;
        let mut reports = 0;
        let mut names = Vec::new();
        for row in &reporters {
            names.push(row.text(Reports::Reporter)?);
            reports += unsigned(row.number(Reports::Messages)?);
        }
        Ok(Traffic::new(domain.clone(), reports, names, &counted))
    }

    /// The domains about which there are reports, by name.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn reported_domains(&self) -> Result<Vec<ReportedDomain>, StoreError> {
        let found = Query::select()
            .column(Reports::Domain)
            .expr_as(sum(Reports::Messages), Reports::Messages)
            .expr_as(Func::max(Expr::col(Reports::EndsAt)), Reports::EndsAt)
            .from(Reports::Table)
            .group_by_col(Reports::Domain)
            .order_by(Reports::Domain, Order::Asc)
            .limit(self.settings.limits.listed)
            .to_owned();
        let domain = |row: &Stored| -> Result<_, StoreError> {
            Ok(ReportedDomain {
                domain: row.word(Reports::Domain, |name| DomainName::parse_dns(name).ok())?,
                messages: unsigned(row.number(Reports::Messages)?),
                until: row.moment(Reports::EndsAt)?,
            })
        };
        self.database.rows(&found).await?.iter().map(domain).collect()
    }
}

fn head(report: &AggregateReport, now: Timestamp) -> sea_query::InsertStatement {
    let columns = [
        Reports::Id,
        Reports::Reporter,
        Reports::ReportId,
        Reports::Domain,
        Reports::Policy,
        Reports::BeginsAt,
        Reports::EndsAt,
        Reports::ReceivedAt,
        Reports::Messages,
    ];
    let mut insert = into(Reports::Table, columns, [Reports::Id]);
    insert.values_panic([
        report.identity().as_str().into(),
        report.reporter.as_str().into(),
        report.id.as_str().into(),
        report.domain.as_str().into(),
        report.policy.p.map(auth::dmarc::Policy::as_str).into(),
        report.begins.as_millisecond().into(),
        report.ends.as_millisecond().into(),
        now.as_millisecond().into(),
        signed(report.messages()).into(),
    ]);
    insert
}

const COLUMNS: [Rows; 15] = [
    Rows::Report,
    Rows::Position,
    Rows::Domain,
    Rows::Day,
    Rows::Source,
    Rows::Messages,
    Rows::Dkim,
    Rows::Spf,
    Rows::Stopped,
    Rows::Forwarded,
    Rows::HeaderFrom,
    Rows::DkimDomain,
    Rows::DkimResult,
    Rows::SpfDomain,
    Rows::SpfResult,
];

/// Values in the order of the columns.
fn values(row: &Row, place: (&str, i64), (domain, day): (&str, i64)) -> [Expr; 15] {
    let none = AuthResult::default();
    let dkim = row.telling_dkim().unwrap_or(&none);
    let spf = row.telling_spf().unwrap_or(&none);
    let stopped = matches!(row.disposition, Disposition::Quarantine | Disposition::Reject);
    [
        place.0.into(),
        place.1.into(),
        domain.into(),
        day.into(),
        row.source.to_string().into(),
        signed(row.messages).into(),
        i64::from(row.dkim).into(),
        i64::from(row.spf).into(),
        i64::from(stopped).into(),
        i64::from(row.is_forwarded()).into(),
        row.header_from.as_str().into(),
        dkim.domain.as_str().into(),
        <&str>::from(dkim.outcome).into(),
        spf.domain.as_str().into(),
        <&str>::from(spf.outcome).into(),
    ]
}

const GROUPED: [Rows; 10] = [
    Rows::Day,
    Rows::Source,
    Rows::Dkim,
    Rows::Spf,
    Rows::Stopped,
    Rows::Forwarded,
    Rows::DkimDomain,
    Rows::DkimResult,
    Rows::SpfDomain,
    Rows::SpfResult,
];

/// Alike messages together, from one day on.
fn groups(domain: &DomainName, day: i64) -> SelectStatement {
    Query::select()
        .columns(GROUPED)
        .expr_as(sum(Rows::Messages), Rows::Messages)
        .from(Rows::Table)
        .and_where(Expr::col(Rows::Domain).eq(domain.as_str()))
        .and_where(Expr::col(Rows::Day).gte(day))
        .group_by_columns(GROUPED)
        .order_by(Rows::Day, Order::Desc)
        .order_by(Rows::Source, Order::Asc)
        .limit(MOST_GROUPS)
        .to_owned()
}

/// Who reported, and in how many reports.
fn reporters(domain: &DomainName, day: i64) -> SelectStatement {
    Query::select()
        .column(Reports::Reporter)
        .expr_as(Func::count(Expr::col(Reports::Id)), Reports::Messages)
        .from(Reports::Table)
        .and_where(Expr::col(Reports::Domain).eq(domain.as_str()))
        .and_where(Expr::col(Reports::BeginsAt).gte(day.saturating_mul(86_400_000)))
        .group_by_col(Reports::Reporter)
        .order_by(Reports::Reporter, Order::Asc)
        .limit(MOST_REPORTERS)
        .to_owned()
}

/// A sum that PostgreSQL would make a NUMERIC.
fn sum(column: impl sea_query::Iden + 'static) -> Expr {
    Func::cast_as(Func::sum(Expr::col(column)), "bigint").into()
}

fn read(row: &Stored) -> Result<Counted, StoreError> {
    let is = |column| -> Result<_, StoreError> { Ok(row.number(column)? != 0) };
    let result = |domain, outcome| -> Result<_, StoreError> {
        Ok(AuthResult {
            domain: row.text(domain)?,
            selector: String::new(),
            outcome: Outcome::parse(&row.text(outcome)?),
        })
    };
    Ok(Counted {
        day: row.number(Rows::Day)?,
        source: row.word(Rows::Source, |text| text.parse().ok())?,
        messages: unsigned(row.number(Rows::Messages)?),
        dkim: is(Rows::Dkim)?,
        spf: is(Rows::Spf)?,
        is_stopped: is(Rows::Stopped)?,
        is_forwarded: is(Rows::Forwarded)?,
        dkim_result: result(Rows::DkimDomain, Rows::DkimResult)?,
        spf_result: result(Rows::SpfDomain, Rows::SpfResult)?,
    })
}

/// Deletes a few of the reports about what was before.
pub(super) fn old(before: Timestamp) -> DeleteStatement {
    let is_old = Expr::col(Reports::EndsAt).lte(before.as_millisecond());
    few(Reports::Table, Reports::Id, is_old)
}

/// A count as a column holds it. No receiver counts as many; who pretends to gets the most.
fn signed(count: u64) -> i64 {
    // Far enough from the end that sums of many fit.
    Ord::min(i64::try_from(count).unwrap_or(i64::MAX), 1 << 40)
}

fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}
