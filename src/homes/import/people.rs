//! Whom a row means: somebody of the register, somebody of an earlier row, or somebody new.
//!
//! People are known by ИИН/БИН; else by the same name with the same e-mail or phone; else by the same name among those who
//! hold these premises. What the first row says of somebody stands: later rows neither change it nor turn it back, so the
//! same sheet always ends the same way.

use std::collections::{HashMap, HashSet};

use super::places::Places;
use super::register::Register;
use super::wish::{Reason, Somebody, Warning, Wish};
use crate::homes::holding::Share;
use crate::homes::place::PremisesId;
use crate::web::Said;
use crate::who::Holds;

/// Somebody's card, as it is after the rows read so far.
#[derive(Clone, Debug)]
pub(super) struct Card {
    /// Its place in the register's contacts.
    pub(super) known: Option<usize>,
    pub(super) name: String,
    pub(super) folded: String,
    pub(super) ident: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    /// The first row of this sheet that speaks of them, from 0.
    pub(super) row: Option<usize>,
    said: Reached,
}

/// Whether a row of this sheet has said their phone and their e-mail.
#[derive(Clone, Copy, Debug, Default)]
struct Reached {
    phone: bool,
    email: bool,
}

/// That somebody holds premises, as it is after the rows read so far.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) card: usize,
    pub(super) holds: Holds,
    pub(super) share: Option<Share>,
    /// Its place in the register's holdings.
    pub(super) known: Option<usize>,
    /// The row of this sheet that speaks of it, from 0.
    pub(super) row: Option<usize>,
    share_said: bool,
}

/// Everybody, and who holds what.
#[derive(Debug, Default)]
pub(super) struct People {
    pub(super) cards: Vec<Card>,
    /// By slot.
    pub(super) held: HashMap<usize, Vec<Held>>,
    pub(super) refused: Vec<(usize, Reason)>,
    pub(super) warnings: Vec<Warning>,
    by_ident: HashMap<String, usize>,
    by_reach: HashMap<(String, String), Vec<usize>>,
    in_sheet: HashSet<String>,
    /// By what the people of refused rows are known, and which rows: were another row of somebody new taken, the refused one
    /// would mean that card the next time, and the same sheet would not end the same way.
    barred: HashMap<(String, String), usize>,
}

impl People {
    /// Finds whom the wishes mean that are not refused yet, and says which of them cannot be.
    pub(super) fn find(register: &Register, places: &Places, wishes: &[Wish], refused: &HashMap<usize, Vec<Reason>>) -> Self {
        let mut people = Self::default();
        people.take_contacts(register);
        people.take_holdings(register, places);
        people.in_sheet = wishes.iter().filter_map(|wish| wish.somebody.as_ref()?.ident.clone()).collect();
        for (index, wish) in wishes.iter().enumerate().filter(|(index, _)| !refused.contains_key(index)) {
            let (Some(somebody), Some(slot)) = (&wish.somebody, places.of.get(index)) else { continue };
            if let Err(reason) = people.meet(*slot, wish.row, somebody) {
                people.bar(wish.row, somebody);
                people.refused.push((index, reason));
            }
        }
        people
    }

    fn take_contacts(&mut self, register: &Register) {
        for (known, contact) in register.contacts.iter().enumerate() {
            self.cards.push(Card {
                known: Some(known),
                name: contact.name.clone(),
                folded: contact.name_folded.clone(),
                ident: contact.ident.clone(),
                phone: contact.phone.clone(),
                email: contact.email.clone(),
                row: None,
                said: Reached::default(),
            });
            self.index(known);
        }
    }

    fn take_holdings(&mut self, register: &Register, places: &Places) {
        let cards: HashMap<_, usize> = register.contacts.iter().enumerate().map(|(place, contact)| (contact.id, place)).collect();
        let slots: HashMap<PremisesId, usize> =
            places.slots.iter().enumerate().filter_map(|(slot, of)| Some((register.premises.get(of.known?)?.id, slot))).collect();
        for (known, holding) in register.holdings.iter().enumerate() {
            let (Some(card), Some(slot)) = (cards.get(&holding.contact_id), slots.get(&holding.premises_id)) else { continue };
            let share = holding.share_of.zip(holding.share_in).and_then(|(of, parts)| Share::new(of, parts));
            let held = Held { card: *card, holds: holding.holds, share, known: Some(known), row: None, share_said: false };
            self.held.entry(*slot).or_default().push(held);
        }
    }

    fn index(&mut self, place: usize) {
        let Some(card) = self.cards.get(place) else { return };
        if let Some(ident) = &card.ident {
            self.by_ident.entry(ident.clone()).or_insert(place);
        }
        for reach in [&card.email, &card.phone].into_iter().flatten() {
            let at = self.by_reach.entry((card.folded.clone(), reach.clone())).or_default();
            if !at.contains(&place) {
                at.push(place);
            }
        }
    }

    /// Bars what a refused row knows somebody by.
    fn bar(&mut self, row: usize, somebody: &Somebody) {
        for mark in marks(somebody) {
            self.barred.entry(mark).or_insert(row);
        }
    }

    /// Whether somebody is known by this now.
    fn is_known(&self, mark: &(String, String), somebody: &Somebody) -> bool {
        let reach = Some(&mark.1);
        if mark.0.is_empty() {
            return self.by_ident.contains_key(&mark.1);
        }
        !self.reached(somebody, reach, |card| card.email.as_ref()).is_empty()
            || !self.reached(somebody, reach, |card| card.phone.as_ref()).is_empty()
    }

    fn meet(&mut self, slot: usize, row: usize, somebody: &Somebody) -> Result<(), Reason> {
        let found = self.known(slot, somebody)?;
        if let Some(card) = found.and_then(|found| self.cards.get(found)) {
            agrees_on_name(card, somebody)?;
        }
        let held = self.held.get(&slot).map(Vec::as_slice).unwrap_or_default();
        let of_card = |held: &&Held| Some(held.card) == found;
        // where the sheet says nothing, they go on as they are
        let silent = || held.iter().filter(of_card).map(|held| held.holds).min();
        let holds = way(somebody).or_else(silent).unwrap_or(Holds::Owner);
        let place = held.iter().position(|held| Some(held.card) == found && held.holds == holds);
        if let Some(twin) = place
            .and_then(|place| held.get(place))
            .filter(|held| held.share_said && somebody.share.is_some() && !same_share(held.share, somebody.share))
        {
            return Err(twice(twin));
        }
        if somebody.holds.is_none() && place.is_none() {
            self.warnings.push(Warning { row, key: "homes.import.warning.owner_assumed" });
        }
        let card = self.write_card(found, row, somebody);
        self.write_held(
            slot,
            place,
            row,
            &Held { card, holds, share: somebody.share, known: None, row: Some(row), share_said: somebody.share.is_some() },
        );
        Ok(())
    }

    /// The card of whoever is meant, if there is one.
    fn known(&self, slot: usize, somebody: &Somebody) -> Result<Option<usize>, Reason> {
        if let Some(found) = somebody.ident.as_ref().and_then(|ident| self.by_ident.get(ident)) {
            return Ok(Some(*found));
        }
        if let Some(row) =
            marks(somebody).iter().filter(|mark| !self.is_known(mark, somebody)).find_map(|mark| self.barred.get(mark))
        {
            return Err(Reason::of("name", Said::new("homes.import.refused.with_another").with("row", row + 1)));
        }
        let mut like = self.reached(somebody, somebody.email.as_ref(), |card| card.email.as_ref());
        if like.is_empty() {
            like = self.reached(somebody, somebody.phone.as_ref(), |card| card.phone.as_ref());
            like.retain(|place| !self.contradicts(*place, somebody, false));
        }
        if like.is_empty() {
            like = self
                .held
                .get(&slot)
                .into_iter()
                .flatten()
                .map(|held| held.card)
                .filter(|place| self.is_named(*place, somebody))
                .collect();
            like.retain(|place| !self.contradicts(*place, somebody, true));
        }
        if let Some(ident) = &somebody.ident {
            like = self.without_ident(like, ident)?;
        }
        let best = like
            .iter()
            .copied()
            .enumerate()
            .max_by_key(|(order, card)| (self.likeness(slot, *card, somebody), std::cmp::Reverse(*order)))
            .map(|(_, card)| card);
        let has_it = |card: usize| self.in_way(slot, card, somebody).any(|held| same_share(held.share, somebody.share));
        let twin = like
            .iter()
            .flat_map(|card| self.in_way(slot, *card, somebody))
            .find(|held| held.share_said && somebody.share.is_some());
        match twin {
            Some(twin) if !best.is_some_and(has_it) => Err(twice(twin)),
            _ => Ok(best),
        }
    }

    /// What somebody holds here in the way that is meant.
    fn in_way<'a>(&'a self, slot: usize, card: usize, somebody: &Somebody) -> impl Iterator<Item = &'a Held> + use<'a> {
        let way = way(somebody);
        self.held
            .get(&slot)
            .into_iter()
            .flatten()
            .filter(move |held| held.card == card && way.is_none_or(|holds| held.holds == holds))
    }

    fn is_named(&self, place: usize, somebody: &Somebody) -> bool {
        self.cards.get(place).is_some_and(|card| card.folded == somebody.folded)
    }

    /// Those of the same name who are reached in the same way.
    fn reached(&self, somebody: &Somebody, reach: Option<&String>, now: impl Fn(&Card) -> Option<&String>) -> Vec<usize> {
        let Some(reach) = reach else { return Vec::new() };
        let known = self.by_reach.get(&(somebody.folded.clone(), reach.clone())).into_iter().flatten().copied();
        known.filter(|place| self.is_named(*place, somebody) && self.cards.get(*place).and_then(&now) == Some(reach)).collect()
    }

    /// Whether an earlier row of this sheet has given them another e-mail (or phone): then somebody else is meant.
    fn contradicts(&self, place: usize, somebody: &Somebody, phones_too: bool) -> bool {
        let differ = |said: bool, mine: &Option<String>, theirs: &Option<String>| said && theirs.is_some() && mine != theirs;
        self.cards.get(place).is_some_and(|card| {
            differ(card.said.email, &card.email, &somebody.email)
                || (phones_too && differ(card.said.phone, &card.phone, &somebody.phone))
        })
    }

    /// Of those who look alike only the ones whose ИИН is not known: who has another one is somebody else where this sheet
    /// names them, and a mistake where it does not.
    fn without_ident(&self, like: Vec<usize>, ident: &str) -> Result<Vec<usize>, Reason> {
        let other = |place: &usize| self.cards.get(*place).and_then(|card| card.ident.as_ref());
        let free: Vec<usize> = like.iter().copied().filter(|place| other(place).is_none()).collect();
        let strange = like.iter().filter_map(other).any(|known| known != ident && !self.in_sheet.contains(known));
        if strange { Err(Reason::of("ident", "homes.import.refused.other_ident")) } else { Ok(free) }
    }

    /// Who of several people of one name is meant: who holds these premises in this way, with this share, is reached in this
    /// way, and was not meant by an earlier row.
    fn likeness(&self, slot: usize, place: usize, somebody: &Somebody) -> (bool, bool, bool, bool, bool) {
        let held = self.held.get(&slot).into_iter().flatten().any(|held| held.card == place);
        let in_way: Vec<&Held> = self.in_way(slot, place, somebody).collect();
        let share = in_way.iter().any(|held| somebody.share.is_none() || same_share(held.share, somebody.share));
        let reached = self.cards.get(place).is_some_and(|card| card.phone == somebody.phone && card.email == somebody.email);
        (held, !in_way.is_empty(), share, reached, in_way.iter().any(|held| held.row.is_none()))
    }

    fn write_card(&mut self, found: Option<usize>, row: usize, somebody: &Somebody) -> usize {
        let place = found.unwrap_or_else(|| {
            self.cards.push(Card {
                known: None,
                name: somebody.name.clone(),
                folded: somebody.folded.clone(),
                ident: None,
                phone: None,
                email: None,
                row: None,
                said: Reached::default(),
            });
            self.cards.len() - 1
        });
        let mut disagrees = false;
        if let Some(card) = self.cards.get_mut(place) {
            if card.row.is_none() {
                card.row = Some(row);
                // another spelling of the same name is no news: the register's may well be the better one
                if card.folded != somebody.folded {
                    (card.name, card.folded) = (somebody.name.clone(), somebody.folded.clone());
                }
            }
            card.ident = card.ident.take().or_else(|| somebody.ident.clone());
            disagrees |= say(&mut card.phone, &mut card.said.phone, somebody.phone.as_ref());
            disagrees |= say(&mut card.email, &mut card.said.email, somebody.email.as_ref());
        }
        if disagrees {
            self.warnings.push(Warning { row, key: "homes.import.warning.disagrees" });
        }
        self.index(place);
        place
    }

    fn write_held(&mut self, slot: usize, place: Option<usize>, row: usize, new: &Held) {
        let all = self.held.entry(slot).or_default();
        let Some(held) = place.and_then(|place| all.get_mut(place)) else {
            all.push(new.clone());
            return;
        };
        if held.row.is_some() {
            self.warnings.push(Warning { row, key: "homes.import.warning.repeated" });
        }
        held.row = held.row.or(Some(row));
        if let Some(share) = new.share.filter(|_| !held.share_said) {
            held.share_said = true;
            if !same_share(held.share, Some(share)) {
                held.share = Some(share);
            }
        }
    }
}

/// As what the sheet says that they hold: who has a share owns.
fn way(somebody: &Somebody) -> Option<Holds> {
    somebody.holds.or(somebody.share.map(|_| Holds::Owner))
}

/// By what somebody is known: the ИИН alone, e-mail and phone with the name.
fn marks(somebody: &Somebody) -> Vec<(String, String)> {
    let ident = somebody.ident.iter().map(|ident| (String::new(), ident.clone()));
    let reach = [&somebody.email, &somebody.phone].into_iter().flatten().map(|reach| (somebody.folded.clone(), reach.clone()));
    ident.chain(reach).collect()
}

/// Writes what a row says unless an earlier row has said it; whether the two differ.
fn say(mine: &mut Option<String>, said: &mut bool, theirs: Option<&String>) -> bool {
    let Some(theirs) = theirs else { return false };
    if *said {
        return mine.as_ref() != Some(theirs);
    }
    *said = true;
    *mine = Some(theirs.clone());
    false
}

/// Rows that give one ИИН several names: none of them is taken.
pub(super) fn namesakes(wishes: &[Wish]) -> Vec<(usize, Reason)> {
    let mut named: HashMap<&str, Vec<(usize, usize, &str)>> = HashMap::new();
    for (index, wish) in wishes.iter().enumerate() {
        if let Some((somebody, ident)) = wish.somebody.as_ref().and_then(|somebody| Some((somebody, somebody.ident.as_deref()?)))
        {
            named.entry(ident).or_default().push((index, wish.row, &somebody.folded));
        }
    }
    let mut refused = Vec::new();
    for rows in named.values() {
        for (index, _, name) in rows {
            if let Some((_, other, _)) = rows.iter().find(|(_, _, other)| other != name) {
                refused.push((*index, ident_of_two(*other)));
            }
        }
    }
    refused
}

fn twice(twin: &Held) -> Reason {
    Reason::of("share", Said::new("homes.import.refused.twice").with("row", twin.row.unwrap_or_default() + 1))
}

fn ident_of_two(row: usize) -> Reason {
    Reason::of("ident", Said::new("homes.import.refused.ident_of_two").with("row", row + 1))
}

/// One ИИН is not two people's: a row of this sheet has named them otherwise.
fn agrees_on_name(card: &Card, somebody: &Somebody) -> Result<(), Reason> {
    match card.row {
        Some(row) if card.folded != somebody.folded => Err(ident_of_two(row)),
        _ => Ok(()),
    }
}

/// Whether two shares are the same part: 2/4 is 1/2.
pub(super) fn same_share(one: Option<Share>, other: Option<Share>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one.of.saturating_mul(other.parts) == other.of.saturating_mul(one.parts),
        (None, None) => true,
        _ => false,
    }
}
