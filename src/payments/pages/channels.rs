//! Through whom residents may pay: the company's contracts, and what providers said that a person must look at.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::clock::Moment;
use crate::payments::forms::ChannelDraft;
use crate::payments::order::{Taker, Verdict};
use crate::payments::store::channels::Contract;
use crate::payments::{Refused as No, set_channel, store};
use crate::web::actor::{Accountant, Recent, Staff};
use crate::web::{Error, Form, Page, Query, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "payments/channels.html")]
pub(crate) struct Index {
    rows: Vec<Item>,
    odd: Vec<Odd>,
}

/// Somebody who takes cards.
struct Item {
    taker: &'static str,
    key: &'static str,
    merchant: String,
    is_on: bool,
}

/// A call that a person must look at.
struct Odd {
    at: Moment,
    key: &'static str,
    event: String,
    body: String,
    verdict_key: &'static str,
}

fn verdict_key(of: Verdict) -> &'static str {
    match of {
        Verdict::Fine => "payments.verdict.fine",
        Verdict::NoOrder => "payments.verdict.no_order",
        Verdict::OtherAmount => "payments.verdict.other_amount",
        Verdict::Again => "payments.verdict.again",
        Verdict::PartBack => "payments.verdict.part_back",
    }
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = |of: &Taker| Item { taker: of.word(), key: of.key(), merchant: "558321".into(), is_on: *of == Taker::Freedom };
        let odd = |of: &Verdict| Odd {
            at: Moment::default(),
            key: Taker::Cloud.key(),
            event: "pay".into(),
            body: "InvoiceId=1&Amount=2".into(),
            verdict_key: verdict_key(*of),
        };
        Self { rows: Taker::ALL.iter().map(row).collect(), odd: Verdict::ALL.iter().map(odd).collect() }
    }
}

#[derive(Template)]
#[template(path = "payments/channel.html")]
pub(crate) struct Edit {
    form: Form,
    taker: &'static str,
    key: &'static str,
    calls: String,
    is_sandbox: bool,
    has_secret: bool,
}

impl Edit {
    /// What is said of the secret.
    fn secret_hint(&self) -> &'static str {
        if self.has_secret { "payments.channels.secret_kept" } else { "payments.channels.secret_new" }
    }

    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("merchant", "forms.refused.empty");
        Self {
            form,
            taker: Taker::Freedom.word(),
            key: Taker::Freedom.key(),
            calls: "https://aula.example/api/payments/1/result".into(),
            is_sandbox: false,
            has_secret: true,
        }
    }
}

/// Those who can be chosen here.
fn takers(app: &App) -> impl Iterator<Item = Taker> {
    let sandbox = app.config.sandbox;
    Taker::ALL.iter().copied().filter(move |of| sandbox || *of != Taker::Sandbox)
}

async fn contracts(app: &App, who: &Staff<Accountant>) -> Result<Vec<Contract>, Error> {
    let company = who.company();
    Ok(app.db.read(move |conn| store::channels::all(conn, company)).await?)
}

pub(in crate::payments) async fn index(app: web::Data<App>, who: Staff<Accountant>) -> Result<impl Responder, Error> {
    /// How many odd calls are shown.
    const ODD: i64 = 30;
    let company = who.company();
    let read =
        app.db.read(move |conn| Ok((store::channels::all(conn, company)?, store::channels::odd_calls(conn, company, ODD)?)));
    let (all, odd) = read.await?;
    let rows = takers(&app).map(|of| {
        let there = all.iter().find(|contract| contract.kind == of);
        Item {
            taker: of.word(),
            key: of.key(),
            merchant: there.map(|contract| contract.merchant.clone()).unwrap_or_default(),
            is_on: there.is_some_and(|contract| contract.is_on),
        }
    });
    let odd = odd.into_iter().map(|(at, kind, event, body, verdict)| Odd {
        at,
        key: kind.key(),
        event,
        body,
        verdict_key: verdict_key(verdict),
    });
    Ok(Page(Index { rows: rows.collect(), odd: odd.collect() }))
}

fn page(app: &App, taker: Taker, form: Form, there: Option<&Contract>) -> Edit {
    let calls = there.map(|of| format!("{}/api/payments/{}/", app.config.base_url, of.id)).unwrap_or_default();
    let event = if taker == Taker::Freedom { "result" } else { "pay" };
    Edit {
        form,
        taker: taker.word(),
        key: taker.key(),
        calls: if calls.is_empty() { calls } else { format!("{calls}{event}") },
        is_sandbox: taker == Taker::Sandbox,
        has_secret: there.is_some_and(|of| of.secret(&app.config.secret).is_some()),
    }
}

pub(in crate::payments) async fn edit(
    app: web::Data<App>,
    who: Recent<Staff<Accountant>>,
    query: Query,
) -> Result<impl Responder, Error> {
    let taker = query.word("taker").filter(|taker| takers(&app).any(|of| of == *taker)).ok_or(Error::NotFound)?;
    let all = contracts(&app, &who).await?;
    let there = all.iter().find(|of| of.kind == taker);
    let mut typed = Typed::default().with("host", there.map_or(taker.host(), |of| of.host.as_str()));
    typed.push("merchant", there.map(|of| of.merchant.clone()).unwrap_or_default());
    if there.is_some_and(|of| of.is_on) {
        typed.push("is_on", "yes".into());
    }
    Ok(Page(page(&app, taker, Form::of(typed), there)))
}

pub(in crate::payments) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Recent<Staff<Accountant>>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let taker: Option<Taker> = form.value("taker").parse().ok();
    let taker = taker.filter(|taker| takers(&app).any(|of| of == *taker)).ok_or(Error::NotFound)?;
    let all = contracts(&app, &who).await?;
    let there = all.iter().find(|of| of.kind == taker);
    let has_secret = there.is_some_and(|of| of.secret(&app.config.secret).is_some());
    let Some(draft) = ChannelDraft::read(&mut form, taker, has_secret) else {
        return Ok(Refused(page(&app, taker, form.without("secret"), there)).respond_to(&req));
    };
    let key = app.config.secret.clone();
    app.db.write::<_, No>(move |tx| set_channel(tx, &who, &key, &draft)).await?;
    Ok(see("/staff/payments/channels").saying("payments.said.channel_set").respond_to(&req))
}
