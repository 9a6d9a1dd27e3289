//! What people hold and held, and who acts for them.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::schema::{buildings, contacts, holdings, premises, representatives};
use crate::db::{BATCH, Conn, Listed, Tx};
use crate::homes::holding::{ContactId, HoldingId};
use crate::homes::people::representing::RepresentativeId;
use crate::homes::place::Kind;
use crate::homes::rows::{Contact, Holding, Representative};
use crate::who::{CompanyId, Reach};

/// A holding with what is held: the building's address, what it is, the number on the door.
pub(in crate::homes) type Held = (Holding, (String, Kind, String));

/// All that these people hold and held within a zone, the present first, then the latest.
pub(in crate::homes) fn of(conn: &mut Conn, reach: &Reach, of: &[ContactId]) -> QueryResult<HashMap<ContactId, Vec<Held>>> {
    let mut all: HashMap<ContactId, Vec<Held>> = HashMap::new();
    for some in of.chunks(BATCH) {
        let mut query = holdings::table
            .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
            .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
            .filter(holdings::company_id.eq(reach.company()))
            .filter(holdings::contact_id.among(some))
            .order((holdings::until.is_null().desc(), holdings::until.desc(), premises::sort_key.asc(), holdings::id.asc()))
            .select((Holding::as_select(), (buildings::address, premises::kind, premises::number)))
            .into_boxed();
        if let Some(within) = reach.buildings() {
            query = query.filter(premises::building_id.among(within));
        }
        for row in query.load::<Held>(conn)? {
            all.entry(row.0.contact_id).or_default().push(row);
        }
    }
    Ok(all)
}

/// Who acts for these holdings by a power that was not taken back, with their cards; powers that have run out among them.
pub(in crate::homes) fn acting_for(
    conn: &mut Conn,
    company: CompanyId,
    of: &[HoldingId],
) -> QueryResult<HashMap<HoldingId, Vec<(Representative, Contact)>>> {
    let rows: Vec<(Representative, Contact)> = representatives::table
        .inner_join(contacts::table.on(contacts::id.eq(representatives::contact_id)))
        .filter(representatives::company_id.eq(company))
        .filter(representatives::holding_id.among(of))
        .filter(representatives::revoked_at.is_null())
        .order((representatives::until.desc(), representatives::id))
        .select((Representative::as_select(), Contact::as_select()))
        .load(conn)?;
    let mut all: HashMap<HoldingId, Vec<(Representative, Contact)>> = HashMap::new();
    for row in rows {
        all.entry(row.0.holding_id).or_default().push(row);
    }
    Ok(all)
}

/// For whose holdings somebody acts, within a zone.
pub(in crate::homes) fn acts_for(
    conn: &mut Conn,
    reach: &Reach,
    id: ContactId,
) -> QueryResult<Vec<(Representative, Contact, Held)>> {
    let mut query = representatives::table
        .inner_join(holdings::table.on(holdings::id.eq(representatives::holding_id)))
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .filter(representatives::company_id.eq(reach.company()))
        .filter(representatives::contact_id.eq(id))
        .filter(representatives::revoked_at.is_null())
        .order((representatives::until.desc(), representatives::id))
        .select((
            Representative::as_select(),
            Contact::as_select(),
            (Holding::as_select(), (buildings::address, premises::kind, premises::number)),
        ))
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(premises::building_id.among(within));
    }
    query.load(conn)
}

pub(in crate::homes) fn add_representative(tx: &mut Tx<'_>, new: &Representative) -> QueryResult<usize> {
    diesel::insert_into(representatives::table).values(new).execute(&mut **tx)
}

/// Takes a power back; 0 when there is none of that holding that still stands.
pub(in crate::homes) fn revoke(tx: &mut Tx<'_>, company: CompanyId, of: HoldingId, id: RepresentativeId) -> QueryResult<usize> {
    let mine = representatives::table
        .filter(representatives::company_id.eq(company))
        .filter(representatives::holding_id.eq(of))
        .filter(representatives::id.eq(id))
        .filter(representatives::revoked_at.is_null());
    let now = tx.now();
    diesel::update(mine).set(representatives::revoked_at.eq(now)).execute(&mut **tx)
}
