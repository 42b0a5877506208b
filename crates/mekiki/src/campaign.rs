//! Campaigns: `mekiki campaign …`.

mod lists;
mod show;

use std::{fs::File, io::Read as _, path::Path, process::ExitCode};

use desk::{
    CampaignState, NewCampaign, Store,
    campaign::{By, CouponCode, NotRedeemed, Redemption},
};
use jiff::Timestamp;
use reading::{BrandId, Brands};

use crate::{
    cli::{CampaignKeep as Command, Database},
    sending::campaign,
    store::IfMissing,
    trouble::Trouble,
};

/// Does what was asked.
pub(crate) fn run(desk: &Database, command: &Command) -> Result<ExitCode, Trouble> {
    let refuse = IfMissing::Refuse;
    match command {
        Command::Create { example: true, .. } => crate::print(NewCampaign::EXAMPLE),
        Command::Create { file, .. } => {
            let new = described(file.as_deref().unwrap_or(Path::new("-")))?;
            desk.run(IfMissing::Make, |store| async move { create(&store, &new).await })
        }
        Command::List => desk.run(refuse, |store| async move { show::list(&store).await }),
        Command::Show { id } => {
            let id = id.clone();
            desk.run(refuse, |store| async move { show::one(&store, &id).await })
        }
        Command::Invite { id, file } => {
            let (id, file) = (id.clone(), file.clone());
            desk.run(refuse, |store| async move { lists::invite(&store, &id, &file).await })
        }
        Command::Eligible { id, file } => {
            let (id, file) = (id.clone(), file.clone());
            desk.run(refuse, |store| async move { lists::eligible(&store, &id, &file).await })
        }
        Command::Start { id } => becomes(desk, id, CampaignState::Running),
        Command::Pause { id } => becomes(desk, id, CampaignState::Paused),
        Command::End { id } => becomes(desk, id, CampaignState::Ended),
        Command::Links { id, base } => {
            let (id, base) = (id.clone(), base.clone());
            desk.run(refuse, |store| async move { lists::links(&store, &id, &base).await })
        }
        Command::Sent { id } => {
            let id = id.clone();
            desk.run(refuse, |store| async move {
                let id = campaign(&store, &id).await?.id;
                let many = store.sent_elsewhere(By::Machine, &id, Timestamp::now()).await?;
                Ok(format!("{many}\n"))
            })
        }
        Command::Faults { id } => {
            let id = id.clone();
            desk.run(refuse, |store| async move { show::faults(&store, &id).await })
        }
        Command::Redeem { code, order } => {
            let (code, order) = (CouponCode::parse(code), order.clone());
            desk.run(refuse, |store| async move { redeem(&store, code, &order).await })
        }
    }
}

/// The campaign that a file describes.
fn described(file: &Path) -> Result<NewCampaign, Trouble> {
    let unreadable = |error| Trouble::Unreadable(file.to_owned(), error);
    let mut text = String::new();
    let input: Box<dyn std::io::Read> = if file == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(file).map_err(unreadable)?)
    };
    input.take(NewCampaign::FILE).read_to_string(&mut text).map_err(unreadable)?;
    let new = NewCampaign::read(&text)
        .map_err(|error| Trouble::Campaign(file.to_owned(), error.to_string()))?;
    // A brand of the operator's own is known to the desk that serves; a typing error is more likely.
    if Brands::built_in().get(&BrandId(new.brand.clone())).is_none() {
        return Err(Trouble::UnknownBrand(new.brand));
    }
    Ok(new)
}

async fn create(store: &Store, new: &NewCampaign) -> Result<String, Trouble> {
    let id = store.create_campaign(By::Machine, new, Timestamp::now()).await?;
    Ok(format!("{id}\n"))
}

fn becomes(desk: &Database, id: &str, next: CampaignState) -> Result<ExitCode, Trouble> {
    let id = id.to_owned();
    desk.run(IfMissing::Refuse, |store| async move {
        let id = campaign(&store, &id).await?.id;
        store.change_campaign(By::Machine, &id, next, Timestamp::now()).await?;
        Ok(String::new())
    })
}

async fn redeem(store: &Store, code: Option<CouponCode>, order: &str) -> Result<String, Trouble> {
    let code = code.ok_or(Trouble::Coupon(NotRedeemed::Unknown))?;
    let asked = Redemption { code: &code, order };
    let redeemed = store.redeem(By::Machine, &asked, Timestamp::now()).await?;
    let redeemed = redeemed.map_err(Trouble::Coupon)?;
    let (amount, minimum, at) = (redeemed.amount, redeemed.minimum, redeemed.at);
    Ok(format!("{amount}\t{minimum}\t{at:.0}\t{}\n", if redeemed.is_new { "new" } else { "same" }))
}
