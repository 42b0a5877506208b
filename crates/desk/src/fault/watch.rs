use super::{FaultKind, Seen};

/// What is to be seen of a campaign at a moment.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Watched {
    /// The figures.
    pub seen: Seen,
    /// Coupons that there are.
    pub stock: u64,
    /// Coupons that were taken.
    pub issued: u64,
}

/// Errors that are no accident any more.
const ERRORS: u64 = 5;
/// Invitations that came back before their share means anything.
const BOUNCED: u64 = 20;

/// The contradiction in what is to be seen, if there is one: the campaign does not do what it promises.
///
/// That a single invited person is refused within the days is one: the same brand wrote "you are invited" and says
/// "you are not". Errors and returned mail happen, so they have to be many.
#[must_use]
pub fn contradiction(watched: &Watched) -> Option<FaultKind> {
    let Watched { seen, stock, issued } = *watched;
    if seen.invited_refused > 0 {
        return Some(FaultKind::InvitedRefused);
    }
    if seen.none_left > 0 && issued >= stock {
        return Some(FaultKind::StockGone);
    }
    if seen.claim_errors >= ERRORS && seen.claim_errors * 5 >= seen.claims {
        return Some(FaultKind::ClaimsFail);
    }
    if seen.page_errors >= ERRORS {
        return Some(FaultKind::PageDown);
    }
    if seen.bounced >= BOUNCED && seen.bounced * 20 >= seen.sent {
        return Some(FaultKind::MailBounces);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_invited_person_who_is_refused_is_a_contradiction_and_a_stray_error_is_none() {
        let seen = |change: fn(&mut Watched)| {
            let mut watched = Watched { stock: 100, issued: 10, ..Watched::default() };
            watched.seen.claims = 20;
            watched.seen.sent = 1_000;
            change(&mut watched);
            contradiction(&watched)
        };
        assert_eq!(seen(|_| {}), None);
        assert_eq!(seen(|w| w.seen.invited_refused = 1), Some(FaultKind::InvitedRefused));
        assert_eq!(seen(|w| (w.seen.none_left, w.issued) = (1, 100)), Some(FaultKind::StockGone));
        // Restocked since.
        assert_eq!(seen(|w| w.seen.none_left = 1), None);
        assert_eq!(seen(|w| w.seen.claim_errors = 4), None);
        assert_eq!(seen(|w| w.seen.claim_errors = 5), Some(FaultKind::ClaimsFail));
        assert_eq!(seen(|w| (w.seen.claims, w.seen.claim_errors) = (26, 5)), None);
        assert_eq!(seen(|w| w.seen.page_errors = 5), Some(FaultKind::PageDown));
        assert_eq!(seen(|w| w.seen.bounced = 49), None);
        assert_eq!(seen(|w| w.seen.bounced = 50), Some(FaultKind::MailBounces));
    }
}
