//! The dialects, and what a door's contract says of money for accounts that nobody knows.

crate::ids! {
    /// A door by which a bank's machine comes.
    DoorId,
}

crate::words! {
    /// How a bank's machine speaks.
    pub enum Dialect {
        /// Kaspi, answered in JSON.
        KaspiJson = "kaspi-json",
        /// Kaspi, answered in XML.
        KaspiXml = "kaspi-xml",
        /// OSMP, the ancestor: terminals, QIWI, many banks.
        Osmp = "osmp",
        /// Sber's variant of it.
        Sber = "sber",
    }
}

impl Dialect {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::KaspiJson => "payments.dialect.kaspi_json",
            Self::KaspiXml => "payments.dialect.kaspi_xml",
            Self::Osmp => "payments.dialect.osmp",
            Self::Sber => "payments.dialect.sber",
        }
    }

    /// Whether a refusal ends a payment for ever. In OSMP and what came of it all codes but the temporary ones do, and the bank gives the money
    /// back; Kaspi names no such codes and may tell of it again, by when the account may be there.
    pub(in crate::payments) fn refuses_for_ever(self) -> bool {
        matches!(self, Self::Osmp | Self::Sber)
    }

    /// Whether there is a word for «ask later». Kaspi has none: it asks again whatever was not answered.
    pub(in crate::payments) fn says_later(self) -> bool {
        matches!(self, Self::Osmp | Self::Sber)
    }
}

crate::words! {
    /// What becomes of money for an account that nobody knows, as the contract with the bank says.
    pub enum Unknowns {
        /// It is refused: the bank gives it back to the payer.
        Refuse = "refuse",
        /// It is taken, and a person finds out whose it is.
        Park = "park",
    }
}

impl Unknowns {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Refuse => "payments.unknowns.refuse",
            Self::Park => "payments.unknowns.park",
        }
    }
}

crate::words! {
    /// What was made of a payment that was told of.
    pub enum Verdict {
        /// It is written down for premises.
        Credited = "credited",
        /// It is taken, and waits for a person to say whose it is.
        Parked = "parked",
        /// It was not taken.
        Refused = "refused",
    }
}
