//! Taking what somebody reports, whatever form it has: a message, a page, another desk's report, a
//! table. Nothing is dropped: what cannot be read is kept, and says so.

use ::desk::{
    Door, Traits,
    event::{Reporter, SeenUrl, Source},
    exchange::{Form, Incoming, Shared, incoming},
    report::{Matter, NewReport, Received, Recipients},
    stats::list::{Fault, Labels, List, Row, Unread},
};
use check::Bilingual;
use jiff::Timestamp;
use verdict::words::Language;

use super::{Desk, desk::Opened, problem::Problem};

/// Who reports, and how.
#[derive(Clone, Debug)]
pub(crate) struct Reporting {
    /// By which way it comes, where its form does not tell.
    pub(crate) source: Source,
    pub(crate) door: Door,
    pub(crate) language: Language,
    pub(crate) reporter: Reporter,
    pub(crate) recipients: Recipients,
    pub(crate) words: String,
    pub(crate) seen_at: Option<Timestamp>,
}

impl Reporting {
    /// The same, in another desk's form.
    fn by(&self, form: Form, seen_at: Option<Timestamp>) -> Self {
        let source = match form {
            Form::Arf => Source::Arf,
            Form::Xarf => Source::Xarf,
        };
        Self { source, seen_at: seen_at.or(self.seen_at), ..self.clone() }
    }

    fn new_report<'a>(&'a self, matter: Matter<'a>) -> NewReport<'a> {
        NewReport {
            source: self.source,
            language: self.language,
            reporter: Some(self.reporter),
            recipients: self.recipients,
            seen_at: self.seen_at,
            words: &self.words,
            matter,
        }
    }
}

/// What something was taken for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum TakenAs {
    Message,
    Page,
    Arf,
    Xarf,
    Table,
    Unreadable,
}

impl TakenAs {
    fn of(form: Form) -> Self {
        match form {
            Form::Arf => Self::Arf,
            Form::Xarf => Self::Xarf,
        }
    }
}

/// What was handed in, kept.
pub(crate) struct Taken {
    pub(crate) taken_as: TakenAs,
    /// At least one.
    pub(crate) reports: Vec<TakenReport>,
    /// The case of its message.
    pub(crate) case: Option<Opened>,
}

/// One report that was kept.
pub(crate) struct TakenReport {
    pub(crate) received: Received,
    /// Which line of a table, from 1.
    pub(crate) line: Option<u64>,
    /// Why it could not be read.
    pub(crate) why: Option<Bilingual>,
}

impl Taken {
    /// Whether octets are a message, or text of one: those are checked, and shown before they are
    /// reported.
    pub(crate) fn is_message(octets: &[u8], media_type: &str) -> bool {
        matches!(incoming(octets, media_type), Incoming::Message(_))
    }
}

impl Desk {
    /// Takes whatever it is.
    pub(crate) async fn take(
        &self,
        octets: Vec<u8>,
        media_type: &str,
        reporting: &Reporting,
    ) -> Result<Taken, Problem> {
        match incoming(&octets, media_type) {
            Incoming::Message(_) => self.take_message(octets, reporting).await,
            Incoming::Report { form, message, seen_at } => {
                let reporting = reporting.by(form, seen_at);
                let taken = self.take_message(message, &reporting).await?;
                Ok(Taken { taken_as: TakenAs::of(form), ..taken })
            }
            Incoming::Page { form, address, brand, seen_at } => {
                let reporting = match form {
                    Some(form) => reporting.by(form, seen_at),
                    None => reporting.clone(),
                };
                let taken = self.take_page(&address, brand.as_deref(), &reporting).await?;
                Ok(Taken { taken_as: form.map_or(TakenAs::Page, TakenAs::of), ..taken })
            }
            Incoming::Table(list) => self.take_table(&list, reporting).await,
            Incoming::Unreadable { form, why } => {
                let reporting = match form {
                    Some(form) => reporting.by(form, None),
                    None => reporting.clone(),
                };
                self.take_unreadable(&octets, why, &reporting).await
            }
        }
    }

    /// Checks a message, opens a case about it, and reports it.
    pub(crate) async fn take_message(
        &self,
        raw: Vec<u8>,
        reporting: &Reporting,
    ) -> Result<Taken, Problem> {
        let opened = self.open(raw.clone(), (reporting.door, reporting.language)).await?;
        let now = Timestamp::now();
        let prepared = self.prepared(raw, opened.report.clone(), now).await?;
        let access = self.store.enter(&opened.key).await?;
        let case = self.store.case(&access).await?;
        let matter = Matter::Message {
            case: &access,
            prepared: &prepared,
            fingerprint: case.fingerprint.as_ref(),
        };
        let received = self.store.report(&reporting.new_report(matter), now).await?;
        let reports = vec![TakenReport { received, line: None, why: None }];
        Ok(Taken { taken_as: TakenAs::Message, reports, case: Some(opened) })
    }

    /// Reports a page.
    pub(crate) async fn take_page(
        &self,
        address: &str,
        brand: Option<&str>,
        reporting: &Reporting,
    ) -> Result<Taken, Problem> {
        let now = Timestamp::now();
        let redactor = self.store.redactor();
        let page = SeenUrl::of(address, &redactor);
        let shared = Shared::of_page("", now, address, &redactor);
        let Some((page, shared)) = page.zip(shared) else {
            let why = Bilingual {
                ja: "ページのアドレスとして読み取れません。".to_owned(),
                en: "It cannot be read as a page’s address.".to_owned(),
            };
            return self.take_unreadable(address.as_bytes(), why, reporting).await;
        };
        let brand = brand.map(|told| self.brand_key(told));
        let brand = brand.as_deref();
        let traits = Traits::of_url(address, brand, &self.checker.brands);
        let matter = Matter::Page { page: &page, brand, shared: &shared, traits: &traits };
        let received = self.store.report(&reporting.new_report(matter), now).await?;
        let reports = vec![TakenReport { received, line: None, why: None }];
        Ok(Taken { taken_as: TakenAs::Page, reports, case: None })
    }

    /// Reports each line of a table. Lines are kept some at a time, so that nobody waits long behind
    /// them.
    async fn take_table(&self, list: &List, reporting: &Reporting) -> Result<Taken, Problem> {
        let reporting = Reporting { source: Source::Csv, ..reporting.clone() };
        let labels = Labels::new(&self.checker.brands);
        let lines = list.rows.iter().map(Line::Row).chain(list.unread.iter().map(Line::Unread));
        let mut lines: Vec<Line<'_>> = lines.collect();
        lines.sort_by_key(Line::number);
        let mut reports = Vec::with_capacity(lines.len());
        for some in lines.chunks(LINES_AT_ONCE) {
            let now = Timestamp::now();
            let read: Vec<Read<'_>> =
                some.iter().map(|line| self.read_line(line, &labels, now)).collect();
            let new: Vec<NewReport<'_>> = read.iter().map(|one| one.report(&reporting)).collect();
            let received = self.store.report_all(&new, now).await?;
            reports.extend(received.into_iter().zip(read).map(|(received, read)| TakenReport {
                received,
                line: Some(read.line),
                why: read.why(),
            }));
        }
        Ok(Taken { taken_as: TakenAs::Table, reports, case: None })
    }

    fn read_line<'l>(&self, line: &'l Line<'l>, labels: &Labels, now: Timestamp) -> Read<'l> {
        let redactor = self.store.redactor();
        let what = match line {
            Line::Unread(unread) => What::Unread(unread),
            Line::Row(row) => {
                let page = SeenUrl::of(&row.url.url, &redactor);
                let shared = Shared::of_page("", now, &row.url.url, &redactor);
                match page.zip(shared) {
                    Some((page, shared)) => {
                        let key = |label| labels.find(label).key().to_owned();
                        let brand = row.label.as_deref().map(key);
                        let url = &row.url.url;
                        What::Page(Box::new(ReadPage {
                            traits: Traits::of_url(url, brand.as_deref(), &self.checker.brands),
                            page,
                            shared,
                            brand,
                            seen_at: row.at,
                        }))
                    }
                    None => What::NoPage(&row.url.url),
                }
            }
        };
        Read { line: line.number(), what }
    }

    /// The registry's key of a brand that somebody named, else the name in compatibility form.
    fn brand_key(&self, told: &str) -> String {
        Labels::new(&self.checker.brands).find(told).key().to_owned()
    }

    /// Keeps what could not be read, for somebody to look at.
    async fn take_unreadable(
        &self,
        octets: &[u8],
        why: Bilingual,
        reporting: &Reporting,
    ) -> Result<Taken, Problem> {
        let matter = Matter::Unreadable { octets, why: &why.en };
        let received = self.store.report(&reporting.new_report(matter), Timestamp::now()).await?;
        let reports = vec![TakenReport { received, line: None, why: Some(why) }];
        Ok(Taken { taken_as: TakenAs::Unreadable, reports, case: None })
    }
}

/// Lines of a table that are kept in one transaction.
const LINES_AT_ONCE: usize = 200;

/// A line of a table.
enum Line<'l> {
    Row(&'l Row),
    Unread(&'l Unread),
}

impl Line<'_> {
    fn number(&self) -> u64 {
        match self {
            Self::Row(row) => row.line,
            Self::Unread(unread) => unread.line,
        }
    }
}

/// A line, ready to be reported.
struct Read<'l> {
    line: u64,
    what: What<'l>,
}

enum What<'l> {
    Page(Box<ReadPage>),
    NoPage(&'l str),
    Unread(&'l Unread),
}

struct ReadPage {
    page: SeenUrl,
    shared: Shared,
    traits: Traits,
    brand: Option<String>,
    seen_at: Option<Timestamp>,
}

impl Read<'_> {
    fn report<'a>(&'a self, reporting: &'a Reporting) -> NewReport<'a> {
        match &self.what {
            What::Page(read) => {
                let ReadPage { page, shared, traits, brand, .. } = &**read;
                let matter = Matter::Page { page, brand: brand.as_deref(), shared, traits };
                let seen_at = read.seen_at.or(reporting.seen_at);
                NewReport { seen_at, ..reporting.new_report(matter) }
            }
            What::NoPage(address) => {
                let why = "what stands in the address's place is none";
                reporting.new_report(Matter::Unreadable { octets: address.as_bytes(), why })
            }
            What::Unread(unread) => {
                let (octets, why) = (unread.text.as_bytes(), fault(unread.fault).1);
                reporting.new_report(Matter::Unreadable { octets, why })
            }
        }
    }

    fn why(&self) -> Option<Bilingual> {
        let (ja, en) = match &self.what {
            What::Page(_) => return None,
            What::NoPage(_) => fault(Fault::NotAnAddress),
            What::Unread(unread) => fault(unread.fault),
        };
        Some(Bilingual { ja: ja.to_owned(), en: en.to_owned() })
    }
}

/// Why a line could not be read, in both languages.
fn fault(fault: Fault) -> (&'static str, &'static str) {
    match fault {
        Fault::NoAddress => ("アドレスがありません。", "It has no address."),
        Fault::NotAnAddress => (
            "アドレスの欄が、アドレスとして読み取れません。",
            "What stands in the address’s place is none.",
        ),
        Fault::OpenQuote => ("引用符が閉じていません。", "A quote was opened and not closed."),
        Fault::TooLong => ("アドレスが長すぎます。", "The address is too long."),
    }
}
