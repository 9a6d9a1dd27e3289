//! The doors of a meeting's page: which rooms it has, and from which state on each makes sense.

use super::meeting::State;
use super::rows::Meeting;

/// A room: the end of its address, the key of its name, and whether a meeting has it.
type Door = (&'static str, &'static str, fn(&Meeting) -> bool);

const DOORS: [Door; 9] = [
    ("questions", "voting.door.agenda", |_| true),
    ("initiators", "voting.door.initiators", |of| of.initiator.are_owners()),
    ("notice", "voting.door.notice", |of| of.state != State::Draft && of.state != State::Cancelled),
    ("sheets", "voting.door.sheets", |of| of.by_paper && held(of)),
    ("turnout", "voting.door.turnout", held),
    ("entries", "voting.door.entries", |of| of.by_paper && voting(of)),
    ("disputes", "voting.door.disputes", voting),
    ("count", "voting.door.count", |of| of.state.over()),
    ("protocol", "voting.door.protocol", |of| of.state.over() && of.state != State::Counting),
];

/// Owners were told, and it was not called off.
fn held(of: &Meeting) -> bool {
    of.state.public() && of.state != State::Cancelled
}

/// Votes are or were taken.
fn voting(of: &Meeting) -> bool {
    of.state == State::Open || of.state.over()
}

/// Which of them are open to all of the staff; the others are the secretary's.
const FOR_ALL: [&str; 3] = ["questions", "initiators", "notice"];

/// The addresses and names of the rooms that a meeting has now, for its secretary or for anybody else of the staff.
pub(in crate::voting) fn open(of: &Meeting, secretary: bool) -> Vec<(String, &'static str)> {
    let there = DOORS.iter().filter(|(end, _, there)| there(of) && (secretary || FOR_ALL.contains(end)));
    there.map(|(end, key, _)| (format!("/staff/votes/{}/{end}", of.id), *key)).collect()
}
