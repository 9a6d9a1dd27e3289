//! When a technician works.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::audit;
use crate::db::Never;
use crate::dispatch::{forms, store};
use crate::team::{self, Crew};
use crate::text::{self, Locale};
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::{Error, Form, Page, Refused, Typed, filters, see};
use crate::who::PersonId;

#[derive(Template)]
#[template(path = "dispatch/shifts.html")]
pub(crate) struct Shifts {
    form: Form,
    id: String,
    name: String,
    days: Vec<(i32, String)>,
}

/// The days of the week, Monday first.
fn days(locale: Locale) -> Vec<(i32, String)> {
    // 23 November 2026 is a Monday
    let first = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
    (1..).zip(first.iter_days().take(7)).map(|(nth, day)| (nth, text::weekday(locale, day))).collect()
}

impl Shifts {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("until-1", "dispatch.refused.shift");
        Self { form, id: "0".repeat(26), name: "Ибраев Марат".into(), days: days(Locale::Kk) }
    }
}

/// A technician of the company, or none.
async fn one(app: &App, who: &Staff<Dispatcher>, of: PersonId) -> Result<(Crew, store::time::Week), Error> {
    let (company, day) = (who.company(), app.clock.now().date());
    let found = app.db.read(move |conn| {
        let crew = team::crew(conn, company, day)?.into_iter().find(|one| one.person == of);
        let crew = crew.ok_or(diesel::result::Error::NotFound)?;
        Ok((crew, store::time::shifts(conn, company, &[of])?.remove(&of).unwrap_or_default()))
    });
    Ok(found.await?)
}

pub(in crate::dispatch) async fn show(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    of: web::Path<PersonId>,
) -> Result<impl Responder, Error> {
    let (of, week) = one(&app, &who, of.into_inner()).await?;
    let said = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let form = week.iter().fold(Form::default(), |form, (day, (from, until))| {
        form.with(&format!("from-{day}"), said(*from)).with(&format!("until-{day}"), said(*until))
    });
    Ok(Page(Shifts { form, id: of.person.to_string(), name: of.name, days: days(who.locale()) }))
}

pub(in crate::dispatch) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    of: web::Path<PersonId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (of, _) = one(&app, &who, of.into_inner()).await?;
    let mut form = Form::of(typed);
    let Some(week) = forms::shifts(&mut form) else {
        let page = Shifts { form, id: of.person.to_string(), name: of.name, days: days(who.locale()) };
        return Ok(Refused(page).respond_to(&req));
    };
    let (author, person) = (who.clone(), of.person);
    app.db
        .write::<_, Never>(move |tx| {
            store::time::set_shifts(tx, author.company(), person, &week)?;
            let details = serde_json::json!({ "days": week.len() });
            Ok(audit::by(&author).did("dispatch.shifts_set", ("technician", person)).with(details).record(tx)?)
        })
        .await?;
    Ok(see("/staff/board").saying("dispatch.said.shifts").respond_to(&req))
}
