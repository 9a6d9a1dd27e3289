//! Rows about people under 18. Their data are taken with the consent of a legal representative only (law «On personal data and their
//! protection», art. 8), and a sheet has none: an invitation into the premises asks for it. So such a row is refused with the way there,
//! whatever it says that they are. A child may own by law, but joining enters nobody under 18 as owner or tenant either: who acts for
//! them is entered. Whoever the register has at these premises by that ИИН already has come in that way, and the row may stay.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::places::Places;
use super::register::Register;
use super::wish::{Reason, Wish};
use crate::homes::holders::is_minor;
use crate::homes::holding::ContactId;
use crate::homes::place::PremisesId;
use crate::who::Holds;

/// The rows that bring somebody who is under 18 on `today`.
pub(super) fn minors(register: &Register, places: &Places, wishes: &[Wish], today: NaiveDate) -> Vec<(usize, Reason)> {
    let young: Vec<(usize, &str, Option<Holds>)> = wishes
        .iter()
        .enumerate()
        .filter_map(|(index, wish)| {
            let somebody = wish.somebody.as_ref()?;
            let ident = somebody.ident.as_deref().filter(|ident| is_minor(Some(ident), today))?;
            Some((index, ident, somebody.holds))
        })
        .collect();
    if young.is_empty() {
        return Vec::new();
    }
    let idents: HashMap<ContactId, &str> =
        register.contacts.iter().filter_map(|of| Some((of.id, of.ident.as_deref()?))).collect();
    let here: HashSet<(PremisesId, &str)> =
        register.holdings.iter().filter_map(|of| Some((of.premises_id, *idents.get(&of.contact_id)?))).collect();
    let premises = |index: usize| {
        let slot = places.slots.get(*places.of.get(index)?)?;
        register.premises.get(slot.known?).map(|of| of.id)
    };
    let new = young.into_iter().filter(|(index, ident, _)| premises(*index).is_none_or(|id| !here.contains(&(id, ident))));
    new.map(|(index, _, holds)| {
        let key = match holds {
            Some(Holds::Family) => "homes.import.refused.minor",
            _ => "homes.import.refused.minor_owner",
        };
        (index, Reason::of("ident", key))
    })
    .collect()
}
