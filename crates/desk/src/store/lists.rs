use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;
use sea_query::InsertStatement;

use super::{
    Store, StoreError,
    audit::{Act, append},
    events::{Dated, append_all, into},
    schema::UnreadLines,
};
use crate::{
    audit::Actor,
    event::{Counting, Event, EventKind, Source},
    stats::list::{Account, Labels, List, Merged, Row, Told, Unread},
};

/// Lines that one statement puts in.
const AT_ONCE: usize = 1_000;

impl Store {
    /// Takes in a list that somebody published: each row counts as a report, once however often the
    /// list is read. All of it or nothing.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn add_list(
        &self,
        list: &List,
        labels: &Labels,
        now: Timestamp,
    ) -> Result<Account, StoreError> {
        let mut counts = Counts::default();
        let mut account = told(list);
        let mut tx = self.database.begin().await?;
        for rows in list.rows.chunks(AT_ONCE) {
            let events: Vec<_> = rows
                .iter()
                .map(|row| (listed(row, counts.brand(row, labels)), row.month))
                .collect();
            let dated: Vec<_> =
                events.iter().map(|(event, month)| Dated { event, month: *month }).collect();
            account.new += append_all(&mut tx, &dated, now).await?;
        }
        let readable = u64::try_from(list.rows.len()).unwrap_or(u64::MAX);
        account.known = readable - account.new;
        for lines in list.unread.chunks(AT_ONCE) {
            let events: Vec<_> = lines.iter().map(|line| (unread(line), line.month)).collect();
            let dated: Vec<_> =
                events.iter().map(|(event, month)| Dated { event, month: *month }).collect();
            append_all(&mut tx, &dated, now).await?;
            tx.run(&kept(&list.name.name, lines, now)).await?;
        }
        let Account { list: name, new, known, unreadable, .. } = &account;
        let detail = format!("list {name}, new {new}, known {known}, unreadable {unreadable}");
        let act = Act { actor: Actor::System, action: "stats.imported", case: None, detail };
        append(&mut tx, act, now).await?;
        tx.commit().await?;
        counts.put_into(&mut account, list, now);
        Ok(account)
    }
}

/// What the list tells by itself.
fn told(list: &List) -> Account {
    let unreadable = u64::try_from(list.unread.len()).unwrap_or(u64::MAX);
    let readable = u64::try_from(list.rows.len()).unwrap_or(u64::MAX);
    let mut account = Account {
        list: list.name.name.clone(),
        encoding: list.encoding,
        lines: list.lines,
        headings: list.headings,
        blank: list.blank,
        rows: readable + unreadable,
        new: 0,
        known: 0,
        unreadable,
        dated: 0,
        dated_by_file: 0,
        undated: 0,
        in_future: 0,
        repeated: 0,
        registered: 0,
        as_written: 0,
        without_brand: 0,
        notes: BTreeMap::new(),
        faults: BTreeMap::new(),
        merged: Vec::new(),
        unknown: Vec::new(),
    };
    for row in &list.rows {
        for note in &row.notes {
            *account.notes.entry(*note).or_default() += 1;
        }
    }
    for line in &list.unread {
        *account.faults.entry(line.fault).or_default() += 1;
    }
    account
}

/// What is counted while rows pass.
#[derive(Default)]
struct Counts<'l> {
    brands: HashMap<&'l str, (Told, u64)>,
    without: u64,
}

impl<'l> Counts<'l> {
    fn brand(&mut self, row: &'l Row, labels: &Labels) -> Option<String> {
        let Some(label) = &row.label else {
            self.without += 1;
            return None;
        };
        let (told, rows) = self.brands.entry(label).or_insert_with(|| (labels.find(label), 0));
        *rows += 1;
        Some(told.key().to_owned())
    }

    fn put_into(self, account: &mut Account, list: &List, now: Timestamp) {
        let mut seen = HashSet::new();
        for row in &list.rows {
            match (row.at, row.month) {
                (Some(_), _) => account.dated += 1,
                (None, Some(_)) => account.dated_by_file += 1,
                (None, None) => account.undated += 1,
            }
            account.in_future += u64::from(row.at.is_some_and(|at| at > now));
            account.repeated += u64::from(!seen.insert(row.url.url.as_str()));
        }
        account.without_brand = self.without;
        for (label, (told, rows)) in self.brands {
            match told {
                Told::Registered(brand) => {
                    account.registered += rows;
                    account.merged.push(Merged { label: label.to_owned(), brand, rows });
                }
                Told::AsWritten(name) => {
                    account.as_written += rows;
                    account.unknown.push((name, rows));
                }
            }
        }
        account.merged.sort_by(|one, other| {
            other.rows.cmp(&one.rows).then_with(|| one.label.cmp(&other.label))
        });
        account.unknown.sort_by(|(one, rows), (other, more)| more.cmp(rows).then(one.cmp(other)));
    }
}

fn listed(row: &Row, brand: Option<String>) -> Event {
    Event {
        kind: EventKind::Listed,
        source: Source::List,
        identity: row.identity,
        at: row.at,
        report: None,
        reporter: None,
        brand,
        urls: vec![row.url.clone()],
        sending: None,
        ruling: None,
        decided: None,
        counting: Counting::Counted,
    }
}

fn unread(line: &Unread) -> Event {
    Event {
        kind: EventKind::Listed,
        source: Source::List,
        identity: line.identity,
        at: None,
        report: None,
        reporter: None,
        brand: None,
        urls: Vec::new(),
        sending: None,
        ruling: None,
        decided: None,
        counting: Counting::Unreadable,
    }
}

fn kept(list: &str, lines: &[Unread], now: Timestamp) -> InsertStatement {
    let columns = [
        UnreadLines::Identity,
        UnreadLines::List,
        UnreadLines::Line,
        UnreadLines::Fault,
        UnreadLines::Text,
        UnreadLines::RecordedAt,
    ];
    let mut insert = into(UnreadLines::Table, columns, [UnreadLines::Identity]);
    for line in lines {
        insert.values_panic([
            line.identity.to_vec().into(),
            list.into(),
            i64::try_from(line.line).unwrap_or(i64::MAX).into(),
            <&str>::from(line.fault).into(),
            // PostgreSQL's text cannot hold NUL.
            line.text.replace('\0', "\u{fffd}").into(),
            now.as_millisecond().into(),
        ]);
    }
    insert
}
