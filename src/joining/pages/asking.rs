//! Asking for access without a code: the house is searched, the claim is sent, and its state stands here.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{kinds, ways};
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::homes::{BuildingId, Kind, holds_key};
use crate::joining::forms::ClaimDraft;
use crate::joining::rows::ClaimState;
use crate::joining::store::houses::House;
use crate::joining::{Actor, Asked, Refused as No, raise, store};
use crate::text::{Locale, fold};
use crate::web::actor::{Acting, Member};
use crate::web::limits::Limits;
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};
use crate::who::Holds;

/// How many houses a search shows.
const HOUSES: usize = 20;

#[derive(Template)]
#[template(path = "joining/claims.html")]
pub(crate) struct Index {
    rows: Vec<Item>,
}

/// A claim of one's own.
struct Item {
    place: String,
    company: String,
    holds_key: &'static str,
    at: Moment,
    state_key: &'static str,
    tone: &'static str,
    waiting: bool,
    reason: String,
}

pub(super) fn state_key(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Waiting => "joining.claim.state.waiting",
        ClaimState::Accepted => "joining.claim.state.accepted",
        ClaimState::Refused => "joining.claim.state.refused",
    }
}

pub(super) fn tone(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Waiting => "action",
        ClaimState::Accepted => "good",
        ClaimState::Refused => "danger",
    }
}

fn name(names: &(String, String, String), locale: Locale) -> &str {
    match locale {
        Locale::Kk => &names.0,
        Locale::Ru => &names.1,
        Locale::En => &names.2,
    }
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let item = |state: ClaimState| Item {
            place: "Абай даңғылы, 12, 5-пәтер".into(),
            company: "Алатау".into(),
            holds_key: holds_key(Holds::Owner),
            at: Moment::default(),
            state_key: state_key(state),
            tone: tone(state),
            waiting: state == ClaimState::Waiting,
            reason: if state == ClaimState::Refused { "Тізілімде басқа адам".into() } else { String::new() },
        };
        Self { rows: ClaimState::ALL.iter().map(|state| item(*state)).collect() }
    }
}

pub(in crate::joining) async fn index(app: web::Data<App>, who: Member) -> Result<impl Responder, Error> {
    let (person, locale) = (who.person(), who.locale());
    let rows = app.db.read(move |conn| store::claims::of_person(conn, person)).await?;
    let item = |(claim, place, names): store::claims::Own| Item {
        place: place.label(locale),
        company: name(&names, locale).to_owned(),
        holds_key: holds_key(claim.holds),
        at: claim.created_at,
        state_key: state_key(claim.state),
        tone: tone(claim.state),
        waiting: claim.state == ClaimState::Waiting,
        reason: claim.reason,
    };
    Ok(Page(Index { rows: rows.into_iter().map(item).collect() }))
}

#[derive(Template)]
#[template(path = "joining/claim_form.html")]
pub(crate) struct New {
    form: Form,
    once: String,
    q: String,
    /// What the search found: id, address, company.
    found: Vec<(String, String, String)>,
    /// The house that was chosen: address and company.
    house: Option<(String, String)>,
    kinds: Vec<(&'static str, String)>,
    ways: Vec<(&'static str, String)>,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("building", "1").with("kind", "flat").with("number", "5"));
        form.refuse("number", No::NoPremises.said());
        Self {
            form,
            once: "once".into(),
            q: "абай".into(),
            found: vec![("1".into(), "Абай даңғылы, 12".into(), "Алатау".into())],
            house: Some(("Абай даңғылы, 12".into(), "Алатау".into())),
            kinds: kinds(Locale::Kk),
            ways: ways(Locale::Kk, Holds::ALL),
        }
    }
}

async fn page(app: &App, locale: Locale, form: Form, q: String) -> Result<New, Error> {
    let words: Vec<String> = fold(&q).split_whitespace().take(6).map(str::to_owned).collect();
    let building = form.value("building").parse::<BuildingId>().ok();
    let (found, house): (Vec<House>, Option<House>) = app
        .db
        .read(move |conn| {
            let limit = i64::try_from(HOUSES).unwrap_or(i64::MAX);
            let found = if words.is_empty() { Vec::new() } else { store::houses::houses(conn, &words, limit)? };
            Ok((found, building.map(|id| store::houses::house(conn, id)).transpose()?.flatten()))
        })
        .await?;
    let told = |house: &House| (house.id.to_string(), house.address.clone(), name(&house.names, locale).to_owned());
    Ok(New {
        form,
        once: once::key(),
        q,
        found: found.iter().map(told).collect(),
        house: house.map(|house| (house.address, name(&house.names, locale).to_owned())),
        kinds: kinds(locale),
        ways: ways(locale, Holds::ALL),
    })
}

pub(in crate::joining) async fn new(app: web::Data<App>, who: Member, query: Query) -> Result<impl Responder, Error> {
    let form = Form::of(Typed::default().with("building", query.value("building")).with("kind", Kind::Flat));
    Ok(Page(page(&app, who.locale(), form, query.value("q").to_owned()).await?))
}

pub(in crate::joining) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    limits: web::Data<Limits>,
    who: Member,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    // each try tells whether premises are there: they are not to be counted through
    limits.knock(&req)?;
    let mut form = Form::of(typed);
    let Some(draft) = ClaimDraft::read(&mut form) else {
        return Ok(Refused(page(&app, who.locale(), form, String::new()).await?).respond_to(&req));
    };
    let asked = Asked {
        building: draft.address.building,
        kind: draft.address.kind,
        number: draft.address.number,
        holds: draft.holds,
        note: draft.note,
    };
    let (key, config, by) = (form.typed().value(once::FIELD).to_owned(), app.config.clone(), Actor::of(&who));
    let done = app
        .db
        .write(move |tx| once(tx, by.person, &key, |tx| raise(tx, &config, &by, &asked).map(|_| "/join/claims".to_owned())));
    match done.await {
        Ok(to) => Ok(see(to).saying("joining.said.claimed").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("number", refused.said());
            Ok(Refused(page(&app, who.locale(), form, String::new()).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}
