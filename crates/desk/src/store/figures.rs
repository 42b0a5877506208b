//! Counts of the event log.

use jiff::Timestamp;
use sea_query::{
    Alias, Asterisk, Condition, Expr, ExprTrait as _, Func, Iden, JoinType, Order, Query,
    SelectStatement, UnionType,
};

use super::{
    Store, StoreError,
    database::Row,
    schema::{Events, FurtherUrls, Urls},
};
use crate::{
    event::{Counting, DmarcPolicy, EventKind},
    stats::{Counted, Month, Places, Ruled, Sent},
};

/// Domains that are told.
const PLACES: u64 = 20;

/// What a count is called.
#[derive(Clone, Copy, Iden)]
pub(super) enum Told {
    Reports,
    Pages,
    Domains,
    Year,
}

impl Store {
    /// Counts a month, as it is known now.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn count_month(&self, month: Month, now: Timestamp) -> Result<Counted, StoreError> {
        let span = Span::Month(month);
        let mut counted = Counted::default();
        self.count_received(span, now, &mut counted).await?;
        self.count_brands(span, now, &mut counted).await?;
        let pages = self.database.row(&distinct_pages(span, now)).await?;
        if let Some(pages) = pages {
            counted.urls = count(&pages, Told::Pages)?;
            counted.domains = count(&pages, Told::Domains)?;
        }
        counted.tlds = self.tlds(span, now).await?;
        counted.places = self.places(span, now).await?;
        counted.sending = self.sending(month, now).await?;
        self.count_decided(month, now, &mut counted).await?;
        counted.before = self.reports_of(month.before(1), now).await?;
        Ok(counted)
    }

    /// Reports that count in a month; `None` when nothing is known of it.
    async fn reports_of(&self, month: Month, now: Timestamp) -> Result<Option<u64>, StoreError> {
        let mut any = Query::select();
        any.column(Events::Month).from(Events::Table).limit(1);
        any.and_where(Expr::col(Events::Month).eq(month.number()));
        if self.database.row(&any).await?.is_none() {
            return Ok(None);
        }
        let mut found = counted(Span::Month(month), now);
        found.expr_as(Func::count(Expr::col(Asterisk)), Told::Reports);
        let row = self.database.row(&found).await?;
        row.map(|row| count(&row, Told::Reports)).transpose()
    }

    async fn count_received(
        &self,
        span: Span,
        now: Timestamp,
        counted: &mut Counted,
    ) -> Result<(), StoreError> {
        let mut found = Query::select();
        found.columns([Events::Kind, Events::Counting]).from(Events::Table);
        found.expr_as(Func::count(Expr::col(Asterisk)), Told::Reports);
        found.cond_where(span.condition()).cond_where(until(now));
        found.group_by_columns([Events::Kind, Events::Counting]);
        for row in self.database.rows(&found).await? {
            let number = count(&row, Told::Reports)?;
            match row.word(Events::Kind, |word| word.parse::<EventKind>().ok())? {
                EventKind::Undone => counted.undone += number,
                EventKind::Decided => {}
                EventKind::Reported | EventKind::Listed => {
                    counted.received += number;
                    match row.word(Events::Counting, |word| word.parse::<Counting>().ok())? {
                        Counting::Counted => {}
                        Counting::Duplicate => counted.duplicates += number,
                        Counting::Held => counted.held += number,
                        Counting::Unreadable => counted.unreadable += number,
                    }
                }
            }
        }
        Ok(())
    }

    async fn count_brands(
        &self,
        span: Span,
        now: Timestamp,
        figures: &mut Counted,
    ) -> Result<(), StoreError> {
        let mut found = counted(span, now);
        found.columns([Events::Source, Events::Brand]);
        found.expr_as(Func::count(Expr::col(Asterisk)), Told::Reports);
        found.group_by_columns([Events::Source, Events::Brand]);
        let mut brands = std::collections::BTreeMap::<String, u64>::new();
        for row in self.database.rows(&found).await? {
            let number = count(&row, Told::Reports)?;
            figures.reports += number;
            let source = row.word(Events::Source, |word| word.parse().ok())?;
            match figures.sources.iter_mut().find(|(known, _)| *known == source) {
                Some((_, all)) => *all += number,
                None => figures.sources.push((source, number)),
            }
            match row.text_or_none(Events::Brand)? {
                Some(brand) => *brands.entry(brand).or_default() += number,
                None => figures.without_brand += number,
            }
        }
        figures
            .sources
            .sort_by_key(|(source, number)| (std::cmp::Reverse(*number), <&str>::from(*source)));
        figures.brands = most_first(brands);
        Ok(())
    }

    async fn tlds(&self, span: Span, now: Timestamp) -> Result<Vec<Places>, StoreError> {
        let mut found = counted(span, now);
        found.column(Events::Tld).and_where(Expr::col(Events::Tld).is_not_null());
        found.expr_as(Func::count(Expr::col(Asterisk)), Told::Reports);
        found.expr_as(Func::count_distinct(Expr::col(Events::Url)), Told::Pages);
        found.group_by_col(Events::Tld);
        let rows = self.database.rows(&found).await?;
        let mut tlds = rows
            .iter()
            .map(|row| {
                Ok(Places {
                    name: row.text(Events::Tld)?,
                    reports: count(row, Told::Reports)?,
                    urls: count(row, Told::Pages)?,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        sort(&mut tlds);
        Ok(tlds)
    }

    async fn places(&self, span: Span, now: Timestamp) -> Result<Vec<Places>, StoreError> {
        let mut found = counted(span, now);
        found.and_where(Expr::col(Events::Domain).is_not_null());
        found.expr_as(Func::count(Expr::col(Asterisk)), Told::Reports);
        found.expr_as(Func::count_distinct(Expr::col(Events::Url)), Told::Pages);
        found.expr_as(Func::min(Expr::col(Events::Url)), Events::Url);
        found.group_by_col(Events::Domain);
        found.order_by(Told::Reports, Order::Desc).order_by(Events::Domain, Order::Asc);
        found.limit(PLACES);
        let mut places = Vec::new();
        for row in self.database.rows(&found).await? {
            let name = Query::select()
                .column(Urls::Domain)
                .from(Urls::Table)
                .and_where(Expr::col(Urls::Id).eq(row.number(Events::Url)?))
                .to_owned();
            let Some(name) = self.database.row(&name).await? else { continue };
            places.push(Places {
                name: name.text(Urls::Domain)?,
                reports: count(&row, Told::Reports)?,
                urls: count(&row, Told::Pages)?,
            });
        }
        sort(&mut places);
        Ok(places)
    }

    async fn sending(&self, month: Month, now: Timestamp) -> Result<Vec<Sent>, StoreError> {
        let facts = [Events::IsSpoofed, Events::Policy, Events::Passes, Events::HasReverse];
        let mut found = counted(Span::Month(month), now);
        found.columns(facts).and_where(Expr::col(Events::IsSpoofed).is_not_null());
        found.expr_as(Func::count(Expr::col(Asterisk)), Told::Reports);
        found.group_by_columns(facts);
        for fact in facts {
            found.order_by(fact, Order::Asc);
        }
        let rows = self.database.rows(&found).await?;
        rows.iter()
            .map(|row| {
                let truth = |column| {
                    Ok::<_, StoreError>(row.number_or_none(column)?.map(|number| number == 1))
                };
                let policy = row.text_or_none(Events::Policy)?;
                Ok(Sent {
                    is_spoofed: truth(Events::IsSpoofed)?.unwrap_or_default(),
                    policy: policy.and_then(|word| word.parse::<DmarcPolicy>().ok()),
                    passes: truth(Events::Passes)?,
                    has_reverse: truth(Events::HasReverse)?,
                    reports: count(row, Told::Reports)?,
                })
            })
            .collect()
    }

    /// What became of the month's reports: the last decision about each.
    async fn count_decided(
        &self,
        month: Month,
        now: Timestamp,
        figures: &mut Counted,
    ) -> Result<(), StoreError> {
        let mut genuine = std::collections::BTreeMap::<Option<String>, u64>::new();
        for row in self.database.rows(&decided(month, now)).await? {
            let ruling = row.text_or_none(Events::Ruling)?;
            let ruled = Ruled {
                ruling: ruling.and_then(|word| {
                    check::report::Ruling::ALL.into_iter().find(|one| one.as_str() == word)
                }),
                decided: row.word(Events::Decided, |word| word.parse().ok())?,
                reports: count(&row, Told::Reports)?,
            };
            if ruled.is_genuine() {
                *genuine.entry(row.text_or_none(Events::Brand)?).or_default() += ruled.reports;
            }
            match figures
                .decided
                .iter_mut()
                .find(|one| (one.ruling, one.decided) == (ruled.ruling, ruled.decided))
            {
                Some(one) => one.reports += ruled.reports,
                None => figures.decided.push(ruled),
            }
        }
        for row in self.database.rows(&proven_and_undecided(month, now)).await? {
            let brand = row.text_or_none(Events::Brand)?;
            *genuine.entry(brand).or_default() += count(&row, Told::Reports)?;
        }
        figures.genuine = most_first(genuine);
        Ok(())
    }
}

/// Which events are counted together.
#[derive(Clone, Copy)]
pub(super) enum Span {
    Month(Month),
    /// Whatever has a date.
    Dated,
    Undated,
}

impl Span {
    pub(super) fn condition(self) -> Condition {
        let month = Expr::col((Events::Table, Events::Month));
        Condition::all().add(match self {
            Self::Month(wanted) => month.eq(wanted.number()),
            Self::Dated => month.gt(0_i64),
            Self::Undated => month.eq(0_i64),
        })
    }
}

/// What lies in the future does not count before its day.
fn until(now: Timestamp) -> Condition {
    let at = || Expr::col((Events::Table, Events::At));
    Condition::any().add(at().is_null()).add(at().lte(now.as_millisecond()))
}

/// The reports of a span that count: each that somebody made, or a list has, that is no duplicate, that
/// nobody took back.
pub(super) fn counted(span: Span, now: Timestamp) -> SelectStatement {
    let kinds = [EventKind::Reported, EventKind::Listed].map(<&str>::from);
    let mut undone = Query::select();
    undone.column(Events::Report).from(Events::Table).cond_where(span.condition());
    undone.and_where(Expr::col(Events::Kind).eq(<&str>::from(EventKind::Undone)));
    undone.and_where(Expr::col(Events::Report).is_not_null());
    let report = || Expr::col((Events::Table, Events::Report));
    Query::select()
        .from(Events::Table)
        .cond_where(span.condition())
        .and_where(Expr::col((Events::Table, Events::Kind)).is_in(kinds))
        .and_where(Expr::col((Events::Table, Events::Counting)).eq(<&str>::from(Counting::Counted)))
        .cond_where(until(now))
        // A line of a list has no report, and NULL is in no list, nor is it not.
        .cond_where(
            Condition::any()
                .add(report().is_null())
                .add(report().not_in_subquery(undone.to_owned())),
        )
        .to_owned()
}

/// All pages of reports that count, main ones and further ones; month, page and domain.
pub(super) fn pages(span: Span, now: Timestamp) -> SelectStatement {
    let further = counted(span, now)
        .column((Events::Table, Events::Month))
        .columns([FurtherUrls::Url, FurtherUrls::Domain].map(|one| (FurtherUrls::Table, one)))
        .join(
            JoinType::InnerJoin,
            FurtherUrls::Table,
            Expr::col((FurtherUrls::Table, FurtherUrls::Event))
                .equals((Events::Table, Events::Identity)),
        )
        // Without this the database would look through all events for the few that have more pages.
        .and_where(match span {
            Span::Month(month) => {
                Expr::col((FurtherUrls::Table, FurtherUrls::Month)).eq(month.number())
            }
            Span::Dated | Span::Undated => {
                Expr::col((FurtherUrls::Table, FurtherUrls::Month)).gte(0_i64)
            }
        })
        .to_owned();
    counted(span, now)
        .columns([Events::Month, Events::Url, Events::Domain])
        .union(UnionType::All, further)
        .to_owned()
}

fn distinct_pages(span: Span, now: Timestamp) -> SelectStatement {
    Query::select()
        .expr_as(Func::count_distinct(Expr::col(Events::Url)), Told::Pages)
        .expr_as(Func::count_distinct(Expr::col(Events::Domain)), Told::Domains)
        .from_subquery(pages(span, now), FurtherUrls::Table)
        .to_owned()
}

/// The last decision about each report of a month, by brand, by what the check said, by the decision.
fn decided(month: Month, now: Timestamp) -> SelectStatement {
    let decision = || Alias::new("decision");
    let later = || Alias::new("later");
    let kind = <&str>::from(EventKind::Decided);
    let is_later = Condition::any()
        .add(
            Expr::col((later(), Events::RecordedAt))
                .gt(Expr::col((decision(), Events::RecordedAt))),
        )
        .add(
            Expr::col((later(), Events::RecordedAt))
                .eq(Expr::col((decision(), Events::RecordedAt)))
                .and(
                    Expr::col((later(), Events::Identity))
                        .gt(Expr::col((decision(), Events::Identity))),
                ),
        );
    let overruled = Query::select()
        .column((later(), Events::Identity))
        .from_as(Events::Table, later())
        .and_where(Expr::col((later(), Events::Report)).equals((decision(), Events::Report)))
        .and_where(Expr::col((later(), Events::Kind)).eq(kind))
        .cond_where(is_later)
        .to_owned();
    counted(Span::Month(month), now)
        .columns([Events::Brand, Events::Ruling].map(|column| (Events::Table, column)))
        .column((decision(), Events::Decided))
        .expr_as(Func::count(Expr::col(Asterisk)), Told::Reports)
        .join_as(
            JoinType::InnerJoin,
            Events::Table,
            decision(),
            Expr::col((decision(), Events::Report)).equals((Events::Table, Events::Report)),
        )
        .and_where(Expr::col((decision(), Events::Month)).eq(month.number()))
        .and_where(Expr::col((decision(), Events::Kind)).eq(kind))
        .and_where(Expr::col((decision(), Events::Decided)).is_not_null())
        .and_where(Expr::exists(overruled).not())
        .group_by_columns([Events::Brand, Events::Ruling].map(|column| (Events::Table, column)))
        .group_by_col((decision(), Events::Decided))
        .to_owned()
}

/// Reports of what our check proved to be genuine, and nobody decided about.
fn proven_and_undecided(month: Month, now: Timestamp) -> SelectStatement {
    let decision = || Alias::new("decision");
    let any = Query::select()
        .column((decision(), Events::Identity))
        .from_as(Events::Table, decision())
        .and_where(Expr::col((decision(), Events::Report)).equals((Events::Table, Events::Report)))
        .and_where(Expr::col((decision(), Events::Kind)).eq(<&str>::from(EventKind::Decided)))
        .to_owned();
    let genuine = check::report::Ruling::Genuine.as_str();
    counted(Span::Month(month), now)
        .column((Events::Table, Events::Brand))
        .expr_as(Func::count(Expr::col(Asterisk)), Told::Reports)
        .and_where(Expr::col((Events::Table, Events::Ruling)).eq(genuine))
        .and_where(Expr::exists(any).not())
        .group_by_col((Events::Table, Events::Brand))
        .to_owned()
}

pub(super) fn count(row: &Row, told: Told) -> Result<u64, StoreError> {
    Ok(u64::try_from(row.number(told)?).unwrap_or(0))
}

/// Sorted by number, the greatest first, then by key.
fn most_first<K: Clone + Ord>(counts: std::collections::BTreeMap<K, u64>) -> Vec<(K, u64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    counts
}

fn sort(places: &mut [Places]) {
    places.sort_by(|one, other| {
        other.reports.cmp(&one.reports).then_with(|| one.name.cmp(&other.name))
    });
}
