//! Whoever takes cards, behind one trait: the payer is sent to a page of theirs, they call us back, and they can be asked.
//!
//! A provider's word counts when its signature fits; what it says is then compared with our own order, whoever it comes from. The
//! portal never sees a card.

mod cloud;
mod freedom;
mod sandbox;

use futures_util::future::BoxFuture;

pub use sandbox::Deliver;
pub(super) use sandbox::{Press, Pressed, press};

use super::order::{Known, OrderId, Taker, Told, Verdict};
use super::store::channels::Contract;
use crate::app::App;
use crate::config::Secret;
use crate::money::Tiyn;
use crate::text::Locale;

/// An order, as its provider is told of it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub(super) order: OrderId,
    pub(super) amount: Tiyn,
    /// What is paid for, in the payer's language.
    pub(super) about: String,
    pub(super) locale: Locale,
    /// Where the payer comes back to.
    pub(super) back: String,
    /// Where the provider calls, without the event at the end.
    pub(super) call: String,
    /// Something that was never said before.
    pub(super) salt: String,
}

/// A call-back as it came over the wire.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call<'a> {
    /// The last part of the address.
    pub(super) event: &'a str,
    pub(super) body: &'a [u8],
    pub(super) media_type: &'a str,
    /// The header that proves it, where there is one.
    pub(super) proof: &'a str,
}

/// Why a call-back is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// Its signature is not the provider's.
    Forged,
    /// It lacks what it must say, or says it wrongly.
    Garbled,
}

/// What a provider is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) media_type: &'static str,
    pub(super) body: String,
}

/// The header that carries a proof, by whichever provider sends one.
pub(super) const PROOF: &str = "content-hmac";

/// Somebody who takes cards.
pub(super) trait Provider: Send + Sync {
    /// Tells them of an order; gives the address of the page where it is paid.
    fn begin<'a>(&'a self, of: &'a Asked) -> BoxFuture<'a, anyhow::Result<String>>;
    /// Reads a call-back whose signature fits.
    fn read(&self, call: &Call<'_>) -> Result<Told, Unread>;
    /// What a call-back is answered; `salt` was never said before.
    fn answer(&self, call: &Call<'_>, verdict: Verdict, salt: &str) -> Answer;
    /// Asks what became of an order.
    fn ask<'a>(&'a self, order: OrderId, salt: &'a str) -> BoxFuture<'a, anyhow::Result<Known>>;
}

/// The provider of a contract.
pub(super) fn open(app: &App, of: &Contract) -> Box<dyn Provider> {
    let secret = of.secret(&app.config.secret).unwrap_or_else(|| Secret::new(crate::web::secrets::random_text()));
    match of.kind {
        Taker::Sandbox => Box::new(sandbox::Sandbox { app: app.clone(), contract: of.clone(), secret }),
        Taker::Freedom => Box::new(freedom::Freedom { host: of.host.clone(), merchant: of.merchant.clone(), secret }),
        Taker::Cloud => Box::new(cloud::Cloud { host: of.host.clone(), merchant: of.merchant.clone(), secret }),
    }
}

/// An amount as providers write it; `None` for anything that is not tenge with at most two digits behind the point.
fn amount(text: &str) -> Option<Tiyn> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    // CloudPayments and Freedom Pay write «100», «100.5» and «100.00»
    Tiyn::parse(text).ok().filter(|amount| plain && *amount > Tiyn::ZERO)
}
