//! A request as residents see it: one sentence, the thread, what happened, and what they can do.

use actix_web::{Responder, web};
use askama::Template;

use super::list::reader;
use super::pictures::{Picture, all_of};
use super::story::{Happened, Said as Spoken};
use super::{placed, promises};
use crate::app::App;
use crate::clock::{self, Moment};
use crate::db::{Conn, Never};
use crate::franchise::{self, Office};
use crate::notices;
use crate::requests::hanging::{AllHanging, Hung, Looks, Reading};
use crate::requests::kind::{RequestId, Tag};
use crate::requests::rows::{Event, Message, Request};
use crate::requests::sentence;
use crate::requests::state::Stage;
use crate::requests::store::one::Where;
use crate::requests::{SHELF, THREAD, category, store, terms};
use crate::text::{short_name, t};
use crate::web::actor::{Acting, Resident};
use crate::web::{Error, Form, Page, Said, filters};
use crate::who::Reach;

#[derive(Template)]
#[template(path = "requests/one.html")]
pub(crate) struct One {
    form: Form,
    id: String,
    number: String,
    title: String,
    matter_key: &'static str,
    state_key: &'static str,
    tone: &'static str,
    next: Said,
    outside: Option<Said>,
    place: String,
    text: String,
    came: Moment,
    by: String,
    joined: u64,
    term: (String, String, String),
    pictures: Vec<Picture>,
    thread: Vec<Spoken>,
    story: Vec<Happened>,
    links: Vec<(String, String)>,
    belongs: bool,
    may_join: bool,
    asks_fixed: bool,
    said_fixed: bool,
    over: bool,
    may_rate: bool,
    rated: Option<bool>,
    tags: Vec<(&'static str, String)>,
    hung: Vec<Hung>,
}

impl One {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::default();
        form.refuse("text", "forms.refused.empty");
        Self {
            form,
            id: "0".repeat(26),
            number: "2026-000123".into(),
            title: "Кіреберісте жарық жоқ".into(),
            matter_key: "requests.matter.work",
            state_key: Stage::Done.key(),
            tone: Stage::Done.tone(),
            next: Said::new("requests.next.done").with("when", "27 қараша"),
            outside: Some(Said::new("requests.outside").with("phone", "+7 727 000 00 01")),
            place: "Абай даңғылы, 12, кіреберісте".into(),
            text: "2-қабатта шам жанбайды".into(),
            came: Moment::default(),
            by: "Жұмабаев Е. С.".into(),
            joined: 2,
            term: ("1 сағат".into(), "5 жұмыс күні".into(), "Шарт".into()),
            pictures: vec![Picture::sample()],
            thread: vec![Spoken::sample()],
            story: vec![Happened::sample()],
            links: vec![("0".repeat(26), "2026-000122".into())],
            belongs: true,
            may_join: true,
            asks_fixed: true,
            said_fixed: true,
            over: true,
            may_rate: true,
            rated: Some(true),
            tags: vec![("quick", "тез".into())],
            hung: vec![Hung { said: Said::new("requests.next.new_plain"), href: "/requests".into(), key: "requests.list.title" }],
        }
    }
}

/// All that the page is made of.
struct Seen {
    of: Request,
    at: Where,
    belongs: bool,
    thread: Vec<Message>,
    events: Vec<Event>,
    who: Option<String>,
    links: Vec<(RequestId, String)>,
    same: Option<String>,
    confirmed: bool,
    rated: Option<bool>,
    pictures: Vec<crate::files::FileRow>,
    office: Office,
    unread: bool,
}

fn seen(conn: &mut Conn, who: &Resident, id: RequestId, now: Moment) -> diesel::QueryResult<Seen> {
    let (company, me) = (who.company(), who.person());
    let mine = store::house::one(conn, who, id)?;
    let (of, at) = store::one::within(conn, &Reach::whole(company), id)?;
    let joiners = store::one::joiners(conn, id)?;
    let belongs = mine.reporter_id == Some(me) || joiners.iter().any(|(person, _)| *person == me);
    // what is said between somebody and the company is theirs
    let thread = if belongs { store::thread::messages(conn, company, id, false)? } else { Vec::new() };
    let events = store::thread::events(conn, company, id)?;
    let mut ids: Vec<RequestId> = of.linked_id.into_iter().chain(of.duplicate_of_id).collect();
    ids.dedup();
    let mut links: Vec<(RequestId, String)> = store::one::numbers(conn, company, &ids)?.into_iter().collect();
    let same = of.duplicate_of_id.and_then(|id| links.iter().find(|(of, _)| *of == id).map(|(_, number)| number.clone()));
    if belongs {
        let following = store::one::following(conn, company, id)?;
        links.extend(following.into_iter().filter(|(_, _, same)| same.is_none()).map(|(id, number, _)| (id, number)));
    }
    links.sort_by(|a, b| a.1.cmp(&b.1));
    let who_does = match of.assignee_id {
        Some(person) => store::one::names(conn, &[person])?.remove(&person),
        None => None,
    };
    let ratings = if of.state == Stage::Closed { store::one::ratings(conn, id)? } else { Vec::new() };
    let confirmed = of.state == Stage::Done && store::one::confirmed(conn, id)?.iter().any(|(_, person)| *person == me);
    let reads = store::house::reads(conn, me, &[id])?;
    let last = thread.iter().filter(|message| message.by_staff).map(|message| message.created_at).max();
    Ok(Seen {
        unread: belongs && reads.get(&id).is_none_or(|read| last.is_some_and(|last| *read < last) || *read < of.updated_at),
        pictures: all_of(conn, company, &id.to_string(), if belongs { &[SHELF, THREAD] } else { &[SHELF] })?,
        rated: ratings.iter().find(|rating| rating.0 == me).map(|rating| rating.1),
        office: franchise::office(conn, company, clock::today(now))?,
        who: who_does,
        of,
        at,
        belongs,
        thread,
        events,
        links,
        same,
        confirmed,
    })
}

/// Notes that it was read: outside of the request, since reading a page writes nothing.
fn note_read(app: &App, who: &Resident, id: RequestId) {
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

pub(super) async fn page(app: &App, who: &Resident, id: RequestId, form: Form) -> Result<One, Error> {
    let (asker, now) = (who.clone(), app.clock.now());
    let seen = app.db.read(move |conn| seen(conn, &asker, id, now)).await?;
    if seen.unread {
        note_read(app, who, id);
    }
    Ok(shown(who, seen, form, now))
}

fn shown(who: &Resident, seen: Seen, form: Form, now: Moment) -> One {
    let (locale, of) = (who.locale(), &seen.of);
    let mine = of.reporter_id == Some(who.person());
    let by = match (mine, of.anonymous) {
        (true, _) => t(locale, "requests.one.you").into_owned(),
        (false, true) => t(locale, "requests.event.neighbour").into_owned(),
        (false, false) => short_name(&of.name),
    };
    let term = of.term();
    let span = |minutes| promises::span(locale, minutes, term.around_the_clock);
    let done = of.state == Stage::Done;
    One {
        id: of.id.to_string(),
        number: of.number.clone(),
        title: category::name(locale, &of.category),
        matter_key: of.matter.key(),
        state_key: of.state.key(),
        tone: of.state.tone(),
        next: sentence::next(reader(locale, who.zone(), now), of, seen.who.as_deref(), seen.same.as_deref()),
        outside: sentence::outside(&seen.office, now).filter(|_| of.is_open && !done),
        place: placed(locale, of, &seen.at, seen.belongs),
        text: of.text.clone(),
        came: of.created_at,
        by,
        joined: u64::try_from(of.joined).unwrap_or_default(),
        term: (span(term.first_answer), span(term.resolution), terms::ground(locale, &of.ground)),
        pictures: seen.pictures.into_iter().map(Picture::of).collect(),
        thread: seen.thread.into_iter().map(Spoken::of).collect(),
        story: seen.events.into_iter().map(|event| Happened::of(locale, event, !mine)).collect(),
        links: seen.links.into_iter().map(|(id, number)| (id.to_string(), number)).collect(),
        belongs: seen.belongs,
        may_join: !seen.belongs && of.is_open && of.open_to_house,
        asks_fixed: done && seen.belongs && !seen.confirmed,
        said_fixed: seen.confirmed,
        over: !of.is_open,
        may_rate: of.state == Stage::Closed && seen.belongs && seen.rated.is_none(),
        rated: seen.rated,
        tags: Tag::ALL.iter().map(|tag| (tag.word(), t(locale, tag.key()).into_owned())).collect(),
        hung: Vec::new(),
        form,
    }
}

pub(in crate::requests) async fn show(
    app: web::Data<App>,
    hanging: web::Data<AllHanging>,
    who: Resident,
    id: web::Path<RequestId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let mut page = page(&app, &who, id, Form::default()).await?;
    let reading = Reading { looks: Looks::Resident(who.person()), reader: who.reader(), now: app.clock.now() };
    page.hung = hanging.found(&app, (who.company(), id), reading).await?;
    Ok(Page(page))
}
