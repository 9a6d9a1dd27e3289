//! Words, dates and numbers as people of Kazakhstan write them, in Kazakh, Russian and English.
//!
//! Everything here is pure: the language, the moment and the time zone are arguments. The database keeps UTC, so the
//! reader's time zone is applied here and nowhere else. Words for people stand in `locales/`; what stands in the code
//! is what languages are made of: the order of an alphabet, which letters a Russian keyboard lacks, how a plural is chosen.

pub mod alphabetical;
pub mod bank;
mod dates;
pub mod email;
mod fold;
pub mod ident;
mod locale;
mod moments;
mod names;
mod numbers;
pub mod phone;
mod sayings;

pub use dates::{date, date_time, day_month, month_year, short_date, time, weekday};
pub use fold::{fold, words};
pub use locale::Locale;
pub use moments::{ago, span, when};
pub use names::{initials, short_name};
pub(crate) use numbers::hundredths;
pub use numbers::{area, bytes, decimal, number, percent, percent_of};
pub use sayings::{plural, t, tn, tv};
