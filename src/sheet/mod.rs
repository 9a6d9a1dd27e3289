//! Spreadsheets in and out: XLSX and CSV, as people in Kazakhstan really send and open them.
//!
//! This room knows nothing of homes. It gives others four things:
//!
//! 1. **[`Grid::read`]** turns an uploaded file into rows of [`Cell`]s. What the file is, is decided by its content, and
//!    everything hostile (zip bombs, lying sizes, encrypted or damaged files, files without end) is a named [`Unreadable`].
//! 2. **[`Header::find`]** looks for the row of titles and says which column is which, forgiving spelling, order,
//!    instruction rows above and unknown columns beside.
//! 3. **[`values`]** makes of one cell what it means (a phone, an area, a share, a date…), undoing what Excel did to it.
//! 4. **[`Table`]** goes out as a [`Book`] (XLSX), [`csv_excel`] or [`csv_plain`]; text never becomes a formula, and what
//!    was written reads back the same. [`refused_rows`] gives people their own file back, only the refused rows, with reasons.
//!
//! The rules come from `integrations.md` §8.3 (imports) and §9 (CSV for Excel).

mod archive;
mod cell;
mod csv_in;
mod csv_out;
mod delimiter;
mod encoding;
mod grid;
mod header;
#[cfg(test)]
mod hostile;
mod injection;
mod kind;
mod likeness;
mod limits;
mod prolog;
mod refused;
#[cfg(test)]
mod round_trip;
mod table;
mod unreadable;
pub mod values;
mod weight;
mod xlsx_in;
mod xlsx_out;

pub use cell::Cell;
pub use csv_out::{csv_excel, csv_plain};
pub use grid::{Grid, Merge};
pub use header::{Column, Duplicate, Found, Header, Line, Missing, Unknown};
pub use limits::Limits;
pub use refused::{Refused, refused_rows};
pub use table::{Heading, Mark, Table, Value};
pub use unreadable::Unreadable;
pub use values::{CellRefusal, Note};
pub use xlsx_out::{Book, NotWritten};
