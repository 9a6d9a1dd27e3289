//! What visitors and members see of accounts.

pub(super) mod first;
pub(super) mod landing;
pub(super) mod passwords;
pub(super) mod profile;
pub(super) mod seats;
pub(super) mod sign_in;

use actix_web::HttpRequest;
use actix_web::http::header::USER_AGENT;

use crate::web::{Shown, limits};
use crate::who::Role;

/// Where somebody starts from.
fn start(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Resident) => "/home",
        Some(Role::Staff) => "/staff",
        Some(Role::Operator) => "/operator",
        Some(Role::Technician | Role::Vendor) => "/notifications",
        // an account that belongs nowhere yet wants to belong somewhere
        None => "/join/claims",
    }
}

fn address(req: &HttpRequest) -> String {
    limits::address(req).to_string()
}

fn agent(req: &HttpRequest) -> String {
    let sent = req.headers().get(USER_AGENT).and_then(|h| h.to_str().ok()).unwrap_or_default();
    sent.chars().take(200).collect()
}

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("accounts/landing", Box::new(landing::Landing::sample())),
        ("accounts/sign_in", Box::new(sign_in::SignIn::sample())),
        ("accounts/password_ask", Box::new(passwords::Ask::sample())),
        ("accounts/password_set", Box::new(passwords::Set::sample())),
        ("accounts/first", Box::new(first::First::sample())),
        ("accounts/profile", Box::new(profile::Show::sample())),
    ]
}
