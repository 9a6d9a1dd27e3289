//! A meeting with all that was prepared of it, and what the register says of its house.

use std::collections::{HashMap, HashSet};

use chrono::{NaiveDate, NaiveDateTime, TimeZone};
use diesel::QueryResult;

use super::terms::Plan;
use crate::clock::Moment;
use crate::db::Conn;
use crate::homes::{ContactId, Entrance, EntranceId, Kind, PremisesId};
use crate::voting::meeting::MeetingId;
use crate::voting::question::{QuestionId, Roll, Side};
use crate::voting::rows::{Argument, InitiatorRow, Meeting, Question};
use crate::voting::store::{self, preparing::Host};
use crate::who::Reach;

/// What the register says of a house today.
#[derive(Clone, Debug, Default)]
pub(in crate::voting) struct House {
    /// How many flats and non-residential premises.
    pub(in crate::voting) homes: u64,
    /// How many parking places and storage rooms.
    pub(in crate::voting) stalls: u64,
    /// How many homes behind each entrance.
    pub(in crate::voting) behind: HashMap<EntranceId, u64>,
    /// How many units nobody is known to own.
    pub(in crate::voting) unowned: u64,
    /// Who owns what, and what kind of unit that is.
    pub(in crate::voting) owned: HashMap<(PremisesId, ContactId), Kind>,
    /// The areas of homes in hundredths of m², smallest first.
    pub(in crate::voting) areas: Vec<i64>,
}

impl House {
    /// How many units a roll asks.
    pub(in crate::voting) fn asked(&self, roll: Roll, entrance: Option<EntranceId>) -> u64 {
        match roll {
            Roll::Homes => self.homes,
            Roll::Stalls => self.stalls,
            Roll::Entrance => entrance.and_then(|id| self.behind.get(&id)).copied().unwrap_or_default(),
        }
    }

    /// The area of a home in the middle.
    pub(in crate::voting) fn middle(&self) -> Option<i64> {
        self.areas.get(self.areas.len() / 2).copied()
    }
}

/// A meeting as its secretary sees it.
#[derive(Clone, Debug)]
pub(in crate::voting) struct Prepared {
    pub(in crate::voting) meeting: Meeting,
    pub(in crate::voting) address: String,
    pub(in crate::voting) host: Host,
    pub(in crate::voting) questions: Vec<Question>,
    pub(in crate::voting) arguments: Vec<Argument>,
    pub(in crate::voting) initiators: Vec<InitiatorRow>,
    pub(in crate::voting) entrances: Vec<Entrance>,
    pub(in crate::voting) house: House,
    pub(in crate::voting) now: Moment,
}

impl Prepared {
    /// A moment on the company's wall.
    pub(in crate::voting) fn wall(&self, moment: Moment) -> NaiveDateTime {
        self.host.zone().from_utc_datetime(&moment).naive_local()
    }

    /// The company's day.
    pub(in crate::voting) fn today(&self) -> NaiveDate {
        self.wall(self.now).date()
    }

    /// The day by whose law it is held: today's, until its agenda was fixed.
    pub(in crate::voting) fn law_of(&self) -> NaiveDate {
        if self.meeting.state.open_to_change() { self.today() } else { self.meeting.edition }
    }

    /// When it is to be, as the terms look at it: told on the day on which owners were told, or today.
    pub(in crate::voting) fn plan(&self) -> Plan {
        let of = &self.meeting;
        let wall = |moment: Option<Moment>| moment.map(|moment| self.wall(moment));
        let now = self.wall(self.now);
        Plan {
            format: of.format,
            by_portal: of.by_portal,
            by_paper: of.by_paper,
            announced: wall(of.notified_at).unwrap_or(now).date(),
            now,
            meets: wall(of.meets_at),
            opens: wall(of.opens_at),
            closes: wall(of.closes_at),
            units: self.house.homes.max(self.house.stalls),
        }
    }

    /// The number of a question's entrance; empty where it is no matter of one.
    pub(in crate::voting) fn entrance(&self, of: &Question) -> &str {
        let found = of.entrance_id.and_then(|id| self.entrances.iter().find(|entrance| entrance.id == id));
        found.map_or("", |entrance| entrance.number.as_str())
    }

    /// What stands on one side of a question, in Kazakh and in Russian.
    pub(in crate::voting) fn argument(&self, of: QuestionId, side: Side) -> (&str, &str) {
        let found = self.arguments.iter().find(|argument| argument.question_id == of && argument.side == side);
        found.map_or(("", ""), |argument| (argument.text_kk.as_str(), argument.text_ru.as_str()))
    }

    /// Of how many units the owners called it, and of how many there are of that kind; only units that are still theirs.
    pub(in crate::voting) fn callers(&self) -> (u64, u64) {
        let stalls = self.meeting.initiator == crate::voting::meeting::Initiator::StallOwners;
        let counts = |row: &&InitiatorRow| {
            self.house.owned.get(&(row.premises_id, row.contact_id)).is_some_and(|kind| Roll::Stalls.asks(*kind, false) == stalls)
        };
        let units: HashSet<PremisesId> = self.initiators.iter().filter(counts).map(|row| row.premises_id).collect();
        (u64::try_from(units.len()).unwrap_or_default(), if stalls { self.house.stalls } else { self.house.homes })
    }
}

/// Reads all of it.
pub(in crate::voting) fn load(conn: &mut Conn, reach: &Reach, id: MeetingId, now: Moment) -> QueryResult<Prepared> {
    let (company, meeting) = (reach.company(), store::meetings::one(conn, reach, id)?);
    let host = store::preparing::host(conn, company)?;
    let today = host.zone().from_utc_datetime(&now).date_naive();
    Ok(Prepared {
        address: store::preparing::address(conn, reach, meeting.building_id)?,
        questions: store::meetings::questions(conn, company, id)?,
        arguments: store::preparing::arguments(conn, company, id)?,
        initiators: store::preparing::initiators(conn, company, id)?,
        entrances: store::preparing::entrances(conn, company, meeting.building_id)?,
        house: house(conn, &meeting, today)?,
        meeting,
        host,
        now,
    })
}

fn house(conn: &mut Conn, of: &Meeting, today: NaiveDate) -> QueryResult<House> {
    let premises = store::register::premises_of(conn, of.company_id, of.building_id)?;
    let owners = store::register::owners_of(conn, of.company_id, of.building_id, today)?;
    let mut house = House::default();
    for (unit, _) in premises {
        if Roll::Homes.asks(unit.kind, false) {
            house.homes += 1;
            house.areas.extend(unit.area);
            if let Some(entrance) = unit.entrance_id {
                *house.behind.entry(entrance).or_default() += 1;
            }
        } else {
            house.stalls += 1;
        }
        let here = owners.get(&unit.id);
        house.unowned += u64::from(here.is_none());
        house.owned.extend(here.into_iter().flatten().map(|(_, contact)| ((unit.id, contact.id), unit.kind)));
    }
    house.areas.sort_unstable();
    Ok(house)
}
