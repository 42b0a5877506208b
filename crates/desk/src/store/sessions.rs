use jiff::{SignedDuration, Timestamp};
use sea_query::{Expr, ExprTrait as _, Query};

use super::{
    Store, StoreError,
    accounts::{self, of},
    audit::{Act, append},
    database::Row,
    schema::{Sessions, Users},
    statement::{insert, select},
};
use crate::{LoggedIn, Secret, Session, User, UserId, audit::Actor, password};

/// How exactly it is known when a session was used last.
const SEEN: SignedDuration = SignedDuration::from_mins(1);

/// What a log-in is held against.
struct Account {
    user: User,
    hash: String,
    locked_until: Timestamp,
}

impl Store {
    /// Logs a user in: a new session, under a token that nobody could know before. The browser's
    /// session from before, if any, ends.
    ///
    /// # Errors
    ///
    /// [`StoreError::WrongPassword`], also for a name that does not exist or whose account is
    /// closed, in the same time; [`StoreError::Locked`] after repeated failures.
    pub async fn log_in(
        &self,
        name: &str,
        password: &str,
        before: Option<&Secret>,
        now: Timestamp,
    ) -> Result<LoggedIn, StoreError> {
        let account = self.account(name).await?;
        if let Some(account) = &account
            && account.locked_until > now
        {
            return Err(StoreError::Locked { until: account.locked_until });
        }
        let hash = account.as_ref().map(|account| account.hash.clone());
        let is_right = password::is(password, hash, self.settings.password).await;
        match account {
            Some(account) if is_right && account.user.disabled_at.is_none() => {
                self.begin_session(account.user, before, now).await
            }
            Some(account) => {
                self.failed(&account.user.id, now).await?;
                Err(StoreError::WrongPassword)
            }
            None => Err(StoreError::WrongPassword),
        }
    }

    async fn account(&self, name: &str) -> Result<Option<Account>, StoreError> {
        let columns = accounts::COLUMNS.into_iter().chain([Users::Password, Users::LockedUntil]);
        let found = select(Users::Table, columns, (Users::Name, name));
        let Some(row) = self.database.row(&found).await? else { return Ok(None) };
        Ok(Some(Account {
            user: accounts::user(&row)?,
            hash: row.text(Users::Password)?,
            locked_until: row.moment(Users::LockedUntil)?,
        }))
    }

    /// Counts a wrong password; after too many in a row the account closes for a while.
    async fn failed(&self, user: &UserId, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        let mut count = of(user);
        count
            .value(Users::Failures, Expr::col(Users::Failures).add(1_i64))
            .returning_col(Users::Failures);
        let row = tx.row(&count).await?.ok_or(StoreError::NoSuchUser)?;
        if row.number(Users::Failures)? >= self.settings.failures {
            let until = now + self.settings.lockout;
            let mut lock = of(user);
            lock.value(Users::Failures, 0_i64).value(Users::LockedUntil, until.as_millisecond());
            tx.run(&lock).await?;
            let detail = format!("user:{user}");
            let act = Act { actor: Actor::System, action: "user.locked", case: None, detail };
            append(&mut tx, act, now).await?;
        }
        tx.commit().await
    }

    async fn begin_session(
        &self,
        user: User,
        before: Option<&Secret>,
        now: Timestamp,
    ) -> Result<LoggedIn, StoreError> {
        let token = Secret::new()?;
        let expires_at = now + self.settings.session;
        let mut tx = self.database.begin().await?;
        if let Some(before) = before {
            tx.run(&end(before)).await?;
        }
        let mut reset = of(&user.id);
        reset.value(Users::Failures, 0_i64);
        tx.run(&reset).await?;
        let row = insert(
            Sessions::Table,
            [
                (Sessions::TokenHash, token.hash().into()),
                (Sessions::UserId, user.id.as_str().into()),
                (Sessions::CreatedAt, now.as_millisecond().into()),
                (Sessions::SeenAt, now.as_millisecond().into()),
                (Sessions::ExpiresAt, expires_at.as_millisecond().into()),
            ],
        );
        tx.run(&row).await?;
        let actor = Actor::User(user.id.clone());
        let act = Act { actor, action: "user.logged-in", case: None, detail: String::new() };
        append(&mut tx, act, now).await?;
        tx.commit().await?;
        let csrf = token.derived("csrf");
        Ok(LoggedIn { token, session: Session { user, csrf, expires_at } })
    }

    /// Who shows this token; `None` when the session is over, or never was.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn session(
        &self,
        token: &Secret,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let Some((session, seen_at)) = self.looked(token, now).await? else { return Ok(None) };
        if now > seen_at + SEEN {
            let seen = Query::update()
                .table(Sessions::Table)
                .value(Sessions::SeenAt, now.as_millisecond())
                .and_where(Expr::col(Sessions::TokenHash).eq(token.hash()))
                .to_owned();
            let mut tx = self.database.begin().await?;
            tx.run(&seen).await?;
            tx.commit().await?;
        }
        Ok(Some(session))
    }

    /// As [`Store::session`], for what a page asks by itself: nobody uses the session by that, and it
    /// ends as if nothing had been asked.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn session_glanced(
        &self,
        token: &Secret,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        Ok(self.looked(token, now).await?.map(|(session, _)| session))
    }

    /// The session of a token, and when it was used last.
    async fn looked(
        &self,
        token: &Secret,
        now: Timestamp,
    ) -> Result<Option<(Session, Timestamp)>, StoreError> {
        let columns = accounts::COLUMNS.map(|column| (Users::Table, column));
        let found = Query::select()
            .columns(columns)
            .columns([Sessions::SeenAt, Sessions::ExpiresAt])
            .from(Sessions::Table)
            .inner_join(
                Users::Table,
                Expr::col((Users::Table, Users::Id)).equals((Sessions::Table, Sessions::UserId)),
            )
            .and_where(Expr::col(Sessions::TokenHash).eq(token.hash()))
            .to_owned();
        let Some(row) = self.database.row(&found).await? else { return Ok(None) };
        let seen_at = row.moment(Sessions::SeenAt)?;
        Ok(self.live(&row, token, now)?.map(|session| (session, seen_at)))
    }

    fn live(
        &self,
        row: &Row,
        token: &Secret,
        now: Timestamp,
    ) -> Result<Option<Session>, StoreError> {
        let user = accounts::user(row)?;
        let expires_at = row.moment(Sessions::ExpiresAt)?;
        let idle_at = row.moment(Sessions::SeenAt)? + self.settings.idle_session;
        let is_live = user.disabled_at.is_none() && now < expires_at && now < idle_at;
        Ok(is_live.then(|| Session { user, csrf: token.derived("csrf"), expires_at }))
    }

    /// Ends a session.
    ///
    /// # Errors
    ///
    /// When the database fails.
    pub async fn log_out(&self, token: &Secret) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        tx.run(&end(token)).await?;
        tx.commit().await
    }
}

fn end(token: &Secret) -> sea_query::DeleteStatement {
    Query::delete()
        .from_table(Sessions::Table)
        .and_where(Expr::col(Sessions::TokenHash).eq(token.hash()))
        .to_owned()
}
