//! The list of all addresses. Capabilities add theirs through this, so that a test can walk every one of them.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, Responder};
use futures_util::FutureExt;
use futures_util::future::LocalBoxFuture;

use super::error::Error;

/// An address that is answered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// The path, with `{holes}`.
    pub path: &'static str,
    /// `GET` or `POST`: forms know no other.
    pub method: &'static str,
}

/// Where the list is kept while the portal runs.
pub type RouteList = Arc<Mutex<Vec<Listed>>>;

/// Takes addresses down.
pub struct Routes<'a> {
    config: &'a mut ServiceConfig,
    listed: &'a RouteList,
}

impl<'a> Routes<'a> {
    pub(super) fn new(config: &'a mut ServiceConfig, listed: &'a RouteList) -> Self {
        Self { config, listed }
    }

    /// Keeps something that handlers ask for as `web::Data<T>`.
    pub fn keep<T: 'static>(&mut self, data: T) -> &mut Self {
        self.config.app_data(web::Data::new(data));
        self
    }

    /// A page.
    pub fn get<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.add(path, Method::GET, handler)
    }

    /// An act.
    pub fn post<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.add(path, Method::POST, handler)
    }

    fn add<F, Args>(&mut self, path: &'static str, method: Method, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let name = if method == Method::GET { "GET" } else { "POST" };
        let listed = Listed { path, method: name };
        let mut list = self.listed.lock().unwrap_or_else(PoisonError::into_inner);
        // each worker takes the same list down again
        if !list.contains(&listed) {
            list.push(listed);
        }
        drop(list);
        let route = if method == Method::GET {
            web::route().guard(actix_web::guard::Any(actix_web::guard::Get()).or(actix_web::guard::Head()))
        } else {
            web::post()
        };
        self.config.route(path, route.to(Caught(handler)));
        self
    }
}

/// A handler whose panic is a page with a number, not a connection that falls silent.
#[derive(Clone)]
struct Caught<F>(F);

impl<F, Args> Handler<Args> for Caught<F>
where
    F: Handler<Args>,
    F::Output: 'static,
    Args: 'static,
{
    type Output = Result<F::Output, Error>;
    type Future = LocalBoxFuture<'static, Self::Output>;

    fn call(&self, args: Args) -> Self::Future {
        let handler = self.0.clone();
        let calling = async move { handler.call(args).await };
        Box::pin(async move {
            AssertUnwindSafe(calling).catch_unwind().await.map_err(|_| Error::Broken(anyhow::anyhow!("the handler panicked")))
        })
    }
}
