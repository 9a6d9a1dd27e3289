//! The bulletin: every ballot by its receipt, without anybody's name.

use std::fmt::Write as _;

use crate::text::{Locale, t};
use crate::voting::choice::Choices;
use crate::voting::store::proof::Line;

/// The bulletin as a file: CSV with a heading, in the order of the receipts.
pub(super) fn csv(lines: &[Line]) -> String {
    let mut rows: Vec<&Line> = lines.iter().collect();
    rows.sort_by(|(_, one), (_, other)| one.receipt.cmp(&other.receipt));
    let mut list = "receipt,unit,version,channel,standing,choices\n".to_owned();
    for (label, ballot) in rows {
        let (receipt, version, channel, standing) = (&ballot.receipt, ballot.version, ballot.channel, ballot.standing);
        let _ = writeln!(list, "{receipt},{label},{version},{channel},{standing},{}", ballot.choices);
    }
    list
}

/// What a ballot says, in words: «1 — for, 2 — against».
pub(super) fn in_words(locale: Locale, choices: &Choices) -> String {
    let said = (0..choices.len()).filter_map(|place| Some(format!("{} — {}", place + 1, t(locale, choices.at(place)?.key()))));
    said.collect::<Vec<_>>().join(", ")
}
