//! Random votes with disputes and decisions, counted three ways: from the rows, from the chain, and as people with a heap of paper would.

use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::homes::ContactId;
use crate::voting::arriving::{Ballot, arrive};
use crate::voting::chain::seal;
use crate::voting::choice::Choice;
use crate::voting::question::{Base, QuestionId, Roll};

/// A ballot as its row would say it.
#[derive(Clone, Debug)]
struct Row {
    unit: usize,
    version: i32,
    standing: Standing,
    ballot: Ballot,
}

/// What happens to a house.
#[derive(Clone, Debug)]
enum Deed {
    Cast { unit: usize, owner: usize, paper: bool, by_power: bool, said: Vec<u8> },
    Decide { unit: usize, version: i32 },
}

fn at() -> crate::clock::Moment {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc()
}

const UNITS: [(&str, Kind, &str); 6] = [
    ("AAAA-0001", Kind::Flat, "1"),
    ("AAAA-0002", Kind::Flat, "1"),
    ("AAAA-0003", Kind::Flat, "2"),
    ("AAAA-0004", Kind::Commercial, ""),
    ("AAAA-0005", Kind::Parking, ""),
    ("AAAA-0006", Kind::Storage, ""),
];

fn put() -> Vec<Put> {
    [(Roll::Homes, ""), (Roll::Stalls, ""), (Roll::Entrance, "1")]
        .map(|(roll, entrance)| Put {
            id: QuestionId::fresh(at()),
            item: 1,
            roll,
            entrance: entrance.to_owned(),
            base: Base::All,
            over: (1, 2),
            quorum: (1, 2),
            kk: String::new(),
            ru: String::new(),
        })
        .to_vec()
}

fn asked(unit: usize, place: usize) -> bool {
    let (_, kind, entrance) = UNITS[unit];
    [Roll::Homes, Roll::Stalls, Roll::Entrance][place].asks(kind, entrance == "1")
}

/// Plays deeds as casting and deciding would: gives the rows and the events.
fn play(deeds: &[Deed]) -> (Vec<Row>, Vec<Event>) {
    let owners: Vec<ContactId> = (0..3).map(|n| ContactId::fresh(at() + TimeDelta::seconds(n))).collect();
    let (mut rows, mut events) = (Vec::<Row>::new(), Vec::new());
    for deed in deeds {
        match deed {
            Deed::Cast { unit, owner, paper, by_power, said } => {
                let letter = |n: &u8| [None, Some(Choice::For), Some(Choice::Against), Some(Choice::Abstain)][usize::from(*n)];
                let only = |(place, n): (usize, &u8)| letter(n).filter(|_| asked(*unit, place));
                let choices = Choices::new(&said.iter().enumerate().map(only).collect::<Vec<_>>());
                let channel = if *paper { Channel::Paper } else { Channel::Portal };
                let ballot = Ballot { channel, voter: owners[*owner], by_power: *by_power, choices };
                let present = rows.iter().find(|row| row.unit == *unit && row.standing == Standing::Counts).cloned();
                let Ok(verdict) = arrive(present.as_ref().map(|row| (&row.ballot, at())), &ballot) else { continue };
                for row in rows.iter_mut().filter(|row| row.unit == *unit) {
                    let gives_way = match row.standing {
                        Standing::Counts => verdict.replaces,
                        Standing::Agrees | Standing::Disputed => row.ballot.voter == ballot.voter,
                        _ => false,
                    };
                    row.standing = if gives_way { Standing::Replaced } else { row.standing };
                }
                let version = i32::try_from(rows.iter().filter(|row| row.unit == *unit).count()).unwrap() + 1;
                events.push(Event::Ballot {
                    unit: UNITS[*unit].0.to_owned(),
                    version,
                    channel,
                    standing: verdict.arriving,
                    choices: ballot.choices.clone(),
                    receipt: format!("R-{unit}-{version}"),
                });
                rows.push(Row { unit: *unit, version, standing: verdict.arriving, ballot });
            }
            Deed::Decide { unit, version } => {
                let many = i32::try_from(rows.iter().filter(|row| row.unit == *unit).count()).unwrap();
                if many == 0 || *version > many {
                    continue;
                }
                for row in rows.iter_mut().filter(|row| row.unit == *unit) {
                    row.standing = if row.version == *version { Standing::Counts } else { Standing::Invalid };
                }
                events.push(Event::Decided {
                    unit: UNITS[*unit].0.to_owned(), version: *version, why: "\"по акту\"".to_owned()
                });
            }
        }
    }
    (rows, events)
}

fn sealed(events: Vec<Event>) -> Vec<(String, String)> {
    let units = vec![(Roll::Homes, 4), (Roll::Stalls, 2)];
    let meeting = crate::voting::MeetingId::fresh(at());
    let begun = Event::Notified { meeting, units, roll: String::new(), names: String::new(), questions: put() };
    let mut head = String::new();
    [begun, Event::Opened]
        .into_iter()
        .chain(events)
        .zip(1..)
        .map(|(event, place)| {
            let line = serde_json::to_string(&Line { place, at: "2026-11-20T10:00:00.000000Z".into(), event }).unwrap();
            head = seal(&head, &line);
            (line, head.clone())
        })
        .collect()
}

fn electorate() -> HashMap<&'static str, (Kind, &'static str)> {
    UNITS.iter().map(|(label, kind, entrance)| (*label, (*kind, *entrance))).collect()
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let cast = (0usize..UNITS.len(), 0usize..3, any::<bool>(), any::<bool>(), prop::collection::vec(0u8..4, 3));
    let cast = cast.prop_map(|(unit, owner, paper, by_power, said)| Deed::Cast { unit, owner, paper, by_power, said });
    let decide = (0usize..UNITS.len(), 0i32..4).prop_map(|(unit, version)| Deed::Decide { unit, version });
    prop::collection::vec(prop_oneof![4 => cast, 1 => decide], 0..60)
}

proptest! {
    #[test]
    fn ballots_chain_and_a_heap_of_paper_say_the_same(deeds in deeds()) {
        let (rows, events) = play(&deeds);
        let counting: Vec<&Row> = rows.iter().filter(|row| row.standing == Standing::Counts).collect();
        let rolls: Vec<u64> = (0..3).map(|place| (0..UNITS.len()).filter(|unit| asked(*unit, place)).count() as u64).collect();
        let by_rows = count(&rolls, counting.iter().map(|row| (row.unit, row.ballot.channel, &row.ballot.choices)), |unit, place| asked(*unit, place));
        let lines = sealed(events);
        let replayed = replay(lines.iter().map(|(line, hash)| (line.as_str(), hash.as_str()))).unwrap();
        prop_assert_eq!(replayed.voted(), counting.len());
        let by_chain = replayed.tallies(&electorate()).unwrap();
        prop_assert_eq!(&by_chain, &by_rows);
        // one unit, one vote: of each unit one ballot at most is on the heap
        for unit in 0..UNITS.len() {
            prop_assert!(counting.iter().filter(|row| row.unit == unit).count() <= 1);
        }
        for (place, tally) in by_chain.iter().enumerate() {
            for (wanted, found) in [(Choice::For, tally.votes().for_it), (Choice::Against, tally.votes().against), (Choice::Abstain, tally.votes().abstained)] {
                let heap = counting.iter().filter(|row| row.ballot.choices.at(place) == Some(wanted)).count() as u64;
                prop_assert_eq!(found, heap);
            }
        }
    }

    #[test]
    fn a_changed_line_is_found_where_it_stands(deeds in deeds(), at: prop::sample::Index, byte: prop::sample::Index) {
        let mut lines = sealed(play(&deeds).1);
        let at = at.index(lines.len());
        let byte = byte.index(lines[at].0.len());
        let mut changed = lines[at].0.clone().into_bytes();
        changed[byte] = if changed[byte] == b'x' { b'y' } else { b'x' };
        let Ok(changed) = String::from_utf8(changed) else { return Ok(()) };
        lines[at].0 = changed;
        let found = replay(lines.iter().map(|(line, hash)| (line.as_str(), hash.as_str()))).unwrap_err();
        prop_assert_eq!(found, Fault::Broken(i64::try_from(at).unwrap() + 1));
    }
}

#[test]
fn a_ballot_of_an_unknown_unit_is_a_stranger() {
    let (_, events) = play(&[Deed::Cast { unit: 0, owner: 0, paper: false, by_power: false, said: vec![1, 1, 1] }]);
    let lines = sealed(events);
    let replayed = replay(lines.iter().map(|(line, hash)| (line.as_str(), hash.as_str()))).unwrap();
    let mut known = electorate();
    known.remove("AAAA-0001");
    assert_eq!(replayed.tallies(&known), Err(Fault::Stranger));
}
