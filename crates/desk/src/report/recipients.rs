use std::str::FromStr as _;

use strum::{EnumString, IntoStaticStr};

/// To whom a report may be passed on. The desk's own people see every report.
#[derive(Clone, Copy, Debug, EnumString, Eq, Hash, IntoStaticStr, PartialEq)]
#[strum(serialize_all = "kebab-case")]
pub enum Recipient {
    /// The brand that is posed as.
    Brand,
    /// A council that collects reports, such as フィッシング対策協議会 or JPCERT/CC.
    Council,
    /// The abuse desk of whoever hosts the page or sent the message.
    Host,
}

impl Recipient {
    /// All of them, as they are offered.
    pub const ALL: [Self; 3] = [Self::Brand, Self::Council, Self::Host];

    /// Its name in forms, in the API and in the store.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The recipients that a reporter chose; may be none.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Recipients {
    chosen: [bool; 3],
}

impl Recipients {
    /// Everybody.
    #[must_use]
    pub fn everybody() -> Self {
        Recipient::ALL.into_iter().collect()
    }

    /// Whether one was chosen.
    #[must_use]
    pub fn has(self, one: Recipient) -> bool {
        Recipient::ALL.into_iter().zip(self.chosen).any(|(each, chosen)| each == one && chosen)
    }

    /// Those that were chosen.
    pub fn iter(self) -> impl Iterator<Item = Recipient> {
        Recipient::ALL.into_iter().filter(move |one| self.has(*one))
    }

    /// As the store keeps them: names with commas between.
    pub(crate) fn written(self) -> String {
        self.iter().map(Recipient::as_str).collect::<Vec<_>>().join(",")
    }

    /// What [`Recipients::written`] wrote.
    pub(crate) fn kept(text: &str) -> Self {
        text.split(',').filter_map(|name| Recipient::from_str(name).ok()).collect()
    }
}

impl FromIterator<Recipient> for Recipients {
    fn from_iter<I: IntoIterator<Item = Recipient>>(chosen: I) -> Self {
        let mut recipients = Self::default();
        for one in chosen {
            for (each, mark) in Recipient::ALL.iter().zip(&mut recipients.chosen) {
                *mark |= *each == one;
            }
        }
        recipients
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recipients_are_read_as_they_were_written() {
        let all = Recipients::everybody();
        assert_eq!(all.written(), "brand,council,host");
        let some: Recipients = [Recipient::Host, Recipient::Brand].into_iter().collect();
        for chosen in [all, some, Recipients::default()] {
            assert_eq!(Recipients::kept(&chosen.written()), chosen);
        }
        assert!(some.has(Recipient::Host) && !some.has(Recipient::Council));
        assert_eq!(Recipients::kept("brand,nobody,,"), [Recipient::Brand].into_iter().collect());
    }
}
