//! The portal's insides as all tests run them: time stands still, letters stay in memory, and what a background worker would do
//! happens when a test says so.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use aula::app::App;
use aula::clock::Clock;
use aula::config::Config;
use aula::db::Db;
use aula::files::Store;
use aula::mail::{Post, postman};
use aula::{capabilities, jobs};
use chrono::TimeDelta;

use super::ground::Ground;
use super::people::SECRET;
use super::world;

/// Letters that stay where they are.
pub(crate) fn memory() -> Post {
    Post::memory("Aula <aula@aula.example>", "aula.example").expect("a post in memory")
}

/// A portal on that ground, which people reach at `base_url`.
pub(crate) fn app(ground: &Ground, base_url: &str, post: Post) -> App {
    let settings = [
        ("AULA_SECRET", SECRET),
        ("AULA_BASE_URL", base_url),
        ("AULA_REQUESTS_PER_SECOND", "0"),
        ("DATABASE_URL", ground.url.as_str()),
        ("AULA_PAYMENT_SANDBOX", "yes"),
    ];
    let mut environment: BTreeMap<String, String> = settings.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    environment.insert("AULA_DATA".to_owned(), ground.folder.to_string_lossy().into_owned());
    let clock = Clock::standing_at(world::now());
    App {
        config: Arc::new(Config::read(Path::new("/nonexistent"), &environment).expect("the settings of the tests")),
        db: Db::open(&ground.url, 2, clock.clone()).expect("the test's database"),
        clock,
        post,
        store: Store::open(&ground.folder).expect("a store in the test's folder"),
        jobs: Arc::new(capabilities::jobs()),
    }
}

/// Runs jobs and the postman until neither has anything left that is due.
pub(crate) async fn work(app: &App) {
    loop {
        let worked = jobs::work_until_idle(app).await.expect("the jobs");
        let went = postman::deliver_due(app).await.expect("the post");
        if worked + went == 0 {
            return;
        }
    }
}

/// Lets time pass, and everything that comes round in it happen.
pub(crate) async fn pass(app: &App, time: TimeDelta) {
    app.clock.pass(time);
    jobs::schedule::tick(app, &capabilities::schedule()).await.expect("the schedule");
    work(app).await;
}
