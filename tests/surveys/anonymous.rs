//! What was promised is kept: nothing in the database leads from who took part to what they answered.

use aula::db::Never;
use aula::db::schema::{survey_answers, survey_participations};
use aula::homes::{Place, Scope};
use aula::surveys::{Answer, Breakdown, Past, Questions, Reply, Sheet, State, Weight, Words, record_past};
use chrono::TimeDelta;
use diesel::prelude::*;

use super::{answered, building, closed, opened, yard};
use crate::support::people::{ROSTER, editor, owner, owner2};
use crate::support::world::now;
use crate::support::{Side, TestPortal};

type Kept = (String, Option<String>, Option<String>, Option<String>, String, Option<chrono::NaiveDateTime>);

async fn kept(portal: &TestPortal, id: &str) -> (Vec<Kept>, Vec<(String, String)>) {
    let id = id.to_owned();
    let reading = portal.app.db.read(move |conn| {
        let answers = survey_answers::table
            .filter(survey_answers::survey_id.eq(&id))
            .order(survey_answers::id)
            .select((
                survey_answers::id,
                survey_answers::unit,
                survey_answers::person_id,
                survey_answers::premises_id,
                survey_answers::belongs,
                survey_answers::answered_at,
            ))
            .load::<Kept>(conn)?;
        let took_part = survey_participations::table
            .filter(survey_participations::survey_id.eq(&id))
            .select((survey_participations::id, survey_participations::person_id))
            .load(conn)?;
        Ok((answers, took_part))
    });
    reading.await.expect("what is kept")
}

#[actix_web::test]
async fn an_anonymous_answer_is_kept_without_person_home_and_moment() {
    let (portal, place, boss) = (TestPortal::open().await, building(), editor());
    let at = yard(&portal, &boss, &[("place", &place), ("anonymous", "yes"), ("breakdown", "house")]).await;
    portal.visit(&boss, &format!("{at}/publication")).await.sees("Опрос останется анонимным");
    let read = opened(&portal, &boss, &at).await;
    portal.visit(&owner2(), &read).await.sees("хранится без имени и времени").sees("только ваш дом");
    answered(&portal, &owner2(), &read).await;
    portal.app.clock.pass(TimeDelta::hours(3));
    answered(&portal, &owner(), &read).await;
    let (answers, took_part) = kept(&portal, at.rsplit('/').next().expect("an id")).await;
    assert_eq!((answers.len(), took_part.len()), (2, 2));
    for (_, unit, person, premises, group, moment) in &answers {
        assert_eq!((unit, person, premises, moment), (&None, &None, &None, &None));
        assert_eq!(group, "", "of two who are asked a house would tell who it was");
    }
    for (id, person) in &took_part {
        assert!(
            answers.iter().all(|(answer, ..)| answer != id && !answer.contains(person)),
            "no key leads from one to the other"
        );
    }
    // once given it is nobody's: it can be neither changed nor given again, and nobody sees it
    let page = portal.visit(&owner2(), &read).await;
    page.sees("Ваш ответ принят.").misses("Изменить ответ").misses("Мой ответ");
    portal.visit(&owner2(), &format!("{read}/answer")).await.is(422);
    portal.visit(&boss, &format!("{at}/results")).await.is(404);
    portal.visit(&boss, &format!("{at}/results.xlsx")).await.is(404);
    let page = portal.visit(&boss, &at).await;
    assert!(page.is(200).links().iter().all(|(_, href)| !href.ends_with("/results")));
    closed(&portal, &at).await;
    portal.visit(&boss, &format!("{at}/results")).await.is(404);
    portal.visit(&boss, &format!("{at}/results.csv")).await.is(404);
    portal.visit(&owner2(), &read).await.sees("участвовало меньше пяти человек");
}

#[actix_web::test]
async fn rows_lie_in_the_order_of_chance_whatever_the_order_of_answers() {
    if std::env::var("AULA_TEST_DATABASE").is_ok() {
        // PostgreSQL: the number of the transaction is the same for all rows, whoever came when
        let (portal, id) = three().await;
        let written: Vec<Word> = portal
            .app
            .db
            .read(move |conn| {
                diesel::sql_query(format!("SELECT DISTINCT xmin::text AS word FROM survey_answers WHERE survey_id = '{id}'"))
                    .load(conn)
            })
            .await
            .expect("the rows");
        assert_eq!(written.len(), 1, "one transaction laid all of them down");
        return;
    }
    let (portal, id) = three().await;
    let order = move |by: &str| format!("SELECT id AS word FROM survey_answers WHERE survey_id = '{id}' ORDER BY {by}");
    let (placed, named): (Vec<Word>, Vec<Word>) = portal
        .app
        .db
        .read(move |conn| Ok((diesel::sql_query(order("rowid")).load(conn)?, diesel::sql_query(order("id")).load(conn)?)))
        .await
        .expect("the rows");
    let words = |all: Vec<Word>| all.into_iter().map(|row| row.word).collect::<Vec<_>>();
    assert_eq!(words(placed), words(named));
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = diesel::sql_types::Text)]
    word: String,
}

/// An anonymous survey of the company that three have answered; its id.
async fn three() -> (TestPortal, String) {
    let (portal, boss) = (TestPortal::open().await, editor());
    let at = yard(&portal, &boss, &[("place", "company"), ("anonymous", "yes")]).await;
    let read = opened(&portal, &boss, &at).await;
    for who in [owner(), owner2(), crate::support::people::tenant()] {
        answered(&portal, &who, &read).await;
    }
    let id = at.rsplit('/').next().expect("an id").to_owned();
    (portal, id)
}

#[actix_web::test]
async fn no_group_of_fewer_than_five_is_shown_or_exported() {
    let (portal, boss) = (TestPortal::open().await, editor());
    let company = Side::First.company().parse().expect("an id");
    let author = crate::support::people::known_as("editor").id().parse().expect("an id");
    let mut questions: Questions = r#"{"next":1,"all":[]}"#.parse().expect("no questions");
    let texts = r#"{"code":0,"kind":"single","required":false,"words":{"kk":"Керек пе?","ru":"Нужно?"},"options":[{"kk":"Иә","ru":"Да"},{"kk":"Жоқ","ru":"Нет"}],"other":true}"#;
    questions.add(serde_json::from_str(texts).expect("a question"));
    // nine owners, four tenants: the tenants are too few, and with them alone hidden the owners would tell what they answered
    let reply = |(n, known): (usize, &crate::support::people::Known)| {
        let mut sheet = Sheet::default();
        let other = if n == 2 { "=СВОИМИ СЛОВАМИ".to_owned() } else { String::new() };
        sheet.put(1, Answer::Chosen(vec![if n == 2 { 0 } else { 1 + u16::try_from(n % 2).expect("0 or 1") }], other));
        Reply {
            person: known.id().parse().expect("an id"),
            premises: Side::First.premises(1).parse().expect("an id"),
            group: if n < 9 { "owner" } else { "tenant" }.into(),
            weight: 1,
            sheet,
            at: now(),
        }
    };
    let past = Past {
        title: Words::both("Шағын топ", "Малая группа"),
        intro: Words::default(),
        questions,
        scopes: vec![Scope { place: Place::Company, subject: Side::First.company(), kind: None, holds: None }],
        anonymous: true,
        weight: Weight::One,
        breakdown: Breakdown::Role,
        state: State::Closed,
        asked: 40,
        opened_at: now() - TimeDelta::days(9),
        closes_at: now() - TimeDelta::days(1),
        replies: ROSTER.iter().take(13).enumerate().map(reply).collect(),
    };
    let id = portal.app.db.write::<_, Never>(move |tx| Ok(record_past(tx, company, author, past)?)).await.expect("a survey");
    let (answers, took_part) = kept(&portal, &id.to_string()).await;
    assert_eq!((answers.len(), took_part.len()), (13, 13));
    assert!(answers.iter().all(|row| row.4.is_empty()), "with two groups and one too small neither is kept");
    let at = format!("/staff/surveys/{id}");
    let results = portal.visit(&boss, &format!("{at}/results")).await;
    results.is(200).sees("Получено 13 ответов.").sees("СВОИМИ СЛОВАМИ").misses("собственник").misses("наниматель");
    let csv = portal.visit(&boss, &format!("{at}/results.csv")).await;
    let text = csv.is(200).body();
    assert!(!text.contains("Жұмабаев") && !text.contains("наниматель") && text.contains("перемешано"), "{text}");
    assert!(!text.contains("\"=СВОИМИ") && !text.contains(";=СВОИМИ"), "text never becomes a formula: {text}");
    assert_eq!(text.lines().count(), 14, "{text}");
    portal.visit(&boss, &format!("{at}/results.xlsx")).await.is(200);
    portal.visit(&owner(), &format!("/surveys/{id}")).await.is(200).sees("13 жауап келді.");
}
