//! One job at a time.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::{Deed, ask, job, look, runs, stands};
use crate::db::schema::jobs;
use crate::db::{Failure, Never};
use crate::jobs::{Registry, State, again, dead, enqueue, enqueue_at, of_company, prune, work_once, work_until_idle};

#[actix_web::test]
async fn a_job_is_done_once() {
    for (stand, mark) in stands("once") {
        let app = &stand.app;
        let id = ask(app, job(&mark, Deed::Well)).await.unwrap();
        assert!(work_once(app).await.unwrap());
        assert!(!work_once(app).await.unwrap());
        let row = look(app, id).await;
        assert_eq!((row.state, row.attempts, row.ended_at), (State::Done, 1, Some(app.clock.now())));
        assert_eq!(runs(&mark), 1);
    }
}

#[actix_web::test]
async fn a_job_for_later_waits_and_a_refused_transaction_asks_for_nothing() {
    for (stand, mark) in stands("later") {
        let app = &stand.app;
        let (one, other) = (job(&mark, Deed::Well), job(&mark, Deed::Well));
        let later = app.clock.now() + TimeDelta::hours(1);
        app.db.write::<_, Never>(move |tx| Ok(enqueue_at(tx, &one, later)?)).await.unwrap();
        let refused = app.db.write(move |tx| {
            enqueue(tx, &other)?;
            Err::<(), _>(Failure::Refused("no"))
        });
        assert!(refused.await.is_err());
        assert_eq!(work_until_idle(app).await.unwrap(), 0);
        app.clock.pass(TimeDelta::hours(1));
        assert_eq!(work_until_idle(app).await.unwrap(), 1);
    }
}

#[actix_web::test]
async fn the_same_job_is_asked_for_once() {
    for (stand, mark) in stands("same") {
        let app = &stand.app;
        let one = super::Test { once: true, ..job(&mark, Deed::Well) };
        assert!(ask(app, one.clone()).await.is_some());
        assert!(ask(app, one.clone()).await.is_none());
        assert_eq!(work_until_idle(app).await.unwrap(), 1);
        assert!(ask(app, one.clone()).await.is_none(), "done is done");
        app.clock.pass(TimeDelta::days(31));
        assert_eq!(prune(app).await.unwrap(), 1);
        assert!(ask(app, one).await.is_some());
    }
}

#[actix_web::test]
async fn failures_are_tried_again_ever_later_and_then_shown() {
    for (stand, mark) in stands("fails") {
        let app = &stand.app;
        let company = stand.company().await;
        let id = ask(app, super::Test { company: Some(company), ..job(&mark, Deed::Badly) }).await.unwrap();
        let mut pauses = Vec::new();
        for _ in 1..8 {
            assert_eq!(work_until_idle(app).await.unwrap(), 1);
            let row = look(app, id).await;
            assert_eq!((row.state, row.last_error.as_deref()), (State::Waiting, Some("the roof leaks")));
            pauses.push((row.due_at - app.clock.now()).num_seconds());
            app.clock.pass(row.due_at - app.clock.now());
        }
        assert_eq!(pauses, [10, 30, 120, 600, 1800, 3600, 14_400]);
        assert_eq!(work_until_idle(app).await.unwrap(), 1);
        assert_eq!((look(app, id).await.state, runs(&mark)), (State::Dead, 8));
        app.clock.pass(TimeDelta::days(100));
        assert_eq!((work_until_idle(app).await.unwrap(), prune(app).await.unwrap()), (0, 0), "dead, and not forgotten");
        let shown = app.db.read(move |conn| dead(conn, Some(company), None, 10)).await.unwrap();
        assert_eq!(shown.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
        assert!(!app.db.write::<_, Never>(move |tx| Ok(again(tx, None, id)?)).await.unwrap(), "not theirs");
        assert!(app.db.write::<_, Never>(move |tx| Ok(again(tx, Some(company), id)?)).await.unwrap());
        assert_eq!(work_until_idle(app).await.unwrap(), 1);
    }
}

#[actix_web::test]
async fn a_panic_is_a_failure_and_the_worker_goes_on() {
    for (stand, mark) in stands("panics") {
        let app = &stand.app;
        let id = ask(app, job(&mark, Deed::Panicking)).await.unwrap();
        ask(app, job(&format!("{mark} next"), Deed::Well)).await.unwrap();
        assert_eq!(work_until_idle(app).await.unwrap(), 2);
        let row = look(app, id).await;
        assert_eq!((row.state, row.last_error.as_deref()), (State::Waiting, Some("panic: meant")));
    }
}

#[actix_web::test]
async fn a_needless_job_is_dropped_and_says_why() {
    for (stand, mark) in stands("needless") {
        let app = &stand.app;
        let id = ask(app, job(&mark, Deed::Needlessly)).await.unwrap();
        work_until_idle(app).await.unwrap();
        let row = look(app, id).await;
        assert_eq!((row.state, row.last_error.as_deref()), (State::Dropped, Some("nobody lives here")));
    }
}

#[actix_web::test]
async fn a_job_may_ask_for_another_and_tell_how_far_it_is() {
    for (stand, mark) in stands("more") {
        let app = &stand.app;
        ask(app, job(&mark, Deed::AskingFor(format!("{mark} second")))).await.unwrap();
        let telling = ask(app, job(&mark, Deed::Telling)).await.unwrap();
        assert_eq!(work_until_idle(app).await.unwrap(), 3);
        assert_eq!(runs(&format!("{mark} second")), 1);
        let row = look(app, telling).await;
        assert_eq!((row.done_parts, row.all_parts, row.state), (3, 7, State::Done));
    }
}

#[actix_web::test]
async fn what_nobody_here_knows_waits_for_who_does() {
    for (mut stand, mark) in stands("unknown") {
        let id = ask(&stand.app, job(&mark, Deed::Well)).await.unwrap();
        let knowing = std::mem::replace(&mut stand.app.jobs, std::sync::Arc::new(Registry::new()));
        assert_eq!(work_until_idle(&stand.app).await.unwrap(), 1);
        assert_eq!(look(&stand.app, id).await.state, State::Waiting);
        stand.app.jobs = knowing;
        stand.app.clock.pass(TimeDelta::seconds(10));
        assert_eq!(work_until_idle(&stand.app).await.unwrap(), 1);
        assert_eq!(look(&stand.app, id).await.state, State::Done);
    }
}

#[actix_web::test]
async fn another_companys_job_is_not_there() {
    for (stand, mark) in stands("theirs") {
        let app = &stand.app;
        let (ours, theirs) = (stand.company().await, stand.company().await);
        let id = ask(app, super::Test { company: Some(ours), ..job(&mark, Deed::Well) }).await.unwrap();
        assert!(app.db.read(move |conn| of_company(conn, ours, id)).await.unwrap().is_some());
        assert!(app.db.read(move |conn| of_company(conn, theirs, id)).await.unwrap().is_none());
    }
}

#[actix_web::test]
async fn only_what_ended_long_ago_is_cleared_away() {
    for (stand, mark) in stands("pruned") {
        let app = &stand.app;
        ask(app, job(&mark, Deed::Well)).await.unwrap();
        work_until_idle(app).await.unwrap();
        app.clock.pass(TimeDelta::days(20));
        ask(app, job(&mark, Deed::Well)).await.unwrap();
        work_until_idle(app).await.unwrap();
        let waiting = job(&mark, Deed::Well);
        ask(app, waiting).await.unwrap();
        app.clock.pass(TimeDelta::days(11));
        assert_eq!(prune(app).await.unwrap(), 1);
        assert_eq!(app.db.read(|conn| jobs::table.count().get_result::<i64>(conn)).await.unwrap(), 2);
    }
}
