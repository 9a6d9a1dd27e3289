//! Many postmen, crashes, and the end of the day.

use std::collections::HashSet;

use chrono::TimeDelta;
use diesel::prelude::*;
use futures_util::future::join_all;

use super::{letter, outcome, post, post_all};
use crate::db::Never;
use crate::db::schema::letters;
use crate::mail::postman::{deliver_due, run};
use crate::mail::taken::{self, ATTEMPTS};
use crate::mail::{Letter, Outcome, State, lists};
use crate::stand::Stand;

#[actix_web::test]
async fn fifty_postmen_carry_each_letter_once() {
    for stand in Stand::each() {
        let app = &stand.app;
        post_all(app, (0..200).map(|n| letter(app, &format!("a{n}@mail.kz"))).collect()).await;
        let went = join_all((0..50).map(|_| async { deliver_due(&stand.twin()).await.unwrap() })).await;
        assert_eq!(went.iter().sum::<usize>(), 200);
        let sent = app.post.sent();
        assert_eq!(sent.len(), 200);
        assert_eq!(sent.iter().map(|sent| sent.id).collect::<HashSet<_>>().len(), 200);
    }
}

#[actix_web::test]
async fn fifty_claims_at_once_share_the_letters_out() {
    for stand in Stand::each() {
        let app = &stand.app;
        post_all(app, (0..100).map(|n| letter(app, &format!("a{n}@mail.kz"))).collect()).await;
        let claims = (0..50).map(|_| app.db.write::<_, Never>(|tx| Ok(taken::take(tx, 8)?)));
        let taken: Vec<_> = join_all(claims).await.into_iter().flat_map(Result::unwrap).map(|letter| letter.id).collect();
        assert_eq!(taken.len(), 100, "nobody got nothing while there was work");
        assert_eq!(taken.into_iter().collect::<HashSet<_>>().len(), 100, "nobody got another's");
    }
}

#[actix_web::test]
async fn fifty_transactions_post_one_letter_under_one_key() {
    for stand in Stand::each() {
        let app = &stand.app;
        let posted =
            join_all((0..50).map(|_| post(app, Letter { once_key: Some("k".into()), ..letter(app, "a@mail.kz") }))).await;
        assert_eq!(posted.iter().flatten().count(), 1);
        assert_eq!(deliver_due(app).await.unwrap(), 1);
    }
}

#[actix_web::test]
async fn a_letter_left_lying_is_taken_again_after_its_lease() {
    for stand in Stand::each() {
        let app = &stand.app;
        let id = post(app, letter(app, "a@mail.kz")).await.unwrap();
        let crashed = app.db.write::<_, Never>(|tx| Ok(taken::take(tx, 8)?)).await.unwrap();
        assert_eq!(crashed.len(), 1);
        app.clock.pass(TimeDelta::seconds(119));
        assert_eq!(deliver_due(app).await.unwrap(), 0, "the lease still holds");
        app.clock.pass(TimeDelta::seconds(1));
        assert_eq!(deliver_due(app).await.unwrap(), 1);
        assert!(matches!(outcome(app, id).await, Outcome::Sent { attempts: 2, .. }));
        let late = app.db.write::<_, Never>(move |tx| Ok(taken::failed(tx, id, 1, "late")?));
        late.await.unwrap();
        assert!(matches!(outcome(app, id).await, Outcome::Sent { .. }), "who lost the lease has no say");
    }
}

#[actix_web::test]
async fn a_letter_that_fells_every_postman_dies() {
    for stand in Stand::each() {
        let app = &stand.app;
        let id = post(app, letter(app, "a@mail.kz")).await.unwrap();
        for _ in 0..ATTEMPTS {
            app.db.write::<_, Never>(|tx| Ok(taken::take(tx, 1)?)).await.unwrap();
            app.clock.pass(taken::LEASE);
        }
        assert_eq!(deliver_due(app).await.unwrap(), 0);
        assert!(matches!(outcome(app, id).await, Outcome::Dead { refused: false, .. }));
        assert!(app.post.sent().is_empty());
    }
}

#[actix_web::test]
async fn the_walk_wakes_at_the_bell_and_ends_when_told() {
    for stand in Stand::each() {
        let app = stand.twin();
        let (stop, stopping) = tokio::sync::watch::channel(false);
        let walk = tokio::spawn(run(app.clone(), stopping));
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        post(&app, letter(&app, "a@mail.kz")).await.unwrap();
        let begun = std::time::Instant::now();
        while app.post.sent().is_empty() && begun.elapsed().as_secs() < 10 {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert!(begun.elapsed().as_secs() < 3, "the bell was not heard");
        stop.send(true).unwrap();
        tokio::time::timeout(std::time::Duration::from_secs(2), walk).await.expect("it did not stop").unwrap();
        let states: Vec<State> = app.db.read(|conn| letters::table.select(letters::state).load(conn)).await.unwrap();
        assert_eq!(states, [State::Sent]);
        assert_eq!(app.db.read(|conn| lists::recent(conn, 10, None)).await.unwrap().len(), 1);
    }
}
