//! Visits that were, written down without anybody making them: for the demo, which has a past from the beginning.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::visits::{self, NewVisit};
use crate::db::Tx;
use crate::db::schema::visit_pages;
use crate::web::visit::VisitId;
use crate::who::{CompanyId, PersonId};

/// A visit that was.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// In which company.
    pub company: CompanyId,
    /// Who looked.
    pub operator: PersonId,
    /// As whom.
    pub person: PersonId,
    /// Why.
    pub reason: &'a str,
    /// How many hours ago it began, and how many minutes it lasted.
    pub ago: (i64, i64),
    /// What was opened: shape of the address, how often.
    pub pages: &'a [(&'a str, i64)],
}

/// Writes one down.
///
/// # Errors
/// When the database fails.
pub fn remember(tx: &mut Tx<'_>, past: &Past<'_>) -> QueryResult<()> {
    let (hours, minutes) = past.ago;
    let began_at = tx.now() - TimeDelta::hours(hours);
    let ended_at = began_at + TimeDelta::minutes(minutes);
    let new = NewVisit {
        id: VisitId::fresh(began_at),
        company_id: past.company,
        operator_id: past.operator,
        person_id: past.person,
        reason: past.reason.to_owned(),
        began_at,
        until: began_at + crate::visits::LONGEST,
    };
    visits::add(tx, &new)?;
    visits::end(tx, past.company, new.id, ended_at)?;
    for (path, times) in past.pages {
        let key = (visit_pages::company_id.eq(past.company), visit_pages::visit_id.eq(new.id), visit_pages::path.eq(path));
        let row = (key, visit_pages::written.eq(false), visit_pages::times.eq(times), visit_pages::last_at.eq(ended_at));
        diesel::insert_into(visit_pages::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}
