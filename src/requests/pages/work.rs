//! A request as staff work on it.

use actix_web::{Responder, web};
use askama::Template;

use super::list::reader;
use super::pictures::{Picture, all_of};
use super::steps::{Steps, canned};
use super::story::{Happened, Said as Spoken};
use super::{Groups, grouped, placed, promises};
use crate::app::App;
use crate::clock::{self, Moment};
use crate::db::{Conn, Never};
use crate::notices;
use crate::requests::assigning::Suggestion;
use crate::requests::hanging::{AllHanging, Hung, Looks, Reading};
use crate::requests::kind::{Cause, Reason, RequestId, Wait};
use crate::requests::rows::{Breach, Event, Message, Request};
use crate::requests::state::Stage;
use crate::requests::store::one::{Rating, Where};
use crate::requests::{INTERNAL, SHELF, THREAD, acting, category, sentence, store, terms};
use crate::team::Hand;
use crate::text::{self, Locale, t};
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::{Error, Form, Page, Said, filters};

#[derive(Template)]
#[template(path = "requests/work.html")]
pub(crate) struct Work {
    form: Form,
    id: String,
    version: i32,
    number: String,
    title: String,
    matter_key: &'static str,
    state_key: &'static str,
    tone: &'static str,
    next: Said,
    place: String,
    text: String,
    came: Moment,
    name: String,
    phone: String,
    has_account: bool,
    joined: u64,
    reopened: u64,
    escalated: bool,
    term: (String, String, String),
    due: [(String, &'static str); 2],
    pictures: Vec<Picture>,
    originals: Vec<Picture>,
    thread: Vec<Spoken>,
    story: Vec<Happened>,
    links: Vec<(String, String)>,
    breaches: Vec<Late>,
    ratings: Vec<(bool, String, String)>,
    hands: Vec<(String, String)>,
    assignee: String,
    suggested: Option<(String, Said)>,
    categories: Groups,
    canned: Vec<(&'static str, String)>,
    waits: Vec<(&'static str, String)>,
    reasons: Vec<(&'static str, String)>,
    causes: Vec<(&'static str, String)>,
    steps: Steps,
    hung: Vec<Hung>,
}

/// A missed term as it is shown.
struct Late {
    id: String,
    clock_key: &'static str,
    due: String,
    cause_key: Option<&'static str>,
    words: String,
}

fn named<T: Copy>(
    locale: Locale,
    all: &[T],
    word: fn(T) -> &'static str,
    key: fn(T) -> &'static str,
) -> Vec<(&'static str, String)> {
    all.iter().map(|one| (word(*one), t(locale, key(*one)).into_owned())).collect()
}

impl Work {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let locale = Locale::Kk;
        let mut form = Form::default();
        form.refuse("until", "requests.refused.until");
        Self {
            form,
            id: "0".repeat(26),
            version: 3,
            number: "2026-000123".into(),
            title: "Кіреберісте жарық жоқ".into(),
            matter_key: "requests.matter.work",
            state_key: Stage::New.key(),
            tone: Stage::New.tone(),
            next: Said::new("requests.next.new_plain"),
            place: "Абай даңғылы, 12".into(),
            text: "2-қабатта шам жанбайды".into(),
            came: Moment::default(),
            name: "Жұмабаев Ерлан Серікұлы".into(),
            phone: "+77010000001".into(),
            has_account: false,
            joined: 2,
            reopened: 1,
            escalated: true,
            term: ("1 сағат".into(), "5 жұмыс күні".into(), "Шарт".into()),
            due: [("бүгін 14:05".into(), "danger"), ("ертең 10:00".into(), "")],
            pictures: vec![Picture::sample()],
            originals: vec![Picture::sample()],
            thread: vec![Spoken::sample()],
            story: vec![Happened::sample()],
            links: vec![("0".repeat(26), "2026-000122".into())],
            breaches: vec![Late {
                id: "0".repeat(26),
                clock_key: "requests.timer.answer",
                due: "кеше 14:05".into(),
                cause_key: None,
                words: String::new(),
            }],
            ratings: vec![(true, "тез".into(), "Рақмет!".into())],
            hands: vec![("1".into(), "Ибраев Марат".into())],
            assignee: "Ибраев Марат".into(),
            suggested: Some(("Ибраев Марат".into(), Said::new("requests.why.trade_zone").with("many", 2))),
            categories: grouped(locale, category::search("")),
            canned: canned(locale, Stage::Accepted),
            waits: named(locale, Wait::ALL, Wait::word, Wait::key),
            reasons: named(locale, Reason::ALL, Reason::word, Reason::key),
            causes: named(locale, Cause::ALL, Cause::word, Cause::key),
            steps: Steps { accept: true, start: true, done: true, close: true, wait: true, undone: true, open: true },
            hung: vec![Hung { said: Said::new("requests.list.title"), href: "/".into(), key: "requests.list.title" }],
        }
    }
}

/// All that the page is made of.
struct Seen {
    of: Request,
    at: Where,
    thread: Vec<Message>,
    events: Vec<Event>,
    breaches: Vec<Breach>,
    ratings: Vec<Rating>,
    hands: Vec<Hand>,
    suggested: Option<Suggestion>,
    assignee: Option<String>,
    links: Vec<(RequestId, String)>,
    same: Option<String>,
    pictures: Vec<crate::files::FileRow>,
    originals: Vec<crate::files::FileRow>,
    read: Option<Moment>,
}

fn seen(conn: &mut Conn, who: &Staff<Dispatcher>, id: RequestId, now: Moment) -> diesel::QueryResult<Seen> {
    let company = who.company();
    let (of, at) = store::one::within(conn, who.reach(), id)?;
    let (hands, suggested) = if of.is_open { acting::hands(conn, company, &of, clock::today(now))? } else { (Vec::new(), None) };
    let mut ids: Vec<RequestId> = of.linked_id.into_iter().chain(of.duplicate_of_id).collect();
    ids.dedup();
    let mut links: Vec<(RequestId, String)> = store::one::numbers(conn, company, &ids)?.into_iter().collect();
    let same = of.duplicate_of_id.and_then(|id| links.iter().find(|(of, _)| *of == id).map(|(_, number)| number.clone()));
    links.extend(store::one::following(conn, company, id)?.into_iter().map(|(id, number, _)| (id, number)));
    links.sort_by(|a, b| a.1.cmp(&b.1));
    let assignee = match of.assignee_id {
        Some(person) => store::one::names(conn, &[person])?.remove(&person),
        None => None,
    };
    Ok(Seen {
        thread: store::thread::messages(conn, company, id, true)?,
        events: store::thread::events(conn, company, id)?,
        breaches: if of.late { store::one::breaches(conn, company, id)? } else { Vec::new() },
        ratings: if of.state == Stage::Closed { store::one::ratings(conn, id)? } else { Vec::new() },
        pictures: all_of(conn, company, &id.to_string(), &[SHELF, THREAD])?,
        originals: all_of(conn, company, &id.to_string(), &[INTERNAL])?,
        read: store::house::reads(conn, who.person(), &[id])?.remove(&id),
        of,
        at,
        hands,
        suggested,
        assignee,
        links,
        same,
    })
}

pub(super) async fn page(app: &App, who: &Staff<Dispatcher>, id: RequestId, form: Form) -> Result<Work, Error> {
    let (asker, now) = (who.clone(), app.clock.now());
    let seen = app.db.read(move |conn| seen(conn, &asker, id, now)).await?;
    if seen.read.is_none_or(|read| read < seen.of.asked_at) {
        note_read(app, who, id);
    }
    Ok(shown(who, seen, form, now))
}

/// Notes that it was read: outside of the request, since reading a page writes nothing.
fn note_read(app: &App, who: &Staff<Dispatcher>, id: RequestId) {
    let (db, company, person) = (app.db.clone(), who.company(), who.person());
    actix_web::rt::spawn(async move {
        let noted = db
            .write::<_, Never>(move |tx| {
                store::thread::read(tx, company, id, person)?;
                Ok(notices::mark_read(tx, person, &id.to_string())?)
            })
            .await;
        if let Err(failure) = noted {
            tracing::warn!("that a request was read was not noted: {}", crate::db::Broken::from(failure));
        }
    });
}

fn due(who: &Staff<Dispatcher>, at: Option<Moment>, now: Moment) -> (String, &'static str) {
    let said = at.map(|at| text::when(who.locale(), at, now, who.zone())).unwrap_or_default();
    (said, if at.is_some_and(|at| at < now) { "danger" } else { "" })
}

fn late(who: &Staff<Dispatcher>, of: Breach) -> Late {
    Late {
        id: of.id.to_string(),
        clock_key: of.clock.key(),
        due: text::date_time(who.locale(), of.due_at, who.zone()),
        cause_key: of.cause.map(Cause::key),
        words: of.words,
    }
}

fn tags(locale: Locale, kept: &str) -> String {
    let words = kept.split(' ').filter_map(|tag| tag.parse::<crate::requests::kind::Tag>().ok());
    words.map(|tag| t(locale, tag.key()).into_owned()).collect::<Vec<_>>().join(", ")
}

fn shown(who: &Staff<Dispatcher>, seen: Seen, form: Form, now: Moment) -> Work {
    let (locale, of) = (who.locale(), &seen.of);
    let term = of.term();
    let span = |minutes| promises::span(locale, minutes, term.around_the_clock);
    let chosen = form.value("assignee").to_owned();
    let best = seen.suggested.as_ref().map(|best| best.person.to_string()).unwrap_or_default();
    let preset = of.assignee_id.map_or(best, |person| person.to_string());
    let form = if chosen.is_empty() { form.with("assignee", preset).with("category", &of.category) } else { form };
    Work {
        id: of.id.to_string(),
        version: of.version,
        number: of.number.clone(),
        title: category::name(locale, &of.category),
        matter_key: of.matter.key(),
        state_key: of.state.key(),
        tone: of.state.tone(),
        next: sentence::next(reader(locale, who.zone(), now), of, seen.assignee.as_deref(), seen.same.as_deref()),
        place: placed(locale, of, &seen.at, true),
        text: of.text.clone(),
        came: of.created_at,
        name: of.name.clone(),
        phone: of.phone.clone(),
        has_account: of.reporter_id.is_some(),
        joined: u64::try_from(of.joined).unwrap_or_default(),
        reopened: u64::try_from(of.reopened).unwrap_or_default(),
        escalated: of.escalated_at.is_some(),
        term: (span(term.first_answer), span(term.resolution), terms::ground(locale, &of.ground)),
        due: [due(who, of.answer_due, now), due(who, of.work_due, now)],
        pictures: seen.pictures.into_iter().map(Picture::of).collect(),
        originals: seen.originals.into_iter().map(Picture::of).collect(),
        thread: seen.thread.into_iter().map(Spoken::of).collect(),
        story: seen.events.into_iter().map(|event| Happened::of(locale, event, false)).collect(),
        links: seen.links.into_iter().map(|(id, number)| (id.to_string(), number)).collect(),
        breaches: seen.breaches.into_iter().map(|of| late(who, of)).collect(),
        ratings: seen.ratings.into_iter().map(|(_, good, kept, words)| (good, tags(locale, &kept), words)).collect(),
        hands: seen.hands.into_iter().map(|hand| (hand.person.to_string(), hand.name)).collect(),
        assignee: seen.assignee.unwrap_or_default(),
        suggested: seen.suggested.map(|best| (best.name, best.why)),
        categories: grouped(locale, category::search("")),
        canned: canned(locale, of.state),
        waits: named(locale, Wait::ALL, Wait::word, Wait::key),
        reasons: named(locale, Reason::ALL, Reason::word, Reason::key),
        causes: named(locale, Cause::ALL, Cause::word, Cause::key),
        steps: Steps::of(of),
        hung: Vec::new(),
        form,
    }
}

pub(in crate::requests) async fn show(
    app: web::Data<App>,
    hanging: web::Data<AllHanging>,
    who: Staff<Dispatcher>,
    id: web::Path<RequestId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let mut page = page(&app, &who, id, Form::default()).await?;
    let reading = Reading { looks: Looks::Staff, reader: who.reader(), now: app.clock.now() };
    page.hung = hanging.found(&app, (who.company(), id), reading).await?;
    Ok(Page(page))
}
