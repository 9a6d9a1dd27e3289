//! A payment, with how it was shared out, and its receipt.

use actix_web::{HttpResponse, Responder, web};
use askama::Template;

use super::seen::{Seen, Whole};
use crate::app::App;
use crate::payments::paper::{self, Paper};
use crate::payments::payment::PaymentId;
use crate::payments::store::reading;
use crate::web::actor::{Accountant, Acting, Staff};
use crate::web::{Error, Page, filters, taken};
use crate::{billing, db};

#[derive(Template)]
#[template(path = "payments/one.html")]
pub(crate) struct Show {
    seen: Seen,
    at: String,
    returned: bool,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { seen: Seen::sample(), at: "/staff/payments".into(), returned: false }
    }
}

pub(in crate::payments) async fn show(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<PaymentId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let read = app.db.read(move |conn| {
        let payment = reading::one(conn, company, id)?;
        Whole::of(conn, company, payment)
    });
    let whole = read.await?;
    let seen = Seen::of(who.locale(), &whole);
    Ok(Page(Show { seen, at: "/staff/payments".into(), returned: whole.payment.back.is_some() }))
}

/// Draws a receipt.
pub(super) async fn print(app: &App, paper: Paper) -> Result<HttpResponse, Error> {
    let now = app.clock.now();
    let name = format!("receipt-{}.pdf", paper.whole.payment.number);
    let bytes = web::block(move || paper::draw(&paper, now)).await?;
    let bytes = bytes.map_err(|e| Error::Broken(anyhow::anyhow!("{e:?}")))?;
    Ok(taken::document(bytes, &name))
}

/// All that a receipt is made of.
pub(super) fn paper(
    conn: &mut db::Conn,
    company: crate::who::CompanyId,
    payment: reading::Payment,
) -> diesel::QueryResult<Paper> {
    Ok(Paper { head: billing::letterhead(conn, company)?, whole: Whole::of(conn, company, payment)? })
}

pub(in crate::payments) async fn receipt(
    app: web::Data<App>,
    who: Staff<Accountant>,
    id: web::Path<PaymentId>,
) -> Result<HttpResponse, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let read = app.db.read(move |conn| {
        let payment = reading::one(conn, company, id)?;
        paper(conn, company, payment)
    });
    print(&app, read.await?).await
}
