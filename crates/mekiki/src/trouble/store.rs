//! What a desk's store refused, in words.

use desk::{StoreError, audit::AuditBroken, campaign::NotRedeemed};

use super::Trouble;

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(Box::new(error))
    }
}

/// An error with what is behind it: of a database, that tells what to do.
fn chain(error: &StoreError) -> String {
    let cause = std::error::Error::source(error).map(|cause| format!(": {cause}"));
    format!("{error}{}", cause.unwrap_or_default())
}

pub(super) fn ja(error: &StoreError) -> String {
    match error {
        StoreError::NoSuchUser => {
            "その名前のアカウントはありません。mekiki user list で一覧が出ます。".into()
        }
        StoreError::NameTaken => {
            "その名前のアカウントはもうあります。別の名前にしてください。".into()
        }
        StoreError::Name => {
            "アカウントの名前は、半角の英数字と . - _ @ + で64文字までにしてください。".into()
        }
        StoreError::Password { least, .. } => {
            format!("パスワードは{least}文字以上にしてください。")
        }
        StoreError::Brand => {
            "--brand は brand-staff に必要です。ほかの役割には付けないでください。".into()
        }
        StoreError::NoSuchCampaign => {
            "その番号のキャンペーンはありません。mekiki campaign list で一覧が出ます。".into()
        }
        StoreError::Terms(error) => format!("この条件ではキャンペーンを作れません（{error}）。"),
        StoreError::Stock { .. } => {
            "枚数は1以上で、受け取られた枚数より少なくはできません。".into()
        }
        StoreError::CampaignState { state } => {
            format!("いまの状態（{state}）では、その操作はできません。")
        }
        StoreError::NotEmpty => {
            "このデータベースは空ではありません。空のデータベースを --database で指定してください。"
                .into()
        }
        StoreError::Dump(error) => {
            format!("バックアップを読めません（{error}）。データベースは変わっていません。")
        }
        StoreError::Audit(AuditBroken { position }) => {
            format!("操作の記録が {position} 番目から書き換えられています。")
        }
        StoreError::Io(error) => format!("バックアップの読み書きができません（{error}）。"),
        other => format!(
            "データベースを使えません（{}）。--database には sqlite://ファイル または postgres://ユーザー@ホスト/名前 を指定してください。",
            chain(other)
        ),
    }
}

/// Why a coupon is not taken.
pub(super) fn coupon_ja(refused: NotRedeemed) -> String {
    match refused {
        NotRedeemed::Unknown => "このコードのクーポンはありません。".into(),
        NotRedeemed::Used { at } => format!("このクーポンは、別の注文で使用済みです（{at:.0}）。"),
        NotRedeemed::Expired { until } => {
            format!("このクーポンの期限は過ぎました（{:.0}）。", until.0)
        }
    }
}

pub(super) fn en(error: &StoreError) -> String {
    match error {
        StoreError::NoSuchUser => {
            "there is no account of that name. `mekiki user list` lists them.".into()
        }
        StoreError::NameTaken => "there is an account of that name already. Take another.".into(),
        StoreError::Name => {
            "a name has up to 64 ASCII letters, digits, and the signs . - _ @ +".into()
        }
        StoreError::Password { least, .. } => {
            format!("a password has at least {least} characters.")
        }
        StoreError::Brand => "brand-staff needs --brand, and no other role has one.".into(),
        StoreError::NoSuchCampaign => {
            "there is no campaign of that id. `mekiki campaign list` lists them.".into()
        }
        StoreError::CampaignState { state } => {
            format!("the campaign is {state}: that cannot be done.")
        }
        StoreError::Terms(_) | StoreError::Stock { .. } => format!("{error}."),
        StoreError::NotEmpty => {
            "the database is not empty. Name an empty one with --database.".into()
        }
        StoreError::Dump(error) => {
            format!("cannot read the backup ({error}). The database is as it was.")
        }
        StoreError::Audit(AuditBroken { position }) => {
            format!("the audit log was changed, from entry {position} on.")
        }
        StoreError::Io(error) => format!("cannot read or write the backup ({error})."),
        other => format!(
            "cannot use the database ({}). --database takes sqlite://FILE or postgres://USER@HOST/NAME.",
            chain(other)
        ),
    }
}
