//! Whoever acts for an owner by a registered power of attorney, and holds nothing in the company.

use aula::db::Never;
use aula::db::schema::{contacts, representatives};
use aula::homes::{self, Contact, ContactId};
use aula::text::{alphabetical, fold};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{kept, votes};
use crate::support::assembly::{Assembly, Called};
use crate::support::{Person, TestPortal, world};

const NAME: &str = "Сыздықова Айша Нұрланқызы";

/// Somebody with an account and a card, who acts for the owner of flat 3 until a day.
async fn agent(portal: &TestPortal, here: &Assembly, days: i64) -> Person {
    let (now, company, holding) = (portal.app.clock.now(), here.company, here.holding(2));
    let person = world::id(0x9e52, 1);
    let card = Contact {
        id: ContactId::fresh(now),
        company_id: company,
        person_id: Some(person.parse().ok().expect("an id")),
        name: NAME.into(),
        name_folded: fold(NAME),
        sort_key: alphabetical::key(NAME),
        ident: None,
        phone: None,
        email: Some("agent@demo.example".into()),
        created_at: now,
        died_on: None,
    };
    let written = portal.app.db.write::<_, Never>(move |tx| {
        world::newcomer(tx, &person, "agent", NAME)?;
        diesel::insert_into(contacts::table).values(&card).execute(&mut **tx)?;
        let term = (now.date() - TimeDelta::days(30), now.date() + TimeDelta::days(days));
        Ok(homes::settle_power(tx, company, (holding, card.id), term, "Сейітова А.")?)
    });
    written.await.ok().expect("a power of attorney");
    Person::seated("agent")
}

#[actix_web::test]
async fn who_holds_nothing_here_votes_by_a_power_until_it_is_taken_back() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    let who = agent(&portal, &here, 300).await.speaking("ru");
    for path in
        ["/home", "/announcements", "/requests", "/requests/new", "/surveys", "/notifications", "/profile", "/profile/homes"]
    {
        let status = portal.visit(&who, path).await.status.as_u16();
        assert!(status < 400, "{path} answers {status} to somebody without a home");
    }
    portal.visit(&who, "/votes").await.is(200).sees("Годовое собрание");
    votes(&portal, &who, &here.at(""), &here, "ffff").await.is(303);
    assert_eq!(kept(&portal, &here, here.flat(3)).await, [("counts".into(), "ff--".into(), 1)]);
    portal.visit(&who, &here.at("/receipt")).await.is(200);
    portal.visit(&who, &here.at("/bulletin")).await.is(200);
    // how others voted is for owners to know
    portal.visit(&who, &here.at("/units")).await.is(404);
    let back = portal.app.db.write::<_, Never>(|tx| {
        let all = diesel::update(representatives::table).set(representatives::revoked_at.eq(tx.now()));
        Ok(all.execute(&mut **tx)?)
    });
    back.await.ok().expect("it is taken back");
    portal.visit(&who, "/votes").await.is(403);
    let unit = here.flat(3).to_string();
    let forged = [("unit", unit.as_str()), ("mine-1", "against"), ("mine-2", "against"), ("step", "cast"), ("again", "yes")];
    portal.send(&who, &here.at("/ballot"), &forged).await.is(403);
    assert_eq!(kept(&portal, &here, here.flat(3)).await.len(), 1);
}

#[actix_web::test]
async fn a_power_that_ended_gives_no_seat() {
    let portal = TestPortal::open().await;
    let here = Assembly::settle(&portal, Called::open()).await;
    let who = agent(&portal, &here, -1).await;
    portal.visit(&who, &here.at("")).await.is(403);
}
