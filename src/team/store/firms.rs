//! Service firms, and what technicians can do.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{firm_members, firms, memberships, skills};
use crate::db::{Conn, Listed, Tx};
use crate::on_each;
use crate::team::skill::{FirmId, Skill};
use crate::who::{CompanyId, MembershipId};

/// A service firm's card.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = firms)]
pub(in crate::team) struct Firm {
    pub(in crate::team) id: FirmId,
    pub(in crate::team) company_id: CompanyId,
    pub(in crate::team) name: String,
    pub(in crate::team) sort_key: String,
    pub(in crate::team) bin: Option<String>,
    pub(in crate::team) phone: String,
    pub(in crate::team) email: Option<String>,
    pub(in crate::team) created_at: Moment,
    pub(in crate::team) ended_at: Option<Moment>,
}

pub(in crate::team) fn all(conn: &mut Conn, company: CompanyId) -> QueryResult<Vec<Firm>> {
    firms::table.filter(firms::company_id.eq(company)).order(firms::sort_key).select(Firm::as_select()).limit(500).load(conn)
}

pub(in crate::team) fn one(conn: &mut Conn, company: CompanyId, id: FirmId) -> QueryResult<Firm> {
    firms::table.filter(firms::company_id.eq(company)).filter(firms::id.eq(id)).select(Firm::as_select()).first(conn)
}

pub(in crate::team) fn add(tx: &mut Tx<'_>, firm: &Firm) -> QueryResult<usize> {
    diesel::insert_into(firms::table).values(firm).execute(&mut **tx)
}

pub(in crate::team) fn save(tx: &mut Tx<'_>, firm: &Firm) -> QueryResult<usize> {
    let mine = firms::table.filter(firms::company_id.eq(firm.company_id)).filter(firms::id.eq(firm.id));
    let card = (
        firms::name.eq(&firm.name),
        firms::sort_key.eq(&firm.sort_key),
        firms::bin.eq(&firm.bin),
        firms::phone.eq(&firm.phone),
        firms::email.eq(&firm.email),
    );
    diesel::update(mine).set(card).execute(&mut **tx)
}

/// How many of the firm's people work for the company.
pub(in crate::team) fn sizes(conn: &mut Conn, company: CompanyId) -> QueryResult<HashMap<FirmId, i64>> {
    let rows: Vec<(FirmId, i64)> = firm_members::table
        .inner_join(memberships::table.on(memberships::id.eq(firm_members::membership_id)))
        .filter(firm_members::company_id.eq(company))
        .filter(memberships::until.is_null())
        .group_by(firm_members::firm_id)
        .select((firm_members::firm_id, diesel::dsl::count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// The firms of these memberships, with their names.
pub(in crate::team) fn of(conn: &mut Conn, of: &[MembershipId]) -> QueryResult<HashMap<MembershipId, (FirmId, String)>> {
    let rows: Vec<(MembershipId, FirmId, String)> = firm_members::table
        .inner_join(firms::table.on(firms::id.eq(firm_members::firm_id)))
        .filter(firm_members::membership_id.among(of))
        .select((firm_members::membership_id, firms::id, firms::name))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, firm, name)| (id, (firm, name))).collect())
}

pub(in crate::team) fn set_firm(tx: &mut Tx<'_>, company: CompanyId, id: MembershipId, firm: Option<FirmId>) -> QueryResult<()> {
    let old = firm_members::table.filter(firm_members::company_id.eq(company)).filter(firm_members::membership_id.eq(id));
    diesel::delete(old).execute(&mut **tx)?;
    if let Some(firm) = firm {
        let row = (firm_members::company_id.eq(company), firm_members::membership_id.eq(id), firm_members::firm_id.eq(firm));
        diesel::insert_into(firm_members::table).values(row).execute(&mut **tx)?;
    }
    Ok(())
}

pub(in crate::team) fn skills(conn: &mut Conn, of: &[MembershipId]) -> QueryResult<HashMap<MembershipId, Vec<Skill>>> {
    let rows: Vec<(MembershipId, Skill)> = skills::table
        .filter(skills::membership_id.among(of))
        .order(skills::skill)
        .select((skills::membership_id, skills::skill))
        .load(conn)?;
    let mut all: HashMap<MembershipId, Vec<Skill>> = HashMap::new();
    for (id, skill) in rows {
        all.entry(id).or_default().push(skill);
    }
    Ok(all)
}

pub(in crate::team) fn set_skills(tx: &mut Tx<'_>, company: CompanyId, id: MembershipId, all: &[Skill]) -> QueryResult<()> {
    diesel::delete(skills::table.filter(skills::company_id.eq(company)).filter(skills::membership_id.eq(id)))
        .execute(&mut **tx)?;
    let rows: Vec<_> = all
        .iter()
        .map(|skill| (skills::company_id.eq(company), skills::membership_id.eq(id), skills::skill.eq(*skill)))
        .collect();
    on_each!(&mut **tx, c => diesel::insert_into(skills::table).values(&rows).on_conflict_do_nothing().execute(c)).map(|_| ())
}
