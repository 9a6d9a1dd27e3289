//! A company's own entry, as its administrators see and change it.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::company::Entry;
use super::{languages, zones};
use crate::app::App;
use crate::db::Never;
use crate::franchise::forms::Card;
use crate::franchise::{change_own, store};
use crate::text::Locale;
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::{Error, Form, Page, Refused, Typed, filters, see};

#[derive(Template)]
#[template(path = "franchise/settings.html")]
pub(crate) struct Show {
    form: Form,
    entry: Entry,
    languages: Vec<(&'static str, &'static str)>,
    zones: Vec<(&'static str, String)>,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("iban", "KZ77 0000 0000 0000 0002"));
        form.refuse("iban", "franchise.refused.iban");
        Self { form, entry: Entry::sample(), languages: languages(), zones: zones(Locale::Kk) }
    }
}

async fn page(app: &App, who: &Staff<Admin>, form: Option<Form>) -> Result<Show, Error> {
    let id = who.company();
    let company = app.db.read(move |conn| store::companies::one(conn, id)).await?;
    let form = form.unwrap_or_else(|| Form::of(company.card.typed(Typed::default())));
    Ok(Show { form, entry: Entry::of(company), languages: languages(), zones: zones(who.locale()) })
}

pub(in crate::franchise) async fn show(app: web::Data<App>, who: Staff<Admin>) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, None).await?))
}

pub(in crate::franchise) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let Some(card) = Card::read(&mut form) else {
        return Ok(Refused(page(&app, &who, Some(form)).await?).respond_to(&req));
    };
    app.db.write::<_, Never>(move |tx| Ok(change_own(tx, &who, &card)?)).await?;
    Ok(see("/staff/settings/company").saying("franchise.said.saved").respond_to(&req))
}
