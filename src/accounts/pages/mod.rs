//! What visitors and members see of accounts.

pub(super) mod again;
pub(super) mod first;
pub(super) mod landing;
pub(super) mod mailbox;
pub(super) mod passwords;
pub(super) mod profile;
pub(super) mod seats;
pub(super) mod second;
pub(super) mod second_step;
pub(super) mod security;
pub(super) mod sign_in;

use actix_web::HttpRequest;
use actix_web::http::header::USER_AGENT;

use super::store::{self, Account};
use crate::app::App;
use crate::web::actor::{Acting, Member};
use crate::web::{Error, Shown, limits, own_path};
use crate::who::Role;

/// Where somebody starts from.
fn start(role: Option<Role>) -> &'static str {
    match role {
        Some(Role::Resident) => "/home",
        Some(Role::Staff) => "/staff",
        Some(Role::Operator) => "/operator",
        Some(Role::Technician) => "/jobs",
        Some(Role::Vendor) => "/notifications",
        // an account that belongs nowhere yet wants to belong somewhere
        None => "/join/claims",
    }
}

/// The account of somebody who is signed in.
async fn account_of(app: &App, who: &Member) -> Result<Account, Error> {
    let person = who.person();
    app.db.read(move |conn| store::account(conn, person)).await?.ok_or(Error::NotFound)
}

/// `path`, and with it where one wanted to go.
fn with_next(path: &str, next: &str) -> String {
    match own_path(next) {
        "/" => path.to_owned(),
        next => format!("{path}?{}", form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish()),
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
        ("accounts/second_step", Box::new(second_step::SecondStep::sample())),
        ("accounts/again", Box::new(again::Again::sample())),
        ("accounts/email_ask", Box::new(mailbox::Ask::sample())),
        ("accounts/email_take", Box::new(mailbox::Take::sample())),
        ("accounts/second", Box::new(second::Show::sample())),
        ("accounts/second_new", Box::new(second::setting_up::SetUp::sample())),
        ("accounts/second_codes", Box::new(second::codes::Codes::sample())),
        ("accounts/second_codes_new", Box::new(second::codes::Ask::sample())),
        ("accounts/second_ending", Box::new(second::ending::Ending::sample())),
        ("accounts/security", Box::new(security::Show::sample())),
        ("accounts/requirement", Box::new(security::requirement::Ask::sample())),
        ("accounts/requirement_ending", Box::new(security::requirement::AskEnding::sample())),
        ("accounts/second_reset", Box::new(security::reset::Ask::sample())),
    ]
}
