//! Time given away: which windows are free, and whose day a job falls into. Whoever gives time away holds the company's time meanwhile, and
//! a half hour belongs to one job by a key of the database: each of the two alone is enough that nobody is promised twice.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate, TimeDelta, TimeZone};
use diesel::QueryResult;
use serde_json::json;

use super::job::Step;
use super::kind::{JobId, Offered, What};
use super::moving::{Doer, Done, happened, put};
use super::refused::Refused;
use super::rows::Job;
use super::stage::Stage;
use super::store::one::Placed;
use super::store::time::{Week, weekday};
use super::windows::{self, Shift};
use super::{news, store};
use crate::audit;
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Conn, Failure, Tx};
use crate::franchise::{self, Office};
use crate::homes::ComplexId;
use crate::team::{self, Crew};
use crate::web::actor::{Acting, Resident};
use crate::who::{CompanyId, PersonId};

/// For how many days windows are offered.
const AHEAD: u64 = 7;
/// How soon somebody can come at the earliest.
const SOON: TimeDelta = TimeDelta::hours(1);
/// How often a resident may change the time they chose.
pub(super) const CHANGES: i32 = 2;

/// What is known of everybody's time, read once.
pub(super) struct Roster {
    pub(super) office: Office,
    pub(super) crew: Vec<Crew>,
    shifts: HashMap<PersonId, Week>,
    busy: HashMap<PersonId, BTreeSet<Moment>>,
}

impl Roster {
    /// Of the days from `first` on, without what a job has taken itself.
    pub(super) fn read(
        conn: &mut Conn,
        company: CompanyId,
        (first, days): (NaiveDate, u64),
        but: Option<JobId>,
    ) -> QueryResult<Self> {
        let office = franchise::office(conn, company, first)?;
        let crew = team::crew(conn, company, first)?;
        let people: Vec<PersonId> = crew.iter().map(|one| one.person).collect();
        let shifts = store::time::shifts(conn, company, &people)?;
        let from = first.and_time(chrono::NaiveTime::MIN) - TimeDelta::days(1);
        let until = from + TimeDelta::days(i64::try_from(days).unwrap_or_default() + 2);
        let busy = store::time::taken(conn, company, &people, (from, until), but)?;
        Ok(Self { office, crew, shifts, busy })
    }

    /// When somebody works on a day: by their own shifts, else as the office does; not at all while they are away.
    pub(super) fn shift(&self, of: &Crew, day: NaiveDate) -> Shift {
        if !of.is_there(day) {
            return Vec::new();
        }
        match self.shifts.get(&of.person) {
            Some(week) => {
                let own: Vec<(u16, u16)> = week.get(&weekday(day)).copied().into_iter().collect();
                windows::shift(self.office.zone, day, &own)
            }
            None => windows::shift(self.office.zone, day, &self.office.stretches(day)),
        }
    }

    /// What of somebody's time is given away.
    pub(super) fn busy(&self, of: PersonId) -> &BTreeSet<Moment> {
        static NONE: BTreeSet<Moment> = BTreeSet::new();
        self.busy.get(&of).unwrap_or(&NONE)
    }

    /// The first moment in a window at which somebody could begin.
    fn fit(&self, of: &Crew, window: Moment, lasts: i32, earliest: Moment) -> Option<Moment> {
        let day = self.office.zone.from_utc_datetime(&window).date_naive();
        windows::fit(window, lasts, &self.shift(of, day), self.busy(of.person), earliest)
    }

    /// Who may do a job, best first: whoever has it, then whoever has the trade and the least to do.
    pub(super) fn candidates(&self, of: &Job, complex: Option<ComplexId>) -> Vec<&Crew> {
        let mut all: Vec<&Crew> = self.crew.iter().filter(|one| may_do(one, of, complex)).collect();
        let trained = |one: &Crew| of.skill.is_some_and(|skill| one.skills.contains(&skill));
        if all.iter().any(|one| trained(one)) {
            all.retain(|one| trained(one) || Some(one.person) == of.assignee_id);
        }
        all.sort_by_key(|one| (Some(one.person) != of.assignee_id, self.busy(one.person).len()));
        all
    }
}

/// Whether somebody may be given a job: of the firm that it was given to, else of the company's own people; and they work there.
pub(super) fn may_do(one: &Crew, of: &Job, complex: Option<ComplexId>) -> bool {
    let firm = one.firm.as_ref().map(|(id, _)| *id);
    one.works_in(of.building_id, complex) && (Some(one.person) == of.assignee_id || firm == of.firm_id)
}

/// The windows in which somebody could come, in their order.
///
/// # Errors
/// When the database fails.
pub(super) fn free(conn: &mut Conn, (of, at): &Placed, now: Moment) -> QueryResult<Vec<Moment>> {
    let roster = Roster::read(conn, of.company_id, (now.date(), AHEAD), Some(of.id))?;
    let candidates = roster.candidates(of, at.complex);
    let today = roster.office.zone.from_utc_datetime(&now).date_naive();
    let days = (0..AHEAD).filter_map(|nth| today.checked_add_days(Days::new(nth)));
    let all = days.flat_map(|day| windows::of_day(roster.office.zone, day));
    let fits = |window: &Moment| candidates.iter().any(|one| roster.fit(one, *window, of.lasts, now + SOON).is_some());
    Ok(all.filter(fits).collect())
}

/// Gives a job the time of somebody who has it within a window; the first of them whose day has room.
fn settle_in(tx: &mut Tx<'_>, (of, at): &Placed, window: Moment) -> Done<(PersonId, Moment)> {
    store::time::hold(tx, of.company_id)?;
    store::time::release(tx, of.company_id, of.id)?;
    let (day, earliest) = (window.date(), tx.now() + SOON);
    let roster = Roster::read(tx, of.company_id, (day, 1), Some(of.id))?;
    for one in roster.candidates(of, at.complex) {
        let Some(start) = roster.fit(one, window, of.lasts, earliest) else { continue };
        if store::time::claim(tx, (of.company_id, of.id), one.person, &windows::cells(start, of.lasts))? {
            return Ok((one.person, start));
        }
        store::time::release(tx, of.company_id, of.id)?;
    }
    Err(Failure::Refused(Refused::TimeTaken))
}

/// The resident chooses a window: it is theirs, or somebody else was quicker and they are told so.
pub(super) fn choose(tx: &mut Tx<'_>, config: &Config, who: &Resident, (id, version): (JobId, i32), window: Moment) -> Done<Job> {
    let placed = store::one::of_resident(tx, who.company(), who.person(), id)?;
    let was = placed.0.clone();
    super::job::next(was.stage, Step::Choose).map_err(Failure::Refused)?;
    let first = was.window_at.is_none() || was.asks_window;
    if !first && was.changes >= CHANGES {
        return Err(Failure::Refused(Refused::ChangedTwice));
    }
    if was.version != version {
        return Err(Failure::Refused(Refused::Changed));
    }
    let today = tx.now().date();
    let zone = franchise::office(tx, was.company_id, today)?.zone;
    let last = zone.from_utc_datetime(&tx.now()).date_naive().checked_add_days(Days::new(AHEAD));
    let day = zone.from_utc_datetime(&window).date_naive();
    if windows::around(zone, window) != Some(window) || last.is_none_or(|last| day >= last) {
        return Err(Failure::Refused(Refused::NoSuchTime));
    }
    let (person, start) = settle_in(tx, &placed, window)?;
    let same = was.assignee_id == Some(person);
    let from = Job {
        assignee_id: Some(person),
        offered_to: Offered::One,
        day: Some(day),
        starts_at: Some(start),
        window_at: Some(window),
        asks_window: false,
        changes: was.changes + i32::from(!first),
        offered_at: if same { was.offered_at } else { Some(tx.now()) },
        ..was.clone()
    };
    let doer = Doer::of(who, tx.now());
    // to whoever has not had it before it is offered first
    let step = if same || was.stage == Stage::Offered { Step::Choose } else { Step::Offer };
    let is = put(tx, config, &doer, (&was, from), step)?;
    happened(tx, &is, &doer, What::Timed, &window.format("%Y-%m-%dT%H:%M:%S").to_string())?;
    if !same {
        let name = store::one::name(tx, is.assignee_id)?;
        happened(tx, &is, &doer, What::Offered, &name)?;
        news::offered(tx, config, &was, &is, &doer)?;
    }
    news::timed(tx, config, &is, &doer, zone)?;
    audit::by(who).did("dispatch.timed", ("job", id)).with(json!({ "window": window })).record(tx)?;
    Ok(is)
}

/// The resident calls it off, until somebody has set out.
pub(super) fn call_off(tx: &mut Tx<'_>, config: &Config, who: &Resident, (id, version): (JobId, i32), why: &str) -> Done<Job> {
    let (was, _) = store::one::of_resident(tx, who.company(), who.person(), id)?;
    super::job::next(was.stage, Step::CallOff).map_err(Failure::Refused)?;
    if was.version != version {
        return Err(Failure::Refused(Refused::Changed));
    }
    let doer = Doer::of(who, tx.now());
    let from = Job { starts_at: None, ..was.clone() };
    let is = put(tx, config, &doer, (&was, from), Step::CallOff)?;
    news::called_off(tx, config, &is, &doer, why)?;
    audit::by(who).did("dispatch.called_off", ("job", id)).with(json!({ "words": why })).record(tx)?;
    Ok(is)
}
