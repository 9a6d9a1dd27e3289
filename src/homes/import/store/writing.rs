//! Writes a plan: what is new in large pieces, what changes row by row.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Array, Text};

use crate::db::schema::{buildings, contacts, entrances, holdings, home_words, premises};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::import::outcome::Plan;
use crate::homes::place::PremisesId;
use crate::homes::rows::{Building, Contact, Entrance, Holding, Premises};
use crate::homes::store;
use crate::on_each;
use crate::who::CompanyId;

/// Writes all of it; whose accounts the contacts have is already in them.
pub(in crate::homes::import) fn write(tx: &mut Tx<'_>, company: CompanyId, plan: &Plan) -> QueryResult<()> {
    add_buildings(tx, &plan.buildings)?;
    add_entrances(tx, &plan.entrances)?;
    free_accounts(tx, company, plan)?;
    for change in &plan.changed_premises {
        store::places::save(tx, &change.after)?;
    }
    add_premises(tx, &plan.premises)?;
    let changed = plan.changed_premises.iter().flat_map(|change| [(change.before.kind, -1), (change.after.kind, 1)]);
    store::buildings::changed(tx, company, plan.premises.iter().map(|of| (of.kind, 1)).chain(changed))?;
    for change in &plan.changed_contacts {
        store::people::save_contact(tx, &change.after)?;
    }
    add_contacts(tx, &plan.contacts)?;
    store::contacts::remember(tx, company, &plan.changed_contacts.iter().map(|change| &change.after).collect::<Vec<_>>())?;
    store::contacts::add_words(tx, company, &plan.contacts.iter().collect::<Vec<_>>())?;
    for change in &plan.changed_holdings {
        save_share(tx, &change.after)?;
    }
    add_holdings(tx, &plan.holdings)?;
    end_holdings(tx, company, plan)?;
    set_words(tx, company, plan)
}

/// Premises that swap account numbers give theirs up before they get another's: the index that keeps a number with one of
/// them looks after every statement.
fn free_accounts(tx: &mut Tx<'_>, company: CompanyId, plan: &Plan) -> QueryResult<()> {
    let moved = plan
        .changed_premises
        .iter()
        .filter(|change| change.before.account.is_some() && change.before.account != change.after.account);
    let ids: Vec<PremisesId> = moved.map(|change| change.after.id).collect();
    for some in ids.chunks(BATCH) {
        let mine = premises::table.filter(premises::company_id.eq(company)).filter(premises::id.among(some));
        diesel::update(mine).set(premises::account.eq(None::<String>)).execute(&mut **tx)?;
    }
    Ok(())
}

fn add_buildings(tx: &mut Tx<'_>, all: &[Building]) -> QueryResult<()> {
    for some in all.chunks(BATCH) {
        let rows: Vec<_> = some
            .iter()
            .map(|of| {
                (
                    (buildings::id.eq(of.id), buildings::company_id.eq(of.company_id), buildings::complex_id.eq(of.complex_id)),
                    (
                        buildings::address.eq(&of.address),
                        buildings::address_folded.eq(&of.address_folded),
                        buildings::sort_key.eq(&of.sort_key),
                    ),
                    (buildings::floors.eq(of.floors), buildings::created_at.eq(of.created_at)),
                )
            })
            .collect();
        on_each!(&mut **tx, c => diesel::insert_into(buildings::table).values(&rows).execute(c))?;
    }
    Ok(())
}

fn add_entrances(tx: &mut Tx<'_>, all: &[Entrance]) -> QueryResult<()> {
    for some in all.chunks(BATCH) {
        let rows: Vec<_> = some
            .iter()
            .map(|of| {
                (
                    (entrances::id.eq(of.id), entrances::company_id.eq(of.company_id), entrances::building_id.eq(of.building_id)),
                    (entrances::number.eq(&of.number), entrances::sort_key.eq(&of.sort_key)),
                )
            })
            .collect();
        on_each!(&mut **tx, c => diesel::insert_into(entrances::table).values(&rows).execute(c))?;
    }
    Ok(())
}

fn add_premises(tx: &mut Tx<'_>, all: &[Premises]) -> QueryResult<()> {
    for some in all.chunks(BATCH) {
        let rows: Vec<_> = some
            .iter()
            .map(|of| {
                (
                    (premises::id.eq(of.id), premises::company_id.eq(of.company_id), premises::building_id.eq(of.building_id)),
                    (premises::entrance_id.eq(of.entrance_id), premises::kind.eq(of.kind), premises::number.eq(&of.number)),
                    (
                        premises::number_folded.eq(&of.number_folded),
                        premises::sort_key.eq(&of.sort_key),
                        premises::floor.eq(of.floor),
                    ),
                    (premises::area.eq(of.area), premises::living_area.eq(of.living_area), premises::account.eq(&of.account)),
                    (premises::centre_account.eq(&of.centre_account), premises::cadastre.eq(&of.cadastre)),
                    (
                        premises::registered.eq(of.registered),
                        premises::residing.eq(of.residing),
                        premises::created_at.eq(of.created_at),
                    ),
                )
            })
            .collect();
        on_each!(&mut **tx, c => diesel::insert_into(premises::table).values(&rows).execute(c))?;
    }
    Ok(())
}

fn add_contacts(tx: &mut Tx<'_>, all: &[Contact]) -> QueryResult<()> {
    for some in all.chunks(BATCH) {
        let rows: Vec<_> = some
            .iter()
            .map(|of| {
                (
                    (contacts::id.eq(of.id), contacts::company_id.eq(of.company_id), contacts::person_id.eq(of.person_id)),
                    (contacts::name.eq(&of.name), contacts::name_folded.eq(&of.name_folded), contacts::sort_key.eq(&of.sort_key)),
                    (
                        contacts::ident.eq(&of.ident),
                        contacts::phone.eq(&of.phone),
                        contacts::email.eq(&of.email),
                        contacts::created_at.eq(of.created_at),
                    ),
                )
            })
            .collect();
        on_each!(&mut **tx, c => diesel::insert_into(contacts::table).values(&rows).execute(c))?;
    }
    Ok(())
}

fn add_holdings(tx: &mut Tx<'_>, all: &[Holding]) -> QueryResult<()> {
    for some in all.chunks(BATCH) {
        let rows: Vec<_> = some
            .iter()
            .map(|of| {
                (
                    (holdings::id.eq(of.id), holdings::company_id.eq(of.company_id), holdings::premises_id.eq(of.premises_id)),
                    (holdings::contact_id.eq(of.contact_id), holdings::holds.eq(of.holds), holdings::share_of.eq(of.share_of)),
                    (
                        holdings::share_in.eq(of.share_in),
                        holdings::since.eq(of.since),
                        holdings::until.eq(of.until),
                        holdings::created_at.eq(of.created_at),
                    ),
                )
            })
            .collect();
        on_each!(&mut **tx, c => diesel::insert_into(holdings::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Ends what a person has chosen to end; what has ended meanwhile keeps its day.
fn end_holdings(tx: &mut Tx<'_>, company: CompanyId, plan: &Plan) -> QueryResult<()> {
    let Some((ended, day)) = &plan.ended else { return Ok(()) };
    for some in ended.chunks(BATCH) {
        let ids: Vec<_> = some.iter().map(|of| of.id).collect();
        let mine = holdings::table
            .filter(holdings::company_id.eq(company))
            .filter(holdings::id.among(ids))
            .filter(holdings::until.is_null());
        diesel::update(mine).set(holdings::until.eq(*day)).execute(&mut **tx)?;
    }
    Ok(())
}

fn save_share(tx: &mut Tx<'_>, of: &Holding) -> QueryResult<usize> {
    let mine = holdings::table.filter(holdings::company_id.eq(of.company_id)).filter(holdings::id.eq(of.id));
    diesel::update(mine).set((holdings::share_of.eq(of.share_of), holdings::share_in.eq(of.share_in))).execute(&mut **tx)
}

fn set_words(tx: &mut Tx<'_>, company: CompanyId, plan: &Plan) -> QueryResult<()> {
    let new: HashMap<PremisesId, ()> = plan.premises.iter().map(|premises| (premises.id, ())).collect();
    let had: Vec<PremisesId> = plan.words.iter().map(|(id, _)| *id).filter(|id| !new.contains_key(id)).collect();
    for some in had.chunks(BATCH) {
        let mine = home_words::table.filter(home_words::company_id.eq(company)).filter(home_words::premises_id.among(some));
        diesel::delete(mine).execute(&mut **tx)?;
    }
    let words: Vec<(String, PremisesId)> =
        plan.words.iter().flat_map(|(id, words)| words.iter().map(|word| (word.clone(), *id))).collect();
    match &mut **tx {
        Conn::Sqlite(_) => store::people::add_words(tx, words, company),
        Conn::Postgres(conn) => add_words(conn, company, &words),
    }
}

/// Half a million words in rows of values keep PostgreSQL busy with reading the statements; two arrays are one value each.
fn add_words(conn: &mut PgConnection, company: CompanyId, words: &[(String, PremisesId)]) -> QueryResult<()> {
    const MANY: usize = 20_000;
    for some in words.chunks(MANY) {
        let (words, premises): (Vec<&str>, Vec<String>) = some.iter().map(|(word, of)| (word.as_str(), of.to_string())).unzip();
        diesel::sql_query("INSERT INTO home_words (company_id, word, premises_id) SELECT $1, word, of FROM unnest($2::text[], $3::text[]) AS new (word, of)")
            .bind::<Text, _>(company)
            .bind::<Array<Text>, _>(words)
            .bind::<Array<Text>, _>(premises)
            .execute(conn)?;
    }
    Ok(())
}
