//! The proof: what lets anybody see for themselves that their vote is there and that the count is right, without believing us.
//!
//! The **bulletin** lists every ballot by its receipt and its unit's label; choices stand in it once voting is over. The **pack** carries
//! bulletin, chain of events and the electorate without names, and a page that recounts all of it offline. **`/verify`** says of a
//! protocol's code what protocol that is. At closing the head of the chain is mailed to all who voted: whoever would change a line later
//! would have to change those letters, too.

mod bulletin;
mod jobs;
mod pack;
mod pages;
mod watch;

use diesel::QueryResult;

pub use jobs::MailHead;
pub use watch::{check, verify_all};

use super::meeting::MeetingId;
use super::rows::Meeting;
use super::store;
use crate::clock::Moment;
use crate::db::{Conn, Tx};
use crate::web::Routes;
use crate::web::actor::Resident;
use crate::who::Holds;

/// The addresses of this room.
pub(in crate::voting) fn routes(routes: &mut Routes<'_>) {
    use pages::{list, packed, verify};
    routes
        .get("/votes/{meeting}/bulletin", list::show)
        .get("/votes/{meeting}/pack.zip", packed::for_resident)
        .get("/staff/votes/{meeting}/pack.zip", packed::for_staff)
        .get("/verify", verify::show)
        .post("/verify", verify::compare);
}

/// The pages as the tests look at them.
pub(in crate::voting) fn samples() -> Vec<(&'static str, Box<dyn crate::web::Shown>)> {
    vec![
        ("voting/proof/bulletin", Box::new(pages::list::Bulletin::sample())),
        ("voting/proof/verify", Box::new(pages::verify::Verify::sample())),
    ]
}

/// A meeting of a house in which somebody holds something or acts for an owner, and whether they own any of it. To know how others voted is
/// a right of owners (art. 42(10)): whether a power of attorney carries it, nobody here can read, so whoever acts by one reads as a tenant does.
///
/// # Errors
/// `NotFound` when there is no such meeting for them.
pub(in crate::voting) fn of_resident(
    conn: &mut Conn,
    who: &Resident,
    id: MeetingId,
    now: Moment,
) -> QueryResult<(Meeting, bool)> {
    let today = store::booth::voices::today(conn, who.company(), now)?;
    let powers = store::booth::voices::powers(conn, who, today)?;
    let mut buildings: Vec<String> = who.homes().iter().map(|home| home.building.clone()).collect();
    buildings.extend(powers.into_iter().map(|power| power.building));
    let of = store::proof::meeting_in(conn, who.company(), &buildings, id)?.ok_or(diesel::result::Error::NotFound)?;
    let house = of.building_id.to_string();
    let owner = who.homes().iter().any(|home| home.building == house && home.holds == Holds::Owner);
    Ok((of, owner))
}

/// Has the head of the chain mailed to all who voted: to be called in the transaction that ends the voting.
pub(in crate::voting) fn closed(tx: &mut Tx<'_>, of: &Meeting) -> QueryResult<()> {
    crate::jobs::enqueue(tx, &MailHead { company: of.company_id, meeting: of.id }).map(drop)
}
