//! One of the team.

use actix_web::{Responder, web};
use askama::Template;
use chrono::TimeZone;

use super::index::{State, state_of, work};
use crate::app::App;
use crate::team::store;
use crate::text::{self, date};
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::{Error, Page, filters, role_key};
use crate::who::{MembershipId, Role};

#[derive(Template)]
#[template(path = "team/member.html")]
pub(crate) struct Show {
    id: String,
    name: String,
    role_key: &'static str,
    technician: bool,
    email: String,
    phone: String,
    since: String,
    until: String,
    work: Vec<&'static str>,
    firm: String,
    zoned: bool,
    zone: Vec<String>,
    state: State,
    absences: Vec<Days>,
}

/// An absence that is not over.
struct Days {
    id: String,
    since: String,
    until: String,
    substitute: String,
}

impl Show {
    fn work_key(&self) -> &'static str {
        if self.technician { "team.skills" } else { "team.duties" }
    }

    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let days = Days {
            id: "0".repeat(26),
            since: "20 қараша 2026".into(),
            until: "24 қараша 2026".into(),
            substitute: "Ким Светлана Викторовна".into(),
        };
        Self {
            id: "0".repeat(26),
            name: "Тілеуова Гүлнар Болатқызы".into(),
            role_key: "layout.role.staff",
            technician: false,
            email: "gulnar@demo.example".into(),
            phone: "+7 701 234 56 78".into(),
            since: "1 қыркүйек 2026".into(),
            until: String::new(),
            work: vec!["team.duty.editor"],
            firm: String::new(),
            zoned: true,
            zone: vec!["Алма-Тау".into()],
            state: State { key: "team.state.away", tone: "needs", more: "20.11.2026 – 24.11.2026".into() },
            absences: vec![days],
        }
    }
}

pub(in crate::team) async fn show(
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<MembershipId>,
) -> Result<impl Responder, Error> {
    let (company, id, today) = (who.company(), id.into_inner(), app.clock.today());
    let (of, duties, skills, firm, zone, absences) = app
        .db
        .read(move |conn| {
            let of = store::members::one(conn, company, id)?;
            Ok((
                of,
                store::members::duties(conn, &[id])?.remove(&id).unwrap_or_default(),
                store::firms::skills(conn, &[id])?.remove(&id).unwrap_or_default(),
                store::firms::of(conn, &[id])?.remove(&id),
                store::zones::named(conn, &[id])?.remove(&id).unwrap_or_default(),
                store::absences::of(conn, &[id], today)?.remove(&id).unwrap_or_default(),
            ))
        })
        .await?;
    let locale = who.locale();
    let day = |at: crate::clock::Moment| date(locale, who.zone().from_utc_datetime(&at).date_naive());
    Ok(Page(Show {
        id: id.to_string(),
        role_key: role_key(of.role),
        technician: of.role == Role::Technician,
        email: of.email.unwrap_or_default(),
        phone: of.phone.as_deref().map(text::phone::print).unwrap_or_default(),
        since: day(of.since),
        until: of.until.map(day).unwrap_or_default(),
        work: work(&duties, &skills),
        firm: firm.map(|(_, name)| name).unwrap_or_default(),
        zoned: of.zoned,
        zone,
        state: state_of(locale, &absences, today),
        absences: absences
            .into_iter()
            .map(|of| Days {
                id: of.id.to_string(),
                since: date(locale, of.since),
                until: date(locale, of.until),
                substitute: of.substitute.unwrap_or_default(),
            })
            .collect(),
        name: of.name,
    }))
}
