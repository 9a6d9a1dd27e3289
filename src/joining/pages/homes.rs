//! One's own homes: who has access, whom one has invited, and inviting more.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use fast_qr::convert::Builder;
use fast_qr::convert::svg::SvgBuilder;

use super::invitations::{state_key, tone};
use super::ways;
use crate::app::App;
use crate::clock::Moment;
use crate::db::Failure;
use crate::homes::{PremisesId, holds_key};
use crate::joining::family::Housemate;
use crate::joining::forms::own_wish;
use crate::joining::rows::{InvitationId, State};
use crate::joining::store::houses::Place;
use crate::joining::store::lists::{Row, Wanted};
use crate::joining::{Actor, Code, Inviter, Refused as No, family, store, write};
use crate::text::Locale;
use crate::web::actor::{Acting, Resident};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Refusal, Refused, Step, Typed, filters, see};
use crate::who::Holds;

#[derive(Template)]
#[template(path = "joining/homes.html")]
pub(crate) struct Index {
    homes: Vec<Home>,
}

/// One of one's homes.
struct Home {
    id: String,
    place: String,
    holds_key: &'static str,
    may_invite: bool,
    mates: Vec<Mate>,
    invited: Vec<Invited>,
}

/// Somebody with access.
struct Mate {
    holding: String,
    name: String,
    holds_key: &'static str,
    me: bool,
    removable: bool,
}

/// An invitation of one's own that nobody has used.
struct Invited {
    id: String,
    to: String,
    holds_key: &'static str,
    state_key: &'static str,
    tone: &'static str,
    expires: Moment,
}

impl Index {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mate = |name: &str, holds: Holds, me: bool| Mate {
            holding: "0".repeat(26),
            name: name.into(),
            holds_key: holds_key(holds),
            me,
            removable: !me,
        };
        let invited = Invited {
            id: "0".repeat(26),
            to: "ana@demo.example".into(),
            holds_key: holds_key(Holds::Family),
            state_key: state_key(State::Waiting),
            tone: tone(State::Waiting),
            expires: Moment::default(),
        };
        let home = Home {
            id: "0".repeat(26),
            place: "Абай даңғылы, 12, 5-пәтер".into(),
            holds_key: holds_key(Holds::Owner),
            may_invite: true,
            mates: vec![mate("Жұмабаев Ерлан", Holds::Owner, true), mate("Ковалёва Ирина", Holds::Tenant, false)],
            invited: vec![invited],
        };
        Self { homes: vec![home] }
    }
}

/// Who lives in a home and whom the reader has invited there, as the page shows it.
fn home_of(locale: Locale, now: Moment, place: &Place, holds: Holds, mates: Vec<Housemate>, invited: &[Row]) -> Home {
    Home {
        id: place.id.to_string(),
        place: place.label(locale),
        holds_key: holds_key(holds),
        may_invite: !family::may_invite(holds).is_empty(),
        mates: mates
            .into_iter()
            .map(|mate| Mate {
                holding: mate.holding.id.to_string(),
                holds_key: holds_key(mate.holding.holds),
                name: mate.contact.name,
                me: mate.me,
                removable: mate.removable,
            })
            .collect(),
        invited: invited
            .iter()
            .filter(|(of, _, _)| of.premises_id == place.id)
            .map(|(of, _, _)| Invited {
                id: of.id.to_string(),
                to: of.email.clone().or(of.name.clone()).unwrap_or_default(),
                holds_key: holds_key(of.holds),
                state_key: state_key(of.state(now)),
                tone: tone(of.state(now)),
                expires: of.expires_at,
            })
            .collect(),
    }
}

pub(in crate::joining) async fn index(app: web::Data<App>, who: Resident) -> Result<impl Responder, Error> {
    let (now, reader, own) = (app.clock.now(), who.clone(), family::own(&who));
    let (places, mut mates, invited) = app
        .db
        .read(move |conn| {
            let own = family::own(&reader);
            let ids: Vec<PremisesId> = own.iter().map(|(id, _)| *id).collect();
            let wanted = Wanted { resident: Some(reader.person()), state: Some(State::Waiting), ..Wanted::default() };
            let invited = store::lists::page(conn, &crate::who::Reach::whole(reader.company()), &wanted, &Step::First, 200, now)?;
            let places = store::houses::places(conn, reader.company(), &ids)?;
            Ok((places, family::housemates(conn, &reader, &own, now)?, invited))
        })
        .await?;
    let holds = |of: PremisesId| own.iter().find(|(id, _)| *id == of).map_or(Holds::Family, |(_, holds)| *holds);
    let homes = places
        .iter()
        .map(|place| home_of(who.locale(), now, place, holds(place.id), mates.remove(&place.id).unwrap_or_default(), &invited));
    Ok(Page(Index { homes: homes.collect() }))
}

#[derive(Template)]
#[template(path = "joining/home_invite.html")]
pub(crate) struct New {
    form: Form,
    once: String,
    id: String,
    place: String,
    ways: Vec<(&'static str, String)>,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("holds", "family").with("way", "mail").with("minor", "yes"));
        form.refuse("consent", No::ConsentMissing.said());
        Self {
            form,
            once: "once".into(),
            id: "0".repeat(26),
            place: "Абай даңғылы, 12, 5-пәтер".into(),
            ways: ways(Locale::Kk, &[Holds::Family, Holds::Tenant]),
        }
    }
}

/// The reader's home with that id, and as what they hold it; one that is not theirs is not there, nor can family invite.
async fn home(app: &App, who: &Resident, id: PremisesId) -> Result<(Place, Holds), Error> {
    let holds = family::mine(who, id).ok_or(Error::NotFound)?;
    if family::may_invite(holds).is_empty() {
        return Err(Error::Forbidden);
    }
    let company = who.company();
    Ok((app.db.read(move |conn| store::houses::place(conn, company, id)).await?, holds))
}

fn new_page(locale: Locale, form: Form, (place, holds): &(Place, Holds)) -> New {
    New {
        form,
        once: once::key(),
        id: place.id.to_string(),
        place: place.label(locale),
        ways: ways(locale, family::may_invite(*holds)),
    }
}

pub(in crate::joining) async fn new(
    app: web::Data<App>,
    who: Resident,
    id: web::Path<PremisesId>,
) -> Result<impl Responder, Error> {
    let of = home(&app, &who, id.into_inner()).await?;
    let typed = Typed::default().with("holds", Holds::Family).with("way", "mail").with("minor", "no");
    Ok(Page(new_page(who.locale(), Form::of(typed), &of)))
}

#[derive(Template)]
#[template(path = "joining/home_code.html")]
pub(crate) struct Shown {
    place: String,
    code: String,
    address: String,
    /// The QR code, drawn by us.
    qr: String,
}

impl Shown {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self::of("Абай даңғылы, 12, 5-пәтер".into(), "http://127.0.0.1:8080", "7K4M-Q2XD".into())
    }

    fn of(place: String, base_url: &str, code: String) -> Self {
        let address = format!("{base_url}/join/{code}");
        let drawn = fast_qr::QRBuilder::new(address.as_str()).build();
        let drawn = drawn.map(|qr| SvgBuilder::default().margin(4).to_str(&qr)).unwrap_or_default();
        let qr = drawn.replacen("<svg ", "<svg width=\"240\" height=\"240\" aria-hidden=\"true\" ", 1);
        Self { place, code, address, qr }
    }
}

/// A code is shown on the answer itself, this once: it is kept nowhere. The same form sent again shows none.
pub(in crate::joining) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Resident,
    id: web::Path<PremisesId>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let (id, now, locale) = (id.into_inner(), app.clock.now(), who.locale());
    let of = home(&app, &who, id).await?;
    let reader = who.clone();
    let card = app.db.read(move |conn| family::own_card(conn, &reader, id, now)).await?;
    let mut form = Form::of(typed);
    let may_tenant = family::may_invite(of.1).contains(&Holds::Tenant);
    let Some(wish) = own_wish(&mut form, id, card, may_tenant, locale) else {
        return Ok(Refused(new_page(locale, form, &of)).respond_to(&req));
    };
    let (key, config, company) = (form.typed().value(once::FIELD).to_owned(), app.config.clone(), who.company());
    let by = Inviter { who: Actor::of(&who), resident: true };
    let done = app
        .db
        .write(move |tx| {
            let mut code: Option<Code> = None;
            once(tx, by.who.person, &key, |tx| {
                let sent = write(tx, &config, company, &by, &wish)?;
                code = sent.code;
                Ok::<_, Failure<No>>("/profile/homes".to_owned())
            })?;
            Ok((code, wish.email.is_some()))
        })
        .await;
    match done {
        Ok((Some(code), _)) => Ok(Page(Shown::of(of.0.label(locale), &app.config.base_url, code.to_string())).respond_to(&req)),
        Ok((None, true)) => Ok(see("/profile/homes").saying("joining.said.invited").respond_to(&req)),
        Ok((None, false)) => Ok(see("/profile/homes").saying("joining.said.shown_once").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse("holds", refused.said());
            Ok(Refused(new_page(locale, form, &of)).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::joining) async fn revoke(
    app: web::Data<App>,
    who: Resident,
    path: web::Path<(PremisesId, InvitationId)>,
) -> Result<impl Responder, Error> {
    let (of, id) = path.into_inner();
    match app.db.write(move |tx| family::revoke(tx, &who, of, id)).await {
        Ok(()) => Ok(see("/profile/homes").saying("joining.said.revoked")),
        Err(Failure::Refused(refused)) => Ok(see("/profile/homes").regretting(refused.said())),
        Err(broken) => Err(broken.into()),
    }
}
