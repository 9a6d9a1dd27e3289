//! The people of a register: their list, a card, the words by which they are found.

use diesel::prelude::*;
use diesel::sql_types::{Array, Text};

use crate::db::schema::{contact_words, contacts, holdings, premises, representatives};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::holding::ContactId;
use crate::homes::people::finding::words_of;
use crate::homes::people::{As, Wanted};
use crate::homes::rows::Contact;
use crate::on_each;
use crate::web::Step;
use crate::who::{CompanyId, Holds, Reach};

/// Whose holdings, past or present, lie in a zone.
#[diesel::dsl::auto_type(no_type_alias)]
fn within<'a>(company: CompanyId, buildings: &'a [String]) -> _ {
    holdings::table
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .filter(holdings::company_id.eq(company))
        .filter(premises::building_id.eq_any(buildings))
        .select(holdings::contact_id)
}

/// One page of the people of a register, in the order of the Kazakh alphabet: one statement, whatever is asked for.
pub(in crate::homes) fn page(
    conn: &mut Conn,
    reach: &Reach,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Contact>> {
    let (company, today) = (reach.company(), wanted.today);
    let mut query = contacts::table
        .filter(contacts::company_id.eq(company))
        .filter(contacts::merged_into.is_null())
        .select(Contact::as_select())
        .limit(limit)
        .into_boxed();
    if let Some(buildings) = reach.buildings() {
        query = query.filter(contacts::id.eq_any(within(company, buildings)));
    }
    for (from, to) in wanted.find.ranges() {
        let having = contact_words::table
            .filter(contact_words::company_id.eq(company))
            .filter(contact_words::word.ge(from))
            .filter(contact_words::word.le(to))
            .select(contact_words::contact_id);
        query = query.filter(contacts::id.eq_any(having));
    }
    match wanted.account {
        Some(true) => query = query.filter(contacts::person_id.is_not_null()),
        Some(false) => query = query.filter(contacts::person_id.is_null()),
        None => {}
    }
    match wanted.as_what {
        // most people are owners: each is asked while the list is walked, the others are few and are looked up
        Some(As::Owner) => {
            let holding = holdings::table
                .filter(holdings::contact_id.eq(contacts::id))
                .filter(holdings::holds.eq(Holds::Owner))
                .filter(holdings::until.is_null().or(holdings::until.ge(today)));
            query = query.filter(diesel::dsl::exists(holding));
        }
        Some(way @ (As::Tenant | As::Family)) => {
            let holds = if way == As::Tenant { Holds::Tenant } else { Holds::Family };
            let holding = holdings::table
                .filter(holdings::company_id.eq(company))
                .filter(holdings::holds.eq(holds))
                .filter(holdings::until.is_null().or(holdings::until.ge(today)))
                .select(holdings::contact_id);
            query = query.filter(contacts::id.eq_any(holding));
        }
        Some(As::Representative) => {
            let acting = representatives::table
                .filter(representatives::company_id.eq(company))
                .filter(representatives::until.ge(today))
                .filter(representatives::revoked_at.is_null())
                .select(representatives::contact_id);
            query = query.filter(contacts::id.eq_any(acting));
        }
        None => {}
    }
    // the first bound is implied by the second, but only the first is one that an index can begin at
    query = match step {
        Step::First => query.order((contacts::sort_key.asc(), contacts::id.asc())),
        Step::After(at) => query
            .filter(contacts::sort_key.ge(at.key.clone()))
            .filter(contacts::sort_key.gt(at.key.clone()).or(contacts::id.gt(at.id.clone())))
            .order((contacts::sort_key.asc(), contacts::id.asc())),
        Step::Before(at) => query
            .filter(contacts::sort_key.le(at.key.clone()))
            .filter(contacts::sort_key.lt(at.key.clone()).or(contacts::id.lt(at.id.clone())))
            .order((contacts::sort_key.desc(), contacts::id.desc())),
    };
    query.load(conn)
}

/// Somebody's card; outside the zone it is as if it were not there.
pub(in crate::homes) fn one(conn: &mut Conn, reach: &Reach, id: ContactId) -> QueryResult<Contact> {
    let company = reach.company();
    let mut query = contacts::table
        .filter(contacts::company_id.eq(company))
        .filter(contacts::merged_into.is_null())
        .filter(contacts::id.eq(id))
        .select(Contact::as_select())
        .into_boxed();
    if let Some(buildings) = reach.buildings() {
        query = query.filter(contacts::id.eq_any(within(company, buildings)));
    }
    query.first(conn)
}

/// These people are from now on found by what their cards say.
pub(in crate::homes) fn remember(tx: &mut Tx<'_>, company: CompanyId, cards: &[&Contact]) -> QueryResult<()> {
    let ids: Vec<ContactId> = cards.iter().map(|card| card.id).collect();
    for some in ids.chunks(BATCH) {
        let mine =
            contact_words::table.filter(contact_words::company_id.eq(company)).filter(contact_words::contact_id.among(some));
        diesel::delete(mine).execute(&mut **tx)?;
    }
    add_words(tx, company, cards)
}

/// The same for people who are new.
pub(in crate::homes) fn add_words(tx: &mut Tx<'_>, company: CompanyId, cards: &[&Contact]) -> QueryResult<()> {
    let words = cards.iter().flat_map(|card| {
        let words = words_of(&card.name, card.phone_now(), card.email_now(), card.ident.as_deref());
        words.into_iter().map(|word| (word, card.id))
    });
    let words: Vec<(String, ContactId)> = words.collect();
    match &mut **tx {
        Conn::Sqlite(_) => {
            for some in words.chunks(BATCH) {
                let rows: Vec<_> = some
                    .iter()
                    .map(|(word, of)| {
                        (contact_words::company_id.eq(company), contact_words::word.eq(word), contact_words::contact_id.eq(of))
                    })
                    .collect();
                on_each!(&mut **tx, c => diesel::insert_into(contact_words::table).values(&rows).execute(c))?;
            }
            Ok(())
        }
        Conn::Postgres(conn) => add_many(conn, company, &words),
    }
}

/// Rows of values keep PostgreSQL busy with reading the statements; two arrays are one value each.
fn add_many(conn: &mut PgConnection, company: CompanyId, words: &[(String, ContactId)]) -> QueryResult<()> {
    const MANY: usize = 20_000;
    for some in words.chunks(MANY) {
        let (words, cards): (Vec<&str>, Vec<String>) = some.iter().map(|(word, of)| (word.as_str(), of.to_string())).unzip();
        diesel::sql_query("INSERT INTO contact_words (company_id, word, contact_id) SELECT $1, word, of FROM unnest($2::text[], $3::text[]) AS new (word, of)")
            .bind::<Text, _>(company)
            .bind::<Array<Text>, _>(words)
            .bind::<Array<Text>, _>(cards)
            .execute(conn)?;
    }
    Ok(())
}
