//! Contacts and what they hold, and the words by which premises are found.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::clock::{self, Moment};
use crate::db::schema::{contacts, holdings, home_words, premises};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::holding::{ContactId, HoldingId};
use crate::homes::place::PremisesId;
use crate::homes::rows::{Contact, Holding};
use crate::on_each;
use crate::who::{CompanyId, Holds, Reach};

/// Who holds these premises on the day of `now`: owners first, then by name.
pub(in crate::homes) fn holders(
    conn: &mut Conn,
    company: CompanyId,
    of: &[PremisesId],
    now: Moment,
) -> QueryResult<HashMap<PremisesId, Vec<(Holding, Contact)>>> {
    let today = clock::today(now);
    let rows: Vec<(Holding, Contact)> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::premises_id.among(of))
        .filter(holdings::until.is_null().or(holdings::until.ge(today)))
        .order((holdings::holds.desc(), contacts::sort_key, holdings::id))
        .select((Holding::as_select(), Contact::as_select()))
        .load(conn)?;
    let mut all: HashMap<PremisesId, Vec<(Holding, Contact)>> = HashMap::new();
    for row in rows {
        all.entry(row.0.premises_id).or_default().push(row);
    }
    // the words sort by accident in the order tenant, owner, family; people want owners first
    for held in all.values_mut() {
        held.sort_by_key(|(holding, _)| holding.holds);
    }
    Ok(all)
}

/// The names of those who hold these premises on the day of `now`, and as what: owners first, then by name.
pub(in crate::homes) fn names(
    conn: &mut Conn,
    company: CompanyId,
    of: &[PremisesId],
    now: Moment,
) -> QueryResult<HashMap<PremisesId, Vec<(Holds, String)>>> {
    let rows: Vec<(PremisesId, Holds, String)> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::premises_id.among(of))
        .filter(holdings::until.is_null().or(holdings::until.ge(clock::today(now))))
        .order(contacts::sort_key)
        .select((holdings::premises_id, holdings::holds, contacts::name))
        .load(conn)?;
    let mut all: HashMap<PremisesId, Vec<(Holds, String)>> = HashMap::with_capacity(of.len());
    for (premises, holds, name) in rows {
        all.entry(premises).or_default().push((holds, name));
    }
    for held in all.values_mut() {
        held.sort_by_key(|(holds, _)| *holds);
    }
    Ok(all)
}

/// Everybody who ever held these premises.
pub(in crate::homes) fn history(conn: &mut Conn, company: CompanyId, of: PremisesId) -> QueryResult<Vec<(Holding, Contact)>> {
    holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::premises_id.eq(of))
        // what a merged card keeps is what both cards had alike
        .filter(contacts::merged_into.is_null())
        .order((holdings::until.is_null().desc(), holdings::since.desc(), holdings::id.desc()))
        .select((Holding::as_select(), Contact::as_select()))
        .load(conn)
}

pub(in crate::homes) fn holding(
    conn: &mut Conn,
    reach: &Reach,
    of: PremisesId,
    id: HoldingId,
) -> QueryResult<(Holding, Contact)> {
    let (holding, contact, building): (Holding, Contact, String) = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .filter(holdings::company_id.eq(reach.company()))
        .filter(holdings::premises_id.eq(of))
        .filter(holdings::id.eq(id))
        .select((Holding::as_select(), Contact::as_select(), premises::building_id))
        .first(conn)?;
    if reach.has(&building) { Ok((holding, contact)) } else { Err(diesel::result::Error::NotFound) }
}

pub(in crate::homes) fn add_holding(tx: &mut Tx<'_>, holding: &Holding) -> QueryResult<usize> {
    diesel::insert_into(holdings::table).values(holding).execute(&mut **tx)
}

pub(in crate::homes) fn end_holding(tx: &mut Tx<'_>, company: CompanyId, id: HoldingId, until: NaiveDate) -> QueryResult<usize> {
    let mine =
        holdings::table.filter(holdings::company_id.eq(company)).filter(holdings::id.eq(id)).filter(holdings::until.is_null());
    diesel::update(mine).set(holdings::until.eq(until)).execute(&mut **tx)
}

/// Somebody this company knows already: by ИИН/БИН, else by the same name with the same e-mail or phone.
pub(in crate::homes) fn known(conn: &mut Conn, company: CompanyId, like: &Contact) -> QueryResult<Option<Contact>> {
    let mine = contacts::table.filter(contacts::company_id.eq(company));
    if let Some(ident) = &like.ident {
        let found = mine.filter(contacts::ident.eq(ident)).select(Contact::as_select()).first(conn).optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    if let Some(email) = &like.email {
        let same = mine.filter(contacts::email.eq(email)).filter(contacts::name_folded.eq(&like.name_folded));
        let found = same.select(Contact::as_select()).first(conn).optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    match &like.phone {
        Some(phone) => mine
            .filter(contacts::phone.eq(phone))
            .filter(contacts::name_folded.eq(&like.name_folded))
            .select(Contact::as_select())
            .first(conn)
            .optional(),
        None => Ok(None),
    }
}

pub(in crate::homes) fn add_contact(tx: &mut Tx<'_>, contact: &Contact) -> QueryResult<usize> {
    diesel::insert_into(contacts::table).values(contact).execute(&mut **tx)
}

pub(in crate::homes) fn save_contact(tx: &mut Tx<'_>, contact: &Contact) -> QueryResult<usize> {
    let mine = contacts::table.filter(contacts::company_id.eq(contact.company_id)).filter(contacts::id.eq(contact.id));
    let changed = (
        (
            contacts::person_id.eq(contact.person_id),
            contacts::name.eq(&contact.name),
            contacts::name_folded.eq(&contact.name_folded),
        ),
        (
            contacts::sort_key.eq(&contact.sort_key),
            contacts::ident.eq(&contact.ident),
            contacts::phone.eq(&contact.phone),
            contacts::email.eq(&contact.email),
        ),
        contacts::died_on.eq(contact.died_on),
    );
    diesel::update(mine).set(changed).execute(&mut **tx)
}

pub(in crate::homes) fn premises_of(conn: &mut Conn, company: CompanyId, contact: ContactId) -> QueryResult<Vec<PremisesId>> {
    holdings::table
        .filter(holdings::company_id.eq(company))
        .filter(holdings::contact_id.eq(contact))
        .filter(holdings::until.is_null())
        .select(holdings::premises_id)
        .load(conn)
}

/// The words of these premises are from now on those.
pub(in crate::homes) fn set_words(tx: &mut Tx<'_>, company: CompanyId, of: PremisesId, words: Vec<String>) -> QueryResult<()> {
    diesel::delete(home_words::table.filter(home_words::company_id.eq(company)).filter(home_words::premises_id.eq(of)))
        .execute(&mut **tx)?;
    add_words(tx, words.into_iter().map(|word| (word, of)).collect(), company)
}

/// Adds words, many at once; no word twice for the same premises.
pub(in crate::homes) fn add_words(tx: &mut Tx<'_>, mut words: Vec<(String, PremisesId)>, company: CompanyId) -> QueryResult<()> {
    words.sort();
    words.dedup();
    for some in words.chunks(BATCH) {
        let rows: Vec<_> = some
            .iter()
            .map(|(word, of)| (home_words::company_id.eq(company), home_words::word.eq(word), home_words::premises_id.eq(of)))
            .collect();
        on_each!(&mut **tx, c => diesel::insert_into(home_words::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// The numbers by which premises are found.
pub(in crate::homes) fn numbers_of(
    conn: &mut Conn,
    company: CompanyId,
    id: PremisesId,
) -> QueryResult<(String, Option<String>, Option<String>)> {
    premises::table
        .filter(premises::company_id.eq(company))
        .filter(premises::id.eq(id))
        .select((premises::number, premises::account, premises::centre_account))
        .first(conn)
}
