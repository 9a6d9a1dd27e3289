//! Whom to tell of a meeting, and what they were told.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{companies, contacts, holdings, meeting_owners, meeting_told, meetings, people, representatives};
use crate::db::{Conn, Listed, Tx};
use crate::on_each;
use crate::text::Locale;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::rows::Meeting;
use crate::who::{CompanyId, PersonId};

/// How somebody is told.
#[derive(Clone, Debug, Queryable)]
pub(in crate::voting) struct Addressee {
    pub(in crate::voting) person: PersonId,
    pub(in crate::voting) name: String,
    pub(in crate::voting) email: Option<String>,
    pub(in crate::voting) locale: String,
    pub(in crate::voting) zone: String,
    pub(in crate::voting) bounced_at: Option<Moment>,
}

/// How these people are told.
pub(in crate::voting) fn addressees(conn: &mut Conn, of: &[PersonId]) -> QueryResult<Vec<Addressee>> {
    people::table
        .filter(people::id.among(of))
        .order(people::id)
        .select((people::id, people::name, people::email, people::locale, people::time_zone, people::bounced_at))
        .load(conn)
}

/// A company's names in Kazakh, Russian and English.
#[derive(Clone, Debug)]
pub(in crate::voting) struct Names(String, String, String);

impl Names {
    /// In a language.
    pub(in crate::voting) fn of(&self, locale: Locale) -> &str {
        match locale {
            Locale::Kk => &self.0,
            Locale::Ru => &self.1,
            Locale::En => &self.2,
        }
    }
}

/// What a company is called.
pub(in crate::voting) fn names(conn: &mut Conn, company: CompanyId) -> QueryResult<Names> {
    let (kk, ru, en) =
        companies::table.find(company).select((companies::name_kk, companies::name_ru, companies::name_en)).first(conn)?;
    Ok(Names(kk, ru, en))
}

/// The accounts of owners of the day of the notice, and of those who act for them by a power that stands.
pub(in crate::voting) fn voters(
    conn: &mut Conn,
    company: CompanyId,
    of: MeetingId,
    today: NaiveDate,
) -> QueryResult<Vec<PersonId>> {
    let own: Vec<Option<PersonId>> = meeting_owners::table
        .inner_join(contacts::table.on(contacts::id.eq(meeting_owners::contact_id)))
        .filter(meeting_owners::company_id.eq(company))
        .filter(meeting_owners::meeting_id.eq(of))
        .filter(contacts::person_id.is_not_null())
        .filter(contacts::died_on.is_null())
        .select(contacts::person_id)
        .distinct()
        .load(conn)?;
    let acting: Vec<Option<PersonId>> =
        representatives::table
            .inner_join(holdings::table.on(holdings::id.eq(representatives::holding_id)))
            .inner_join(contacts::table.on(contacts::id.eq(representatives::contact_id)))
            .inner_join(meeting_owners::table.on(
                meeting_owners::premises_id.eq(holdings::premises_id).and(meeting_owners::contact_id.eq(holdings::contact_id)),
            ))
            .filter(representatives::company_id.eq(company))
            .filter(meeting_owners::meeting_id.eq(of))
            .filter(representatives::revoked_at.is_null())
            .filter(representatives::issued.le(today))
            .filter(representatives::until.ge(today))
            .filter(contacts::person_id.is_not_null())
            .select(contacts::person_id)
            .distinct()
            .load(conn)?;
    let mut all: Vec<PersonId> = own.into_iter().chain(acting).flatten().collect();
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// Meetings that are open and whose voters were not told so.
pub(in crate::voting) fn untold(conn: &mut Conn, what: &str) -> QueryResult<Vec<Meeting>> {
    let told = meeting_told::table
        .filter(meeting_told::company_id.eq(meetings::company_id))
        .filter(meeting_told::meeting_id.eq(meetings::id))
        .filter(meeting_told::what.eq(what.to_owned()));
    meetings::table
        .filter(meetings::state.eq(State::Open))
        .filter(diesel::dsl::not(diesel::dsl::exists(told)))
        .order(meetings::id)
        .limit(20)
        .select(Meeting::as_select())
        .load(conn)
}

/// Notes that they are told now; false when somebody else does it.
pub(in crate::voting) fn note(tx: &mut Tx<'_>, company: CompanyId, of: MeetingId, what: &str) -> QueryResult<bool> {
    let now = tx.now();
    let row = (
        (meeting_told::company_id.eq(company), meeting_told::meeting_id.eq(of)),
        (meeting_told::what.eq(what), meeting_told::told_at.eq(now)),
    );
    let new = on_each!(&mut **tx, c => diesel::insert_into(meeting_told::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(new == 1)
}
