//! An archive of another installation, brought as a file: proved, rehearsed, and taken in.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use crate::app::App;
use crate::audit;
use crate::db::{Failure, Never};
use crate::files::{self, Accepted, FileId, Kind, Shelf};
use crate::handover::{Refused as No, arriving, unless};
use crate::homes::{self, Collisions};
use crate::parcel::{self, Opened, fingerprint};
use crate::web::actor::{Acting, Admin, Staff};
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};

/// Where a file waits between the look at it and its taking in: one for each company.
const WAITING: Shelf = Shelf("handover.arrivals");

#[derive(Template)]
#[template(path = "handover/arrivals.html")]
pub(crate) struct New {
    form: Form,
}

#[derive(Template)]
#[template(path = "handover/arrival.html")]
pub(crate) struct Show {
    form: Form,
    id: String,
    about: Vec<(&'static str, String)>,
    counts: [usize; 5],
    met: Collisions,
    key: String,
    stranger: bool,
    obstacle: Option<Said>,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("file", "handover.parcel.signature");
        Self { form }
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            form: Form::default(),
            id: "0".repeat(26),
            about: vec![("handover.houses", "Абай даңғылы, 12".into()), ("handover.from", "«Алатау Үй» ЖШС".into())],
            counts: [1, 4, 120, 188, 203],
            met: Collisions { known: 2, ..Collisions::default() },
            key: "0a1b 2c3d 4e5f 6071".into(),
            stranger: true,
            obstacle: None,
        }
    }
}

/// What taking an archive in would make, and what it would meet.
pub(in crate::handover) type Rehearsed = ([usize; 5], Collisions);

/// Compares an archive with the company's register.
pub(in crate::handover) async fn rehearsed(
    app: &App,
    who: &Staff<Admin>,
    opened: Opened,
) -> Result<Result<Rehearsed, No>, Error> {
    let (company, person) = (who.company(), who.person());
    let read = app.db.read(move |conn| {
        let handed = match arriving::read(&opened, company, person) {
            Ok(handed) => handed,
            Err(no) => return Ok(Err(No::Parcel(no))),
        };
        let met = homes::collisions(conn, company, &handed)?;
        Ok(Ok((handed.counts(), met)))
    });
    Ok(read.await?)
}

pub(in crate::handover) async fn new(_: Staff<Admin>) -> Result<impl Responder, Error> {
    Ok(Page(New { form: Form::default() }))
}

pub(in crate::handover) async fn look(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(upload.typed);
    let Some(file) = upload.files.into_iter().find(|file| file.field == "file") else {
        form.refuse("file", "handover.refused.no_file");
        return Ok(Refused(New { form }).respond_to(&req));
    };
    let keeping = app.store.clone();
    let kept = web::block(move || match parcel::open(&file.bytes) {
        Ok(_) => Ok(Ok(keeping.keep(Accepted::made(&file.name, Kind::Zip, file.bytes))?)),
        Err(no) => Ok::<_, files::Broken>(Err(no)),
    });
    let kept = match kept.await?? {
        Ok(kept) => kept,
        Err(no) => {
            form.refuse("file", no.said());
            return Ok(Refused(New { form }).respond_to(&req));
        }
    };
    let (company, person) = (who.company(), who.person());
    let id = app
        .db
        .write::<_, Never>(move |tx| {
            let subject = company.to_string();
            files::remove_all(tx, company, WAITING, &subject)?;
            Ok(files::add(tx, company, WAITING, &subject, &kept, Some(person))?)
        })
        .await?;
    Ok(see(format!("/staff/handovers/arrivals/{id}")).respond_to(&req))
}

/// The file that waits, opened; why not, if it cannot be.
async fn waiting(app: &App, who: &Staff<Admin>, id: FileId) -> Result<Result<Opened, parcel::Refused>, Error> {
    let company = who.company();
    let found = app.db.read(move |conn| files::find(conn, company, WAITING, &company.to_string(), id)).await?;
    let digest = found.ok_or(Error::NotFound)?.digest;
    let keeping = app.store.clone();
    let opened = web::block(move || Ok::<_, files::Broken>(parcel::open(&keeping.read(&digest)?)));
    Ok(opened.await??)
}

/// Whether this installation has signed it itself.
fn is_ours(app: &App, opened: &Opened) -> bool {
    parcel::Key::of(&app.config.secret).is_ok_and(|key| key.public() == opened.manifest.public_key)
}

async fn page(app: &App, who: &Staff<Admin>, id: FileId, form: Form) -> Result<Show, Error> {
    let empty = Show {
        form,
        id: id.to_string(),
        about: Vec::new(),
        counts: [0; 5],
        met: Collisions::default(),
        stranger: false,
        ..Show::sample()
    };
    let opened = match waiting(app, who, id).await? {
        Ok(opened) => opened,
        Err(no) => return Ok(Show { obstacle: Some(no.said()), ..empty }),
    };
    let (manifest, stranger) = (opened.manifest.clone(), !is_ours(app, &opened));
    let about = vec![
        ("handover.houses", manifest.about.houses.join("; ")),
        ("handover.from", manifest.about.from.1.clone()),
        ("handover.ground", manifest.about.ground.0.clone()),
        ("handover.portal", manifest.about.portal.clone()),
    ];
    let shown = Show { about, key: fingerprint(&manifest.public_key), stranger, ..empty };
    Ok(match rehearsed(app, who, opened).await? {
        Ok((counts, met)) => Show { counts, met, ..shown },
        Err(no) => Show { obstacle: Some(no.said()), ..shown },
    })
}

pub(in crate::handover) async fn show(
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<FileId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), Form::default()).await?))
}

pub(in crate::handover) async fn take(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Admin>,
    id: web::Path<FileId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let opened = match waiting(&app, &who, id).await? {
        Ok(opened) => opened,
        Err(no) => {
            form.refuse("compared", no.said());
            return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
        }
    };
    if !is_ours(&app, &opened) && !form.has("compared", "yes") {
        form.refuse("compared", No::Stranger.said());
        return Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req));
    }
    let author = who.clone();
    match app.db.write(move |tx| restore(tx, &author, &opened)).await {
        Ok(()) => Ok(see("/staff/homes/buildings").saying("handover.said.restored").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("compared", refused.said());
            Ok(Refused(page(&app, &who, id, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

/// Takes the houses of an archive in: all of them or none.
fn restore(tx: &mut crate::db::Tx<'_>, who: &Staff<Admin>, opened: &Opened) -> Result<(), Failure<No>> {
    let (company, about) = (who.company(), &opened.manifest.about);
    let handed = arriving::read(opened, company, who.person()).map_err(|no| Failure::Refused(No::Parcel(no)))?;
    let taken = unless(homes::take_in(tx, company, handed, &std::collections::HashMap::new()))?;
    files::remove_all(tx, company, WAITING, &company.to_string())?;
    let details = serde_json::json!({ "from": about.from.1, "houses": taken.buildings, "premises": taken.premises, "people": taken.people });
    Ok(audit::by(who).did("handover.restored", ("company", company)).with(details).record(tx)?)
}
