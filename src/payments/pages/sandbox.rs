//! The sandbox's own page, where no money is taken. It knows nothing of who is signed in here, as a provider's page would not.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::Never;
use crate::money::Tiyn;
use crate::payments::order::CheckoutId;
use crate::payments::provider::{Press, Pressed, press};
use crate::payments::store;
use crate::web::{Error, Page, Typed, filters, see};

#[derive(Template)]
#[template(path = "payments/sandbox.html")]
pub(crate) struct Show {
    id: String,
    about: String,
    amount: Tiyn,
    open: bool,
    back: String,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26), about: "Шот № 2026-000007".into(), amount: Tiyn(971_288), open: true, back: "/pay/0".into()
        }
    }
}

/// The sandbox is there where it was switched on, and nowhere else.
fn is_there(app: &App) -> Result<(), Error> {
    if app.config.sandbox { Ok(()) } else { Err(Error::NotFound) }
}

/// The payer's way back, on this site.
fn back(app: &App, to: &str) -> String {
    to.strip_prefix(app.config.base_url.as_str()).unwrap_or(to).to_owned()
}

pub(in crate::payments) async fn show(app: web::Data<App>, id: web::Path<CheckoutId>) -> Result<impl Responder, Error> {
    is_there(&app)?;
    let id = id.into_inner();
    let of = app.db.read(move |conn| store::sandbox::one(conn, id)).await?;
    Ok(Page(Show {
        id: of.id.to_string(),
        about: of.about.clone(),
        amount: Tiyn(of.amount),
        open: of.state == Pressed::Open,
        back: back(&app, &of.back),
    }))
}

pub(in crate::payments) async fn push(
    req: HttpRequest,
    app: web::Data<App>,
    id: web::Path<CheckoutId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    is_there(&app)?;
    let (id, key) = (id.into_inner(), app.config.secret.clone());
    let pressed: Press = typed.value("press").parse().unwrap_or(Press::Refuse);
    let of = app.db.write::<_, Never>(move |tx| Ok(press(tx, &key, id, pressed)?)).await?;
    Ok(see(back(&app, &of.back)).respond_to(&req))
}
