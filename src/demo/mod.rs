//! A believable franchise: two companies, their houses, neighbours and announcements. Invented from end to end.

mod bare;
mod cast;
pub mod chance;
mod moves;
pub mod names;
mod news;
pub mod photos;
pub mod places;
mod seed;
mod settling;
mod team;
pub mod texts;

pub use seed::{fill, welcome};
