//! Copies on request: owners ask, the secretary gives, and the days are counted (art. 42(17)).

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::NaiveDate;
use serde_json::json;

use crate::app::App;
use crate::audit;
use crate::clock::Moment;
use crate::db::{Failure, Tx};
use crate::text::{self, Locale};
use crate::voting::counting::{Done, Refused as No, no, ours};
use crate::voting::meeting::{MeetingId, State};
use crate::voting::proof::of_resident;
use crate::voting::protocol::copies::{due, term};
use crate::voting::protocol::{CopyId, CopyRow};
use crate::voting::rows::Meeting;
use crate::voting::store;
use crate::web::actor::{Acting, Resident, Secretary, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Said, Typed, filters, see};

/// The longest wish.
const NOTE: usize = 500;
/// Of one person so many may wait at once.
const MOST_WAITING: usize = 3;

/// A copy that was asked for.
struct Row {
    id: String,
    name: String,
    note: String,
    asked: String,
    term: Said,
    tone: &'static str,
    waits: bool,
}

impl Row {
    fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            name: "Жұмабаев Ерлан Серікұлы".into(),
            note: "Қағаз түрінде".into(),
            asked: "20 қараша, 12:40".into(),
            term: Said::new("voting.copies.left").with("day", "27 қараша").with("days", 5),
            tone: "neutral",
            waits: true,
        }
    }

    fn of(copy: CopyRow, locale: Locale, zone: chrono_tz::Tz, today: NaiveDate) -> Self {
        let at = |moment: Moment| text::date_time(locale, moment, zone);
        let (term, tone) = copy.given_at.map_or_else(
            || term(locale, copy.due_on, today),
            |given| (Said::new("voting.copies.given").with("at", at(given)), "good"),
        );
        Self {
            id: copy.id.to_string(),
            name: copy.name,
            note: copy.note,
            asked: at(copy.asked_at),
            term,
            tone,
            waits: copy.given_at.is_none(),
        }
    }
}

#[derive(Template)]
#[template(path = "voting/protocol/copies.html")]
pub(crate) struct Mine {
    id: String,
    number: String,
    form: Form,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "voting/protocol/copies_desk.html")]
pub(crate) struct Desk {
    id: String,
    number: String,
    rows: Vec<Row>,
}

impl Mine {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("note", "forms.refused.control");
        Self { id: "0".repeat(26), number: "2026-000012".into(), form, rows: vec![Row::sample()] }
    }
}

impl Desk {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self { id: "0".repeat(26), number: "2026-000012".into(), rows: vec![Row::sample()] }
    }
}

fn has_protocol(of: &Meeting) -> bool {
    matches!(of.state, State::Signed | State::Published | State::Archived)
}

async fn mine_of(app: &App, who: &Resident, id: MeetingId, form: Form) -> Result<Mine, Error> {
    let (reader, locale, zone, now) = (who.clone(), who.locale(), who.zone(), app.clock.now());
    let (of, copies) = app
        .db
        .read(move |conn| {
            let (of, owner) = of_resident(conn, &reader, id, now)?;
            if !owner || !has_protocol(&of) {
                return Err(diesel::result::Error::NotFound);
            }
            let copies = store::protocols::copies(conn, of.company_id, id, Some(reader.person()))?;
            Ok((of, copies))
        })
        .await?;
    let today = now.and_utc().with_timezone(&zone).date_naive();
    let rows = copies.into_iter().map(|copy| Row::of(copy, locale, zone, today)).collect();
    Ok(Mine { id: id.to_string(), number: of.number, form, rows })
}

pub(in crate::voting::protocol) async fn mine(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    Ok(Page(mine_of(&app, &who, id.into_inner(), Form::default()).await?))
}

/// Asks for a copy.
fn ask_for(tx: &mut Tx<'_>, who: &Resident, id: MeetingId, note: String) -> Done<NaiveDate> {
    let now = tx.now();
    let (of, owner) = of_resident(tx, who, id, now)?;
    if !owner || !has_protocol(&of) {
        return no(No::NotNow);
    }
    ours(tx, &of)?;
    let waiting = store::protocols::copies(tx, of.company_id, id, Some(who.person()))?;
    if waiting.iter().filter(|copy| copy.given_at.is_none()).count() >= MOST_WAITING {
        return no(No::NotNow);
    }
    let (now, zone) = (tx.now(), store::protocols::zone(tx, of.company_id)?);
    let new = CopyRow {
        id: CopyId::fresh(now),
        company_id: of.company_id,
        meeting_id: id,
        person_id: who.person(),
        name: who.name().to_owned(),
        note,
        asked_at: now,
        due_on: due(now.and_utc().with_timezone(&zone).date_naive(), of.edition),
        given_at: None,
        given_by: None,
    };
    store::protocols::add_copy(tx, &new)?;
    Ok(new.due_on)
}

pub(in crate::voting::protocol) async fn ask(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<MeetingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    let note = form.optional("note", NOTE);
    if form.failed() {
        return Ok(Refused(mine_of(&app, &who, id, form).await?).respond_to(&req));
    }
    let (reader, locale) = (who.clone(), who.locale());
    let to = see(format!("/votes/{id}/copies"));
    match app.db.write(move |tx| ask_for(tx, &reader, id, note)).await {
        Ok(day) => {
            let said = Said::new("voting.said.copy_asked").with("day", text::date(locale, day));
            Ok(to.saying(said).respond_to(&req))
        }
        Err(Failure::Refused(refused)) => Ok(to.regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::voting::protocol) async fn desk(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let (reach, id, locale, zone, now) = (who.reach().clone(), id.into_inner(), who.locale(), who.zone(), app.clock.now());
    let (of, copies) = app
        .db
        .read(move |conn| {
            let of = store::meetings::one(conn, &reach, id)?;
            let copies = store::protocols::copies(conn, of.company_id, id, None)?;
            Ok((of, copies))
        })
        .await?;
    let today = now.and_utc().with_timezone(&zone).date_naive();
    let rows = copies.into_iter().map(|copy| Row::of(copy, locale, zone, today)).collect();
    Ok(Page(Desk { id: id.to_string(), number: of.number, rows }))
}

pub(in crate::voting::protocol) async fn give(
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, CopyId)>,
) -> Result<impl Responder, Error> {
    let (id, copy) = path.into_inner();
    let to = see(format!("/staff/votes/{id}/copies"));
    to.after(app.db.write(move |tx| hand_over(tx, &who, id, copy)).await, "voting.said.copy_given")
}

/// Notes that a copy was given.
fn hand_over(tx: &mut Tx<'_>, who: &Staff<Secretary>, id: MeetingId, copy: CopyId) -> Done<()> {
    let of = store::meetings::one(tx, who.reach(), id)?;
    ours(tx, &of)?;
    if !store::protocols::give_copy(tx, of.company_id, id, copy, who.person())? {
        return no(No::NotNow);
    }
    Ok(audit::by(who).did("voting.copy_given", ("meeting", id)).with(json!({ "number": of.number })).record(tx)?)
}
