//! The portal as actix sees it: what stands around every request, in order, and where requests go.

use actix_session::SessionMiddleware;
use actix_session::config::{PersistentSession, TtlExtensionPolicy};
use actix_web::body::MessageBody;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Key, SameSite};
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::web;

use super::chrome::Navigation;
use super::form::FORM_LIMIT;
use super::limits::Limits;
use super::routes::{RouteList, Routes};
use super::session::{DAYS, Sessions};
use super::trace::Metrics;
use super::{assets, compression, forgery, found, health, hosts, identify, limits, patience, problems, secrets, trace, visiting};
use crate::app::App;

/// All that the workers share.
#[derive(Clone)]
pub struct Portal {
    app: web::Data<App>,
    limits: web::Data<Limits>,
    metrics: web::Data<Metrics>,
    navigation: web::Data<Navigation>,
    sessions: Sessions,
    routes: fn(&mut Routes<'_>),
    listed: RouteList,
}

impl Portal {
    /// Puts the portal together; `routes` and `navigation` come from `capabilities.rs`.
    pub fn new(app: App, routes: fn(&mut Routes<'_>), navigation: Navigation) -> Self {
        Self {
            limits: web::Data::new(Limits::new(app.config.requests_per_second)),
            metrics: web::Data::new(Metrics::default()),
            navigation: web::Data::new(navigation),
            sessions: Sessions::new(app.db.clone(), app.clock.clone()),
            app: web::Data::new(app),
            routes,
            listed: RouteList::default(),
        }
    }

    /// The addresses, once a worker has been built.
    pub fn listed(&self) -> RouteList {
        self.listed.clone()
    }

    /// Forgets addresses of clients that have been quiet.
    pub fn limits(&self) -> web::Data<Limits> {
        self.limits.clone()
    }

    /// A worker's copy of the portal. The last `wrap` is the first to see a request.
    pub fn worker(
        self,
    ) -> actix_web::App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<impl MessageBody>,
            Error = actix_web::Error,
            InitError = (),
        >,
    > {
        let (routes, listed, session) = (self.routes, self.listed.clone(), self.session());
        actix_web::App::new()
            .app_data(self.app.clone())
            .app_data(self.limits.clone())
            .app_data(self.metrics.clone())
            .app_data(self.navigation.clone())
            .app_data(web::PayloadConfig::new(FORM_LIMIT))
            .route("/s/{asset}", web::get().to(assets::serve))
            .route("/healthz", web::get().to(health::healthz))
            .route("/metrics", web::get().to(health::metrics))
            .service(
                web::scope("")
                    .wrap(from_fn(visiting::gate))
                    .wrap(from_fn(forgery::gate))
                    .wrap(from_fn(identify::identify))
                    .wrap(session)
                    .wrap(from_fn(found::room))
                    .wrap(from_fn(hosts::known))
                    .configure(move |config| routes(&mut Routes::new(config, &listed)))
                    .default_service(web::to(problems::nowhere)),
            )
            .wrap(from_fn(patience::bounded))
            .wrap(from_fn(limits::limit))
            .wrap(from_fn(problems::pages))
            .wrap(from_fn(compression::pack))
            .wrap(from_fn(trace::trace))
    }

    fn session(&self) -> SessionMiddleware<Sessions> {
        let https = self.app.config.https();
        let key = secrets::seal(&self.app.config.secret, "session cookie", "");
        let lifecycle = PersistentSession::default()
            .session_ttl(Duration::days(DAYS))
            .session_ttl_extension_policy(TtlExtensionPolicy::OnStateChanges);
        SessionMiddleware::builder(self.sessions.clone(), Key::derive_from(&key))
            .cookie_name(if https { "__Host-aula" } else { "aula" }.to_owned())
            .cookie_secure(https)
            .cookie_http_only(true)
            .cookie_same_site(SameSite::Lax)
            .session_lifecycle(lifecycle)
            .build()
    }
}
