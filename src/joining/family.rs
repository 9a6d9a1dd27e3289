//! Who lives with whom: owners look after their own family and tenants, tenants after the family they brought in themselves.

use std::collections::HashMap;

use super::rows::InvitationId;
use super::{Actor, Done, Refused, line, news, store};
use crate::clock::Moment;
use crate::config::Config;
use crate::db::{Conn, Failure, Tx};
use crate::homes::{self, Contact, ContactId, Holding, HoldingId, PremisesId};
use crate::web::actor::{Acting, Resident};
use crate::who::{Holds, PersonId};

/// As what one who holds premises may invite others.
pub(super) fn may_invite(mine: Holds) -> &'static [Holds] {
    match mine {
        Holds::Owner => &[Holds::Family, Holds::Tenant],
        Holds::Tenant => &[Holds::Family],
        Holds::Family => &[],
    }
}

/// Whether one who holds premises may end another's holding of them.
pub(super) fn may_remove(mine: Holds, theirs: Holds, brought_by_me: bool) -> bool {
    match (mine, theirs) {
        (_, Holds::Owner) | (Holds::Family, _) | (Holds::Tenant, Holds::Tenant) => false,
        (Holds::Owner, Holds::Tenant | Holds::Family) => true,
        (Holds::Tenant, Holds::Family) => brought_by_me,
    }
}

/// As what somebody holds premises: of several ways the strongest. `None` for those who do not hold them.
pub(super) fn mine(who: &Resident, of: PremisesId) -> Option<Holds> {
    let of = of.to_string();
    who.homes().iter().filter(|home| home.premises == of).map(|home| home.holds).min()
}

/// Somebody with access to premises.
#[derive(Clone, Debug)]
pub(super) struct Housemate {
    pub(super) holding: Holding,
    pub(super) contact: Contact,
    /// It is the reader.
    pub(super) me: bool,
    /// The reader may end it.
    pub(super) removable: bool,
}

/// The reader's premises, each once, as what they hold them: of several ways the strongest.
pub(super) fn own(who: &Resident) -> Vec<(PremisesId, Holds)> {
    let mut all: Vec<(PremisesId, Holds)> = Vec::new();
    for home in who.homes() {
        let Ok(id) = home.premises.parse::<PremisesId>() else { continue };
        match all.iter_mut().find(|(known, _)| *known == id) {
            Some((_, holds)) => *holds = (*holds).min(home.holds),
            None => all.push((id, home.holds)),
        }
    }
    all
}

/// Those of premises whom the reader may see: an owner all, a tenant themselves and whom they brought in, family themselves.
pub(super) fn housemates(
    conn: &mut Conn,
    who: &Resident,
    of: &[(PremisesId, Holds)],
    now: Moment,
) -> diesel::QueryResult<HashMap<PremisesId, Vec<Housemate>>> {
    let ids: Vec<PremisesId> = of.iter().map(|(id, _)| *id).collect();
    let mut here = homes::holders_of_many(conn, who.company(), &ids, now)?;
    let held: Vec<HoldingId> = here.values().flatten().map(|(held, _)| held.id).collect();
    let brought = store::claims::brought_by(conn, who.company(), &held)?;
    let by_me = |id: HoldingId| brought.iter().any(|(holding, author)| *holding == id && *author == who.person());
    let mate = |mine: Holds, (holding, contact): (Holding, Contact)| {
        let me = contact.person_id == Some(who.person());
        let removable = !me && may_remove(mine, holding.holds, by_me(holding.id));
        let seen = mine == Holds::Owner || me || by_me(holding.id);
        seen.then_some(Housemate { holding, contact, me, removable })
    };
    let all = of
        .iter()
        .map(|(id, mine)| (*id, here.remove(id).unwrap_or_default().into_iter().filter_map(|held| mate(*mine, held)).collect()));
    Ok(all.collect())
}

/// The reader's own card among those of premises.
pub(super) fn own_card(conn: &mut Conn, who: &Resident, of: PremisesId, now: Moment) -> diesel::QueryResult<Option<ContactId>> {
    let here = homes::holders_of(conn, who.company(), of, now)?;
    Ok(here
        .into_iter()
        .map(|(_, contact)| contact)
        .find(|contact| contact.person_id == Some(who.person()))
        .map(|contact| contact.id))
}

/// One whom the reader may see, and perhaps remove.
pub(super) fn housemate(
    conn: &mut Conn,
    who: &Resident,
    of: PremisesId,
    id: HoldingId,
    now: Moment,
) -> diesel::QueryResult<Option<Housemate>> {
    let Some(holds) = mine(who, of) else { return Ok(None) };
    let mates = housemates(conn, who, &[(of, holds)], now)?.remove(&of).unwrap_or_default();
    Ok(mates.into_iter().find(|mate| mate.holding.id == id))
}

/// Ends somebody's access as of today, and tells them.
pub(super) fn remove(tx: &mut Tx<'_>, config: &Config, who: &Resident, of: PremisesId, id: HoldingId) -> Done<()> {
    let (company, by, now) = (who.company(), Actor::of(who), tx.now());
    let mate = housemate(tx, who, of, id, now)?.ok_or(diesel::result::Error::NotFound)?;
    if !mate.removable {
        return Err(Failure::Refused(Refused::NotYours));
    }
    homes::leave(tx, company, of, id).map_err(|failure| match failure {
        Failure::Refused(_) => Failure::Broken(diesel::result::Error::NotFound.into()),
        Failure::Broken(broken) => Failure::Broken(broken),
    })?;
    if let Some(person) = mate.contact.person_id {
        store::claims::revoke_of_author(tx, company, of, person, by.person)?;
        news::ended(tx, config, (company, of), person, &id.to_string())?;
    }
    let details = serde_json::json!({ "premises": of, "holds": mate.holding.holds });
    Ok(line(company, &by).did("joining.removed", ("holding", id)).with(details).record(tx)?)
}

/// Takes back an invitation of one's own.
pub(super) fn revoke(tx: &mut Tx<'_>, who: &Resident, of: PremisesId, id: InvitationId) -> Done<()> {
    let invitation = store::invitations::one(tx, who.company(), id)?;
    let own: PersonId = invitation.author_id;
    if own != who.person() || invitation.premises_id != of || mine(who, of).is_none() {
        return Err(Failure::Broken(diesel::result::Error::NotFound.into()));
    }
    super::inviting::revoke(tx, who.company(), &Actor::of(who), id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_removed_by_nobody_and_each_looks_after_their_own() {
        for mine in Holds::ALL {
            assert!(!may_remove(*mine, Holds::Owner, true), "{mine}");
            assert!(!may_invite(*mine).contains(&Holds::Owner), "nobody makes an owner");
        }
        assert!(may_remove(Holds::Owner, Holds::Tenant, false) && may_remove(Holds::Owner, Holds::Family, false));
        assert!(may_remove(Holds::Tenant, Holds::Family, true));
        assert!(!may_remove(Holds::Tenant, Holds::Family, false), "the owner's family is not the tenant's");
        assert!(!may_remove(Holds::Tenant, Holds::Tenant, true));
        for theirs in Holds::ALL {
            assert!(!may_remove(Holds::Family, *theirs, true));
        }
    }
}
