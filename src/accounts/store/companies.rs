//! Companies, and who works for them.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::Tx;
use crate::db::schema::{companies, duties, memberships};
use crate::who::{CompanyId, Duty, MembershipId, PersonId, Role};

/// A company that manages houses.
#[derive(Clone, Debug, Insertable)]
#[diesel(table_name = companies)]
pub struct NewCompany {
    /// Its id.
    pub id: CompanyId,
    /// Its name in Kazakh.
    pub name_kk: String,
    /// Its name in Russian.
    pub name_ru: String,
    /// Its name in English.
    pub name_en: String,
    /// БИН (*БСН*), its number in the register of legal entities.
    pub bin: String,
    /// The office's phone.
    pub phone: String,
    /// The phone that answers day and night.
    pub emergency_phone: String,
    /// The office's e-mail.
    pub email: String,
    /// The office's address in Kazakh.
    pub address_kk: String,
    /// The office's address in Russian.
    pub address_ru: String,
    /// The language of those who have chosen none, as a code.
    pub locale: String,
    /// Its time zone's IANA name.
    pub time_zone: String,
    /// The number of its bank account (IBAN).
    pub iban: Option<String>,
    /// Its bank's БИК (*БСК*).
    pub bic: Option<String>,
    /// Its bank's name.
    pub bank: Option<String>,
    /// Since when it is here.
    pub created_at: Moment,
}

pub(in crate::accounts) fn add_company(tx: &mut Tx<'_>, company: &NewCompany) -> QueryResult<()> {
    diesel::insert_into(companies::table).values(company).execute(&mut **tx).map(|_| ())
}

pub(in crate::accounts) fn appoint(
    tx: &mut Tx<'_>,
    company: CompanyId,
    person: PersonId,
    role: Role,
    all: &[Duty],
) -> QueryResult<MembershipId> {
    let (now, id) = (tx.now(), MembershipId::fresh(tx.now()));
    let row = (
        memberships::id.eq(id),
        memberships::company_id.eq(company),
        memberships::person_id.eq(person),
        memberships::role.eq(role),
        memberships::since.eq(now),
    );
    diesel::insert_into(memberships::table).values(row).execute(&mut **tx)?;
    for duty in all {
        let row = (duties::company_id.eq(company), duties::membership_id.eq(id), duties::duty.eq(duty));
        diesel::insert_into(duties::table).values(row).execute(&mut **tx)?;
    }
    Ok(id)
}
