//! The queue that staff work through: filters in the address, lists they keep, many at once.

use actix_web::{Responder, web};
use askama::Template;

use crate::app::App;
use crate::clock::Moment;
use crate::requests::acting::{self, Step};
use crate::requests::category::{self, Trade};
use crate::requests::kind::{FilterId, RequestId};
use crate::requests::state::Stage;
use crate::requests::store::desk::{Found, Part, Wanted};
use crate::requests::{forms, store};
use crate::text::{self, Locale, short_name, t, tv};
use crate::web::actor::{Acting, Dispatcher, Staff};
use crate::web::{Error, Page, Place, Query, Said, Slice, Typed, filters, own_path, see};
use crate::who::Duty;

const SIZE: usize = 50;
/// How many houses there are to choose from.
const HOUSES: i64 = 500;
/// The most that is done at once.
const AT_ONCE: usize = 100;

#[derive(Template)]
#[template(path = "requests/desk.html")]
pub(crate) struct Desk {
    part: String,
    parts: Vec<(String, &'static str, bool)>,
    q: String,
    state: String,
    states: Vec<(&'static str, String)>,
    trade: String,
    trades: Vec<(&'static str, String)>,
    building: String,
    buildings: Vec<(String, String)>,
    kept: Vec<(String, String, String)>,
    query: String,
    filtered: bool,
    rows: Slice<Row>,
    xlsx: String,
    csv: String,
    may_promise: bool,
}

/// A line of the queue.
struct Row {
    id: String,
    number: String,
    title: String,
    text: String,
    place: String,
    who: String,
    state_key: &'static str,
    tone: &'static str,
    due: String,
    due_tone: &'static str,
    came: String,
    assignee: String,
    joined: u64,
    reopened: bool,
    escalated: bool,
    unread: bool,
}

impl Desk {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = Row {
            id: "0".repeat(26),
            number: "2026-000123".into(),
            title: "Кіреберісте жарық жоқ".into(),
            text: "2-қабатта шам жанбайды".into(),
            place: "Абай даңғылы, 12".into(),
            who: "Жұмабаев Е. С.".into(),
            state_key: Stage::New.key(),
            tone: Stage::New.tone(),
            due: "бүгін 14:05".into(),
            due_tone: "danger",
            came: "бүгін 9:05".into(),
            assignee: "Ибраев М. Қ.".into(),
            joined: 3,
            reopened: true,
            escalated: true,
            unread: true,
        };
        Self {
            part: "open".into(),
            parts: parts(&Query::read("/staff/requests", "")),
            q: String::new(),
            state: String::new(),
            states: states(Locale::Kk),
            trade: String::new(),
            trades: trades(Locale::Kk),
            building: String::new(),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            kept: vec![("0".repeat(26), "Менің лифттерім".into(), "/staff/requests?trade=lift".into())],
            query: "trade=lift".into(),
            filtered: true,
            rows: Slice { rows: vec![row], previous: None, next: None },
            xlsx: "/staff/requests.xlsx".into(),
            csv: "/staff/requests.csv".into(),
            may_promise: true,
        }
    }
}

fn states(locale: Locale) -> Vec<(&'static str, String)> {
    Stage::ALL.iter().map(|state| (state.word(), t(locale, state.key()).into_owned())).collect()
}

fn trades(locale: Locale) -> Vec<(&'static str, String)> {
    Trade::ALL.iter().map(|trade| (trade.word(), t(locale, trade.key()).into_owned())).collect()
}

/// The tabs: address, key, whether it is the present one.
fn parts(query: &Query) -> Vec<(String, &'static str, bool)> {
    let now = Part::read(query.value("show"));
    let tab = |word: &str, key, of: Part| (query.with("show", word), key, now == of);
    vec![
        tab("", "requests.desk.open", Part::Open),
        tab("mine", "requests.desk.mine", Part::Mine),
        tab("unassigned", "requests.desk.unassigned", Part::Unassigned),
        tab("overdue", "requests.desk.overdue", Part::Overdue),
        tab("all", "requests.desk.all", Part::All),
    ]
}

/// What the address asks for.
pub(super) fn wanted(query: &Query) -> Wanted {
    let number = forms::whole_number(query.value("q")).unwrap_or_default();
    let mut words = if number.is_empty() { text::words(query.value("q")) } else { Vec::new() };
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.truncate(5);
    Wanted {
        part: if query.value("q").is_empty() || !query.value("show").is_empty() {
            Part::read(query.value("show"))
        } else {
            Part::All
        },
        state: query.word("state"),
        trade: query.word::<Trade>("trade").map(|trade| trade.word().to_owned()).unwrap_or_default(),
        building: query.value("building").parse().ok(),
        number,
        words,
    }
}

/// When it is due, and how that looks.
pub(super) fn due(locale: Locale, zone: chrono_tz::Tz, now: Moment, of: &store::desk::Line) -> (String, &'static str) {
    let due = of.answer_due.into_iter().chain(of.work_due).min();
    let said = due.map(|due| text::when(locale, due, now, zone)).unwrap_or_default();
    let over = due.is_some_and(|due| due < now);
    let soon = due.is_some_and(|due| due - now < chrono::TimeDelta::hours(3));
    (
        said,
        if over {
            "danger"
        } else if soon {
            "needs"
        } else {
            ""
        },
    )
}

fn row(who: &Staff<Dispatcher>, now: Moment, (of, address, premises, assignee, read): Found) -> Row {
    let (locale, zone) = (who.locale(), who.zone());
    let (due, due_tone) = due(locale, zone, now, &of);
    let flat = premises.map(|(kind, number)| tv(locale, kind.label_key(), &[("number", &number)]));
    Row {
        id: of.id.to_string(),
        title: category::name(locale, &of.category),
        text: of.text.chars().take(80).collect(),
        place: [Some(address), flat].into_iter().flatten().collect::<Vec<_>>().join(", "),
        who: short_name(&of.name),
        state_key: of.state.key(),
        tone: of.state.tone(),
        due,
        due_tone,
        came: text::when(locale, of.created_at, now, zone),
        assignee: assignee.map(|name| short_name(&name)).unwrap_or_default(),
        joined: u64::try_from(of.joined).unwrap_or_default(),
        reopened: of.reopened > 0,
        escalated: of.escalated_at.is_some(),
        unread: read.is_none_or(|read| read < of.asked_at) && of.state.is_open(),
        number: of.number,
    }
}

pub(in crate::requests) async fn list(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    query: Query,
) -> Result<impl Responder, Error> {
    let (asker, wanted, step, now) = (who.clone(), wanted(&query), query.step(), app.clock.now());
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (rows, houses, kept) = app
        .db
        .read(move |conn| {
            let reach = asker.reach();
            Ok((
                store::desk::page(conn, reach, asker.person(), &wanted, (&step, limit), now)?,
                store::desk::houses(conn, reach, HOUSES)?,
                store::desk::kept(conn, asker.company(), asker.person())?,
            ))
        })
        .await?;
    let locale = who.locale();
    let rows = Slice::cut(rows, SIZE, &query, |(of, ..)| Place { key: String::new(), id: of.id.to_string() });
    let whole = query.at("/staff/requests");
    Ok(Page(Desk {
        part: query.value("show").to_owned(),
        parts: parts(&query),
        q: query.value("q").to_owned(),
        state: query.value("state").to_owned(),
        states: states(locale),
        trade: query.value("trade").to_owned(),
        trades: trades(locale),
        building: query.value("building").to_owned(),
        buildings: houses.into_iter().map(|(id, address)| (id.to_string(), address)).collect(),
        kept: kept.into_iter().map(|(id, name, query)| (id.to_string(), name, format!("/staff/requests?{query}"))).collect(),
        query: whole.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default(),
        filtered: ["q", "state", "trade", "building", "show"].iter().any(|name| !query.value(name).is_empty()),
        rows: rows.map(|found| row(&who, now, found)),
        xlsx: query.at("/staff/requests.xlsx"),
        csv: query.at("/staff/requests.csv"),
        may_promise: who.may(Duty::Admin),
    }))
}

/// What is done to many at once: how many it was done to, and how many not.
pub(in crate::requests) async fn choice(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    typed: Typed,
) -> Result<impl Responder, Error> {
    let back = own_path(typed.value("back")).to_owned();
    let back = if back.starts_with("/staff/requests") { back } else { "/staff/requests".to_owned() };
    let chosen: Vec<RequestId> = typed.values("chosen").iter().filter_map(|id| id.parse().ok()).take(AT_ONCE).collect();
    if chosen.is_empty() {
        return Ok(see(back).regretting("requests.refused.none_chosen"));
    }
    let act = typed.value("act").to_owned();
    let (mut done, all) = (0_usize, chosen.len());
    for id in chosen {
        let (config, author, act) = (app.config.clone(), who.clone(), act.clone());
        let once = app.db.write(move |tx| match act.as_str() {
            "take" => acting::assign(tx, &author, (id, 0), Some(author.person())).map(drop),
            "close" => acting::step(tx, &config, &author, (id, 0), Step::Close).map(drop),
            _ => acting::step(tx, &config, &author, (id, 0), Step::Accept).map(drop),
        });
        match once.await {
            Ok(()) => done += 1,
            Err(crate::db::Failure::Refused(_)) => {}
            Err(broken) => return Err(broken.into()),
        }
    }
    let said = |key| Said::new(key).with("done", done).with("all", all);
    Ok(if done == all {
        see(back).saying(said("requests.said.several"))
    } else {
        see(back).regretting(said("requests.said.several_not"))
    })
}

/// Keeps the list that is shown under a name.
pub(in crate::requests) async fn keep(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    typed: Typed,
) -> Result<impl Responder, Error> {
    let name: String = typed.value("name").chars().filter(|c| !c.is_control()).take(60).collect();
    let query = Query::read("/staff/requests", typed.value("query"));
    let to = query.at("/staff/requests");
    let kept = to.split_once('?').map(|(_, query)| query.to_owned()).unwrap_or_default();
    if name.is_empty() {
        return Ok(see(to).regretting("forms.refused.empty"));
    }
    app.db
        .write::<_, crate::db::Never>(move |tx| Ok(store::desk::keep(tx, who.company(), who.person(), (&name, &kept)).map(drop)?))
        .await?;
    Ok(see(to).saying("requests.said.kept"))
}

pub(in crate::requests) async fn drop_kept(
    app: web::Data<App>,
    who: Staff<Dispatcher>,
    id: web::Path<FilterId>,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let gone =
        app.db.write::<_, crate::db::Never>(move |tx| Ok(store::desk::drop_kept(tx, who.company(), who.person(), id)?)).await?;
    if gone == 0 {
        return Err(Error::NotFound);
    }
    Ok(see("/staff/requests").saying("requests.said.dropped"))
}
