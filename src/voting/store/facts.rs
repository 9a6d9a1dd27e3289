//! What a protocol says, read at one moment.

use std::collections::HashMap;

use diesel::QueryResult;

use crate::announcements;
use crate::db::Conn;
use crate::homes::PremisesId;
use crate::voting::counting::{Results, replay};
use crate::voting::protocol::{Facts, Protocol};
use crate::voting::rows::{Meeting, Owner};
use crate::voting::store;

pub(in crate::voting) fn facts(conn: &mut Conn, of: Meeting, protocol: Protocol, base_url: &str) -> QueryResult<Facts> {
    let (company, id) = (of.company_id, of.id);
    let units = store::electorate::units(conn, company, id)?;
    let mut owners: HashMap<PremisesId, Vec<Owner>> = HashMap::new();
    for owner in store::electorate::owners(conn, company, id)? {
        owners.entry(owner.premises_id).or_default().push(owner);
    }
    let ballots = store::ballots::counting(conn, company, id)?;
    let results = Results::of(store::meetings::questions(conn, company, id)?, &units, &ballots);
    let lines = store::counting::chain(conn, company, id)?;
    let closed = replay(lines.iter().map(|row| (row.line.as_str(), row.hash.as_str()))).ok().and_then(|all| all.closed);
    let sheets = store::sheets::numbers(conn, company, id)?;
    let told = of.announcement_id.map(|announcement| announcements::told(conn, company, announcement)).transpose()?;
    Ok(Facts {
        sender: store::protocols::sender(conn, company)?,
        zone: store::protocols::zone(conn, company)?,
        address: store::protocols::address(conn, company, of.building_id)?,
        callers: store::counting::callers(conn, company, id)?,
        closed: closed.unwrap_or_default(),
        base_url: base_url.to_owned(),
        meeting: of,
        protocol,
        results,
        units,
        owners,
        ballots,
        sheets,
        told,
    })
}
