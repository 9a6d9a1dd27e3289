//! The second reading: by another person, who does not see the first. And both readings beside one another, once there are two.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::entries::{Open, day, fresh, known, why};
use super::{Head, label};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::files::{self, FileRow};
use crate::text::{self, Locale, t};
use crate::voting::meeting::MeetingId;
use crate::voting::paper::entering::{self, Checked};
use crate::voting::paper::forms::Known;
use crate::voting::paper::rows::{Entry, Reading};
use crate::voting::paper::sheet::{EntryId, EntryState, Flaw};
use crate::voting::paper::{Refused as No, SCANS};
use crate::voting::rows::{Meeting, Question, Unit};
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Form, Page, Refusal, Refused, Typed, filters, see};

/// An entry as it stands: while it waits, what was read is not shown.
#[derive(Template)]
#[template(path = "voting/paper/entry.html")]
pub(crate) struct Show {
    head: Head,
    id: String,
    number: Option<i32>,
    unit: String,
    premises: String,
    state: EntryState,
    by: String,
    at: Moment,
    second_by: String,
    second_at: Option<Moment>,
    why: String,
    readings: Vec<Read>,
    differs: bool,
    scan: bool,
}

/// What one person read, in words.
struct Read {
    by: String,
    lines: Vec<(String, String)>,
}

/// The form of whoever reads it second.
#[derive(Template)]
#[template(path = "voting/paper/confirm.html")]
pub(crate) struct Blind {
    head: Head,
    id: String,
    open: Open,
    scan: bool,
    by: String,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let read = || Read {
            by: "Серікова Айгүл".into(), lines: vec![("1. Жөндеу".into(), "Жақтаймын".into())]
        };
        Self {
            head: Head::sample(),
            id: "0".repeat(26),
            number: Some(7),
            unit: "12-пәтер".into(),
            premises: "0".repeat(26),
            state: EntryState::Differs,
            by: "Серікова Айгүл".into(),
            at: Moment::default(),
            second_by: "Бекова Жанар".into(),
            second_at: Some(Moment::default()),
            why: "Бұл бірлік дауыс берді".into(),
            readings: vec![read(), read()],
            differs: true,
            scan: true,
        }
    }
}

impl Blind {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            head: Head::sample(), id: "0".repeat(26), open: Open::sample(), scan: true, by: "Серікова Айгүл".into()
        }
    }
}

/// What is known of an entry.
struct Found {
    meeting: Meeting,
    entry: Entry,
    unit: Unit,
    number: Option<i32>,
    known: Known,
    scan: Option<FileRow>,
}

async fn find(app: &App, who: &Staff<Secretary>, (id, of): (MeetingId, EntryId)) -> Result<Found, Error> {
    let (reach, now, zone) = (who.reach().clone(), app.clock.now(), who.zone());
    let today = day(who, now);
    Ok(app
        .db
        .read(move |conn| {
            let meeting = store::meetings::one(conn, &reach, id)?;
            let (entry, unit, number) = store::entries::one(conn, meeting.company_id, id, of)?;
            let last = meeting.closes_at.map(|at| chrono::TimeZone::from_utc_datetime(&zone, &at).date_naive());
            let known = known(conn, &meeting, unit.clone(), (today, last))?;
            let subject = entry.id.to_string();
            let scan = files::on_shelf(conn, meeting.company_id, SCANS, std::slice::from_ref(&subject))?.remove(&subject);
            let scan = scan.into_iter().flatten().next();
            Ok(Found { meeting, entry, unit, number, known, scan })
        })
        .await?)
}

fn read(locale: Locale, by: &str, questions: &[Question], unit: &Unit, of: &Reading) -> Read {
    let mut lines = Vec::new();
    let said = |key: &str| t(locale, key).into_owned();
    if of.flaw != Flaw::None {
        lines.push((said("voting.paper.form.flaw"), said(of.flaw.key())));
        return Read { by: by.to_owned(), lines };
    }
    for (place, question) in questions.iter().enumerate().filter(|(_, question)| question.asks(unit)) {
        let choice = of.choices.at(place).map_or("voting.paper.blank", crate::voting::choice::Choice::key);
        lines.push((format!("{}. {}", question.place, question.title(locale)), said(choice)));
    }
    let name = of.voter.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    let name = if of.power.is_some() { format!("{name} ({})", said("voting.paper.power")) } else { name };
    lines.push((said("voting.paper.form.voter"), name));
    lines.push((said("voting.paper.form.signed_on"), of.signed_on.map(|day| text::date(locale, day)).unwrap_or_default()));
    Read { by: by.to_owned(), lines }
}

fn seen(who: &Staff<Secretary>, found: Found) -> Show {
    let locale = who.locale();
    let Found { meeting, entry, unit, number, known, scan } = found;
    let mut readings = Vec::new();
    // until somebody else has read it, not even the first reader sees it again: what is seen is copied
    if let Some(second) = entry.second() {
        readings.push(read(locale, &entry.entered_name, &known.questions, &unit, &entry.first()));
        readings.push(read(locale, &entry.checked_name, &known.questions, &unit, &second));
    }
    Show {
        head: Head::of(&meeting, locale),
        id: entry.id.to_string(),
        number,
        unit: label(locale, &unit),
        premises: unit.premises_id.to_string(),
        state: entry.state,
        by: entry.entered_name,
        at: entry.entered_at,
        second_by: entry.checked_name,
        second_at: entry.checked_at,
        why: why(who, &entry.why),
        readings,
        differs: entry.state == EntryState::Differs && number.is_some(),
        scan: scan.is_some(),
    }
}

fn blind(who: &Staff<Secretary>, found: Found, form: Form) -> Blind {
    let locale = who.locale();
    Blind {
        head: Head::of(&found.meeting, locale),
        id: found.entry.id.to_string(),
        open: Open::of(&found.known, found.number, form, locale),
        scan: found.scan.is_some(),
        by: found.entry.entered_name,
    }
}

pub(in crate::voting) async fn show(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, EntryId)>,
) -> Result<HttpResponse, Error> {
    let found = find(&app, &who, path.into_inner()).await?;
    if found.entry.state != EntryState::Waiting || found.entry.entered_by == who.person() {
        return Ok(Page(seen(&who, found)).respond_to(&req));
    }
    let form = fresh(&found.known, None);
    Ok(Page(blind(&who, found, form)).respond_to(&req))
}

pub(in crate::voting) async fn confirm(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, EntryId)>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, of) = path.into_inner();
    let found = find(&app, &who, (id, of)).await?;
    if found.entry.state != EntryState::Waiting || found.entry.entered_by == who.person() {
        let no = if found.entry.entered_by == who.person() { No::SamePerson } else { No::NotWaiting };
        return Ok(see(format!("/staff/votes/{id}/entries")).regretting(no.said()).respond_to(&req));
    }
    let mut form = Form::of(typed);
    let Some(read) = found.known.read(&mut form) else {
        return Ok(Refused(blind(&who, found, form)).respond_to(&req));
    };
    let to = format!("/staff/votes/{id}/entries");
    match checked(&app, &who, (id, of), read).await {
        Ok(Checked::Differs) => Ok(see(format!("{to}/{of}")).regretting("voting.paper.said.differs").respond_to(&req)),
        Ok(checked) => {
            let said = if checked == Checked::Counted { "voting.paper.said.confirmed" } else { "voting.paper.said.invalid" };
            let (company, me) = (who.company(), who.person());
            let next = app.db.read(move |conn| store::entries::next_for(conn, company, id, me)).await?;
            Ok(see(next.map_or(to.clone(), |next| format!("{to}/{next}"))).saying(said).respond_to(&req))
        }
        Err(Failure::Refused(refused)) => Ok(see(to).regretting(refused.said()).respond_to(&req)),
        Err(broken) => Err(broken.into()),
    }
}

/// Checks an entry. A ballot that is refused takes its transaction with it: another one keeps the sheet with the reason.
pub(super) async fn checked(
    app: &App,
    who: &Staff<Secretary>,
    (id, of): (MeetingId, EntryId),
    read: Reading,
) -> Result<Checked, Failure<No>> {
    let (author, kept) = (who.clone(), read.clone());
    let done = app.db.write(move |tx| entering::check(tx, &author, id, of, &read)).await;
    if let Err(Failure::Refused(No::Ballot(refused))) = &done {
        let (author, why) = (who.clone(), refused.clone());
        app.db.write(move |tx| entering::keep(tx, &author, id, of, (&kept, &why))).await?;
    }
    done
}

/// The scan, for those who read sheets.
pub(in crate::voting) async fn scan(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    path: web::Path<(MeetingId, EntryId)>,
) -> Result<HttpResponse, Error> {
    let file = find(&app, &who, path.into_inner()).await?.scan.ok_or(Error::NotFound)?;
    Ok(files::serve(&app.store, &file, &req).await?)
}
