//! A visit as it is told, to the company and to the person.

use std::collections::{BTreeSet, HashMap};

use diesel::QueryResult;

use crate::clock::Moment;
use crate::db::Conn;
use crate::text::{self, Locale};
use crate::visits::store::opened::{self, Opened};
use crate::visits::store::visits::Visited;
use crate::visits::store::{self};
use crate::web::actor::Acting;
use crate::web::visit::VisitId;
use crate::who::{CompanyId, PersonId};

/// A visit in words.
#[derive(Clone, Debug)]
pub(in crate::visits) struct Told {
    /// From when until when.
    pub(super) when: String,
    /// Whether it goes on.
    pub(super) open: bool,
    /// Who looked.
    pub(super) operator: String,
    /// As whom, or in which company.
    pub(super) other: String,
    pub(super) reason: String,
    pub(super) pages: Vec<Opened>,
}

/// What belongs to some visits: names of people, pages opened.
pub(super) struct Besides {
    people: HashMap<PersonId, String>,
    opened: HashMap<VisitId, Vec<Opened>>,
}

/// Finds it out, with one question for each.
pub(super) fn besides(conn: &mut Conn, visits: &[&Visited]) -> QueryResult<Besides> {
    let people: BTreeSet<PersonId> = visits.iter().flat_map(|visit| [visit.operator_id, visit.person_id]).collect();
    let companies: BTreeSet<CompanyId> = visits.iter().map(|visit| visit.company_id).collect();
    let ids: Vec<VisitId> = visits.iter().map(|visit| visit.id).collect();
    let companies: Vec<CompanyId> = companies.into_iter().collect();
    Ok(Besides { people: store::people(conn, people)?, opened: opened::of(conn, &companies, &ids)? })
}

impl Besides {
    /// The person's name.
    pub(super) fn person(&self, visit: &Visited) -> String {
        self.people.get(&visit.person_id).cloned().unwrap_or_default()
    }

    /// Tells a visit; `other` is as whom, or in which company.
    pub(super) fn tell(&self, who: &impl Acting, visit: &Visited, other: String, now: Moment) -> Told {
        let open = visit.ended_at.is_none() && visit.until > now;
        let ended = visit.ended_at.unwrap_or(visit.until).min(now);
        Told {
            when: text::span(who.locale(), visit.began_at, ended, who.zone()),
            open,
            operator: self.people.get(&visit.operator_id).cloned().unwrap_or_default(),
            other,
            reason: visit.reason.clone(),
            pages: self.opened.get(&visit.id).cloned().unwrap_or_default(),
        }
    }
}

impl Told {
    /// As the tests look at it.
    pub(super) fn sample(locale: Locale, open: bool) -> Self {
        let page = |path: &str, written, times| Opened { path: path.into(), written, times };
        Self {
            when: text::date(locale, chrono::NaiveDate::default()),
            open,
            operator: "Есенова Сәуле".into(),
            other: "Жұмабаев Ерлан Серікұлы".into(),
            reason: "Тұрғын хабарландырудың суретін аша алмайды, № 2026-000114".into(),
            pages: vec![page("/home/moves", true, 1), page("/announcements/{announcement}", false, 3)],
        }
    }
}
