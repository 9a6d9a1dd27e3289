//! What is checked: a number with a norm, or a question whose norm is yes. One line of a plan is one check, as people write it:
//! «Давление; 2; 6; бар», «Люк закрыт».

use serde::{Deserialize, Serialize};

/// The most checks of one plan.
pub(in crate::dispatch) const MOST: usize = 40;
/// The longest name of one.
const LONGEST: usize = 150;
/// The most that a number may be, in thousandths.
const GREATEST: i64 = 1_000_000_000_000;

/// Something that is checked. Numbers are thousandths.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::dispatch) struct Line {
    pub(in crate::dispatch) what: String,
    /// A number; else a question.
    pub(in crate::dispatch) is_number: bool,
    pub(in crate::dispatch) unit: String,
    pub(in crate::dispatch) low: Option<i64>,
    pub(in crate::dispatch) high: Option<i64>,
}

impl Line {
    /// Whether a value is none that the norm allows.
    pub(in crate::dispatch) fn is_outside(&self, value: i64) -> bool {
        if !self.is_number {
            return value != 1;
        }
        self.low.is_some_and(|low| value < low) || self.high.is_some_and(|high| value > high)
    }

    /// As people write it.
    pub(in crate::dispatch) fn print(&self) -> String {
        if !self.is_number {
            return self.what.clone();
        }
        let [low, high] = [self.low, self.high].map(|bound| bound.map(number).unwrap_or_default());
        format!("{}; {low}; {high}; {}", self.what, self.unit)
    }

    /// The norm in figures: `2–6 bar`, `≥ 2`, `≤ 6`; nothing where there is none.
    pub(in crate::dispatch) fn norm(&self) -> String {
        let said = match (self.low, self.high) {
            (Some(low), Some(high)) => format!("{}–{}", number(low), number(high)),
            (Some(low), None) => format!("≥ {}", number(low)),
            (None, Some(high)) => format!("≤ {}", number(high)),
            (None, None) => String::new(),
        };
        format!("{said} {}", self.unit).trim().to_owned()
    }
}

/// Thousandths as people write them.
pub(in crate::dispatch) fn number(thousandths: i64) -> String {
    let (sign, all) = (if thousandths < 0 { "−" } else { "" }, thousandths.unsigned_abs());
    let part = format!("{:03}", all % 1_000);
    let part = part.trim_end_matches('0');
    if part.is_empty() { format!("{sign}{}", all / 1_000) } else { format!("{sign}{},{part}", all / 1_000) }
}

/// A number as people write it, in thousandths.
pub(in crate::dispatch) fn thousandths(typed: &str) -> Option<i64> {
    let typed = typed.trim().replace(',', ".").replace('−', "-");
    let (sign, bare) = typed.strip_prefix('-').map_or((1, typed.as_str()), |bare| (-1, bare));
    let (whole, part) = bare.split_once('.').unwrap_or((bare, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || !digits(whole) || !digits(part) || part.len() > 3 {
        return None;
    }
    let all = whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(format!("{part:0<3}").parse().ok()?)?;
    Some(sign * all.min(GREATEST))
}

/// A checklist as it is typed, one check a line; or the first line that cannot be understood.
pub(in crate::dispatch) fn read(typed: &str) -> Result<Vec<Line>, String> {
    let lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| one(line).ok_or_else(|| line.to_owned())).collect()
}

fn one(line: &str) -> Option<Line> {
    let parts: Vec<&str> = line.split(';').map(str::trim).collect();
    let (what, rest) = parts.split_first()?;
    if what.is_empty() || line.chars().count() > LONGEST || rest.len() > 3 {
        return None;
    }
    let bound = |nth: usize| match rest.get(nth).copied().unwrap_or_default() {
        "" => Some(None),
        typed => thousandths(typed).map(Some),
    };
    let (low, high) = (bound(0)?, bound(1)?);
    if low.zip(high).is_some_and(|(low, high)| low > high) {
        return None;
    }
    let unit = rest.get(2).copied().unwrap_or_default().to_owned();
    Some(Line { what: (*what).to_owned(), is_number: !rest.is_empty(), unit, low, high })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_checklist_is_read_as_people_write_it() {
        let all = read("Давление; 2; 6; бар\n\nЛюк закрыт\nТемпература; ; 90\nСчётчик;;").unwrap();
        let norms: Vec<(String, bool)> = all.iter().map(|line| (line.norm(), line.is_number)).collect();
        assert_eq!(norms, [("2–6 бар".into(), true), (String::new(), false), ("≤ 90".into(), true), (String::new(), true)]);
        for wrong in ["; 2; 6", "a; 6; 2", "a; b; c", "a; 1; 2; x; y"] {
            assert_eq!(read(&format!("Люк закрыт\n{wrong}")), Err(wrong.trim().to_owned()));
        }
    }

    #[test]
    fn what_is_outside_the_norm_is_outside() {
        let line = |typed| read(typed).unwrap().remove(0);
        let pressure = line("Давление; 2; 6,5; бар");
        let outside = [1_999, 2_000, 6_500, 6_501].map(|value| pressure.is_outside(value));
        assert_eq!(outside, [true, false, false, true]);
        assert_eq!([0, 1].map(|value| line("Люк закрыт").is_outside(value)), [true, false]);
        assert!(!line("Показание;;").is_outside(-5_000), "without a norm nothing is");
    }

    proptest! {
        /// What was read is written so that it reads the same again.
        #[test]
        fn numbers_survive_being_written(thousandths_of in -999_999_999_i64..999_999_999) {
            prop_assert_eq!(thousandths(&number(thousandths_of)), Some(thousandths_of));
        }
    }
}
