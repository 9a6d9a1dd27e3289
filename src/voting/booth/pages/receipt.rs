//! The receipt: the code of each ballot, when it came and what became of it. It does not say what was voted.

use actix_web::{Responder, web};
use askama::Template;

use super::scene::Scene;
use crate::app::App;
use crate::text::{self, t};
use crate::voting::arriving::Standing;
use crate::voting::booth::words;
use crate::voting::meeting::MeetingId;
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Page, filters};

#[derive(Template)]
#[template(path = "voting/booth/receipt.html")]
pub(in crate::voting::booth) struct Show {
    id: String,
    title: String,
    number: String,
    address: String,
    units: Vec<Unit>,
    again: bool,
}

/// A unit with its ballots, the latest first.
struct Unit {
    label: String,
    ballots: Vec<Ballot>,
}

struct Ballot {
    code: String,
    version: i32,
    at: String,
    by: String,
    standing_key: &'static str,
    tone: &'static str,
    became_key: &'static str,
}

impl Show {
    /// As the tests look at it.
    pub(in crate::voting::booth) fn sample() -> Self {
        let ballot = Ballot {
            code: "7YQ2-M9XA-4T0C".into(),
            version: 1,
            at: "20 қараша, 14:05".into(),
            by: "Жұмабаев Ерлан".into(),
            standing_key: Standing::Counts.key(),
            tone: "good",
            became_key: words::became(Standing::Counts),
        };
        Self {
            id: "0".repeat(26),
            title: "Жылдық жиналыс".into(),
            number: "2026-000012".into(),
            address: "Абай даңғылы, 12".into(),
            units: vec![Unit { label: "12-пәтер".into(), ballots: vec![ballot] }],
            again: true,
        }
    }
}

fn tone(standing: Standing) -> &'static str {
    match standing {
        Standing::Counts | Standing::Agrees => "good",
        Standing::Disputed => "needs",
        Standing::Replaced | Standing::Invalid => "neutral",
    }
}

pub(in crate::voting::booth) async fn show(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let scene = Scene::of(&app, &who, id.into_inner()).await?;
    let (locale, zone) = (who.locale(), who.zone());
    let mut units = Vec::new();
    for voice in &scene.voices {
        // another owner's receipt is not theirs: of it they see when it came and what it is
        let theirs = |voter, caster| voter == voice.voter || caster == Some(who.person());
        let ballots = voice.all(&scene.ballots).map(|row| Ballot {
            code: if theirs(row.voter_id, row.caster_id) { row.receipt.clone() } else { String::new() },
            version: row.version,
            at: text::date_time(locale, row.cast_at, zone),
            by: row.caster_name.clone(),
            standing_key: row.standing.key(),
            tone: tone(row.standing),
            became_key: words::became(row.standing),
        });
        let ballots: Vec<Ballot> = ballots.collect();
        if !ballots.is_empty() {
            units.push(Unit { label: words::label(locale, &voice.unit), ballots });
        }
    }
    if units.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(Page(Show {
        id: scene.of.id.to_string(),
        title: scene.of.title(locale).to_owned(),
        number: format!("{} {}", t(locale, "voting.booth.number"), scene.of.number),
        address: scene.address.clone(),
        units,
        again: scene.takes_votes(),
    }))
}
