//! Every query of the import.

mod imports;
pub(super) mod layouts;
mod loading;
mod writing;

pub(super) use imports::{Old, add, aim, finish, move_on, old, progress, row};
pub(in crate::homes) use imports::{Row, State, list, one};
pub(super) use loading::register;
pub(super) use writing::write;
