//! What an answer says of the alerts that are about its message, before anything else.

use ::desk::{Access, Published, ReportId, alert::Asked};
use askama::Template;
use jiff::Timestamp;

use super::{Shown, shown::Telling};
use crate::web::{Desk, around::Around, problem::Problem};

/// The alerts about one message, as a part of a page.
#[derive(Template)]
#[template(path = "web/alerted.html")]
struct Beside {
    around: Around,
    alerts: Vec<Shown>,
}

impl Beside {
    /// The part; empty without alerts.
    fn made(desk: &Desk, alerts: &[Published], around: &Around) -> Result<String, Problem> {
        if alerts.is_empty() {
            return Ok(String::new());
        }
        let (brands, zone) = (&desk.checker.brands, &desk.checker.zone);
        let telling = Telling { brands, zone, language: around.language };
        let alerts = alerts.iter().map(|alert| Shown::of(alert, telling)).collect();
        let part = Self { around: around.clone(), alerts };
        part.render().map_err(|error| Problem::inner("a template", &error))
    }
}

/// The part for a case's message.
pub(crate) async fn beside_case(
    desk: &Desk,
    access: &Access,
    around: &Around,
) -> Result<String, Problem> {
    Beside::made(desk, &of_case(desk, access).await?, around)
}

/// The part for a report: alerts about the attack that it belongs to.
pub(crate) async fn beside_report(
    desk: &Desk,
    report: &ReportId,
    around: &Around,
) -> Result<String, Problem> {
    let Some(attack) = desk.store.attack_of(report).await? else { return Ok(String::new()) };
    let asked = Asked { attacks: vec![attack.to_string()], ..Asked::default() };
    Beside::made(desk, &desk.store.alerts_about(&asked).await?, around)
}

/// Alerts about a case's message; none for a talk without one.
pub(crate) async fn of_case(desk: &Desk, access: &Access) -> Result<Vec<Published>, Problem> {
    let asked = desk.store.asked_in(access, Timestamp::now()).await?;
    Ok(desk.store.alerts_about(&asked).await?)
}
