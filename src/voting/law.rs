//! What the law asks, by the day from which it does: data in two small tables beside this file, never an `if`.
//!
//! `rules.csv`: for each item of art. 42(5) of the Housing law and each roll that may decide it, the base, the fraction of which strictly
//! more must be for it, the quorum, and whether the meeting may leave it to the council (art. 51(3)). `terms.csv`: days, months and numbers
//! with their article. A new edition of the law is a new row with its day, and the old one gets an `until`: a meeting keeps the edition
//! under which its agenda was fixed.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::question::{Base, Roll, Rule};

/// What an item of art. 42(5) takes, in one edition of the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    /// The item, from 1.
    pub item: i32,
    /// Whose votes it asks for.
    pub roll: Roll,
    /// What carries it.
    pub rule: Rule,
    /// Whether a meeting may leave it to the council.
    pub council: bool,
    /// The article that says so: `42(8)`.
    pub article: &'static str,
    since: NaiveDate,
    until: Option<NaiveDate>,
}

crate::words! {
    /// A term or number of the law.
    pub enum Term {
        /// Calendar days from the notice to the meeting, at least.
        NoticeDays = "notice_days",
        /// Months from the announcement to the end of a written survey, at most.
        SurveyMonths = "survey_months",
        /// The same in a large building.
        SurveyMonthsLarge = "survey_months_large",
        /// Of more units than this a building is large.
        LargeUnits = "large_units",
        /// Calendar days from the announcement until every owner has a sheet, at most.
        SheetDays = "sheet_days",
        /// Days of voting in the portal, at least.
        PortalDays = "portal_days",
        /// Months from the announcement to the end of voting in the portal, at most.
        PortalMonths = "portal_months",
        /// Working days from the wish for a copy of the protocol to the copy, at most.
        CopyWorkingDays = "copy_working_days",
        /// Of owners who called a meeting, so many sign its protocol, at least.
        InitiatorsSigning = "initiators_signing",
        /// Per cent of the owners who can call a meeting, at least.
        InitiatorsPerCent = "initiators_per_cent",
    }
}

static RULES: LazyLock<Vec<Law>> = LazyLock::new(|| rows(include_str!("rules.csv"), rule_row));
static TERMS: LazyLock<Vec<TermRow>> = LazyLock::new(|| rows(include_str!("terms.csv"), term_row));

#[derive(Debug)]
struct TermRow {
    term: Term,
    since: NaiveDate,
    until: Option<NaiveDate>,
    amount: u32,
    article: &'static str,
}

/// What an item takes of a roll, by the law of a day; `None` where that roll cannot decide it.
pub fn rule(item: i32, roll: Roll, on: NaiveDate) -> Option<&'static Law> {
    RULES.iter().find(|law| law.item == item && law.roll == roll && stands(law.since, law.until, on))
}

/// All that a meeting can decide by the law of a day, in the order of the law.
pub fn rules(on: NaiveDate) -> impl Iterator<Item = &'static Law> {
    RULES.iter().filter(move |law| stands(law.since, law.until, on))
}

/// A term by the law of a day, with its article; 0 without one where that law knew no such term.
pub fn term(term: Term, on: NaiveDate) -> (u32, &'static str) {
    let found = TERMS.iter().find(|row| row.term == term && stands(row.since, row.until, on));
    found.map_or((0, ""), |row| (row.amount, row.article))
}

/// The edition of the law of a day: the day from which its rules stand.
pub fn edition(on: NaiveDate) -> Option<NaiveDate> {
    RULES.iter().map(|law| law.since).filter(|since| *since <= on).max()
}

fn stands(since: NaiveDate, until: Option<NaiveDate>, on: NaiveDate) -> bool {
    since <= on && until.is_none_or(|until| on <= until)
}

/// Lines that cannot be read are left out; a test reads the same files and finds them all.
fn rows<T>(file: &'static str, row: impl Fn(&[&'static str]) -> Option<T>) -> Vec<T> {
    file.lines().skip(1).filter_map(|line| row(&line.split(',').collect::<Vec<_>>())).collect()
}

fn rule_row(cells: &[&'static str]) -> Option<Law> {
    let [item, roll, since, until, base, over_of, over_in, quorum_of, quorum_in, council, article] = cells else { return None };
    let base: Base = base.parse().ok()?;
    let rule = Rule {
        base,
        over: (over_of.parse().ok()?, over_in.parse().ok()?),
        quorum: (quorum_of.parse().ok()?, quorum_in.parse().ok()?),
    };
    Some(Law {
        item: item.parse().ok()?,
        roll: roll.parse().ok()?,
        rule,
        council: council.parse().ok()?,
        article,
        since: since.parse().ok()?,
        until: until.parse().ok(),
    })
}

fn term_row(cells: &[&'static str]) -> Option<TermRow> {
    let [term, since, until, amount, article] = cells else { return None };
    Some(TermRow {
        term: term.parse().ok()?,
        since: since.parse().ok()?,
        until: until.parse().ok(),
        amount: amount.parse().ok()?,
        article,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::voting::question::ITEMS;

    fn today() -> NaiveDate {
        "2026-11-20".parse().unwrap()
    }

    #[test]
    fn every_line_of_the_law_can_be_read() {
        assert_eq!(RULES.len(), include_str!("rules.csv").lines().count() - 1);
        assert_eq!(TERMS.len(), include_str!("terms.csv").lines().count() - 1);
        for item in 1..=ITEMS {
            assert!(rules(today()).any(|law| law.item == item), "item {item}");
        }
        for term_ in Term::ALL {
            assert!(term(*term_, today()).0 > 0, "{term_}");
        }
    }

    #[test]
    fn money_and_the_house_itself_take_half_of_all_and_the_rest_half_of_those_who_vote() {
        let of_all: Vec<i32> =
            rules(today()).filter(|law| law.rule.base == Base::All && law.roll == Roll::Homes).map(|law| law.item).collect();
        assert_eq!(of_all, [6, 7, 8, 10, 12, 13, 14, 15, 16, 21]);
        assert_eq!(rule(10, Roll::Entrance, today()).unwrap().rule.over, (2, 3));
        assert_eq!(rule(9, Roll::Homes, today()), None, "the fee of parking places is their owners' matter");
        assert!(rules(today()).all(|law| law.council == (law.rule.base == Base::Participants)));
    }

    #[test]
    fn before_its_day_an_edition_does_not_stand() {
        assert_eq!(rule(1, Roll::Homes, "2025-09-16".parse().unwrap()), None);
        assert_eq!(edition(today()), Some("2025-09-17".parse().unwrap()));
    }
}
