//! What devices sent.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{field_deeds, field_events, field_jobs};
use crate::db::{Conn, Tx};
use crate::dispatch::deed::{DeedId, Kind, Outcome};
use crate::dispatch::kind::{JobId, What};
use crate::on_each;
use crate::who::{CompanyId, PersonId};

/// Something that a device sent.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = field_deeds)]
pub(in crate::dispatch) struct Deed {
    pub(in crate::dispatch) id: DeedId,
    pub(in crate::dispatch) company_id: CompanyId,
    pub(in crate::dispatch) job_id: JobId,
    pub(in crate::dispatch) person_id: PersonId,
    /// The device's own key, hashed.
    pub(in crate::dispatch) key: String,
    pub(in crate::dispatch) kind: Kind,
    /// What was typed, as JSON, while the person is asked; nothing besides.
    pub(in crate::dispatch) fields: String,
    /// When it was done, by our clock.
    pub(in crate::dispatch) done_at: Moment,
    pub(in crate::dispatch) outcome: Outcome,
    /// The version of the job that it led to.
    pub(in crate::dispatch) version: Option<i32>,
    pub(in crate::dispatch) created_at: Moment,
}

impl Deed {
    /// What was typed, while the person is asked.
    pub(in crate::dispatch) fn typed(&self) -> Vec<(String, String)> {
        serde_json::from_str(&self.fields).unwrap_or_default()
    }

    /// What it is, in a word, and of a step which one: `steps set_out`.
    pub(in crate::dispatch) fn what(&self) -> String {
        let typed = self.typed();
        let act = typed.iter().find(|(name, _)| name == "act").map_or("", |(_, value)| value.as_str());
        format!("{} {act}", self.kind).trim().to_owned()
    }
}

macro_rules! of_key {
    ($company:expr, $person:expr, $key:expr) => {
        field_deeds::table
            .filter(field_deeds::company_id.eq($company))
            .filter(field_deeds::person_id.eq($person))
            .filter(field_deeds::key.eq($key.to_owned()))
    };
}

/// Writes a deed down unless its key came before: then it gives what became of that one. Of two at once the second waits here for the first.
pub(in crate::dispatch) fn claim(tx: &mut Tx<'_>, new: &Deed) -> QueryResult<Option<Outcome>> {
    let row = new.clone();
    let first =
        on_each!(&mut **tx, c => diesel::insert_into(field_deeds::table).values(&row).on_conflict_do_nothing().execute(c))?;
    if first == 1 {
        return Ok(None);
    }
    of_key!(new.company_id, new.person_id, new.key).select(field_deeds::outcome).first(&mut **tx).map(Some)
}

/// Which version of the job a deed that was done led to.
pub(in crate::dispatch) fn led_to(conn: &mut Conn, company: CompanyId, person: PersonId, key: &str) -> QueryResult<Option<i32>> {
    let found: Option<Option<i32>> = of_key!(company, person, key).select(field_deeds::version).first(conn).optional()?;
    Ok(found.flatten())
}

/// Notes which version of the job a deed led to.
pub(in crate::dispatch) fn led(tx: &mut Tx<'_>, company: CompanyId, id: DeedId, version: Option<i32>) -> QueryResult<usize> {
    let one = field_deeds::table.filter(field_deeds::company_id.eq(company)).filter(field_deeds::id.eq(id));
    diesel::update(one).set(field_deeds::version.eq(version)).execute(&mut **tx)
}

/// The person has said what becomes of it: once.
pub(in crate::dispatch) fn settle(tx: &mut Tx<'_>, of: &Deed, outcome: Outcome, version: Option<i32>) -> QueryResult<bool> {
    let one = field_deeds::table
        .filter(field_deeds::company_id.eq(of.company_id))
        .filter(field_deeds::id.eq(of.id))
        .filter(field_deeds::outcome.eq(Outcome::Asked));
    let set = (field_deeds::outcome.eq(outcome), field_deeds::version.eq(version), field_deeds::fields.eq(""));
    Ok(diesel::update(one).set(set).execute(&mut **tx)? == 1)
}

/// One that waits for its person's word.
pub(in crate::dispatch) fn one(conn: &mut Conn, company: CompanyId, person: PersonId, id: DeedId) -> QueryResult<Deed> {
    field_deeds::table
        .filter(field_deeds::company_id.eq(company))
        .filter(field_deeds::person_id.eq(person))
        .filter(field_deeds::outcome.eq(Outcome::Asked))
        .filter(field_deeds::id.eq(id))
        .select(Deed::as_select())
        .first(conn)
}

/// All that wait for a person's word, with the numbers of their jobs.
pub(in crate::dispatch) fn waiting(conn: &mut Conn, company: CompanyId, person: PersonId) -> QueryResult<Vec<(Deed, String)>> {
    field_deeds::table
        .inner_join(field_jobs::table.on(field_jobs::id.eq(field_deeds::job_id)))
        .filter(field_deeds::company_id.eq(company))
        .filter(field_deeds::person_id.eq(person))
        .filter(field_deeds::outcome.eq(Outcome::Asked))
        .order(field_deeds::id)
        .select((Deed::as_select(), field_jobs::number))
        .limit(50)
        .load(conn)
}

/// When a job came to where it stands, by the clock of whoever took it there.
pub(in crate::dispatch) fn last_stage(conn: &mut Conn, company: CompanyId, of: JobId) -> QueryResult<Option<Moment>> {
    field_events::table
        .filter(field_events::company_id.eq(company))
        .filter(field_events::job_id.eq(of))
        .filter(field_events::what.eq(What::Made).or(field_events::what.eq(What::Moved)))
        .order(field_events::happened_at.desc())
        .select(field_events::happened_at)
        .first(conn)
        .optional()
}
