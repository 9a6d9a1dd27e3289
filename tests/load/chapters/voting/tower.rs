//! A house of three thousand units in the small database, half of which have voted, and two hundred owners with accounts who have not.

use anyhow::{Context, ensure};
use aula::clock::{Clock, Moment};
use aula::db::schema::{memberships, people};
use aula::db::{Conn, Db, Never};
use aula::homes::{
    self, Building, BuildingId, Contact, ContactId, Entrance, EntranceId, Holding, HoldingId, Kind, Premises, PremisesId,
};
use aula::text::{alphabetical, fold};
use aula::voting::{self, Channel, Choices, MeetingId, PastVote};
use aula::who::{CompanyId, Holds, PersonId};
use diesel::prelude::*;

use super::super::World;
use crate::portal::{PASSWORD, form};
use crate::say;
use crate::wire::Wire;

const UNITS: usize = 3_000;
const DOORS: usize = 12;
/// Who vote through the pages.
pub(super) const VOTERS: usize = 200;
/// Units that have voted before.
const VOTED: usize = 1_500;

/// The house, its meeting, and the units of those who vote.
pub(super) struct Tower {
    pub(super) meeting: MeetingId,
    pub(super) units: Vec<PremisesId>,
}

/// The company of the demo's manager, the manager, and what is kept of everybody's password.
fn ground(conn: &mut Conn) -> QueryResult<(CompanyId, PersonId, Option<String>)> {
    people::table
        .inner_join(memberships::table.on(memberships::person_id.eq(people::id)))
        .filter(people::email.eq("manager@demo.example"))
        .select((memberships::company_id, people::id, people::password))
        .first(conn)
}

fn login(nth: usize) -> String {
    format!("voter{nth}@load.example")
}

impl Tower {
    /// Builds it, calls the meeting, and lets half of the units vote.
    pub(super) async fn build(world: &World) -> anyhow::Result<Self> {
        let db = Db::open(&world.small.url, 2, Clock::real())?;
        let (company, author, password) = db.read(ground).await?;
        let now = Clock::real().now();
        let accounts: Vec<PersonId> = (0..VOTERS).map(|_| PersonId::fresh(now)).collect();
        let (building, rows) = rows(company, now, &accounts);
        let meeting = super::meeting(building, now);
        let units: Vec<PremisesId> = rows.premises.iter().map(|unit| unit.id).collect();
        let cards: Vec<(PremisesId, ContactId)> = units.iter().copied().zip(rows.contacts.iter().map(|card| card.id)).collect();
        let settled = db.write::<_, Never>(move |tx| {
            for (nth, id) in accounts.iter().enumerate() {
                let who = (people::id.eq(id.to_string()), people::name.eq(format!("Voter {nth}")), people::email.eq(login(nth)));
                let how = (people::password.eq(&password), people::locale.eq("ru"), people::time_zone.eq("Asia/Almaty"));
                let rest = (people::operator.eq(false), people::created_at.eq(now));
                diesel::insert_into(people::table).values((who, how, rest)).execute(&mut **tx)?;
            }
            homes::settle(tx, company, &rows)?;
            Ok(voting::settle(tx, company, author, &meeting, now.date())?)
        });
        let meeting = settled.await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
        let votes: Vec<PastVote> = cards
            .into_iter()
            .skip(VOTERS)
            .take(VOTED)
            .map(|(premises, card)| PastVote {
                premises,
                channel: Channel::Portal,
                voter: (card, "somebody".into()),
                caster: (None, "somebody".into()),
                choices: Choices::read("ffa").unwrap_or_default(),
                at: now,
            })
            .collect();
        for some in votes.chunks(100) {
            let some = some.to_vec();
            let cast = db.write(move |tx| voting::settle_votes(tx, company, meeting, &some)).await;
            cast.map_err(|error| anyhow::anyhow!("{error:?}"))?;
        }
        say(&format!("  a house of {UNITS} units, {VOTED} of which have voted"));
        Ok(Self { meeting, units: units.into_iter().take(VOTERS).collect() })
    }

    /// The cookies of all who vote, who have just typed their passwords, each at a machine of their own.
    pub(super) async fn arrive(&self, addr: std::net::SocketAddr) -> anyhow::Result<Vec<String>> {
        let mut cookies = Vec::new();
        for nth in 0..self.units.len() {
            let body = format!("login={}&password={PASSWORD}&next=%2F", login(nth).replace('@', "%40"));
            let from = format!("10.3.{}.{}", nth / 250, nth % 250 + 1);
            let answer = Wire::open(addr).await?.fetch(&form("/sign-in", &from, None, body.as_bytes())).await?;
            ensure!(answer.status == 303, "voter {nth} cannot sign in: {}", answer.status);
            let cookie = answer.header("set-cookie").find(|cookie| cookie.starts_with("aula=")).context("no session cookie")?;
            cookies.push(cookie.split(';').next().unwrap_or_default().to_owned());
        }
        Ok(cookies)
    }

    /// The ballots of those who voted through the pages: unit, version, whether it counts.
    pub(super) fn cast(&self, url: &str) -> anyhow::Result<Vec<(String, i32, bool)>> {
        use aula::db::schema::ballots;
        let units: Vec<String> = self.units.iter().map(ToString::to_string).collect();
        let all: Vec<(String, i32, String)> = ballots::table
            .filter(ballots::meeting_id.eq(self.meeting.to_string()))
            .filter(ballots::premises_id.eq_any(units))
            .order((ballots::premises_id, ballots::version))
            .select((ballots::premises_id, ballots::version, ballots::standing))
            .load(&mut SqliteConnection::establish(url)?)?;
        Ok(all.into_iter().map(|(unit, version, standing)| (unit, version, standing == "counts")).collect())
    }

    /// Says what is wrong where a unit does not have exactly that many ballots, of which the last one counts, or the chain is broken.
    pub(super) async fn holds(&self, url: &str, many: impl Fn(&str) -> usize) -> anyhow::Result<usize> {
        let all = self.cast(url)?;
        for unit in &self.units {
            let unit = unit.to_string();
            let mine: Vec<(i32, bool)> = all.iter().filter(|(of, ..)| *of == unit).map(|(_, v, counts)| (*v, *counts)).collect();
            let wanted: Vec<(i32, bool)> = (1..=i32::try_from(many(&unit))?)
                .map(|version| (version, usize::try_from(version).ok() == Some(many(&unit))))
                .collect();
            ensure!(mine == wanted, "{unit}: {} ballots were acknowledged, and there are {mine:?}", wanted.len());
        }
        let db = Db::open(url, 2, Clock::real())?;
        let (_, wrong) = db.read(voting::check).await?;
        ensure!(wrong.is_empty(), "the chain is broken: {wrong:?}");
        Ok(all.len())
    }
}

fn rows(company_id: CompanyId, now: Moment, accounts: &[PersonId]) -> (BuildingId, homes::Settlement) {
    let address = "Tower 1";
    let building = Building {
        id: BuildingId::fresh(now),
        company_id,
        complex_id: None,
        address: address.into(),
        address_folded: homes::same_address(address),
        sort_key: alphabetical::key(address),
        floors: Some(25),
        created_at: now,
    };
    let door = |number: usize| Entrance {
        id: EntranceId::fresh(now),
        company_id,
        building_id: building.id,
        number: number.to_string(),
        sort_key: alphabetical::key(&number.to_string()),
    };
    let entrances: Vec<Entrance> = (1..=DOORS).map(door).collect();
    let premises: Vec<Premises> = (0..UNITS).map(|nth| unit(nth, &building, &entrances)).collect();
    let contacts: Vec<Contact> = (0..UNITS).map(|nth| card(company_id, now, nth, accounts.get(nth).copied())).collect();
    let holdings = premises.iter().zip(&contacts).map(|(unit, card)| held(unit, card)).collect();
    let id = building.id;
    (id, homes::Settlement { complexes: Vec::new(), buildings: vec![building], entrances, premises, contacts, holdings })
}

fn unit(nth: usize, of: &Building, doors: &[Entrance]) -> Premises {
    let number = (nth + 1).to_string();
    Premises {
        id: PremisesId::fresh(of.created_at),
        company_id: of.company_id,
        building_id: of.id,
        entrance_id: doors.get(nth * DOORS / UNITS).map(|door| door.id),
        kind: Kind::Flat,
        number_folded: homes::same_number(&number),
        sort_key: homes::sort_key(&of.sort_key, Kind::Flat, &number),
        number,
        floor: Some(1),
        area: Some(6_140),
        living_area: None,
        account: None,
        centre_account: None,
        cadastre: None,
        registered: None,
        residing: None,
        created_at: of.created_at,
    }
}

fn card(company_id: CompanyId, now: Moment, nth: usize, person_id: Option<PersonId>) -> Contact {
    let name = format!("Voter {nth}");
    Contact {
        id: ContactId::fresh(now),
        company_id,
        person_id,
        name_folded: fold(&name),
        sort_key: alphabetical::key(&name),
        name,
        ident: None,
        phone: None,
        email: person_id.map(|_| login(nth)),
        created_at: now,
        died_on: None,
    }
}

fn held(of: &Premises, by: &Contact) -> Holding {
    Holding {
        id: HoldingId::fresh(of.created_at),
        company_id: of.company_id,
        premises_id: of.id,
        contact_id: by.id,
        holds: Holds::Owner,
        share_of: Some(1),
        share_in: Some(1),
        since: (of.created_at - chrono::TimeDelta::days(2_000)).date().into(),
        until: None,
        created_at: of.created_at,
    }
}
