//! Answers as files: for those who ask people. Of an anonymous survey they exist once it is over, and never of fewer than five.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};

use super::figures::group_name;
use super::read::{found, places};
use crate::app::App;
use crate::sheet::Book;
use crate::surveys::export::{self, Line};
use crate::surveys::kind::{Breakdown, SurveyId};
use crate::surveys::rows::Survey;
use crate::surveys::{store, zone};
use crate::text::{self, Locale, tv};
use crate::web::actor::{Acting, Staff, Surveyor};
use crate::web::{Error, Query, taken};

async fn load(app: &App, who: &Staff<Surveyor>, id: SurveyId) -> Result<(Survey, Vec<Line>), Error> {
    let (reach, locale, zone) = (who.reach().clone(), who.locale(), who.zone());
    let loading = app.db.read(move |conn| {
        let of = zone::one(conn, &reach, id)?;
        // what may not be seen is not there
        let (_, rows) = found(conn, &of)?.ok_or(diesel::result::Error::NotFound)?;
        let places = places(conn, locale, &of, &rows)?;
        let named: HashMap<String, store::people::Named> = match of.anonymous {
            true => HashMap::new(),
            false => store::people::named(conn, of.company_id, id)?.into_iter().map(|row| (row.0.clone(), row)).collect(),
        };
        let line = |answer: crate::surveys::rows::AnswerRow| {
            let mut known = Vec::new();
            if !of.anonymous {
                let (name, premises) = named.get(&answer.id).map(|row| whose(locale, row)).unwrap_or_default();
                let at = answer.answered_at.map(|at| text::date_time(locale, at, zone)).unwrap_or_default();
                known.extend([name, premises, at]);
            }
            if of.breakdown != Breakdown::Nothing {
                known.push(group_name(locale, of.breakdown, &answer.belongs, &places));
            }
            Line { answer, known }
        };
        let lines = rows.into_iter().map(line).collect();
        Ok((of, lines))
    });
    Ok(loading.await?)
}

/// Whose an answer is, and for which premises.
fn whose(locale: Locale, (_, name, premises, address): &store::people::Named) -> (String, String) {
    let place = premises.as_ref().map(|(kind, number)| tv(locale, kind.label_key(), &[("number", number)]));
    let whole: Vec<String> = address.iter().cloned().chain(place).collect();
    (name.clone(), whole.join(", "))
}

pub(in crate::surveys) async fn xlsx(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
) -> Result<HttpResponse, Error> {
    let (of, lines) = load(&app, &who, id.into_inner()).await?;
    let locale = who.locale();
    let book = Book::new(app.clock.now())
        .with(export::answers(locale, &of, &lines, false))
        .with(export::answers(locale, &of, &lines, true))
        .with(export::key(locale, &of));
    taken::workbook(book, &format!("survey-{}.xlsx", of.number)).await
}

/// In words, or with `?as=codes` in codes.
pub(in crate::surveys) async fn csv(
    app: web::Data<App>,
    who: Staff<Surveyor>,
    id: web::Path<SurveyId>,
    query: Query,
) -> Result<HttpResponse, Error> {
    let (of, lines) = load(&app, &who, id.into_inner()).await?;
    let table = export::answers(who.locale(), &of, &lines, query.value("as") == "codes");
    taken::text_table(table, &format!("survey-{}.csv", of.number)).await
}
