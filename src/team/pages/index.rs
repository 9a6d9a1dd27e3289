//! The team: who works here, at what, where, and who is away.

use actix_web::{Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::today;
use crate::app::App;
use crate::team::absence::{Stage, stage};
use crate::team::store::absences::Absence;
use crate::team::{duty_key, store};
use crate::text::{Locale, date, t, tv};
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::{Error, Page, Query, filters, role_key};
use crate::who::MembershipId;

#[derive(Template)]
#[template(path = "team/index.html")]
pub(crate) struct Index {
    left: bool,
    rows: Vec<Row>,
}

struct Row {
    id: String,
    name: String,
    role_key: &'static str,
    /// Duties of staff, skills of technicians.
    work: Vec<&'static str>,
    firm: String,
    zone: Vec<String>,
    zoned: bool,
    /// A word, its tone and what there is to add.
    state: (String, &'static str),
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = |role_key, zoned| Row {
            id: "0".repeat(26),
            name: "Тілеуова Гүлнар Болатқызы".into(),
            role_key,
            work: vec!["team.duty.editor", "team.duty.people"],
            firm: "Лифт-Сервис".into(),
            zone: vec!["Алма-Тау".into(), "Абай даңғылы, 12".into()],
            zoned,
            state: ("24 қарашаға дейін жоқ, орнында: Ким С.".into(), "needs"),
        };
        Self { left: false, rows: vec![row("layout.role.staff", true), row("layout.role.technician", false)] }
    }
}

/// What is to be said of somebody's days today.
pub(super) fn state(locale: Locale, absences: &[Absence], today: NaiveDate) -> (String, &'static str) {
    let with = |key: &str, of: &Absence| {
        let days = [("since", date(locale, of.since)), ("until", date(locale, of.until))];
        let days: Vec<(&str, &str)> = days.iter().map(|(name, day)| (*name, day.as_str())).collect();
        let said = tv(locale, key, &days);
        match &of.substitute {
            Some(name) => format!("{said}; {}", tv(locale, "team.state.substitute", &[("name", name)])),
            None => said,
        }
    };
    match absences.first().map(|of| (stage(of.since, of.until, today), of)) {
        Some((Stage::Away, of)) => (with("team.state.away", of), "needs"),
        Some((Stage::Ahead, of)) => (with("team.state.ahead", of), "neutral"),
        Some((Stage::Over, _)) | None => (t(locale, "team.state.works").into_owned(), "good"),
    }
}

pub(in crate::team) async fn show(app: web::Data<App>, who: Staff<Admin>, query: Query) -> Result<impl Responder, Error> {
    let (company, today, left) = (who.company(), today(&app, &who), query.value("state") == "left");
    let (members, duties, skills, firms, zones, absences) = app
        .db
        .read(move |conn| {
            let members = store::members::all(conn, company, left)?;
            let ids: Vec<MembershipId> = members.iter().map(|of| of.id).collect();
            Ok((
                members,
                store::members::duties(conn, &ids)?,
                store::firms::skills(conn, &ids)?,
                store::firms::of(conn, &ids)?,
                store::zones::named(conn, &ids)?,
                store::absences::of(conn, &ids, today)?,
            ))
        })
        .await?;
    let locale = who.locale();
    let none = Vec::new();
    let rows = members.into_iter().map(|of| Row {
        id: of.id.to_string(),
        role_key: role_key(of.role),
        work: duties
            .get(&of.id)
            .into_iter()
            .flatten()
            .map(|duty| duty_key(*duty))
            .chain(skills.get(&of.id).into_iter().flatten().map(|skill| skill.key()))
            .collect(),
        firm: firms.get(&of.id).map(|(_, name)| name.clone()).unwrap_or_default(),
        zone: zones.get(&of.id).cloned().unwrap_or_default(),
        zoned: of.zoned,
        state: match of.until {
            Some(until) => {
                let day = date(locale, chrono::TimeZone::from_utc_datetime(&who.zone(), &until).date_naive());
                (tv(locale, "team.state.left", &[("until", &day)]), "neutral")
            }
            None => state(locale, absences.get(&of.id).unwrap_or(&none), today),
        },
        name: of.name,
    });
    Ok(Page(Index { left, rows: rows.collect() }))
}
