//! One job: where it is, what happened to it, what was used.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::Conn;
use crate::db::schema::{buildings, companies, contacts, entrances, field_events, field_jobs, field_materials, people, premises};
use crate::db::{Listed, Tx};
use crate::dispatch::kind::{JobId, MaterialId};
use crate::dispatch::rows::{Event, Job, Material};
use crate::homes::{self, ComplexId};
use crate::requests::RequestId;
use crate::text::Locale;
use crate::who::{CompanyId, PersonId, Reach};

/// Where it is, as people call it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::dispatch) struct Where {
    pub(in crate::dispatch) address: String,
    pub(in crate::dispatch) complex: Option<ComplexId>,
    pub(in crate::dispatch) entrance: Option<String>,
    pub(in crate::dispatch) premises: Option<(homes::Kind, String)>,
}

/// Jobs with their places.
macro_rules! placed {
    ($company:expr) => {
        field_jobs::table
            .inner_join(buildings::table.on(buildings::id.eq(field_jobs::building_id)))
            .left_join(entrances::table.on(entrances::id.nullable().eq(field_jobs::entrance_id)))
            .left_join(premises::table.on(premises::id.nullable().eq(field_jobs::premises_id)))
            .filter(field_jobs::company_id.eq($company))
            .select((
                Job::as_select(),
                (
                    buildings::address,
                    buildings::complex_id,
                    entrances::number.nullable(),
                    (premises::kind, premises::number).nullable(),
                ),
            ))
    };
}
pub(super) use placed;

/// A job with its place.
pub(in crate::dispatch) type Placed = (Job, Where);

/// A job within reach; one elsewhere is not there.
pub(in crate::dispatch) fn within(conn: &mut Conn, reach: &Reach, id: JobId) -> QueryResult<Placed> {
    let mut query = placed!(reach.company()).filter(field_jobs::id.eq(id)).into_boxed();
    if let Some(buildings) = reach.buildings() {
        query = query.filter(field_jobs::building_id.among(buildings));
    }
    query.first(conn)
}

/// A resident's own job.
pub(in crate::dispatch) fn of_resident(conn: &mut Conn, company: CompanyId, person: PersonId, id: JobId) -> QueryResult<Placed> {
    placed!(company).filter(field_jobs::id.eq(id)).filter(field_jobs::person_id.eq(person)).first(conn)
}

/// The jobs of a request, the newest first.
pub(in crate::dispatch) fn of_request(conn: &mut Conn, company: CompanyId, of: RequestId) -> QueryResult<Vec<Job>> {
    field_jobs::table
        .filter(field_jobs::company_id.eq(company))
        .filter(field_jobs::request_id.eq(of))
        .order(field_jobs::id.desc())
        .select(Job::as_select())
        .limit(20)
        .load(conn)
}

/// Jobs of the same kind at the same place since a moment: of the same premises where it is inside of them, else of the building.
pub(in crate::dispatch) fn repeats(conn: &mut Conn, of: &Job, since: Moment) -> QueryResult<Vec<Job>> {
    let mut query = field_jobs::table
        .filter(field_jobs::company_id.eq(of.company_id))
        .filter(field_jobs::building_id.eq(of.building_id))
        .filter(field_jobs::category.eq(&of.category))
        .filter(field_jobs::id.ne(of.id))
        .filter(field_jobs::created_at.ge(since))
        .order(field_jobs::id.desc())
        .select(Job::as_select())
        .limit(10)
        .into_boxed();
    query = match of.premises_id.filter(|_| !of.spot.is_common()) {
        Some(premises) => query.filter(field_jobs::premises_id.eq(premises)),
        None => match of.entrance_id {
            Some(entrance) => query.filter(field_jobs::entrance_id.eq(entrance)),
            None => query,
        },
    };
    query.load(conn)
}

pub(in crate::dispatch) fn events(conn: &mut Conn, company: CompanyId, of: JobId) -> QueryResult<Vec<Event>> {
    field_events::table
        .filter(field_events::company_id.eq(company))
        .filter(field_events::job_id.eq(of))
        .order((field_events::happened_at, field_events::id))
        .select(Event::as_select())
        .limit(500)
        .load(conn)
}

/// What was used on some jobs.
pub(in crate::dispatch) fn materials(conn: &mut Conn, company: CompanyId, of: &[JobId]) -> QueryResult<Vec<Material>> {
    field_materials::table
        .filter(field_materials::company_id.eq(company))
        .filter(field_materials::job_id.among(of))
        .order(field_materials::id)
        .select(Material::as_select())
        .load(conn)
}

pub(in crate::dispatch) fn add_material(tx: &mut Tx<'_>, new: &Material) -> QueryResult<usize> {
    diesel::insert_into(field_materials::table).values(new).execute(&mut **tx)
}

pub(in crate::dispatch) fn drop_material(tx: &mut Tx<'_>, company: CompanyId, of: JobId, id: MaterialId) -> QueryResult<usize> {
    let one = field_materials::table
        .filter(field_materials::company_id.eq(company))
        .filter(field_materials::job_id.eq(of))
        .filter(field_materials::id.eq(id));
    diesel::delete(one).execute(&mut **tx)
}

/// Somebody who is told.
#[derive(Clone, Debug, Queryable)]
pub(in crate::dispatch) struct Addressee {
    pub(in crate::dispatch) person: PersonId,
    pub(in crate::dispatch) name: String,
    pub(in crate::dispatch) email: Option<String>,
    pub(in crate::dispatch) bounced_at: Option<Moment>,
    pub(in crate::dispatch) locale: String,
}

pub(in crate::dispatch) fn addressees(conn: &mut Conn, of: &[PersonId]) -> QueryResult<Vec<Addressee>> {
    people::table
        .filter(people::id.among(of))
        .select((people::id, people::name, people::email, people::bounced_at, people::locale))
        .load(conn)
}

/// What somebody is called.
pub(in crate::dispatch) fn name(conn: &mut Conn, of: Option<PersonId>) -> QueryResult<String> {
    let Some(person) = of else { return Ok(String::new()) };
    Ok(people::table.find(person).select(people::name).first(conn).optional()?.unwrap_or_default())
}

/// The number somebody is called at: that of their account, else that of the company's card of them while they live.
pub(in crate::dispatch) fn phone(conn: &mut Conn, company: CompanyId, of: PersonId) -> QueryResult<String> {
    let own: Option<Option<String>> = people::table.find(of).select(people::phone).first(conn).optional()?;
    if let Some(own) = own.flatten() {
        return Ok(own);
    }
    let card: Option<Option<String>> = contacts::table
        .filter(contacts::company_id.eq(company))
        .filter(contacts::person_id.eq(of))
        .filter(contacts::died_on.is_null())
        .select(contacts::phone)
        .first(conn)
        .optional()?;
    Ok(card.flatten().unwrap_or_default())
}

/// A company as it heads its papers: names, БИН, phone, addresses in Kazakh and Russian.
pub(in crate::dispatch) type Sender = ([String; 3], String, String, [String; 2]);

pub(in crate::dispatch) fn sender(conn: &mut Conn, company: CompanyId) -> QueryResult<Sender> {
    let (names, bin, phone, addresses): ((String, String, String), String, String, (String, String)) = companies::table
        .find(company)
        .select((
            (companies::name_kk, companies::name_ru, companies::name_en),
            companies::bin,
            companies::phone,
            (companies::address_kk, companies::address_ru),
        ))
        .first(conn)?;
    Ok(([names.0, names.1, names.2], bin, phone, [addresses.0, addresses.1]))
}

/// The one of a reader's language.
pub(in crate::dispatch) fn in_language(names: &[String; 3], locale: Locale) -> &str {
    let [kk, ru, en] = names;
    match locale {
        Locale::Kk => kk,
        Locale::Ru => ru,
        Locale::En => en,
    }
}
