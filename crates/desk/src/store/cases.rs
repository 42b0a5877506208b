use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Query};
use verdict::words::Language;

use super::{
    Store, StoreError, alerts,
    audit::{Act, append},
    database::{Row, Tx},
    decisions,
    schema::{Cases, Originals},
    statement::{insert, select},
};
use crate::{
    Access, ApiKey, CampaignNumber, Case, CaseId, CaseKey, CaseState, Decision, Door, Fingerprint,
    NewCase, Opened, Right, Scope, Secret, User, UserId,
    account::Role,
    case::{self, AskedAbout, Viewer},
    decision::Content,
};

/// What a case is made of.
const COLUMNS: [Cases; 14] = [
    Cases::Id,
    Cases::Door,
    Cases::Language,
    Cases::State,
    Cases::OpenedAt,
    Cases::ChangedAt,
    Cases::WaitingSince,
    Cases::ClaimedBy,
    Cases::Fingerprint,
    Cases::Report,
    Cases::Decision,
    Cases::Subscribed,
    Cases::Messages,
    Cases::Vouched,
];

/// What the database keeps of a message that is asked about.
pub(super) struct Kept<'a> {
    pub(super) asked: &'a AskedAbout<'a>,
    pub(super) content: Option<Content>,
    /// With everything in it: beside the original, and gone with it.
    pub(super) whole: String,
    /// What may be kept longer.
    pub(super) redacted: String,
    /// The subject, redacted.
    pub(super) subject: String,
    /// The campaign that it belongs to, by its sender's own record.
    pub(super) campaign: Option<CampaignNumber>,
}

impl Store {
    /// Opens a case. The token comes back this once; only its hash is kept. A message that somebody
    /// has decided about is answered at once.
    ///
    /// # Errors
    ///
    /// When the message is longer than the limit, or the database fails: then nothing is kept.
    pub async fn open_case(&self, new: &NewCase<'_>, now: Timestamp) -> Result<Opened, StoreError> {
        let key = CaseKey { id: CaseId::new()?, token: Secret::new()? };
        let kept = new.message.as_ref().map(|asked| self.kept(asked)).transpose()?;
        let mut tx = self.database.begin().await?;
        let content = kept.as_ref().and_then(|kept| kept.content.as_ref());
        if let Some(content) = content {
            decisions::hold(&mut tx, content, 1).await?;
        }
        let campaign = kept.as_ref().and_then(|kept| kept.campaign);
        let decision = decisions::answering(&mut tx, content, campaign).await?;
        tx.run(&case_row(&key, new, kept.as_ref(), decision.as_ref(), now)).await?;
        if let Some(kept) = kept {
            alerts::keep_traits(&mut tx, &key.id, kept.asked.traits).await?;
            tx.run(&original_row(&key.id, kept, now + self.settings.original)).await?;
        }
        tx.commit().await?;
        Ok(Opened { key, decision })
    }

    pub(super) fn kept<'a>(&self, asked: &'a AskedAbout<'a>) -> Result<Kept<'a>, StoreError> {
        let most = self.settings.limits.message_octets;
        if asked.raw.len() > most {
            return Err(StoreError::TooLong { what: "the message", most });
        }
        let vouched = Content::vouched(asked.report);
        let content = asked.fingerprint.clone().map(|fingerprint| Content { fingerprint, vouched });
        let whole = serde_json::to_string(asked.report)?;
        let redacted = self.redactor().report(asked.report);
        let subject = redacted.message.subject.replace('\0', "");
        let redacted = serde_json::to_string(&redacted)?;
        let campaign = case::campaign_of(asked.report);
        Ok(Kept { asked, content, whole, redacted, subject, campaign })
    }

    /// Enters a case as the person who holds its key.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchCase`] when the id or the token is wrong.
    pub async fn enter(&self, key: &CaseKey) -> Result<Access, StoreError> {
        self.enter_by(&key.id, &key.token, Cases::TokenHash, Viewer::Person).await
    }

    /// Enters a case as somebody to whom the person gave [`CaseKey::share`]: who may read the answer,
    /// redacted, and what was decided, and nothing else.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchCase`] when the id or the secret is wrong.
    pub async fn enter_shared(&self, id: &CaseId, share: &Secret) -> Result<Access, StoreError> {
        self.enter_by(id, share, Cases::ShareHash, Viewer::Family).await
    }

    async fn enter_by(
        &self,
        id: &CaseId,
        shown: &Secret,
        hash: Cases,
        viewer: Viewer,
    ) -> Result<Access, StoreError> {
        let found = select(Cases::Table, [hash], (Cases::Id, id.as_str()));
        let row = self.database.row(&found).await?.ok_or(StoreError::NoSuchCase)?;
        if !shown.is(&row.octets(hash)?) {
            return Err(StoreError::NoSuchCase);
        }
        Ok(Access { case: id.clone(), viewer })
    }

    /// Enters a case as somebody at the desk. Brand staff enters only what speaks as their brand.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchCase`] when there is none that the user may see.
    pub async fn enter_as(&self, user: &User, case: &CaseId) -> Result<Access, StoreError> {
        let found = select(Cases::Table, [Cases::Brand], (Cases::Id, case.as_str()));
        let row = self.database.row(&found).await?.ok_or(StoreError::NoSuchCase)?;
        let brand = row.text_or_none(Cases::Brand)?;
        let is_theirs = brand.is_some() && brand == user.brand;
        if !user.role.may(Right::Read) || (user.role == Role::BrandStaff && !is_theirs) {
            return Err(StoreError::NoSuchCase);
        }
        Ok(Access { case: case.clone(), viewer: Viewer::User(user.clone()) })
    }

    /// Enters a case as a program that may read.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] without the scope, [`StoreError::NoSuchCase`] when there is none.
    pub async fn enter_with(&self, key: &ApiKey, case: &CaseId) -> Result<Access, StoreError> {
        if !key.scopes.contains(&Scope::Read) {
            return Err(StoreError::NotAllowed);
        }
        let found = select(Cases::Table, [Cases::Id], (Cases::Id, case.as_str()));
        self.database.row(&found).await?.ok_or(StoreError::NoSuchCase)?;
        Ok(Access { case: case.clone(), viewer: Viewer::Key(key.clone()) })
    }

    /// The case as whoever entered sees it.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoSuchCase`] when it was deleted meanwhile.
    pub async fn case(&self, access: &Access) -> Result<Case, StoreError> {
        let id = access.case.as_str();
        let row = self.database.row(&select(Cases::Table, COLUMNS, (Cases::Id, id))).await?;
        let row = row.ok_or(StoreError::NoSuchCase)?;
        let original = [Originals::Report, Originals::ExpiresAt];
        let original = select(Originals::Table, original, (Originals::CaseId, id));
        let original = self.database.row(&original).await?;
        let whole = match &original {
            Some(original) if access.is_person() => original.text_or_none(Originals::Report)?,
            Some(_) | None => None,
        };
        let report = whole.or(row.text_or_none(Cases::Report)?);
        let decision = match row.text_or_none(Cases::Decision)? {
            Some(decision) => self.decision(&decision).await?,
            None => None,
        };
        let until = original.map(|original| original.moment(Originals::ExpiresAt)).transpose()?;
        case(&row, report, until, decision)
    }

    /// The message as it came; `None` when it is no longer kept or never was. When somebody at the
    /// desk looks, the audit log says so.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] when the role lacks [`Right::ReadOriginal`].
    pub async fn original(
        &self,
        access: &Access,
        now: Timestamp,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        if !access.is_person() {
            access.user(Right::ReadOriginal)?;
            let mut tx = self.database.begin().await?;
            let actor = access.actor();
            let act = Act {
                actor,
                action: "original.read",
                case: Some(&access.case),
                detail: String::new(),
            };
            append(&mut tx, act, now).await?;
            tx.commit().await?;
        }
        let id = access.case.as_str();
        let found = select(Originals::Table, [Originals::Octets], (Originals::CaseId, id));
        let row = self.database.row(&found).await?;
        row.map(|row| row.octets(Originals::Octets)).transpose()
    }

    /// Whether the person is to be told when the answer changes.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for anybody but the person.
    pub async fn subscribe(
        &self,
        access: &Access,
        wanted: bool,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        access.person()?;
        let update = Query::update()
            .table(Cases::Table)
            .value(Cases::Subscribed, i64::from(wanted))
            .value(Cases::ChangedAt, now.as_millisecond())
            .and_where(Expr::col(Cases::Id).eq(access.case.as_str()))
            .to_owned();
        self.write(access, &update).await
    }

    /// Deletes a case at once: the message, the report, the transcript, the notes. The audit log
    /// keeps that it was deleted, and nothing of what it was.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotAllowed`] for anybody but the person and administrators.
    pub async fn delete(&self, access: &Access, now: Timestamp) -> Result<(), StoreError> {
        if !access.is_person() {
            access.user(Right::Administer)?;
        }
        let mut tx = self.database.begin().await?;
        let delete = Query::delete()
            .from_table(Cases::Table)
            .and_where(Expr::col(Cases::Id).eq(access.case.as_str()))
            .to_owned();
        if tx.run(&delete).await? == 0 {
            return Err(StoreError::NoSuchCase);
        }
        let actor = access.actor();
        let act =
            Act { actor, action: "case.deleted", case: Some(&access.case), detail: String::new() };
        append(&mut tx, act, now).await?;
        tx.commit().await?;
        self.changed(&access.case);
        Ok(())
    }

    /// Changes the one case that was entered.
    pub(super) async fn write(
        &self,
        access: &Access,
        update: &sea_query::UpdateStatement,
    ) -> Result<(), StoreError> {
        let mut tx = self.database.begin().await?;
        write(&mut tx, update).await?;
        tx.commit().await?;
        self.changed(&access.case);
        Ok(())
    }
}

/// Changes a case that must be there.
pub(super) async fn write(
    tx: &mut Tx,
    update: &sea_query::UpdateStatement,
) -> Result<(), StoreError> {
    if tx.run(update).await? == 0 { Err(StoreError::NoSuchCase) } else { Ok(()) }
}

fn case_row(
    key: &CaseKey,
    new: &NewCase<'_>,
    kept: Option<&Kept<'_>>,
    decision: Option<&Decision>,
    now: Timestamp,
) -> sea_query::InsertStatement {
    let report = kept.map(|kept| kept.asked.report);
    let content = kept.and_then(|kept| kept.content.as_ref());
    let state = if decision.is_some() { CaseState::Decided } else { CaseState::Answered };
    let now = now.as_millisecond();
    insert(
        Cases::Table,
        [
            (Cases::Id, key.id.as_str().into()),
            (Cases::TokenHash, key.token.hash().into()),
            (Cases::ShareHash, key.share().hash().into()),
            (Cases::Door, <&str>::from(new.door).into()),
            (Cases::Language, language_word(new.language).into()),
            (Cases::State, <&str>::from(state).into()),
            (Cases::OpenedAt, now.into()),
            (Cases::ChangedAt, now.into()),
            (Cases::Fingerprint, content.map(|content| content.fingerprint.as_str()).into()),
            (Cases::Vouched, content.map(|content| content.vouched.as_str()).unwrap_or("").into()),
            (Cases::ContentHash, report.map(|report| report.content_hash.as_str()).into()),
            (Cases::Brand, report.and_then(|report| report.claim.brand.as_deref()).into()),
            (Cases::Ruling, report.map(|report| report.ruling.as_str()).into()),
            (Cases::Subject, kept.map(|kept| kept.subject.as_str()).into()),
            (Cases::Report, kept.map(|kept| kept.redacted.as_str()).into()),
            (Cases::Decision, decision.map(|decision| decision.id.as_str()).into()),
            (Cases::Subscribed, 0_i64.into()),
            (Cases::Messages, 0_i64.into()),
            (Cases::Notes, 0_i64.into()),
            (Cases::Redacted, 0_i64.into()),
            (Cases::Campaign, kept.and_then(|kept| kept.campaign).map(|number| number.0).into()),
        ],
    )
}

pub(super) fn original_row(
    id: &CaseId,
    kept: Kept<'_>,
    until: Timestamp,
) -> sea_query::InsertStatement {
    insert(
        Originals::Table,
        [
            (Originals::CaseId, id.as_str().into()),
            (Originals::Octets, kept.asked.raw.into()),
            (Originals::Report, kept.whole.into()),
            (Originals::ExpiresAt, until.as_millisecond().into()),
        ],
    )
}

fn case(
    row: &Row,
    report: Option<String>,
    original_until: Option<Timestamp>,
    decision: Option<Decision>,
) -> Result<Case, StoreError> {
    Ok(Case {
        id: row.word(Cases::Id, CaseId::parse)?,
        door: row.word(Cases::Door, |word| word.parse::<Door>().ok())?,
        language: row.word(Cases::Language, language)?,
        state: row.word(Cases::State, |word| word.parse::<CaseState>().ok())?,
        opened_at: row.moment(Cases::OpenedAt)?,
        changed_at: row.moment(Cases::ChangedAt)?,
        waiting_since: row.moment_or_none(Cases::WaitingSince)?,
        claimed_by: row.text_or_none(Cases::ClaimedBy)?.as_deref().and_then(UserId::parse),
        fingerprint: row.text_or_none(Cases::Fingerprint)?.map(Fingerprint::kept),
        report: report.as_deref().map(serde_json::from_str).transpose()?,
        original_until,
        decision,
        subscribed: row.number(Cases::Subscribed)? != 0,
        messages: row.number(Cases::Messages)?,
    })
}

pub(super) fn language_word(language: Language) -> &'static str {
    match language {
        Language::Ja => "ja",
        Language::En => "en",
    }
}

pub(super) fn language(word: &str) -> Option<Language> {
    match word {
        "ja" => Some(Language::Ja),
        "en" => Some(Language::En),
        _ => None,
    }
}
