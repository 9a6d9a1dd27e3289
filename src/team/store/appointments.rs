//! Appointments that were offered and not taken up yet.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{appointments, companies};
use crate::db::{Conn, Tx};
use crate::team::appointment::AppointmentId;
use crate::team::skill::FirmId;
use crate::who::{CompanyId, PersonId, Role};

/// What was offered, and to whom. Duties, places and skills are words with spaces between them.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = appointments)]
pub(in crate::team) struct Appointment {
    pub(in crate::team) id: AppointmentId,
    pub(in crate::team) company_id: CompanyId,
    pub(in crate::team) role: Role,
    pub(in crate::team) name: String,
    pub(in crate::team) email: String,
    pub(in crate::team) locale: String,
    pub(in crate::team) duties: String,
    pub(in crate::team) places: String,
    pub(in crate::team) skills: String,
    pub(in crate::team) firm_id: Option<FirmId>,
    pub(in crate::team) code: String,
    pub(in crate::team) invited_by: PersonId,
    pub(in crate::team) created_at: Moment,
    pub(in crate::team) expires_at: Moment,
    pub(in crate::team) used_at: Option<Moment>,
    pub(in crate::team) revoked_at: Option<Moment>,
}

pub(in crate::team) fn add(tx: &mut Tx<'_>, new: &Appointment) -> QueryResult<usize> {
    diesel::insert_into(appointments::table).values(new).execute(&mut **tx)
}

/// Those that can still be taken up, the newest first.
pub(in crate::team) fn open(conn: &mut Conn, company: CompanyId, now: Moment) -> QueryResult<Vec<Appointment>> {
    appointments::table
        .filter(appointments::company_id.eq(company))
        .filter(appointments::used_at.is_null())
        .filter(appointments::revoked_at.is_null())
        .filter(appointments::expires_at.gt(now))
        .order(appointments::id.desc())
        .limit(500)
        .select(Appointment::as_select())
        .load(conn)
}

/// The company's name in Kazakh, Russian and English.
type Names = (String, String, String);

/// The one that a letter's link names, with the company's names.
pub(in crate::team) fn by_code(conn: &mut Conn, code: &str) -> QueryResult<Option<(Appointment, Names)>> {
    appointments::table
        .inner_join(companies::table.on(companies::id.eq(appointments::company_id)))
        .filter(appointments::code.eq(code))
        .select((Appointment::as_select(), (companies::name_kk, companies::name_ru, companies::name_en)))
        .first(conn)
        .optional()
}

/// Uses it up; of many at once, one.
pub(in crate::team) fn use_up(tx: &mut Tx<'_>, id: AppointmentId) -> QueryResult<bool> {
    let now = tx.now();
    let open = appointments::table
        .filter(appointments::id.eq(id))
        .filter(appointments::used_at.is_null())
        .filter(appointments::revoked_at.is_null())
        .filter(appointments::expires_at.gt(now));
    Ok(diesel::update(open).set(appointments::used_at.eq(now)).execute(&mut **tx)? == 1)
}

/// Takes it back, while it is open.
pub(in crate::team) fn revoke(tx: &mut Tx<'_>, company: CompanyId, id: AppointmentId) -> QueryResult<usize> {
    let now = tx.now();
    let mine = || appointments::table.filter(appointments::company_id.eq(company)).filter(appointments::id.eq(id));
    mine().select(appointments::id).first::<AppointmentId>(&mut **tx)?;
    let open = mine().filter(appointments::used_at.is_null()).filter(appointments::revoked_at.is_null());
    diesel::update(open).set(appointments::revoked_at.eq(now)).execute(&mut **tx)
}
