//! The queue of what was entered, and entering: number, letters, Enter.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::TimeZone;

mod looking;
mod telling;

use looking::{Found, closed, look};
pub(in crate::voting::paper) use looking::{day, known};
pub(in crate::voting::paper) use telling::why;

use super::{Head, label};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::files::{self, Limits, NotKept};
use crate::text::{Locale, t};
use crate::voting::meeting::MeetingId;
use crate::voting::paper::entering::{self, Entered, From};
use crate::voting::paper::forms::Known;
use crate::voting::paper::rows::Sheet;
use crate::voting::paper::sheet::{EntryState, Flaw};
use crate::voting::paper::{Refused as No, SCANS};
use crate::voting::rows::Unit;
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::upload::Upload;
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Said, Typed, filters, see};

#[derive(Template)]
#[template(path = "voting/paper/entries.html")]
pub(crate) struct Queue {
    head: Head,
    /// What is looked for, and what came of it.
    find: Form,
    several: Vec<(String, String)>,
    one: Option<Open>,
    rows: Vec<Row>,
    may_list: bool,
}

/// A sheet that is being read.
pub(in crate::voting::paper) struct Open {
    pub(in crate::voting::paper) form: Form,
    pub(in crate::voting::paper) number: Option<i32>,
    pub(in crate::voting::paper) unit: String,
    pub(in crate::voting::paper) questions: Vec<(i32, String)>,
    pub(in crate::voting::paper) signers: Vec<(String, String)>,
    pub(in crate::voting::paper) flaws: Vec<(&'static str, String)>,
}

struct Row {
    id: String,
    number: Option<i32>,
    unit: String,
    state: EntryState,
    by: String,
    at: Moment,
    mine: bool,
}

impl Open {
    /// As the tests look at it.
    pub(in crate::voting::paper) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("signed_on", "2026-11-20"));
        form.refuse("marks", "voting.paper.form.letter");
        Self {
            form,
            number: Some(7),
            unit: "12-пәтер".into(),
            questions: vec![(1, "Ағымдағы жөндеу жарнасын бекіту".into())],
            signers: vec![("x".into(), "Омарова Сәуле Нұрланқызы".into())],
            flaws: flaws(Locale::Kk),
        }
    }

    pub(in crate::voting::paper) fn of(known: &Known, number: Option<i32>, form: Form, locale: Locale) -> Self {
        let asked = known.questions.iter().filter(|question| question.asks(&known.unit));
        Self {
            form,
            number,
            unit: label(locale, &known.unit),
            questions: asked.map(|question| (question.place, question.title(locale).to_owned())).collect(),
            signers: known.signers(locale),
            flaws: flaws(locale),
        }
    }
}

fn flaws(locale: Locale) -> Vec<(&'static str, String)> {
    Flaw::ALL.iter().map(|flaw| (flaw.word(), t(locale, flaw.key()).into_owned())).collect()
}

impl Queue {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = |state: &EntryState| Row {
            id: "0".repeat(26),
            number: Some(7),
            unit: "12-пәтер".into(),
            state: *state,
            by: "Серікова Айгүл".into(),
            at: Moment::default(),
            mine: *state == EntryState::Waiting,
        };
        Self {
            head: Head::sample(),
            find: Form::default(),
            several: vec![("/staff/votes/x/entries?premises=y".into(), "1-пәтер".into())],
            one: Some(Open::sample()),
            rows: [EntryState::Waiting, EntryState::Differs].iter().map(row).collect(),
            may_list: true,
        }
    }
}

async fn page(app: &App, who: &Staff<Secretary>, id: MeetingId, wanted: Typed, form: Option<Form>) -> Result<Queue, Error> {
    let (reach, locale, me, now) = (who.reach().clone(), who.locale(), who.person(), app.clock.now());
    let (zone, asked) = (who.zone(), wanted.clone());
    let day = move |moment: Moment| zone.from_utc_datetime(&moment).date_naive();
    let (meeting, found, rows, known) = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let found = look(conn, &meeting, (asked.value("sheet"), asked.value("unit"), asked.value("premises")))?;
            let rows = store::entries::open(conn, meeting.company_id, id)?;
            let days = (day(now), meeting.closes_at.map(day));
            let known = match &found {
                Found::One(one) => Some(known(conn, &meeting, one.0.clone(), days)?),
                _ => None,
            };
            Ok((meeting, found, rows, known))
        })
        .await?;
    let mut find = Form::of(wanted);
    let (mut one, mut several) = (None, Vec::new());
    match found {
        Found::Nothing => {}
        Found::Missed(field) => find
            .refuse(field, if field == "sheet" { "voting.paper.form.no_such_sheet" } else { "voting.paper.form.no_such_unit" }),
        Found::Several(units) => {
            several = units
                .iter()
                .map(|unit| (format!("/staff/votes/{id}/entries?premises={}", unit.premises_id), label(locale, unit)))
                .collect();
        }
        Found::One(found) => {
            let (unit, sheet) = *found;
            let differs =
                rows.iter().any(|(entry, ..)| entry.premises_id == unit.premises_id && entry.state == EntryState::Differs);
            match (closed(sheet.as_ref(), differs), known) {
                (Some(why), _) => find.refuse(if find.value("sheet").is_empty() { "unit" } else { "sheet" }, why),
                (None, Some(known)) => {
                    let number = sheet.as_ref().map(|sheet| sheet.number);
                    let fresh = || fresh(&known, sheet.as_ref());
                    one = Some(Open::of(&known, number, form.unwrap_or_else(fresh), locale));
                }
                (None, None) => {}
            }
        }
    }
    let row = |(entry, unit, number): (crate::voting::paper::rows::Entry, Unit, Option<i32>)| Row {
        id: entry.id.to_string(),
        number,
        unit: label(locale, &unit),
        state: entry.state,
        by: entry.entered_name,
        at: entry.entered_at,
        mine: entry.entered_by == me,
    };
    Ok(Queue {
        head: Head::of(&meeting, locale),
        find,
        several,
        one,
        rows: rows.into_iter().map(row).collect(),
        may_list: meeting.format.meets(),
    })
}

/// The form before anything is typed: today's day, and the only owner chosen.
pub(in crate::voting::paper) fn fresh(known: &Known, sheet: Option<&Sheet>) -> Form {
    let day = known.last_day.map_or(known.today, |last| last.min(known.today));
    let mut typed = Typed::default().with("signed_on", day).with("flaw", "");
    if let Some(sheet) = sheet {
        typed.push("number", sheet.number.to_string());
    }
    if let ([only], true) = (known.owners.as_slice(), known.powers.is_empty()) {
        typed.push("voter", only.contact_id.to_string());
    }
    Form::of(typed)
}

pub(in crate::voting) async fn index(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    query: Query,
) -> Result<impl Responder, Error> {
    let wanted = ["sheet", "unit", "premises"].iter().fold(Typed::default(), |typed, name| typed.with(name, query.value(name)));
    Ok(Page(page(&app, &who, id.into_inner(), wanted, None).await?))
}

/// Enters a sheet: the scan is looked at first, then all is one transaction.
pub(in crate::voting) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    upload: Upload,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let number = upload.typed.value("number").to_owned();
    let wanted = Typed::default().with("sheet", &number);
    let mut form = Form::of(upload.typed);
    let (reach, now, zone) = (who.reach().clone(), app.clock.now(), who.zone());
    let day = move |moment: Moment| zone.from_utc_datetime(&moment).date_naive();
    let found = app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let found = look(conn, &meeting, (&number, "", ""))?;
            let days = (day(now), meeting.closes_at.map(day));
            match found {
                Found::One(one) => Ok(Some((known(conn, &meeting, one.0, days)?, one.1))),
                _ => Ok(None),
            }
        })
        .await?;
    let Some((known, Some(sheet))) = found else {
        return Ok(Refused(page(&app, &who, id, wanted, None).await?).respond_to(&req));
    };
    let read = known.read(&mut form);
    let mut scan = None;
    if let (Some(sent), true) = (upload.files.into_iter().find(|file| file.field == "scan"), read.is_some()) {
        match app.store.take(sent.bytes, sent.name, Limits::PAPER).await {
            Ok(kept) => scan = Some(kept),
            Err(NotKept::Refused(refused)) => form.refuse("scan", refused.said()),
            Err(NotKept::Broken(broken)) => return Err(broken.into()),
        }
    }
    let Some(read) = read.filter(|_| !form.failed()) else {
        return Ok(Refused(page(&app, &who, id, wanted, Some(form)).await?).respond_to(&req));
    };
    let author = who.clone();
    let entered = app.db.write(move |tx| {
        let entered = entering::enter(tx, &author, id, &From::Sheet(sheet), &read)?;
        if let (Entered::Waits(entry), Some(scan)) = (&entered, &scan) {
            files::add(tx, author.company(), SCANS, &entry.to_string(), scan, Some(author.person()))?;
        }
        Ok(entered)
    });
    answer(&req, &app, &who, id, (wanted, form), entered.await).await
}

async fn answer(
    req: &HttpRequest,
    app: &App,
    who: &Staff<Secretary>,
    id: MeetingId,
    (wanted, form): (Typed, Form),
    entered: Result<Entered, Failure<No>>,
) -> Result<HttpResponse, Error> {
    let said = match entered {
        Ok(Entered::Waits(_)) => {
            let said = Said::new("voting.paper.said.entered").with("number", form.value("number"));
            return Ok(see(format!("/staff/votes/{id}/entries")).saying(said).respond_to(req));
        }
        Ok(Entered::Kept(refused)) => refused.said(),
        Err(Failure::Refused(refused)) => refused.said(),
        Err(broken) => return Err(broken.into()),
    };
    let mut page = page(app, who, id, Typed::default(), None).await?;
    page.find = Form::of(wanted);
    page.find.refuse("sheet", said);
    Ok(Refused(page).respond_to(req))
}
