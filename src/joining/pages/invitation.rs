//! An invitation that somebody has in their hand: where it leads, and how to come in by it.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::homes::holds_key;
use crate::joining::forms::{Introduction, minor};
use crate::joining::rows::Way;
use crate::joining::taking::{self, Comer, Ticket, closed, take as come_in};
use crate::joining::{Actor, Refused as No, proving, store};
use crate::web::actor::{Acting, Member, Visitor};
use crate::web::limits::{self, Limits};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};
use crate::who::Holds;

#[derive(Template)]
#[template(path = "joining/invitation.html")]
pub(crate) struct Open {
    form: Form,
    ticket: String,
    address: String,
    door: String,
    company: String,
    holds_key: &'static str,
    /// Whom to ask is not known from a printed letter: is its bearer of full age?
    asks_age: bool,
    /// The address the invitation was mailed to, if it came out of that mailbox.
    mailed: Option<String>,
    /// Who is signed in.
    member: Option<String>,
    /// A letter to prove an address was just sent.
    sent: bool,
}

impl Open {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("name", "Жұмабаев Ерлан"));
        form.refuse("email", "accounts.refused.email");
        Self {
            form,
            ticket: "ticket".into(),
            address: "Абай даңғылы, 12".into(),
            door: "5-пәтер".into(),
            company: "Алатау".into(),
            holds_key: holds_key(Holds::Owner),
            asks_age: true,
            mailed: None,
            member: None,
            sent: false,
        }
    }
}

async fn page(app: &App, who: &Visitor, member: Option<&Member>, text: String, form: Form) -> Result<Open, Error> {
    let now = app.clock.now();
    let ticket = Ticket::read(&app.config, &text, now).ok_or_else(|| Error::Refused(No::Unknown.said()))?;
    let shown = app.db.read(move |conn| taking::shown(conn, ticket)).await?.ok_or(Error::NotFound)?;
    if let Some(refused) = closed(&shown.invitation, now) {
        return Err(Error::Refused(refused.said()));
    }
    let locale = who.locale();
    Ok(Open {
        form,
        ticket: text,
        door: shown.place.door(locale),
        address: shown.place.address,
        company: shown.company.name(locale).to_owned(),
        holds_key: holds_key(shown.invitation.holds),
        asks_age: shown.invitation.way == Way::Paper,
        mailed: shown.invitation.email.filter(|_| ticket.mailed),
        member: member.map(|member| member.name().to_owned()),
        sent: false,
    })
}

pub(in crate::joining) async fn show(
    app: web::Data<App>,
    who: Visitor,
    member: Option<Member>,
    ticket: web::Path<String>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, member.as_ref(), ticket.into_inner(), Form::default()).await?))
}

/// Whoever brings a printed letter says that they are of full age: a child comes in by an invitation that somebody answered for.
fn asked_age(form: &mut Form, asks: bool) {
    if asks && minor(form) == Some(true) {
        form.refuse("minor", "joining.refused.minor_paper");
    }
}

pub(in crate::joining) async fn take(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    who: Visitor,
    member: Option<Member>,
    ticket: web::Path<String>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let text = ticket.into_inner();
    let mut open = page(&app, &who, member.as_ref(), text.clone(), Form::of(typed)).await?;
    asked_age(&mut open.form, open.asks_age);
    if open.form.failed() {
        return Ok(Refused(open).respond_to(&req));
    }
    let id = Ticket::read(&app.config, &text, app.clock.now()).ok_or(Error::NotFound)?;
    let from = limits::address(&req).to_string();
    let done = match member {
        Some(member) => {
            let (person, who) = (member.person(), Actor::of(&member));
            app.db
                .write(move |tx| {
                    let email = store::claims::addressee(tx, person)?.email;
                    come_in(tx, id.invitation, &Comer { who, email, phone: None }).map(|_| "/home".to_owned())
                })
                .await
        }
        None if id.mailed => app.db.write(move |tx| proving::take_mailed(tx, id.invitation, &from)).await,
        None => return Err(Error::SignIn),
    };
    answer(&req, open, done)
}

fn answer(req: &HttpRequest, mut open: Open, done: Result<String, Failure<No>>) -> Result<HttpResponse, Error> {
    match done {
        Ok(to) => Ok(see(to).saying("joining.said.entered").respond_to(req)),
        Err(Failure::Refused(refused)) => {
            open.form.refuse("", refused.said());
            Ok(Refused(open).respond_to(req))
        }
        Err(broken) => Err(broken.into()),
    }
}

/// Sends the letter that proves an address; the page says the same for every address.
pub(in crate::joining) async fn send(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    who: Visitor,
    ticket: web::Path<String>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let mut open = page(&app, &who, None, ticket.into_inner(), Form::of(typed)).await?;
    asked_age(&mut open.form, open.asks_age);
    let (Some(said), false) = (Introduction::read(&mut open.form), open.form.failed()) else {
        return Ok(Refused(open).respond_to(&req));
    };
    let id = Ticket::read(&app.config, &open.ticket, app.clock.now()).ok_or(Error::NotFound)?.invitation;
    let (config, locale) = (app.config.clone(), who.locale());
    app.db.write(move |tx| proving::ask(tx, &config, Some(id), &said, locale)).await?;
    open.sent = true;
    Ok(Page(open).respond_to(&req))
}
