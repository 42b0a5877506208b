//! The words that stand for one of few things, as programs read and write them. Each is matched to
//! its inner one, so that a new one there does not compile until it is said here.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident = $inner:ty { $($word:ident),+ $(,)? })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, ToSchema)]
        #[serde(rename_all = "kebab-case")]
        pub(super) enum $name { $($word),+ }

        impl From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                type Inner = $inner;
                match inner { $(Inner::$word => Self::$word),+ }
            }
        }

        impl From<$name> for $inner {
            fn from(word: $name) -> Self {
                type Inner = $inner;
                match word { $($name::$word => Inner::$word),+ }
            }
        }
    )+};
}

words! {
    /// The language of words.
    Language = verdict::words::Language { Ja, En }

    /// Where a case stands: the desk `answered` by itself; the person is `waiting` for a human being
    /// or `with-agent`; somebody `decided`.
    CaseState = desk::CaseState { Answered, Waiting, WithAgent, Decided }

    /// What somebody at the desk says a message is.
    DecisionKind = desk::DecisionKind { Genuine, Fraud, GenuineButFaulty }

    /// Whose fault it is: that of the company that sent the message, of one that works for it, or not
    /// yet known.
    Whose = desk::conversation::Whose { Sender, Partner, Unknown }

    /// Who said something: the person who asked, the desk's dialogue, a human being at the desk.
    Speaker = desk::Who { Person, Desk, Agent }

    /// What an alert is about: messages that pose as somebody, or genuine ones of which something does
    /// not work.
    AlertKind = desk::AlertKind { Phishing, GenuineWithFault }

    /// Whether a site answers.
    SiteState = desk::alert::SiteState { Up, Down }

    /// By which door a case came.
    Door = desk::Door { Web, Api, Mail, Cli }

    /// What a line is, for its shape: `urgent` is to be done within minutes, `answer` answers, a `row`
    /// answers one of the three questions, a `reason` says why, a `todo` what to do, a `step` how.
    LineKind = desk::conversation::LineKind { Say, Urgent, Answer, Row, Reason, Todo, Step, Note }

    /// Where a way out of the talk leads: the page that checks, the result, first aid, telling the
    /// people at the desk, asking for one of them, being told of news, deleting.
    Action = desk::conversation::Action {
        OpenCheck, OpenResult, FirstAid, Report, TalkToPerson, Notify, DeleteCase
    }

    /// Where an attack stands: one person's word so far is `new`, several people's is `active`; `quiet`
    /// after seven days without a report; somebody at the desk says that it is `closed`; `genuine` messages
    /// are no attack.
    AttackState = desk::AttackState { New, Active, Quiet, Closed, Genuine }

    /// By what reports belong together: the same `text` but for names, numbers and links; the same
    /// `page`; pages' addresses that are shaped alike (`url-pattern`); a text that is mostly the same
    /// (`text-alike`); the same `subject`; the same way of `sending`.
    Bond = desk::attack::Bond { Text, TextAlike, UrlPattern, Page, Subject, Sending }
    /// Who may be told of a report: the brand it poses as, councils that collect reports, whoever
    /// runs the servers.
    Recipient = desk::report::Recipient { Brand, Council, Host }

    /// Whether a report counts: it is `counted`; the same reporter reported the same before
    /// (`duplicate`); it is `held` until somebody has looked; it is `unreadable`.
    Counting = desk::event::Counting { Counted, Duplicate, Held, Unreadable }

    /// What something that was handed in was taken for: a message or its text, a page, another desk's
    /// report (ARF, X-ARF), a table of pages, or something that could not be read.
    TakenAs = crate::web::taking::TakenAs { Message, Page, Arf, Xarf, Table, Unreadable }

    /// Where a campaign stands: a `draft` invites nobody yet; it is `running`, `faulty` when something of it is
    /// broken, `paused`, or has `ended`.
    CampaignState = desk::CampaignState { Draft, Running, Faulty, Paused, Ended }

    /// Why a line of an invite list invites nobody.
    RefusedLineKind = desk::campaign::invite_list::Refused {
        NoAddress, NotAnAddress, AddressNotAscii, AddressTooLong, Name, Language, Zone, Eligible, Unreadable,
        OpenQuote, TooLong
    }
}
