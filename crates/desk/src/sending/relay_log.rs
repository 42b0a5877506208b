//! What a relay's log says of messages: Postfix' and Exim's.

use std::{
    collections::{HashMap, HashSet},
    io::{self, BufRead},
};

use jiff::{
    SignedDuration, Timestamp, ToSpan as _,
    civil::{Date, DateTime},
    fmt::strtime,
    tz::TimeZone,
};

/// Octets of a line that are read; no line that we look for is as long.
const LINE: usize = 64 * 1024;

/// What a log says of the messages that were asked about.
#[derive(Debug, Default)]
pub struct RelayLog {
    first: Option<Timestamp>,
    last: Option<Timestamp>,
    /// Message-IDs that the relay began to take, by its queue's id.
    begun: HashMap<String, String>,
    /// Message-IDs that the relay has taken.
    taken: HashSet<String>,
}

/// What a log says of one message.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Told {
    /// The relay took it.
    Taken,
    /// The log has that time, and not the message.
    NotTaken,
    /// The log does not say.
    Nothing,
}

impl RelayLog {
    /// Reads a log, or several that follow one another, for the Message-IDs that are asked about, in angle brackets.
    /// `zone` is that of moments which name none; `now` tells the year of those which have none.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn read(
        mut input: impl BufRead,
        asked: &HashSet<String>,
        (zone, now): (&TimeZone, Timestamp),
    ) -> io::Result<Self> {
        let mut log = Self::default();
        let mut line = Vec::new();
        while read_line(&mut input, &mut line)? {
            log.take(&String::from_utf8_lossy(&line), asked, (zone, now));
        }
        Ok(log)
    }

    fn take(&mut self, line: &str, asked: &HashSet<String>, clock: (&TimeZone, Timestamp)) {
        let Some((at, rest)) = moment(line, clock) else { return };
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
        self.last = Some(self.last.map_or(at, |last| last.max(at)));
        if let Some((queue, event)) = postfix(rest) {
            if let Some(id) = event.strip_prefix("message-id=").filter(|id| asked.contains(*id)) {
                self.begun.insert(queue.to_owned(), id.to_owned());
            } else if event.ends_with("(queue active)") {
                // The queue's file is complete and on disk: cleanup told smtpd so, and smtpd tells the client.
                self.taken.extend(self.begun.get(queue).cloned());
            }
        } else if let Some(id) = exim(rest) {
            let id = format!("<{id}>");
            if asked.contains(&id) {
                self.taken.insert(id);
            }
        }
    }

    /// What it says of a message of which the last octets went out at `closed_at`. That there is none, it says only
    /// when it has a line from `margin` before that, and one from `margin` after: clocks differ, and a relay takes its
    /// time.
    #[must_use]
    pub fn tells(&self, id: &str, closed_at: Timestamp, margin: SignedDuration) -> Told {
        if self.taken.contains(id) {
            return Told::Taken;
        }
        // Begun and not taken: the message was cut off, or its queue is not being worked on. A person has to look.
        if self.begun.values().any(|begun| begun == id) {
            return Told::Nothing;
        }
        let from = closed_at.saturating_sub(margin);
        let to = closed_at.saturating_add(margin);
        let (Ok(from), Ok(to)) = (from, to) else { return Told::Nothing };
        let covers = self.first.is_some_and(|first| first <= from)
            && self.last.is_some_and(|last| last >= to);
        if covers { Told::NotTaken } else { Told::Nothing }
    }
}

/// Reads a line without its end; what is beyond [`LINE`] octets of it is passed over. `false` at the end.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<bool> {
    line.clear();
    let mut any = false;
    loop {
        let octets = input.fill_buf()?;
        if octets.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = memchr::memchr(b'\n', octets);
        let part = octets.get(..end.unwrap_or(octets.len())).unwrap_or_default();
        let room = LINE.saturating_sub(line.len());
        line.extend(part.iter().take(room));
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            return Ok(true);
        }
    }
}

/// The queue's id and what happened to it: `host postfix/cleanup[12]: 4HvX2k3Zq1z9s: message-id=<…>`.
fn postfix(rest: &str) -> Option<(&str, &str)> {
    let (_, program) = rest.split_once(" postfix")?;
    let (_, said) = program.split_once("]: ")?;
    let (queue, event) = said.split_once(": ")?;
    let is_id = !queue.is_empty() && queue.bytes().all(|octet| octet.is_ascii_alphanumeric());
    is_id.then_some((queue, event.trim_end()))
}

/// The Message-ID of a message that arrived: `1abcDE-000001-2A <= news@… H=… id=…`.
fn exim(rest: &str) -> Option<&str> {
    let (_, arrived) = rest.split_once(" <= ")?;
    arrived.split_ascii_whitespace().find_map(|word| word.strip_prefix("id="))
}

/// The moment at which a line begins, and the rest: `2026-11-24T09:00:00.123+09:00 …`, `2026-11-24 09:00:00 …` (with
/// `+0900` after it, or without), `Nov 24 09:00:00 …`.
fn moment<'l>(line: &'l str, (zone, now): (&TimeZone, Timestamp)) -> Option<(Timestamp, &'l str)> {
    let (word, rest) = line.split_once(' ')?;
    if let Ok(at) = word.parse::<Timestamp>() {
        return Some((at, rest));
    }
    if let Ok(date) = word.parse::<Date>() {
        let (time, rest) = rest.split_once(' ')?;
        let at = date.to_datetime(time.parse().ok()?);
        let offset = rest.split_once(' ').filter(|(word, _)| word.starts_with(['+', '-']));
        if let Some((offset, rest)) = offset {
            let offset = strtime::parse("%z", offset).ok()?.offset()?;
            return Some((offset.to_timestamp(at).ok()?, rest));
        }
        return Some((zone.to_timestamp(at).ok()?, rest));
    }
    without_year(line, zone, now)
}

/// Traditional syslog. The year is this one, unless that would be in the future: clocks differ by less than a day.
fn without_year<'l>(
    line: &'l str,
    zone: &TimeZone,
    now: Timestamp,
) -> Option<(Timestamp, &'l str)> {
    let (stamp, rest) = line.split_at_checked(15)?;
    let this_year = now.to_zoned_datetime(zone.clone()).year();
    let in_year = |year: i16| {
        let at = DateTime::strptime("%Y %b %e %H:%M:%S", format!("{year} {stamp}")).ok()?;
        zone.to_timestamp(at).ok()
    };
    let tomorrow = now.checked_add(24.hours()).ok()?;
    let at = in_year(this_year).filter(|at| *at <= tomorrow).or_else(|| in_year(this_year - 1))?;
    Some((at, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "<12-345-0123456789abcdef@mihon-store.example>";

    fn at(text: &str) -> Timestamp {
        format!("2026-11-24T{text}+09:00").parse().unwrap()
    }

    /// What lines say of the message, whose last octets went out at nine.
    fn told(lines: &[&str]) -> Told {
        let zone = TimeZone::get("Asia/Tokyo").unwrap();
        let text = lines.join("\n").replace("ID", ID.trim_matches(['<', '>']));
        let asked = HashSet::from([ID.to_owned()]);
        let log = RelayLog::read(text.as_bytes(), &asked, (&zone, at("12:00:00"))).unwrap();
        log.tells(ID, at("09:00:00"), SignedDuration::from_mins(1))
    }

    const BEFORE: &str =
        "2026-11-24T08:00:00+09:00 relay postfix/smtpd[1]: connect from a[192.0.2.1]";
    const AFTER: &str =
        "2026-11-24T09:30:00+09:00 relay postfix/smtpd[1]: disconnect from a[192.0.2.1]";

    #[test]
    fn a_message_in_the_queue_was_taken() {
        let iso = "2026-11-24T09:00:00.123456+09:00 relay ";
        for (stamp, program) in [
            (iso, "postfix"),
            ("2026-11-24T00:00:00Z relay ", "postfix/relay"),
            ("Nov 24 09:00:00 relay ", "postfix"),
        ] {
            let begun = format!("{stamp}{program}/cleanup[2]: 4HvX2k3Zq1z9s: message-id=<ID>");
            let active = format!(
                "{stamp}{program}/qmgr[3]: 4HvX2k3Zq1z9s: from=<news@mihon-store.example>, \
                 size=2345, nrcpt=1 (queue active)"
            );
            let other = active.replace("4HvX2k3Zq1z9s", "4HvX2k3Zq1z9t");
            assert_eq!(told(&[&begun, &active]), Told::Taken, "{begun}");
            assert_eq!(told(&[BEFORE, &begun, &active, AFTER]), Told::Taken);
            // Cut off, or a queue that stands still: nobody guesses.
            assert_eq!(told(&[BEFORE, &begun, &other, AFTER]), Told::Nothing);
        }
        for stamp in
            ["2026-11-24 09:00:00 ", "2026-11-24 09:00:00.123 ", "2026-11-24 00:00:00 +0000 "]
        {
            let line = format!(
                "{stamp}1tF0aB-0000000012-2A <= news@mihon-store.example H=localhost [127.0.0.1] P=esmtp S=2345 id=ID"
            );
            assert_eq!(told(&[&line]), Told::Taken, "{line}");
        }
    }

    #[test]
    fn a_message_was_not_taken_only_if_the_log_has_its_time() {
        for (lines, expected) in [
            (&[BEFORE, AFTER][..], Told::NotTaken),
            (&[BEFORE], Told::Nothing),
            (&[AFTER], Told::Nothing),
            (&[], Told::Nothing),
            (&["no log at all", "2026-11-24", "", "Nov"], Told::Nothing),
            (
                &[BEFORE, "2026-11-24T09:00:59+09:00 relay postfix/smtpd[1]: connect from a"],
                Told::Nothing,
            ),
            (&["Nov 24 08:00:00 relay x: y", "Nov 24 09:30:00 relay x: y"], Told::NotTaken),
            (&["2026-11-24 08:00:00 Start queue run", "2026-11-24 09:30:00 End"], Told::NotTaken),
            // A year ago, for December has not come yet.
            (&["Dec 24 08:00:00 relay x: y", "Nov 24 09:30:00 relay x: y"], Told::NotTaken),
        ] {
            assert_eq!(told(lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn long_lines_are_passed_over_and_do_not_swallow_the_next() {
        let long = format!("{BEFORE}{}", "x".repeat(3 * LINE));
        assert_eq!(told(&[&long, AFTER]), Told::NotTaken);
    }

    proptest::proptest! {
        #[test]
        fn any_octets_are_read(octets in proptest::collection::vec(0_u8.., 0..2000), prefix in 0_usize..5) {
            let stamps = ["", "Nov 24 09:00:00 ", "2026-11-24 09:00:00 ", "2026-11-24T09:00:00Z ", "2026-11-24 09:00:00 +9999999 "];
            let text = [stamps[prefix].as_bytes(), &octets].concat();
            let asked = HashSet::from([ID.to_owned()]);
            let clock = (&TimeZone::UTC, at("12:00:00"));
            let log = RelayLog::read(text.as_slice(), &asked, clock).unwrap();
            proptest::prop_assert_ne!(log.tells(ID, at("09:00:00"), SignedDuration::ZERO), Told::Taken);
        }
    }
}
