//! Who works at the desk: `mekiki user …`.

use desk::{NewUser, Operator, User};
use jiff::Timestamp;
use std::process::ExitCode;

use crate::{
    brand,
    cli::{UserArgs, UserCommand},
    store::IfMissing,
    trouble::Trouble,
};

/// Does what was asked.
pub(crate) fn run(args: &UserArgs) -> Result<ExitCode, Trouble> {
    let database = &args.database;
    match &args.command {
        UserCommand::Add { name, role, brand, password } => {
            let brand = brand.as_deref().map(|key| brand::of_desk(database, key)).transpose()?;
            let password = password.password()?;
            database.run(IfMissing::Make, |store| async move {
                let (role, brand) = ((*role).into(), brand.as_deref());
                let new = NewUser { name, role, brand, password: &password };
                Ok(line(&store.add_user(Operator::Machine, &new, Timestamp::now()).await?))
            })
        }
        UserCommand::List => database.run(IfMissing::Refuse, |store| async move {
            Ok(store.users().await?.iter().map(line).collect())
        }),
        UserCommand::Disable { name } => database.run(IfMissing::Refuse, |store| async move {
            store.disable_user(Operator::Machine, name, Timestamp::now()).await?;
            Ok(line(&store.user(name).await?))
        }),
        UserCommand::Password { name, password } => {
            let password = password.password()?;
            database.run(IfMissing::Refuse, |store| async move {
                let now = Timestamp::now();
                store.set_password(Operator::Machine, name, &password, now).await?;
                Ok(line(&store.user(name).await?))
            })
        }
    }
}

/// Name, role, brand, since when, whether it is open.
fn line(user: &User) -> String {
    let state = if user.disabled_at.is_some() { "disabled" } else { "active" };
    let brand = user.brand.as_deref().unwrap_or("-");
    format!("{}\t{}\t{brand}\t{:.0}\t{state}\n", user.name, user.role.as_str(), user.created_at)
}
