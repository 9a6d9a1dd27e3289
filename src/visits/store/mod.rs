//! Every query of visits.

pub(super) mod grants;
pub(super) mod opened;
pub(super) mod past;
pub(super) mod visits;

use std::collections::{BTreeSet, HashMap};

use diesel::prelude::*;

use crate::db::schema::{companies, people};
use crate::db::{Conn, Listed};
use crate::text::Locale;
use crate::who::{CompanyId, PersonId};

/// A company's name in Kazakh, Russian and English.
pub(super) type Names = (String, String, String);

/// The name in a language.
pub(super) fn in_language((kk, ru, en): Names, locale: Locale) -> String {
    match locale {
        Locale::Kk => kk,
        Locale::Ru => ru,
        Locale::En => en,
    }
}

/// A company's name; one that is not there is not found.
pub(super) fn company_name(conn: &mut Conn, company: CompanyId) -> QueryResult<Names> {
    companies::table.find(company).select((companies::name_kk, companies::name_ru, companies::name_en)).first(conn)
}

/// What people are called: one question for a whole page.
pub(super) fn people(conn: &mut Conn, ids: BTreeSet<PersonId>) -> QueryResult<HashMap<PersonId, String>> {
    let rows: Vec<(PersonId, String)> =
        people::table.filter(people::id.among(ids)).select((people::id, people::name)).load(conn)?;
    Ok(rows.into_iter().collect())
}
