//! Somebody's card: what is known of them, what they hold and held, who acts for them and for whom they act.

use std::collections::HashMap;

use actix_web::{Responder, web};
use askama::Template;
use chrono::NaiveDate;

use super::label;
use crate::app::App;
use crate::clock;
use crate::homes::forms::share_of;
use crate::homes::holding::{ContactId, HoldingId, holds_key};
use crate::homes::people::representing::{Standing, standing};
use crate::homes::rows::{Contact, Representative};
use crate::homes::store::held::Held;
use crate::homes::{may_change, people, store};
use crate::text::{self, Locale};
use crate::web::actor::{Acting, Anyone, Staff};
use crate::web::{Error, Page, Said, filters};

#[derive(Template)]
#[template(path = "homes/person.html")]
pub(crate) struct Show {
    id: String,
    name: String,
    facts: Vec<(&'static str, String)>,
    comes_in: bool,
    died: String,
    held: Vec<Row>,
    former: Vec<Row>,
    acts_for: Vec<(Row, Power)>,
    may_change: bool,
}

/// Something that is or was held.
pub(in crate::homes) struct Row {
    premises: String,
    label: String,
    holder: String,
    holds_key: &'static str,
    share: String,
    since: String,
    until: String,
    powers: Vec<Power>,
}

/// A power of attorney, as staff see it.
pub(in crate::homes) struct Power {
    pub(in crate::homes) id: String,
    pub(in crate::homes) contact: String,
    pub(in crate::homes) name: String,
    pub(in crate::homes) number: String,
    pub(in crate::homes) until: String,
    pub(in crate::homes) said: Said,
    pub(in crate::homes) tone: &'static str,
}

impl Power {
    /// As the tests look at it.
    pub(in crate::homes) fn sample() -> Self {
        Self {
            id: "0".repeat(26),
            contact: "0".repeat(26),
            name: "Қасымов Дәурен Әлиұлы".into(),
            number: "1-234".into(),
            until: "30.11.2026".into(),
            said: Said::new("homes.power.ends_in").with("days", 10),
            tone: "needs",
        }
    }
}

/// A power as staff see it today.
pub(in crate::homes) fn power(locale: Locale, today: NaiveDate, (of, who): &(Representative, Contact)) -> Power {
    let (said, tone) = match standing(of.until, today) {
        Standing::Stands => (Said::new("homes.power.stands"), "good"),
        Standing::EndsIn(0) => (Said::new("homes.power.last_day"), "needs"),
        Standing::EndsIn(days) => (Said::new("homes.power.ends_in").with("days", days), "needs"),
        Standing::RunOut => (Said::new("homes.power.run_out"), "neutral"),
    };
    Power {
        id: of.id.to_string(),
        contact: who.id.to_string(),
        name: who.name.clone(),
        number: of.number.clone(),
        until: text::short_date(locale, of.until),
        said,
        tone,
    }
}

impl Show {
    /// As the tests look at it.
    pub(crate) fn sample() -> Self {
        let row = |until: &str| Row {
            premises: "0".repeat(26),
            label: "Абай даңғылы, 12, 12-пәтер".into(),
            holder: "Иванова Мария Петровна".into(),
            holds_key: "homes.holds.owner",
            share: "1/2".into(),
            since: "01.02.2020".into(),
            until: until.into(),
            powers: vec![Power::sample()],
        };
        Self {
            id: "0".repeat(26),
            name: "Жұмабаев Ерлан Серікұлы".into(),
            facts: vec![("homes.sheet.phone", "+7 701 000 00 01".into())],
            comes_in: false,
            died: "08.11.2026".into(),
            held: vec![row("")],
            former: vec![row("31.12.2025")],
            acts_for: vec![(row(""), Power::sample())],
            may_change: true,
        }
    }
}

/// All that a card shows.
type Card = (Contact, Vec<Held>, HashMap<HoldingId, Vec<(Representative, Contact)>>, Vec<(Representative, Contact, Held)>);

pub(in crate::homes) async fn show(
    app: web::Data<App>,
    who: Staff<Anyone>,
    id: web::Path<ContactId>,
) -> Result<impl Responder, Error> {
    let (reach, id, now, locale) = (who.reach().clone(), id.into_inner(), app.clock.now(), who.locale());
    let ((contact, held, mut powers, acts_for), today): (Card, NaiveDate) = app
        .db
        .read(move |conn| {
            let contact = people::one(conn, &reach, id)?;
            let held = store::held::of(conn, &reach, &[id])?.remove(&id).unwrap_or_default();
            let ids: Vec<HoldingId> = held.iter().map(|(holding, _)| holding.id).collect();
            let powers = store::held::acting_for(conn, reach.company(), &ids)?;
            let acts_for = store::held::acts_for(conn, &reach, id)?;
            Ok(((contact, held, powers, acts_for), clock::today(now)))
        })
        .await?;
    let mut row = |held: &Held, holder: &str| Row {
        powers: powers.remove(&held.0.id).unwrap_or_default().iter().map(|of| power(locale, today, of)).collect(),
        ..row(locale, held, holder)
    };
    let (present, past): (Vec<_>, Vec<_>) =
        held.iter().partition(|(holding, _)| holding.until.is_none_or(|until| until >= today));
    let acts_for = acts_for
        .into_iter()
        .map(|(of, owner, held)| (row(&held, &owner.name), power(locale, today, &(of, contact.clone()))))
        .collect();
    let may_change = may_change(&who);
    Ok(Page(Show {
        id: contact.id.to_string(),
        held: present.into_iter().map(|held| row(held, "")).collect(),
        former: past.into_iter().map(|held| row(held, "")).collect(),
        acts_for,
        facts: facts(&contact, may_change),
        comes_in: contact.person_id.is_some(),
        died: contact.died_on.map(|day| text::date(locale, day)).unwrap_or_default(),
        name: contact.name,
        may_change,
    }))
}

/// What is known of somebody; ИИН is for those who keep the register.
fn facts(of: &Contact, all: bool) -> Vec<(&'static str, String)> {
    let facts = [
        ("homes.sheet.ident", of.ident.clone().filter(|_| all)),
        ("homes.sheet.phone", of.phone_now().map(text::phone::print)),
        ("homes.sheet.email", of.email_now().map(str::to_owned)),
    ];
    facts.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

fn row(locale: Locale, held: &Held, holder: &str) -> Row {
    let day = |day: Option<NaiveDate>| day.map(|day| text::short_date(locale, day)).unwrap_or_default();
    let holding = &held.0;
    Row {
        premises: holding.premises_id.to_string(),
        label: label(locale, held),
        holder: holder.to_owned(),
        holds_key: holds_key(holding.holds),
        share: share_of(holding).map(|share| share.to_string()).unwrap_or_default(),
        since: day(holding.since),
        until: day(holding.until),
        powers: Vec::new(),
    }
}
