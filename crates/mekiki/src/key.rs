//! Keys of programs: `mekiki key …`.

use std::process::ExitCode;

use desk::{ApiKey, ApiKeyId, Operator, Scope};
use jiff::Timestamp;

use crate::{
    brand,
    cli::{KeyArgs, KeyCommand},
    store::IfMissing,
    trouble::Trouble,
};

/// Does what was asked.
pub(crate) fn run(args: &KeyArgs) -> Result<ExitCode, Trouble> {
    let database = &args.database;
    match &args.command {
        KeyCommand::Add { name, scope, brand } => {
            database.run(IfMissing::Make, |store| async move {
                let scopes: Vec<Scope> = scope.iter().copied().map(Scope::from).collect();
                let now = Timestamp::now();
                let brand =
                    brand.as_ref().map(|brand| brand::of_desk(database, brand)).transpose()?;
                let (brand, made) = (brand.as_deref(), (name.as_str(), &scopes[..]));
                let (_, shown) = store.add_api_key_of(Operator::Machine, brand, made, now).await?;
                Ok(format!("{shown}\n"))
            })
        }
        KeyCommand::List => database.run(IfMissing::Refuse, |store| async move {
            Ok(store.api_keys().await?.iter().map(line).collect())
        }),
        KeyCommand::Revoke { id } => database.run(IfMissing::Refuse, |store| async move {
            // Whoever pastes the whole key means its id.
            let public = id.split_once('.').map_or(id.as_str(), |(id, _)| id);
            let id = ApiKeyId::parse(public).ok_or(Trouble::NoSuchKey)?;
            if store.revoke_api_key(Operator::Machine, &id, Timestamp::now()).await? {
                Ok(String::new())
            } else {
                Err(Trouble::NoSuchKey)
            }
        }),
    }
}

/// Id, name, scopes, since when, whether it is good.
fn line(key: &ApiKey) -> String {
    let state = if key.revoked_at.is_some() { "revoked" } else { "active" };
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.into()).collect();
    // A name is free text, and this a table.
    let name: String = key.name.chars().filter(|c| !c.is_control()).collect();
    format!("{}\t{name}\t{}\t{:.0}\t{state}\n", key.id, scopes.join(","), key.created_at)
}
