//! The sandbox: a provider that takes no money. It has a page of its own at an address of its own, remembers what was pressed there, calls us
//! back over the wire with a signed body as any provider does, and can be asked. It is there only where the installation switched
//! it on: in the demo and in tests.

use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};

use super::cloud::proof;
use super::{Answer, Asked, Call, PROOF, Provider, Unread, amount};
use crate::app::App;
use crate::config::Secret;
use crate::db::{Broken, Never, Tx};
use crate::errand;
use crate::jobs::{self, Job, Outcome};
use crate::money::Tiyn;
use crate::payments::order::{CheckoutId, Event, Known, OrderId, Told, Verdict};
use crate::payments::store;
use crate::payments::store::channels::Contract;
use crate::payments::store::sandbox::Checkout;
use crate::web::{Typed, secrets};
use crate::who::CompanyId;

/// A contract with the sandbox.
pub(super) struct Sandbox {
    pub(super) app: App,
    pub(super) contract: Contract,
    pub(super) secret: Secret,
}

crate::words! {
    /// What the sandbox knows of a checkout.
    pub enum Pressed {
        /// Nothing was pressed yet.
        Open = "open",
        /// «Pay».
        Paid = "paid",
        /// «Refuse».
        Refused = "refused",
    }
}

crate::words! {
    /// What can be pressed on its page.
    pub enum Press {
        /// The card is good.
        Pay = "pay",
        /// The bank says no.
        Refuse = "refuse",
        /// Paid, and the call-back is lost on its way: somebody has to ask.
        PayInSilence = "pay_in_silence",
    }
}

/// A call-back on its way.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Deliver {
    company: CompanyId,
    url: String,
    proof: String,
    body: String,
}

impl Job for Deliver {
    const KIND: &'static str = "payments.sandbox_call";
    fn company(&self) -> Option<CompanyId> {
        Some(self.company)
    }
    async fn run(&self, _: &App) -> Outcome {
        let headers = [("content-type", "application/x-www-form-urlencoded"), (PROOF, self.proof.as_str())];
        match errand::post(&self.url, &headers, self.body.clone().into_bytes()).await {
            Ok((200, _)) => Outcome::Done,
            Ok((status, _)) => Outcome::Retry(format!("answered {status}")),
            Err(error) => Outcome::Retry(format!("{error:#}")),
        }
    }
}

/// Presses a button of the sandbox's page; the first press counts.
///
/// # Errors
/// When there is no such page, or the database fails.
pub(in crate::payments) fn press(tx: &mut Tx<'_>, key: &Secret, id: CheckoutId, press: Press) -> diesel::QueryResult<Checkout> {
    let checkout = store::sandbox::one(tx, id)?;
    let contract = store::channels::called(tx, checkout.channel)?;
    let (to, event) = if press == Press::Refuse { (Pressed::Refused, "fail") } else { (Pressed::Paid, "pay") };
    if store::sandbox::press(tx, checkout.company, id, to)? && press != Press::PayInSilence {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("order", &checkout.order.to_string())
            .append_pair("transaction", &id.to_string())
            .append_pair("amount", &Tiyn(checkout.amount).plain())
            .append_pair("currency", "KZT")
            .finish();
        let secret = contract.secret(key).ok_or(diesel::result::Error::NotFound)?;
        let proof = proof(&secret, body.as_bytes());
        jobs::enqueue(tx, &Deliver { company: checkout.company, url: format!("{}/{event}", checkout.call), proof, body })?;
    }
    Ok(checkout)
}

impl Provider for Sandbox {
    fn begin<'a>(&'a self, of: &'a Asked) -> BoxFuture<'a, anyhow::Result<String>> {
        Box::pin(async move {
            let (contract, of) = (self.contract.clone(), of.clone());
            let kept = self.app.db.write::<_, Never>(move |tx| Ok(store::sandbox::add(tx, &contract, &of)?)).await;
            Ok(format!("/pay/sandbox/{}", kept.map_err(Broken::from)?))
        })
    }

    fn read(&self, call: &Call<'_>) -> Result<Told, Unread> {
        if !secrets::same(proof(&self.secret, call.body).as_bytes(), call.proof.as_bytes()) {
            return Err(Unread::Forged);
        }
        let said = Typed::parse(call.body);
        let event = match call.event {
            "pay" => Event::Paid,
            "fail" => Event::Failed,
            "refund" => Event::Refunded,
            _ => return Err(Unread::Garbled),
        };
        let order = said.value("order").parse().map_err(|_| Unread::Garbled)?;
        let amount = amount(said.value("amount")).ok_or(Unread::Garbled)?;
        let text = |name| said.value(name).to_owned();
        Ok(Told { event, order, transaction: text("transaction"), amount, currency: text("currency"), payer: String::new() })
    }

    fn answer(&self, _: &Call<'_>, verdict: Verdict, _: &str) -> Answer {
        Answer { media_type: "text/plain", body: verdict.word().to_owned() }
    }

    fn ask<'a>(&'a self, order: OrderId, _: &'a str) -> BoxFuture<'a, anyhow::Result<Known>> {
        Box::pin(async move {
            let company = self.contract.company;
            let Some(of) = self.app.db.read(move |conn| store::sandbox::of_order(conn, company, order)).await? else {
                return Ok(Known::Nothing);
            };
            let event = match of.state {
                Pressed::Open => return Ok(Known::Nothing),
                Pressed::Paid => Event::Paid,
                Pressed::Refused => Event::Failed,
            };
            let (transaction, currency) = (of.id.to_string(), "KZT".to_owned());
            Ok(Known::This(Told { event, order, transaction, amount: Tiyn(of.amount), currency, payer: String::new() }))
        })
    }
}
