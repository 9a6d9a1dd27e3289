//! The table: what came of a question, as a number of each dialect.

use super::{Dialect, Outcome};

/// The number of an outcome in a dialect. Sber's numbers past 4 differ from contract to contract, so none of them is used.
pub(super) fn code(dialect: Dialect, of: &Outcome) -> u16 {
    match dialect {
        Dialect::KaspiJson | Dialect::KaspiXml => match of {
            Outcome::Found { .. } | Outcome::Taken(_) => 0,
            Outcome::NoAccount | Outcome::OddAccount => 1,
            _ => 5,
        },
        Dialect::Osmp => match of {
            Outcome::Found { .. } | Outcome::Taken(_) => 0,
            Outcome::Later => 1,
            Outcome::OddAccount => 4,
            Outcome::NoAccount => 5,
            Outcome::Refused => 7,
            Outcome::SmallSum => 241,
            Outcome::LargeSum => 242,
            Outcome::OddTxn | Outcome::OddSum | Outcome::OddDay | Outcome::Garbled => 300,
        },
        Dialect::Sber => match of {
            Outcome::Found { .. } | Outcome::Taken(_) => 0,
            Outcome::Later => 1,
            Outcome::NoAccount | Outcome::OddAccount => 3,
            Outcome::OddTxn => 4,
            _ => 2,
        },
    }
}

/// What is said besides, for those who read the bank's log.
pub(super) fn comment(of: &Outcome) -> &'static str {
    match of {
        Outcome::Found { .. } => "",
        Outcome::Taken(_) => "OK",
        Outcome::NoAccount => "account not found",
        Outcome::OddAccount => "wrong account format",
        Outcome::OddTxn => "wrong payment id",
        Outcome::OddSum => "wrong sum",
        Outcome::SmallSum => "sum too small",
        Outcome::LargeSum => "sum too large",
        Outcome::OddDay => "wrong date",
        Outcome::Garbled => "unknown request",
        Outcome::Later => "temporary error",
        Outcome::Refused => "not accepted",
    }
}
