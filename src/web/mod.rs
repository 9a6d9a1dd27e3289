//! The web kit: everything between the wire and a capability's handler, and back from its page to the wire.
//!
//! A request passes, in this order: [`trace`] (number, log, headers) → packing → [`problems`] (a page for every refusal) →
//! [`limits`] → [`patience`] (no body comes too slowly) → [`hosts`] (by which name) → session →
//! [`identify`] → [`forgery`] → [`visiting`] (what support may do as
//! somebody else) → the handler, whose arguments are [`actor`]s and forms.

pub mod actor;
mod appointed;
pub mod assets;
mod chrome;
mod compression;
pub mod control;
pub mod error;
#[allow(missing_docs, reason = "askama's macro makes items without any")]
pub mod filters;
mod flash;
mod forgery;
pub mod form;
mod found;
mod frame;
mod health;
mod held;
pub mod hosts;
pub mod identify;
pub mod limits;
mod look;
pub mod once;
pub mod page;
mod patience;
mod problems;
pub mod query;
mod reader;
pub mod reasoned;
mod routes;
pub mod said;
mod seat;
pub mod secrets;
mod server;
pub mod session;
pub mod taken;
mod trace;
pub mod upload;
pub mod visit;
pub mod visiting;

pub use chrome::{Chrome, ChromeLanguage, ChromePerson, ChromeSeat, NavItem, NavLink, Navigation, role_key};
pub use error::Error;
pub use flash::Flash;
pub use form::{Form, Typed};
pub use frame::Frame;
pub use look::{ChromeLogo, Look};
pub use page::{Page, Refused, Shown, Surroundings, own_path, render, see};
pub use query::{Place, Query, Slice, Step};
pub use routes::{Listed, RouteList, Routes};
pub use said::{Refusal, Said};
pub use server::Portal;
pub use visit::Visit;
pub use visiting::ChromeVisit;
