//! Invitations in a list: filtered, page by page, with what they are called by.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{buildings, invitations, people, premises};
use crate::db::{Conn, Listed};
use crate::homes::{BuildingId, PremisesId};
use crate::joining::rows::{Invitation, InvitationId, RunId, State, Way};
use crate::joining::store::houses::Place;
use crate::web::Step;
use crate::who::{CompanyId, PersonId, Reach};

/// Which invitations are wanted.
#[derive(Clone, Debug, Default)]
pub(in crate::joining) struct Wanted {
    pub(in crate::joining) state: Option<State>,
    pub(in crate::joining) way: Option<Way>,
    pub(in crate::joining) building: Option<BuildingId>,
    pub(in crate::joining) premises: Option<PremisesId>,
    pub(in crate::joining) run: Option<RunId>,
    pub(in crate::joining) id: Option<InvitationId>,
    /// Of one who lives there, not of staff.
    pub(in crate::joining) resident: Option<PersonId>,
}

/// An invitation with its premises and the name of whoever invites.
pub(in crate::joining) type Row = (Invitation, Place, String);

pub(in crate::joining) fn page(
    conn: &mut Conn,
    reach: &Reach,
    wanted: &Wanted,
    step: &Step,
    limit: i64,
    now: Moment,
) -> QueryResult<Vec<Row>> {
    let mut query = invitations::table
        .inner_join(premises::table.on(premises::id.eq(invitations::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .inner_join(people::table.on(people::id.eq(invitations::author_id)))
        .filter(invitations::company_id.eq(reach.company()))
        .select((Invitation::as_select(), (premises::id, buildings::address, premises::kind, premises::number), people::name))
        .limit(limit)
        .into_boxed();
    query = match wanted.state {
        None => query,
        Some(State::Used) => query.filter(invitations::used_at.is_not_null()),
        Some(State::Revoked) => query.filter(invitations::revoked_at.is_not_null()),
        Some(State::Expired) => query
            .filter(invitations::used_at.is_null())
            .filter(invitations::revoked_at.is_null())
            .filter(invitations::expires_at.le(now)),
        Some(State::Waiting) => query
            .filter(invitations::used_at.is_null())
            .filter(invitations::revoked_at.is_null())
            .filter(invitations::expires_at.gt(now)),
    };
    if let Some(within) = reach.buildings() {
        query = query.filter(premises::building_id.among(within));
    }
    if let Some(way) = wanted.way {
        query = query.filter(invitations::way.eq(way));
    }
    if let Some(building) = wanted.building {
        query = query.filter(premises::building_id.eq(building));
    }
    if let Some(of) = wanted.premises {
        query = query.filter(invitations::premises_id.eq(of));
    }
    if let Some(run) = wanted.run {
        query = query.filter(invitations::run_id.eq(run));
    }
    if let Some(author) = wanted.resident {
        query = query.filter(invitations::author_id.eq(author)).filter(invitations::by_resident.eq(true));
    }
    if let Some(id) = wanted.id {
        query = query.filter(invitations::id.eq(id));
    }
    query = match step {
        Step::First => query.order(invitations::id.desc()),
        Step::After(at) => query.filter(invitations::id.lt(at.id.clone())).order(invitations::id.desc()),
        Step::Before(at) => query.filter(invitations::id.gt(at.id.clone())).order(invitations::id.asc()),
    };
    query.load(conn)
}

/// How many of a run are in which state.
pub(in crate::joining) fn tally(conn: &mut Conn, company: CompanyId, run: RunId, now: Moment) -> QueryResult<Vec<(State, i64)>> {
    let rows: Vec<(Option<Moment>, Option<Moment>, Moment)> = invitations::table
        .filter(invitations::company_id.eq(company))
        .filter(invitations::run_id.eq(run))
        .select((invitations::used_at, invitations::revoked_at, invitations::expires_at))
        .load(conn)?;
    let state = |(used, revoked, expires): &(Option<Moment>, Option<Moment>, Moment)| match (used, revoked) {
        (Some(_), _) => State::Used,
        (None, Some(_)) => State::Revoked,
        (None, None) if *expires <= now => State::Expired,
        (None, None) => State::Waiting,
    };
    let count = |wanted: State| rows.iter().filter(|row| state(row) == wanted).count();
    Ok(State::ALL.iter().map(|wanted| (*wanted, i64::try_from(count(*wanted)).unwrap_or(i64::MAX))).collect())
}
