//! An order: somebody is about to pay on a provider's page. What the browser says when it comes back proves nothing; a signed
//! call-back does, or the provider's own answer to our question.

use crate::money::Tiyn;
use crate::web::Said;

crate::ids! {
    /// An order.
    OrderId,
    /// A company's contract with a provider.
    ChannelId,
    /// What a provider told us, once.
    CallId,
    /// A page of the sandbox.
    CheckoutId,
}

crate::words! {
    /// How far an order has come. A payment that comes late is credited from every state.
    pub enum State {
        /// It was made, and the provider knows nothing of it yet.
        Created = "created",
        /// The payer is at the provider's page, or the bank is thinking.
        Pending = "pending",
        /// The money came.
        Paid = "paid",
        /// The bank said no, or the payer did.
        Failed = "failed",
        /// Nobody paid in time.
        Expired = "expired",
    }
}

crate::words! {
    /// Who takes cards.
    pub enum Taker {
        /// A page of our own that takes no money: for the demo and for trying out.
        Sandbox = "sandbox",
        /// Freedom Pay, formerly PayBox.
        Freedom = "freedom",
        /// CloudPayments.
        Cloud = "cloud",
    }
}

impl Taker {
    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sandbox => "payments.taker.sandbox",
            Self::Freedom => "payments.taker.freedom",
            Self::Cloud => "payments.taker.cloud",
        }
    }

    /// Where it is asked, unless its contract says otherwise.
    pub(super) fn host(self) -> &'static str {
        match self {
            Self::Sandbox => "",
            Self::Freedom => "https://api.freedompay.kz",
            Self::Cloud => "https://api.cloudpayments.ru",
        }
    }
}

crate::words! {
    /// What was made of a provider's word.
    pub enum Verdict {
        /// It is as it should be, and was written down if there was something to write.
        Fine = "fine",
        /// There is no such order.
        NoOrder = "no_order",
        /// The amount or the currency is not the order's.
        OtherAmount = "other_amount",
        /// The order was paid by another transaction, or its time is over: a person must look.
        Again = "again",
        /// A part of the money went back: a person must look.
        PartBack = "part_back",
    }
}

/// What a provider says happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// It asks whether an order may be paid.
    Check,
    /// The money was taken.
    Paid,
    /// It was not.
    Failed,
    /// It went back.
    Refunded,
}

/// What a provider tells, once its signature was found true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) event: Event,
    pub(super) order: OrderId,
    /// What the provider calls the payment.
    pub(super) transaction: String,
    pub(super) amount: Tiyn,
    pub(super) currency: String,
    /// Who paid, as far as it says.
    pub(super) payer: String,
}

/// What a provider knows of an order when it is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing happened yet.
    Nothing,
    /// This did.
    This(Told),
}

/// What is said of an order.
pub(super) fn sentence(state: State) -> (Said, &'static str) {
    match state {
        State::Created => ("payments.order.created".into(), "needs"),
        State::Pending => ("payments.order.pending".into(), "needs"),
        State::Paid => ("payments.order.paid".into(), "good"),
        State::Failed => ("payments.order.failed".into(), "danger"),
        State::Expired => ("payments.order.expired".into(), "neutral"),
    }
}
