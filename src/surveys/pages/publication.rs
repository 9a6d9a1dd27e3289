//! The last look before a survey opens: whom it asks, and what cannot be changed after.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::said;
use crate::app::App;
use crate::db::Failure;
use crate::homes;
use crate::surveys::kind::{State, SurveyId};
use crate::surveys::opening::open;
use crate::surveys::{Refused as No, ready, zone};
use crate::text;
use crate::web::actor::{Acting, Staff, Surveyor};
use crate::web::once::{self, once};
use crate::web::{Error, Page, Refusal, Said, Typed, filters, see};

#[derive(Template)]
#[template(path = "surveys/publication.html")]
pub(crate) struct Review {
    id: String,
    number: String,
    title: String,
    anonymous: bool,
    closes: String,
    audience: Vec<String>,
    reaches: usize,
    without: usize,
    promises: Vec<String>,
    missing: Option<Said>,
    once: String,
}

impl Review {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            number: "2026-000012".into(),
            title: "Балалар алаңы".into(),
            anonymous: true,
            closes: "30 қараша, 18:00".into(),
            audience: vec!["Абай даңғылы, 12".into()],
            reaches: 214,
            without: 31,
            promises: vec!["Жауабыңыз аты-жөніңізсіз сақталады.".into()],
            missing: None,
            once: "once".into(),
        }
    }
}

pub(in crate::surveys) async fn review(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
) -> Result<impl Responder, Error> {
    let (id, reach, now) = (id.into_inner(), who.reach().clone(), app.clock.now());
    let (of, scopes, places, (reaches, without)) = app
        .db
        .read(move |conn| {
            let (of, scopes) = zone::with_scopes(conn, &reach, id)?;
            let subjects = scopes.iter().map(|scope| scope.subject.clone()).collect();
            let places = homes::named(conn, of.company_id, &subjects)?;
            let counted = homes::counted(conn, of.company_id, &scopes, now)?;
            Ok((of, scopes, places, counted))
        })
        .await?;
    if of.state != State::Draft {
        return Err(Error::Refused(No::NotDraft.said()));
    }
    let locale = who.locale();
    Ok(Page(Review {
        id: id.to_string(),
        number: of.number.clone(),
        title: said::title(locale, &of),
        anonymous: of.anonymous,
        closes: of.closes_at.map(|at| text::date_time(locale, at, who.zone())).unwrap_or_default(),
        audience: homes::audience_in_words(locale, &scopes, &places),
        reaches,
        without,
        promises: said::promises(locale, &of),
        missing: ready::check(&of, &scopes, now).err().map(|no| no.said()),
        once: once::key(),
    }))
}

pub(in crate::surveys) async fn publish(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, key) = (id.into_inner(), typed.value(once::FIELD).to_owned());
    let opened =
        app.db.write(move |tx| once(tx, who.person(), &key, |tx| open(tx, &who, id).map(|()| format!("/staff/surveys/{id}"))));
    match opened.await {
        Ok(to) => Ok(see(to).saying("surveys.said.opened").respond_to(&req)),
        Err(Failure::Refused(no)) => Ok(see(format!("/staff/surveys/{id}")).regretting(no.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
