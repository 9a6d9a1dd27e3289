//! An act that says why: a page of its own that states what follows, with a field for the reason. A capability says what the page shows and
//! what is done; how it is asked and answered is the same everywhere.

use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use serde::de::DeserializeOwned;

use super::error::Error;
use super::form::{Form, Typed};
use super::page::{Page, Refused, see};
use super::said::Refusal;
use crate::app::App;
use crate::config::Config;
use crate::db::{Failure, Tx};

/// The longest reason, in letters.
const MOST: usize = 500;

/// Such an act, as its page.
pub trait Reasoned: Template + Sized + 'static {
    /// What names the thing it is done to.
    type Id: Copy + Send + DeserializeOwned + 'static;
    /// Who may.
    type Who: FromRequest + Send + 'static;
    /// Why it is not done.
    type No: Refusal + Send + 'static;
    /// The key of what is said when it is done.
    const SAID: &'static str;

    /// The page, with what was typed.
    fn page(app: &App, who: &Self::Who, form: Form, id: Self::Id) -> impl Future<Output = Result<Self, Error>>;

    /// Does it.
    ///
    /// # Errors
    /// Why it is not done.
    fn act(tx: &mut Tx<'_>, config: &Config, who: &Self::Who, id: Self::Id, why: &str) -> Result<(), Failure<Self::No>>;

    /// Where one goes when it is done.
    fn then(id: Self::Id) -> String;
}

/// Shows the page.
///
/// # Errors
/// When it cannot be done to this thing now.
pub async fn ask<R: Reasoned>(app: web::Data<App>, who: R::Who, id: web::Path<R::Id>) -> Result<impl Responder, Error> {
    Ok(Page(R::page(&app, &who, Form::default(), id.into_inner()).await?))
}

/// Does it, if there is a reason.
///
/// # Errors
/// When it cannot be done to this thing now.
pub async fn answer<R: Reasoned>(
    req: HttpRequest,
    app: web::Data<App>,
    who: R::Who,
    id: web::Path<R::Id>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let mut form = Form::of(typed);
    let why = form.text("why", MOST);
    if form.failed() {
        return Ok(Refused(R::page(&app, &who, form, id).await?).respond_to(&req));
    }
    let config = app.config.clone();
    app.db.write(move |tx| R::act(tx, &config, &who, id, &why)).await?;
    Ok(see(R::then(id)).saying(R::SAID).respond_to(&req))
}
