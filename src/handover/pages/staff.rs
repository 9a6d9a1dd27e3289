//! Both companies see their hand-overs; the new one takes the houses or says why not.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::operator::key;
use super::seen::{Index, Seen, Show};
use crate::app::App;
use crate::db::{Failure, Never};
use crate::handover::rows::HandoverId;
use crate::handover::{Pack, Refused as No, accept as accept_it, forms, refuse as refuse_it, store};
use crate::parcel::{self, Opened};
use crate::web::Typed;
use crate::web::actor::{Acting, Admin, Recent, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Said, filters, see};

#[derive(Template)]
#[template(path = "handover/acceptance.html")]
pub(crate) struct Accept {
    id: String,
    houses: String,
    from: String,
    counts: [usize; 5],
    addresses: Vec<String>,
    accounts: Vec<String>,
    known: usize,
    obstacle: Option<Said>,
}

#[derive(Template)]
#[template(path = "handover/refusal.html")]
pub(crate) struct Refuse {
    form: Form,
    id: String,
    houses: String,
}

impl Accept {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            houses: "Абай даңғылы, 12".into(),
            from: "«Алатау Үй» ЖШС".into(),
            counts: [1, 4, 120, 188, 203],
            addresses: Vec::new(),
            accounts: vec!["10-000123".into()],
            known: 2,
            obstacle: None,
        }
    }
}

impl Refuse {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("reason", "forms.refused.empty");
        Self { form, id: "0".repeat(26), houses: "Абай даңғылы, 12".into() }
    }
}

pub(in crate::handover) async fn index(app: web::Data<App>, who: Staff<Admin>) -> Result<impl Responder, Error> {
    let (company, locale, today) = (who.company(), who.locale(), app.clock.today());
    Ok(Page(app.db.read(move |conn| Index::of(conn, Some(company), locale, today)).await?))
}

pub(in crate::handover) async fn show(
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<HandoverId>,
) -> Result<impl Responder, Error> {
    let (company, id) = (who.company(), id.into_inner());
    let look = move |conn: &mut crate::db::Conn| {
        let of = store::of_either(conn, company, id)?;
        Seen::load(conn, of)
    };
    let seen = app.db.read(look).await?;
    Ok(Page(Show::of(seen, Some(company), who.locale(), app.clock.today(), key(&app))))
}

/// One that comes to this company.
async fn coming(app: &App, who: &Staff<Admin>, id: HandoverId) -> Result<Seen, Error> {
    let company = who.company();
    let look = move |conn: &mut crate::db::Conn| {
        let of = store::coming(conn, company, id)?;
        Seen::load(conn, of)
    };
    Ok(app.db.read(look).await?)
}

/// Its archive, proved, and signed by this installation.
async fn opened(app: &App, seen: &Seen) -> Result<Result<Opened, No>, Error> {
    let Some(digest) = seen.archive().map(|file| file.digest.clone()) else { return Ok(Err(No::Over)) };
    let (keeping, secret) = (app.store.clone(), app.config.secret.clone());
    let opened = web::block(move || {
        let bytes = keeping.read(&digest)?;
        let opened = parcel::open(&bytes).map_err(No::Parcel).and_then(|opened| {
            let ours = parcel::Key::of(&secret).map_err(No::Parcel)?;
            if opened.manifest.public_key == ours.public() { Ok(opened) } else { Err(No::Stranger) }
        });
        Ok::<_, crate::files::Broken>(opened)
    });
    opened.await?.map_err(Error::from)
}

pub(in crate::handover) async fn ask_accepting(
    app: web::Data<App>,
    who: Recent<Staff<Admin>>,
    id: web::Path<HandoverId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let seen = coming(&app, &who, id).await?;
    let (houses, from) = (seen.houses(), seen.from(who.locale()));
    let rehearsed = match opened(&app, &seen).await? {
        Ok(opened) => super::arrivals::rehearsed(&app, &who, opened).await?,
        Err(no) => Err(no),
    };
    let mut page = Accept { id: id.to_string(), houses, from, addresses: Vec::new(), accounts: Vec::new(), ..Accept::empty() };
    match rehearsed {
        Ok((counts, met)) => {
            (page.counts, page.known) = (counts, met.known);
            (page.addresses, page.accounts) = (met.addresses, met.accounts);
        }
        Err(no) => page.obstacle = Some(no.said()),
    }
    Ok(Page(page))
}

impl Accept {
    fn empty() -> Self {
        Self { counts: [0; 5], known: 0, obstacle: None, ..Self::sample() }
    }
}

pub(in crate::handover) async fn accept(
    app: web::Data<App>,
    who: Recent<Staff<Admin>>,
    id: web::Path<HandoverId>,
) -> Result<impl Responder, Error> {
    let (id, config) = (id.into_inner(), app.config.clone());
    let seen = coming(&app, &who, id).await?;
    let to = see(format!("/staff/handovers/{id}"));
    let opened = match opened(&app, &seen).await? {
        Ok(opened) => opened,
        Err(no) => return Ok(to.regretting(no.said())),
    };
    match app.db.write(move |tx| accept_it(tx, &who, &config, id, &opened)).await {
        Ok(_) => Ok(to.saying("handover.said.accepted")),
        Err(Failure::Refused(refused)) => {
            if refused == No::Stale {
                anew(&app, id).await?;
            }
            Ok(to.regretting(refused.said()))
        }
        Err(broken) => Err(broken.into()),
    }
}

/// The archive says what is true no longer: it is made anew.
async fn anew(app: &App, id: HandoverId) -> Result<(), Error> {
    let asked = app.db.write::<_, Never>(move |tx| {
        let of = store::one(tx, id)?;
        if store::stale(tx, id)? {
            crate::jobs::enqueue(tx, &Pack { company: of.company_id, of: id })?;
        }
        Ok(())
    });
    Ok(asked.await?)
}

pub(in crate::handover) async fn ask_refusing(
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<HandoverId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    Ok(Page(Refuse { form: Form::default(), id: id.to_string(), houses: coming(&app, &who, id).await?.houses() }))
}

pub(in crate::handover) async fn refuse(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<HandoverId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, config, mut form) = (id.into_inner(), app.config.clone(), Form::of(typed));
    let houses = coming(&app, &who, id).await?.houses();
    let Some(reason) = forms::reason(&mut form) else {
        return Ok(Refused(Refuse { form, id: id.to_string(), houses }).respond_to(&req));
    };
    let to = see(format!("/staff/handovers/{id}"));
    match app.db.write(move |tx| refuse_it(tx, &who, &config, id, &reason)).await {
        Ok(()) => Ok(to.saying("handover.said.refused").respond_to(&req)),
        Err(Failure::Refused(refused)) => Ok(to.regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}
