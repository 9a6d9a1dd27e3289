//! A resident pays a bill: how much, and through whom; then the order's own page, which says how far it is.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::seen::part_name;
use crate::app::App;
use crate::billing::{self, BillId, Payable};
use crate::db::Failure;
use crate::money::Tiyn;
use crate::payments::allocation::Owed;
use crate::payments::forms::PayDraft;
use crate::payments::order::{OrderId, State, sentence};
use crate::payments::store::channels::Contract;
use crate::payments::store::doors::Door;
use crate::payments::store::orders::Order;
use crate::payments::{biller, crediting, jobs, paying, store};
use crate::text::{Locale, t};
use crate::web::actor::{Acting, Resident};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};

#[derive(Template)]
#[template(path = "payments/pay.html")]
pub(crate) struct Ask {
    form: Form,
    bill: String,
    place: String,
    owed: Tiyn,
    debts: Vec<(String, Tiyn)>,
    takers: Vec<(String, String)>,
    /// Banks that give a link for it: name, address.
    links: Vec<(String, String)>,
    once: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("amount", "payments.refused.nothing");
        Self {
            form,
            bill: "0".repeat(26),
            place: "Абай даңғылы, 12, 12-пәтер".into(),
            owed: Tiyn(971_288),
            debts: vec![("Қазан".into(), Tiyn(971_288))],
            takers: vec![("1".into(), "Freedom Pay".into()), ("2".into(), "CloudPayments".into())],
            links: vec![("Kaspi".into(), "https://kaspi.kz/pay/Alatau?service_id=7&1234=10-000123&amount=9712.88".into())],
            once: "once".into(),
        }
    }

    fn of(locale: Locale, form: Form, (of, owed, contracts, links): &Found) -> Self {
        Self {
            form,
            bill: of.bill.to_string(),
            place: of.place.clone(),
            owed: of.owed,
            debts: owed.share(owed.total()).iter().map(|part| (part_name(locale, part), part.amount)).collect(),
            takers: contracts.iter().map(|of| (of.id.to_string(), t(locale, of.kind.key()).into_owned())).collect(),
            links: links.clone(),
            once: once::key(),
        }
    }
}

type Found = (Payable, Owed, Vec<Contract>, Vec<(String, String)>);

async fn found(app: &App, who: &Resident, id: BillId) -> Result<Found, Error> {
    let (who, today, sandbox) = (who.clone(), jobs::today(app), app.config.sandbox);
    let read = app.db.read(move |conn| {
        let of = billing::payable(conn, &who, id, today)?;
        let owed = crediting::owed(conn, who.company(), of.premises)?;
        let mut contracts = store::channels::all(conn, who.company())?;
        contracts.retain(|of| of.is_on && (sandbox || of.kind != crate::payments::order::Taker::Sandbox));
        let account = store::about::place_of(conn, who.company(), of.premises)?.account;
        let doors = if account.is_some() { store::doors::all(conn, who.company())? } else { Vec::new() };
        let links = links(&doors, account.as_deref().unwrap_or_default(), of.owed);
        Ok((of, owed, contracts, links))
    });
    Ok(read.await?)
}

/// Where banks take money for an account by a link.
fn links(doors: &[Door], account: &str, owed: Tiyn) -> Vec<(String, String)> {
    let open = doors.iter().filter(|door| door.revoked_at.is_none() && !door.link.is_empty());
    open.map(|door| (door.name.clone(), biller::link(&door.link, account, owed.max(Tiyn::ZERO)))).collect()
}

pub(in crate::payments) async fn ask(app: web::Data<App>, who: Resident, id: web::Path<BillId>) -> Result<impl Responder, Error> {
    let found = found(&app, &who, id.into_inner()).await?;
    let mut typed = Typed::default();
    if found.0.owed > Tiyn::ZERO {
        typed.push("amount", found.0.owed.plain());
    }
    if let Some(first) = found.2.first() {
        typed.push("taker", first.id.to_string());
    }
    Ok(Page(Ask::of(who.locale(), Form::of(typed), &found)))
}

pub(in crate::payments) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<BillId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let found = found(&app, &who, id.into_inner()).await?;
    let mut form = Form::of(typed);
    let Some(draft) = PayDraft::read(&mut form) else {
        return Ok(Refused(Ask::of(who.locale(), form, &found)).respond_to(&req));
    };
    let (key, person, by, of) = (form.value(once::FIELD).to_owned(), who.person(), who.clone(), found.0.clone());
    let made = app
        .db
        .write(move |tx| {
            once(tx, person, &key, |tx| paying::order(tx, &by, &of, (draft.taker, draft.amount)).map(|id| format!("/pay/{id}")))
        })
        .await;
    let at = match made {
        Ok(at) => at,
        Err(Failure::Refused(refused)) => {
            form.refuse("amount", refused.said());
            return Ok(Refused(Ask::of(who.locale(), form, &found)).respond_to(&req));
        }
        Err(broken) => return Err(broken.into()),
    };
    let order: OrderId = at.trim_start_matches("/pay/").parse().map_err(|_| Error::NotFound)?;
    let (order, contract) = order_of(&app, &who, order).await?;
    match paying::begin(&app, &contract, &order, &found.0.number, who.locale()).await {
        Ok(()) => Ok(see(at).respond_to(&req)),
        Err(error) => {
            tracing::warn!(order = %order.id, "a provider does not take an order: {error:#}");
            Ok(see(at).regretting("payments.refused.provider").respond_to(&req))
        }
    }
}

#[derive(Template)]
#[template(path = "payments/order.html")]
pub(crate) struct Show {
    id: String,
    bill: String,
    amount: Tiyn,
    taker_key: &'static str,
    sentence: Said,
    tone: &'static str,
    /// Where the provider's page is, while it can be paid there.
    goes_to: Option<String>,
    waits: bool,
    payment: Option<String>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let (sentence, tone) = sentence(State::Pending);
        Self {
            id: "0".repeat(26),
            bill: "0".repeat(26),
            amount: Tiyn(971_288),
            taker_key: crate::payments::order::Taker::Freedom.key(),
            sentence,
            tone,
            goes_to: Some("https://pay.example/1".into()),
            waits: true,
            payment: Some("1".repeat(26)),
        }
    }
}

async fn order_of(app: &App, who: &Resident, id: OrderId) -> Result<(Order, Contract), Error> {
    let (company, person) = (who.company(), who.person());
    let read = app.db.read(move |conn| {
        let order = store::orders::mine(conn, company, person, id)?;
        let contract = store::channels::one(conn, company, order.channel)?;
        Ok((order, contract))
    });
    Ok(read.await?)
}

pub(in crate::payments) async fn show(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<OrderId>,
) -> Result<impl Responder, Error> {
    let (order, contract) = order_of(&app, &who, id.into_inner()).await?;
    let (sentence, tone) = sentence(order.state);
    Ok(Page(Show {
        id: order.id.to_string(),
        bill: order.bill.to_string(),
        amount: Tiyn(order.amount),
        taker_key: contract.kind.key(),
        sentence,
        tone,
        goes_to: order.goes_to.filter(|_| order.state == State::Pending),
        waits: order.state == State::Pending,
        payment: order.payment.map(|id| id.to_string()),
    }))
}

/// Asks the provider, for whoever does not want to wait for its call.
pub(in crate::payments) async fn check(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<OrderId>,
) -> Result<HttpResponse, Error> {
    let (order, contract) = order_of(&app, &who, id.into_inner()).await?;
    let at = see(format!("/pay/{}", order.id));
    if order.state != State::Pending {
        return Ok(at.respond_to(&req));
    }
    match jobs::ask(&app, &contract, &order).await {
        Ok(Some(_)) => Ok(at.respond_to(&req)),
        Ok(None) => Ok(at.saying("payments.order.not_yet").respond_to(&req)),
        Err(error) => {
            tracing::warn!(order = %order.id, "a provider does not say what became of an order: {error:#}");
            Ok(at.regretting("payments.refused.provider").respond_to(&req))
        }
    }
}
