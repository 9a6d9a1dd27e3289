//! Mailed proofs that an address is somebody's own.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::join_proofs;
use crate::db::{Conn, Tx};
use crate::joining::rows::InvitationId;

/// Somebody who said that an address is theirs.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = join_proofs)]
pub(in crate::joining) struct Proof {
    pub(in crate::joining) id: String,
    pub(in crate::joining) invitation_id: Option<InvitationId>,
    pub(in crate::joining) name: String,
    pub(in crate::joining) email: String,
    pub(in crate::joining) phone: Option<String>,
    pub(in crate::joining) locale: String,
    pub(in crate::joining) created_at: Moment,
    pub(in crate::joining) expires_at: Moment,
    pub(in crate::joining) used_at: Option<Moment>,
}

pub(in crate::joining) fn add(tx: &mut Tx<'_>, proof: &Proof) -> QueryResult<usize> {
    diesel::insert_into(join_proofs::table).values(proof).execute(&mut **tx)
}

pub(in crate::joining) fn one(conn: &mut Conn, id: &str) -> QueryResult<Option<Proof>> {
    join_proofs::table.find(id).select(Proof::as_select()).first(conn).optional()
}

/// Uses it up; of many at once, one.
pub(in crate::joining) fn use_up(tx: &mut Tx<'_>, id: &str) -> QueryResult<bool> {
    let now = tx.now();
    let open = join_proofs::table
        .filter(join_proofs::id.eq(id))
        .filter(join_proofs::used_at.is_null())
        .filter(join_proofs::expires_at.gt(now));
    Ok(diesel::update(open).set(join_proofs::used_at.eq(now)).execute(&mut **tx)? == 1)
}

pub(in crate::joining) fn since(conn: &mut Conn, email: &str, since: Moment) -> QueryResult<i64> {
    let to = join_proofs::table.filter(join_proofs::email.eq(email)).filter(join_proofs::created_at.gt(since));
    to.count().get_result(conn)
}

/// Forgets those that have run out: an address that nobody proved is nobody's.
pub(in crate::joining) fn sweep(tx: &mut Tx<'_>) -> QueryResult<usize> {
    let now = tx.now();
    diesel::delete(join_proofs::table.filter(join_proofs::expires_at.lt(now))).execute(&mut **tx)
}
