//! What a request or a job may need, in one place.

use std::sync::Arc;

use anyhow::Context;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Conn, Db, migrate};
use crate::files::Store;
use crate::jobs::Registry;
use crate::mail::Post;

/// The running portal; clones share everything.
#[derive(Clone)]
pub struct App {
    /// Settings, read once.
    pub config: Arc<Config>,
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// Where letters go.
    pub post: Post,
    /// Where uploaded bytes lie.
    pub store: Store,
    /// Which kinds of job there are.
    pub jobs: Arc<Registry>,
}

impl App {
    /// Opens everything, bringing the database up to date first.
    ///
    /// # Errors
    /// With what could not be opened, for the person who starts the server.
    pub fn open(config: Config, clock: Clock, jobs: Registry) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&config.data).with_context(|| format!("the data folder {}", config.data.display()))?;
        let url = config.database_url.reveal();
        let mut conn = Conn::open(url).context("the database")?;
        let steps = migrate(&mut conn).map_err(|e| anyhow::anyhow!("bringing the database up to date: {e}"))?;
        if !steps.is_empty() {
            tracing::info!("the database was brought up to date by {} steps", steps.len());
        }
        drop(conn);
        let smtp = config.smtp_url.as_ref().map(crate::config::Secret::reveal);
        let post = Post::open(smtp, &config.data.join("mail"), &config.mail_from, config.host())
            .map_err(|e| anyhow::anyhow!("mail: {e}"))?;
        Ok(Self {
            db: Db::open(url, config.workers.max(2), clock.clone()).context("the database")?,
            store: Store::open(&config.data).map_err(|e| anyhow::anyhow!("the file store: {e}"))?,
            config: Arc::new(config),
            clock,
            post,
            jobs: Arc::new(jobs),
        })
    }
}
