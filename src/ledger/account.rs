//! Accounts: where money is owed, lies, or came from.

use std::fmt::Display;

use crate::homes::PremisesId;

crate::ids! {
    /// An account of a company's books.
    AccountId,
}

crate::words! {
    /// What an account holds.
    pub enum Kind {
        /// What premises owe of charges (*дебиторлық берешек*, *дебиторская задолженность*).
        Receivable = "receivable",
        /// What premises owe of penalty: apart, because penalty bears none.
        PenaltyDue = "penalty_due",
        /// What premises paid ahead.
        Advance = "advance",
        /// The money in the fund's bank account.
        Bank = "bank",
        /// The money in the cash desk.
        Cash = "cash",
        /// Money that came and of which nobody knows yet for whom (*анықталмаған түсімдер*, *невыясненные поступления*).
        Unidentified = "unidentified",
        /// What was charged for a service.
        Income = "income",
        /// What was charged of penalty.
        PenaltyIncome = "penalty_income",
        /// What is owed to those who supply and repair.
        Vendor = "vendor",
        /// What the house's money was spent on.
        Expense = "expense",
    }
}

crate::words! {
    /// Which of the house's monies: law on housing relations, art. 34-1(1). Each has its bank account (art. 34-2(1)).
    pub enum Fund {
        /// For running the house (*ағымдағы жарна*, *текущий взнос*).
        Current = "current",
        /// For capital repair (*жинақтаушы жарна*, *накопительный взнос*).
        Accumulative = "accumulative",
        /// For one purpose that a meeting decided on (*нысаналы жарна*, *целевой взнос*).
        Target = "target",
    }
}

/// An account, by what makes it that one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Account {
    /// What it holds.
    pub kind: Kind,
    /// Of which money.
    pub fund: Fund,
    /// Whose personal account (*дербес шот*, *лицевой счёт*), where it is somebody's.
    pub premises: Option<PremisesId>,
    /// A service, a vendor, an article; empty where there is one account of the kind.
    pub subject: String,
}

impl Account {
    fn of_premises(kind: Kind, fund: Fund, premises: PremisesId) -> Self {
        Self { kind, fund, premises: Some(premises), subject: premises.to_string() }
    }

    /// What premises owe to a fund.
    pub fn receivable(fund: Fund, premises: PremisesId) -> Self {
        Self::of_premises(Kind::Receivable, fund, premises)
    }

    /// What premises owe of penalty.
    pub fn penalty_due(premises: PremisesId) -> Self {
        Self::of_premises(Kind::PenaltyDue, Fund::Current, premises)
    }

    /// What premises paid ahead.
    pub fn advance(premises: PremisesId) -> Self {
        Self::of_premises(Kind::Advance, Fund::Current, premises)
    }

    /// One of the house's own: the bank account of a fund, its cash, the income from a service.
    pub fn own(kind: Kind, fund: Fund, subject: impl Display) -> Self {
        Self { kind, fund, premises: None, subject: subject.to_string() }
    }
}
