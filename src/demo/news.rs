//! The demo's announcements, of months and of today.

use super::settling::Houses;
use super::texts;
use crate::announcements::{self, Past, Wording, Words};
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Never, Tx};
use crate::files::{self, Accepted, Kind as FileKind};
use crate::homes::{self, Place, Scope};
use crate::text::Locale;
use crate::who::{CompanyId, Holds, PersonId};

/// Puts the announcements there; the newest of a small demo are really sent, so that letters lie in the folder.
pub(super) async fn announce(
    app: &App,
    company: CompanyId,
    author: Option<&PersonId>,
    all: &'static [texts::Text],
    houses: &Houses,
) -> anyhow::Result<()> {
    let Some(author) = author.copied() else { return Ok(()) };
    let now = app.clock.now();
    let small = houses.buildings.len() < 20;
    let mut oldest_first: Vec<&texts::Text> = all.iter().collect();
    oldest_first.sort_by_key(|text| text.posted_at(now, crate::web::identify::ZONE));
    for text in oldest_first {
        let past = past(text, company, houses, now);
        let fresh = small && now - past.published_at < chrono::TimeDelta::days(4) && past.expires_at.is_none_or(|end| end > now);
        let picture = text
            .photo
            .map(|photo| photo.jpeg().map(|bytes| Accepted::made(photo.file_name(), FileKind::Jpeg, bytes)))
            .transpose()?;
        let kept = picture.map(|picture| app.store.keep(picture)).transpose().map_err(|e| anyhow::anyhow!("{e}"))?;
        let written = app.db.write::<_, Never>(move |tx: &mut Tx<'_>| {
            let id = if fresh {
                announcements::record_sending(tx, company, author, &past)?
            } else {
                announcements::record_past(tx, company, author, &past)?
            };
            if let Some(kept) = &kept {
                files::add(tx, company, announcements::SHELF, &id.to_string(), kept, Some(author))?;
            }
            Ok(())
        });
        written.await.map_err(crate::db::Broken::from)?;
    }
    Ok(())
}

fn past(text: &texts::Text, company: CompanyId, houses: &Houses, now: Moment) -> Past {
    let zone = crate::web::identify::ZONE;
    let words = |locale| {
        let written = text.written(locale, now, zone);
        Words { title: written.title, body: written.body }
    };
    let kind = match text.kind {
        texts::Kind::Info => announcements::Kind::Info,
        texts::Kind::Outage => announcements::Kind::Outage,
        texts::Kind::Emergency => announcements::Kind::Emergency,
        texts::Kind::Legal => announcements::Kind::Legal,
    };
    let window = text.window_at(now, zone);
    let outage = window.filter(|_| matches!(text.kind, texts::Kind::Outage | texts::Kind::Emergency));
    Past {
        kind,
        wording: Wording { kk: words(Locale::Kk), ru: words(Locale::Ru), en: words(Locale::En) },
        scopes: vec![scope(text.audience, company, houses)],
        published_at: text.posted_at(now, zone),
        outage,
        expires_at: window.map(|(_, until)| until).filter(|_| text.kind != texts::Kind::Legal),
    }
}

/// An audience of the texts; one that a very small demo does not have is everybody.
fn scope(of: texts::Audience, company: CompanyId, houses: &Houses) -> Scope {
    let everybody = Scope { place: Place::Company, subject: company.to_string(), kind: None, holds: None };
    let at = |place, subject: Option<&String>, holds| {
        subject.map_or_else(|| everybody.clone(), |subject| Scope { place, subject: subject.clone(), kind: None, holds })
    };
    match of {
        texts::Audience::Company => everybody,
        texts::Audience::Owners => Scope { holds: Some(Holds::Owner), ..everybody },
        texts::Audience::Parking => Scope { kind: Some(homes::Kind::Parking), holds: Some(Holds::Owner), ..everybody },
        texts::Audience::Complex(nth) => at(Place::Complex, houses.complexes.get(nth), None),
        texts::Audience::Building(nth) => at(Place::Building, houses.buildings.get(nth), None),
        texts::Audience::BuildingOwners(nth) => at(Place::Building, houses.buildings.get(nth), Some(Holds::Owner)),
        texts::Audience::Entrance(nth, door) => {
            at(Place::Entrance, houses.entrances.get(nth).and_then(|doors| doors.get(door)), None)
        }
    }
}
