//! The form of somebody's card.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Failure;
use crate::homes::forms::ContactDraft;
use crate::homes::holders::change_contact;
use crate::homes::holding::ContactId;
use crate::homes::people;
use crate::homes::rows::Contact;
use crate::web::actor::{People, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "homes/person_form.html")]
pub(crate) struct Edit {
    form: Form,
    id: String,
    name: String,
}

impl Edit {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("name", "Жұмабаев Ерлан"));
        form.refuse("ident", "homes.refused.ident_taken");
        Self { form, id: "0".repeat(26), name: "Жұмабаев Ерлан".into() }
    }

    fn of(contact: &Contact, form: Form) -> Self {
        Self { form, id: contact.id.to_string(), name: contact.name.clone() }
    }
}

async fn card(app: &App, who: &Staff<People>, id: ContactId) -> Result<Contact, Error> {
    let reach = who.reach().clone();
    Ok(app.db.read(move |conn| people::one(conn, &reach, id)).await?)
}

pub(in crate::homes) async fn show(
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<ContactId>,
) -> Result<impl Responder, Error> {
    let contact = card(&app, &who, id.into_inner()).await?;
    let form = Form::of(ContactDraft::typed(&contact));
    Ok(Page(Edit::of(&contact, form)))
}

pub(in crate::homes) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<ContactId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let contact = card(&app, &who, id.into_inner()).await?;
    let (id, mut form) = (contact.id, Form::of(typed));
    let Some(draft) = ContactDraft::read(&mut form) else {
        return Ok(Refused(Edit::of(&contact, form)).respond_to(&req));
    };
    match app.db.write(move |tx| change_contact(tx, &who, id, &draft)).await {
        Ok(()) => Ok(see(format!("/staff/people/{id}")).saying("homes.said.saved").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("ident", refused.said());
            Ok(Refused(Edit::of(&contact, form)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
