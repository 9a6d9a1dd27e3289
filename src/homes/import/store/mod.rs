//! Every query of the import.

mod imports;
mod loading;
mod writing;

pub(super) use imports::{Row, State, add, aim, finish, list, move_on, one, progress, row};
pub(super) use loading::register;
pub(super) use writing::write;
