//! Numbers of premises: `12`, `12А`, `001`, `12/1`, `Н.П. 4`.

use super::text::{text, without_point_zero};
use super::{Cell, CellRefusal, Meaning};

/// A premises number, for the eye and for comparing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flat {
    /// As people write it, without «кв.» before it: `12 А`.
    pub shown: String,
    /// The same for every way to write it: no spaces, no case, no zeros in front, Latin look-alikes made Cyrillic: `12а`.
    pub key: String,
}

/// Words that say «flat» and are no part of its number, longest first.
const LABELS: [&str; 11] = ["квартира", "помещение", "пәтер", "flat", "apt", "пом", "пәт", "кв", "п-р", "№", "#"];

/// The number of a premises.
///
/// # Errors
/// [`CellRefusal::FlatBecameDate`] if Excel made `1/2` the first of February, [`CellRefusal::WrongKind`] for a TRUE,
/// [`CellRefusal::Negative`], [`CellRefusal::TooLarge`] for more than 20 characters, [`CellRefusal::ErrorValue`].
pub fn flat(cell: &Cell) -> Meaning<Flat> {
    match cell {
        Cell::Date(_) => return Err(CellRefusal::FlatBecameDate),
        Cell::Bool(_) => return Err(CellRefusal::WrongKind),
        Cell::Number(number) if *number < 0.0 => return Err(CellRefusal::Negative),
        _ => {}
    }
    let Some(text) = text(cell)? else { return Ok(None) };
    let shown = without_point_zero(unlabelled(&text)).to_owned();
    if shown.chars().count() > 20 {
        return Err(CellRefusal::TooLarge);
    }
    let key = key(&shown);
    if key.is_empty() { Ok(None) } else { Ok(Some(Flat { shown, key })) }
}

fn unlabelled(text: &str) -> &str {
    let mut rest = text;
    loop {
        let Some(next) = LABELS.iter().find_map(|label| without(rest, label)) else { return rest };
        rest = next;
    }
}

/// The text after a label, if the label is a word of its own and something stands after it.
fn without<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let mut letters = text.char_indices();
    for wanted in label.chars() {
        let (_, letter) = letters.next()?;
        if !letter.to_lowercase().eq([wanted]) {
            return None;
        }
    }
    let rest = letters.as_str();
    let number = rest.trim_start_matches(['.', ' ', '№', '#']);
    let apart = rest.len() > number.len() || number.starts_with(|letter: char| letter.is_ascii_digit());
    (apart && !number.is_empty()).then_some(number)
}

fn key(shown: &str) -> String {
    let folded: String = shown.to_uppercase().chars().filter_map(canonical).collect::<String>().to_lowercase();
    let bare = folded.trim_start_matches('0');
    if bare.starts_with(|letter: char| letter.is_ascii_digit()) { bare.to_owned() } else { folded }
}

fn canonical(letter: char) -> Option<char> {
    Some(match letter {
        ' ' | '.' | '"' | '«' | '»' => return None,
        'A' => 'А',
        'B' => 'В',
        'C' => 'С',
        'E' => 'Е',
        'H' => 'Н',
        'K' => 'К',
        'M' => 'М',
        'O' => 'О',
        'P' => 'Р',
        'T' => 'Т',
        'X' => 'Х',
        '\\' => '/',
        '–' | '—' | '−' | '‑' => '-',
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn flats_read_alike_however_written() {
        for (written, shown, key) in [
            ("12.0", "12", "12"),
            ("'001", "001", "1"),
            ("12 А", "12 А", "12а"),
            ("12A", "12A", "12а"),
            ("кв. 12а", "12а", "12а"),
            ("Кв12", "12", "12"),
            ("Квартира № 7", "7", "7"),
            ("№7", "7", "7"),
            ("12/1", "12/1", "12/1"),
            ("12 — 13", "12 — 13", "12-13"),
            ("Н.П. 4", "Н.П. 4", "нп4"),
            ("Пәтер 5", "5", "5"),
            ("Квант", "Квант", "квант"),
            ("0", "0", "0"),
        ] {
            let expected = Flat { shown: shown.into(), key: key.into() };
            assert_eq!(flat(&Cell::text(written)), Ok(Some(expected)), "{written}");
        }
        assert_eq!(flat(&Cell::Number(12.0)).unwrap().unwrap().shown, "12");
        assert_eq!(flat(&Cell::text(" . ")), Ok(None));
    }

    #[test]
    fn what_is_no_flat() {
        let date = NaiveDate::from_ymd_opt(2026, 2, 1).unwrap();
        assert_eq!(flat(&Cell::Date(date)), Err(CellRefusal::FlatBecameDate));
        assert_eq!(flat(&Cell::Number(-1.0)), Err(CellRefusal::Negative));
        assert_eq!(flat(&Cell::text("см. приложение к договору")), Err(CellRefusal::TooLarge));
    }
}
