//! A survey as a resident sees it: what is asked and promised, how they stand to it, and what came of it.

use std::collections::HashMap;

use actix_web::{Responder, web};
use askama::Template;

use super::answer::home_name;
use super::figures::Figures;
use super::said;
use crate::app::App;
use crate::db::{Broken, Conn, Never};
use crate::homes;
use crate::markup::Markup;
use crate::notices;
use crate::surveys::answering::{self, Asked};
use crate::surveys::kind::{Breakdown, Per, ShownTo, State, SurveyId};
use crate::surveys::results::{Results, results};
use crate::surveys::rows::{AnswerRow, Survey};
use crate::surveys::{ready, store};
use crate::text::{self, Locale};
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, filters};
use diesel::QueryResult;

#[derive(Template)]
#[template(path = "surveys/read.html")]
pub(crate) struct Read {
    id: String,
    number: String,
    title: String,
    state_key: &'static str,
    tone: &'static str,
    intro: String,
    next: String,
    withdrawn_why: String,
    open: bool,
    promises: Vec<String>,
    /// Homes for which an answer is still to be given: id and name; the name is empty where one answers as a person.
    waiting: Vec<(String, String)>,
    /// Homes that have answered: id, name, whether the reader may change it.
    answered: Vec<(String, String, bool)>,
    own: Vec<(String, Vec<String>)>,
    no_results: &'static str,
    results: Option<Figures>,
}

impl Read {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            number: "2026-000012".into(),
            title: "Балалар алаңы".into(),
            state_key: State::Open.key(),
            tone: State::Open.tone(),
            intro: "<p>Құрметті тұрғындар!</p>".into(),
            next: "30 қарашаға дейін жауап беруге болады".into(),
            withdrawn_why: "Қате".into(),
            open: true,
            promises: vec!["Жауабыңыз аты-жөніңізсіз сақталады.".into()],
            waiting: vec![("0".repeat(26), "Абай даңғылы, 12, 12-пәтер".into())],
            answered: vec![("1".repeat(26), "Абай даңғылы, 12, 1-пәтер".into(), true)],
            own: vec![("Аулада не қажет?".into(), vec!["Орындық".into()]), ("Тағы не?".into(), Vec::new())],
            no_results: "surveys.read.too_few",
            results: Some(Figures::sample()),
        }
    }
}

/// The names of the houses and entrances that groups are called after.
pub(super) fn places(conn: &mut Conn, locale: Locale, of: &Survey, rows: &[AnswerRow]) -> QueryResult<HashMap<String, String>> {
    if !matches!(of.breakdown, Breakdown::House | Breakdown::Entrance) {
        return Ok(HashMap::new());
    }
    let ids = rows.iter().map(|row| row.belongs.clone()).filter(|group| !group.is_empty()).collect();
    let named = homes::named(conn, of.company_id, &ids)?;
    Ok(named.iter().map(|place| (place.id(), homes::place_choice(locale, place).1)).collect())
}

/// Everything that may be shown of what came of a survey, if anything may.
pub(super) fn found(conn: &mut Conn, of: &Survey) -> QueryResult<Option<(Results, Vec<AnswerRow>)>> {
    let rows = store::answers::all(conn, of.company_id, of.id)?;
    if !ready::results_shown(of, u64::try_from(rows.len()).unwrap_or_default()) {
        return Ok(None);
    }
    let ballots: Vec<_> = rows.iter().cloned().map(AnswerRow::ballot).collect();
    Ok(Some((results(of, &ballots), rows)))
}

struct Loaded {
    asked: Asked,
    own: Option<AnswerRow>,
    results: Option<Results>,
    places: HashMap<String, String>,
}

fn load(conn: &mut Conn, who: &Resident, id: SurveyId) -> QueryResult<Loaded> {
    let asked = answering::asked(conn, who, id)?;
    let of = &asked.survey;
    let mine = asked.answered.iter().find(|(_, by_me)| *by_me).map(|(unit, _)| unit.clone());
    let own = match mine.filter(|_| !of.anonymous && of.state != State::Withdrawn) {
        Some(unit) => store::answers::of_unit(conn, id, &unit)?,
        None => None,
    };
    let found = if sees(&asked) && of.state == State::Closed { found(conn, of)? } else { None };
    let (results, places) = match found {
        Some((results, rows)) => (Some(results), places(conn, who.locale(), of, &rows)?),
        None => (None, HashMap::new()),
    };
    Ok(Loaded { own, results, places, asked })
}

/// Whether the reader is one of those to whom results go back.
fn sees(asked: &Asked) -> bool {
    asked.survey.shown_to == ShownTo::Audience || asked.answered.iter().any(|(_, by_me)| *by_me)
}

/// Why there are no results to be seen.
fn no_results(asked: &Asked, has: bool) -> &'static str {
    match asked.survey.state {
        State::Closed if has => "",
        State::Closed if !sees(asked) => "surveys.read.participants_only",
        State::Closed => "surveys.read.too_few",
        State::Draft | State::Open | State::Withdrawn => "",
    }
}

pub(in crate::surveys) async fn show(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<SurveyId>,
) -> Result<impl Responder, Error> {
    let (id, reader, now) = (id.into_inner(), who.clone(), app.clock.now());
    let loaded = app.db.read(move |conn| load(conn, &reader, id)).await?;
    if who.identity().unread > 0 {
        note_read(&app, &who, id);
    }
    let (locale, zone) = (who.locale(), who.zone());
    let (asked, of) = (&loaded.asked, &loaded.asked.survey);
    let open = of.is_open(now);
    let named = |home| if of.per == Per::Unit { home_name(locale, home) } else { String::new() };
    let mut homes: Vec<_> = asked.homes.iter().collect();
    if of.per == Per::Person {
        homes.truncate(1);
    }
    let (mut waiting, mut answered) = (Vec::new(), Vec::new());
    for home in homes {
        match asked.done(&asked.unit(&who, home)) {
            None => waiting.push((home.premises.clone(), named(home))),
            Some(by_me) => answered.push((home.premises.clone(), named(home), by_me && of.changeable(now))),
        }
    }
    let state = if of.state == State::Open && !open { State::Closed } else { of.state };
    Ok(Page(Read {
        id: id.to_string(),
        number: of.number.clone(),
        title: said::title(locale, of),
        state_key: state.key(),
        tone: state.tone(),
        intro: Markup::parse(of.intro().for_reader(locale)).html(),
        next: match of.state {
            State::Open => of
                .closes_at
                .map(|end| text::tv(locale, "surveys.list.until", &[("when", &text::date_time(locale, end, zone))]))
                .unwrap_or_default(),
            _ => said::next(locale, zone, of),
        },
        withdrawn_why: of.withdrawn_why.clone().unwrap_or_default(),
        open,
        promises: said::promises(locale, of),
        waiting: if open { waiting } else { Vec::new() },
        answered,
        own: loaded.own.map(|row| said::sheet(locale, &of.questions, &row.answers)).unwrap_or_default(),
        no_results: no_results(asked, loaded.results.is_some()),
        results: loaded.results.map(|results| Figures::of(locale, of, &results, &loaded.places)),
    }))
}

/// Notes that the reader has seen the news of it: when they looked, never when they answered; and outside of the request, since reading a
/// page writes nothing.
fn note_read(app: &App, who: &Resident, id: SurveyId) {
    let (db, person) = (app.db.clone(), who.person());
    actix_web::rt::spawn(async move {
        let noted = db.write::<_, Never>(move |tx| Ok(notices::mark_read(tx, person, &id.to_string())?)).await;
        if let Err(failure) = noted {
            tracing::warn!("that the news of a survey was read was not noted: {}", Broken::from(failure));
        }
    });
}
