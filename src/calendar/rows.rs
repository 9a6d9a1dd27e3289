//! Rows of the calendar, and the file that holds those we ship.

use std::fmt;

use chrono::NaiveDate;

/// How a day differs from the ordinary week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A holiday, or the day given for one that fell on a weekend.
    DayOff,
    /// A Saturday or Sunday worked in exchange for another day, by decree.
    MovedWorkingDay,
}

impl Kind {
    /// The word that stands for the kind in files and in the database.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::DayOff => "off",
            Self::MovedWorkingDay => "working",
        }
    }

    /// The kind of a word as [`Kind::word`] writes it.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::DayOff, Self::MovedWorkingDay].into_iter().find(|kind| kind.word() == word)
    }
}

/// A day that differs from the ordinary week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: NaiveDate,
    /// How it differs.
    pub kind: Kind,
    /// The law, decree or announcement that it follows from.
    pub source: String,
    /// Computed or expected, not yet announced.
    pub provisional: bool,
}

/// A line of the file that is no row, counted from 1 with the heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadRow {
    /// The number of the line.
    pub line: usize,
}

impl fmt::Display for BadRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} of the holidays is not `date,kind,provisional,source`", self.line)
    }
}

impl std::error::Error for BadRow {}

/// Reads `date,kind,provisional,source` with a heading; the source is the rest of the line.
pub(super) fn read(file: &str) -> Result<Vec<Holiday>, BadRow> {
    let numbered = file.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
    numbered.map(|(index, line)| row(line).ok_or(BadRow { line: index + 1 })).collect()
}

fn row(line: &str) -> Option<Holiday> {
    let mut cells = line.trim().splitn(4, ',');
    let date = cells.next()?.parse().ok()?;
    let kind = Kind::from_word(cells.next()?)?;
    let provisional = match cells.next()? {
        "yes" => true,
        "no" => false,
        _ => return None,
    };
    let source = cells.next().filter(|source| !source.trim().is_empty())?.to_owned();
    Some(Holiday { date, kind, source, provisional })
}
