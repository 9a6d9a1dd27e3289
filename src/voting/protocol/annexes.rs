//! The annexes of a protocol: who may vote, how each voted, which sheets came, how owners were told, and what proves the count.

use std::collections::HashMap;

use super::facts::{Facts, both, unit_name};
use super::paper::in_two;
use crate::homes::PremisesId;
use crate::pdf::{Align, Block, Column, Prose, Row, Table, Width};
use crate::text::{self, Locale};
use crate::voting::Channel;
use crate::voting::choice::Choice;
use crate::voting::rows::{BallotRow, Owner, Unit};

/// What the annexes are called, in their order.
pub(super) const TITLES: [&str; 5] = [
    "voting.paper.annex_electorate",
    "voting.paper.annex_votes",
    "voting.paper.annex_sheets",
    "voting.paper.annex_notice",
    "voting.paper.annex_chain",
];

/// More questions than this stand in one cell of the list of votes.
const MOST_COLUMNS: usize = 10;

/// All of them, each from a new page.
pub(super) fn all(of: &Facts) -> Vec<Block> {
    let units: HashMap<PremisesId, &Unit> = of.units.iter().map(|unit| (unit.premises_id, unit)).collect();
    let ballots: HashMap<PremisesId, &BallotRow> = of.ballots.iter().map(|ballot| (ballot.premises_id, ballot)).collect();
    let parts = [
        vec![Block::Table(electorate(of))],
        vec![Block::Note(Prose::from(both("voting.paper.legend"))), Block::Table(votes(of, &ballots))],
        sheets(of, &units),
        notice(of),
        chain(of, &units),
    ];
    let mut all = Vec::new();
    for (number, (title, part)) in (1_u32..).zip(TITLES.into_iter().zip(parts)) {
        all.push(Block::PageBreak);
        all.push(Block::heading(format!("{} № {number}. {}", both("voting.paper.annex"), both(title))));
        all.extend(part);
    }
    all
}

fn column(key: &str, width: Width, align: Align) -> Column {
    Column { heading: in_two(key), width, align }
}

fn number_column() -> Column {
    Column::number("№", 34.0)
}

/// Annex 1: a line for each owner of each unit.
fn electorate(of: &Facts) -> Table {
    let columns = vec![
        number_column(),
        column("voting.paper.unit", Width::Share(1.5), Align::Left),
        column("voting.paper.owner", Width::Share(2.4), Align::Left),
        column("voting.paper.area", Width::Points(66.0), Align::Right),
        column("voting.paper.share", Width::Points(44.0), Align::Right),
    ];
    let mut rows = Vec::with_capacity(of.units.len());
    for (number, unit) in (1_u64..).zip(&of.units) {
        let area = unit.area.map(|area| text::decimal(Locale::Kk, area, 2)).unwrap_or_default();
        let first = [number.to_string(), unit_name(unit)];
        let owners = of.owners.get(&unit.premises_id).map(Vec::as_slice).unwrap_or_default();
        if owners.is_empty() {
            let [number, name] = first;
            rows.push(Row::of([number, name, both("voting.paper.nobody"), area, String::new()]));
            continue;
        }
        for (place, owner) in owners.iter().enumerate() {
            let [number, name] = if place == 0 { first.clone() } else { Default::default() };
            let area = if place == 0 { area.clone() } else { String::new() };
            rows.push(Row::of([number, name, owner.name.clone(), area, share(owner)]));
        }
    }
    Table { columns, rows, zebra: true }
}

fn share(owner: &Owner) -> String {
    owner.share_of.zip(owner.share_in).map(|(of, parts)| format!("{of}/{parts}")).unwrap_or_default()
}

/// What was said to a question, as a sign that also a copy keeps.
fn sign(choice: Option<Choice>) -> &'static str {
    match choice {
        Some(Choice::For) => "+",
        Some(Choice::Against) => "−",
        Some(Choice::Abstain) => "0",
        None => "·",
    }
}

/// By which way somebody voted, in a word.
fn way_key(way: Channel) -> &'static str {
    match way {
        Channel::Portal => "voting.paper.by_portal",
        Channel::Paper => "voting.paper.by_sheet",
        Channel::Hall => "voting.paper.in_hall",
    }
}

/// Annex 2: how each unit voted, by name.
fn votes(of: &Facts, ballots: &HashMap<PremisesId, &BallotRow>) -> Table {
    let many = of.results.questions.len();
    let mut columns = vec![
        number_column(),
        column("voting.paper.unit", Width::Share(1.4), Align::Left),
        column("voting.paper.voter", Width::Share(2.2), Align::Left),
        column("voting.paper.way", Width::Share(1.1), Align::Left),
    ];
    if many > MOST_COLUMNS {
        columns.push(column("voting.paper.choices", Width::Share(2.0), Align::Left));
    } else {
        columns.extend((1..=many).map(|n| Column {
            heading: n.to_string().into(),
            width: Width::Points(19.0),
            align: Align::Center,
        }));
    }
    let ways: HashMap<_, String> = Channel::ALL.iter().map(|way| (way.word(), both(way_key(*way)))).collect();
    let voted = of.units.iter().filter_map(|unit| Some((unit, *ballots.get(&unit.premises_id)?)));
    let rows = (1_u64..).zip(voted).map(|(number, (unit, ballot))| {
        let choices = ballot.choices();
        let signs = (0..many).map(|place| sign(choices.at(place)));
        let way = ways.get(ballot.channel.word()).cloned().unwrap_or_default();
        let mut cells = vec![number.to_string(), unit_name(unit), ballot.voter_name.clone(), way];
        if many > MOST_COLUMNS {
            cells.push((1..).zip(signs).map(|(n, sign)| format!("{n}{sign}")).collect::<Vec<_>>().join(" "));
        } else {
            cells.extend(signs.map(str::to_owned));
        }
        Row::of(cells)
    });
    Table { columns, rows: rows.collect(), zebra: true }
}

/// Annex 3: the sheets that count, by their numbers; whoever voted in the hall has none.
fn sheets(of: &Facts, units: &HashMap<PremisesId, &Unit>) -> Vec<Block> {
    let mut on_paper: Vec<&BallotRow> = of.on_paper().collect();
    let sheet = |ballot: &BallotRow| of.sheets.get(&ballot.premises_id).copied();
    on_paper.sort_by_key(|ballot| (sheet(ballot).unwrap_or(i32::MAX), ballot.place));
    if on_paper.is_empty() {
        return vec![Block::paragraph(both("voting.paper.no_sheets"))];
    }
    let columns = vec![
        number_column(),
        column("voting.paper.sheet_number", Width::Points(64.0), Align::Left),
        column("voting.paper.unit", Width::Share(1.4), Align::Left),
        column("voting.paper.voter", Width::Share(2.0), Align::Left),
        column("voting.paper.entered", Width::Share(1.6), Align::Left),
    ];
    let rows = (1_u64..).zip(on_paper).map(|(number, ballot)| {
        let unit = units.get(&ballot.premises_id).map(|unit| unit_name(unit)).unwrap_or_default();
        let entered = format!("{}\n{}", text::date_time(Locale::Kk, ballot.cast_at, of.zone), ballot.caster_name);
        let sheet = sheet(ballot).map_or_else(|| both(way_key(ballot.channel)), |number| number.to_string());
        Row::of([number.to_string(), sheet, unit, ballot.voter_name.clone(), entered])
    });
    vec![Block::Table(Table { columns, rows: rows.collect(), zebra: true })]
}

/// Annex 4: when owners were told, and by which ways.
fn notice(of: &Facts) -> Vec<Block> {
    let at = |moment: Option<_>| moment.map(|moment| text::date_time(Locale::Kk, moment, of.zone)).unwrap_or_default();
    let label = |key: &str| Prose::new().bold(both(key));
    let mut facts = vec![(label("voting.paper.notified"), Prose::from(at(of.meeting.notified_at)))];
    let Some((number, ways)) = &of.told else {
        return vec![Block::Pairs(facts), Block::paragraph(both("voting.paper.no_announcement"))];
    };
    facts.push((label("voting.paper.announcement"), Prose::from(number.as_str())));
    let columns = vec![
        column("voting.paper.way", Width::Share(2.0), Align::Left),
        column("voting.paper.told", Width::Points(60.0), Align::Right),
        column("voting.paper.first", Width::Share(1.3), Align::Left),
        column("voting.paper.last", Width::Share(1.3), Align::Left),
    ];
    let rows = ways.iter().map(|(way, many, first, last)| Row::of([both(way.key()), many.to_string(), at(*first), at(*last)]));
    vec![Block::Pairs(facts), Block::Table(Table { columns, rows: rows.collect(), zebra: false })]
}

/// Annex 5: what proves the count, and the receipts by which voters find their ballots: two of them in a line.
fn chain(of: &Facts, units: &HashMap<PremisesId, &Unit>) -> Vec<Block> {
    let label = |key: &str| Prose::new().bold(both(key));
    let facts = vec![
        (label("voting.paper.events"), Prose::from(of.meeting.head_place.to_string())),
        (label("voting.paper.closed_hash"), Prose::from(of.closed.as_str())),
        (label("voting.paper.head_hash"), Prose::from(of.meeting.head_hash.as_str())),
        (label("voting.paper.list_hash"), Prose::from(of.meeting.roll_hash.as_str())),
        (label("voting.paper.roll_hash"), Prose::from(of.meeting.names_hash.as_str())),
    ];
    let mut receipts: Vec<(&str, &str, &str)> = of
        .ballots
        .iter()
        .filter_map(|ballot| {
            Some((ballot.receipt.as_str(), units.get(&ballot.premises_id)?.label.as_str(), ballot.choices.as_str()))
        })
        .collect();
    receipts.sort_unstable();
    let one = [
        column("voting.paper.receipt", Width::Share(1.5), Align::Left),
        column("voting.paper.label", Width::Share(1.2), Align::Left),
        column("voting.paper.choices", Width::Share(0.8), Align::Left),
    ];
    let columns = [one.clone(), one].concat();
    let rows = receipts.chunks(2).map(|pair| Row::of(pair.iter().flat_map(|(receipt, label, said)| [*receipt, *label, *said])));
    let note = Block::paragraph(both("voting.paper.chain_note"));
    vec![note, Block::Pairs(facts), Block::Table(Table { columns, rows: rows.collect(), zebra: true })]
}
