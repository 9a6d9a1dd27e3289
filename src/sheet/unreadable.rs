//! Why a file was not taken, each reason with its sentence in `locales/sheet.yml`.

/// A file that cannot be read as a spreadsheet, or that we will not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// No bytes, or no cell with anything in it.
    Empty,
    /// A picture, a PDF, an archive of something else.
    NotASheet,
    /// A spreadsheet of a kind we do not read (XLS, XLSB, ODS): it can be saved as XLSX.
    OtherFormat,
    /// Larger than the limit, packed or unpacked.
    TooBig {
        /// Megabytes that would have been taken.
        limit: usize,
    },
    /// More rows than the limit.
    TooManyRows {
        /// Rows that would have been taken.
        limit: usize,
    },
    /// Something stands to the right of the last column we take.
    TooManyColumns {
        /// Columns that would have been taken.
        limit: usize,
    },
    /// One cell holds more text than any cell should.
    CellTooLong {
        /// Row as Excel numbers it, from 1.
        row: usize,
        /// Column, from 1.
        column: usize,
        /// Characters that would have been taken.
        limit: usize,
    },
    /// Built to exhaust the reader: absurd compression, overlapping parts, a document type declaration.
    Bomb,
    /// An archive inside the archive.
    Nested,
    /// Damaged or cut short.
    Broken,
    /// Protected by a password.
    Encrypted,
    /// Text in an encoding that is none of UTF-8, UTF-16 and Windows-1251.
    WrongEncoding,
    /// The asked-for sheet is not in the workbook.
    NoSuchSheet,
}

impl Unreadable {
    /// The locale key of the sentence that says so.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "sheet.refused.empty",
            Self::NotASheet => "sheet.refused.not_a_sheet",
            Self::OtherFormat => "sheet.refused.other_format",
            Self::TooBig { .. } => "sheet.refused.too_big",
            Self::TooManyRows { .. } => "sheet.refused.too_many_rows",
            Self::TooManyColumns { .. } => "sheet.refused.too_many_columns",
            Self::CellTooLong { .. } => "sheet.refused.cell_too_long",
            Self::Bomb => "sheet.refused.bomb",
            Self::Nested => "sheet.refused.nested",
            Self::Broken => "sheet.refused.broken",
            Self::Encrypted => "sheet.refused.encrypted",
            Self::WrongEncoding => "sheet.refused.wrong_encoding",
            Self::NoSuchSheet => "sheet.refused.no_such_sheet",
        }
    }

    /// What the sentence interpolates: `%{limit}`, `%{row}`, `%{column}`.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooBig { limit } | Self::TooManyRows { limit } | Self::TooManyColumns { limit } => {
                vec![("limit", limit.to_string())]
            }
            Self::CellTooLong { row, column, limit } => {
                vec![("row", row.to_string()), ("column", column.to_string()), ("limit", limit.to_string())]
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn too_big(limit_bytes: usize) -> Self {
        Self::TooBig { limit: limit_bytes.div_ceil(1_000_000) }
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.key())
    }
}

impl std::error::Error for Unreadable {}
