//! Which of the company's cards somebody gets who comes in: the one the invitation was made for, else that of the same name, else a new one.
//! A card by which somebody has come in already is theirs, and nobody else gets it.

use crate::homes::{Contact, ContactId};
use crate::text::fold;
use crate::who::PersonId;

/// A holder of the premises, in the way that the invitation says.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// Their card.
    pub contact: &'a Contact,
    /// Whether somebody has come in by it.
    pub came_in: bool,
}

/// The card of whoever comes in; `None` for a new one.
pub fn card(named: Option<ContactId>, all: &[Candidate<'_>], person: PersonId, name: &str) -> Option<ContactId> {
    let own = all.iter().find(|one| one.contact.person_id == Some(person));
    let free = |one: &&Candidate<'_>| !one.came_in;
    let meant = named.and_then(|id| all.iter().filter(free).find(|one| one.contact.id == id));
    let name = fold(name);
    let mut namesakes = all.iter().filter(free).filter(|one| one.contact.name_folded == name);
    // two of one name cannot be told apart: neither is given away
    let namesake = namesakes.next().filter(|_| namesakes.next().is_none());
    own.or(meant).or(namesake).map(|one| one.contact.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::who::CompanyId;

    fn moment() -> Moment {
        Moment::default()
    }

    fn contact(name: &str, person: Option<PersonId>) -> Contact {
        Contact {
            id: ContactId::fresh(moment()),
            company_id: CompanyId::fresh(moment()),
            person_id: person,
            name: name.into(),
            name_folded: fold(name),
            sort_key: String::new(),
            ident: None,
            phone: None,
            email: None,
            created_at: moment(),
            died_on: None,
        }
    }

    #[test]
    fn the_card_the_letter_was_written_for_is_given_unless_somebody_has_it() {
        let (me, other) = (PersonId::fresh(moment()), PersonId::fresh(moment()));
        let meant = contact("Жұмабаев Ерлан", Some(other));
        let free = [Candidate { contact: &meant, came_in: false }];
        assert_eq!(card(Some(meant.id), &free, me, "Кто-то"), Some(meant.id), "an account without a password is nobody's yet");
        let taken = [Candidate { contact: &meant, came_in: true }];
        assert_eq!(card(Some(meant.id), &taken, me, "Жұмабаев Ерлан"), None);
        assert_eq!(card(Some(meant.id), &taken, other, "Жұмабаев Ерлан"), Some(meant.id), "their own card stays theirs");
    }

    #[test]
    fn a_namesake_among_joint_owners_is_found_and_two_are_not_guessed_between() {
        let me = PersonId::fresh(moment());
        let (one, two, three) = (contact("Ким Анна", None), contact("Ким Олег", None), contact("Ким Анна", None));
        let all = [Candidate { contact: &one, came_in: false }, Candidate { contact: &two, came_in: false }];
        assert_eq!(card(None, &all, me, "КИМ  олег"), Some(two.id));
        assert_eq!(card(None, &all, me, "Ли Вера"), None);
        let doubled = [all[0], Candidate { contact: &three, came_in: false }];
        assert_eq!(card(None, &doubled, me, "Ким Анна"), None);
    }
}
