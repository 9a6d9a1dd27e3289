//! What the neighbours of the demo have asked for in the last two months: in both languages, in every state, with pictures and ratings.

mod asked;
mod off;

use anyhow::Context;
use chrono::{Days, NaiveTime, TimeDelta};
use diesel::prelude::*;

use self::asked::{Asked, How, all};
use super::cast::People;
use crate::app::App;
use crate::clock::Moment;
use crate::db::schema::{contacts, holdings, people, premises};
use crate::db::{Conn, Listed, Never, Tx};
use crate::files::{self, Kept, Limits};
use crate::homes::{BuildingId, EntranceId, Kind, PremisesId};
use crate::requests::{self, Coming, Named, Past, SHELF, State, category_of};
use crate::who::{CompanyId, PersonId};

/// Somebody who lives in one of the first houses.
struct Neighbour {
    person: PersonId,
    name: String,
    locale: String,
    premises: PremisesId,
    building: BuildingId,
    entrance: Option<EntranceId>,
}

/// How many neighbours there are to choose from.
const NEIGHBOURS: i64 = 60;

/// Those of the house in which the people of the contract live, and of another one.
fn neighbours(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Neighbour>> {
    let mut houses = off::houses(conn, company)?;
    houses.truncate(2);
    let mut all = Vec::new();
    for house in houses {
        all.extend(neighbours_of(conn, company, house)?);
    }
    Ok(all)
}

fn neighbours_of(conn: &mut Conn, company: CompanyId, house: BuildingId) -> QueryResult<Vec<Neighbour>> {
    type Row = (PersonId, String, String, PremisesId, BuildingId, Option<EntranceId>);
    let rows: Vec<Row> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .inner_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .filter(holdings::company_id.eq(company))
        .filter(premises::building_id.eq(house))
        .filter(premises::kind.eq(Kind::Flat))
        .order(premises::sort_key)
        .select((people::id, people::name, people::locale, premises::id, premises::building_id, premises::entrance_id))
        .limit(NEIGHBOURS)
        .load(conn)?;
    let neighbour =
        |(person, name, locale, premises, building, entrance)| Neighbour { person, name, locale, premises, building, entrance };
    Ok(rows.into_iter().map(neighbour).collect())
}

/// Puts all of it there.
///
/// # Errors
/// When the database fails, or a picture cannot be kept.
pub(super) async fn fill(app: &App, company: CompanyId, cast: &People) -> anyhow::Result<()> {
    let (Some(dispatcher), Some(technician)) = (cast.get("dispatcher@demo.example"), cast.get("technician@demo.example")) else {
        return Ok(());
    };
    off::fill(app, company, *dispatcher).await?;
    let known: Vec<PersonId> = ["owner@demo.example", "owner2@demo.example", "tenant@demo.example"]
        .iter()
        .filter_map(|email| cast.get(email).copied())
        .collect();
    let staff = [*dispatcher, *technician];
    let neighbours = app.db.read(move |conn| neighbours(conn, company)).await?;
    let names: Vec<(PersonId, String)> = app
        .db
        .read(move |conn| people::table.filter(people::id.among(staff)).select((people::id, people::name)).load(conn))
        .await?;
    let named = |id: PersonId| names.iter().find(|(person, _)| *person == id).cloned().unwrap_or((id, String::new()));
    let (desk, hands) = (named(*dispatcher), named(*technician));
    let mut all: Vec<&Asked> = all().collect();
    all.sort_by_key(|of| std::cmp::Reverse(of.days * 10_000 - of.minute));
    for (nth, of) in all.into_iter().enumerate() {
        let Some(who) = whose(of, nth, &neighbours, &known) else { continue };
        let Some(past) = past(app.clock.now(), company, of, who, &neighbours, (&desk, &hands)) else { continue };
        let kept = match of.photo {
            Some(photo) => {
                let taken = app.store.take(photo.jpeg()?, photo.file_name().to_owned(), Limits::PICTURE).await;
                Some(taken.map_err(|e| anyhow::anyhow!("{e:?}"))?)
            }
            None => None,
        };
        write(app, company, past, kept).await?;
    }
    Ok(())
}

async fn write(app: &App, company: CompanyId, past: Past, kept: Option<Kept>) -> anyhow::Result<()> {
    let written = app.db.write::<_, Never>(move |tx: &mut Tx<'_>| {
        let id = requests::settle(tx, &past)?;
        if let Some(kept) = &kept {
            files::add(tx, company, SHELF, &id.to_string(), kept, past.coming.reporter)?;
        }
        Ok(())
    });
    written.await.map_err(crate::db::Broken::from).context("the requests of the demo")
}

/// Whoever of the contract it is of, else a neighbour of that language.
fn whose<'a>(of: &Asked, nth: usize, all: &'a [Neighbour], known: &[PersonId]) -> Option<&'a Neighbour> {
    if let Some(place) = of.whose {
        let person = known.get(place)?;
        return all.iter().find(|one| one.person == *person);
    }
    let fitting: Vec<&Neighbour> = all.iter().filter(|one| one.locale == of.locale && !known.contains(&one.person)).collect();
    fitting.get((nth * 7) % fitting.len().max(1)).copied()
}

fn past(
    now: Moment,
    company: CompanyId,
    of: &Asked,
    who: &Neighbour,
    all: &[Neighbour],
    (desk, hands): (&Named, &Named),
) -> Option<Past> {
    let category = category_of(of.category)?;
    let today = now.date();
    // by the clock on the wall in Almaty
    let day = today.checked_sub_days(Days::new(u64::try_from(of.days).ok()?))?;
    let at = (day.and_time(NaiveTime::MIN) + TimeDelta::minutes(of.minute - 300)).min(now - TimeDelta::minutes(25));
    let common = category.spot.is_common();
    let coming = Coming {
        company,
        building: who.building,
        entrance: who.entrance,
        premises: Some(who.premises),
        matter: category.matter,
        category,
        spot: category.spot,
        floor: of.floor,
        place: of.place.to_owned(),
        text: of.text.to_owned(),
        open_to_house: common,
        anonymous: of.minute % 5 == 0,
        reporter: Some(who.person),
        name: who.name.clone(),
        phone: String::new(),
        entered_by: None,
        linked: None,
    };
    let (state, answered, done) = of.how.way(today);
    let joined = all.iter().filter(|one| one.building == who.building && one.person != who.person);
    let trade = category.trade.skill().is_some();
    Some(Past {
        coming,
        at,
        assignee: (state != State::New).then(|| if trade && of.how != How::Late { hands.clone() } else { desk.clone() }),
        staff: desk.clone(),
        answered,
        done,
        said: of.said.iter().map(|(by_staff, text)| (*by_staff, (*text).to_owned())).collect(),
        rated: of.rated.map(|(good, tags)| (good, tags.to_vec())),
        joined: joined.step_by(3).take(if common { of.joined } else { 0 }).map(|one| (one.person, one.premises)).collect(),
        state,
    })
}
