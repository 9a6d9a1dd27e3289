//! How much of a stranger's file we are willing to take in.

use super::Unreadable;

/// Bounds of one upload. `Limits::default()` is what the importer uses; tests make them smaller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file as it was sent, bytes.
    pub packed_bytes: usize,
    /// All parts of an XLSX together, in bytes truly inflated; also bounds the text held in memory.
    pub unpacked_bytes: usize,
    /// Parts inside an XLSX archive.
    pub entries: usize,
    /// How many times a part may grow on inflating (parts below 1 MB may do as they like).
    pub ratio: usize,
    /// Rows below the header.
    pub rows: usize,
    /// Rows on top in which the header is looked for.
    pub header_rows: usize,
    /// Columns.
    pub columns: usize,
    /// Characters in one cell.
    pub cell_chars: usize,
}

impl Limits {
    /// The last row index that may hold something, plus one.
    pub(super) fn height(&self) -> usize {
        self.rows.saturating_add(self.header_rows)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            packed_bytes: 25_000_000,
            unpacked_bytes: 100_000_000,
            entries: 2_000,
            ratio: 200,
            rows: 50_000,
            header_rows: super::header::SEARCHED_ROWS,
            columns: 100,
            cell_chars: 2_000,
        }
    }
}

/// # Errors
/// [`Unreadable::CellTooLong`], with the place as people count it.
pub(super) fn fits(text: &str, row: usize, column: usize, limits: &Limits) -> Result<(), Unreadable> {
    if text.len() > limits.cell_chars && text.chars().count() > limits.cell_chars {
        return Err(Unreadable::CellTooLong { row: row + 1, column: column + 1, limit: limits.cell_chars });
    }
    Ok(())
}
