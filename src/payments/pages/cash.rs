//! Taking money over the counter: the premises are looked for first, then the form says what they owe.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::seen::part_name;
use crate::app::App;
use crate::billing;
use crate::db::Failure;
use crate::homes::{self, PremisesId};
use crate::money::Tiyn;
use crate::payments::allocation::Owed;
use crate::payments::forms::CashDraft;
use crate::payments::store::about::{self, place};
use crate::payments::{crediting, take_cash};
use crate::text::Locale;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};

/// How many premises a search shows.
const FOUND: i64 = 20;

#[derive(Template)]
#[template(path = "payments/cash.html")]
pub(crate) struct New {
    form: Form,
    q: String,
    /// What the search found: id, place, account.
    found: Vec<(String, String, String)>,
    chosen: Option<Chosen>,
    once: String,
}

/// The premises that somebody pays for.
struct Chosen {
    id: String,
    place: String,
    account: String,
    total: Tiyn,
    ahead: Tiyn,
    debts: Vec<(String, Tiyn)>,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("amount", "payments.refused.nothing");
        let (id, place, account) = ("0".repeat(26), "Абай даңғылы, 12, 12-пәтер".to_owned(), "10-000123".to_owned());
        Self {
            form,
            q: "12".into(),
            found: vec![(id.clone(), place.clone(), account.clone())],
            chosen: Some(Chosen {
                id,
                place,
                account,
                total: Tiyn(971_288),
                ahead: Tiyn(5),
                debts: vec![("Қазан".into(), Tiyn(971_288))],
            }),
            once: "once".into(),
        }
    }
}

fn debts(locale: Locale, of: &Owed) -> Vec<(String, Tiyn)> {
    of.share(of.total()).iter().map(|part| (part_name(locale, part), part.amount)).collect()
}

/// The page: with what is found, or with the form for the chosen premises.
async fn page(app: &App, who: &Staff<Accountant>, query: &str, chosen: Option<PremisesId>, form: Form) -> Result<New, Error> {
    let (company, reach, typed, locale) = (who.company(), who.reach().clone(), query.to_owned(), who.locale());
    let today = app.clock.today();
    let (found, chosen, owners) = app
        .db
        .read(move |conn| {
            let Some(id) = chosen else { return Ok((homes::look_up(conn, &reach, &typed, FOUND)?, None, Vec::new())) };
            let spot = about::place_of(conn, company, id)?;
            let owners = billing::owners(conn, company, id, today)?;
            Ok((Vec::new(), Some((spot, crediting::owed(conn, company, id)?)), owners))
        })
        .await?;
    let found = found
        .into_iter()
        .map(|of| (of.id.to_string(), place(locale, &of.address, of.kind, &of.number), of.account.unwrap_or_default()));
    let mut form = form;
    let chosen = chosen.map(|(spot, owed)| {
        if form.value("day").is_empty() {
            let total = owed.total();
            let typed = Typed::default().with("day", today).with("payer", owners.first().map(String::as_str).unwrap_or_default());
            form = Form::of(if total > Tiyn::ZERO { typed.with("amount", total.plain()) } else { typed });
        }
        Chosen {
            id: spot.id.to_string(),
            place: spot.place(locale),
            account: spot.account.unwrap_or_default(),
            total: owed.total(),
            ahead: owed.ahead,
            debts: debts(locale, &owed),
        }
    });
    Ok(New { form, q: query.to_owned(), found: found.collect(), chosen, once: once::key() })
}

pub(in crate::payments) async fn new(app: web::Data<App>, who: Staff<Accountant>, query: Query) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, query.value("q"), query.word("premises"), Form::default()).await?))
}

pub(in crate::payments) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Accountant>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let today: NaiveDate = app.clock.today();
    let chosen = form.value("premises").parse().ok();
    let Some(draft) = CashDraft::read(&mut form, today) else {
        return Ok(Refused(page(&app, &who, "", chosen, form).await?).respond_to(&req));
    };
    let (key, person, by) = (form.value(once::FIELD).to_owned(), who.person(), who.clone());
    let taken = app
        .db
        .write(move |tx| once(tx, person, &key, |tx| take_cash(tx, &by, &draft).map(|id| format!("/staff/payments/{id}"))))
        .await;
    match taken {
        Ok(to) => Ok(see(to).saying("payments.said.taken").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("amount", refused.said());
            Ok(Refused(page(&app, &who, "", chosen, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
