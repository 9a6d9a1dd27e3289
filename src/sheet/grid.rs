//! A sheet as rows of cells.

use super::cell::NOTHING;
use super::kind::{Kind, kind};
use super::{Cell, Limits, Unreadable, csv_in, xlsx_in};

/// One sheet of an uploaded file. Rows and columns count from 0; row 0 is row 1 of Excel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grid {
    pub(super) rows: Vec<Vec<Cell>>,
    pub(super) merges: Vec<Merge>,
    pub(super) sheet: Option<String>,
    pub(super) sheets: Vec<String>,
}

/// Cells merged into one; both corners belong to it. Its value stands in the top left cell, the others are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First row.
    pub top: usize,
    /// Last row.
    pub bottom: usize,
    /// First column.
    pub left: usize,
    /// Last column.
    pub right: usize,
}

impl Grid {
    /// Reads an upload: of an XLSX the first visible sheet that holds anything, of a CSV all of it. What the file is, is
    /// decided by its content; its name only breaks a tie (`.tsv` where the delimiter could be several things).
    ///
    /// # Errors
    /// [`Unreadable`], with the sentence for the person who sent it.
    pub fn read(bytes: &[u8], file_name: &str, limits: Limits) -> Result<Self, Unreadable> {
        Self::open(bytes, file_name, None, &limits)
    }

    /// Reads another sheet of the same upload, one of [`Grid::sheets`].
    ///
    /// # Errors
    /// As [`Grid::read`], and [`Unreadable::NoSuchSheet`].
    pub fn read_sheet(bytes: &[u8], file_name: &str, sheet: &str, limits: Limits) -> Result<Self, Unreadable> {
        Self::open(bytes, file_name, Some(sheet), &limits)
    }

    fn open(bytes: &[u8], file_name: &str, sheet: Option<&str>, limits: &Limits) -> Result<Self, Unreadable> {
        if bytes.len() > limits.packed_bytes {
            return Err(Unreadable::too_big(limits.packed_bytes));
        }
        let grid = match (kind(bytes)?, sheet) {
            (Kind::Zip, _) => xlsx_in::read(bytes, sheet, limits)?,
            (Kind::Text, None) => csv_in::read(bytes, file_name, limits)?,
            (Kind::Text, Some(_)) => return Err(Unreadable::NoSuchSheet),
        };
        if grid.is_empty() { Err(Unreadable::Empty) } else { Ok(grid) }
    }

    /// All rows; each is only as long as its last cell that holds something.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// The cells of a row; none where there is no such row.
    pub fn row(&self, row: usize) -> &[Cell] {
        self.rows.get(row).map(Vec::as_slice).unwrap_or_default()
    }

    /// A cell; an empty one where nothing is.
    pub fn cell(&self, row: usize, column: usize) -> &Cell {
        self.row(row).get(column).unwrap_or(&NOTHING)
    }

    /// Rows up to the last that holds something.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// Columns up to the last that holds something.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or_default()
    }

    /// No cell holds anything but white space.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().flatten().all(Cell::is_blank)
    }

    /// Name of the sheet that was read; a CSV has none.
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// Names of the worksheets that one may choose from, in their order.
    pub fn sheets(&self) -> &[String] {
        &self.sheets
    }

    /// Merged cells.
    pub fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// Whether [`Grid::fill_down`] would change this column: some cells of it are merged downwards.
    pub fn can_fill_down(&self, column: usize) -> bool {
        self.merges.iter().any(|merge| merge.left == column && merge.bottom > merge.top)
    }

    /// Repeats the value of cells merged downwards in this column (a house or entrance written once beside its flats) in
    /// every row that they cover. Cells that already hold something are left alone.
    pub fn fill_down(&mut self, column: usize) {
        let mut spans: Vec<Merge> = self.merges.iter().copied().filter(|merge| merge.left == column).collect();
        spans.sort_by_key(|merge| merge.top);
        // Hostile files may overlap their merges a million times; no row is visited twice.
        let mut done = 0;
        for span in spans {
            let label = self.cell(span.top, column).clone();
            let first = span.top.saturating_add(1).max(done);
            done = done.max(span.bottom.saturating_add(1));
            let covered = span.bottom.saturating_add(1).saturating_sub(first);
            for row in self.rows.iter_mut().skip(first).take(covered) {
                fill(row, column, &label);
            }
        }
    }

    /// Puts a cell in its place, growing the grid. The caller has checked the limits.
    pub(super) fn put(&mut self, row: usize, column: usize, cell: Cell) {
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let Some(cells) = self.rows.get_mut(row) else { return };
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = cells.get_mut(column) {
            *place = cell;
        }
    }
}

fn fill(row: &mut Vec<Cell>, column: usize, label: &Cell) {
    if row.len() <= column {
        row.resize(column + 1, Cell::Empty);
    }
    if let Some(place) = row.get_mut(column).filter(|place| place.is_blank()) {
        *place = label.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merge(top: usize, bottom: usize, left: usize) -> Merge {
        Merge { top, bottom, left, right: left }
    }

    #[test]
    fn labels_fill_down_only_what_they_cover() {
        let mut grid = Grid::default();
        for row in 0..5 {
            grid.put(row, 1, Cell::Number(1.0));
        }
        grid.put(1, 0, Cell::text("Абая 1"));
        grid.put(2, 0, Cell::text("кв. 2"));
        grid.merges = vec![merge(1, 3, 0), merge(0, 9_000_000_000, 4), merge(2, 3, 0)];
        assert!(grid.can_fill_down(0) && !grid.can_fill_down(1));
        grid.fill_down(0);
        let column: Vec<_> = (0..5).map(|row| grid.cell(row, 0).shown().into_owned()).collect();
        assert_eq!(column, ["", "Абая 1", "кв. 2", "Абая 1", ""]);
    }

    #[test]
    fn nothing_stands_outside() {
        let grid = Grid::default();
        assert_eq!(grid.cell(7, 7), &Cell::Empty);
        assert!(grid.is_empty() && grid.width() == 0);
    }
}
