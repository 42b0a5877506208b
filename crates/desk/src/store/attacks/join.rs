use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use sea_query::{Expr, ExprTrait as _, Func, OnConflict, Query};

use super::{
    find::{Found, attack, examples, read},
    merge::merge,
    tally::{self, Counted, PAGES, What, clean},
};
use crate::{
    AttackId, ReportId, Traits,
    attack::{Bond, Member, Settled, choose},
    audit::Actor,
    event::Reporter,
    store::{
        Store, StoreError,
        audit::{Act, append},
        database::Tx,
        schema::{AttackExamples, AttackKeys, AttackMembers, AttackTallies, Attacks},
        statement::{insert, select},
    },
};

/// Examples of one attack that are kept. What differs from all of them is an attack of its own soon.
const EXAMPLES: i64 = 256;

/// Where a report belongs.
struct Belongs {
    attack: AttackId,
    bonds: Vec<Bond>,
    /// The example that it is most like.
    example: Option<i64>,
    /// Whether it is like that to the letter.
    is_known: bool,
}

/// A report joins the attack that it belongs to, or begins one. The same report joins once. `None`
/// where there is nothing by which it could be compared.
///
/// When it shows that two attacks are one, the older one goes on, and the younger leads to it. An
/// attack that was closed is open again.
///
/// # Errors
///
/// When the database fails.
pub(in crate::store) async fn join(
    tx: &mut Tx,
    report: &ReportId,
    traits: &Traits,
    member: &Member<'_>,
    now: Timestamp,
) -> Result<Option<AttackId>, StoreError> {
    if let Some(joined) = attack_of(tx, report).await? {
        return Ok(Some(joined));
    }
    // Whoever says that it was tomorrow says nothing.
    let at = Ord::min(member.at, now);
    let Some(found) = examples(traits, at) else { return Ok(None) };
    let rows = tx.rows(&found).await?;
    let found = rows.iter().map(read).collect::<Result<Vec<Found>, _>>()?;
    let belongs = match belongs(tx, traits, &found).await? {
        Some(belongs) => belongs,
        None => begin(tx, traits, member, at).await?,
    };
    let example = example(tx, traits, &belongs).await?;
    let bonds = written(&belongs.bonds);
    tx.run(&member_row(report, (&belongs.attack, example), (traits, member), &bonds, at)).await?;
    let counted = Counted::of(member, traits, &bonds, at);
    tally::count(tx, &belongs.attack, &counted).await?;
    grow(tx, &belongs.attack, member, at).await?;
    reopen(tx, &belongs.attack, now).await?;
    Ok(Some(belongs.attack))
}

impl Store {
    /// A report joins the attack that it belongs to, or begins one, in a transaction of its own.
    ///
    /// # Errors
    ///
    /// When the database fails: then nothing is kept.
    pub async fn join_attack(
        &self,
        report: &ReportId,
        traits: &Traits,
        member: &Member<'_>,
        now: Timestamp,
    ) -> Result<Option<AttackId>, StoreError> {
        let mut tx = self.database.begin().await?;
        let joined = join(&mut tx, report, traits, member, now).await?;
        tx.commit().await?;
        Ok(joined)
    }
}

/// The attack that a report joined.
async fn attack_of(tx: &mut Tx, report: &ReportId) -> Result<Option<AttackId>, StoreError> {
    let report = (AttackMembers::ReportId, report.as_str());
    let row = tx.row(&select(AttackMembers::Table, [AttackMembers::AttackId], report)).await?;
    row.map(|row| row.word(AttackMembers::AttackId, AttackId::parse)).transpose()
}

async fn belongs(
    tx: &mut Tx,
    traits: &Traits,
    found: &[Found],
) -> Result<Option<Belongs>, StoreError> {
    let candidates: Vec<_> = found.iter().map(|found| found.candidate.clone()).collect();
    let Some(choice) = choose(traits, &candidates) else { return Ok(None) };
    let Some(joins) = attack(found, choice.joins) else { return Ok(None) };
    for other in choice.merges {
        if let Some(other) = attack(found, other) {
            merge(tx, joins, other).await?;
        }
    }
    let mut own = found.iter().filter(|found| found.attack == *joins);
    let known = own.clone().find(|found| found.candidate.traits == *traits);
    let example = known.or_else(|| own.next()).map(|found| found.example);
    Ok(Some(Belongs {
        attack: joins.clone(),
        bonds: choice.bonds,
        example,
        is_known: known.is_some(),
    }))
}

/// The first of its kind. Mail that is proven to be from whom it says is kept apart from the start.
async fn begin(
    tx: &mut Tx,
    traits: &Traits,
    member: &Member<'_>,
    at: Timestamp,
) -> Result<Belongs, StoreError> {
    let attack = AttackId::new()?;
    let last = Query::select()
        .expr_as(Func::max(Expr::col(Attacks::Place)), Attacks::Place)
        .from(Attacks::Table)
        .to_owned();
    let last = tx.row(&last).await?.map(|row| row.number_or_none(Attacks::Place)).transpose()?;
    let settled = traits.is_genuine.then(|| <&str>::from(Settled::Genuine));
    let row = [
        (Attacks::Id, attack.as_str().into()),
        (Attacks::Place, (last.flatten().unwrap_or(0) + 1).into()),
        (Attacks::Subject, clean(member.subject.unwrap_or_default()).into()),
        (Attacks::FirstAt, at.as_millisecond().into()),
        (Attacks::LastAt, at.as_millisecond().into()),
        (Attacks::Reports, 0_i64.into()),
        (Attacks::Reporters, 0_i64.into()),
        (Attacks::Weight, 0_i64.into()),
        (Attacks::Settled, settled.into()),
    ];
    tx.run(&insert(Attacks::Table, row)).await?;
    Ok(Belongs { attack, bonds: Vec::new(), example: None, is_known: false })
}

/// The example that a report stands for: a new one when it differs from those that are kept.
async fn example(tx: &mut Tx, traits: &Traits, belongs: &Belongs) -> Result<i64, StoreError> {
    let attack = belongs.attack.as_str();
    if let Some(example) = belongs.example {
        let kept = Query::select()
            .expr_as(Func::count(Expr::col(AttackExamples::Id)), AttackExamples::Id)
            .from(AttackExamples::Table)
            .and_where(Expr::col(AttackExamples::AttackId).eq(attack))
            .to_owned();
        if belongs.is_known {
            return Ok(example);
        }
        let kept = tx.row(&kept).await?.map_or(Ok(0), |row| row.number(AttackExamples::Id))?;
        if kept >= EXAMPLES {
            return Ok(example);
        }
    }
    let id = traits.digest();
    let row = [
        (AttackExamples::Id, id.into()),
        (AttackExamples::AttackId, attack.into()),
        (AttackExamples::Traits, traits.written().into()),
    ];
    let twice =
        OnConflict::columns([AttackExamples::AttackId, AttackExamples::Id]).do_nothing().to_owned();
    tx.run(insert(AttackExamples::Table, row).on_conflict(twice)).await?;
    let mut keys = Query::insert();
    keys.into_table(AttackKeys::Table).columns([
        AttackKeys::AttackId,
        AttackKeys::Example,
        AttackKeys::Key,
    ]);
    for key in traits.keys() {
        keys.values_panic([attack.into(), id.into(), key.into()]);
    }
    let twice = [AttackKeys::AttackId, AttackKeys::Example, AttackKeys::Key];
    tx.run(keys.on_conflict(OnConflict::columns(twice).do_nothing().to_owned())).await?;
    Ok(id)
}

fn member_row(
    report: &ReportId,
    (attack, example): (&AttackId, i64),
    (traits, member): (&Traits, &Member<'_>),
    bonds: &str,
    at: Timestamp,
) -> sea_query::InsertStatement {
    let pages: Vec<(&str, &str)> = member
        .pages
        .iter()
        .take(PAGES)
        .map(|page| (page.host.as_str(), page.url.as_str()))
        .collect();
    let patterns: Vec<&str> = traits.patterns.iter().map(|pattern| pattern.as_str()).collect();
    // Lists of texts always have a JSON form.
    let json = |list: serde_json::Result<String>| clean(&list.unwrap_or_else(|_| "[]".to_owned()));
    insert(
        AttackMembers::Table,
        [
            (AttackMembers::ReportId, report.as_str().into()),
            (AttackMembers::AttackId, attack.as_str().into()),
            (AttackMembers::Example, example.into()),
            (AttackMembers::At, at.as_millisecond().into()),
            (AttackMembers::Reporter, reporter(member.reporter).into()),
            (AttackMembers::Brand, member.brand.map(clean).into()),
            (AttackMembers::Subject, clean(member.subject.unwrap_or_default()).into()),
            (AttackMembers::Pages, json(serde_json::to_string(&pages)).into()),
            (AttackMembers::Patterns, json(serde_json::to_string(&patterns)).into()),
            (AttackMembers::Bonds, bonds.into()),
        ],
    )
}

/// Counts the report, and its reporter once.
async fn grow(
    tx: &mut Tx,
    attack: &AttackId,
    member: &Member<'_>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let who = reporter(member.reporter);
    let known = Query::select()
        .column(AttackTallies::Weight)
        .from(AttackTallies::Table)
        .and_where(Expr::col(AttackTallies::AttackId).eq(attack.as_str()))
        .and_where(Expr::col(AttackTallies::What).eq(What::Reporter.word()))
        .and_where(Expr::col(AttackTallies::Value).eq(who.as_str()))
        .to_owned();
    let known = tx.row(&known).await?.map(|row| row.number(AttackTallies::Weight)).transpose()?;
    let weight = thousandths(member.reputation);
    tally::add(tx, attack, (What::Reporter, &who), weight, at).await?;
    let at = at.as_millisecond();
    let (first, last) = (Expr::col(Attacks::FirstAt), Expr::col(Attacks::LastAt));
    let first = Expr::case(first.clone().gt(at), at).finally(first);
    let last = Expr::case(last.clone().lt(at), at).finally(last);
    let more = |column, by: i64| Expr::col(column).add(by);
    let update = Query::update()
        .table(Attacks::Table)
        .value(Attacks::Reports, more(Attacks::Reports, 1))
        .value(Attacks::Reporters, more(Attacks::Reporters, i64::from(known.is_none())))
        .value(Attacks::Weight, more(Attacks::Weight, weight - known.unwrap_or(0)))
        .value(Attacks::FirstAt, first)
        .value(Attacks::LastAt, last)
        .and_where(Expr::col(Attacks::Id).eq(attack.as_str()))
        .to_owned();
    tx.run(&update).await?;
    Ok(())
}

/// Somebody was done with it, and it goes on.
async fn reopen(tx: &mut Tx, attack: &AttackId, now: Timestamp) -> Result<(), StoreError> {
    let none = Option::<String>::None;
    let update = Query::update()
        .table(Attacks::Table)
        .value(Attacks::Settled, none.clone())
        .value(Attacks::SettledBy, none)
        .value(Attacks::SettledAt, Option::<i64>::None)
        .and_where(Expr::col(Attacks::Id).eq(attack.as_str()))
        .and_where(Expr::col(Attacks::Settled).eq(<&str>::from(Settled::Closed)))
        .to_owned();
    if tx.run(&update).await? > 0 {
        let detail = format!("attack:{attack}");
        let act = Act { actor: Actor::System, action: "attack.reopened", case: None, detail };
        append(tx, act, now).await?;
    }
    Ok(())
}

/// Names of bonds, as a column has them.
fn written(bonds: &[Bond]) -> String {
    bonds.iter().map(|bond| bond.as_str()).collect::<Vec<_>>().join(" ")
}

pub(super) fn reporter(reporter: Reporter) -> String {
    URL_SAFE_NO_PAD.encode(reporter.0)
}

/// A weight as the store keeps it. Nobody's word weighs more than that of ten.
fn thousandths(weight: f64) -> i64 {
    if weight.is_finite() { (weight.clamp(0.0, 10.0) * 1_000.0).round() as i64 } else { 0 }
}
