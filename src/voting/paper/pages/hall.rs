//! The list of those who voted at the meeting itself: a line for each unit that has not voted, letters in it, twice by two people. Whoever
//! comes second fills in the same list without seeing what the first had typed; where both say the same, it is a ballot.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::confirming::checked;
use super::entries::day;
use super::{Head, label};
use crate::app::App;
use crate::db::Failure;
use crate::homes::EntranceId;
use crate::voting::arriving::Channel;
use crate::voting::meeting::{MeetingId, State};
use crate::voting::paper::Refused as No;
use crate::voting::paper::entering::{self, Checked, Entered, From};
use crate::voting::paper::forms::Known;
use crate::voting::paper::rows::{Entry, Reading};
use crate::voting::paper::sheet::EntryState;
use crate::voting::rows::Meeting;
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Said, Typed, filters, see};

/// One screen of work.
const SIZE: usize = 100;

#[derive(Template)]
#[template(path = "voting/paper/hall.html")]
pub(crate) struct List {
    head: Head,
    form: Form,
    entrances: Vec<(String, String)>,
    entrance: String,
    /// There are more units than are shown.
    more: bool,
    open: bool,
    rows: Vec<Row>,
}

struct Row {
    premises: String,
    unit: String,
    /// To choose from where several could have signed.
    signers: Vec<(String, String)>,
    /// How many letters are typed.
    letters: usize,
    /// Somebody else has read this line, and it waits for the reader.
    waits: bool,
    /// The reader has read it, and it waits for somebody else.
    mine: bool,
}

impl List {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("marks-x", "fx"));
        form.refuse("marks-x", "voting.paper.form.letter");
        let signers = vec![("a".into(), "Омарова Сәуле".into()), ("b".into(), "Ли Виктор".into())];
        let row = Row { premises: "x".into(), unit: "12-пәтер".into(), signers, letters: 4, waits: true, mine: false };
        let mine =
            Row { premises: "y".into(), unit: "13-пәтер".into(), signers: Vec::new(), letters: 4, waits: false, mine: true };
        Self {
            head: Head::sample(),
            form,
            entrances: vec![("e".into(), "1".into())],
            entrance: String::new(),
            more: true,
            open: true,
            rows: vec![row, mine],
        }
    }
}

/// A line with all that it is read by.
struct Line {
    known: Known,
    entry: Option<Entry>,
}

async fn lines(
    app: &App,
    who: &Staff<Secretary>,
    id: MeetingId,
    entrance: Option<EntranceId>,
) -> Result<(Meeting, Vec<(String, String)>, Vec<Line>, bool), Error> {
    let (reach, now, zone) = (who.reach().clone(), app.clock.now(), who.zone());
    let today = day(who, now);
    let read = app.db.read(move |conn| {
        let meeting = store::meetings::one(conn, &reach, id)?;
        let company = meeting.company_id;
        let questions = store::meetings::questions(conn, company, id)?;
        let mut units = store::turnout::missing(conn, company, id)?;
        units.retain(|unit| questions.iter().any(|q| q.asks(unit)) && entrance.is_none_or(|of| unit.entrance_id == Some(of)));
        let more = units.len() > SIZE;
        units.truncate(SIZE);
        let ids: Vec<_> = units.iter().map(|unit| unit.premises_id).collect();
        let mut owners = store::paper_of::owners(conn, company, id, &ids)?;
        let mut powers = store::paper_of::powers_of(conn, company, id, &ids, today)?;
        let mut entries = store::entries::listed(conn, company, id)?;
        let last_day = meeting.closes_at.map(|at| chrono::TimeZone::from_utc_datetime(&zone, &at).date_naive());
        let lines = units.into_iter().map(|unit| {
            let found = entries.iter().position(|entry| entry.premises_id == unit.premises_id);
            let (owners, powers) = (owners.remove(&unit.premises_id), powers.remove(&unit.premises_id));
            let (owners, powers) = (owners.unwrap_or_default(), powers.unwrap_or_default());
            let known = Known { unit, questions: questions.clone(), owners, powers, today, last_day };
            Line { known, entry: found.map(|at| entries.swap_remove(at)) }
        });
        let lines = lines.collect();
        Ok((store::paper_of::entrances(conn, company, meeting.building_id)?, meeting, lines, more))
    });
    let (entrances, meeting, lines, more) = read.await?;
    let entrances = entrances.into_iter().map(|(id, number)| (id.to_string(), number)).collect();
    Ok((meeting, entrances, lines, more))
}

async fn page(app: &App, who: &Staff<Secretary>, id: MeetingId, entrance: &str, form: Form) -> Result<List, Error> {
    let (meeting, entrances, lines, more) = lines(app, who, id, entrance.parse().ok()).await?;
    let (locale, me) = (who.locale(), who.person());
    let row = |line: Line| {
        let signers = line.known.signers(locale);
        let waiting = line.entry.as_ref().filter(|entry| entry.state == EntryState::Waiting);
        Row {
            premises: line.known.unit.premises_id.to_string(),
            unit: label(locale, &line.known.unit),
            signers: if signers.len() > 1 { signers } else { Vec::new() },
            letters: line.known.asked().iter().filter(|asked| **asked).count(),
            mine: waiting.is_some_and(|entry| entry.entered_by == me),
            waits: waiting.is_some_and(|entry| entry.entered_by != me),
        }
    };
    Ok(List {
        head: Head::of(&meeting, locale),
        form,
        entrances,
        entrance: entrance.to_owned(),
        more,
        open: meeting.format.meets() && matches!(meeting.state, State::Open | State::Counting),
        // a sheet that came back is read as a sheet
        rows: lines.into_iter().filter(|line| line.entry.as_ref().is_none_or(|e| e.channel == Channel::Hall)).map(row).collect(),
    })
}

pub(in crate::voting) async fn show(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    query: Query,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), query.value("entrance"), Form::default()).await?))
}

/// What came of a list.
#[derive(Default)]
struct Done {
    entered: usize,
    confirmed: usize,
    differ: usize,
}

/// Each line stands alone: one that is refused does not hold up the others, and is shown again with the reason.
pub(in crate::voting) async fn save(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let id = id.into_inner();
    let entrance = typed.value("entrance").to_owned();
    let mut form = Form::of(typed);
    let (_, _, lines, _) = lines(&app, &who, id, entrance.parse().ok()).await?;
    let mut done = Done::default();
    for line in lines {
        let Some(read) = line.known.line(&mut form) else { continue };
        let field = format!("marks-{}", line.known.unit.premises_id);
        match one(&app, &who, id, (line, read), &mut done).await {
            Ok(None) => form = form.without(&field),
            Ok(Some(said)) => form.refuse(&field, said),
            Err(broken) => return Err(broken.into()),
        }
    }
    if form.failed() {
        return Ok(Refused(page(&app, &who, id, &entrance, form).await?).respond_to(&req));
    }
    let said = Said::new("voting.paper.said.listed").with("entered", done.entered).with("confirmed", done.confirmed);
    let entrance: String = form_urlencoded::byte_serialize(entrance.as_bytes()).collect();
    let to = see(format!("/staff/votes/{id}/entries/hall?entrance={entrance}"));
    if done.differ > 0 {
        return Ok(to.regretting("voting.paper.said.list_differs").respond_to(&req));
    }
    Ok(to.saying(said).respond_to(&req))
}

async fn one(
    app: &App,
    who: &Staff<Secretary>,
    id: MeetingId,
    (line, read): (Line, Reading),
    done: &mut Done,
) -> Result<Option<Said>, Failure<No>> {
    let waiting = line.entry.filter(|entry| entry.state == EntryState::Waiting && entry.entered_by != who.person());
    let came = match waiting {
        Some(entry) => checked(app, who, (id, entry.id), read).await.map(|checked| match checked {
            Checked::Differs => {
                done.differ += 1;
                None
            }
            Checked::Counted | Checked::Invalid => {
                done.confirmed += 1;
                None
            }
        }),
        None => {
            let (author, premises) = (who.clone(), line.known.unit.premises_id);
            let entered = app.db.write(move |tx| entering::enter(tx, &author, id, &From::List(premises), &read)).await;
            entered.map(|entered| match entered {
                Entered::Waits(_) => {
                    done.entered += 1;
                    None
                }
                Entered::Kept(refused) => Some(refused.said()),
            })
        }
    };
    match came {
        Err(Failure::Refused(refused)) => Ok(Some(refused.said())),
        other => other,
    }
}
