//! The error workbook: a person's own sheet again, only the refused rows, and why.

use super::{Grid, Header, Heading, Mark, Table, Value};

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its row in the grid, from 0 ([`super::Line::row`]).
    pub row: usize,
    /// Why, in the reader's language.
    pub reason: String,
    /// Columns of the cells that are to blame, from 0; they turn red.
    pub columns: Vec<usize>,
}

/// The same layout as the upload: what stood above the header, the header, the refused rows with their cells as they were,
/// and behind the last column one more with the reason. It can be corrected and sent again as it is: the importer does not
/// know the last column and leaves it out.
pub fn refused_rows(grid: &Grid, header: &Header, refused: &[Refused], reason_title: &str) -> Table {
    let reason_column = grid.width();
    let mut table = Table::new(grid.sheet().unwrap_or(reason_title), headings(grid, header, reason_title));
    table.above = grid.rows().iter().take(header.row).map(|row| row.iter().map(Value::from).collect()).collect();
    for (place, one) in refused.iter().enumerate() {
        let mut row: Vec<Value> = (0..reason_column).map(|column| Value::from(grid.cell(one.row, column))).collect();
        row.push(Value::text(one.reason.as_str()));
        table.push(row);
        let blamed = one.columns.iter().filter(|column| **column < reason_column);
        let note = |column: usize| (column < reason_column).then(|| one.reason.clone());
        let marks = blamed.chain([&reason_column]).map(|column| Mark { row: place, column: *column, note: note(*column) });
        table.marks.extend(marks);
    }
    table
}

fn headings(grid: &Grid, header: &Header, reason_title: &str) -> Vec<Heading> {
    let titles = (0..grid.width()).map(|column| Heading::new(grid.cell(header.row, column).shown()));
    titles.chain([Heading::new(reason_title).wide(60)]).collect()
}
