//! The second look: whoever was not content has the work looked at by somebody who did not do it.

use super::acting::hands;
use super::asking::following;
use super::assigning::best;
use super::category;
use super::coming::{Coming, begin};
use super::kind::Matter;
use super::moving::{Doer, Done, happened, keep};
use super::rows::{Happening, Request};
use super::store;
use crate::config::Config;
use crate::db::Tx;
use crate::text::t;
use crate::web::actor::{Acting, Resident};

/// The category of such a look.
const QUALITY: &str = "office_quality";

/// Opens a second look at a request that was rated low, linked to it, and gives it to whoever is best of those who did not do the work. It
/// stays between the resident and staff, and is none of the requests that somebody may send a day.
pub(super) fn look_again(tx: &mut Tx<'_>, config: &Config, who: &Resident, of: &Request, words: &str) -> Done<Request> {
    let said = t(who.locale(), "requests.quality.text");
    let text = if words.is_empty() { said.into_owned() } else { format!("{said}\n\n{words}") };
    let coming = Coming {
        category: category::known(QUALITY),
        matter: Matter::Complaint,
        open_to_house: false,
        anonymous: false,
        ..following(who, of, &text)
    };
    let doer = Doer::resident(who);
    let new = begin(tx, config, &doer, &coming)?;
    happened(tx, &new, &doer, Happening::Linked, &of.number)?;
    let today = tx.today();
    let (mut others, _) = hands(tx, new.company_id, &new, today)?;
    others.retain(|hand| Some(hand.person) != of.assignee_id);
    let busy = store::desk::load_of(tx, new.company_id, &others.iter().map(|hand| hand.person).collect::<Vec<_>>())?;
    let Some(checks) = best(&others, category::known(QUALITY).trade, &busy.into_iter().collect()) else { return Ok(new) };
    let given = Request { assignee_id: Some(checks.person), assigned_why: "rule".to_owned(), ..new.clone() };
    let given = keep(tx, &new, given)?;
    happened(tx, &given, &Doer::portal(), Happening::Assigned, &checks.name)?;
    Ok(given)
}
