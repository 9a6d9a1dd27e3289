//! One letter at a time: written, due, sent, forgotten, put back.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::{letter, outcome, post, post_all};
use crate::db::schema::letters;
use crate::db::{Failure, Never};
use crate::mail::postman::{deliver_due, forget_bodies};
use crate::mail::{Letter, Outcome, Post, State, lists, outbox};
use crate::stand::Stand;

#[actix_web::test]
async fn a_letter_waits_until_it_is_due_and_goes_once() {
    for stand in Stand::each() {
        let app = &stand.app;
        let later = Letter { due_at: app.clock.now() + TimeDelta::hours(1), ..letter(app, "a@mail.kz") };
        let id = post(app, later).await.unwrap();
        assert_eq!(deliver_due(app).await.unwrap(), 0);
        assert_eq!(outcome(app, id).await, Outcome::Waiting { attempts: 0 });
        app.clock.pass(TimeDelta::hours(1));
        assert_eq!(deliver_due(app).await.unwrap(), 1);
        assert_eq!(deliver_due(app).await.unwrap(), 0);
        assert_eq!(outcome(app, id).await, Outcome::Sent { at: app.clock.now(), attempts: 1 });
        let sent = app.post.sent();
        assert_eq!(sent.len(), 1);
        assert_eq!((sent[0].id, sent[0].to.as_str(), sent[0].subject.as_str()), (id, "a@mail.kz", "Су ертең болмайды"));
        assert!(sent[0].raw.contains(&format!("Message-ID: <{id}@aula.kz>")));
    }
}

#[actix_web::test]
async fn the_same_letter_is_posted_once_and_the_answer_keeps_its_order() {
    for stand in Stand::each() {
        let app = &stand.app;
        let keyed = |key: &str| Letter { once_key: Some(key.into()), ..letter(app, "a@mail.kz") };
        assert!(post(app, keyed("one")).await.is_some());
        assert!(post(app, keyed("one")).await.is_none());
        let all =
            post_all(app, vec![keyed("two"), keyed("one"), letter(app, "b@mail.kz"), keyed("two"), letter(app, "c@mail.kz")])
                .await;
        assert_eq!(all.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, true, false, true]);
        assert_eq!(deliver_due(app).await.unwrap(), 4);
        let sent = app.post.sent();
        let third = sent.iter().find(|sent| Some(sent.id) == all[2]).unwrap();
        assert_eq!(third.to, "b@mail.kz");
    }
}

#[actix_web::test]
async fn many_letters_take_few_statements() {
    for stand in Stand::each() {
        let app = &stand.app;
        let all: Vec<Letter> = (0..1200).map(|n| letter(app, &format!("a{n}@mail.kz"))).collect();
        let before = app.db.statements();
        let ids = post_all(app, all).await;
        assert!(app.db.statements() - before <= 3, "{}", app.db.statements() - before);
        assert_eq!(ids.iter().flatten().count(), 1200);
        let ids: Vec<_> = ids.into_iter().flatten().collect();
        let outcomes = app.db.read(move |conn| outbox::outcomes(conn, &ids)).await.unwrap();
        assert_eq!(outcomes.len(), 1200);
    }
}

#[actix_web::test]
async fn a_refused_transaction_posts_nothing() {
    for stand in Stand::each() {
        let app = &stand.app;
        let one = letter(app, "a@mail.kz");
        let refused = app.db.write(move |tx| {
            outbox::post(tx, &one)?;
            Err::<(), _>(Failure::Refused("no"))
        });
        assert!(refused.await.is_err());
        assert_eq!(deliver_due(app).await.unwrap(), 0);
    }
}

#[actix_web::test]
async fn an_address_that_cannot_be_one_kills_its_letter_only() {
    for stand in Stand::each() {
        let app = &stand.app;
        let person = stand.person().await;
        let since = app.clock.now();
        app.clock.pass(TimeDelta::seconds(1));
        let bad = post(app, Letter { person: Some(person), ..letter(app, "a@b@c\r\nBcc: x@y.kz") }).await.unwrap();
        let good = post(app, letter(app, "a@mail.kz")).await.unwrap();
        assert_eq!(deliver_due(app).await.unwrap(), 1);
        assert!(matches!(outcome(app, bad).await, Outcome::Dead { refused: true, attempts: 1, .. }));
        assert!(matches!(outcome(app, good).await, Outcome::Sent { .. }));
        let bounced = app.db.read(move |conn| outbox::bounced(conn, since, 10)).await.unwrap();
        assert_eq!(bounced.iter().map(|bounced| (bounced.letter, bounced.person)).collect::<Vec<_>>(), [(bad, person)]);
    }
}

#[actix_web::test]
async fn a_folder_has_one_file_for_a_letter_however_often_it_was_sent() {
    for mut stand in Stand::each() {
        let folder = stand.folder.join("mail");
        stand.app.post = Post::open(None, &folder, "aula@aula.kz", "aula.kz").unwrap();
        stand.app.post.check().await.unwrap();
        let app = &stand.app;
        let id = post(app, letter(app, "a@mail.kz")).await.unwrap();
        for _ in 0..2 {
            assert_eq!(deliver_due(app).await.unwrap(), 1);
            let forgotten = (letters::state.eq(State::Waiting), letters::sent_at.eq(None::<chrono::NaiveDateTime>));
            app.db
                .write::<_, Never>(move |tx| Ok(diesel::update(letters::table).set(forgotten).execute(&mut **tx)?))
                .await
                .unwrap();
        }
        let names: Vec<String> =
            std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
        assert_eq!(names, [format!("{id}@aula.kz.eml")]);
        let written = std::fs::read_to_string(folder.join(&names[0])).unwrap();
        assert!(written.contains("multipart/alternative") && written.ends_with("--\r\n"));
    }
}

#[actix_web::test]
async fn people_see_what_waits_and_what_died_and_put_it_back() {
    for stand in Stand::each() {
        let app = &stand.app;
        let (ours, theirs) = (stand.company().await, stand.company().await);
        let mut ids = Vec::new();
        for n in 0..5 {
            ids.push(post(app, Letter { company: Some(ours), ..letter(app, &format!("bad {n}")) }).await.unwrap());
            app.clock.pass(TimeDelta::milliseconds(5));
        }
        app.clock.pass(TimeDelta::seconds(90));
        let age = app
            .db
            .read({
                let now = app.clock.now();
                move |conn| lists::pending_age(conn, now)
            })
            .await
            .unwrap();
        assert_eq!(age.map(|age| age.num_seconds()), Some(90));
        deliver_due(app).await.unwrap();
        let read = |company, before| app.db.read(move |conn| lists::in_state(conn, Some(company), State::Dead, before, 2));
        let first = read(ours, None).await.unwrap();
        assert_eq!(first.iter().map(|e| e.id).collect::<Vec<_>>(), [ids[4], ids[3]], "the newest first");
        let second = read(ours, Some(ids[3])).await.unwrap();
        assert_eq!(second.iter().map(|e| e.id).collect::<Vec<_>>(), [ids[2], ids[1]]);
        assert!(read(theirs, None).await.unwrap().is_empty());
        assert!(first[0].last_error.as_ref().is_some_and(|said| said.contains("space") && !said.starts_with("refused")));
        let again = |company, id| app.db.write::<_, Never>(move |tx| Ok(outbox::again(tx, company, id)?));
        assert!(!again(Some(theirs), ids[0]).await.unwrap(), "another company's letter is not there");
        assert!(!again(None, ids[0]).await.unwrap());
        assert!(again(Some(ours), ids[0]).await.unwrap());
        assert!(!again(Some(ours), ids[0]).await.unwrap(), "it waits already");
        assert_eq!(outcome(app, ids[0]).await, Outcome::Waiting { attempts: 0 });
        let recent = app.db.read(|conn| lists::recent(conn, 10, None)).await.unwrap();
        assert_eq!(recent.len(), 5);
    }
}

#[actix_web::test]
async fn bodies_are_forgotten_and_deeds_are_not() {
    for stand in Stand::each() {
        let app = &stand.app;
        let old = post(app, letter(app, "a@mail.kz")).await.unwrap();
        deliver_due(app).await.unwrap();
        app.clock.pass(TimeDelta::days(60));
        let young = post(app, letter(app, "b@mail.kz")).await.unwrap();
        deliver_due(app).await.unwrap();
        app.clock.pass(TimeDelta::days(31));
        assert_eq!(forget_bodies(app).await.unwrap(), 1);
        assert_eq!(forget_bodies(app).await.unwrap(), 0);
        let open = |id| app.db.read(move |conn| lists::letter(conn, id));
        let opened = open(old).await.unwrap().unwrap();
        assert_eq!((opened.text.as_str(), opened.html.as_str(), opened.envelope.state), ("", "", State::Sent));
        assert_eq!(open(young).await.unwrap().unwrap().text, "Сәлеметсіз бе");
    }
}
