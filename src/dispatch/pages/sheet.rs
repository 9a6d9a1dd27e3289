//! The sheet of a day, printed by whoever goes and by whoever sends them.

use actix_web::{HttpResponse, web};
use chrono::{NaiveDate, TimeZone};

use crate::app::App;
use crate::dispatch::sheet::{Facts, draw};
use crate::dispatch::store;
use crate::franchise;
use crate::team;
use crate::web::actor::{Acting, Dispatcher, Staff, Technician};
use crate::web::{Error, Query, taken};
use crate::who::{CompanyId, PersonId, Reach};

async fn drawn(app: &App, company: CompanyId, of: PersonId, day: Option<NaiveDate>, reach: Reach) -> Result<HttpResponse, Error> {
    let (now, base_url) = (app.clock.now(), app.config.base_url.clone());
    let facts = app
        .db
        .read(move |conn| {
            let zone = franchise::office(conn, company, now.date())?.zone;
            let day = day.unwrap_or_else(|| zone.from_utc_datetime(&now).date_naive());
            let crew = team::crew(conn, company, now.date())?.into_iter().find(|one| one.person == of);
            let name = crew.ok_or(diesel::result::Error::NotFound)?.name;
            let mut jobs = store::round::of_day(conn, company, of, day)?;
            jobs.retain(|(job, _)| reach.has(&job.building_id.to_string()));
            jobs.sort_by_key(|(job, _)| (job.starts_at.is_none(), job.starts_at, job.id));
            Ok(Facts { name, day, jobs, company: store::one::sender(conn, company)?.0, base_url, zone, now })
        })
        .await?;
    let drawn = web::block(move || draw(&facts)).await?;
    let bytes = drawn.map_err(|no| Error::Broken(anyhow::anyhow!("the sheet: {no}")))?;
    Ok(taken::document(bytes, "day.pdf"))
}

pub(in crate::dispatch) async fn own(app: web::Data<App>, who: Technician) -> Result<HttpResponse, Error> {
    drawn(&app, who.company(), who.person(), None, Reach::whole(who.company())).await
}

pub(in crate::dispatch) async fn staff(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    of: web::Path<PersonId>,
    query: Query,
) -> Result<HttpResponse, Error> {
    drawn(&app, who.company(), of.into_inner(), query.value("day").parse().ok(), who.reach().clone()).await
}
