//! What somebody says to each question of an agenda.

use serde::{Deserialize, Serialize};

crate::words! {
    /// What somebody says to a question; on paper *«иә / қарсы / қалыс»*, *«за / против / воздержусь»*.
    pub enum Choice {
        /// For it.
        For = "for",
        /// Against it.
        Against = "against",
        /// Neither: abstains, and has taken part.
        Abstain = "abstain",
    }
}

impl Choice {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::For => "voting.choice.for",
            Self::Against => "voting.choice.against",
            Self::Abstain => "voting.choice.abstain",
        }
    }

    const fn letter(self) -> u8 {
        match self {
            Self::For => b'f',
            Self::Against => b'a',
            Self::Abstain => b'n',
        }
    }

    const fn of_letter(letter: u8) -> Option<Self> {
        match letter {
            b'f' => Some(Self::For),
            b'a' => Some(Self::Against),
            b'n' => Some(Self::Abstain),
            _ => None,
        }
    }
}

/// A choice for each question of an agenda, in its order: a letter each, `f` for, `a` against, `n` neither, `-` where nothing was
/// said or the unit is not asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Choices(String);

impl Choices {
    /// The choices, a place each.
    pub fn new(all: &[Option<Choice>]) -> Self {
        Self(all.iter().map(|choice| char::from(choice.map_or(b'-', Choice::letter))).collect())
    }

    /// Reads letters; `None` where one of them is no choice.
    pub fn read(letters: &str) -> Option<Self> {
        let known = letters.bytes().all(|letter| letter == b'-' || Choice::of_letter(letter).is_some());
        known.then(|| Self(letters.to_owned()))
    }

    /// What was said to the question at a place, counted from 0.
    pub fn at(&self, place: usize) -> Option<Choice> {
        self.0.as_bytes().get(place).copied().and_then(Choice::of_letter)
    }

    /// How many questions there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was said to any question.
    pub fn is_empty(&self) -> bool {
        self.0.bytes().all(|letter| letter == b'-')
    }

    /// The letters.
    pub fn letters(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Choices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any() -> impl Strategy<Value = Vec<Option<Choice>>> {
        let one = prop_oneof![Just(None), Just(Some(Choice::For)), Just(Some(Choice::Against)), Just(Some(Choice::Abstain))];
        prop::collection::vec(one, 0..30)
    }

    proptest! {
        #[test]
        fn choices_survive_being_written(all in any()) {
            let written = Choices::new(&all);
            prop_assert_eq!(Choices::read(written.letters()), Some(written.clone()));
            for (place, choice) in all.iter().enumerate() {
                prop_assert_eq!(written.at(place), *choice);
            }
            prop_assert_eq!(written.is_empty(), all.iter().all(Option::is_none));
            prop_assert_eq!(written.at(all.len()), None);
        }
    }

    #[test]
    fn a_strange_letter_is_no_choice() {
        for strange in ["x", "ff?", "F", "фа"] {
            assert_eq!(Choices::read(strange), None, "{strange}");
        }
    }
}
