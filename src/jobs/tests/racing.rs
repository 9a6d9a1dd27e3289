//! Two workers, crashes, leases, and the end of the day.

use std::time::Duration;

use chrono::TimeDelta;
use diesel::prelude::*;
use futures_util::future::join_all;

use super::{Deed, ask, job, look, runs, stands};
use crate::db::Never;
use crate::db::schema::jobs;
use crate::jobs::worker::work;
use crate::jobs::{State, run, taken, work_once, work_until_idle};

#[actix_web::test]
async fn two_workers_share_the_work() {
    for (stand, mark) in stands("shared") {
        let app = &stand.app;
        for n in 0..60 {
            ask(app, job(&format!("{mark} {n}"), Deed::Well)).await.unwrap();
        }
        let (one, other) = (stand.twin(), stand.twin());
        let (one, other) =
            tokio::join!(async { work_until_idle(&one).await.unwrap() }, async { work_until_idle(&other).await.unwrap() });
        assert_eq!(one + other, 60);
        assert!((0..60).all(|n| runs(&format!("{mark} {n}")) == 1));
    }
}

#[actix_web::test]
async fn fifty_claims_at_once_take_fifty_jobs() {
    for (stand, mark) in stands("claims") {
        let app = &stand.app;
        for n in 0..50 {
            ask(app, job(&format!("{mark} {n}"), Deed::Well)).await.unwrap();
        }
        let claims = (0..50).map(|_| app.db.write::<_, Never>(|tx| Ok(taken::take(tx)?)));
        let mut taken: Vec<_> = join_all(claims).await.into_iter().filter_map(Result::unwrap).map(|job| job.id).collect();
        taken.sort();
        taken.dedup();
        assert_eq!(taken.len(), 50);
        assert!(!work_once(app).await.unwrap());
    }
}

#[actix_web::test]
async fn a_job_of_a_dead_worker_is_taken_after_its_lease() {
    for (stand, mark) in stands("crashed") {
        let app = &stand.app;
        let id = ask(app, job(&mark, Deed::Well)).await.unwrap();
        app.db.write::<_, Never>(|tx| Ok(taken::take(tx)?)).await.unwrap().unwrap();
        app.clock.pass(TimeDelta::seconds(119));
        assert!(!work_once(app).await.unwrap(), "the lease still holds");
        app.clock.pass(TimeDelta::seconds(1));
        assert!(work_once(app).await.unwrap());
        assert_eq!((look(app, id).await.state, look(app, id).await.attempts), (State::Done, 2));
    }
}

#[actix_web::test]
async fn a_job_that_fells_every_worker_dies() {
    for (stand, mark) in stands("deadly") {
        let app = &stand.app;
        let id = ask(app, job(&mark, Deed::Well)).await.unwrap();
        for _ in 0..taken::ATTEMPTS {
            app.db.write::<_, Never>(|tx| Ok(taken::take(tx)?)).await.unwrap().unwrap();
            app.clock.pass(taken::LEASE);
        }
        assert!(work_once(app).await.unwrap());
        assert_eq!((look(app, id).await.state, runs(&mark)), (State::Dead, 0));
    }
}

#[actix_web::test]
async fn a_long_job_stays_in_its_hands() {
    for (stand, mark) in stands("long") {
        let app = stand.twin();
        let id = ask(&app, job(&mark, Deed::Slowly(600))).await.unwrap();
        let taken = app.db.write::<_, Never>(|tx| Ok(taken::take(tx)?)).await.unwrap().unwrap();
        let working = tokio::spawn({
            let app = app.clone();
            async move { work(&app, &taken, Duration::from_millis(20)).await }
        });
        for _ in 0..4 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            app.clock.pass(TimeDelta::seconds(90));
            tokio::time::sleep(Duration::from_millis(40)).await;
            assert!(!work_once(&app).await.unwrap(), "it was taken from a worker who is still at it");
        }
        working.await.unwrap().unwrap();
        assert_eq!((look(&app, id).await.state, runs(&mark)), (State::Done, 1));
    }
}

#[actix_web::test]
async fn who_lost_a_job_leaves_it_alone() {
    for (stand, mark) in stands("lost") {
        let app = stand.twin();
        let id = ask(&app, job(&mark, Deed::Slowly(400))).await.unwrap();
        let taken = app.db.write::<_, Never>(|tx| Ok(taken::take(tx)?)).await.unwrap().unwrap();
        let working = tokio::spawn({
            let app = app.clone();
            async move { work(&app, &taken, Duration::from_millis(50)).await }
        });
        tokio::time::sleep(Duration::from_millis(10)).await;
        let other = diesel::update(jobs::table).set(jobs::attempts.eq(jobs::attempts + 1));
        app.db.write::<_, Never>(move |tx| Ok(other.execute(&mut **tx)?)).await.unwrap();
        working.await.unwrap().unwrap();
        assert_eq!((runs(&mark), runs(&format!("{mark} to its end"))), (1, 0), "it went on with another's job");
        assert_eq!(look(&app, id).await.state, State::Running, "it noted the end of another's job");
    }
}

#[actix_web::test]
async fn the_current_job_is_finished_when_the_day_ends() {
    for (stand, mark) in stands("evening") {
        let app = stand.twin();
        let (stop, stopping) = tokio::sync::watch::channel(false);
        let day = tokio::spawn(run(app.clone(), stopping));
        tokio::time::sleep(Duration::from_millis(100)).await;
        let id = ask(&app, job(&mark, Deed::Slowly(300))).await.unwrap();
        // a second later: jobs of one moment have no order
        app.clock.pass(TimeDelta::seconds(1));
        let next = ask(&app, job(&format!("{mark} next"), Deed::Well)).await.unwrap();
        while runs(&mark) == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        stop.send(true).unwrap();
        tokio::time::timeout(Duration::from_secs(3), day).await.expect("it did not stop").unwrap();
        assert_eq!(look(&app, id).await.state, State::Done);
        assert_eq!(look(&app, next).await.state, State::Waiting);
    }
}
