//! All jobs, by number and by how far they are.

use actix_web::{Responder, web};
use askama::Template;

use super::shown::Card;
use crate::app::App;
use crate::dispatch::sentence::Reader;
use crate::dispatch::store;
use crate::dispatch::store::board::Part;
use crate::team;
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::{Error, Page, Query, filters};

const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "dispatch/desk.html")]
pub(crate) struct Desk {
    parts: Vec<(String, &'static str, bool)>,
    part: String,
    q: String,
    rows: Vec<Card>,
    filtered: bool,
    next: Option<String>,
}

impl Desk {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            parts: parts(&Query::read("/staff/jobs", "")),
            part: String::new(),
            q: String::new(),
            rows: vec![Card::sample()],
            filtered: true,
            next: Some("/staff/jobs?after=x".into()),
        }
    }
}

fn part(query: &Query) -> Part {
    match query.value("show") {
        "check" => Part::Check,
        "paused" => Part::Paused,
        "all" => Part::All,
        _ => Part::Open,
    }
}

fn parts(query: &Query) -> Vec<(String, &'static str, bool)> {
    let now = part(query);
    let tab = |word: &str, key, of: Part| (query.with("show", word), key, now == of);
    vec![
        tab("", "dispatch.desk.open", Part::Open),
        tab("paused", "dispatch.desk.paused", Part::Paused),
        tab("check", "dispatch.desk.check", Part::Check),
        tab("all", "dispatch.desk.all", Part::All),
    ]
}

/// A number as people type it: «№ 2026-000012», «2026-12».
fn number(typed: &str) -> Option<String> {
    let bare = typed.trim().trim_start_matches('№').trim();
    if bare.is_empty() {
        return None;
    }
    Some(bare.split_once('-').map_or_else(|| bare.to_owned(), |(year, number)| format!("{year}-{number:0>6}")))
}

pub(in crate::dispatch) async fn list(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (asker, now) = (who.clone(), app.clock.now());
    let (number, after) = (number(query.value("q")), query.value("after").parse().ok());
    let part = if number.is_some() { Part::All } else { part(&query) };
    let size = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (mut rows, crew) = app
        .db
        .read(move |conn| {
            let rows = store::board::listed(conn, asker.reach(), part, number.as_deref(), (after, size))?;
            Ok((rows, team::crew(conn, asker.company(), now.date())?))
        })
        .await?;
    let more = rows.len() > SIZE;
    rows.truncate(SIZE);
    let next = rows.last().filter(|_| more).map(|(of, _)| query.with("after", &of.id.to_string()));
    let reader = Reader { locale: who.locale(), zone: who.zone(), now };
    let name = |of: &store::one::Placed| {
        crew.iter().find(|one| Some(one.person) == of.0.assignee_id).map_or("", |one| one.name.as_str())
    };
    Ok(Page(Desk {
        parts: parts(&query),
        part: query.value("show").to_owned(),
        q: query.value("q").to_owned(),
        rows: rows.iter().map(|placed| Card::of(reader, placed, name(placed))).collect(),
        filtered: ["q", "show"].iter().any(|name| !query.value(name).is_empty()),
        next,
    }))
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_number_is_found_however_it_is_said() {
        let wanted = Some("2026-000012".to_owned());
        assert_eq!(["2026-000012", "№ 2026-12", " 2026-12 "].map(number), [wanted.clone(), wanted.clone(), wanted]);
        assert_eq!(number("  "), None);
    }
}
