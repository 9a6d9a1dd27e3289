//! Who is still missing: unit numbers by entrance and floor, on the screen and on paper.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Conn;
use crate::text::{self, Locale, t, tv};
use crate::voting::meeting::MeetingId;
use crate::voting::paper::pages::{Head, paper};
use crate::voting::rows::Meeting;
use crate::voting::store;
use crate::voting::turnout::counted::Asked;
use crate::voting::turnout::turnout;
use crate::voting::turnout::walk::{Door, Walk, doors, numbers};
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Page, filters, hosts};

#[derive(Template)]
#[template(path = "voting/turnout/walk.html")]
pub(crate) struct List {
    head: Head,
    /// Whether owners were told: nobody can vote before.
    told: bool,
    doors: Vec<Shown>,
}

struct Shown {
    name: String,
    units: u64,
    voted: u64,
    lacks: u64,
    floors: Vec<(String, String)>,
}

impl List {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let floors = vec![("3".to_owned(), "11-пәтер, 12-пәтер".to_owned())];
        let door = Shown { name: "1-кіреберіс".into(), units: 36, voted: 12, lacks: 7, floors };
        Self { head: Head::sample(), told: true, doors: vec![door] }
    }
}

fn missing(conn: &mut Conn, meeting: &Meeting) -> diesel::QueryResult<Vec<Door>> {
    let (company, id) = (meeting.company_id, meeting.id);
    let asked = Asked::of(&store::meetings::questions(conn, company, id)?);
    let turnout = turnout(conn, company, &[id])?.remove(&id).unwrap_or_default();
    Ok(doors(&turnout, &asked, store::turnout::missing(conn, company, id)?))
}

fn shown(locale: Locale, door: Door) -> Shown {
    let floor = |floor: Option<i32>| floor.map_or_else(|| "—".to_owned(), |floor| floor.to_string());
    Shown {
        name: match door.number.as_str() {
            "" => t(locale, "voting.turnout.no_entrance").into_owned(),
            number => tv(locale, "voting.turnout.entrance", &[("number", number)]),
        },
        units: door.units,
        voted: door.voted,
        lacks: door.lacks,
        floors: door.floors.iter().map(|(at, units)| (floor(*at), numbers(locale, units))).collect(),
    }
}

pub(in crate::voting) async fn show(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let (reach, id, locale) = (who.reach().clone(), id.into_inner(), who.locale());
    let (meeting, doors) = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let doors = missing(conn, &meeting)?;
            Ok((meeting, doors))
        })
        .await?;
    let doors = doors.into_iter().filter(|door| !door.floors.is_empty()).map(|door| shown(locale, door)).collect();
    Ok(Page(List { head: Head::of(&meeting, locale), told: meeting.state.public(), doors }))
}

pub(in crate::voting) async fn pdf(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<HttpResponse, Error> {
    let (reach, id, config, now) = (who.reach().clone(), id.into_inner(), app.config.clone(), app.clock.now());
    let walk = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let house = store::paper_of::house(conn, meeting.company_id, meeting.building_id)?;
            let both = |at| [Locale::Kk, Locale::Ru].map(|locale| text::date_time(locale, at, house.zone()));
            Ok(Walk {
                base_url: hosts::origin(conn, &config, meeting.company_id)?,
                doors: missing(conn, &meeting)?,
                made_words: both(now),
                until: meeting.closes_at.map(both).unwrap_or_default(),
                address: house.address,
                made: now,
                meeting,
            })
        })
        .await?;
    let name = format!("walk-{}", walk.meeting.number);
    let drawn = web::block(move || walk.draw()).await?;
    Ok(paper(drawn.map_err(|e| Error::Broken(anyhow::anyhow!("walk: {e}")))?, &name))
}
