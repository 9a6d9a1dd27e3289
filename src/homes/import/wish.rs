//! What one row of the sheet says, once its cells are true; and what two rows say together.

use crate::homes::holding::Share;
use crate::homes::place::{Kind, same_number};
use crate::homes::rows::Premises;
use crate::web::Said;
use crate::who::Holds;

/// A row that can be understood. Nothing in it was compared with the register yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wish {
    /// Its row in the grid, from 0.
    pub(super) row: usize,
    pub(super) address: String,
    /// The number as it stood in the cell.
    pub(super) written: String,
    /// The number without «кв.» before it.
    pub(super) number: String,
    /// The number with Latin look-alikes and leading zeros evened out.
    pub(super) loose: String,
    pub(super) kind: Option<Kind>,
    pub(super) facts: Facts,
    pub(super) somebody: Option<Somebody>,
}

/// Whom a row names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Somebody {
    pub(super) name: String,
    pub(super) folded: String,
    pub(super) ident: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) email: Option<String>,
    /// `None` where the sheet does not say it.
    pub(super) holds: Option<Holds>,
    pub(super) share: Option<Share>,
}

/// What is said of premises; `None` is silence, which changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) entrance: Option<String>,
    pub(super) floor: Option<i32>,
    pub(super) area: Option<i64>,
    pub(super) living_area: Option<i64>,
    pub(super) account: Option<String>,
    pub(super) centre_account: Option<String>,
    pub(super) cadastre: Option<String>,
    pub(super) registered: Option<i32>,
    pub(super) residing: Option<i32>,
}

fn agree<T: PartialEq + Clone>(mine: &mut Option<T>, theirs: Option<&T>) -> bool {
    match (&*mine, theirs) {
        (_, None) => true,
        (None, Some(theirs)) => {
            *mine = Some(theirs.clone());
            true
        }
        (Some(mine), Some(theirs)) => mine == theirs,
    }
}

impl Facts {
    /// Adds what another row says.
    ///
    /// # Errors
    /// The column in which the two contradict each other; then only what stands before it was added.
    pub(super) fn join(&mut self, other: &Self) -> Result<(), &'static str> {
        let same_entrance =
            |mine: &String| other.entrance.as_ref().is_some_and(|theirs| same_number(mine) == same_number(theirs));
        let agreed = [
            (self.entrance.as_ref().is_some_and(same_entrance) || agree(&mut self.entrance, other.entrance.as_ref()), "entrance"),
            (agree(&mut self.floor, other.floor.as_ref()), "floor"),
            (agree(&mut self.area, other.area.as_ref()), "area"),
            (agree(&mut self.living_area, other.living_area.as_ref()), "living_area"),
            (agree(&mut self.account, other.account.as_ref()), "account"),
            (agree(&mut self.centre_account, other.centre_account.as_ref()), "centre_account"),
            (agree(&mut self.cadastre, other.cadastre.as_ref()), "cadastre"),
            (agree(&mut self.registered, other.registered.as_ref()), "registered"),
            (agree(&mut self.residing, other.residing.as_ref()), "residing"),
        ];
        agreed.iter().find(|(agreed, _)| !agreed).map_or(Ok(()), |(_, column)| Err(column))
    }

    /// The premises with these facts written over their own, the entrance left to the caller.
    pub(super) fn over(&self, before: &Premises) -> Premises {
        Premises {
            floor: self.floor.or(before.floor),
            area: self.area.or(before.area),
            living_area: self.living_area.or(before.living_area),
            account: self.account.clone().or_else(|| before.account.clone()),
            centre_account: self.centre_account.clone().or_else(|| before.centre_account.clone()),
            cadastre: self.cadastre.clone().or_else(|| before.cadastre.clone()),
            registered: self.registered.or(before.registered),
            residing: self.residing.or(before.residing),
            ..before.clone()
        }
    }
}

/// Why a row is not taken: a column (its id) and a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reason {
    pub(super) column: Option<&'static str>,
    pub(super) said: Said,
}

impl Reason {
    pub(super) fn of(column: &'static str, said: impl Into<Said>) -> Self {
        Self { column: Some(column), said: said.into() }
    }

    pub(super) fn whole(said: impl Into<Said>) -> Self {
        Self { column: None, said: said.into() }
    }
}

/// Something that a person should look at, though the row is taken: the key of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Warning {
    pub(super) row: usize,
    pub(super) key: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_agrees_with_everything_and_a_contradiction_is_named() {
        let mut facts = Facts { area: Some(5000), entrance: Some("2".into()), ..Facts::default() };
        assert_eq!(facts.join(&Facts { floor: Some(3), entrance: Some("2 ".into()), ..Facts::default() }), Ok(()));
        assert_eq!((facts.area, facts.floor), (Some(5000), Some(3)));
        assert_eq!(facts.join(&Facts { area: Some(5001), ..Facts::default() }), Err("area"));
        assert_eq!(facts.area, Some(5000));
    }
}
