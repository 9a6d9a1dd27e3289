//! Turnout: how many units have voted, of which roll, behind which entrance, by which way.

use std::collections::BTreeMap;

use crate::homes::{EntranceId, Kind};
use crate::voting::arriving::Channel;
use crate::voting::question::{Roll, more_than};
use crate::voting::rows::Question;

/// Units that are alike: of one kind, behind one entrance, and all of them voted this way, or none of them did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What they are.
    pub kind: Kind,
    /// Behind which entrance.
    pub entrance_id: Option<EntranceId>,
    /// That entrance's number; empty where there is none.
    pub entrance: String,
    /// By which way they voted; `None` when they did not.
    pub channel: Option<Channel>,
    /// How many.
    pub units: u64,
}

/// The turnout of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Turnout {
    /// All units, cell by cell.
    pub cells: Vec<Cell>,
}

/// How far a roll, or a part of it, has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Bar {
    /// How many units there are.
    pub units: u64,
    /// How many voted in the portal.
    pub portal: u64,
    /// How many voted on sheets.
    pub paper: u64,
    /// How many voted in the list of those who came.
    pub hall: u64,
    /// How many must vote at least; 0 where it is only a part.
    pub needed: u64,
}

impl Bar {
    /// How many voted.
    pub fn voted(self) -> u64 {
        self.portal + self.paper + self.hall
    }

    /// How many votes the quorum still lacks.
    pub fn lacks(self) -> u64 {
        self.needed.saturating_sub(self.voted())
    }

    /// Whether enough took part.
    pub fn quorate(self) -> bool {
        self.needed > 0 && self.lacks() == 0
    }

    fn add(&mut self, cell: &Cell) {
        self.units += cell.units;
        match cell.channel {
            Some(Channel::Portal) => self.portal += cell.units,
            Some(Channel::Paper) => self.paper += cell.units,
            Some(Channel::Hall) => self.hall += cell.units,
            None => {}
        }
    }
}

/// Whose votes an agenda asks for, and what part of them must take part: of several questions to one roll, the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which roll.
    pub roll: Roll,
    /// Of which entrance, where it is one entrance's matter.
    pub entrance: Option<EntranceId>,
    /// Strictly more than this part of it.
    pub quorum: (i32, i32),
}

impl Asked {
    /// The roll of a question.
    pub fn by(question: &Question) -> Self {
        Self { roll: question.roll, entrance: question.entrance_id, quorum: (question.quorum_of, question.quorum_in) }
    }

    /// The rolls of an agenda, each once, in the order in which they first come.
    pub fn of(questions: &[Question]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for question in questions {
            let new = Self::by(question);
            match all.iter_mut().find(|known| (known.roll, known.entrance) == (new.roll, new.entrance)) {
                Some(known) if more(new.quorum, known.quorum) => known.quorum = new.quorum,
                Some(_) => {}
                None => all.push(new),
            }
        }
        all
    }

    /// Whether units of this kind behind this entrance belong to it.
    pub fn asks(&self, kind: Kind, entrance: Option<EntranceId>) -> bool {
        self.roll.asks(kind, self.entrance.is_some() && self.entrance == entrance)
    }
}

/// Whether a fraction is greater than another.
fn more((of, parts): (i32, i32), (other_of, other_parts): (i32, i32)) -> bool {
    i64::from(of) * i64::from(other_parts) > i64::from(other_of) * i64::from(parts)
}

impl Turnout {
    /// How far a roll has come.
    pub fn bar(&self, of: &Asked) -> Bar {
        let mut bar = Bar::default();
        self.cells.iter().filter(|cell| of.asks(cell.kind, cell.entrance_id)).for_each(|cell| bar.add(cell));
        bar.needed = more_than(of.quorum, bar.units);
        bar
    }

    /// The same for each entrance; units behind none come last, under an empty number. Entrances have no quorum of their own: what one
    /// lacks is its share of what the roll needs.
    pub fn by_entrance(&self, of: &Asked) -> Vec<(String, Bar)> {
        let mut all: BTreeMap<(bool, Vec<u8>, String), Bar> = BTreeMap::new();
        for cell in self.cells.iter().filter(|cell| of.asks(cell.kind, cell.entrance_id)) {
            // «10» comes after «9»
            let mut order = cell.entrance.clone().into_bytes();
            order.splice(0..0, std::iter::repeat_n(b'0', 8_usize.saturating_sub(cell.entrance.len())));
            all.entry((cell.entrance.is_empty(), order, cell.entrance.clone())).or_default().add(cell);
        }
        let share = |bar: Bar| Bar { needed: more_than(of.quorum, bar.units).min(bar.units), ..bar };
        all.into_iter().map(|((_, _, number), bar)| (number, share(bar))).collect()
    }

    /// Of all units that any question asks.
    pub fn whole(&self, asked: &[Asked]) -> Bar {
        let mut bar = Bar::default();
        let here = self.cells.iter().filter(|cell| asked.iter().any(|of| of.asks(cell.kind, cell.entrance_id)));
        here.for_each(|cell| bar.add(cell));
        bar
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOMES: Asked = Asked { roll: Roll::Homes, entrance: None, quorum: (1, 2) };

    fn cell(kind: Kind, entrance: &str, channel: Option<Channel>, units: u64) -> Cell {
        Cell { kind, entrance_id: None, entrance: entrance.into(), channel, units }
    }

    #[test]
    fn half_is_no_quorum_and_one_more_is() {
        let half = Turnout { cells: vec![cell(Kind::Flat, "1", None, 5), cell(Kind::Flat, "1", Some(Channel::Portal), 5)] };
        assert_eq!((half.bar(&HOMES).lacks(), half.bar(&HOMES).quorate()), (1, false));
        let more = Turnout { cells: vec![cell(Kind::Flat, "1", None, 4), cell(Kind::Flat, "1", Some(Channel::Hall), 6)] };
        assert!(more.bar(&HOMES).quorate());
        assert!(!Turnout::default().bar(&HOMES).quorate(), "nobody is no quorum of nobody");
    }

    #[test]
    fn a_parking_place_is_no_home_and_the_tenth_entrance_comes_after_the_ninth() {
        let all = Turnout {
            cells: vec![
                cell(Kind::Flat, "10", None, 1),
                cell(Kind::Commercial, "", Some(Channel::Paper), 2),
                cell(Kind::Flat, "9", None, 3),
                cell(Kind::Parking, "9", None, 70),
            ],
        };
        let entrances: Vec<(String, u64)> =
            all.by_entrance(&HOMES).into_iter().map(|(number, bar)| (number, bar.units)).collect();
        assert_eq!(entrances, [("9".to_owned(), 3), ("10".into(), 1), (String::new(), 2)]);
    }

    proptest! {
        #[test]
        fn entrances_together_are_the_roll(cells in prop::collection::vec((0usize..4, "[0-9]{0,2}", 0usize..4, 0u64..50), 0..20)) {
            let channels = [None, Some(Channel::Portal), Some(Channel::Paper), Some(Channel::Hall)];
            let all = Turnout { cells: cells.iter().map(|(k, e, c, n)| cell(Kind::ALL[*k], e, channels[*c], *n)).collect() };
            let parts = all.by_entrance(&HOMES);
            let whole = all.bar(&HOMES);
            prop_assert_eq!(parts.iter().map(|(_, bar)| bar.units).sum::<u64>(), whole.units);
            prop_assert_eq!(parts.iter().map(|(_, bar)| bar.voted()).sum::<u64>(), whole.voted());
        }
    }
}
