//! Whose vote it is.

use super::*;
use crate::homes::Kind;
use crate::voting::booth::made::{id, unit};

fn owner(contact: u128, person: Option<u128>) -> Owner {
    Owner {
        company_id: id(1),
        meeting_id: id(1),
        premises_id: id(7),
        contact_id: id(contact),
        holding_id: id(contact),
        person_id: person.map(id),
        name: contact.to_string(),
        share_of: None,
        share_in: None,
    }
}

fn holder(contact: u128, person: Option<u128>) -> Holder {
    Holder { premises: id(7), contact: id(contact), person: person.map(id), name: contact.to_string() }
}

/// Whose vote it is when the person 9 comes: the card's number, and whether they bought the unit since.
fn vote(then: &[Owner], now: &[Holder], powers: &[Power]) -> Option<(ContactId, bool, bool)> {
    let found = voices(id(9), powers, vec![unit(7, Kind::Flat)], then, now);
    found.first().map(|voice| (voice.voter, voice.successor, voice.power.is_some()))
}

#[test]
fn an_owner_of_the_day_of_the_notice_votes_while_they_own_it() {
    assert_eq!(vote(&[owner(1, Some(9))], &[holder(1, Some(9))], &[]), Some((id(1), false, false)));
    // the account came after the notice
    assert_eq!(vote(&[owner(1, None)], &[holder(1, Some(9))], &[]), Some((id(1), false, false)));
    // sold
    assert_eq!(vote(&[owner(1, Some(9))], &[holder(2, None)], &[]), None);
    // their two cards became one: it is still their vote, under the name it was fixed by
    assert_eq!(vote(&[owner(1, Some(9))], &[holder(3, Some(9))], &[]), Some((id(1), false, false)));
}

#[test]
fn who_bought_the_unit_votes_only_where_no_owner_of_that_day_is_left() {
    assert_eq!(vote(&[owner(1, None)], &[holder(2, Some(9))], &[]), Some((id(2), true, false)));
    assert_eq!(vote(&[], &[holder(2, Some(9))], &[]), Some((id(2), true, false)));
    assert_eq!(vote(&[owner(1, None), owner(3, None)], &[holder(3, None), holder(2, Some(9))], &[]), None);
}

#[test]
fn a_representative_votes_in_the_owners_name_and_never_for_a_unit_of_their_own() {
    let power = Power { id: id(5), until: NaiveDate::default(), principal: id(1), premises: id(7), building: String::new() };
    assert_eq!(vote(&[owner(1, None)], &[holder(1, None)], std::slice::from_ref(&power)), Some((id(1), false, true)));
    let both = [holder(1, None), holder(2, Some(9))];
    assert_eq!(vote(&[owner(1, None), owner(2, Some(9))], &both, std::slice::from_ref(&power)), Some((id(2), false, false)));
    assert_eq!(vote(&[owner(1, None)], &[holder(3, None)], &[power]), None, "the principal has sold");
}
