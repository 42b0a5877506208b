use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Order, Query, UpdateStatement};

use super::{
    Store, StoreError,
    audit::{Act, append},
    database::{Row, Tx},
    schema::{Cases, Sessions, Users},
    statement::{insert, select},
};
use crate::{
    CaseState, Role, User, UserId,
    account::{NewUser, Operator},
    password::Password,
};

/// What a user is made of.
pub(super) const COLUMNS: [Users; 6] =
    [Users::Id, Users::Name, Users::Role, Users::Brand, Users::CreatedAt, Users::DisabledAt];

/// Longest name.
const NAME: usize = 64;

impl Store {
    /// Makes an account.
    ///
    /// # Errors
    ///
    /// [`StoreError::NameTaken`]; [`StoreError::Name`], [`StoreError::Password`] or
    /// [`StoreError::Brand`] for what cannot be one; [`StoreError::NotAllowed`].
    pub async fn add_user(
        &self,
        by: Operator<'_>,
        new: &NewUser<'_>,
        now: Timestamp,
    ) -> Result<User, StoreError> {
        by.may_administer()?;
        let name = name(new.name)?;
        if (new.role == Role::BrandStaff) != new.brand.is_some() {
            return Err(StoreError::Brand);
        }
        let hash = Password::new(new.password)?.hash(self.settings.password).await?;
        let id = UserId::new()?;
        let row = insert(
            Users::Table,
            [
                (Users::Id, id.as_str().into()),
                (Users::Name, name.into()),
                (Users::Role, new.role.as_str().into()),
                (Users::Brand, new.brand.into()),
                (Users::Password, hash.into()),
                (Users::CreatedAt, now.as_millisecond().into()),
                (Users::Failures, 0_i64.into()),
                (Users::LockedUntil, 0_i64.into()),
            ],
        );
        let mut tx = self.database.begin().await?;
        tx.run(&row).await.map_err(taken)?;
        let detail = format!("user:{id} {}", new.role.as_str());
        audited(&mut tx, by, "user.added", detail, now).await?;
        tx.commit().await?;
        self.user(name).await
    }

    /// All accounts, by name; closed ones too, for the audit log names them.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn users(&self) -> Result<Vec<User>, StoreError> {
        let found = Query::select()
            .columns(COLUMNS)
            .from(Users::Table)
            .order_by(Users::Name, Order::Asc)
            .to_owned();
        self.database.rows(&found).await?.iter().map(user).collect()
    }

    /// The account of a name.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchUser`].
    pub async fn user(&self, name: &str) -> Result<User, StoreError> {
        let found = select(Users::Table, COLUMNS, (Users::Name, name));
        user(&self.database.row(&found).await?.ok_or(StoreError::NoSuchUser)?)
    }

    /// Closes an account: its sessions end, its cases go back to the queue. Its name stays taken,
    /// for what it did stays written.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchUser`], [`StoreError::NotAllowed`].
    pub async fn disable_user(
        &self,
        by: Operator<'_>,
        name: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        by.may_administer()?;
        let user = self.user(name).await?;
        let mut tx = self.database.begin().await?;
        let mut update = of(&user.id);
        update.value(Users::DisabledAt, now.as_millisecond());
        tx.run(&update).await?;
        end_sessions(&mut tx, &user.id).await?;
        let since = Expr::col(Cases::WaitingSince).if_null(now.as_millisecond());
        let release = Query::update()
            .table(Cases::Table)
            .value(Cases::State, <&str>::from(CaseState::Waiting))
            .value(Cases::ClaimedBy, Option::<String>::None)
            .value(Cases::WaitingSince, since)
            .and_where(Expr::col(Cases::ClaimedBy).eq(user.id.as_str()))
            .to_owned();
        tx.run(&release).await?;
        audited(&mut tx, by, "user.disabled", format!("user:{}", user.id), now).await?;
        tx.commit().await
    }

    /// Gives an account a new password; its sessions end and its lock opens. A user may do it for
    /// the own account.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchUser`], [`StoreError::Password`], [`StoreError::NotAllowed`].
    pub async fn set_password(
        &self,
        by: Operator<'_>,
        name: &str,
        password: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let user = self.user(name).await?;
        if !by.is(&user.id) {
            by.may_administer()?;
        }
        let hash = Password::new(password)?.hash(self.settings.password).await?;
        let mut tx = self.database.begin().await?;
        let mut update = of(&user.id);
        update
            .value(Users::Password, hash)
            .value(Users::Failures, 0_i64)
            .value(Users::LockedUntil, 0_i64);
        tx.run(&update).await?;
        end_sessions(&mut tx, &user.id).await?;
        audited(&mut tx, by, "user.password-set", format!("user:{}", user.id), now).await?;
        tx.commit().await
    }
}

/// The beginning of every change to an account.
pub(super) fn of(user: &UserId) -> UpdateStatement {
    Query::update().table(Users::Table).and_where(Expr::col(Users::Id).eq(user.as_str())).to_owned()
}

async fn end_sessions(tx: &mut Tx, user: &UserId) -> Result<(), StoreError> {
    let delete = Query::delete()
        .from_table(Sessions::Table)
        .and_where(Expr::col(Sessions::UserId).eq(user.as_str()))
        .to_owned();
    tx.run(&delete).await?;
    Ok(())
}

pub(super) async fn audited(
    tx: &mut Tx,
    by: Operator<'_>,
    action: &'static str,
    detail: String,
    now: Timestamp,
) -> Result<(), StoreError> {
    append(tx, Act { actor: by.actor(), action, case: None, detail }, now).await?;
    Ok(())
}

pub(super) fn user(row: &Row) -> Result<User, StoreError> {
    Ok(User {
        id: row.word(Users::Id, UserId::parse)?,
        name: row.text(Users::Name)?,
        role: row.word(Users::Role, |word| word.parse().ok())?,
        brand: row.text_or_none(Users::Brand)?,
        created_at: row.moment(Users::CreatedAt)?,
        disabled_at: row.moment_or_none(Users::DisabledAt)?,
    })
}

/// A name that people can tell from others on a screen.
fn name(text: &str) -> Result<&str, StoreError> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '+');
    let is_name = !text.is_empty() && text.len() <= NAME && text.chars().all(is_plain);
    is_name.then_some(text).ok_or(StoreError::Name)
}

fn taken(error: StoreError) -> StoreError {
    if let StoreError::Database(sqlx::Error::Database(inner)) = &error
        && inner.is_unique_violation()
    {
        return StoreError::NameTaken;
    }
    error
}
