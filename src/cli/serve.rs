//! Running the portal, and stopping it: requests are finished, and so are the current job and the current letters.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::HttpServer;
use actix_web::dev::Server;
use anyhow::Context;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::sync::watch;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use super::{Demo, say};
use crate::app::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::web::Portal;
use crate::{accounts, capabilities, jobs, mail};

/// How long a stop waits for requests and for the current job.
const PATIENCE: u64 = 25;

pub(super) fn serve(config: Config) -> anyhow::Result<()> {
    log(true);
    tracing::info!("settings: {config:?}");
    actix_web::rt::System::new().block_on(async move {
        // not before the runtime runs: the pool of connections to the mail server lives in it
        let app = App::open(config, Clock::real(), capabilities::jobs())?;
        if !app.db.read(accounts::has_operator).await? {
            say(&format!(
                "Nobody runs this installation yet. Create the operator's account here:\n  {}",
                accounts::first_link(&app.config)
            ));
        }
        run(app, || {}).await
    })
}

pub(super) fn demo(demo: &Demo, environment: &BTreeMap<String, String>) -> anyhow::Result<()> {
    log(false);
    let temporary = std::env::temp_dir().join(format!("aula-demo-{}", std::process::id()));
    let data = demo.keep.clone().unwrap_or_else(|| temporary.clone());
    std::fs::create_dir_all(&data)?;
    let mut settings = environment.clone();
    settings.insert("AULA_DATA".into(), data.to_string_lossy().into_owned());
    settings.insert("AULA_ADDR".into(), demo.addr.to_string());
    settings.entry("AULA_BASE_URL".into()).or_insert_with(|| format!("http://{}", demo.addr));
    settings.remove("SMTP_URL");
    settings.remove("DATABASE_URL");
    if let Some(url) = &demo.database {
        settings.insert("DATABASE_URL".into(), url.clone());
    }
    let mut config = Config::read(Path::new("/dev/null"), &settings)?;
    config.demo = true;
    config.sandbox = true;
    let filled = fill_and_run(config, demo);
    if demo.keep.is_none() {
        std::fs::remove_dir_all(&temporary)
            .with_context(|| format!("the temporary folder {} stays behind", temporary.display()))?;
    }
    filled
}

fn fill_and_run(config: Config, demo: &Demo) -> anyhow::Result<()> {
    let flats = demo.flats;
    actix_web::rt::System::new().block_on(async move {
        let app = App::open(config, Clock::real(), capabilities::jobs())?;
        let began = Instant::now();
        crate::demo::fill(&app, flats, &|line| say(line)).await?;
        let (url, took) = (app.config.base_url.clone(), began.elapsed());
        run(app, move || say(&crate::demo::welcome(&url, took))).await
    })
}

/// Logs: lines for people at a terminal, JSON for machines. `RUST_LOG` says how much of what: `info,aula::mail=debug`.
fn log(info: bool) {
    let usual = Targets::new().with_default(if info { LevelFilter::INFO } else { LevelFilter::WARN });
    let wanted = std::env::var("RUST_LOG").ok().and_then(|wanted| wanted.parse().ok()).unwrap_or(usual);
    let (log, registry) =
        (tracing_subscriber::fmt::layer().with_writer(std::io::stderr), tracing_subscriber::registry().with(wanted));
    let started =
        if std::io::stderr().is_terminal() { registry.with(log).try_init() } else { registry.with(log.json()).try_init() };
    // somebody has set up a log already: theirs it is
    drop(started);
}

/// Runs until told to stop.
async fn run(app: App, ready: impl FnOnce()) -> anyhow::Result<()> {
    let config = app.config.clone();
    let portal = Portal::new(app.clone(), capabilities::routes, capabilities::NAVIGATION);
    let server = listen(&config, portal.clone())?;
    let (stop, stopped) = watch::channel(false);
    let limits = portal.limits();
    let sweeping = actix_web::rt::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(60)).await;
            limits.sweep();
        }
    });
    let background = [
        actix_web::rt::spawn(mail::postman::run(app.clone(), stopped.clone())),
        actix_web::rt::spawn(jobs::run(app.clone(), stopped.clone())),
        actix_web::rt::spawn(jobs::schedule::run(app, capabilities::schedule(), stopped)),
    ];
    let server = actix_web::rt::spawn(server);
    // its first step listens to signals: before that a SIGTERM would end us without a goodbye
    tokio::task::yield_now().await;
    ready();
    server.await.context("the server")??;
    // the requests are answered; now the rest
    stop.send_replace(true);
    sweeping.abort();
    for task in background {
        if tokio::time::timeout(Duration::from_secs(PATIENCE), task).await.is_err() {
            tracing::warn!("a task did not finish in {PATIENCE} s; it will be taken up again at the next start");
        }
    }
    Ok(())
}

fn listen(config: &Config, portal: Portal) -> anyhow::Result<Server> {
    let server = HttpServer::new(move || portal.clone().worker())
        .workers(config.workers)
        .tcp_nodelay(true)
        .shutdown_timeout(PATIENCE)
        .client_request_timeout(Duration::from_secs(10))
        .max_connections(4096);
    let server = match &config.tls {
        Some((certificate, key)) => server.bind_rustls_0_23(config.addr, tls(certificate, key)?),
        None => server.bind(config.addr),
    };
    Ok(server.with_context(|| format!("listening on {}", config.addr))?.run())
}

fn tls(certificate: &Path, key: &Path) -> anyhow::Result<rustls::ServerConfig> {
    let chain = CertificateDer::pem_file_iter(certificate).with_context(|| certificate.display().to_string())?;
    let chain = chain.collect::<Result<Vec<_>, _>>().with_context(|| certificate.display().to_string())?;
    let key = PrivateKeyDer::from_pem_file(key).with_context(|| key.display().to_string())?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?)
}
