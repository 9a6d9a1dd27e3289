//! Why something is not done about a meter.

use super::meter::plain;
use crate::web::{Refusal, Said};

/// A rule said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It showed more before: so much, in thousandths.
    Less(i64),
    /// A later reading shows less.
    MoreThanLater,
    /// So much is far from what is usual.
    Far(i64),
    /// The dial would have gone past its end.
    Over(i64),
    /// Somebody else gave a reading meanwhile.
    Changed,
    /// The meter was taken away.
    Removed,
    /// Nothing was typed.
    Nothing,
    /// A reading of another month, or one in place of another, has a reason.
    Reason,
    /// There is a meter with this number.
    SerialTaken,
    /// Somebody replaced it before.
    Replaced,
    /// The day lies before what is known, or in the future.
    Day,
    /// Somebody looked at it before.
    Judged,
    /// The house was handed over.
    HandedOver,
    /// The link is over, was taken back, or never was.
    Link,
}

impl Refused {
    /// Whether one is asked once more instead of being refused.
    pub fn asks(self) -> bool {
        matches!(self, Self::Far(_) | Self::Over(_))
    }

    /// At which field a form says it.
    pub fn field(self) -> &'static str {
        match self {
            Self::SerialTaken | Self::Replaced => "serial",
            Self::Day => "day",
            Self::Reason => "reason",
            _ => "",
        }
    }
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::Less(was) => return Said::new("meters.refused.less").with("was", plain(*was)),
            Self::Far(used) => return Said::new("meters.refused.far").with("used", plain(*used)),
            Self::Over(used) => return Said::new("meters.refused.over").with("used", plain(*used)),
            Self::MoreThanLater => "meters.refused.more_than_later",
            Self::Changed => "meters.refused.changed",
            Self::Removed => "meters.refused.removed",
            Self::Nothing => "meters.refused.nothing",
            Self::Reason => "meters.refused.reason",
            Self::SerialTaken => "meters.refused.serial_taken",
            Self::Replaced => "meters.refused.replaced",
            Self::Day => "meters.refused.day",
            Self::Judged => "meters.refused.judged",
            Self::HandedOver => "homes.refused.handed_over",
            Self::Link => "meters.refused.link",
        }
        .into()
    }
}
