//! Claims as staff work through them: what is claimed, what the register says beside it, yes or no.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use chrono::{NaiveDate, TimeZone};

use super::asking::{state_key, tone};
use crate::app::App;
use crate::calendar::Holidays;
use crate::clock::{self, Moment};
use crate::db::Failure;
use crate::homes::{self, ContactId, holds_key};
use crate::joining::claiming::{self, Likeness, likeness};
use crate::joining::rows::{ClaimId, ClaimState};
use crate::joining::{Refused as No, store};
use crate::text;
use crate::web::actor::{Acting, People, Staff};
use crate::web::{Error, Form, Page, Place, Query, Refusal, Refused, Slice, Step, Typed, filters, see};
use crate::who::Holds;

/// One screen of work.
const SIZE: usize = 50;

#[derive(Template)]
#[template(path = "joining/queue.html")]
pub(crate) struct Index {
    state: &'static str,
    waiting: usize,
    rows: Slice<Item>,
}

/// A claim in the queue.
struct Item {
    id: String,
    place: String,
    name: String,
    holds_key: &'static str,
    at: Moment,
    /// Working days since it came.
    age: usize,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = Item {
            id: "0".repeat(26),
            place: "Абай даңғылы, 12, 5-пәтер".into(),
            name: "Жұмабаев Ерлан".into(),
            holds_key: holds_key(Holds::Owner),
            at: Moment::default(),
            age: 3,
        };
        Self {
            state: "waiting",
            waiting: 1,
            rows: Slice { rows: vec![item], previous: None, next: Some("/staff/claims?after=x".into()) },
        }
    }
}

/// How many working days a claim has waited, by the calendar and by the clock on the reader's wall.
fn age(zone: chrono_tz::Tz, since: Moment, now: Moment) -> usize {
    let day = |moment: Moment| zone.from_utc_datetime(&moment).date_naive();
    Holidays::shipped().unwrap_or_default().working_days_between(day(since), day(now))
}

pub(in crate::joining) async fn index(app: web::Data<App>, who: Staff<People>, query: Query) -> Result<impl Responder, Error> {
    let (reach, now, step) = (who.reach().clone(), app.clock.now(), query.step());
    let state = query.word("state").unwrap_or(ClaimState::Waiting);
    let limit = i64::try_from(SIZE + 1).unwrap_or(i64::MAX);
    let (rows, waiting) = app
        .db
        .read(move |conn| {
            Ok((store::claims::page(conn, &reach, state, None, &step, limit)?, store::claims::waiting(conn, &reach)?))
        })
        .await?;
    let rows = Slice::cut(rows, SIZE, &query, |(claim, _, _)| Place { key: String::new(), id: claim.id.to_string() });
    let (locale, zone) = (who.locale(), who.zone());
    Ok(Page(Index {
        state: state.word(),
        waiting: usize::try_from(waiting).unwrap_or_default(),
        rows: rows.map(|(claim, place, claimant)| Item {
            id: claim.id.to_string(),
            place: place.label(locale),
            name: claimant.name,
            holds_key: holds_key(claim.holds),
            at: claim.created_at,
            age: age(zone, claim.created_at, now),
        }),
    }))
}

#[derive(Template)]
#[template(path = "joining/claim.html")]
pub(crate) struct Show {
    accept: Form,
    refuse: Form,
    id: String,
    premises: String,
    place: String,
    holds_key: &'static str,
    name: String,
    email: String,
    phone: String,
    note: String,
    at: Moment,
    age: usize,
    state_key: &'static str,
    tone: &'static str,
    waiting: bool,
    reason: String,
    holders: Vec<Holder>,
    /// Cards that the claimant may be: the holders of that way by whom nobody has come in.
    cards: Vec<(String, String)>,
}

/// Somebody whom the register knows there.
struct Holder {
    name: String,
    holds_key: &'static str,
    phone: String,
    email: String,
    came_in: bool,
    like: Likeness,
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut refuse = Form::default();
        refuse.refuse("reason", "forms.refused.empty");
        let holder = Holder {
            name: "Жұмабаев Ерлан Серікұлы".into(),
            holds_key: holds_key(Holds::Owner),
            phone: "+7 701 000 00 01".into(),
            email: "owner@demo.example".into(),
            came_in: true,
            like: Likeness { name: true, phone: true, email: true },
        };
        Self {
            accept: Form::of(Typed::default().with("card", "1").with("since", "2026-11-20")),
            refuse,
            id: "0".repeat(26),
            premises: "0".repeat(26),
            place: "Абай даңғылы, 12, 5-пәтер".into(),
            holds_key: holds_key(Holds::Owner),
            name: "Жұмабаев Ерлан".into(),
            email: "owner@demo.example".into(),
            phone: "+7 701 000 00 01".into(),
            note: "Жаңа иесімін".into(),
            at: Moment::default(),
            age: 3,
            state_key: state_key(ClaimState::Waiting),
            tone: tone(ClaimState::Waiting),
            waiting: true,
            reason: "Тізілімде басқа адам".into(),
            holders: vec![holder],
            cards: vec![("1".into(), "Жұмабаев Ерлан Серікұлы".into())],
        }
    }
}

async fn page(app: &App, who: &Staff<People>, id: ClaimId, accept: Option<Form>, refuse: Form) -> Result<Show, Error> {
    let (reach, now) = (who.reach().clone(), app.clock.now());
    let company = reach.company();
    let ((claim, place, claimant), holders, came_in) = app
        .db
        .read(move |conn| {
            let rows = store::claims::page(conn, &reach, ClaimState::Waiting, Some(id), &Step::First, 1)?;
            let row = rows.into_iter().next().ok_or(diesel::result::Error::NotFound)?;
            let holders = homes::holders_of(conn, company, row.0.premises_id, now)?;
            let people: Vec<_> = holders.iter().filter_map(|(_, contact)| contact.person_id).collect();
            Ok((row, holders, store::invitations::came_in(conn, &people)?))
        })
        .await?;
    let locale = who.locale();
    let inside = |contact: &homes::Contact| contact.person_id.is_some_and(|person| came_in.contains(&person));
    let like = |contact: &homes::Contact| likeness(contact, &claimant.name, claimant.email.as_deref(), claimant.phone.as_deref());
    let cards: Vec<(String, String, Likeness)> = holders
        .iter()
        .filter(|(held, contact)| held.holds == claim.holds && !inside(contact))
        .map(|(_, contact)| (contact.id.to_string(), contact.name.clone(), like(contact)))
        .collect();
    let best = cards.iter().find(|(_, _, like)| *like != Likeness::default()).map_or("new", |(id, _, _)| id.as_str());
    let today = clock::today(now).format("%Y-%m-%d");
    let accept = accept.unwrap_or_else(|| Form::of(Typed::default().with("card", best).with("since", today)));
    let phone = |phone: Option<&String>| phone.map(|phone| text::phone::print(phone)).unwrap_or_default();
    Ok(Show {
        accept,
        refuse,
        id: claim.id.to_string(),
        premises: claim.premises_id.to_string(),
        place: place.label(locale),
        holds_key: holds_key(claim.holds),
        email: claimant.email.clone().unwrap_or_default(),
        phone: phone(claimant.phone.as_ref()),
        at: claim.created_at,
        age: age(who.zone(), claim.created_at, claim.decided_at.unwrap_or(now)),
        state_key: state_key(claim.state),
        tone: tone(claim.state),
        waiting: claim.state == ClaimState::Waiting,
        note: claim.note,
        reason: claim.reason,
        holders: holders
            .iter()
            .map(|(held, contact)| Holder {
                name: contact.name.clone(),
                holds_key: holds_key(held.holds),
                phone: contact.phone_now().map(text::phone::print).unwrap_or_default(),
                email: contact.email_now().unwrap_or_default().to_owned(),
                came_in: inside(contact),
                like: like(contact),
            })
            .collect(),
        cards: cards.into_iter().map(|(id, name, _)| (id, name)).collect(),
        name: claimant.name,
    })
}

pub(in crate::joining) async fn show(
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<ClaimId>,
) -> Result<impl Responder, Error> {
    Ok(Page(page(&app, &who, id.into_inner(), None, Form::default()).await?))
}

/// From which day, if it is said.
fn since(form: &mut Form) -> Option<NaiveDate> {
    let typed = form.value("since");
    if typed.is_empty() {
        return None;
    }
    let day = NaiveDate::parse_from_str(typed, "%Y-%m-%d").or_else(|_| NaiveDate::parse_from_str(typed, "%d.%m.%Y"));
    let day = day.ok().filter(|day| (1950..=2100).contains(&chrono::Datelike::year(day)));
    if day.is_none() {
        form.refuse("since", "homes.refused.day");
    }
    day
}

pub(in crate::joining) async fn accept(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<ClaimId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    page(&app, &who, id, None, Form::default()).await?;
    let since = since(&mut form);
    let card = form.value("card").parse::<ContactId>().ok();
    if card.is_none() && form.value("card") != "new" {
        form.refuse("card", "forms.refused.choice");
    }
    if form.failed() {
        return Ok(Refused(page(&app, &who, id, Some(form), Form::default()).await?).respond_to(&req));
    }
    let (config, author) = (app.config.clone(), who.clone());
    match app.db.write(move |tx| claiming::accept(tx, &config, &author, id, card, since)).await {
        Ok(()) => Ok(see("/staff/claims").saying("joining.said.claim_accepted").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("card", refused.said());
            Ok(Refused(page(&app, &who, id, Some(form), Form::default()).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::joining) async fn refuse(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    id: web::Path<ClaimId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, mut form) = (id.into_inner(), Form::of(typed));
    page(&app, &who, id, None, Form::default()).await?;
    let reason = form.text("reason", 500);
    if form.failed() {
        return Ok(Refused(page(&app, &who, id, None, form).await?).respond_to(&req));
    }
    let (config, author) = (app.config.clone(), who.clone());
    match app.db.write(move |tx| claiming::refuse(tx, &config, &author, id, &reason)).await {
        Ok(()) => Ok(see("/staff/claims").saying("joining.said.claim_refused").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            let refused: No = refused;
            form.refuse("reason", refused.said());
            Ok(Refused(page(&app, &who, id, None, form).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
