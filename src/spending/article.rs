//! On what the money of a house is spent.

crate::ids! {
    /// Something that was paid for.
    SpendingId,
}

crate::words! {
    /// An article of spending.
    pub enum Article {
        /// Cleaning and what is needed for it.
        Cleaning = "cleaning",
        /// Lifts.
        Lifts = "lifts",
        /// Repairs as they come.
        Repair = "repair",
        /// Capital repair.
        Capital = "capital",
        /// Water, power and heat that all use.
        Utilities = "utilities",
        /// Waste.
        Waste = "waste",
        /// Watching, cameras, the intercom.
        Security = "security",
        /// Whoever runs the house: wages, contracts.
        Management = "management",
        /// Bank, mail, licences.
        Office = "office",
        /// Anything else.
        Other = "rest",
    }
}

impl Article {
    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Cleaning => "spending.article.cleaning",
            Self::Lifts => "spending.article.lifts",
            Self::Repair => "spending.article.repair",
            Self::Capital => "spending.article.capital",
            Self::Utilities => "spending.article.utilities",
            Self::Waste => "spending.article.waste",
            Self::Security => "spending.article.security",
            Self::Management => "spending.article.management",
            Self::Office => "spending.article.office",
            Self::Other => "spending.article.rest",
        }
    }
}

crate::words! {
    /// From where it was paid.
    pub enum Source {
        /// From the fund's bank account.
        Bank = "bank",
        /// From the cash desk.
        Cash = "cash",
    }
}

impl Source {
    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Bank => "billing.account.bank",
            Self::Cash => "billing.account.cash",
        }
    }

    /// In which account of the books its money lies.
    pub(super) fn holds(self) -> crate::ledger::Kind {
        match self {
            Self::Bank => crate::ledger::Kind::Bank,
            Self::Cash => crate::ledger::Kind::Cash,
        }
    }
}
