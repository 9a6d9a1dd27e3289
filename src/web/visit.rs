//! A visit of support: the operator looks at the portal as a named person of a company, for half an hour at most.
//!
//! The session stays the operator's own and only remembers which visit it is in; who asks is then found by the visit's row, and
//! with it whether an administrator of the company lets this operator write at this moment. Which pages were opened is kept by the
//! shape of their addresses (`/staff/homes/premises/{premises}`): there are no more of those than the portal has routes.

use chrono_tz::Tz;
use diesel::prelude::*;

use super::identify::ZONE;
use crate::clock::Moment;
use crate::db::schema::{people, visit_grants, visit_pages, visits};
use crate::db::{Conn, Tx};
use crate::on_each;
use crate::text::Locale;
use crate::who::{CompanyId, PersonId};

crate::ids! {
    /// A visit of support.
    VisitId,
}

/// A visit under way. Only the request's one look into the database makes it, so whoever holds one is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    id: VisitId,
    company: CompanyId,
    operator: PersonId,
    operator_name: String,
    person: PersonId,
    until: Moment,
    writes: bool,
    locale: Locale,
    zone: Tz,
}

impl Visit {
    /// Its id.
    pub fn id(&self) -> VisitId {
        self.id
    }
    /// In which company.
    pub fn company(&self) -> CompanyId {
        self.company
    }
    /// Who looks.
    pub fn operator(&self) -> PersonId {
        self.operator
    }
    /// Their name.
    pub fn operator_name(&self) -> &str {
        &self.operator_name
    }
    /// As whom they look.
    pub fn person(&self) -> PersonId {
        self.person
    }
    /// When it ends at the latest.
    pub fn until(&self) -> Moment {
        self.until
    }
    /// Whether an administrator lets the operator write at this moment.
    pub fn writes(&self) -> bool {
        self.writes
    }
    /// The operator's own language: they must understand what they see.
    pub(super) fn locale(&self) -> Locale {
        self.locale
    }
    /// The operator's own time zone.
    pub(super) fn zone(&self) -> Tz {
        self.zone
    }
}

/// The visit by its id, if it is this operator's, they still run the installation, and it has not come to its end.
pub(super) fn open(conn: &mut Conn, id: VisitId, operator: PersonId, now: Moment) -> QueryResult<Option<Visit>> {
    type Row = (CompanyId, PersonId, Moment, (String, String, String));
    let row: Option<Row> = visits::table
        .inner_join(people::table.on(people::id.eq(visits::operator_id)))
        .filter(visits::id.eq(id))
        .filter(visits::operator_id.eq(operator))
        .filter(visits::ended_at.is_null())
        .filter(visits::until.gt(now))
        .filter(people::operator.eq(true))
        .select((visits::company_id, visits::person_id, visits::until, (people::name, people::locale, people::time_zone)))
        .first(conn)
        .optional()?;
    let Some((company, person, until, (operator_name, locale, zone))) = row else { return Ok(None) };
    Ok(Some(Visit {
        id,
        company,
        operator,
        operator_name,
        person,
        until,
        writes: granted(conn, company, operator, now)?.is_some(),
        locale: Locale::from_code(&locale).unwrap_or_default(),
        zone: zone.parse().unwrap_or(ZONE),
    }))
}

/// Until when an administrator of the company lets the operator write, if one does at this moment.
///
/// # Errors
/// When the database fails.
pub fn granted(conn: &mut Conn, company: CompanyId, operator: PersonId, now: Moment) -> QueryResult<Option<Moment>> {
    visit_grants::table
        .filter(visit_grants::company_id.eq(company))
        .filter(visit_grants::operator_id.eq(operator))
        .filter(visit_grants::withdrawn_at.is_null())
        .filter(visit_grants::since.le(now))
        .filter(visit_grants::until.gt(now))
        .select(visit_grants::until)
        .first(conn)
        .optional()
}

/// Notes that a page was opened, or a form sent, before the answer is given: what is not noted is not shown.
pub(super) fn note(tx: &mut Tx<'_>, visit: &Visit, path: &str, written: bool) -> QueryResult<()> {
    let now = tx.now();
    let key = (visit_pages::company_id.eq(visit.company), visit_pages::visit_id.eq(visit.id));
    let row = (key, visit_pages::path.eq(path), visit_pages::written.eq(written));
    let row = (row, visit_pages::times.eq(0), visit_pages::last_at.eq(now));
    on_each!(&mut **tx, c => diesel::insert_into(visit_pages::table).values(row).on_conflict_do_nothing().execute(c))?;
    let mine = visit_pages::table.find((visit.company, visit.id, path, written));
    diesel::update(mine)
        .set((visit_pages::times.eq(visit_pages::times + 1), visit_pages::last_at.eq(now)))
        .execute(&mut **tx)
        .map(drop)
}
