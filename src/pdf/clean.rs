//! Makes any text printable: nothing invisible stays, nothing visible is lost without a trace.

use super::faces::{Face, STAND_IN};

/// What becomes of one character of the text.
enum Fate {
    Keep(char),
    Drop,
}

/// The text with only letters the font can draw, spaces, and `\n` for a forced new line.
///
/// Controls, byte-order marks, joiners, direction marks and variation selectors have no form of their own
/// and are dropped; a decomposed й or ё (as files from a Mac have it) is put together; a character
/// missing in the font becomes its near equal or [`STAND_IN`].
pub(super) fn printable(text: &str, face: &Face) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\r' && letters.peek() == Some(&'\n') {
            continue;
        }
        if let Some(whole) = letters.peek().and_then(|mark| composed(letter, *mark)) {
            letters.next();
            clean.push(whole);
            continue;
        }
        if let Fate::Keep(letter) = fate(letter, face) {
            clean.push(letter);
        }
    }
    clean
}

fn fate(letter: char, face: &Face) -> Fate {
    match letter {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Keep('\n'),
        '\t' => Fate::Keep(' '),
        unseen if unseen.is_control() || formless(unseen) => Fate::Drop,
        known if face.has(known) => Fate::Keep(known),
        other => Fate::Keep(near(other).filter(|near| face.has(*near)).unwrap_or(STAND_IN)),
    }
}

/// Characters that steer other characters and have no form of their own.
fn formless(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
        | '\u{1f3fb}'..='\u{1f3ff}')
}

fn composed(letter: char, mark: char) -> Option<char> {
    match (letter, mark) {
        ('и', '\u{306}') => Some('й'),
        ('И', '\u{306}') => Some('Й'),
        ('е', '\u{308}') => Some('ё'),
        ('Е', '\u{308}') => Some('Ё'),
        _ => None,
    }
}

fn near(letter: char) -> Option<char> {
    match letter {
        '\u{202f}' | '\u{2007}' => Some('\u{a0}'),
        '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => Some(' '),
        '\u{2010}' | '\u{2011}' | '\u{2012}' => Some('-'),
        '\u{2015}' => Some('—'),
        '\u{2032}' => Some('\''),
        '\u{2033}' => Some('"'),
        '\u{25a0}' | '\u{25aa}' | '\u{25cf}' | '\u{25e6}' => Some('•'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::faces::{Faces, Weight};

    fn clean(text: &str) -> String {
        printable(text, Faces::get().unwrap().of(Weight::Regular))
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in ["Жылу, су және жарық: 16\u{a0}725,88\u{a0}₸", "Объявление №\u{a0}5 — «Нұр»", "A–Z 0–9 …"]
        {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn what_cannot_be_drawn_is_seen() {
        assert_eq!(clean("🔥 өрт"), "\u{fffd} өрт");
        assert_eq!(clean("سلام"), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(clean("👨\u{200d}👩\u{fe0f}"), "\u{fffd}\u{fffd}");
    }

    #[test]
    fn what_has_no_form_goes() {
        assert_eq!(clean("a\u{0}\u{7}b\u{feff}c\u{202e}d\u{ad}e"), "abcde");
        assert_eq!(clean("a\r\nb\rc\u{2028}d\te"), "a\nb\nc\nd e");
    }

    #[test]
    fn decomposed_letters_are_put_together() {
        assert_eq!(clean("и\u{306} е\u{308} И\u{306}"), "й ё Й");
    }
}
