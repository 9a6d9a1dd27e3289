//! Claims, and what the register says beside them.

use diesel::prelude::*;

use crate::clock::{self, Moment};
use crate::db::schema::{buildings, claims, companies, contacts, holdings, invitations, people, premises};
use crate::db::{Conn, Listed, Tx};
use crate::homes::{HoldingId, PremisesId};
use crate::joining::rows::{Claim, ClaimId, ClaimState};
use crate::joining::store::houses::Place;
use crate::web::Step;
use crate::who::{CompanyId, PersonId, Reach};

pub(in crate::joining) fn add(tx: &mut Tx<'_>, claim: &Claim) -> QueryResult<usize> {
    diesel::insert_into(claims::table).values(claim).execute(&mut **tx)
}

/// The slots of a person's open claims, and the premises they are about.
pub(in crate::joining) fn open_of(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<(i32, PremisesId)>> {
    claims::table
        .filter(claims::person_id.eq(person))
        .filter(claims::state.eq(ClaimState::Waiting))
        .select((claims::slot, claims::premises_id))
        .load(conn)
}

/// Whether somebody holds premises today.
pub(in crate::joining) fn holds(
    conn: &mut Conn,
    company: CompanyId,
    of: PremisesId,
    person: PersonId,
    now: Moment,
) -> QueryResult<bool> {
    let today = clock::today(now);
    let held = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::premises_id.eq(of))
        .filter(contacts::person_id.eq(person))
        .filter(holdings::until.is_null().or(holdings::until.ge(today)));
    diesel::select(diesel::dsl::exists(held)).get_result(conn)
}

pub(in crate::joining) fn one(conn: &mut Conn, reach: &Reach, id: ClaimId) -> QueryResult<Claim> {
    let (claim, building): (Claim, String) = claims::table
        .inner_join(premises::table.on(premises::id.eq(claims::premises_id)))
        .filter(claims::company_id.eq(reach.company()))
        .filter(claims::id.eq(id))
        .select((Claim::as_select(), premises::building_id))
        .first(conn)?;
    if reach.has(&building) { Ok(claim) } else { Err(diesel::result::Error::NotFound) }
}

/// Answers a claim; of several answers at once, one stands.
pub(in crate::joining) fn decide(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: ClaimId,
    to: ClaimState,
    reason: &str,
    by: PersonId,
) -> QueryResult<bool> {
    let now = tx.now();
    let open = claims::table
        .filter(claims::company_id.eq(company))
        .filter(claims::id.eq(id))
        .filter(claims::state.eq(ClaimState::Waiting));
    let decided = (claims::state.eq(to), claims::reason.eq(reason), claims::decided_at.eq(now), claims::decided_by.eq(by));
    Ok(diesel::update(open).set(decided).execute(&mut **tx)? == 1)
}

pub(in crate::joining) fn note_holding(
    tx: &mut Tx<'_>,
    company: CompanyId,
    id: ClaimId,
    holding: HoldingId,
) -> QueryResult<usize> {
    let mine = claims::table.filter(claims::company_id.eq(company)).filter(claims::id.eq(id));
    diesel::update(mine).set(claims::holding_id.eq(holding)).execute(&mut **tx)
}

/// A claim with its premises and who claims.
pub(in crate::joining) type Row = (Claim, Place, Claimant);

/// Who claims, as their account says.
#[derive(Clone, Debug, Queryable)]
pub(in crate::joining) struct Claimant {
    pub(in crate::joining) name: String,
    pub(in crate::joining) email: Option<String>,
    pub(in crate::joining) phone: Option<String>,
}

/// The queue: what waits in the order in which it came, what was answered the newest first.
pub(in crate::joining) fn page(
    conn: &mut Conn,
    reach: &Reach,
    state: ClaimState,
    id: Option<ClaimId>,
    step: &Step,
    limit: i64,
) -> QueryResult<Vec<Row>> {
    let mut query = claims::table
        .inner_join(premises::table.on(premises::id.eq(claims::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .inner_join(people::table.on(people::id.eq(claims::person_id)))
        .filter(claims::company_id.eq(reach.company()))
        .select((
            Claim::as_select(),
            (premises::id, buildings::address, premises::kind, premises::number),
            (people::name, people::email, people::phone),
        ))
        .limit(limit)
        .into_boxed();
    if let Some(within) = reach.buildings() {
        query = query.filter(premises::building_id.among(within));
    }
    query = match id {
        Some(id) => query.filter(claims::id.eq(id)),
        None => query.filter(claims::state.eq(state)),
    };
    let oldest_first = state == ClaimState::Waiting;
    query = match (step, oldest_first) {
        (Step::First, true) => query.order(claims::id.asc()),
        (Step::First, false) => query.order(claims::id.desc()),
        (Step::After(at), true) => query.filter(claims::id.gt(at.id.clone())).order(claims::id.asc()),
        (Step::After(at), false) => query.filter(claims::id.lt(at.id.clone())).order(claims::id.desc()),
        (Step::Before(at), true) => query.filter(claims::id.lt(at.id.clone())).order(claims::id.desc()),
        (Step::Before(at), false) => query.filter(claims::id.gt(at.id.clone())).order(claims::id.asc()),
    };
    query.load(conn)
}

/// How many wait.
pub(in crate::joining) fn waiting(conn: &mut Conn, reach: &Reach) -> QueryResult<i64> {
    let mut open = claims::table
        .inner_join(premises::table.on(premises::id.eq(claims::premises_id)))
        .filter(claims::company_id.eq(reach.company()))
        .filter(claims::state.eq(ClaimState::Waiting))
        .select(diesel::dsl::count_star())
        .into_boxed();
    if let Some(within) = reach.buildings() {
        open = open.filter(premises::building_id.among(within));
    }
    open.first(conn)
}

/// A claim of one's own: with its premises, and the company's name in Kazakh, Russian and English.
pub(in crate::joining) type Own = (Claim, Place, (String, String, String));

/// A person's own claims, the newest first, with the names of the companies.
pub(in crate::joining) fn of_person(conn: &mut Conn, person: PersonId) -> QueryResult<Vec<Own>> {
    claims::table
        .inner_join(premises::table.on(premises::id.eq(claims::premises_id)))
        .inner_join(buildings::table.on(buildings::id.eq(premises::building_id)))
        .inner_join(companies::table.on(companies::id.eq(claims::company_id)))
        .filter(claims::person_id.eq(person))
        .order(claims::id.desc())
        .select((
            Claim::as_select(),
            (premises::id, buildings::address, premises::kind, premises::number),
            (companies::name_kk, companies::name_ru, companies::name_en),
        ))
        .limit(50)
        .load(conn)
}

/// Somebody who is told.
#[derive(Clone, Debug, Queryable)]
pub(in crate::joining) struct Addressee {
    pub(in crate::joining) person: PersonId,
    pub(in crate::joining) name: String,
    pub(in crate::joining) email: Option<String>,
    pub(in crate::joining) locale: String,
    pub(in crate::joining) bounced_at: Option<Moment>,
}

/// How these people are told.
pub(in crate::joining) fn addressees(conn: &mut Conn, of: &[PersonId]) -> QueryResult<Vec<Addressee>> {
    people::table
        .filter(people::id.among(of))
        .select((people::id, people::name, people::email, people::locale, people::bounced_at))
        .load(conn)
}

pub(in crate::joining) fn addressee(conn: &mut Conn, person: PersonId) -> QueryResult<Addressee> {
    people::table.find(person).select((people::id, people::name, people::email, people::locale, people::bounced_at)).first(conn)
}

/// Who brought these holdings in: the author of the invitation by which each began.
pub(in crate::joining) fn brought_by(
    conn: &mut Conn,
    company: CompanyId,
    all: &[HoldingId],
) -> QueryResult<Vec<(HoldingId, PersonId)>> {
    let rows: Vec<(Option<HoldingId>, PersonId)> = invitations::table
        .filter(invitations::company_id.eq(company))
        .filter(invitations::holding_id.among(all))
        .select((invitations::holding_id, invitations::author_id))
        .load(conn)?;
    Ok(rows.into_iter().filter_map(|(holding, author)| Some((holding?, author))).collect())
}

/// Takes back what somebody's invitations into premises have left open: they do not live there any more.
pub(in crate::joining) fn revoke_of_author(
    tx: &mut Tx<'_>,
    company: CompanyId,
    of: PremisesId,
    author: PersonId,
    by: PersonId,
) -> QueryResult<usize> {
    let now = tx.now();
    let open = invitations::table
        .filter(invitations::company_id.eq(company))
        .filter(invitations::premises_id.eq(of))
        .filter(invitations::author_id.eq(author))
        .filter(invitations::by_resident.eq(true))
        .filter(invitations::used_at.is_null())
        .filter(invitations::revoked_at.is_null());
    diesel::update(open).set((invitations::revoked_at.eq(now), invitations::revoked_by.eq(by))).execute(&mut **tx)
}
