//! The portal over real HTTP, on a loopback port of its own, for those who come with a browser.
//!
//! Time stands still and letters stay in memory as in [`super::TestPortal`]; what a background worker would do happens when a
//! test says so ([`Served::work`], [`Served::pass`]).
#![allow(clippy::expect_used, reason = "in a test, a broken promise is a failed test")]

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use aula::app::App;
use aula::clock::Clock;
use aula::config::Config;
use aula::db::{Conn, Db, migrate};
use aula::files::Store;
use aula::mail::{Post, Sent, postman};
use aula::web::Portal;
use aula::{capabilities, demo, jobs};
use chrono::TimeDelta;

use super::ground::Ground;
use super::people::SECRET;
use super::world;

/// A portal that listens. It stops when it is dropped.
pub(crate) struct Served {
    pub(crate) app: App,
    /// Where it listens: `http://127.0.0.1:…`, without a slash at the end.
    pub(crate) url: String,
    handle: ServerHandle,
    // last: the database goes when nobody uses it any more
    _ground: Ground,
}

impl Served {
    /// A portal with the [`world`] in it.
    pub(crate) async fn open() -> Self {
        Self::on(Ground::fresh())
    }

    /// A portal with the demo in it: `flats` flats, everything delivered that is due.
    pub(crate) async fn demo(flats: usize) -> Self {
        let ground = Ground::bare();
        migrate(&mut Conn::open(&ground.url).expect("a database")).expect("the migrations");
        let served = Self::on(ground);
        demo::fill(&served.app, flats, &|_| {}).await.expect("the demo");
        served.work().await;
        served
    }

    fn on(ground: Ground) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("the port's number"));
        let app = app(&ground, &url);
        let portal = Portal::new(app.clone(), capabilities::routes, capabilities::NAVIGATION);
        let server = HttpServer::new(move || portal.clone().worker())
            .workers(2)
            .disable_signals()
            .shutdown_timeout(1)
            .listen(listener)
            .expect("a server")
            .run();
        let handle = server.handle();
        drop(actix_web::rt::spawn(server));
        Self { app, url, handle, _ground: ground }
    }

    /// The whole address of a path.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Runs jobs and the postman until neither has anything left that is due.
    pub(crate) async fn work(&self) {
        loop {
            let worked = jobs::work_until_idle(&self.app).await.expect("the jobs");
            let went = postman::deliver_due(&self.app).await.expect("the post");
            if worked + went == 0 {
                return;
            }
        }
    }

    /// Lets time pass, and everything that comes round in it happen.
    pub(crate) async fn pass(&self, time: TimeDelta) {
        self.app.clock.pass(time);
        jobs::schedule::tick(&self.app, &capabilities::schedule()).await.expect("the schedule");
        self.work().await;
    }

    /// All letters that have left the house.
    pub(crate) fn letters(&self) -> Vec<Sent> {
        self.app.post.sent()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // the message is on its way at once; the answer need not be awaited
        drop(self.handle.stop(false));
    }
}

fn app(ground: &Ground, url: &str) -> App {
    let settings = [
        ("AULA_SECRET", SECRET),
        ("AULA_BASE_URL", url),
        ("AULA_REQUESTS_PER_SECOND", "0"),
        ("DATABASE_URL", ground.url.as_str()),
    ];
    let mut environment: BTreeMap<String, String> = settings.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    environment.insert("AULA_DATA".to_owned(), ground.folder.to_string_lossy().into_owned());
    let clock = Clock::standing_at(world::now());
    App {
        config: Arc::new(Config::read(Path::new("/nonexistent"), &environment).expect("the settings of the tests")),
        db: Db::open(&ground.url, 2, clock.clone()).expect("the test's database"),
        clock,
        post: Post::memory("Aula <aula@aula.example>", "aula.example").expect("a post in memory"),
        store: Store::open(&ground.folder).expect("a store in the test's folder"),
        jobs: Arc::new(capabilities::jobs()),
    }
}
