//! A table of results.

/// A table: titles of columns, then rows that begin with their name.
#[derive(Default)]
pub(super) struct Grid {
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<(String, Vec<String>)>,
}

impl Grid {
    /// The title of a column, that of the rows' names being the first; templates count by reference.
    pub(super) fn head(&self, column: &usize) -> &str {
        self.heads.get(*column).map_or("", String::as_str)
    }
}
