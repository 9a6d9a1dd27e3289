//! Those who are about to come in: invitations, a run of letters, a proof that waits, a claim.

use aula::db::Conn;
use aula::db::schema::{claims, invitations, join_proofs, letter_runs};
use aula::web::secrets;
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{Side, now};
use crate::support::people::SECRET;

impl Side {
    /// Invitations into premises 1: 1 the owner's, by a code on the screen; 2 of the staff, mailed.
    pub(crate) fn invitation(self, number: u128) -> String {
        self.of(13, number)
    }
    /// Letters that were printed.
    pub(crate) fn run(self) -> String {
        self.of(14, 1)
    }
    /// A claim of premises 2 that waits.
    pub(crate) fn claim(self) -> String {
        self.of(15, 1)
    }
    /// The page of an invitation whose code somebody typed.
    pub(crate) fn ticket(self, number: u128) -> String {
        let until = (now() + TimeDelta::hours(1)).and_utc().timestamp();
        let secret = aula::config::Secret::new(SECRET);
        secrets::sealed(&secret, "join ticket", &format!("{}|0|{until}", self.invitation(number)))
    }
    /// The token of the mailed invitation.
    pub(crate) fn mailed(self) -> String {
        format!("an-invitation-that-was-mailed-{}", self.owner().key)
    }
    /// The token of a proof that waits.
    pub(crate) fn proof(self) -> String {
        format!("a-proof-that-was-mailed-{}", self.owner().key)
    }
}

pub(super) fn fill(conn: &mut Conn, side: Side) -> QueryResult<()> {
    run(conn, side)?;
    invitation(conn, side, 1, ("screen", &format!("nobody knows the code of {}", side.owner().key)))?;
    invitation(conn, side, 2, ("mail", &secrets::fingerprint(&side.mailed())))?;
    proof(conn, side)?;
    claim(conn, side)
}

fn run(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let at = now() - TimeDelta::days(1);
    diesel::insert_into(letter_runs::table)
        .values((
            (
                letter_runs::id.eq(side.run()),
                letter_runs::company_id.eq(side.company()),
                letter_runs::author_id.eq(side.manager().id()),
                letter_runs::place.eq("building"),
                letter_runs::subject_id.eq(side.building(1)),
            ),
            (
                letter_runs::place_name.eq("Дом"),
                letter_runs::only_new.eq(true),
                letter_runs::state.eq("done"),
                letter_runs::printed.eq(0_i64),
                letter_runs::created_at.eq(at),
            ),
            (letter_runs::expires_at.eq(at + TimeDelta::days(60)), letter_runs::ended_at.eq(at)),
        ))
        .execute(conn)
        .map(drop)
}

fn invitation(conn: &mut Conn, side: Side, number: u128, (way, secret): (&str, &str)) -> QueryResult<()> {
    let at = now() - TimeDelta::days(1);
    let by_owner = way == "screen";
    let author = if by_owner { side.owner().id() } else { side.manager().id() };
    diesel::insert_into(invitations::table)
        .values((
            (
                invitations::id.eq(side.invitation(number)),
                invitations::company_id.eq(side.company()),
                invitations::premises_id.eq(side.premises(1)),
                invitations::holds.eq("family"),
                invitations::way.eq(way),
            ),
            (
                invitations::secret.eq(secret),
                invitations::email.eq((!by_owner).then(|| format!("guest-of-{}@demo.example", side.owner().key))),
                invitations::locale.eq("ru"),
                invitations::minor.eq(false),
                invitations::author_id.eq(author),
            ),
            (
                invitations::by_resident.eq(by_owner),
                invitations::created_at.eq(at),
                invitations::expires_at.eq(at + TimeDelta::days(60)),
            ),
        ))
        .execute(conn)
        .map(drop)
}

fn proof(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let at = now() - TimeDelta::minutes(10);
    diesel::insert_into(join_proofs::table)
        .values((
            join_proofs::id.eq(secrets::fingerprint(&side.proof())),
            join_proofs::name.eq("Новый человек"),
            join_proofs::email.eq(format!("new-at-{}@demo.example", side.owner().key)),
            join_proofs::locale.eq("ru"),
            join_proofs::created_at.eq(at),
            join_proofs::expires_at.eq(at + TimeDelta::hours(24)),
        ))
        .execute(conn)
        .map(drop)
}

fn claim(conn: &mut Conn, side: Side) -> QueryResult<()> {
    let at = now() - TimeDelta::days(3);
    diesel::insert_into(claims::table)
        .values((
            (
                claims::id.eq(side.claim()),
                claims::company_id.eq(side.company()),
                claims::premises_id.eq(side.premises(2)),
                claims::person_id.eq(side.owner().id()),
                claims::holds.eq("owner"),
            ),
            (
                claims::note.eq("Купил"),
                claims::state.eq("waiting"),
                claims::slot.eq(0),
                claims::reason.eq(""),
                claims::created_at.eq(at),
            ),
        ))
        .execute(conn)
        .map(drop)
}
