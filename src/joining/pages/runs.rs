//! Letters for mailboxes: for whom, how many there will be, how far they are, the file, and taking all of them back.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::invitations::{state_key, tone};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::joining::rows::{Run, RunId, RunState, State};
use crate::joining::{Actor, Refused as No, SHELF, inviting, store};
use crate::web::actor::{Register, Staff};
use crate::web::{Error, Page, Place, Query, Slice, filters, see};
use crate::{files, jobs};

/// One screen of work.
const SIZE: usize = 30;

#[derive(Template)]
#[template(path = "joining/runs.html")]
pub(crate) struct Index {
    rows: Slice<Item>,
}

/// A run in the list.
struct Item {
    id: String,
    place: String,
    author: String,
    at: Moment,
    expires: Moment,
    printed: i64,
    state_key: &'static str,
    tone: &'static str,
}

fn run_key(state: RunState) -> &'static str {
    match state {
        RunState::Printing => "joining.run.state.printing",
        RunState::Done => "joining.run.state.done",
        RunState::Failed => "joining.run.state.failed",
        RunState::Cleared => "joining.run.state.cleared",
    }
}

fn run_tone(state: RunState) -> &'static str {
    match state {
        RunState::Printing => "action",
        RunState::Done => "good",
        RunState::Failed => "danger",
        RunState::Cleared => "neutral",
    }
}

fn item((run, author): (Run, String)) -> Item {
    Item {
        id: run.id.to_string(),
        place: run.place_name,
        author,
        at: run.created_at,
        expires: run.expires_at,
        printed: run.printed,
        state_key: run_key(run.state),
        tone: run_tone(run.state),
    }
}

fn sample_item(state: RunState) -> Item {
    Item {
        id: "0".repeat(26),
        place: "Абай даңғылы, 12".into(),
        author: "Серікова Айгүл".into(),
        at: Moment::default(),
        expires: Moment::default(),
        printed: 72,
        state_key: run_key(state),
        tone: run_tone(state),
    }
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let rows = RunState::ALL.iter().map(|state| sample_item(*state)).collect();
        Self { rows: Slice { rows, previous: None, next: Some("/staff/invitations/letters?after=x".into()) } }
    }
}

pub(in crate::joining) async fn index(app: web::Data<App>, who: Staff<Register>, query: Query) -> Result<impl Responder, Error> {
    let (company, step, limit) = (who.company(), query.step(), i64::try_from(SIZE + 1).unwrap_or(i64::MAX));
    let rows = app.db.read(move |conn| store::runs::page(conn, company, &step, limit)).await?;
    let rows = Slice::cut(rows, SIZE, &query, |(run, _)| Place { key: String::new(), id: run.id.to_string() });
    Ok(Page(Index { rows: rows.map(item) }))
}

#[derive(Template)]
#[template(path = "joining/run.html")]
pub(crate) struct Show {
    item: Item,
    only_new: bool,
    running: bool,
    ready: bool,
    done: i64,
    all: i64,
    tally: Vec<(&'static str, &'static str, i64, String)>,
    open: bool,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let tally =
            State::ALL.iter().map(|state| (state_key(*state), tone(*state), 7, "/staff/invitations".to_owned())).collect();
        Self {
            item: sample_item(RunState::Done),
            only_new: true,
            running: true,
            ready: true,
            done: 40,
            all: 72,
            tally,
            open: true,
        }
    }
}

async fn seen(app: &App, who: &Staff<Register>, id: RunId) -> Result<Show, Error> {
    let (company, now) = (who.company(), app.clock.now());
    let (row, tally, job) = app
        .db
        .read(move |conn| {
            let row = store::runs::one(conn, company, id)?;
            let job = row.0.job_id.map(|job| jobs::of_company(conn, company, job)).transpose()?.flatten();
            Ok((row, store::lists::tally(conn, company, id, now)?, job))
        })
        .await?;
    let (state, only_new) = (row.0.state, row.0.only_new);
    let dead = job.as_ref().is_some_and(|job| job.state == jobs::State::Dead);
    let state = if state == RunState::Printing && dead { RunState::Failed } else { state };
    let mut item = item(row);
    (item.state_key, item.tone) = (run_key(state), run_tone(state));
    Ok(Show {
        only_new,
        running: state == RunState::Printing,
        ready: state == RunState::Done,
        done: job.as_ref().map_or(0, |job| job.done_parts),
        all: job.map_or(0, |job| job.all_parts),
        open: tally.iter().any(|(state, count)| *state == State::Waiting && *count > 0),
        tally: tally
            .into_iter()
            .map(|(state, count)| (state_key(state), tone(state), count, format!("/staff/invitations?run={id}&state={state}")))
            .collect(),
        item,
    })
}

pub(in crate::joining) async fn show(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<RunId>,
) -> Result<impl Responder, Error> {
    Ok(Page(seen(&app, &who, id.into_inner()).await?))
}

/// The file, for those alone who keep the register: it opens homes.
pub(in crate::joining) async fn file(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<RunId>,
) -> Result<HttpResponse, Error> {
    let (company, id, now) = (who.company(), id.into_inner(), app.clock.now());
    let subject = id.to_string();
    let found = app
        .db
        .read(move |conn| {
            // a file whose codes are over is not there, even before the broom has come round
            if store::runs::one(conn, company, id)?.0.expires_at <= now {
                return Ok(None);
            }
            files::on_shelf(conn, company, SHELF, std::slice::from_ref(&subject)).map(|mut all| all.remove(&subject))
        })
        .await?;
    let file = found.into_iter().flatten().next().ok_or(Error::NotFound)?;
    Ok(files::serve(&app.store, &file, &req).await?)
}

#[derive(Template)]
#[template(path = "joining/run_revocation.html")]
pub(crate) struct Revocation {
    id: String,
    place: String,
    open: i64,
}

impl Revocation {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), place: "Абай даңғылы, 12".into(), open: 72 }
    }
}

pub(in crate::joining) async fn ask_revocation(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<RunId>,
) -> Result<impl Responder, Error> {
    let (company, now, id) = (who.company(), app.clock.now(), id.into_inner());
    let ((run, _), tally) =
        app.db.read(move |conn| Ok((store::runs::one(conn, company, id)?, store::lists::tally(conn, company, id, now)?))).await?;
    let open = tally.iter().find(|(state, _)| *state == State::Waiting).map_or(0, |(_, count)| *count);
    Ok(Page(Revocation { id: id.to_string(), place: run.place_name, open }))
}

pub(in crate::joining) async fn revoke(
    app: web::Data<App>,
    who: Staff<Register>,
    id: web::Path<RunId>,
) -> Result<impl Responder, Error> {
    let (company, by, id) = (who.company(), Actor::of(&who), id.into_inner());
    let revoked = app.db.write(move |tx| inviting::revoke_run(tx, company, &by, id)).await;
    revoked.map_err(|failure: Failure<No>| Error::from(failure))?;
    Ok(see(format!("/staff/invitations/letters/{id}")).saying("joining.said.revoked_all"))
}
