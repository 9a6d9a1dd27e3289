//! Yes and no, in three languages and in signs.

use super::{Cell, CellRefusal, Meaning};

const YES: [&str; 13] = ["да", "иә", "ия", "yes", "y", "true", "истина", "1", "+", "v", "✓", "✔", "бар"];
const NO: [&str; 13] = ["нет", "жоқ", "жок", "no", "n", "false", "ложь", "0", "-", "–", "—", "✗", "✘"];

/// Yes or no.
///
/// # Errors
/// [`CellRefusal::NeitherYesNorNo`], [`CellRefusal::ErrorValue`].
pub fn yes_no(cell: &Cell) -> Meaning<bool> {
    if let Cell::Bool(truth) = cell {
        return Ok(Some(*truth));
    }
    let Some(text) = super::text(cell)? else { return Ok(None) };
    let word = text.to_lowercase();
    if YES.contains(&word.as_str()) {
        Ok(Some(true))
    } else if NO.contains(&word.as_str()) {
        Ok(Some(false))
    } else {
        Err(CellRefusal::NeitherYesNorNo)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_signs() {
        for yes in [Cell::Bool(true), Cell::Number(1.0), Cell::text("Да"), Cell::text(" ИӘ "), Cell::text("+")] {
            assert_eq!(yes_no(&yes), Ok(Some(true)));
        }
        for no in [Cell::Bool(false), Cell::Number(0.0), Cell::text("Жоқ"), Cell::text("нет"), Cell::text("-")] {
            assert_eq!(yes_no(&no), Ok(Some(false)));
        }
        assert_eq!(yes_no(&Cell::text("может быть")), Err(CellRefusal::NeitherYesNorNo));
        assert_eq!(yes_no(&Cell::Empty), Ok(None));
    }
}
