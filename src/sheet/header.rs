//! Which row is the header, and which column is which.

use super::cell::NOTHING;
use super::likeness::{SURE, fold, likeness};
use super::{Cell, Grid};

/// Rows on top among which the header is looked for; above it people write titles and instructions.
pub(super) const SEARCHED_ROWS: usize = 10;

/// A column that an importer knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The importer's own word for it.
    pub id: &'static str,
    /// What people call it, in any language; case, punctuation, ё and Kazakh letters do not matter.
    pub names: &'static [&'static str],
    /// The sheet is of no use without it.
    pub required: bool,
}

/// The row of titles, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its row, from 0.
    pub row: usize,
    /// Known columns that the sheet has, from left to right.
    pub found: Vec<Found>,
    /// Columns with a title that nobody knows: they are left out, and the person is told.
    pub unknown: Vec<Unknown>,
    /// Columns whose title is as good as that of one already taken.
    pub duplicates: Vec<Duplicate>,
    /// First row of data, from 0: a row that only numbers the columns is skipped too.
    first: usize,
}

/// A known column and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// [`Column::id`].
    pub id: &'static str,
    /// Column of the sheet, from 0.
    pub column: usize,
    /// Its title as written.
    pub title: String,
    /// The title is one of the known names, not merely like one: a preview should show the others to be confirmed.
    pub sure: bool,
}

/// A column that nobody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// Column of the sheet, from 0.
    pub column: usize,
    /// Its title as written.
    pub title: String,
}

/// A second column of the same meaning, which is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duplicate {
    /// [`Column::id`].
    pub id: &'static str,
    /// Column of the sheet, from 0, that is left out.
    pub column: usize,
    /// Its title as written.
    pub title: String,
}

/// No row has all required columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Ids of the required columns that the best row lacks; all of them if there is no header at all.
    pub required: Vec<&'static str>,
    /// The row that came nearest, from 0; nothing if no row has any known column.
    pub row: Option<usize>,
}

impl Missing {
    /// The locale key of the sentence that says so; the caller adds the names of [`Missing::required`].
    pub fn key(&self) -> &'static str {
        if self.row.is_some() { "sheet.refused.missing_columns" } else { "sheet.refused.no_header" }
    }
}

/// A row of data below the header.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    header: &'a Header,
    /// Its row in the grid, from 0.
    pub row: usize,
    /// All its cells.
    pub cells: &'a [Cell],
}

impl<'a> Line<'a> {
    /// The number that Excel shows beside it.
    pub fn number(&self) -> usize {
        self.row + 1
    }

    /// The cell of a known column; empty if the sheet has no such column.
    pub fn cell(&self, id: &str) -> &'a Cell {
        self.header.column(id).and_then(|column| self.cells.get(column)).unwrap_or(&NOTHING)
    }
}

/// A title and a known column that it may mean.
struct Candidate {
    likeness: u32,
    column: usize,
    known: usize,
}

impl Header {
    /// Looks for the header in the first ten rows: the row that knows most required columns, then most columns, wins; of
    /// equal ones the upper. A column of the sheet never means two things, and nothing is read from two columns.
    ///
    /// # Errors
    /// [`Missing`] if no row has all the required columns.
    pub fn find(grid: &Grid, columns: &[Column]) -> Result<Self, Missing> {
        let mut best: Option<(usize, usize, Self)> = None;
        for row in Self::searched(grid) {
            let header = Self::at(grid, row, columns);
            let lacking = header.lacking(columns).len();
            let known = header.found.len();
            let better = best.as_ref().is_none_or(|(least, most, _)| lacking < *least || (lacking == *least && known > *most));
            if known > 0 && better {
                best = Some((lacking, known, header));
            }
        }
        let Some((lacking, _, header)) = best else {
            return Err(Missing { required: required(columns).collect(), row: None });
        };
        if lacking > 0 {
            return Err(Missing { required: header.lacking(columns), row: Some(header.row) });
        }
        Ok(header)
    }

    /// The header of a row of which somebody said what is what: columns of the sheet with the known ones they are.
    pub fn chosen(grid: &Grid, row: usize, taken: &[(usize, &'static str)]) -> Self {
        let id_of = |column: usize| taken.iter().find(|(at, _)| *at == column).map(|(_, id)| *id);
        let (mut found, mut unknown) = (Vec::new(), Vec::new());
        for (column, title) in titles(grid, row) {
            match id_of(column) {
                Some(id) => found.push(Found { id, column, title, sure: true }),
                None => unknown.push(Unknown { column, title }),
            }
        }
        Self { row, found, unknown, duplicates: Vec::new(), first: first_row(grid, row) }
    }

    /// The rows, from 0, among which a header is looked for.
    pub fn searched(grid: &Grid) -> std::ops::Range<usize> {
        0..grid.height().min(SEARCHED_ROWS)
    }

    /// A row's titles as written, each with its column.
    pub fn titles(grid: &Grid, row: usize) -> Vec<(usize, String)> {
        titles(grid, row)
    }

    /// A row read as a header, whatever it lacks.
    pub fn read(grid: &Grid, row: usize, columns: &[Column]) -> Self {
        Self::at(grid, row, columns)
    }

    /// Titles without what people do not see: two rows with the same are the same header.
    pub fn print(titles: &[(usize, String)]) -> String {
        titles.iter().map(|(column, title)| format!("{column} {}\n", fold(title))).collect()
    }

    /// The column of the sheet, from 0, that holds this known column.
    pub fn column(&self, id: &str) -> Option<usize> {
        self.found.iter().find(|found| found.id == id).map(|found| found.column)
    }

    /// Rows of data: below the header, and not blank.
    pub fn lines<'a>(&'a self, grid: &'a Grid) -> impl Iterator<Item = Line<'a>> {
        let rows = grid.rows().iter().enumerate().skip(self.first);
        rows.filter(|(_, cells)| !cells.iter().all(Cell::is_blank)).map(|(row, cells)| Line { header: self, row, cells })
    }

    fn lacking(&self, columns: &[Column]) -> Vec<&'static str> {
        required(columns).filter(|id| self.column(id).is_none()).collect()
    }

    fn at(grid: &Grid, row: usize, columns: &[Column]) -> Self {
        let titles = titles(grid, row);
        let mut candidates = candidates(&titles, columns);
        candidates.sort_by_key(|one| (std::cmp::Reverse(one.likeness), one.column, one.known));
        let mut header =
            Self { row, found: Vec::new(), unknown: Vec::new(), duplicates: Vec::new(), first: first_row(grid, row) };
        for candidate in &candidates {
            header.take(candidate, &titles, columns);
        }
        header.found.sort_by_key(|found| found.column);
        header.duplicates.sort_by_key(|duplicate| duplicate.column);
        header.unknown = titles
            .into_iter()
            .filter(|(column, _)| !header.has_taken(*column))
            .map(|(column, title)| Unknown { column, title })
            .collect();
        header
    }

    fn take(&mut self, candidate: &Candidate, titles: &[(usize, String)], columns: &[Column]) {
        let Some(known) = columns.get(candidate.known) else { return };
        let Some((_, title)) = titles.iter().find(|(column, _)| *column == candidate.column) else { return };
        if self.has_taken(candidate.column) {
            return;
        }
        let (id, column, title) = (known.id, candidate.column, title.clone());
        let sure = candidate.likeness >= SURE;
        if self.column(id).is_none() {
            self.found.push(Found { id, column, title, sure });
        } else if sure {
            self.duplicates.push(Duplicate { id, column, title });
        }
    }

    fn has_taken(&self, column: usize) -> bool {
        self.found.iter().any(|found| found.column == column) || self.duplicates.iter().any(|twin| twin.column == column)
    }
}

fn required(columns: &[Column]) -> impl Iterator<Item = &'static str> {
    columns.iter().filter(|column| column.required).map(|column| column.id)
}

fn titles(grid: &Grid, row: usize) -> Vec<(usize, String)> {
    let texts = grid.row(row).iter().enumerate().filter(|(_, cell)| matches!(cell, Cell::Text(_)) && !cell.is_blank());
    texts.map(|(column, cell)| (column, cell.shown().split_whitespace().collect::<Vec<_>>().join(" "))).collect()
}

fn candidates(titles: &[(usize, String)], columns: &[Column]) -> Vec<Candidate> {
    let names: Vec<Vec<String>> = columns.iter().map(|known| known.names.iter().map(|name| fold(name)).collect()).collect();
    let mut candidates = Vec::new();
    for (column, title) in titles {
        // A title is short; an instruction that fills a cell is not worth comparing.
        if title.chars().count() > 120 {
            continue;
        }
        let (folded, abbreviated) = (fold(title), title.ends_with('.'));
        for (known, names) in names.iter().enumerate() {
            let best = names.iter().filter_map(|name| likeness(&folded, name, abbreviated)).max();
            candidates.extend(best.map(|likeness| Candidate { likeness, column: *column, known }));
        }
    }
    candidates
}

/// Russian forms number their columns right below the header: 1, 2, 3, 4… under every title.
fn first_row(grid: &Grid, header: usize) -> usize {
    let titles = grid.row(header).iter().filter(|cell| !cell.is_blank()).count();
    let below: Vec<_> = grid.row(header + 1).iter().filter(|cell| !cell.is_blank()).collect();
    let numbered = below.iter().zip(1_usize..).all(|(cell, number)| cell.shown().trim() == number.to_string());
    header + if numbered && below.len() == titles && titles >= 4 { 2 } else { 1 }
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
