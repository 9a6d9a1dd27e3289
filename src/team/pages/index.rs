//! The team: who works here, at what, where, and who is away.

use actix_web::{Responder, web};
use askama::Template;
use chrono::NaiveDate;

use crate::app::App;
use crate::team::absence::{Stage, stage};
use crate::team::store::absences::Absence;
use crate::team::{Skill, duty_key, store};
use crate::text::{Locale, date, short_date, tv};
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::{Error, Page, Query, filters, role_key};
use crate::who::{Duty, MembershipId};

#[derive(Template)]
#[template(path = "team/index.html")]
pub(crate) struct Index {
    state: String,
    rows: Vec<Row>,
    invited: Vec<Asked>,
}

/// Somebody who was asked and has not come yet.
struct Asked {
    id: String,
    name: String,
    email: String,
    role_key: &'static str,
    until: String,
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
    state: State,
}

/// How somebody is doing: a word, its tone, and what there is to add.
pub(super) struct State {
    pub(super) key: &'static str,
    pub(super) tone: &'static str,
    pub(super) more: String,
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
            state: State {
                key: "team.state.away",
                tone: "needs",
                more: "20.11.2026 – 24.11.2026; орнында: Ким Светлана Викторовна".into(),
            },
        };
        let asked = Asked {
            id: "0".repeat(26),
            name: "Айгүл".into(),
            email: "aigul@demo.example".into(),
            role_key: "layout.role.staff",
            until: "4 желтоқсан 2026".into(),
        };
        Self {
            state: String::new(),
            invited: vec![asked],
            rows: vec![row("layout.role.staff", true), row("layout.role.technician", false)],
        }
    }
}

/// What is to be said of somebody's days today.
pub(super) fn state_of(locale: Locale, absences: &[Absence], today: NaiveDate) -> State {
    let nearest = absences.first().map(|of| (stage(of.since, of.until, today), of));
    let (key, tone) = match nearest {
        Some((Stage::Away, _)) => ("team.state.away", "needs"),
        Some((Stage::Ahead, _)) => ("team.state.ahead", "neutral"),
        Some((Stage::Over, _)) | None => ("team.state.works", "good"),
    };
    let more = nearest.filter(|(stage, _)| *stage != Stage::Over).map(|(_, of)| {
        let (since, until) = (short_date(locale, of.since), short_date(locale, of.until));
        let days = tv(locale, "team.state.days", &[("since", &since), ("until", &until)]);
        match &of.substitute {
            Some(name) => format!("{days}; {}", tv(locale, "team.state.substitute", &[("name", name)])),
            None => days,
        }
    });
    State { key, tone, more: more.unwrap_or_default() }
}

/// What somebody is entrusted with, in few words where it is everything.
pub(super) fn work(duties: &[Duty], skills: &[Skill]) -> Vec<&'static str> {
    if duties.len() == Duty::ALL.len() {
        return vec!["team.duty.all"];
    }
    duties.iter().map(|duty| duty_key(*duty)).chain(skills.iter().map(|skill| skill.key())).collect()
}

pub(in crate::team) async fn show(app: web::Data<App>, who: Staff<Admin>, query: Query) -> Result<impl Responder, Error> {
    let (company, today, now, state) = (who.company(), app.clock.today(), app.clock.now(), query.value("state").to_owned());
    let (left, asked) = (state == "left", state == "invited");
    let (members, duties, skills, firms, zones, absences, invited) = app
        .db
        .read(move |conn| {
            let members = if asked { Vec::new() } else { store::members::all(conn, company, left)? };
            let invited = if asked { store::appointments::open(conn, company, now)? } else { Vec::new() };
            let ids: Vec<MembershipId> = members.iter().map(|of| of.id).collect();
            Ok((
                members,
                store::members::duties(conn, &ids)?,
                store::firms::skills(conn, &ids)?,
                store::firms::of(conn, &ids)?,
                store::zones::named(conn, &ids)?,
                store::absences::of(conn, &ids, today)?,
                invited,
            ))
        })
        .await?;
    let locale = who.locale();
    let none = Vec::new();
    let rows = members.into_iter().map(|of| Row {
        id: of.id.to_string(),
        role_key: role_key(of.role),
        work: work(duties.get(&of.id).map_or(&[], Vec::as_slice), skills.get(&of.id).map_or(&[], Vec::as_slice)),
        firm: firms.get(&of.id).map(|(_, name)| name.clone()).unwrap_or_default(),
        zone: zones.get(&of.id).cloned().unwrap_or_default(),
        zoned: of.zoned,
        state: match of.until {
            Some(until) => {
                let day = date(locale, chrono::TimeZone::from_utc_datetime(&who.zone(), &until).date_naive());
                let more = tv(locale, "team.state.left", &[("until", &day)]);
                State { key: "team.index.left_one", tone: "neutral", more }
            }
            None => state_of(locale, absences.get(&of.id).unwrap_or(&none), today),
        },
        name: of.name,
    });
    let invited = invited.into_iter().map(|of| Asked {
        id: of.id.to_string(),
        role_key: role_key(of.role),
        until: date(locale, chrono::TimeZone::from_utc_datetime(&who.zone(), &of.expires_at).date_naive()),
        name: of.name,
        email: of.email,
    });
    Ok(Page(Index { state: query.value("state").to_owned(), rows: rows.collect(), invited: invited.collect() }))
}
