//! Every query of the import.

mod imports;
mod loading;
mod writing;

pub(in crate::homes) use imports::{Row, State, list, one};
pub(super) use imports::{add, aim, finish, move_on, progress, row};
pub(super) use loading::register;
pub(super) use writing::write;
