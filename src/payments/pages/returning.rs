//! Giving money back: a page of its own that says what follows, for somebody who has just typed their password.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::money::Tiyn;
use crate::payments::forms::ReturnDraft;
use crate::payments::payment::{Back, PaymentId};
use crate::payments::store::reading::{self, Payment};
use crate::payments::{Refused as No, give_back};
use crate::text::{Locale, t};
use crate::web::actor::{Accountant, Acting, Recent, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "payments/returning.html")]
pub(crate) struct Ask {
    form: Form,
    id: String,
    number: String,
    place: String,
    amount: Tiyn,
    backs: Vec<(&'static str, String)>,
    once: String,
}

impl Ask {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("reason", "forms.refused.empty");
        let (number, place) = ("2026-000123".into(), "Абай даңғылы, 12, 12-пәтер".into());
        Self { form, id: "0".repeat(26), number, place, amount: Tiyn(971_288), backs: backs(Locale::Kk), once: "once".into() }
    }

    fn of(locale: Locale, form: Form, of: &Payment) -> Self {
        Self {
            form,
            id: of.id.to_string(),
            number: of.number.clone(),
            place: of.place(locale),
            amount: Tiyn(of.amount),
            backs: backs(locale),
            once: once::key(),
        }
    }
}

fn backs(locale: Locale) -> Vec<(&'static str, String)> {
    Back::ALL.iter().map(|back| (back.word(), t(locale, back.key()).into_owned())).collect()
}

async fn found(app: &App, who: &Staff<Accountant>, id: PaymentId) -> Result<Payment, Error> {
    let company = who.company();
    Ok(app.db.read(move |conn| reading::one(conn, company, id)).await?)
}

pub(in crate::payments) async fn ask(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Staff<Accountant>>,
    id: web::Path<PaymentId>,
) -> Result<HttpResponse, Error> {
    let of = found(&app, &who, id.into_inner()).await?;
    if of.back.is_some() {
        return Ok(see(format!("/staff/payments/{}", of.id)).regretting(No::Returned.said()).respond_to(&req));
    }
    let form = Form::of(Typed::default().with("back", Back::Refund));
    Ok(Page(Ask::of(who.locale(), form, &of)).respond_to(&req))
}

pub(in crate::payments) async fn turn(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Staff<Accountant>>,
    id: web::Path<PaymentId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let of = found(&app, &who, id.into_inner()).await?;
    let mut form = Form::of(typed);
    let Some(draft) = ReturnDraft::read(&mut form) else {
        return Ok(Refused(Ask::of(who.locale(), form, &of)).respond_to(&req));
    };
    let today = app.clock.today();
    let (key, person, by, at) =
        (form.value(once::FIELD).to_owned(), who.person(), who.clone(), format!("/staff/payments/{}", of.id));
    let to = at.clone();
    match app.db.write(move |tx| once(tx, person, &key, |tx| give_back(tx, &by, of.id, &draft, today).map(|()| to))).await {
        Ok(to) => Ok(see(to).saying("payments.said.given_back").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(see(at).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
