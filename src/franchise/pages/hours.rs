//! A company's office hours, as its administrators and the operator set them.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::{Days, NaiveDate};

use super::keeps::Keeps;
use crate::app::App;
use crate::db::Never;
use crate::franchise::hours::print;
use crate::franchise::opening;
use crate::franchise::store;
use crate::franchise::timetable::{self, OwnDay};
use crate::text::{Locale, date, weekday};
use crate::web::{Error, Form, Page, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "franchise/hours.html")]
pub(crate) struct Show {
    path: String,
    back: String,
    name: String,
    week: Form,
    day: Form,
    /// The name of each weekday, and the fields of its hours.
    weekdays: Vec<(String, [String; 2])>,
    /// Day as its address has it, as people read it, its hours if it is worked, a note.
    days: Vec<(String, String, Option<String>, String)>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut week = Form::of(Typed::default().with("from_1", "18:00").with("until_1", "09:00"));
        week.refuse("until_1", "franchise.refused.until");
        Self {
            path: "/staff/settings/hours".into(),
            back: "/staff/settings/company".into(),
            name: "«Алатау Үй» ЖШС".into(),
            week,
            day: Form::default(),
            weekdays: weekdays(Locale::Kk),
            days: vec![
                ("2026-12-31".into(), "31 желтоқсан 2026".into(), None, "Жаңа жыл қарсаңы".into()),
                ("2027-01-09".into(), "9 қаңтар 2027".into(), Some("09:00–15:00".into()), String::new()),
            ],
        }
    }
}

/// Any week tells the names of its days.
fn weekdays(locale: Locale) -> Vec<(String, [String; 2])> {
    let monday = NaiveDate::from_ymd_opt(2026, 11, 16).unwrap_or_default();
    let name = |days| {
        let name = monday.checked_add_days(Days::new(days)).map(|day| weekday(locale, day)).unwrap_or_default();
        let mut letters = name.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    };
    (0..7).zip(1..).map(|(days, place)| (name(days), timetable::fields(place))).collect()
}

fn shown(locale: Locale, of: OwnDay) -> (String, String, Option<String>, String) {
    let hours = of.open.map(|open| format!("{}–{}", print(open.from), print(open.until)));
    (of.day.to_string(), date(locale, of.day), hours, of.note)
}

async fn page(app: &App, who: &impl Keeps, req: &HttpRequest, week: Option<Form>, day: Form) -> Result<Show, Error> {
    let (keeper, path, back) = who.keeper(req, "hours")?;
    let (company, today, locale) = (keeper.company(), app.clock.today(), who.locale());
    let (entry, (_, hours), days) = app
        .db
        .read(move |conn| {
            let entry = store::companies::one(conn, company)?;
            Ok((entry, store::hours::of(conn, company, today)?, store::hours::coming(conn, company, today)?))
        })
        .await?;
    Ok(Show {
        path,
        back,
        name: entry.name(locale).to_owned(),
        week: week.unwrap_or_else(|| Form::of(timetable::typed(&hours.week))),
        day,
        weekdays: weekdays(locale),
        days: days.into_iter().map(|of| shown(locale, of)).collect(),
    })
}

pub(in crate::franchise) async fn show<W: Keeps>(
    req: HttpRequest,
    app: web::Data<App>,
    who: W,
) -> Result<impl Responder + use<W>, Error> {
    Ok(Page(page(&app, &who, &req, None, Form::default()).await?))
}

pub(in crate::franchise) async fn save<W: Keeps>(
    req: HttpRequest,
    app: web::Data<App>,
    who: W,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let ((keeper, path, _), mut form) = (who.keeper(&req, "hours")?, Form::of(typed));
    let Some(week) = timetable::week(&mut form) else {
        return Ok(Refused(page(&app, &who, &req, Some(form), Form::default()).await?).respond_to(&req));
    };
    let company = keeper.company();
    app.db.read(move |conn| store::companies::one(conn, company)).await?;
    app.db.write::<_, Never>(move |tx| Ok(opening::set_week(tx, &keeper, &week)?)).await?;
    Ok(see(path).saying("franchise.said.saved").respond_to(&req))
}

pub(in crate::franchise) async fn add<W: Keeps>(
    req: HttpRequest,
    app: web::Data<App>,
    who: W,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let ((keeper, path, _), mut form) = (who.keeper(&req, "hours")?, Form::of(typed));
    let Some(day) = timetable::day(&mut form) else {
        return Ok(Refused(page(&app, &who, &req, None, form).await?).respond_to(&req));
    };
    let company = keeper.company();
    app.db.read(move |conn| store::companies::one(conn, company)).await?;
    app.db.write::<_, Never>(move |tx| Ok(opening::set_day(tx, &keeper, &day)?)).await?;
    Ok(see(path).saying("franchise.said.saved").respond_to(&req))
}

pub(in crate::franchise) async fn remove<W: Keeps>(req: HttpRequest, app: web::Data<App>, who: W) -> Result<HttpResponse, Error> {
    let (keeper, path, _) = who.keeper(&req, "hours")?;
    let day: NaiveDate = req.match_info().query("day").parse().map_err(|_| Error::NotFound)?;
    app.db.write::<_, Never>(move |tx| Ok(opening::remove_day(tx, &keeper, day)?)).await?;
    Ok(see(path).saying("franchise.said.saved").respond_to(&req))
}
