//! Why the register is not changed, each reason with its sentence.

use crate::web::{Refusal, Said};

/// Why the register is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The company has a complex of that name.
    NameTaken,
    /// The company has a building at that address.
    AddressTaken,
    /// The building has premises of that kind with that number, or the account number is another's.
    NumberTaken,
    /// They hold these premises in that way already.
    HeldAlready,
    /// The ИИН or БИН belongs to somebody else in this register.
    IdentTaken,
    /// By their ИИН they are under 18: an invitation asks for the consent of whoever acts for them.
    Minor,
    /// What is to end has not begun by then.
    EndsBeforeBeginning,
    /// It has ended already.
    Ended,
    /// Only for an owner's holding somebody acts, and only while it lasts.
    NoOwner,
    /// Nobody acts for themselves by power of attorney.
    ForThemselves,
    /// This power of attorney is entered already.
    PowerKnown,
    /// Somebody else has entered a move of these premises since the form was opened.
    MovedMeanwhile,
    /// It was undone before.
    UndoneAlready,
    /// The days within which it could be undone are over.
    TooLate,
    /// Something newer stands on it.
    StoodUpon,
    /// The house was handed over to another company.
    HandedOver,
    /// An account number of the houses belongs to other premises here.
    AccountTaken,
    /// An archive of houses points to what it does not have.
    Torn,
    /// Each of the two cards has an account that is in use.
    TwoAccounts,
    /// Each of the two cards has an ИИН or БИН of its own, and nobody said that they are one person's.
    IdentsDiffer,
    /// What both own of the same premises cannot be one person's beside what others own.
    SharesOver,
    /// One of the two cards was merged meanwhile.
    MergedMeanwhile,
    /// The merge was undone before.
    UnmergedAlready,
    /// The days within which a merge could be undone are over.
    MergeTooOld,
    /// What was merged has changed since.
    MergeStoodUpon,
}

impl Refusal for Refused {
    fn said(&self) -> Said {
        match self {
            Self::NameTaken => "homes.refused.name_taken",
            Self::AddressTaken => "homes.refused.address_taken",
            Self::NumberTaken => "homes.refused.number_taken",
            Self::HeldAlready => "homes.refused.held_already",
            Self::IdentTaken => "homes.refused.ident_taken",
            Self::Minor => "homes.refused.minor",
            Self::EndsBeforeBeginning => "homes.refused.ends_before_beginning",
            Self::Ended => "homes.refused.ended",
            Self::NoOwner => "homes.refused.no_owner",
            Self::ForThemselves => "homes.refused.for_themselves",
            Self::PowerKnown => "homes.refused.power_known",
            Self::MovedMeanwhile => "homes.refused.moved_meanwhile",
            Self::UndoneAlready => "homes.refused.undone_already",
            Self::TooLate => "homes.refused.too_late",
            Self::StoodUpon => "homes.refused.stood_upon",
            Self::HandedOver => "homes.refused.handed_over",
            Self::AccountTaken => "homes.refused.account_taken",
            Self::Torn => "homes.refused.torn",
            Self::TwoAccounts => "homes.refused.two_accounts",
            Self::IdentsDiffer => "homes.refused.idents_differ",
            Self::SharesOver => "homes.refused.shares_over",
            Self::MergedMeanwhile => "homes.refused.merged_meanwhile",
            Self::UnmergedAlready => "homes.refused.unmerged_already",
            Self::MergeTooOld => "homes.refused.merge_too_old",
            Self::MergeStoodUpon => "homes.refused.merge_stood_upon",
        }
        .into()
    }
}
