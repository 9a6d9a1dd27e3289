//! A payment: money that somebody paid for premises, and the ways by which it comes and goes back.

use chrono::NaiveDate;

use crate::homes::PremisesId;
use crate::money::Tiyn;
use crate::who::PersonId;

crate::ids! {
    /// A payment.
    PaymentId,
}

crate::words! {
    /// By which way money comes.
    pub enum Channel {
        /// Over the counter.
        Cash = "cash",
        /// By card, on a provider's page.
        Online = "online",
        /// In a bank's application or at a terminal, which told us of it.
        Biller = "biller",
        /// To the bank account, as a statement says.
        Bank = "bank",
    }
}

impl Channel {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Cash => "payments.channel.cash",
            Self::Online => "payments.channel.online",
            Self::Biller => "payments.channel.biller",
            Self::Bank => "payments.channel.bank",
        }
    }

    /// In which account of the books its money lies.
    pub(super) fn holds(self) -> crate::ledger::Kind {
        match self {
            Self::Cash => crate::ledger::Kind::Cash,
            Self::Online | Self::Biller | Self::Bank => crate::ledger::Kind::Bank,
        }
    }
}

crate::words! {
    /// Why money went back.
    pub enum Back {
        /// It was given back to whoever paid (*қайтару*, *возврат*).
        Refund = "refund",
        /// The payer's bank took it back (*chargeback*).
        Chargeback = "chargeback",
        /// It had been written down by mistake: it never came.
        Mistake = "mistake",
    }
}

impl Back {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Refund => "payments.back.refund",
            Self::Chargeback => "payments.back.chargeback",
            Self::Mistake => "payments.back.mistake",
        }
    }
}

/// Money that came, before it is written down.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// By which way.
    pub channel: Channel,
    /// From which one of that kind: a provider's contract, a bank account; empty at the desk.
    pub source: String,
    /// What it is called there. Channel, source and this name are one payment of the company, however often they come.
    pub external: String,
    /// For which premises.
    pub premises: PremisesId,
    /// On which day.
    pub day: NaiveDate,
    /// How much.
    pub amount: Tiyn,
    /// Who paid, in the words of the source.
    pub payer: String,
    /// What the source says besides.
    pub note: String,
    /// The resident who paid while signed in.
    pub person: Option<PersonId>,
}

/// What became of money that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credited {
    /// It was written down.
    Now(PaymentId),
    /// It had been written down before: nothing happened.
    Before(PaymentId),
}

impl Credited {
    /// Which payment it is.
    pub fn id(self) -> PaymentId {
        let (Self::Now(id) | Self::Before(id)) = self;
        id
    }
}
