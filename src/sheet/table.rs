//! A table that goes out, as XLSX or CSV.

use super::Cell;
use chrono::NaiveDate;

/// What is written into one cell. Text stays text whatever it looks like; numbers, sums and dates are real ones.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Value {
    /// Nothing.
    #[default]
    Empty,
    /// Text, and everything that only looks like a number: accounts, phones, ИИН, premises.
    Text(String),
    /// A count.
    Whole(i64),
    /// A bare number, as an uploaded sheet held it.
    Number(f64),
    /// Money in tiyn, shown in tenge.
    Tiyn(i64),
    /// An area in hundredths of m².
    Area(i64),
    /// A day.
    Date(NaiveDate),
    /// TRUE or FALSE.
    Bool(bool),
}

impl Value {
    /// Text; no text is an empty cell.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<&Cell> for Value {
    fn from(cell: &Cell) -> Self {
        match cell {
            Cell::Empty => Self::Empty,
            Cell::Text(text) => Self::Text(text.clone()),
            Cell::Number(number) => Self::Number(*number),
            Cell::Date(day) => Self::Date(*day),
            Cell::Bool(truth) => Self::Bool(*truth),
        }
    }
}

/// The title of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// What stands in the header, in the reader's language.
    pub title: String,
    /// Width in characters.
    pub width: u16,
}

impl Heading {
    /// A column as wide as its title needs, and never narrower than 10 or wider than 40 characters.
    pub fn new(title: impl Into<String>) -> Self {
        let title = title.into();
        let letters = u16::try_from(title.chars().count()).unwrap_or(u16::MAX);
        Self { title, width: letters.saturating_add(3).clamp(10, 40) }
    }

    /// The same column, this many characters wide.
    #[must_use]
    pub fn wide(mut self, characters: u16) -> Self {
        self.width = characters;
        self
    }
}

/// A cell that wants attention: it is red, and may carry a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Row among [`Table::rows`], from 0.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
    /// Shown when the pointer rests on the cell (XLSX only).
    pub note: Option<String>,
}

/// One sheet that goes out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Name of the sheet; what Excel forbids in it is mended.
    pub name: String,
    /// Rows above the header (XLSX only): a report's title, or what an uploaded sheet had there.
    pub above: Vec<Vec<Value>>,
    /// The header.
    pub headings: Vec<Heading>,
    /// The data.
    pub rows: Vec<Vec<Value>>,
    /// Cells that want attention (XLSX only).
    pub marks: Vec<Mark>,
}

impl Table {
    /// An empty table.
    pub fn new(name: impl Into<String>, headings: Vec<Heading>) -> Self {
        Self { name: name.into(), headings, ..Self::default() }
    }

    /// Adds a row of data.
    pub fn push(&mut self, row: Vec<Value>) {
        self.rows.push(row);
    }
}
