//! By which words premises are found once an import is undone.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::written::Written;
use crate::homes::import::register::Register;
use crate::homes::place::PremisesId;
use crate::homes::rows::{Contact, Premises};
use crate::homes::{number_words, words_of};

/// The premises that stay and are found by other words afterwards, and those words; `ended` are holdings that go on again.
pub(super) fn words(
    register: &Register,
    written: &Written,
    ended: &[crate::homes::rows::Holding],
) -> (Vec<PremisesId>, Vec<(String, PremisesId)>) {
    let gone: HashSet<_> = written.premises.iter().map(|(id, ..)| *id).collect();
    let removed: HashSet<_> = written.holdings.iter().map(|(id, _)| *id).collect();
    let mut premises: HashMap<PremisesId, &Premises> = register.premises.iter().map(|of| (of.id, of)).collect();
    premises.extend(written.changed_premises.iter().map(|(before, _)| (before.id, before)));
    let mut people: HashMap<_, &Contact> = register.contacts.iter().map(|of| (of.id, of)).collect();
    people.extend(written.changed_contacts.iter().map(|(before, ..)| (before.id, before)));
    let renamed: HashSet<_> = written.changed_contacts.iter().map(|(before, ..)| before.id).collect();
    let again: HashSet<_> = written.ended.iter().map(|(id, _)| *id).collect();
    let open = register.holdings.iter().filter(|of| !again.contains(&of.id));
    let reopened = ended.iter().filter(|of| again.contains(&of.id));
    let mut held: HashMap<PremisesId, Vec<&Contact>> = HashMap::new();
    let mut touched: BTreeSet<PremisesId> = written.changed_premises.iter().map(|(before, _)| before.id).collect();
    for holding in open.chain(reopened) {
        let is_new = removed.contains(&holding.id);
        if is_new || again.contains(&holding.id) || renamed.contains(&holding.contact_id) {
            touched.insert(holding.premises_id);
        }
        if let Some(who) = people.get(&holding.contact_id).filter(|_| !is_new) {
            held.entry(holding.premises_id).or_default().push(who);
        }
    }
    let touched: Vec<PremisesId> = touched.into_iter().filter(|id| !gone.contains(id)).collect();
    let of_one = |id: PremisesId| {
        let numbers = premises.get(&id).map(|of| number_words(&of.number, of.account.as_deref(), of.centre_account.as_deref()));
        let names = held.get(&id).into_iter().flatten().flat_map(|who| words_of(&who.name, who.phone.as_deref()));
        numbers.into_iter().flatten().chain(names).map(move |word| (word, id)).collect::<Vec<_>>()
    };
    let words = touched.iter().flat_map(|id| of_one(*id)).collect();
    (touched, words)
}
