//! Tasks that come round.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use futures_util::future::{BoxFuture, join_all};

use crate::app::App;
use crate::jobs::schedule::{Every, Task, tick};
use crate::stand::Stand;

static HOURLY: AtomicUsize = AtomicUsize::new(0);
static RACED: AtomicUsize = AtomicUsize::new(0);

fn hourly(_: &App) -> BoxFuture<'_, anyhow::Result<()>> {
    Box::pin(async {
        HOURLY.fetch_add(1, Ordering::SeqCst);
        Ok(())
    })
}

fn raced(_: &App) -> BoxFuture<'_, anyhow::Result<()>> {
    Box::pin(async {
        RACED.fetch_add(1, Ordering::SeqCst);
        Ok(())
    })
}

fn failing(_: &App) -> BoxFuture<'_, anyhow::Result<()>> {
    Box::pin(async { Err(anyhow::anyhow!("meant")) })
}

fn panicking(_: &App) -> BoxFuture<'_, anyhow::Result<()>> {
    Box::pin(async { panic!("meant") })
}

#[actix_web::test]
async fn what_was_missed_comes_round_once() {
    for stand in Stand::each() {
        HOURLY.store(0, Ordering::SeqCst);
        let tasks = [Task { name: "tests.hourly", every: Every::Minutes(60), run: hourly }];
        let (app, ran) = (&stand.app, ["tests.hourly"].as_slice());
        assert_eq!(tick(app, &tasks).await.unwrap(), ran);
        assert!(tick(app, &tasks).await.unwrap().is_empty());
        app.clock.pass(TimeDelta::minutes(59));
        assert!(tick(app, &tasks).await.unwrap().is_empty());
        app.clock.pass(TimeDelta::minutes(1));
        assert_eq!(tick(app, &tasks).await.unwrap(), ran);
        app.clock.pass(TimeDelta::days(3));
        assert_eq!(tick(app, &tasks).await.unwrap(), ran, "three days of silence are made up for once");
        assert!(tick(app, &tasks).await.unwrap().is_empty());
        assert_eq!(HOURLY.load(Ordering::SeqCst), 3);
    }
}

#[actix_web::test]
async fn a_daily_task_waits_for_its_hour() {
    for stand in Stand::each() {
        // the clock stands at 12:00 UTC, which is 17:00 in Almaty
        let tasks = [Task {
            name: "tests.daily",
            every: Every::DayAt { hour: 18, minute: 0, zone: chrono_tz::Asia::Almaty },
            run: hourly_quiet,
        }];
        let app = &stand.app;
        assert!(tick(app, &tasks).await.unwrap().is_empty());
        app.clock.pass(TimeDelta::minutes(59));
        assert!(tick(app, &tasks).await.unwrap().is_empty());
        app.clock.pass(TimeDelta::minutes(1));
        assert_eq!(tick(app, &tasks).await.unwrap().len(), 1);
        app.clock.pass(TimeDelta::hours(23));
        assert!(tick(app, &tasks).await.unwrap().is_empty());
        app.clock.pass(TimeDelta::hours(1));
        assert_eq!(tick(app, &tasks).await.unwrap().len(), 1);
    }
}

fn hourly_quiet(_: &App) -> BoxFuture<'_, anyhow::Result<()>> {
    Box::pin(async { Ok(()) })
}

#[actix_web::test]
async fn of_many_processes_one_runs_the_task() {
    for stand in Stand::each() {
        RACED.store(0, Ordering::SeqCst);
        let tasks = [Task { name: "tests.raced", every: Every::Minutes(5), run: raced }];
        for round in 1..=3 {
            join_all((0..20).map(|_| async { tick(&stand.twin(), &tasks).await.unwrap() })).await;
            assert_eq!(RACED.load(Ordering::SeqCst), round);
            stand.app.clock.pass(TimeDelta::minutes(5));
        }
    }
}

#[actix_web::test]
async fn a_task_that_fails_does_not_stop_the_next() {
    for stand in Stand::each() {
        let tasks = [
            Task { name: "tests.failing", every: Every::Minutes(5), run: failing },
            Task { name: "tests.panicking", every: Every::Minutes(5), run: panicking },
            Task { name: "tests.fine", every: Every::Minutes(5), run: hourly_quiet },
        ];
        assert_eq!(tick(&stand.app, &tasks).await.unwrap().len(), 3);
    }
}
