//! Where the operator says as whom they want to look, and why; and where a visit is ended.

use actix_session::Session;
use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::db::{Failure, Never};
use crate::text::date_time;
use crate::visits::forms::Ask;
use crate::visits::store::{company_name, in_language};
use crate::visits::{LONGEST, begin as begin_it, end as end_it};
use crate::web::actor::{Acting, Member, Operator, Recent};
use crate::web::session::keys;
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see, visit};
use crate::who::CompanyId;

#[derive(Template)]
#[template(path = "visits/begin.html")]
pub(crate) struct Begin {
    form: Form,
    id: String,
    name: String,
    minutes: i64,
    /// Until when an administrator lets the operator write.
    writes: Option<String>,
}

impl Begin {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("login", "owner@demo.example"));
        form.refuse("login", "visits.refused.nobody");
        let writes = Some("20 қараша 2026, 18:00".into());
        Self { form, id: "0".repeat(26), name: "«Алатау Үй» ЖШС".into(), minutes: LONGEST.num_minutes(), writes }
    }
}

async fn page(app: &App, who: &Recent<Operator>, id: CompanyId, form: Form) -> Result<Begin, Error> {
    let (me, now) = (who.person(), app.clock.now());
    let (names, writes) = app.db.read(move |conn| Ok((company_name(conn, id)?, visit::granted(conn, id, me, now)?))).await?;
    Ok(Begin {
        form,
        id: id.to_string(),
        name: in_language(names, who.locale()),
        minutes: LONGEST.num_minutes(),
        writes: writes.map(|until| date_time(who.locale(), until, who.zone())),
    })
}

pub(in crate::visits) async fn ask(
    app: web::Data<App>,
    who: Recent<Operator>,
    id: web::Path<CompanyId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let form = Form::of(Typed::default().with("login", query.value("login")));
    Ok(Page(page(&app, &who, id.into_inner(), form).await?))
}

pub(in crate::visits) async fn begin(
    req: HttpRequest,
    app: web::Data<App>,
    session: Session,
    who: Recent<Operator>,
    id: web::Path<CompanyId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let Some(ask) = Ask::read(&mut form) else {
        return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
    };
    let (config, author) = (app.config.clone(), who.clone());
    match app.db.write(move |tx| begin_it(tx, &config, &author, id, &ask)).await {
        Ok((visit, works)) => {
            // another key: whoever copied the old one copied the operator, not the visit
            session.renew();
            session.insert(keys::VISIT, visit).map_err(|e| Error::Broken(e.into()))?;
            Ok(see(if works { "/staff" } else { "/home" }).respond_to(&req))
        }
        Err(Failure::Refused(refused)) => {
            form.refuse("login", refused.said());
            Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::visits) async fn end(app: web::Data<App>, session: Session, who: Member) -> Result<impl Responder, Error> {
    let visit = who.identity().visit.clone().ok_or(Error::NotFound)?;
    let company = visit.company();
    app.db.write::<_, Never>(move |tx| Ok(end_it(tx, &who, &visit)?)).await?;
    session.remove(keys::VISIT);
    session.renew();
    Ok(see(format!("/operator/companies/{company}")).saying("visits.said.ended"))
}
