//! Who is told of a survey, and who answered a named one.

use std::collections::HashSet;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{buildings, companies, people, premises, survey_answers, survey_participations};
use crate::db::{Conn, Listed};
use crate::homes;
use crate::surveys::kind::SurveyId;
use crate::text::Locale;
use crate::who::{CompanyId, PersonId};

/// Somebody to be told.
#[derive(Clone, Debug, Queryable)]
pub(in crate::surveys) struct Addressee {
    pub(in crate::surveys) person: PersonId,
    pub(in crate::surveys) name: String,
    pub(in crate::surveys) locale: String,
    pub(in crate::surveys) email: Option<String>,
    pub(in crate::surveys) bounced_at: Option<Moment>,
}

pub(in crate::surveys) fn addressees(conn: &mut Conn, of: &[PersonId]) -> QueryResult<Vec<Addressee>> {
    people::table
        .filter(people::id.among(of))
        .order(people::id)
        .select((people::id, people::name, people::locale, people::email, people::bounced_at))
        .load(conn)
}

/// The company, as letters name it.
#[derive(Clone, Debug, Queryable)]
pub(in crate::surveys) struct Sender {
    names: (String, String, String),
    time_zone: String,
}

impl Sender {
    pub(in crate::surveys) fn name(&self, locale: Locale) -> &str {
        match locale {
            Locale::Kk => &self.names.0,
            Locale::Ru => &self.names.1,
            Locale::En => &self.names.2,
        }
    }

    pub(in crate::surveys) fn zone(&self) -> chrono_tz::Tz {
        self.time_zone.parse().unwrap_or(crate::web::identify::ZONE)
    }
}

pub(in crate::surveys) fn sender(conn: &mut Conn, company: CompanyId) -> QueryResult<Sender> {
    companies::table
        .find(company)
        .select(((companies::name_kk, companies::name_ru, companies::name_en), companies::time_zone))
        .first(conn)
}

/// Who took part, each once.
pub(in crate::surveys) fn participants(conn: &mut Conn, company: CompanyId, id: SurveyId) -> QueryResult<Vec<PersonId>> {
    survey_participations::table
        .filter(survey_participations::company_id.eq(company))
        .filter(survey_participations::survey_id.eq(id))
        .select(survey_participations::person_id)
        .distinct()
        .load(conn)
}

/// The people and premises that have answered.
pub(in crate::surveys) fn units(conn: &mut Conn, company: CompanyId, id: SurveyId) -> QueryResult<HashSet<String>> {
    let all: Vec<String> = survey_participations::table
        .filter(survey_participations::company_id.eq(company))
        .filter(survey_participations::survey_id.eq(id))
        .select(survey_participations::unit)
        .load(conn)?;
    Ok(all.into_iter().collect())
}

/// Who answered, by the key of the answer: name, and premises with their kind, number and address. Only named answers have any.
pub(in crate::surveys) type Named = (String, String, Option<(homes::Kind, String)>, Option<String>);

pub(in crate::surveys) fn named(conn: &mut Conn, company: CompanyId, id: SurveyId) -> QueryResult<Vec<Named>> {
    survey_answers::table
        .inner_join(people::table.on(people::id.nullable().eq(survey_answers::person_id)))
        .left_join(premises::table.on(premises::id.nullable().eq(survey_answers::premises_id)))
        .left_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(survey_answers::company_id.eq(company))
        .filter(survey_answers::survey_id.eq(id))
        .select((survey_answers::id, people::name, (premises::kind, premises::number).nullable(), buildings::address.nullable()))
        .load(conn)
}
