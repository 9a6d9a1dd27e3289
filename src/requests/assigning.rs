//! To whom a request is best given: whoever has the trade, then whoever's zone is narrowed to the house, then whoever has least to do. The
//! reason is shown, and staff may choose otherwise.

use std::collections::HashMap;

use super::category::Trade;
use crate::team::Hand;
use crate::web::Said;
use crate::who::PersonId;

/// Somebody, and why they.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Suggestion {
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) why: Said,
}

/// The best of these for a trade; `busy` is how many open requests each has.
pub(super) fn best(hands: &[Hand], trade: Trade, busy: &HashMap<PersonId, i64>) -> Option<Suggestion> {
    let skill = trade.skill();
    let fits = |hand: &Hand| skill.is_some_and(|skill| hand.skills.contains(&skill));
    let many = |hand: &Hand| busy.get(&hand.person).copied().unwrap_or(0);
    // work of a trade goes to hands, everything else to a desk
    let place = |hand: &Hand| (!fits(hand), hand.technician, !hand.zoned, many(hand));
    let best = hands.iter().min_by_key(|hand| place(hand))?;
    let why = match (fits(best), best.zoned) {
        (true, true) => Said::new("requests.why.trade_zone"),
        (true, false) => Said::new("requests.why.trade"),
        (false, true) => Said::new("requests.why.zone"),
        (false, false) => Said::new("requests.why.free"),
    };
    Some(Suggestion { person: best.person, name: best.name.clone(), why: why.with("many", many(best)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Moment;
    use crate::team::Skill;

    fn hand(name: &str, technician: bool, zoned: bool, skills: &[Skill]) -> Hand {
        let person = PersonId::fresh(Moment::default());
        Hand { person, name: name.into(), technician, zoned, skills: skills.to_vec() }
    }

    fn given(hands: &[Hand], trade: Trade, busy: &[(usize, i64)]) -> String {
        let busy = busy.iter().map(|(nth, many)| (hands[*nth].person, *many)).collect();
        best(hands, trade, &busy).map(|of| of.name).unwrap_or_default()
    }

    #[test]
    fn the_trade_comes_before_the_zone_and_the_zone_before_the_load() {
        let hands = [
            hand("dispatcher", false, false, &[]),
            hand("plumber", true, false, &[Skill::Plumbing]),
            hand("plumber of the zone", true, true, &[Skill::Plumbing]),
            hand("dispatcher of the zone", false, true, &[]),
        ];
        assert_eq!(given(&hands, Trade::Water, &[(2, 9)]), "plumber of the zone");
        assert_eq!(given(&hands, Trade::Power, &[]), "dispatcher of the zone");
        assert_eq!(given(&hands, Trade::Office, &[]), "dispatcher of the zone");
        assert_eq!(given(&hands[..2], Trade::Office, &[]), "dispatcher", "a plumber answers no questions about charges");
        let two = [hand("busy", true, false, &[Skill::Lifts]), hand("free", true, false, &[Skill::Lifts])];
        assert_eq!(given(&two, Trade::Lift, &[(0, 3), (1, 1)]), "free");
        assert_eq!(given(&[], Trade::Lift, &[]), "");
    }
}
