//! The demo's surveys: one that is open, one with its results, one that was anonymous, one that is being written.

mod asked;

use std::cell::Cell;
use std::collections::HashSet;

use chrono::TimeDelta;
use diesel::prelude::*;

use super::cast::{ALATAU_PEOPLE, People};
use super::chance::Chance;
use super::settling::Houses;
use crate::app::App;
use crate::clock::Moment;
use crate::db::schema::{contacts, holdings, people, premises};
use crate::db::{Never, Tx};
use crate::homes::{Place, PremisesId, Scope};
use crate::surveys::{Answer, Breakdown, Past, Questions, Reply, Sheet, State, Weight, record_past};
use crate::who::{CompanyId, PersonId};

/// So many residents with an account are asked at the most.
const NEIGHBOURS: i64 = 400;

/// Somebody who answers: account, premises, building, e-mail.
type Neighbour = (PersonId, PremisesId, String, Option<String>);

/// Puts them there.
///
/// # Errors
/// When the database fails.
pub(super) async fn fill(app: &App, company: CompanyId, cast: &People, houses: &Houses) -> anyhow::Result<()> {
    let Some(author) = cast.get("secretary@demo.example").or_else(|| cast.get("manager@demo.example")).copied() else {
        return Ok(());
    };
    // the newest complex has a playground of its own; where there is none everybody is asked
    let complex = houses.complexes.first().cloned();
    let filled = app.db.write::<_, Never>(move |tx| {
        let neighbours = neighbours(tx, company)?;
        let now = tx.now();
        for past in [cleaning(company, &neighbours, now), guards(company, &neighbours, now)] {
            record_past(tx, company, author, past)?;
        }
        record_past(tx, company, author, playground(company, complex, &neighbours, now))?;
        record_past(tx, company, author, parking(company, now))?;
        Ok(())
    });
    filled.await.map_err(crate::db::Broken::from)?;
    Ok(())
}

/// Residents with an account, each once; not those by whose accounts the demo is looked at: their surveys wait for them.
fn neighbours(tx: &mut Tx<'_>, company: CompanyId) -> QueryResult<Vec<Neighbour>> {
    let looking: Vec<&str> = ALATAU_PEOPLE.iter().map(|known| known.email).collect();
    let all: Vec<Neighbour> = holdings::table
        .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
        .inner_join(premises::table.on(premises::id.eq(holdings::premises_id)))
        .inner_join(people::table.on(people::id.nullable().eq(contacts::person_id)))
        .filter(holdings::company_id.eq(company))
        .filter(holdings::until.is_null())
        .order((premises::sort_key, people::id))
        .select((people::id, premises::id, premises::building_id, people::email))
        .limit(NEIGHBOURS)
        .load(&mut **tx)?;
    let looks = |email: &Option<String>| email.as_deref().is_some_and(|email| looking.contains(&email));
    let mut seen = HashSet::new();
    Ok(all.into_iter().filter(|of| !looks(&of.3) && seen.insert(of.0)).collect())
}

fn everybody(company: CompanyId) -> Scope {
    Scope { place: Place::Company, subject: company.to_string(), kind: None, holds: None }
}

/// Some of them answer, one after another in the days since it opened.
fn replies(
    neighbours: &[Neighbour],
    most: usize,
    (seed, opened_at): (u64, Moment),
    group: impl Fn(&Neighbour) -> String,
    sheet: impl Fn(&mut Chance) -> Sheet,
) -> Vec<Reply> {
    let mut chance = Chance::new(seed);
    let mut all = Vec::new();
    for of in neighbours {
        if all.len() >= most || !chance.percent(25) {
            continue;
        }
        all.push(Reply {
            person: of.0,
            premises: of.1,
            group: group(of),
            weight: 1,
            sheet: sheet(&mut chance),
            at: opened_at + TimeDelta::minutes(chance.between(30, 5 * 24 * 60)),
        });
    }
    all
}

/// A number around the middle of its range, rather higher than lower.
fn mark(chance: &mut Chance, last: i64) -> u16 {
    let (a, b) = (chance.between(last / 3, last), chance.between(1, last));
    u16::try_from((a + a + b + 1) / 3).unwrap_or(1)
}

fn house(of: &Neighbour) -> String {
    of.2.clone()
}

fn nobody(_: &Neighbour) -> String {
    String::new()
}

/// Every few people say something, and nobody what was said before.
fn say(chance: &mut Chance, sheet: &mut Sheet, code: u16, said: &Cell<usize>, words: &[&'static str]) {
    if let Some(own) = words.get(said.get()).filter(|_| chance.percent(30)) {
        said.set(said.get() + 1);
        sheet.put(code, Answer::Words((*own).to_owned()));
    }
}

/// The open one: it waits for whoever looks at the demo.
fn playground(company: CompanyId, complex: Option<String>, neighbours: &[Neighbour], now: Moment) -> Past {
    let opened_at = now - TimeDelta::days(2);
    let said = Cell::new(0);
    let sheet = |chance: &mut Chance| {
        let mut sheet = Sheet::default();
        let children = chance.percent(60);
        sheet.put(1, Answer::Chosen(vec![if children { 1 } else { 2 }], String::new()));
        if children {
            sheet.put(2, Answer::Chosen(vec![u16::try_from(chance.between(1, 3)).unwrap_or(1)], String::new()));
        }
        let mut order: Vec<u16> = (1..=4).collect();
        order.rotate_left(chance.below(4));
        sheet.put(3, Answer::Order(order));
        say(chance, &mut sheet, 4, &said, asked::PLAYGROUND_WORDS);
        sheet
    };
    let scope =
        complex.map_or_else(|| everybody(company), |subject| Scope { place: Place::Complex, subject, kind: None, holds: None });
    Past {
        state: State::Open,
        scopes: vec![scope],
        closes_at: now + TimeDelta::days(9),
        replies: replies(neighbours, 24, (11, opened_at), nobody, sheet),
        ..past(company, asked::playground(), opened_at, neighbours)
    }
}

/// One that is over, with everything that results can show.
fn cleaning(company: CompanyId, neighbours: &[Neighbour], now: Moment) -> Past {
    let opened_at = now - TimeDelta::days(24);
    let said = Cell::new(0);
    let sheet = |chance: &mut Chance| {
        let mut sheet = Sheet::default();
        sheet.put(1, Answer::Grid((1..=4).map(|row| (row, mark(chance, 5))).collect()));
        sheet.put(2, Answer::Number(mark(chance, 10)));
        let mut chosen: Vec<u16> = (1..=5).filter(|_| chance.percent(35)).take(3).collect();
        let other = chance.percent(6);
        if other || chosen.is_empty() {
            chosen.insert(0, 0);
        }
        let words = if chosen.contains(&0) { chance.pick(asked::CLEANING_OTHER).to_owned() } else { String::new() };
        sheet.put(3, Answer::Chosen(chosen, words));
        let mut order: Vec<u16> = (1..=3).collect();
        order.rotate_left(chance.below(3));
        sheet.put(4, Answer::Order(order));
        say(chance, &mut sheet, 5, &said, asked::CLEANING_WORDS);
        sheet
    };
    Past {
        breakdown: Breakdown::House,
        closes_at: now - TimeDelta::days(10),
        replies: replies(neighbours, 62, (22, opened_at), house, sheet),
        ..past(company, asked::cleaning(), opened_at, neighbours)
    }
}

/// The anonymous one.
fn guards(company: CompanyId, neighbours: &[Neighbour], now: Moment) -> Past {
    let opened_at = now - TimeDelta::days(40);
    let said = Cell::new(0);
    let sheet = |chance: &mut Chance| {
        let mut sheet = Sheet::default();
        sheet.put(1, Answer::Number(mark(chance, 5)));
        let missed = chance.percent(30);
        sheet.put(2, Answer::Chosen(vec![if missed { 1 } else { 2 }], String::new()));
        if missed {
            sheet.put(3, Answer::Chosen(vec![u16::try_from(chance.between(1, 3)).unwrap_or(1)], String::new()));
        }
        say(chance, &mut sheet, 4, &said, asked::GUARDS_WORDS);
        sheet
    };
    Past {
        anonymous: true,
        breakdown: Breakdown::House,
        closes_at: now - TimeDelta::days(30),
        replies: replies(neighbours, 45, (33, opened_at), house, sheet),
        ..past(company, asked::guards(), opened_at, neighbours)
    }
}

/// The draft.
fn parking(company: CompanyId, now: Moment) -> Past {
    Past {
        state: State::Draft,
        closes_at: now + TimeDelta::days(20),
        ..past(company, asked::parking(), now - TimeDelta::hours(5), &[])
    }
}

fn past(company: CompanyId, words: asked::Asked, opened_at: Moment, neighbours: &[Neighbour]) -> Past {
    let mut questions = Questions::default();
    for question in words.questions {
        questions.add(question);
    }
    Past {
        title: words.title,
        intro: words.intro,
        questions,
        scopes: vec![everybody(company)],
        anonymous: false,
        weight: Weight::One,
        breakdown: Breakdown::Nothing,
        state: State::Closed,
        asked: i64::try_from(neighbours.len()).unwrap_or_default(),
        opened_at,
        closes_at: opened_at,
        replies: Vec::new(),
    }
}
