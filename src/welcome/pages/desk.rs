//! The staff's start: what waits, and how large the house is.

use actix_web::{Responder, web};
use askama::Template;
use chrono::NaiveDate;
use diesel::QueryResult;

use crate::announcements::{self, State};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Conn;
use crate::text::{Locale, number, t};
use crate::voting::{self, Afoot};
use crate::web::actor::{Acting, Anyone, Staff};
use crate::web::{Error, Page, filters};
use crate::who::Duty;
use crate::{dispatch, homes, joining, meters, requests};

#[derive(Template)]
#[template(path = "welcome/desk.html")]
pub(crate) struct Desk {
    sections: Vec<Section>,
    may_write: bool,
    may_import: bool,
}

/// What one room has for whoever sits here.
struct Section {
    title: &'static str,
    tiles: Vec<Tile>,
}

/// A count that leads to what it counts.
struct Tile {
    name: String,
    figure: String,
    href: String,
    tone: &'static str,
}

/// A word for many of a kind: it stands before a figure.
fn all_of(kind: homes::Kind) -> &'static str {
    match kind {
        homes::Kind::Flat => "welcome.desk.flats",
        homes::Kind::Commercial => "welcome.desk.commercial",
        homes::Kind::Parking => "welcome.desk.parking",
        homes::Kind::Storage => "welcome.desk.storage",
    }
}

impl Tile {
    fn new(locale: Locale, key: &str, many: i64, (href, tone): (String, &'static str)) -> Self {
        let tone = if many > 0 { tone } else { "neutral" };
        Self { name: t(locale, key).into_owned(), figure: number(locale, many), href, tone }
    }
}

impl Desk {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let tile = |name: &str, tone| Tile { name: name.into(), figure: "12".into(), href: "/staff/homes".into(), tone };
        let section = |title, name: &str, tone| Section { title, tiles: vec![tile(name, tone)] };
        Self {
            sections: vec![
                section("requests.desk.title", "Жаңа өтініштер", "needs"),
                section("voting.desk.title", "дауыс беру жүріп жатыр", "neutral"),
                section("homes.index.title", "Пәтерлер", "neutral"),
            ],
            may_write: true,
            may_import: true,
        }
    }
}

/// What was read for whoever sits here; rooms that are not theirs are `None`.
struct Read {
    states: Vec<(State, i64)>,
    kinds: Vec<(homes::Kind, i64)>,
    claims: Option<i64>,
    requests: Option<(i64, i64)>,
    loose: Option<i64>,
    readings: Option<i64>,
    meetings: Option<Vec<Afoot>>,
}

impl Read {
    fn load(conn: &mut Conn, who: &Staff<Anyone>, now: Moment, today: NaiveDate) -> QueryResult<Self> {
        Ok(Self {
            states: announcements::counts(conn, who)?,
            kinds: homes::count(conn, who)?,
            claims: joining::waiting(conn, who)?,
            requests: requests::waiting(conn, who, now)?,
            loose: dispatch::loose(conn, who)?,
            readings: meters::unseen(conn, who, today)?,
            meetings: voting::afoot(conn, who)?,
        })
    }

    /// The rooms in which something may wait stand first.
    fn sections(&self, locale: Locale, editor: bool) -> Vec<Section> {
        let section = |title, tiles| Section { title, tiles };
        let mut all = vec![
            section("requests.desk.title", self.work(locale)),
            section("voting.desk.title", self.meetings(locale)),
            section("meters.desk.title", self.readings(locale)),
            section("homes.index.title", self.homes(locale)),
        ];
        // whoever writes announcements has their drafts before the houses; others only hear of them
        all.insert(if editor { 3 } else { 4 }, section("announcements.desk.title", self.announcements(locale)));
        all.retain(|section| !section.tiles.is_empty());
        all
    }

    fn work(&self, locale: Locale) -> Vec<Tile> {
        let tile = |key, many, href: &str, tone| Tile::new(locale, key, many, (href.to_owned(), tone));
        let asked = self.requests.map(|(fresh, overdue)| {
            [
                tile("welcome.desk.requests_new", fresh, "/staff/requests?state=new", "needs"),
                tile("welcome.desk.requests_overdue", overdue, "/staff/requests?show=overdue", "danger"),
            ]
        });
        let loose = self.loose.map(|many| tile("welcome.desk.jobs_loose", many, "/staff/board", "needs"));
        asked.into_iter().flatten().chain(loose).collect()
    }

    fn readings(&self, locale: Locale) -> Vec<Tile> {
        let tile = |many| Tile::new(locale, "welcome.desk.readings", many, ("/staff/meters".into(), "needs"));
        self.readings.map(tile).into_iter().collect()
    }

    fn meetings(&self, locale: Locale) -> Vec<Tile> {
        let tile = |of: &Afoot| {
            let href = format!("/staff/votes?state={}", of.state);
            Tile::new(locale, of.key, of.many, (href, if of.waits { "needs" } else { "neutral" }))
        };
        self.meetings.iter().flatten().map(tile).collect()
    }

    fn announcements(&self, locale: Locale) -> Vec<Tile> {
        let shown = [
            (State::Draft, "welcome.desk.drafts"),
            (State::Scheduled, "welcome.desk.scheduled"),
            (State::Sending, "welcome.desk.sending"),
            (State::Published, "welcome.desk.published"),
        ];
        let count = |state: State| self.states.iter().find(|(of, _)| *of == state).map_or(0, |(_, many)| *many);
        let tile = |(state, key)| {
            let href = format!("/staff/announcements?state={state}");
            Tile::new(locale, key, count(state), (href, if state == State::Draft { "needs" } else { "neutral" }))
        };
        shown.map(tile).into()
    }

    fn homes(&self, locale: Locale) -> Vec<Tile> {
        let claims = self.claims.map(|many| Tile::new(locale, "welcome.desk.claims", many, ("/staff/claims".into(), "needs")));
        let size = |kind: &homes::Kind| {
            let many = self.kinds.iter().find(|(of, _)| of == kind).map_or(0, |(_, many)| *many);
            Tile::new(locale, all_of(*kind), many, (format!("/staff/homes?kind={kind}"), "neutral"))
        };
        claims.into_iter().chain(homes::Kind::ALL.iter().map(size)).collect()
    }
}

pub(in crate::welcome) async fn show(app: web::Data<App>, who: Staff<Anyone>) -> Result<impl Responder, Error> {
    let (asker, now, today) = (who.clone(), app.clock.now(), app.clock.today());
    let read = app.db.read(move |conn| Read::load(conn, &asker, now, today)).await?;
    Ok(Page(Desk {
        sections: read.sections(who.locale(), who.may(Duty::Editor)),
        may_write: who.may(Duty::Editor),
        may_import: who.may(Duty::People),
    }))
}
