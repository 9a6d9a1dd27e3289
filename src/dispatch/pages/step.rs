//! What technicians send about a job.

use actix_web::{HttpRequest, HttpResponse, Responder, web};

use super::round::page;
use super::shots::taken;
use crate::app::App;
use crate::db::Failure;
use crate::dispatch::arriving::{self, Doing};
use crate::dispatch::deed::Kind;
use crate::dispatch::job::Step;
use crate::dispatch::kind::{JobId, MaterialId};
use crate::dispatch::refused::Refused as No;
use crate::dispatch::{doing, forms, noting};
use crate::files::Kept;
use crate::web::actor::Technician;
use crate::web::upload::Upload;
use crate::web::{Error, Form, Refusal, Refused, Typed, see};

type Answer = Result<HttpResponse, Error>;

/// A job of theirs, or none: before what was sent is looked at.
async fn there(app: &App, who: &Technician, id: JobId) -> Result<(), Error> {
    let (asker, now) = (who.clone(), app.clock.now());
    Ok(app.db.read(move |conn| doing::theirs(conn, &asker, id, now).map(drop)).await?)
}

async fn again(req: &HttpRequest, app: &App, who: &Technician, id: JobId, form: Form) -> Answer {
    // what is shown is what stands now, so the next try is made for it
    Ok(Refused(page(app, who, id, form.without("version")).await?).respond_to(req))
}

/// Back to the job, or the page again with what is wrong.
async fn answered(
    req: &HttpRequest,
    app: &App,
    who: &Technician,
    id: JobId,
    mut form: Form,
    (done, said): (Result<(), Failure<No>>, &'static str),
) -> Answer {
    match done {
        Ok(()) => Ok(see(format!("/jobs/{id}")).saying(said).respond_to(req)),
        Err(Failure::Refused(no)) => {
            // what another one has taken at this moment is not theirs to look at any more
            if no == No::Taken || matches!(there(app, who, id).await, Err(Error::NotFound)) {
                return Ok(see("/jobs").regretting(No::Taken.said()).respond_to(req));
            }
            form.refuse(no.field(), no.said());
            again(req, app, who, id, form).await
        }
        Err(broken) => Err(broken.into()),
    }
}

/// Does what was sent, once; the sentence is for when it was done.
async fn done(
    (req, app): (&HttpRequest, &App),
    who: &Technician,
    id: JobId,
    (mut form, kind): (Form, Kind),
    (pictures, said): (Vec<Kept>, &'static str),
) -> Answer {
    let Some(sent) = forms::sent(&mut form, kind).filter(|_| !form.failed()) else { return again(req, app, who, id, form).await };
    let (config, author, act) = (app.config.clone(), who.clone(), sent.clone());
    let done = app.db.write(move |tx| arriving::once(tx, &config, &author, (id, &act), &pictures)).await;
    let done = match done {
        Ok(true) => Ok(()),
        // a wrong code is counted and then said: that it was counted must stay
        Ok(false) => Err(Failure::Refused(No::Code)),
        Err(failure) => Err(failure),
    };
    if done.is_ok() && matches!(&sent.doing, Doing::Step(act) if act.step == Step::GiveBack) {
        return Ok(see("/jobs").saying("dispatch.said.given_back").respond_to(req));
    }
    answered(req, app, who, id, form, (done, said)).await
}

pub(in crate::dispatch) async fn take(
    req: HttpRequest,
    app: web::Data<App>,
    who: Technician,
    id: web::Path<JobId>,
    upload: Upload,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(upload.typed));
    // what another one has taken at this moment is said so further on
    if !form.has("act", "accept") {
        there(&app, &who, id).await?;
    }
    let pictures = taken(&app, upload.files, &mut form).await?;
    done((&req, &app), &who, id, (form, Kind::Step), (pictures, "dispatch.said.moved")).await
}

pub(in crate::dispatch) async fn photograph(
    req: HttpRequest,
    app: web::Data<App>,
    who: Technician,
    id: web::Path<JobId>,
    upload: Upload,
) -> Answer {
    let (id, mut form) = (id.into_inner(), Form::of(upload.typed));
    there(&app, &who, id).await?;
    let pictures = taken(&app, upload.files, &mut form).await?;
    if pictures.is_empty() {
        form.refuse("photo", "forms.refused.empty");
    }
    done((&req, &app), &who, id, (form, Kind::Photos), (pictures, "dispatch.said.photographed")).await
}

pub(in crate::dispatch) async fn used(
    req: HttpRequest,
    app: web::Data<App>,
    who: Technician,
    id: web::Path<JobId>,
    typed: Typed,
) -> Answer {
    let id = id.into_inner();
    there(&app, &who, id).await?;
    done((&req, &app), &who, id, (Form::of(typed), Kind::Used), (Vec::new(), "dispatch.said.used")).await
}

pub(in crate::dispatch) async fn unused(
    req: HttpRequest,
    app: web::Data<App>,
    who: Technician,
    path: web::Path<(JobId, MaterialId)>,
) -> Answer {
    let (id, material) = path.into_inner();
    there(&app, &who, id).await?;
    let author = who.clone();
    let done = app.db.write(move |tx| doing::unused(tx, &author, id, material)).await;
    answered(&req, &app, &who, id, Form::default(), (done, "dispatch.said.unused")).await
}

pub(in crate::dispatch) async fn check(
    req: HttpRequest,
    app: web::Data<App>,
    who: Technician,
    id: web::Path<JobId>,
    typed: Typed,
) -> Answer {
    let id = id.into_inner();
    there(&app, &who, id).await?;
    done((&req, &app), &who, id, (Form::of(typed), Kind::Checks), (Vec::new(), "dispatch.said.checked")).await
}

pub(in crate::dispatch) async fn confirm(
    req: HttpRequest,
    app: web::Data<App>,
    who: Technician,
    id: web::Path<JobId>,
    typed: Typed,
) -> Answer {
    let id = id.into_inner();
    there(&app, &who, id).await?;
    done((&req, &app), &who, id, (Form::of(typed), Kind::Confirmed), (Vec::new(), "dispatch.said.confirmed")).await
}

pub(in crate::dispatch) async fn open_note(
    req: HttpRequest,
    app: web::Data<App>,
    who: Technician,
    id: web::Path<JobId>,
) -> Answer {
    let id = id.into_inner();
    there(&app, &who, id).await?;
    let author = who.clone();
    let done = app.db.write(move |tx| noting::open(tx, &author, id)).await;
    answered(&req, &app, &who, id, Form::default(), (done, "dispatch.said.note_opened")).await
}
