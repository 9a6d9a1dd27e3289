//! What was promised: written down, and ended by agreement.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::at;
use crate::app::App;
use crate::db::Failure;
use crate::debts::forms::PlanDraft;
use crate::debts::{DebtId, Refused as No, end_promise, promise, store};
use crate::money::Tiyn;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "debts/plan_form.html")]
pub(crate) struct New {
    form: Form,
    id: String,
    place: String,
    amount: Tiyn,
    once: String,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("first", "debts.refused.first");
        let (id, place) = ("0".repeat(26), "Абай даңғылы, 12, 12-пәтер".into());
        Self { form, id, place, amount: Tiyn(1_983_588), once: "once".into() }
    }
}

#[derive(Template)]
#[template(path = "debts/plan_ending.html")]
pub(crate) struct AskEnding {
    id: String,
    place: String,
}

impl AskEnding {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), place: "Абай даңғылы, 12, 12-пәтер".into() }
    }
}

async fn page(app: &App, who: &Staff<Accountant>, id: DebtId, form: Form) -> Result<New, Error> {
    let (company, today) = (who.company(), app.clock.today());
    let (debt, owed) = app
        .db
        .read(move |conn| {
            let debt = store::debts::one(conn, company, id)?;
            let owed = store::debts::owed(conn, company, &[debt.premises])?.remove(&debt.premises).unwrap_or_default();
            Ok((debt, owed))
        })
        .await?;
    let amount = Tiyn(owed.overdue(today) + owed.penalty);
    Ok(New { form, id: id.to_string(), place: debt.place(who.locale()), amount, once: once::key() })
}

/// What the form begins with: the whole, in two weeks.
fn begun(today: NaiveDate) -> Typed {
    let first = today.checked_add_days(chrono::Days::new(14)).unwrap_or(today);
    Typed::default().with("parts", 1).with("first", first)
}

pub(in crate::debts) async fn new(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<DebtId>,
) -> Result<impl Responder, Error> {
    let form = Form::of(begun(app.clock.today()));
    Ok(Page(page(&app, &who, id.into_inner(), form).await?))
}

pub(in crate::debts) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<DebtId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let Some(draft) = PlanDraft::read(&mut form, app.clock.today()) else {
        return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
    };
    let (key, person, by) = (form.value(once::FIELD).to_owned(), who.person(), who.clone());
    match app.db.write(move |tx| once(tx, person, &key, |tx| promise(tx, &by, id, &draft).map(|()| at(id)))).await {
        Ok(to) => Ok(see(to).saying("debts.said.promised").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse(if refused == No::First { "first" } else { "parts" }, refused.said());
            Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::debts) async fn ask_ending(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<DebtId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let debt = app.db.read(move |conn| store::debts::one(conn, company, id)).await?;
    Ok(Page(AskEnding { id: id.to_string(), place: debt.place(who.locale()) }))
}

pub(in crate::debts) async fn end(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<DebtId>,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    match app.db.write(move |tx| end_promise(tx, &who, id)).await {
        Ok(()) => Ok(see(at(id)).saying("debts.said.promise_ended").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(see(at(id)).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
