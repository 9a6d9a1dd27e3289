//! Whom an announcement reaches, against a count by hand: many unions of scopes over a fuller register.

use std::collections::{BTreeMap, BTreeSet};

use aula::db::Never;
use aula::db::schema::{announcement_recipients, announcements, contacts, holdings};
use aula::homes::{Contact, Holding, Kind, Scope, Where, reaches, scopes};
use aula::web::identify::Home;
use aula::who::Holds;
use chrono::{Days, NaiveDate};
use diesel::prelude::*;

use super::{SENT, sent, water, written};
use crate::support::people::{editor, owner, owner2, tenant};
use crate::support::world::{PREMISES, now};
use crate::support::{Person, Side, TestPortal};

/// Numbers that look thrown, the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % most
    }

    fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.below(4) == 0).cloned().collect()
    }
}

/// Somebody's holding, as one who counts by hand sees it.
struct Held {
    /// The account, else the card.
    who: String,
    home: Home,
    current: bool,
}

fn typed<T: std::str::FromStr>(id: &str) -> T {
    id.parse().ok().unwrap_or_else(|| panic!("{id} is no id"))
}

/// Forty people without an account move in; some have moved out, some are to come, some hold one flat twice.
async fn filled(portal: &TestPortal, dice: &mut Dice) {
    let side = Side::First;
    let today = now().date();
    let mut cards = Vec::new();
    let mut held = Vec::new();
    for n in 0..40 {
        let (name, number) = (format!("Житель {n}"), u128::try_from(n).expect("small"));
        let card = Contact {
            id: typed(&side.contact(100 + number)),
            company_id: typed(&side.company()),
            person_id: None,
            name_folded: aula::text::fold(&name),
            sort_key: aula::text::alphabetical::key(&name),
            name,
            ident: None,
            phone: None,
            email: None,
            created_at: now(),
            died_on: None,
        };
        for m in 0..=dice.below(3) {
            let (since, until) = match dice.below(6) {
                0 => (None, today.checked_sub_days(Days::new(1))),
                1 => (today.checked_add_days(Days::new(1)), None),
                2 => (Some(today), Some(today)),
                _ => (NaiveDate::from_ymd_opt(2020, 1, 1), None),
            };
            held.push(Holding {
                id: typed(&side.holding(1000 + number * 10 + u128::try_from(m).expect("small"))),
                company_id: card.company_id,
                premises_id: typed(&side.premises(1 + u128::try_from(dice.below(8)).expect("small"))),
                contact_id: card.id,
                holds: Holds::ALL[dice.below(Holds::ALL.len())],
                share_of: None,
                share_in: None,
                since,
                until,
                created_at: now(),
            });
        }
        cards.push(card);
    }
    let write = portal.app.db.write::<_, Never>(move |tx| {
        for card in &cards {
            diesel::insert_into(contacts::table).values(card).execute(&mut **tx)?;
        }
        for held in &held {
            diesel::insert_into(holdings::table).values(held).execute(&mut **tx)?;
        }
        Ok(())
    });
    write.await.unwrap_or_else(|_| panic!("the people move in"));
}

/// Every holding of the first company, with its place written out from the world's own table.
async fn register(portal: &TestPortal) -> Vec<Held> {
    type Row = (String, Option<String>, String, Holds, Option<NaiveDate>, Option<NaiveDate>);
    let rows: Vec<Row> = portal
        .app
        .db
        .read(|conn| {
            holdings::table
                .inner_join(contacts::table.on(contacts::id.eq(holdings::contact_id)))
                .filter(contacts::company_id.eq(Side::First.company()))
                .select((
                    contacts::id,
                    contacts::person_id,
                    holdings::premises_id,
                    holdings::holds,
                    holdings::since,
                    holdings::until,
                ))
                .load(conn)
        })
        .await
        .expect("the register");
    let today = now().date();
    let held = |(card, person, premises, holds, since, until): Row| {
        let (place, (kind, number, building, entrance, _)) =
            (1..).zip(PREMISES).find(|(n, _)| Side::First.premises(*n) == premises).expect("known premises");
        let home = Home {
            premises: Side::First.premises(place),
            kind: kind.word().into(),
            number: number.into(),
            building: Side::First.building(building),
            address: String::new(),
            complex: Some(Side::First.complex(building)),
            entrance: entrance.map(|entrance| Side::First.entrance(entrance)),
            holds,
        };
        Held {
            who: person.unwrap_or(card),
            home,
            current: since.is_none_or(|day| day <= today) && until.is_none_or(|day| day >= today),
        }
    };
    rows.into_iter().map(held).collect()
}

fn reached_by_hand(all: &[Held], scopes: &[Scope]) -> BTreeSet<String> {
    let company = typed(&Side::First.company());
    all.iter()
        .filter(|held| held.current && scopes.iter().any(|scope| reaches(scope, company, &held.home)))
        .map(|held| held.who.clone())
        .collect()
}

/// Every place that a checkbox can name.
fn places() -> Vec<String> {
    let side = Side::First;
    let mut all =
        vec![format!("complex:{}", side.complex(1)), format!("complex:{}", side.complex(2)), building_box(1), building_box(2)];
    all.extend((1..=3).map(|n| format!("entrance:{}", side.entrance(n))));
    all.extend((1..=8).map(|n| format!("premises:{}", side.premises(n))));
    all
}

fn building_box(number: u128) -> String {
    format!("building:{}", Side::First.building(number))
}

#[actix_web::test]
async fn the_recipients_are_those_whom_one_would_count_by_hand() {
    let mut dice = Dice(20_261_120);
    let portal = TestPortal::open().await;
    filled(&portal, &mut dice).await;
    let all = register(&portal).await;
    let editor = editor();
    let mut expected: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for round in 0..60 {
        let mut ticked = dice.some(&places());
        if round % 10 == 0 {
            ticked = vec!["company".into()];
        }
        let (kinds, ways) = (dice.some(Kind::ALL), dice.some(Holds::ALL));
        let company = typed(&Side::First.company());
        let at: Vec<Where> = ticked.iter().filter_map(|place| Where::read(place, company)).collect();
        let scopes = scopes(&at, &kinds, &ways);
        if scopes.is_empty() {
            continue;
        }
        let mut fields = water(&[]);
        fields.extend(ticked.iter().map(|place| ("place", place.as_str())));
        fields.extend(kinds.iter().map(|kind| ("premises_kind", kind.word())));
        fields.extend(ways.iter().map(|way| ("holds", way.word())));
        let address = written(&portal, &editor, &fields).await;
        let by_hand = reached_by_hand(&all, &scopes);
        let look = portal.visit(&editor, &format!("{address}/publication")).await;
        assert!(
            look.text().contains(&format!(" {} челов", by_hand.len())),
            "{scopes:?} reach {}:\n{}",
            by_hand.len(),
            look.text()
        );
        sent(&portal, &editor, &address).await;
        expected.insert(address.rsplit('/').next().expect("an id").to_owned(), by_hand);
    }
    assert!(expected.len() > 40 && expected.values().any(BTreeSet::is_empty), "{}", expected.len());
    portal.pass(SENT).await;
    let told = fixed(&portal).await;
    for (id, by_hand) in &expected {
        assert_eq!(told.get(id).unwrap_or(&BTreeSet::new()), by_hand, "{id}");
    }
    for (reader, key) in [(owner(), "owner"), (owner2(), "owner2"), (tenant(), "tenant")] {
        let person = crate::support::people::known_as(key).id();
        let theirs: BTreeSet<String> =
            expected.iter().filter(|(_, who)| who.contains(&person)).map(|(id, _)| id.clone()).collect();
        let read: BTreeSet<String> = listed(&portal, &reader).await.into_iter().filter(|id| expected.contains_key(id)).collect();
        assert_eq!(read, theirs, "what {key} reads");
    }
}

/// Who was told of what.
async fn fixed(portal: &TestPortal) -> BTreeMap<String, BTreeSet<String>> {
    let rows: Vec<(String, String, Option<String>)> = portal
        .app
        .db
        .read(|conn| {
            announcement_recipients::table
                .inner_join(announcements::table.on(announcements::id.eq(announcement_recipients::announcement_id)))
                .select((announcements::id, announcement_recipients::contact_id, announcement_recipients::person_id))
                .load(conn)
        })
        .await
        .expect("the proof");
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (announcement, card, person) in rows {
        assert!(all.entry(announcement).or_default().insert(person.unwrap_or(card)), "somebody was told twice");
    }
    all
}

/// The ids of all announcements that somebody's pages list.
async fn listed(portal: &TestPortal, reader: &Person) -> BTreeSet<String> {
    let (mut ids, mut next) = (BTreeSet::new(), Some("/announcements".to_owned()));
    while let Some(path) = next.take() {
        let page = portal.visit(reader, &path).await;
        page.is(200);
        for (_, href) in page.links() {
            match href.strip_prefix("/announcements/") {
                Some(id) => assert!(ids.insert(id.to_owned()), "{id} stands twice in the list"),
                None if href.contains("after=") => next = Some(href),
                None => {}
            }
        }
    }
    ids
}
