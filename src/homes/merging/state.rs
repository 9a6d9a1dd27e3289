//! Two cards of one person, with everything that hangs on them; and what they are once they are one. Pure.
//!
//! Nothing is deleted: a holding that both had alike stays with the card that went, ended, where no list looks; whatever else points to it
//! (an invitation, a claim) still finds it.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::homes::forms::share_of;
use crate::homes::rows::{Contact, Holding, Representative, Side};
use crate::homes::{ContactId, PremisesId, Refused, Share, shares};

/// A card, and into which other it was merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::homes) struct Card {
    pub(in crate::homes) contact: Contact,
    pub(in crate::homes) merged_into: Option<ContactId>,
}

/// Two cards with all that hangs on them, each kind in the order of its ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::homes) struct State {
    pub(in crate::homes) kept: Card,
    pub(in crate::homes) gone: Card,
    pub(in crate::homes) holdings: Vec<Holding>,
    pub(in crate::homes) powers: Vec<Representative>,
    pub(in crate::homes) sides: Vec<Side>,
}

/// Whose word counts for each part of the card: `true` is the one's that goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::homes) struct Choice {
    pub(in crate::homes) name: bool,
    pub(in crate::homes) ident: bool,
    pub(in crate::homes) phone: bool,
    pub(in crate::homes) email: bool,
    /// That two different ИИН are one person's was said expressly.
    pub(in crate::homes) sure_of_ident: bool,
}

/// What else must be known of the two.
#[derive(Clone, Debug, Default)]
pub(in crate::homes) struct Beside {
    /// Whether the account of either has ever been used: that of the card that stays, of the one that goes.
    pub(in crate::homes) came_in: (bool, bool),
    /// The shares that others own of the premises which both own.
    pub(in crate::homes) others: HashMap<PremisesId, Vec<Share>>,
    /// The day before the merge, on the company's wall.
    pub(in crate::homes) yesterday: NaiveDate,
}

impl Beside {
    /// Whose e-mail address stays, where it is no matter of choice: that of the only account that was ever used.
    pub(in crate::homes) fn email_of(&self, state: &State) -> Option<bool> {
        let (kept, gone) = (state.kept.contact.person_id, state.gone.contact.person_id);
        match self.came_in {
            (true, false) if kept != gone => Some(false),
            (false, true) if kept != gone => Some(true),
            _ => None,
        }
    }
}

impl State {
    /// Why the two cannot be one, whatever is chosen.
    pub(in crate::homes) fn obstacle(&self, beside: &Beside) -> Option<Refused> {
        let (kept, gone) = (&self.kept.contact, &self.gone.contact);
        if kept.person_id != gone.person_id && beside.came_in == (true, true) {
            return Some(Refused::TwoAccounts);
        }
        let sure = Choice { sure_of_ident: true, ..Choice::default() };
        self.merged(sure, beside).err()
    }

    /// Whether each has an ИИН or БИН, and another one.
    pub(in crate::homes) fn idents_differ(&self) -> bool {
        let (kept, gone) = (&self.kept.contact.ident, &self.gone.contact.ident);
        kept.is_some() && gone.is_some() && kept != gone
    }

    /// What both are once they are one.
    pub(in crate::homes) fn merged(&self, choice: Choice, beside: &Beside) -> Result<Self, Refused> {
        if self.idents_differ() && !choice.sure_of_ident {
            return Err(Refused::IdentsDiffer);
        }
        if self.kept.contact.person_id != self.gone.contact.person_id && beside.came_in == (true, true) {
            return Err(Refused::TwoAccounts);
        }
        let choice = Choice { email: beside.email_of(self).unwrap_or(choice.email), ..choice };
        let mut all = self.clone();
        let (into, from) = (self.kept.contact.id, self.gone.contact.id);
        all.kept.contact = chosen(&self.kept.contact, &self.gone.contact, choice);
        all.gone.merged_into = Some(into);
        let gone = &mut all.gone.contact;
        (gone.person_id, gone.ident, gone.phone, gone.email) = (None, None, None, None);
        for holding in self.holdings.iter().filter(|holding| holding.contact_id == from) {
            all.take_over(holding, into, beside)?;
        }
        for at in 0..all.powers.len() {
            all.hand_power(at, |power| power.contact_id = if power.contact_id == from { into } else { power.contact_id });
        }
        for side in all.sides.iter_mut().filter(|side| side.contact_id == from) {
            side.contact_id = into;
        }
        Ok(all)
    }

    /// A holding of the card that goes is the other's; where that one holds the same in the same way, the two are one.
    fn take_over(&mut self, of: &Holding, into: ContactId, beside: &Beside) -> Result<(), Refused> {
        let is_twin = |other: &Holding| {
            other.contact_id == into
                && (other.premises_id, other.holds) == (of.premises_id, of.holds)
                && other.until.is_none()
                && of.until.is_none()
        };
        let Some(twin) = self.holdings.iter_mut().find(|other| is_twin(other)) else {
            if let Some(mine) = self.holdings.iter_mut().find(|holding| holding.id == of.id) {
                mine.contact_id = into;
            }
            return Ok(());
        };
        let others = beside.others.get(&of.premises_id).map(Vec::as_slice).unwrap_or_default();
        let share = shares::joined(share_of(twin), share_of(of), others).map_err(|()| Refused::SharesOver)?;
        (twin.share_of, twin.share_in) = (share.map(|share| share.of), share.map(|share| share.parts));
        twin.since = twin.since.zip(of.since).map(|(one, other)| one.min(other)).or(twin.since).or(of.since);
        let twin = twin.id;
        if let Some(mine) = self.holdings.iter_mut().find(|holding| holding.id == of.id) {
            mine.until = Some(beside.yesterday);
            mine.since = mine.since.map(|since| since.min(beside.yesterday));
        }
        for at in 0..self.powers.len() {
            self.hand_power(at, |power| power.holding_id = if power.holding_id == of.id { twin } else { power.holding_id });
        }
        Ok(())
    }

    /// Changes a power, unless there is the same already: then it stays where it was.
    fn hand_power(&mut self, at: usize, change: impl Fn(&mut Representative)) {
        let Some(mut new) = self.powers.get(at).cloned() else { return };
        change(&mut new);
        let same = |other: &Representative| {
            other.id != new.id
                && (other.holding_id, other.contact_id) == (new.holding_id, new.contact_id)
                && other.number == new.number
        };
        if !self.powers.iter().any(same)
            && let Some(old) = self.powers.get_mut(at)
        {
            *old = new;
        }
    }
}

/// The card that stays. What one of them lacks the other gives; the account goes with the e-mail address.
fn chosen(kept: &Contact, gone: &Contact, choice: Choice) -> Contact {
    let pick = |other: bool, mine: &Option<String>, theirs: &Option<String>| {
        if other { theirs.clone().or_else(|| mine.clone()) } else { mine.clone().or_else(|| theirs.clone()) }
    };
    let named = if choice.name { gone } else { kept };
    let email = pick(choice.email, &kept.email, &gone.email);
    let of_gone = email != kept.email || (choice.email && email == gone.email);
    let (first, second) = if of_gone { (gone, kept) } else { (kept, gone) };
    Contact {
        id: kept.id,
        company_id: kept.company_id,
        created_at: kept.created_at,
        died_on: kept.died_on.or(gone.died_on),
        person_id: first.person_id.or(second.person_id),
        name: named.name.clone(),
        name_folded: named.name_folded.clone(),
        sort_key: named.sort_key.clone(),
        ident: pick(choice.ident, &kept.ident, &gone.ident),
        phone: pick(choice.phone, &kept.phone, &gone.phone),
        email,
    }
}

#[cfg(test)]
#[path = "state_tests.rs"]
mod tests;
