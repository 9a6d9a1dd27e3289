//! One invitation: what became of it, who consented for a child, and taking it back.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::invitations::{Item, item, load, sample_item};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::joining::rows::{InvitationId, State};
use crate::joining::store::lists::Wanted;
use crate::joining::{Actor, inviting, store};
use crate::web::actor::{Acting, People, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Step, filters, see};

#[derive(Template)]
#[template(path = "joining/one.html")]
pub(crate) struct One {
    form: Form,
    item: Item,
    /// Who consented for a child, and when.
    consent: Option<(String, Moment)>,
    open: bool,
}

impl One {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let consent = Some(("Жұмабаев Ерлан Серікұлы".into(), Moment::default()));
        Self { form: Form::default(), item: sample_item(State::Waiting), consent, open: true }
    }
}

async fn one(app: &App, who: &Staff<People>, id: InvitationId, form: Form) -> Result<One, Error> {
    let (reach, now) = (who.reach().clone(), app.clock.now());
    let ((rows, names), consent) = app
        .db
        .read(move |conn| {
            let wanted = Wanted { id: Some(id), ..Wanted::default() };
            Ok((load(conn, &reach, &wanted, &Step::First, 1, now)?, store::invitations::consented(conn, reach.company(), id)?))
        })
        .await?;
    let row = rows.into_iter().next().ok_or(Error::NotFound)?;
    let open = row.0.state(now) == State::Waiting;
    Ok(One { form, item: item(who.locale(), who.zone(), now, &names, row), consent, open })
}

pub(in crate::joining) async fn show(
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<InvitationId>,
) -> Result<impl Responder, Error> {
    Ok(Page(one(&app, &who, id.into_inner(), Form::default()).await?))
}

pub(in crate::joining) async fn revoke(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<InvitationId>,
) -> Result<HttpResponse, Error> {
    let (id, company, by) = (id.into_inner(), who.company(), Actor::of(&who));
    one(&app, &who, id, Form::default()).await?;
    match app.db.write(move |tx| inviting::revoke(tx, company, &by, id)).await {
        Ok(()) => Ok(see(format!("/staff/invitations/{id}")).saying("joining.said.revoked").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            let mut form = Form::default();
            form.refuse("", refused.said());
            Ok(Refused(one(&app, &who, id, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
