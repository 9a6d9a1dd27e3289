//! The staff's start: what waits, and how large the house is.

use actix_web::{Responder, web};
use askama::Template;

use crate::announcements::{self, State};
use crate::app::App;
use crate::homes;
use crate::joining;
use crate::requests;
use crate::text::{Locale, number, t};
use crate::web::actor::{Acting, Anyone, Staff};
use crate::web::{Error, Page, filters};
use crate::who::Duty;

#[derive(Template)]
#[template(path = "welcome/desk.html")]
pub(crate) struct Desk {
    requests: Vec<Tile>,
    announcements: Vec<Tile>,
    homes: Vec<Tile>,
    may_write: bool,
    may_import: bool,
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

impl Desk {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let tile = |name: &str, tone| Tile { name: name.into(), figure: "12".into(), href: "/staff/homes".into(), tone };
        Self {
            requests: vec![tile("Жаңа өтініштер", "needs")],
            announcements: vec![tile("Жобалар", "needs")],
            homes: vec![tile("Пәтерлер", "neutral")],
            may_write: true,
            may_import: true,
        }
    }
}

pub(in crate::welcome) async fn show(app: web::Data<App>, who: Staff<Anyone>) -> Result<impl Responder, Error> {
    let (asker, now) = (who.clone(), app.clock.now());
    let (states, kinds, claims, requests) = app
        .db
        .read(move |conn| {
            let requests = requests::waiting(conn, &asker, now)?;
            Ok((announcements::counts(conn, &asker)?, homes::count(conn, &asker)?, joining::waiting(conn, &asker)?, requests))
        })
        .await?;
    let locale: Locale = who.locale();
    let claims = claims.map(|waiting| Tile {
        name: t(locale, "welcome.desk.claims").into_owned(),
        figure: number(locale, waiting),
        href: "/staff/claims".into(),
        tone: if waiting > 0 { "needs" } else { "neutral" },
    });
    let asked = requests.map(|(fresh, overdue)| {
        let tile = |key, many: i64, href: &str, tone| Tile {
            name: t(locale, key).into_owned(),
            figure: number(locale, many),
            href: href.to_owned(),
            tone: if many > 0 { tone } else { "neutral" },
        };
        vec![
            tile("welcome.desk.requests_new", fresh, "/staff/requests?state=new", "needs"),
            tile("welcome.desk.requests_overdue", overdue, "/staff/requests?show=overdue", "danger"),
        ]
    });
    let size = |kind: &homes::Kind| Tile {
        name: t(locale, all_of(*kind)).into_owned(),
        figure: number(locale, kinds.iter().find(|(k, _)| k == kind).map_or(0, |(_, n)| *n)),
        href: format!("/staff/homes?kind={kind}"),
        tone: "neutral",
    };
    let count = |state: State| states.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n);
    let shown = [
        (State::Draft, "welcome.desk.drafts"),
        (State::Scheduled, "welcome.desk.scheduled"),
        (State::Sending, "welcome.desk.sending"),
        (State::Published, "welcome.desk.published"),
    ];
    Ok(Page(Desk {
        requests: asked.unwrap_or_default(),
        announcements: shown
            .into_iter()
            .map(|(state, key)| Tile {
                name: t(locale, key).into_owned(),
                figure: number(locale, count(state)),
                href: format!("/staff/announcements?state={state}"),
                tone: if state == State::Draft && count(state) > 0 { "needs" } else { "neutral" },
            })
            .collect(),
        homes: claims.into_iter().chain(homes::Kind::ALL.iter().map(size)).collect(),
        may_write: who.may(Duty::Editor),
        may_import: who.may(Duty::People),
    }))
}
