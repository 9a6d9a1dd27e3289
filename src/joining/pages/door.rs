//! The door: a code is typed, or a letter's link followed. A code never stands in the address of a page that shows something for it, and a
//! wrong one is counted, for its network address and for the whole installation.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::accounts;
use crate::app::App;
use crate::db::Never;
use crate::joining::code::Code;
use crate::joining::taking::closed;
use crate::joining::{Refused as No, store, ticket};
use crate::web::actor::Visitor;
use crate::web::limits::{self, Limits};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, secrets, see};

#[derive(Template)]
#[template(path = "joining/door.html")]
pub(crate) struct Door {
    form: Form,
    /// The code came by the QR code of a letter: nothing is left to be typed.
    scanned: bool,
}

impl Door {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("code", "7K4M-Q2XD"));
        form.refuse("code", No::Unknown.said());
        Self { form, scanned: false }
    }
}

pub(in crate::joining) async fn ask(_: Visitor) -> impl Responder {
    Page(Door { form: Form::default(), scanned: false })
}

/// Where the QR code of a letter leads: the code is filled in, and looked at when its bearer says so.
pub(in crate::joining) async fn typed(_: Visitor, code: web::Path<String>) -> Result<impl Responder, Error> {
    let code = Code::parse(&code).ok_or(Error::NotFound)?;
    Ok(Page(Door { form: Form::of(Typed::default().with("code", code)), scanned: true }))
}

pub(in crate::joining) async fn look(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    _: Visitor,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    limits.knock(&req)?;
    let mut form = Form::of(typed);
    let text = form.text("code", 40);
    if form.failed() {
        return Ok(Refused(Door { form, scanned: false }).respond_to(&req));
    }
    match find(&app, &text, &limits::address(&req).to_string()).await? {
        Ok(to) => Ok(see(to).respond_to(&req)),
        Err(refused) => {
            form.refuse("code", refused.said());
            Ok(Refused(Door { form, scanned: false }).respond_to(&req))
        }
    }
}

/// The page of the invitation that has this code.
async fn find(app: &App, text: &str, address: &str) -> Result<Result<String, No>, Error> {
    let (now, from) = (app.clock.now(), address.to_owned());
    let kept = Code::parse(text).map(|code| code.kept(&app.config.secret));
    let (wait, found) = app
        .db
        .read(move |conn| {
            let wait = accounts::code_wait(conn, &from, now)?;
            let found = kept.map(|kept| store::invitations::by_secret(conn, &kept)).transpose()?.flatten();
            Ok((wait, found))
        })
        .await?;
    if let Some(seconds) = wait {
        return Ok(Err(No::Wait(seconds)));
    }
    let Some(invitation) = found else {
        let from = address.to_owned();
        app.db.write::<_, Never>(move |tx| Ok(accounts::wrong_code(tx, &from)?)).await?;
        return Ok(Err(No::Unknown));
    };
    Ok(closed(&invitation, now)
        .map_or_else(|| Ok(format!("/join/invitation/{}", ticket(&app.config, invitation.id, false, now))), Err))
}

/// The link of a mailed invitation: two hundred bits are not guessed, and having them proves the mailbox.
pub(in crate::joining) async fn letter(
    app: web::Data<App>,
    _: Visitor,
    token: web::Path<String>,
) -> Result<impl Responder, Error> {
    let (now, kept) = (app.clock.now(), secrets::fingerprint(&token));
    let found = app.db.read(move |conn| store::invitations::by_secret(conn, &kept)).await?;
    let invitation = found.ok_or_else(|| Error::Refused(No::Unknown.said()))?;
    if let Some(refused) = closed(&invitation, now) {
        return Err(Error::Refused(refused.said()));
    }
    Ok(see(format!("/join/invitation/{}", ticket(&app.config, invitation.id, true, now))))
}
