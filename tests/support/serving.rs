//! The portal over real HTTP, on a loopback port of its own, for those who come with a browser.
//!
//! Time stands still and letters stay in memory as in [`super::TestPortal`]; what a background worker would do happens when a
//! test says so ([`Served::work`], [`Served::pass`]).
#![allow(clippy::expect_used, reason = "in a test, a broken promise is a failed test")]

use std::cell::RefCell;
use std::net::TcpListener;

use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use aula::app::App;
use aula::db::{Conn, migrate};
use aula::mail::Sent;
use aula::web::Portal;
use aula::{capabilities, demo};
use chrono::TimeDelta;

use super::ground::Ground;
use super::running;

/// A portal that listens. It stops when it is dropped.
pub(crate) struct Served {
    pub(crate) app: App,
    /// Where it listens: `http://127.0.0.1:…`, without a slash at the end.
    pub(crate) url: String,
    handle: RefCell<ServerHandle>,
    // last: the database goes when nobody uses it any more
    _ground: Ground,
}

impl Served {
    /// A portal with the [`world`](super::world) in it.
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
        let app = running::app(&ground, &url, running::memory());
        let handle = RefCell::new(listen(&app, listener));
        Self { app, url, handle, _ground: ground }
    }

    /// The network goes: nothing listens any more.
    pub(crate) async fn cut(&self) {
        let handle = self.handle.borrow().clone();
        handle.stop(false).await;
    }

    /// It is back, at the same address.
    pub(crate) fn mend(&self) {
        let listener = TcpListener::bind(self.url.trim_start_matches("http://")).expect("the port is free again");
        *self.handle.borrow_mut() = listen(&self.app, listener);
    }

    /// The whole address of a path.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Runs jobs and the postman until neither has anything left that is due.
    pub(crate) async fn work(&self) {
        running::work(&self.app).await;
    }

    /// Lets time pass, and everything that comes round in it happen.
    pub(crate) async fn pass(&self, time: TimeDelta) {
        running::pass(&self.app, time).await;
    }

    /// All letters that have left the house.
    pub(crate) fn letters(&self) -> Vec<Sent> {
        self.app.post.sent()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // the message is on its way at once; the answer need not be awaited
        drop(self.handle.borrow().stop(false));
    }
}

fn listen(app: &App, listener: TcpListener) -> ServerHandle {
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
    handle
}
