//! Receipts and labels: what a voter holds, and what the bulletin calls a unit.

use sha2::{Digest, Sha256};

use super::meeting::MeetingId;
use crate::db::types::to_text;
use crate::homes::PremisesId;

/// The receipt of a ballot (*түбіртек*, *квитанция голоса*): `7YQ2-M9XA-4T0C`. It follows from meeting, unit, number of the ballot and a
/// random text that only the portal holds; it tells nothing of what was voted.
pub(in crate::voting) fn receipt(meeting: MeetingId, label: &str, version: i32, nonce: &str) -> String {
    grouped(&format!("receipt|{meeting}|{label}|{version}|{nonce}"), 3)
}

/// What the bulletin calls a unit: `K7Q2-M9XA`. Nobody can tell the unit by it without `secret`, which is thrown away.
pub(in crate::voting) fn label(secret: &str, premises: PremisesId) -> String {
    grouped(&format!("unit|{secret}|{premises}"), 2)
}

/// Groups of four letters out of a text's hash: 20 bits each.
fn grouped(text: &str, groups: usize) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let number = hash.iter().take(16).fold(0u128, |number, byte| (number << 8) | u128::from(*byte));
    let letters = to_text(number).to_uppercase();
    // the first letter carries three bits only
    let mut letters = letters.chars().skip(1);
    let all: Vec<String> = (0..groups).map(|_| letters.by_ref().take(4).collect()).collect();
    all.join("-")
}

/// What makes two spellings of a receipt or label the same: as people type it, with or without hyphens, `o` for `0`, `l` for `1`.
pub(in crate::voting) fn spelt(typed: &str) -> String {
    let letters = typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    });
    let letters: Vec<char> = letters.take(64).collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    #[test]
    fn a_receipt_is_short_and_its_own() {
        let meeting = MeetingId::fresh(DateTime::from_timestamp(1_800_000_000, 0).unwrap().naive_utc());
        let one = receipt(meeting, "K7Q2-M9XA", 1, "n");
        assert_eq!(one.len(), 14);
        assert_eq!(spelt(&one.to_lowercase().replace('-', " ")), one);
        for other in
            [receipt(meeting, "K7Q2-M9XB", 1, "n"), receipt(meeting, "K7Q2-M9XA", 2, "n"), receipt(meeting, "K7Q2-M9XA", 1, "m")]
        {
            assert_ne!(other, one);
        }
    }

    #[test]
    fn letters_that_look_like_figures_are_figures() {
        assert_eq!(spelt("o1lI-aBcD"), "0111-ABCD");
    }
}
