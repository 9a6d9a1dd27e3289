//! The owners who called a meeting, as the register knows them, and whether they are a tenth.

use actix_web::{Responder, web};
use askama::Template;

use super::{Head, prepared};
use crate::app::App;
use crate::db::Failure;
use crate::homes::{ContactId, PremisesId};
use crate::text::tv;
use crate::voting::law::{self, Term};
use crate::voting::meeting::{Initiator, MeetingId};
use crate::voting::preparing::{Refused as No, drafting};
use crate::voting::question::Roll;
use crate::voting::store;
use crate::web::actor::{Acting, Secretary, Staff};
use crate::web::{Error, Form, Page, Refusal, Typed, filters, see};

#[derive(Template)]
#[template(path = "voting/preparing/callers.html")]
pub(crate) struct Callers {
    head: Head,
    form: Form,
    rows: Vec<(i32, String, String, bool)>,
    choices: Vec<(String, String)>,
    units: u64,
    needed: u64,
    all: u64,
    article: &'static str,
    draft: bool,
}

impl Callers {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        Self {
            head: Head::sample(),
            form: Form::default(),
            rows: vec![(1, "Жұмабаев Ерлан".into(), "12-пәтер / кв. 12".into(), true)],
            choices: vec![("a:b".into(), "12-пәтер — Жұмабаев Ерлан".into())],
            units: 1,
            needed: 12,
            all: 120,
            article: "42(3)",
            draft: true,
        }
    }
}

/// Names of owners: for those who prepare the meeting.
pub(in crate::voting) async fn list(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
) -> Result<impl Responder, Error> {
    let of = prepared(&app, &who, id.into_inner()).await?;
    let (building, today, company) = (of.meeting.building_id, of.today(), who.company());
    let (units, owners) = app
        .db
        .read(move |conn| {
            let units = store::register::premises_of(conn, company, building)?;
            Ok((units, store::register::owners_of(conn, company, building, today)?))
        })
        .await?;
    let locale = who.locale();
    let stalls = of.meeting.initiator == Initiator::StallOwners;
    let mut choices = Vec::new();
    for (unit, _) in units.iter().filter(|(unit, _)| Roll::Stalls.asks(unit.kind, false) == stalls) {
        let label = tv(locale, unit.kind.label_key(), &[("number", &unit.number)]);
        let named = |card: &crate::homes::Contact| (format!("{}:{}", unit.id, card.id), format!("{label} — {}", card.name));
        choices.extend(owners.get(&unit.id).into_iter().flatten().map(|(_, card)| named(card)));
    }
    let (per_cent, article) = law::term(Term::InitiatorsPerCent, of.law_of());
    let (counted, all) = of.callers();
    let still = |row: &crate::voting::rows::InitiatorRow| of.house.owned.contains_key(&(row.premises_id, row.contact_id));
    Ok(Page(Callers {
        head: Head::of(locale, &of),
        form: Form::default(),
        rows: of.initiators.iter().map(|row| (row.place, row.name.clone(), row.unit.clone(), still(row))).collect(),
        choices,
        units: counted,
        needed: (all * u64::from(per_cent)).div_ceil(100).max(1),
        all,
        article,
        draft: of.meeting.state.open_to_change(),
    }))
}

pub(in crate::voting) async fn add(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    typed: Typed,
) -> Result<impl Responder, Error> {
    let id = id.into_inner();
    let back = format!("/staff/votes/{id}/initiators");
    let chosen = typed.value("owner").split_once(':');
    let chosen: Option<(PremisesId, ContactId)> =
        chosen.and_then(|(premises, contact)| premises.parse().ok().zip(contact.parse().ok()));
    let done = app.db.write(move |tx| {
        // whether the meeting is there is asked first
        store::meetings::one(tx, who.reach(), id)?;
        let chosen = chosen.ok_or(Failure::Refused(No::NotOwner))?;
        drafting::call(tx, &who, id, chosen)
    });
    match done.await {
        Ok(()) => Ok(see(back).saying("voting.said.initiator")),
        Err(Failure::Refused(no)) => Ok(see(back).regretting(no.said())),
        Err(broken) => Err(broken.into()),
    }
}

pub(in crate::voting) async fn remove(
    app: web::Data<App>,
    who: Staff<Secretary>,
    id: web::Path<MeetingId>,
    typed: Typed,
) -> Result<impl Responder, Error> {
    let (id, place) = (id.into_inner(), typed.value("place").parse().unwrap_or_default());
    app.db.write(move |tx| drafting::uncall(tx, &who, id, place)).await?;
    Ok(see(format!("/staff/votes/{id}/initiators")).saying("voting.said.initiator_removed"))
}
