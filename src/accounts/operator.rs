//! The first operator, made by a link that is worth nothing as soon as there is one.

use super::store::{Account, NewPerson};
use super::{Refused, add_person, store};
use crate::audit;
use crate::config::Config;
use crate::db::{Conn, Failure, Tx};
use crate::text::Locale;
use crate::web::secrets;
use crate::who::PersonId;

const FIRST: &str = "first operator";

/// The link by which the first operator is made; worth nothing as soon as there is one.
pub fn first_link(config: &Config) -> String {
    format!("{}/first/{}", config.base_url, secrets::sealed(&config.secret, FIRST, "operator"))
}

/// Whether anybody runs the installation yet.
///
/// # Errors
/// When the database fails.
pub fn has_operator(conn: &mut Conn) -> diesel::QueryResult<bool> {
    store::has_operator(conn)
}

pub(super) fn first_link_opens(conn: &mut Conn, config: &Config, token: &str) -> diesel::QueryResult<bool> {
    Ok(secrets::unseal(&config.secret, FIRST, token).is_some() && !store::has_operator(conn)?)
}

/// What the first operator says of themselves.
pub(super) struct FirstOperator {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) hash: String,
    pub(super) locale: Locale,
}

pub(super) fn make_first(
    tx: &mut Tx<'_>,
    config: &Config,
    token: &str,
    first: FirstOperator,
    address: &str,
) -> Result<Account, Failure<Refused>> {
    if !first_link_opens(tx, config, token)? {
        return Err(Failure::Refused(Refused::Link));
    }
    let now = tx.now();
    let person = NewPerson {
        id: PersonId::fresh(now),
        name: first.name,
        email: Some(first.email),
        phone: None,
        password: Some(first.hash),
        locale: first.locale.code().to_owned(),
        time_zone: crate::web::identify::ZONE.name().to_owned(),
        operator: true,
        created_at: now,
    };
    add_person(tx, &person)?;
    let by = audit::By::account(person.id, &person.name, address);
    by.did("accounts.operator_made", ("person", person.id)).record(tx)?;
    store::account(tx, person.id)?.ok_or(Failure::Refused(Refused::Link))
}
