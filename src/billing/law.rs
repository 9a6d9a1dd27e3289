//! What the law says in figures, each with the day from which it holds and where it stands. A figure that is not known for a day is not guessed.

use chrono::NaiveDate;

/// A figure that holds from a day on: (year, month, day), value, source.
type Row = ((i32, u32, u32), i64, &'static str);

/// The monthly calculation index (АЕК, МРП), in tiyn.
const MRP: [Row; 3] = [
    ((2024, 1, 1), 369_200, "«Республикалық бюджет туралы» 05.12.2023 №43-VIII Заң, 9-бап"),
    ((2025, 1, 1), 393_200, "«Республикалық бюджет туралы» 04.12.2024 №141-VIII Заң"),
    ((2026, 1, 1), 432_500, "2026–2028 жж. республикалық бюджет туралы Заң"),
];

/// The least accumulative contribution per m², in thousandths of the index: law on housing relations, art. 34-1(3).
const LEAST_ACCUMULATIVE: [Row; 1] = [((2020, 1, 11), 5, "«Тұрғын үй қатынастары туралы» Заң, 34-1-бап, 3-тармақ")];

/// How many times the flats' rate that of non-residential premises may be: art. 34(5).
const MOST_TIMES: [Row; 1] = [((2020, 1, 11), 2, "«Тұрғын үй қатынастары туралы» Заң, 34-бап, 5-тармақ")];

/// By which day of the next month one pays: art. 34-1(8).
const DUE_DAY: [Row; 1] = [((2020, 1, 11), 25, "«Тұрғын үй қатынастары туралы» Заң, 34-1-бап, 8-тармақ")];

/// The base rate of the National Bank, in hundredths of a per cent a year. To be continued as the bank decides; until then the last one holds.
const BASE_RATE: [Row; 4] = [
    ((2024, 7, 15), 1_425, "ҚР Ұлттық Банкінің базалық мөлшерлемесі"),
    ((2024, 12, 2), 1_525, "ҚР Ұлттық Банкінің базалық мөлшерлемесі"),
    ((2025, 3, 11), 1_650, "ҚР Ұлттық Банкінің базалық мөлшерлемесі"),
    ((2025, 10, 13), 1_800, "ҚР Ұлттық Банкінің базалық мөлшерлемесі"),
];

/// By what the rate is multiplied, in hundredths: the Housing law names none, so that the Civil Code's rate holds as it is.
const COEFFICIENT: [Row; 1] = [((2020, 1, 11), 100, "ҚР Азаматтық кодексі, 353-бап")];

/// A figure with its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) value: i64,
    pub(super) source: &'static str,
}

fn on(rows: &[Row], day: NaiveDate) -> Option<Figure> {
    let since = |row: &&Row| NaiveDate::from_ymd_opt(row.0.0, row.0.1, row.0.2).is_some_and(|since| since <= day);
    rows.iter().rev().find(since).map(|(_, value, source)| Figure { value: *value, source })
}

/// The least accumulative rate per m² on a day, in hundredths of a tiyn.
pub(super) fn least_accumulative(day: NaiveDate) -> Option<Figure> {
    let (index, part) = (on(&MRP, day)?, on(&LEAST_ACCUMULATIVE, day)?);
    // hundredths of a tiyn of so many thousandths of the index
    Some(Figure { value: index.value * part.value / 10, source: part.source })
}

/// How many times the flats' rate the others' may be.
pub(super) fn most_times(day: NaiveDate) -> Option<Figure> {
    on(&MOST_TIMES, day)
}

/// The last day to pay what was charged for a month.
pub fn due_on(month: NaiveDate) -> NaiveDate {
    use chrono::Datelike;
    let next = crate::ledger::month::next(month);
    let day = on(&DUE_DAY, month).and_then(|figure| u32::try_from(figure.value).ok());
    day.and_then(|day| next.with_day(day)).unwrap_or(next)
}

/// The last day to pay anything that is not after `day`: whoever owed something on it owes penalty.
pub(super) fn last_due_day(day: NaiveDate) -> NaiveDate {
    use crate::ledger::month::previous;
    let this = due_on(previous(day));
    if this <= day { this } else { due_on(previous(previous(day))) }
}

/// Base rate (hundredths of a per cent a year) and coefficient (hundredths) on a day.
pub(super) fn penalty_rate(day: NaiveDate) -> Option<(i64, i64)> {
    Some((on(&BASE_RATE, day)?.value, on(&COEFFICIENT, day)?.value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_least_accumulative_rate_of_2026_is_21_tenge_62_and_a_half_tiyn() {
        assert_eq!(least_accumulative(day("2026-11-01")).unwrap().value, 216_250);
        assert_eq!(least_accumulative(day("2025-12-31")).unwrap().value, 196_600);
        assert_eq!(least_accumulative(day("2019-01-01")), None, "nothing is guessed");
    }

    #[test]
    fn november_is_paid_by_the_25th_of_december() {
        assert_eq!(due_on(day("2026-11-01")), day("2026-12-25"));
        assert_eq!(due_on(day("2026-12-01")), day("2027-01-25"));
    }

    #[test]
    fn the_last_due_day_is_this_months_25th_or_the_one_before() {
        assert_eq!(last_due_day(day("2026-12-25")), day("2026-12-25"));
        assert_eq!(last_due_day(day("2027-01-24")), day("2026-12-25"));
    }

    #[test]
    fn rows_are_in_order() {
        for rows in [&MRP[..], &LEAST_ACCUMULATIVE, &MOST_TIMES, &DUE_DAY, &BASE_RATE, &COEFFICIENT] {
            assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
            assert!(rows.iter().all(|row| !row.2.is_empty()));
        }
    }
}
