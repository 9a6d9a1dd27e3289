//! An offer to work for the company, as whoever got the letter sees it.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::team::appointment::{Offer, offered, opened, take_up};
use crate::team::{Refused as No, duty_key};
use crate::web::actor::{Acting, Member, Visitor};
use crate::web::{Error, Page, Refusal, filters, limits, role_key, secrets, see};

#[derive(Template)]
#[template(path = "team/appointment.html")]
pub(crate) struct Show {
    link: String,
    name: String,
    company: String,
    role_key: &'static str,
    duties: Vec<&'static str>,
    way: Way,
}

/// How the reader goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// They are signed in as the one who was asked.
    Accept,
    /// They have an account: they sign in first.
    SignIn,
    /// They are signed in as somebody else.
    Other,
    /// They have no account yet: a password is chosen on the way.
    Password,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            link: "code".into(),
            name: "Тілеуова Гүлнар Болатқызы".into(),
            company: "«Алатау Үй» ЖШС".into(),
            role_key: "layout.role.staff",
            duties: vec!["team.duty.editor"],
            way: Way::Password,
        }
    }
}

async fn offer(app: &App, link: &str) -> Result<Offer, Error> {
    let (code, now) = (secrets::fingerprint(link), app.clock.now());
    let offer = app.db.read(move |conn| opened(conn, &code, now)).await?;
    offer.ok_or_else(|| Error::Refused(No::Offer.said()))
}

/// What the one who looks has to do with the one who was asked.
fn way(offer: &Offer, member: Option<&Member>) -> Way {
    match (offer.known, member) {
        (Some(known), Some(member)) if member.person() == known => Way::Accept,
        (_, Some(_)) => Way::Other,
        (Some(_), None) => Way::SignIn,
        (None, None) => Way::Password,
    }
}

pub(in crate::team) async fn show(
    app: web::Data<App>,
    who: Visitor,
    member: Option<Member>,
    link: web::Path<String>,
) -> Result<impl Responder, Error> {
    let link = link.into_inner();
    let offer = offer(&app, &link).await?;
    Ok(Page(Show {
        name: offer.appointment.name.clone(),
        company: offer.company(who.locale()).to_owned(),
        role_key: role_key(offer.appointment.role),
        duties: offered(&offer.appointment).duties.into_iter().map(duty_key).collect(),
        way: way(&offer, member.as_ref()),
        link,
    }))
}

pub(in crate::team) async fn take(
    req: HttpRequest,
    app: web::Data<App>,
    _: Visitor,
    member: Option<Member>,
    link: web::Path<String>,
) -> Result<HttpResponse, Error> {
    let link = link.into_inner();
    let offer = offer(&app, &link).await?;
    if matches!(way(&offer, member.as_ref()), Way::SignIn | Way::Other) {
        return Ok(see(format!("/appointments/{link}")).respond_to(&req));
    }
    let from = limits::address(&req).to_string();
    let to = app.db.write(move |tx| take_up(tx, &offer, &from)).await?;
    Ok(see(to).saying("team.said.came").respond_to(&req))
}
