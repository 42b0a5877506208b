use jiff::Timestamp;
use mail::{Limits, input};
use reading::Brands;

use crate::{
    Access, Right, Traits,
    attack::{Attack, AttackReader},
    store::{Store, StoreError, schema::Originals, statement::select},
};

impl Store {
    /// The attack that the message of a case is like, whether or not anybody reported it. The message
    /// is compared by the desk itself; nobody sees it by this. `None` when there is none that the user
    /// may see, or the message is no longer kept.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for who does not work at the desk.
    pub async fn attack_like_case(
        &self,
        access: &Access,
        now: Timestamp,
    ) -> Result<Option<Attack>, StoreError> {
        let user = access.user(Right::Read)?;
        let case = (Originals::CaseId, access.case().as_str());
        let kept = select(Originals::Table, [Originals::Octets, Originals::Report], case);
        let Some(row) = self.database.row(&kept).await? else { return Ok(None) };
        let Some(report) = row.text_or_none(Originals::Report)? else { return Ok(None) };
        let traits = traits(&row.octets(Originals::Octets)?, &serde_json::from_str(&report)?);
        let Some(id) = self.like(&traits, now).await? else { return Ok(None) };
        let row = match self.attack_row(AttackReader::User(user), &id).await {
            Err(StoreError::NoSuchAttack) => return Ok(None),
            row => row?,
        };
        Ok(self.with_brands(std::slice::from_ref(&row), now).await?.into_iter().next())
    }
}

/// The traits of a message as it came, with what the check said of it.
fn traits(raw: &[u8], report: &check::Report) -> Traits {
    let limits = Limits::default();
    let octets = match input::split(raw, &limits).map(<[_; 1]>::try_from) {
        Ok(Ok([message])) => message.octets,
        Ok(Err(_)) | Err(_) => raw.into(),
    };
    let (outer, _) = mail::parse(&octets, &limits);
    let of = |mail: &mail::Mail<'_>| {
        Traits::of_mail(mail, &reading::read(mail, &Brands::default()), report)
    };
    match outer.asked_about(&limits) {
        None => of(&outer),
        Some(part) => of(&mail::parse(&part.bytes(&limits), &limits).0),
    }
}
