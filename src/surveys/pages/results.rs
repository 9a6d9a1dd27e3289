//! What came of a survey, as staff see it.

use actix_web::{Responder, web};
use askama::Template;

use super::desk::may_write;
use super::figures::Figures;
use super::read::{found, places};
use super::said;
use crate::app::App;
use crate::surveys::kind::SurveyId;
use crate::surveys::zone;
use crate::text::tn;
use crate::web::actor::{Acting, Anyone, Staff};
use crate::web::{Error, Page, filters};

#[derive(Template)]
#[template(path = "surveys/results.html")]
pub(crate) struct Show {
    id: String,
    title: String,
    asked: String,
    open: bool,
    may_export: bool,
    results: Figures,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            title: "Балалар алаңы".into(),
            asked: "120 адамнан сұралды".into(),
            open: true,
            may_export: true,
            results: Figures::sample(),
        }
    }
}

pub(in crate::surveys) async fn show(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<SurveyId>,
) -> Result<impl Responder, Error> {
    let (id, reach, locale) = (id.into_inner(), who.reach().clone(), who.locale());
    let (of, results, places) = app
        .db
        .read(move |conn| {
            let of = zone::one(conn, &reach, id)?;
            // what may not be seen is not there
            let (results, rows) = found(conn, &of)?.ok_or(diesel::result::Error::NotFound)?;
            let places = places(conn, locale, &of, &rows)?;
            Ok((of, results, places))
        })
        .await?;
    Ok(Page(Show {
        id: id.to_string(),
        title: said::title(locale, &of),
        asked: tn(locale, "surveys.results.asked", u64::try_from(of.asked).unwrap_or_default(), &[]),
        open: of.is_open(app.clock.now()),
        may_export: may_write(&who),
        results: Figures::of(locale, &of, &results, &places),
    }))
}
