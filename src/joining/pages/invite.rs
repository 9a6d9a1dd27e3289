//! An invitation that staff write: for a holder whom the register knows, or for a new one.

use actix_web::{HttpRequest, HttpResponse, Responder, web};
use askama::Template;

use super::{kinds, ways};
use crate::app::App;
use crate::db::Failure;
use crate::homes::{self, HoldingId, PlaceName, PremisesId};
use crate::joining::forms::{Address, staff_wish};
use crate::joining::{Actor, Inviter, Refused as No, TERM, store, write};
use crate::text::Locale;
use crate::web::actor::{Acting, People, Staff};
use crate::web::once::{self, once};
use crate::web::{Error, Form, Page, Query, Refusal, Refused, Typed, filters, see};
use crate::who::Holds;

#[derive(Template)]
#[template(path = "joining/invite.html")]
pub(crate) struct New {
    form: Form,
    once: String,
    buildings: Vec<(String, String)>,
    kinds: Vec<(&'static str, String)>,
    ways: Vec<(&'static str, String)>,
    languages: Vec<(&'static str, &'static str)>,
    /// The holders of the premises, who may consent for a child.
    guardians: Vec<(String, String)>,
}

impl New {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let mut form = Form::of(Typed::default().with("name", "Жұмабаев Ерлан").with("minor", "yes").with("holds", "owner"));
        form.refuse("holds", No::MinorOnlyFamily.said());
        Self {
            form,
            once: "once".into(),
            buildings: vec![("1".into(), "Абай даңғылы, 12".into())],
            kinds: kinds(Locale::Kk),
            ways: ways(Locale::Kk, Holds::ALL),
            languages: languages(),
            guardians: vec![("1".into(), "Жұмабаева Сәуле".into())],
        }
    }
}

fn languages() -> Vec<(&'static str, &'static str)> {
    Locale::ALL.iter().map(|locale| (locale.code(), locale.own_name())).collect()
}

/// The premises that the form's address names.
async fn named(app: &App, who: &Staff<People>, form: &mut Form) -> Result<Option<PremisesId>, Error> {
    let Some(address) = Address::read(form) else { return Ok(None) };
    let company = who.company();
    let found = app.db.read(move |conn| homes::numbered(conn, company, address.building, address.kind, &address.number)).await?;
    // a building outside the zone has no premises to be found
    let found = found.filter(|_| who.reach().has(&address.building.to_string()));
    if found.is_none() {
        form.refuse("number", No::NoPremises.said());
    }
    Ok(found)
}

async fn page(app: &App, who: &Staff<People>, form: Form, premises: Option<PremisesId>) -> Result<New, Error> {
    let (reach, now) = (who.reach().clone(), app.clock.now());
    let company = reach.company();
    let (places, holders) = app
        .db
        .read(move |conn| {
            let holders = premises.map(|of| homes::holders_of(conn, company, of, now)).transpose()?.unwrap_or_default();
            Ok((homes::places(conn, &reach, &Default::default(), "", 10_000)?, holders))
        })
        .await?;
    let buildings = places.places.into_iter().filter_map(|place| match place {
        PlaceName::Building(id, address) => Some((id.to_string(), address)),
        _ => None,
    });
    let grown = holders.iter().filter(|(held, _)| held.holds != Holds::Family);
    let locale = who.locale();
    Ok(New {
        form,
        once: once::key(),
        buildings: buildings.collect(),
        kinds: kinds(locale),
        ways: ways(locale, Holds::ALL),
        languages: languages(),
        guardians: grown.map(|(_, contact)| (contact.id.to_string(), contact.name.clone())).collect(),
    })
}

pub(in crate::joining) async fn new(app: web::Data<App>, who: Staff<People>, query: Query) -> Result<impl Responder, Error> {
    let (reach, now) = (who.reach().clone(), app.clock.now());
    let mut typed = Typed::default()
        .with("holds", Holds::Owner)
        .with("minor", "no")
        .with("days", TERM)
        .with("locale", Locale::default().code());
    let premises = query.word::<PremisesId>("premises");
    if let Some(of) = premises {
        let holding = query.word::<HoldingId>("holding");
        let ((of, building), holders) = app
            .db
            .read(move |conn| Ok((homes::premises(conn, &reach, of)?, homes::holders_of(conn, reach.company(), of, now)?)))
            .await?;
        typed = typed.with("building", building.id).with("kind", of.kind).with("number", of.number);
        if let Some((held, contact)) = holders.into_iter().find(|(held, _)| Some(held.id) == holding) {
            typed = Typed::default()
                .with("card", contact.id)
                .with("name", &contact.name)
                .with("email", contact.email_now().unwrap_or_default())
                .with("holds", held.holds)
                .with("building", typed.value("building"))
                .with("kind", typed.value("kind"))
                .with("number", typed.value("number"))
                .with("minor", "no")
                .with("days", TERM)
                .with("locale", Locale::default().code());
        }
    }
    Ok(Page(page(&app, &who, Form::of(typed), premises).await?))
}

pub(in crate::joining) async fn create(
    req: HttpRequest,
    app: web::Data<App>,
    who: Staff<People>,
    typed: Typed,
) -> Result<HttpResponse, Error> {
    let mut form = Form::of(typed);
    let premises = named(&app, &who, &mut form).await?;
    let Some(wish) = staff_wish(&mut form, premises) else {
        return Ok(Refused(page(&app, &who, form, premises).await?).respond_to(&req));
    };
    let (key, person, company, config) =
        (form.typed().value(once::FIELD).to_owned(), who.person(), who.company(), app.config.clone());
    let by = Inviter { who: Actor::of(&who), resident: false };
    let done = app
        .db
        .write(move |tx| {
            once(tx, person, &key, |tx| {
                write(tx, &config, company, &by, &wish).map(|sent| format!("/staff/invitations/{}", sent.id))
            })
        })
        .await;
    match done {
        Ok(to) => Ok(see(to).saying("joining.said.invited").respond_to(&req)),
        Err(Failure::Refused(refused)) => {
            form.refuse(if refused == No::ConsentMissing { "guardian" } else { "holds" }, refused.said());
            Ok(Refused(page(&app, &who, form, premises).await?).respond_to(&req))
        }
        Err(broken) => Err(broken.into()),
    }
}

/// What a place is called, for those who print for it.
pub(super) fn place_name(locale: Locale, place: &PlaceName) -> (String, String) {
    match place {
        PlaceName::Complex(id, name) => (format!("complex:{id}"), name.clone()),
        PlaceName::Building(id, address) => (format!("building:{id}"), address.clone()),
        PlaceName::Entrance(id, address, number) => (
            format!("entrance:{id}"),
            format!("{address}, {}", crate::text::tv(locale, "joining.run.entrance", &[("number", number)])),
        ),
        PlaceName::Premises(id, address, kind, number) => {
            let of = store::houses::Place { id: *id, address: address.clone(), kind: *kind, number: number.clone() };
            (format!("premises:{id}"), of.label(locale))
        }
    }
}
