//! What two cards become, by examples.

use super::*;
use crate::clock::Moment;
use crate::homes::HoldingId;
use crate::who::{CompanyId, Holds, PersonId};

fn card(company: CompanyId, name: &str) -> Card {
    let contact = Contact {
        id: ContactId::fresh(Moment::default()),
        company_id: company,
        person_id: None,
        name: name.into(),
        name_folded: name.into(),
        sort_key: name.into(),
        ident: None,
        phone: None,
        email: None,
        created_at: Moment::default(),
        died_on: None,
    };
    Card { contact, merged_into: None }
}

fn pair() -> State {
    let company = CompanyId::fresh(Moment::default());
    State { kept: card(company, "А"), gone: card(company, "Б"), holdings: vec![], powers: vec![], sides: vec![] }
}

fn holding(of: &Contact, premises: PremisesId, share: Option<(i64, i64)>) -> Holding {
    Holding {
        id: HoldingId::fresh(Moment::default()),
        company_id: of.company_id,
        premises_id: premises,
        contact_id: of.id,
        holds: Holds::Owner,
        share_of: share.map(|share| share.0),
        share_in: share.map(|share| share.1),
        since: None,
        until: None,
        created_at: Moment::default(),
    }
}

/// What the shares of two cards in the same premises become beside those of others.
fn together(mine: Option<(i64, i64)>, theirs: Option<(i64, i64)>, others: &[(i64, i64)]) -> Result<Option<Share>, Refused> {
    let (mut state, flat) = (pair(), PremisesId::fresh(Moment::default()));
    state.holdings = vec![holding(&state.kept.contact, flat, mine), holding(&state.gone.contact, flat, theirs)];
    let others = others.iter().filter_map(|(of, parts)| Share::new(*of, *parts)).collect();
    let beside = Beside { others: [(flat, others)].into(), ..Beside::default() };
    let after = state.merged(Choice::default(), &beside)?;
    assert_eq!(after.holdings[1].until, Some(beside.yesterday), "the twin is over");
    assert_eq!(after.holdings[1].contact_id, state.gone.contact.id, "and stays where no list looks");
    Ok(share_of(&after.holdings[0]))
}

#[test]
fn two_shares_are_added_where_there_is_room_and_one_where_it_was_written_twice() {
    assert_eq!(together(Some((1, 3)), Some((1, 3)), &[(1, 3)]), Ok(Share::new(2, 3)));
    assert_eq!(together(Some((1, 2)), Some((1, 2)), &[(1, 2)]), Ok(Share::new(1, 2)), "the same half was written twice");
    assert_eq!(together(Some((1, 2)), Some((1, 3)), &[(1, 2)]), Err(Refused::SharesOver));
    assert_eq!(together(None, Some((1, 4)), &[]), Ok(Share::new(1, 4)));
    assert_eq!(together(None, None, &[]), Ok(None));
}

#[test]
fn two_accounts_in_use_are_two_people_and_one_in_use_keeps_its_address() {
    let mut state = pair();
    let person = || Some(PersonId::fresh(Moment::default()));
    (state.kept.contact.person_id, state.gone.contact.person_id) = (person(), person());
    (state.kept.contact.email, state.gone.contact.email) = (Some("a@x".into()), Some("b@x".into()));
    let with = |came_in| Beside { came_in, ..Beside::default() };
    assert_eq!(state.obstacle(&with((true, true))), Some(Refused::TwoAccounts));
    let after = state.merged(Choice::default(), &with((false, true))).unwrap();
    assert_eq!((after.kept.contact.email.as_deref(), after.kept.contact.person_id), (Some("b@x"), state.gone.contact.person_id));
    let after = state.merged(Choice { email: true, ..Choice::default() }, &with((true, false))).unwrap();
    assert_eq!(after.kept.contact.email.as_deref(), Some("a@x"), "whoever comes in goes on coming in");
    assert_eq!(after.gone.contact.person_id, None);
}

#[test]
fn different_idents_are_one_persons_only_when_that_was_said() {
    let mut state = pair();
    (state.kept.contact.ident, state.gone.contact.ident) = (Some("1".into()), Some("2".into()));
    assert_eq!(state.merged(Choice::default(), &Beside::default()), Err(Refused::IdentsDiffer));
    let sure = Choice { ident: true, sure_of_ident: true, ..Choice::default() };
    assert_eq!(state.merged(sure, &Beside::default()).unwrap().kept.contact.ident.as_deref(), Some("2"));
}
