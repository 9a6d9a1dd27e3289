//! A technician's jobs.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::one::{Placed, placed};
use crate::clock::Moment;
use crate::db::schema::{buildings, entrances, field_jobs, premises};
use crate::db::{Conn, Listed};
use crate::dispatch::kind::{JobId, Offered};
use crate::dispatch::rows::Job;
use crate::dispatch::stage::Stage;
use crate::team::{FirmId, Skill};
use crate::who::{CompanyId, PersonId, Reach};

/// Who asks: whose jobs they see.
#[derive(Clone, Debug)]
pub(in crate::dispatch) struct Hands {
    pub(in crate::dispatch) reach: Reach,
    pub(in crate::dispatch) person: PersonId,
    pub(in crate::dispatch) firm: Option<FirmId>,
    pub(in crate::dispatch) skills: Vec<Skill>,
}

impl Hands {
    /// Whether a job is theirs, or theirs to take.
    fn sees(&self, of: &Job) -> bool {
        if of.assignee_id.is_some() {
            return of.assignee_id == Some(self.person);
        }
        match of.offered_to {
            Offered::Firm => of.firm_id.is_some() && of.firm_id == self.firm,
            Offered::Trade => {
                self.firm.is_none()
                    && self.reach.has(&of.building_id.to_string())
                    && of.skill.is_none_or(|skill| self.skills.contains(&skill))
            }
            Offered::One | Offered::Nobody => false,
        }
    }
}

/// A job of theirs, or one that they may take; of others there is none.
pub(in crate::dispatch) fn one(conn: &mut Conn, who: &Hands, id: JobId) -> QueryResult<Placed> {
    let found: Placed = placed!(who.reach.company()).filter(field_jobs::id.eq(id)).first(conn)?;
    if who.sees(&found.0) { Ok(found) } else { Err(diesel::result::Error::NotFound) }
}

/// Theirs: what is open, and what was done today.
pub(in crate::dispatch) fn of(
    conn: &mut Conn,
    company: CompanyId,
    person: PersonId,
    today: NaiveDate,
) -> QueryResult<Vec<Placed>> {
    let over = field_jobs::day.eq(today).and(field_jobs::stage.among([Stage::Done, Stage::Verified]));
    placed!(company)
        .filter(field_jobs::assignee_id.eq(person))
        .filter(field_jobs::is_open.eq(true).or(over.assume_not_null()))
        .order((field_jobs::day, field_jobs::id))
        .limit(200)
        .load(conn)
}

/// Those of a day, but for what was called off.
pub(in crate::dispatch) fn of_day(
    conn: &mut Conn,
    company: CompanyId,
    person: PersonId,
    day: NaiveDate,
) -> QueryResult<Vec<Placed>> {
    placed!(company)
        .filter(field_jobs::assignee_id.eq(person))
        .filter(field_jobs::day.eq(day))
        .filter(field_jobs::stage.ne(Stage::Cancelled))
        .order(field_jobs::id)
        .limit(200)
        .load(conn)
}

/// Theirs since a day, what was called off too.
pub(in crate::dispatch) fn since(
    conn: &mut Conn,
    company: CompanyId,
    person: PersonId,
    day: NaiveDate,
) -> QueryResult<Vec<Placed>> {
    placed!(company)
        .filter(field_jobs::assignee_id.eq(person))
        .filter(field_jobs::day.ge(day))
        .order(field_jobs::id)
        .limit(500)
        .load(conn)
}

/// What was offered to somebody before a moment and is not answered, of all companies.
pub(in crate::dispatch) fn unanswered(conn: &mut Conn, before: Moment) -> QueryResult<Vec<(CompanyId, JobId)>> {
    field_jobs::table
        .filter(field_jobs::stage.eq(Stage::Offered))
        .filter(field_jobs::offered_at.le(before))
        .filter(field_jobs::assignee_id.is_not_null())
        .order(field_jobs::offered_at)
        .select((field_jobs::company_id, field_jobs::id))
        .limit(1_000)
        .load(conn)
}

/// What they may take.
pub(in crate::dispatch) fn on_offer(conn: &mut Conn, who: &Hands) -> QueryResult<Vec<Placed>> {
    let rows: Vec<Placed> = placed!(who.reach.company())
        .filter(field_jobs::stage.eq(Stage::Offered))
        .filter(field_jobs::assignee_id.is_null())
        .filter(field_jobs::offered_to.among([Offered::Firm, Offered::Trade]))
        .order(field_jobs::id)
        .limit(200)
        .load(conn)?;
    Ok(rows.into_iter().filter(|(job, _)| who.sees(job)).collect())
}
