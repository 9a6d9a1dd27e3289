//! What a cell means.
//!
//! Every function takes a [`Cell`] and gives `Ok(None)` for a blank one, `Ok(Some(value))` for one that can be understood,
//! and a [`CellRefusal`], a sentence with a name, for one that cannot. Nothing is guessed silently: a value that had to be
//! mended carries a [`Note`] for the preview.

mod count;
mod date;
mod decimal;
mod email;
mod flat;
mod identity;
mod measure;
mod month;
mod phone;
mod refusal;
mod share;
mod text;
mod yes_no;

pub use count::count;
pub use date::date;
pub use email::email;
pub use flat::{Flat, flat};
pub use identity::{Identity, identity};
pub use measure::{Measured, area, money, reading};
pub use phone::{Phones, phone};
pub use refusal::{CellRefusal, Note};
pub use share::{Share, share};
pub use text::{code, text};
pub use yes_no::yes_no;

use super::Cell;

/// The answer of every function here.
pub type Meaning<T> = Result<Option<T>, CellRefusal>;
