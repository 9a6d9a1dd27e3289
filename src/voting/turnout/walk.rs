//! The list that is carried round: units that have not voted, by entrance and floor, their numbers and nothing else.

use std::collections::BTreeMap;

use crate::clock::Moment;
use crate::pdf::{self, Block, Column, Document, Footer, Meta, Prose, Qr, Row, Table, Width};
use crate::text::{Locale, t, tv};
use crate::voting::rows::{Meeting, Unit};

use super::counted::{Asked, Turnout};

/// An entrance on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Door {
    /// Its number; empty for units behind none.
    pub(super) number: String,
    /// How many units it has, how many voted, and how many more are its share of the quorum.
    pub(super) units: u64,
    pub(super) voted: u64,
    pub(super) lacks: u64,
    /// Floors from the top, as one walks down: the floor and the units on it.
    pub(super) floors: Vec<(Option<i32>, Vec<Unit>)>,
}

/// The doors with units that are missing, in their order. Shares are those of the first roll that is asked.
pub(super) fn doors(turnout: &Turnout, asked: &[Asked], missing: Vec<Unit>) -> Vec<Door> {
    let mut behind: BTreeMap<String, BTreeMap<Option<i32>, Vec<Unit>>> = BTreeMap::new();
    for unit in missing.into_iter().filter(|unit| asked.iter().any(|of| of.asks(unit.kind, unit.entrance_id))) {
        behind.entry(unit.entrance.clone()).or_default().entry(unit.floor).or_default().push(unit);
    }
    let order = asked.first().map(|first| turnout.by_entrance(first)).unwrap_or_default();
    let mut all = Vec::new();
    for (number, bar) in order {
        let floors = behind.remove(&number).unwrap_or_default().into_iter().rev().collect();
        all.push(Door { number, units: bar.units, voted: bar.voted(), lacks: bar.lacks(), floors });
    }
    // units of other rolls may stand where those of the first have none
    all.extend(behind.into_iter().map(|(number, floors)| Door {
        number,
        units: 0,
        voted: 0,
        lacks: 0,
        floors: floors.into_iter().rev().collect(),
    }));
    all
}

/// What people call units, the kind left out where it is the usual one.
pub(super) fn numbers(locale: Locale, units: &[Unit]) -> String {
    units.iter().map(|unit| tv(locale, unit.kind.label_key(), &[("number", &unit.number)])).collect::<Vec<_>>().join(", ")
}

/// Everything that the paper says.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    pub(super) base_url: String,
    pub(super) meeting: Meeting,
    pub(super) address: String,
    pub(super) doors: Vec<Door>,
    pub(super) made: Moment,
    pub(super) made_words: [String; 2],
    pub(super) until: [String; 2],
}

fn both(say: impl Fn(usize, Locale) -> String) -> String {
    let (kk, ru) = (say(0, Locale::Kk), say(1, Locale::Ru));
    if kk == ru { kk } else { format!("{kk}\n{ru}") }
}

impl Walk {
    /// Draws it, an entrance a page.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn draw(&self) -> Result<Vec<u8>, pdf::Error> {
        let meta = Meta {
            title: t(Locale::Kk, "voting.turnout.walk.title").into_owned(),
            language: "kk".into(),
            created: self.made.and_utc(),
        };
        let mut paper = Document::new(meta).footer(Footer::new(self.meeting.number.clone(), |page, of| format!("{page} / {of}")));
        for (nth, door) in self.doors.iter().filter(|door| !door.floors.is_empty()).enumerate() {
            if nth > 0 {
                paper.push(Block::PageBreak);
            }
            self.door(&mut paper, door);
        }
        paper.render()
    }

    fn door(&self, paper: &mut Document, door: &Door) {
        let name = |locale| match door.number.as_str() {
            "" => t(locale, "voting.turnout.no_entrance").into_owned(),
            number => tv(locale, "voting.turnout.entrance", &[("number", number)]),
        };
        let title = |locale| Prose::from(format!("{}: {}", t(locale, "voting.turnout.walk.title"), name(locale)));
        let counts = [("units", door.units.to_string()), ("voted", door.voted.to_string()), ("lacks", door.lacks.to_string())];
        let counts: Vec<(&str, &str)> = counts.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let key = if door.lacks > 0 { "voting.turnout.walk.needs" } else { "voting.turnout.walk.enough" };
        let mut facts = vec![
            (Prose::from(both(|_, l| t(l, "voting.turnout.letter.house").into_owned())), Prose::from(self.address.clone())),
            (
                Prose::from(both(|_, l| t(l, "voting.turnout.letter.meeting").into_owned())),
                both(|_, l| self.meeting.title(l).to_owned()).into(),
            ),
            (
                Prose::from(both(|_, l| t(l, "voting.turnout.letter.until").into_owned())),
                both(|at, _| self.until.get(at).cloned().unwrap_or_default()).into(),
            ),
        ];
        if door.units > 0 {
            facts.push((
                Prose::from(both(|_, l| t(l, "voting.turnout.walk.so_far").into_owned())),
                both(|_, l| tv(l, key, &counts)).into(),
            ));
        }
        paper.push(Block::Columns {
            left: vec![Block::Title { kk: title(Locale::Kk), ru: title(Locale::Ru) }, Block::Pairs(facts)],
            right: vec![Block::Qr(Qr {
                text: format!("{}/votes/{}", self.base_url, self.meeting.id),
                caption: both(|_, l| t(l, "voting.turnout.walk.scan").into_owned()).into(),
                side: 118.0,
            })],
            share: 0.7,
        });
        paper.push(Block::Table(table(door)));
        for (at, locale) in [Locale::Kk, Locale::Ru].into_iter().enumerate() {
            let made = self.made_words.get(at).cloned().unwrap_or_default();
            paper.push(Block::Note(tv(locale, "voting.turnout.walk.made", &[("moment", &made)]).into()));
        }
    }
}

fn table(door: &Door) -> Table {
    let columns = vec![
        Column {
            heading: both(|_, l| t(l, "voting.turnout.walk.floor").into_owned()).into(),
            width: Width::Points(64.0),
            align: pdf::Align::Center,
        },
        Column::share(both(|_, l| t(l, "voting.turnout.walk.units").into_owned()), 1.0),
        Column::to_fill(both(|_, l| t(l, "voting.turnout.walk.note").into_owned()), 130.0),
    ];
    let rows = door.floors.iter().map(|(floor, units)| {
        let floor = floor.map_or_else(|| "—".to_owned(), |floor| floor.to_string());
        Row::of([Prose::from(floor), Prose::new().bold(numbers(Locale::Kk, units))])
    });
    Table { columns, rows: rows.collect(), zebra: false }
}
