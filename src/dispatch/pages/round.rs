//! A job as its technician has it in the hand: where, whom to call, one big next step.

use actix_web::{Responder, web};
use askama::Template;
use chrono::TimeDelta;

use super::arrivals::{Day, then};
use super::shots::{self, Shots};
use super::shown::{Again, Happened, Used, placed, total};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Conn;
use crate::dispatch::doing::TRIES;
use crate::dispatch::job::{Step, likely, next};
use crate::dispatch::kind::{JobId, Unit, Why};
use crate::dispatch::noting::{self, Door, Note};
use crate::dispatch::rows::{Event, Job, Material};
use crate::dispatch::sentence::{self, Reader};
use crate::dispatch::spent::spent;
use crate::dispatch::stage::Stage;
use crate::dispatch::store::one::Where;
use crate::dispatch::store::planned::Check;
use crate::dispatch::upkeep::pages::{Checked, filled};
use crate::dispatch::{doing, store};
use crate::franchise;
use crate::requests;
use crate::text::{Locale, t, tn};
use crate::web::actor::{Acting, Technician};
use crate::web::{Error, Form, Page, filters, once};
use crate::who::PersonId;

/// How long an opened note stays in sight.
const IN_SIGHT: TimeDelta = TimeDelta::minutes(15);
/// How far back the same fault is looked for.
const YEAR: TimeDelta = TimeDelta::days(365);

#[derive(Template)]
#[template(path = "dispatch/round.html")]
pub(crate) struct Round {
    form: Form,
    /// What the device is told; nothing for support, who looks as somebody else.
    device: Option<Day>,
    /// A key for each form: sent twice, it does its thing once.
    once: String,
    id: String,
    version: i32,
    number: String,
    title: String,
    stage_key: &'static str,
    tone: &'static str,
    when: String,
    place: String,
    text: String,
    name: String,
    phone: String,
    door: Option<Door>,
    step: Option<(&'static str, &'static str)>,
    /// Which step follows which, with the words of its button: without a network the device goes on by it.
    then: String,
    /// Whether it may pause once they are there.
    pauses_later: bool,
    may_pause: bool,
    may_give_back: bool,
    finishes: bool,
    /// Whether there is a note, whether it can be opened, and what it says once it is.
    note: (bool, bool, Option<(bool, Note)>),
    checks: Vec<Checked>,
    /// What was found so far, in the fields of the checklist.
    filled: Form,
    shots: Shots,
    used: Vec<Used>,
    total: String,
    may_use: bool,
    may_confirm: bool,
    has_act: bool,
    code_spent: bool,
    confirmed: Option<(&'static str, String)>,
    spent: (String, String),
    again: Vec<Again>,
    story: Vec<Happened>,
    whys: Vec<(&'static str, String)>,
    units: Vec<(&'static str, String)>,
}

fn whys(locale: Locale) -> Vec<(&'static str, String)> {
    Why::ALL.iter().map(|why| (why.word(), t(locale, why.key()).into_owned())).collect()
}

pub(super) fn units(locale: Locale) -> Vec<(&'static str, String)> {
    Unit::ALL.iter().map(|unit| (unit.word(), t(locale, unit.key()).into_owned())).collect()
}

impl Round {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("photo", "dispatch.refused.photo");
        let note = Note { key: "Консьержде".into(), pet: "Ит бар".into(), alarm: "1234".into() };
        Self {
            form,
            device: Some(Day::sample()),
            once: "k".into(),
            id: "0".repeat(26),
            version: 3,
            number: "2026-000012".into(),
            title: "Кран немесе құбыр ағады".into(),
            stage_key: Stage::OnSite.key(),
            tone: Stage::OnSite.tone(),
            when: "20 қараша, 10:00–12:00".into(),
            place: "Абай даңғылы, 12, 10-пәтер".into(),
            text: "Ас үйде кран ағып тұр".into(),
            name: "Жұмабаев Ерлан".into(),
            phone: "+77010000001".into(),
            door: Some(Door { code: "12К345".into(), words: "Домофон сол жақта".into() }),
            step: Some(("finish", "dispatch.step.finish")),
            then: then(Locale::Kk),
            pauses_later: false,
            may_pause: true,
            may_give_back: true,
            finishes: true,
            note: (true, true, Some((true, note))),
            checks: vec![Checked::sample()],
            filled: Form::default().with("check-1", "7,5"),
            shots: Shots::sample(),
            used: vec![Used::sample()],
            total: "3 000,00 ₸".into(),
            may_use: true,
            may_confirm: true,
            has_act: true,
            code_spent: false,
            confirmed: Some(("dispatch.confirmed.by_name", "Жұмабаев Е.".into())),
            spent: ("20 минут".into(), "1 сағат".into()),
            again: vec![Again::sample()],
            story: vec![Happened::sample()],
            whys: whys(Locale::Kk),
            units: units(Locale::Kk),
        }
    }
}

/// All that the page is made of.
struct Seen {
    of: Job,
    at: Where,
    zone: chrono_tz::Tz,
    phone: String,
    door: Option<String>,
    note: Option<(bool, String)>,
    reads: Vec<(PersonId, String, Moment)>,
    shots: Shots,
    used: Vec<Material>,
    checks: Vec<Check>,
    again: Vec<Job>,
    used_before: Vec<Material>,
    events: Vec<Event>,
}

fn seen(conn: &mut Conn, who: &Technician, id: JobId, now: Moment) -> diesel::QueryResult<Seen> {
    let company = who.company();
    let (of, at) = doing::theirs(conn, who, id, now)?;
    let again = store::one::repeats(conn, &of, now - YEAR)?;
    let before: Vec<JobId> = again.iter().map(|one| one.id).collect();
    // a resident's own number is shown while somebody has to go there, and not a day longer
    let phone = match of.person_id.filter(|_| of.phone.is_empty()) {
        Some(person) => store::one::phone(conn, company, person)?,
        None => of.phone.clone(),
    };
    let door = match of.entrance_id {
        Some(entrance) => store::doors::of(conn, company, &[entrance])?.remove(&entrance),
        None => None,
    };
    Ok(Seen {
        zone: franchise::office(conn, company, now.date())?.zone,
        note: store::notes::of(conn, company, id)?,
        reads: store::notes::reads(conn, company, id)?,
        shots: shots::of(conn, &of)?,
        used: store::one::materials(conn, company, &[id])?,
        checks: store::plans::checks(conn, company, id)?,
        used_before: if before.is_empty() { Vec::new() } else { store::one::materials(conn, company, &before)? },
        events: store::one::events(conn, company, id)?,
        of,
        at,
        phone,
        door,
        again,
    })
}

pub(super) async fn page(app: &App, who: &Technician, id: JobId, form: Form) -> Result<Round, Error> {
    let (asker, now) = (who.clone(), app.clock.now());
    let seen = app.db.read(move |conn| seen(conn, &asker, id, now)).await?;
    Ok(shown(app, who, seen, form, now))
}

/// The word and the key of a step's button.
fn named(step: Step, at: Stage) -> Option<(&'static str, &'static str)> {
    Some(match (step, at) {
        (Step::Accept, _) => ("accept", "dispatch.step.accept"),
        (Step::SetOut, _) => ("set_out", "dispatch.step.set_out"),
        (Step::Arrive, Stage::Paused) => ("arrive", "dispatch.step.go_on"),
        (Step::Arrive, _) => ("arrive", "dispatch.step.arrive"),
        (Step::Finish, _) => ("finish", "dispatch.step.finish"),
        _ => return None,
    })
}

/// Minutes and hours in words.
pub(super) fn lasting(locale: Locale, time: TimeDelta) -> String {
    let minutes = time.num_minutes().unsigned_abs();
    let (hours, rest) = (minutes / 60, minutes % 60);
    let mut parts = Vec::new();
    if hours > 0 {
        parts.push(tn(locale, "dispatch.lasts.hours", hours, &[]));
    }
    if rest > 0 || hours == 0 {
        parts.push(tn(locale, "dispatch.lasts.minutes", rest, &[]));
    }
    parts.join(" ")
}

/// How long it took, from its stages.
pub(super) fn took(locale: Locale, events: &[Event], now: Moment) -> (String, String) {
    let stage = |event: &Event| event.details.split(' ').next().and_then(|word| word.parse::<Stage>().ok());
    let moves: Vec<(Moment, Stage)> = events
        .iter()
        .filter(|event| event.what == crate::dispatch::kind::What::Moved)
        .filter_map(|event| Some((event.happened_at, stage(event)?)))
        .collect();
    let all = spent(&moves, now);
    (lasting(locale, all.way), lasting(locale, all.work))
}

fn shown(app: &App, who: &Technician, seen: Seen, form: Form, now: Moment) -> Round {
    let (locale, of) = (who.locale(), &seen.of);
    let reader = Reader { locale, zone: seen.zone, now };
    let mine = of.assignee_id == Some(who.person());
    let on_day = noting::is_on(of, seen.zone, now) && of.stage.may_enter() && mine;
    let read = seen.reads.iter().any(|(reader, _, at)| *reader == who.person() && *at > now - IN_SIGHT);
    let note = seen.note.as_ref().filter(|_| on_day && read);
    let open = note.map(|(may_enter, locked)| (*may_enter, noting::open_note(&app.config, of.id, locked)));
    let step = likely(of.stage).and_then(|step| named(step, of.stage));
    let at_work = mine && (of.is_open || of.stage == Stage::Done);
    let ahead = matches!(of.stage, Stage::Offered | Stage::Accepted | Stage::OnTheWay | Stage::Paused);
    Round {
        device: Day::of(who, seen.zone, now),
        once: once::key(),
        then: then(locale),
        pauses_later: ahead && mine,
        id: of.id.to_string(),
        version: of.version,
        number: of.number.clone(),
        title: requests::category_name(locale, &of.category),
        stage_key: of.stage.key(),
        tone: of.stage.tone(),
        when: sentence::when(reader, of),
        place: placed(locale, of, &seen.at),
        text: of.text.clone(),
        name: of.name.clone(),
        phone: if mine && of.is_open { seen.phone } else { String::new() },
        door: of.entrance_id.zip(seen.door).filter(|_| on_day).map(|(id, locked)| noting::open_door(&app.config, id, &locked)),
        may_pause: mine && next(of.stage, Step::Pause(Why::Parts)).is_ok(),
        may_give_back: mine && next(of.stage, Step::GiveBack).is_ok(),
        finishes: of.stage == Stage::OnSite,
        step,
        note: (seen.note.is_some(), on_day, open),
        checks: seen.checks.iter().map(|one| Checked::of(locale, one)).collect(),
        filled: filled(&seen.checks).iter().fold(Form::default(), |form, (name, value)| form.with(name, value)),
        shots: seen.shots,
        used: seen.used.iter().map(|one| Used::of(locale, one)).collect(),
        total: total(&seen.used).print(locale),
        may_use: at_work && of.confirmed_as.is_none() && of.stage != Stage::Offered,
        may_confirm: mine && of.confirmed_as.is_none() && matches!(of.stage, Stage::OnSite | Stage::Done),
        has_act: matches!(of.stage, Stage::OnSite | Stage::Done | Stage::Verified),
        code_spent: of.tries >= TRIES || of.person_id.is_none(),
        confirmed: of.confirmed_as.map(|way| (way.key(), of.confirmed_by.clone())),
        spent: took(locale, &seen.events, seen.of.done_at.unwrap_or(now)),
        again: Again::all(seen.again, &seen.used_before),
        story: seen.events.into_iter().map(|event| Happened::of(reader, event)).collect(),
        whys: whys(locale),
        units: units(locale),
        form,
    }
}

pub(in crate::dispatch) async fn show(
    app: web::Data<App>,
    who: Technician,
    id: web::Path<JobId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), Form::default().with("unit", Unit::Piece)).await?))
}
