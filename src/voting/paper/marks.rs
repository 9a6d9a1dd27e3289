//! What a secretary types of a sheet: a letter for each question that is put to the unit, `f`, `a` or `n`, by the place of the key,
//! so that nobody need change the keyboard's language; or `1`, `2`, `3` on the number pad, and `-` or `0` where nothing is marked.

use crate::voting::choice::{Choice, Choices};

/// Why what was typed are no choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoMarks {
    /// A letter that says nothing.
    Letter,
    /// There are so many questions, and as many letters are needed.
    Count(usize),
}

/// Reads letters; `asked` says of each question of the agenda whether it is put to the unit, and only for those a letter is typed.
pub(super) fn read(typed: &str, asked: &[bool]) -> Result<Choices, NoMarks> {
    let letters: Vec<Option<Choice>> = typed
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|l| choice(l).ok_or(NoMarks::Letter))
        .collect::<Result<_, _>>()?;
    let wanted = asked.iter().filter(|asked| **asked).count();
    if letters.len() != wanted {
        return Err(NoMarks::Count(wanted));
    }
    let mut letters = letters.into_iter();
    let all: Vec<Option<Choice>> = asked.iter().map(|asked| if *asked { letters.next().flatten() } else { None }).collect();
    Ok(Choices::new(&all))
}

#[allow(clippy::option_option, reason = "no letter of ours, a letter for nothing, a letter for a choice")]
fn choice(letter: char) -> Option<Option<Choice>> {
    match letter.to_lowercase().next()? {
        'f' | 'а' | '1' => Some(Some(Choice::For)),
        'a' | 'ф' | '2' => Some(Some(Choice::Against)),
        'n' | 'т' | '3' => Some(Some(Choice::Abstain)),
        '-' | '0' => Some(None),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(typed: &str, asked: &[bool]) -> Result<String, NoMarks> {
        read(typed, asked).map(|choices| choices.letters().to_owned())
    }

    #[test]
    fn the_key_counts_and_not_the_language_it_writes() {
        for typed in ["fan-", "FAN-", "афт0", "1 2 3 0"] {
            assert_eq!(letters(typed, &[true; 4]), Ok("fan-".into()), "{typed}");
        }
    }

    #[test]
    fn a_letter_is_typed_for_each_question_that_the_unit_is_asked() {
        assert_eq!(letters("fa", &[true, false, true]), Ok("f-a".into()));
        assert_eq!(letters("faf", &[true, false, true]), Err(NoMarks::Count(2)));
        assert_eq!(letters("", &[true]), Err(NoMarks::Count(1)));
        assert_eq!(letters("fx", &[true; 2]), Err(NoMarks::Letter));
    }
}
