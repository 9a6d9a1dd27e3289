//! A believable franchise: two companies, their houses, neighbours and announcements. Invented from end to end.

pub mod chance;
pub mod names;
mod newcomers;
pub mod photos;
pub mod places;
mod seed;
pub mod texts;

pub use seed::{fill, welcome};
