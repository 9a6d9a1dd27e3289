//! Lines as people read them: who, what, on what, when, from where.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::QueryResult;

use super::acts::sentence;
use super::details::{Ear, Pair, instead, pairs, things};
use super::reads::Reads;
use super::store;
use crate::audit::{Kept, Named, Naming};
use crate::db::Conn;
use crate::text;
use crate::who::PersonId;

/// A line, told.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub(super) place: i64,
    pub(super) at: String,
    /// The account that acted, for the filter.
    pub(super) actor: Option<PersonId>,
    /// Their name at that time; empty for the portal itself.
    pub(super) actor_name: String,
    /// Their name now, where it is another one.
    pub(super) now_called: Option<String>,
    pub(super) sentence: String,
    /// The thing, where it is known by name.
    pub(super) thing: Option<String>,
    /// Its page, where the reader may open it.
    pub(super) href: Option<String>,
    /// It was there, and is no more.
    pub(super) gone: bool,
    /// The thing's id, for the filter.
    pub(super) about: String,
    pub(super) pairs: Vec<Pair>,
    /// Things that the details name: name and page.
    pub(super) also: Vec<(String, Option<String>)>,
    pub(super) address: String,
}

/// What is known of everything that some lines name.
#[derive(Default)]
pub(super) struct Known {
    people: HashMap<PersonId, String>,
    kinds: BTreeMap<String, bool>,
    things: HashMap<(String, String), Named>,
}

/// Finds out who and what is named: one question for all people, and one for each kind of thing.
pub(super) fn known<R: Reads>(conn: &mut Conn, who: &R, namings: &[Naming], lines: &[Kept]) -> QueryResult<Known> {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in lines {
        let besides = things(&line.details);
        for (kind, id) in std::iter::once((line.subject_kind.clone(), line.subject_id.clone())).chain(besides) {
            ids.entry(kind).or_default().insert(id);
        }
    }
    let mut people: BTreeSet<PersonId> = lines.iter().filter_map(|line| line.actor).collect();
    people.extend(ids.get("person").into_iter().flatten().filter_map(|id| id.parse::<PersonId>().ok()));
    let people: Vec<PersonId> = people.into_iter().collect();
    let mut known = Known { people: store::names(conn, &people)?, ..Known::default() };
    let Some(company) = who.chain() else { return Ok(known) };
    for naming in namings {
        let Some(ids) = ids.get(naming.kind) else { continue };
        let ids: Vec<String> = ids.iter().cloned().collect();
        let found = (naming.find)(conn, company, who.locale(), &ids)?;
        known.kinds.insert(naming.kind.to_owned(), who.may_open(naming));
        known.things.extend(found.into_iter().map(|(id, named)| ((naming.kind.to_owned(), id), named)));
    }
    Ok(known)
}

impl Known {
    /// The name of a thing, and its page for those who may open it.
    pub(super) fn thing(&self, kind: &str, id: &str) -> Option<(String, Option<String>)> {
        if kind == "person" {
            return Some((self.people.get(&id.parse().ok()?)?.clone(), None));
        }
        let may_open = *self.kinds.get(kind)?;
        let named = self.things.get(&(kind.to_owned(), id.to_owned()))?;
        Some((named.name.clone(), may_open.then(|| named.href.clone())))
    }

    /// Tells a line.
    pub(super) fn tell(&self, ear: Ear, line: &Kept) -> Told {
        let (thing, href) = self.thing(&line.subject_kind, &line.subject_id).unzip();
        let also = things(&line.details).iter().filter_map(|(kind, id)| self.thing(kind, id)).collect();
        let now_called = line.actor.and_then(|actor| self.people.get(&actor)).filter(|name| **name != line.actor_name);
        Told {
            place: line.place,
            at: moment(ear, line.at),
            actor: line.actor,
            actor_name: actor(ear, line),
            now_called: now_called.cloned(),
            sentence: sentence(ear.locale, &line.act),
            gone: thing.is_none() && self.kinds.contains_key(&line.subject_kind),
            thing,
            href: href.flatten(),
            about: line.subject_id.clone(),
            pairs: pairs(ear, &line.act, &line.details),
            also,
            address: line.address.clone(),
        }
    }
}

/// Who acted; of support, who and in whose place.
fn actor(ear: Ear, line: &Kept) -> String {
    match instead(&line.details) {
        Some(person) => text::tv(ear.locale, "trail.instead", &[("operator", &line.actor_name), ("person", &person)]),
        None => line.actor_name.clone(),
    }
}

/// Day and time to the second: neighbours in a trail are often of one minute.
pub(super) fn moment(ear: Ear, at: crate::clock::Moment) -> String {
    let local = at.and_utc().with_timezone(&ear.zone).naive_local();
    format!("{} {}", text::short_date(ear.locale, local.date()), local.format("%H:%M:%S"))
}

/// Whether all the words stand in a line as people read it.
pub(super) fn holds(ear: Ear, line: &Kept, words: &[String]) -> bool {
    let mut read = format!("{} {} {}", actor(ear, line), sentence(ear.locale, &line.act), line.address);
    for pair in pairs(ear, &line.act, &line.details) {
        read.push(' ');
        read.push_str(&pair.line());
    }
    let read = text::fold(&read);
    words.iter().all(|word| read.contains(word.as_str()))
}
