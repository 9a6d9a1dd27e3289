//! Files of a job: its pictures, and the act of the work. Each door has its own keeper, and behind it lies the same.

use actix_web::{HttpRequest, HttpResponse, web};

use super::shots;
use crate::app::App;
use crate::db::Conn;
use crate::dispatch::act::{Facts, draw};
use crate::dispatch::kind::JobId;
use crate::dispatch::stage::Stage;
use crate::dispatch::store::one::Placed;
use crate::dispatch::{doing, store};
use crate::files::{self, FileId, FileRow};
use crate::franchise;
use crate::requests;
use crate::web::actor::{Acting, Dispatcher, Resident, Staff, Technician};
use crate::web::{Error, taken};
use crate::who::Reach;

type Answer = Result<HttpResponse, Error>;

async fn served(req: &HttpRequest, app: &App, row: Option<FileRow>) -> Answer {
    Ok(files::serve(&app.store, &row.ok_or(Error::NotFound)?, req).await?)
}

pub(in crate::dispatch) async fn technician_file(
    req: HttpRequest,
    app: web::Data<App>,
    who: Technician,
    path: web::Path<(JobId, FileId)>,
) -> Answer {
    let ((id, file), now) = (path.into_inner(), app.clock.now());
    let row = app.db.read(move |conn| {
        let (of, _) = doing::theirs(conn, &who, id, now)?;
        shots::one(conn, &of, file)
    });
    served(&req, &app, row.await?).await
}

pub(in crate::dispatch) async fn resident_file(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    path: web::Path<(JobId, FileId)>,
) -> Answer {
    let (id, file) = path.into_inner();
    let row = app.db.read(move |conn| {
        let (of, _) = store::one::of_resident(conn, who.company(), who.person(), id)?;
        shots::one(conn, &of, file)
    });
    served(&req, &app, row.await?).await
}

pub(in crate::dispatch) async fn staff_file(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    path: web::Path<(JobId, FileId)>,
) -> Answer {
    let (id, file) = path.into_inner();
    let row = app.db.read(move |conn| {
        let (of, _) = store::one::within(conn, who.reach(), id)?;
        shots::one(conn, &of, file)
    });
    served(&req, &app, row.await?).await
}

/// What the act of a job says; it can be printed before one goes, to be signed there. Of what nobody has taken there is none.
fn facts(conn: &mut Conn, (of, at): Placed) -> diesel::QueryResult<Facts> {
    if matches!(of.stage, Stage::Offered | Stage::Cancelled) {
        return Err(diesel::result::Error::NotFound);
    }
    let request = match of.request_id {
        Some(id) => Some(requests::wanted(conn, &Reach::whole(of.company_id), id)?.request.number),
        None => None,
    };
    Ok(Facts {
        used: store::one::materials(conn, of.company_id, &[of.id])?,
        checks: store::plans::checks(conn, of.company_id, of.id)?,
        worker: store::one::name(conn, of.assignee_id)?,
        sender: store::one::sender(conn, of.company_id)?,
        zone: franchise::office(conn, of.company_id, of.created_at.date())?.zone,
        request,
        of,
        at,
    })
}

async fn paper(facts: Facts) -> Answer {
    let drawn = web::block(move || draw(&facts)).await?;
    let bytes = drawn.map_err(|no| Error::Broken(anyhow::anyhow!("the act: {no}")))?;
    Ok(taken::document(bytes, "akt.pdf"))
}

pub(in crate::dispatch) async fn technician_act(app: web::Data<App>, who: Technician, id: web::Path<JobId>) -> Answer {
    let (id, now) = (id.into_inner(), app.clock.now());
    let facts = app.db.read(move |conn| {
        let placed = doing::theirs(conn, &who, id, now)?;
        facts(conn, placed)
    });
    paper(facts.await?).await
}

pub(in crate::dispatch) async fn resident_act(app: web::Data<App>, who: Resident, id: web::Path<JobId>) -> Answer {
    let id = id.into_inner();
    let facts = app.db.read(move |conn| {
        let placed = store::one::of_resident(conn, who.company(), who.person(), id)?;
        facts(conn, placed)
    });
    paper(facts.await?).await
}

pub(in crate::dispatch) async fn staff_act(app: web::Data<App>, who: Staff<Dispatcher>, id: web::Path<JobId>) -> Answer {
    let id = id.into_inner();
    let facts = app.db.read(move |conn| {
        let placed = store::one::within(conn, who.reach(), id)?;
        facts(conn, placed)
    });
    paper(facts.await?).await
}
