//! Sessions live in the database; the cookie holds nothing but an opaque key, of which only the hash is stored.
//! Ending one is deleting its row, and a copied cookie is dead at once.

use std::collections::HashMap;

use actix_session::storage::{LoadError, SaveError, SessionKey, SessionStore, UpdateError, generate_session_key};
use actix_web::cookie::time::Duration;
use anyhow::anyhow;
use chrono::TimeDelta;
use diesel::prelude::*;

use super::found::{self, Found};
use super::{identify, secrets};
use crate::clock::{Clock, Moment};
use crate::db::schema::sessions;
use crate::db::{Conn, Db, Failure, Never, Tx};
use crate::who::PersonId;

/// How long a session lives after it was last used.
pub const DAYS: i64 = 14;
/// A session is noted as used at most this often: reading a page writes nothing meanwhile.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(10);

/// What a session remembers, by name.
pub mod keys {
    /// Who is signed in.
    pub const PERSON: &str = "person";
    /// As what: a company and a role, chosen in the header.
    pub const SEAT: &str = "seat";
    /// When the password was last typed.
    pub const PROVED_AT: &str = "proved_at";
    /// The network address at sign-in.
    pub const ADDRESS: &str = "address";
    /// The browser at sign-in.
    pub const AGENT: &str = "agent";
    /// Who has typed the password and owes a code: nobody is signed in by it.
    pub const HALF: &str = "half";
    /// Recovery codes just made, locked, until their owner has kept them.
    pub const CODES: &str = "codes";
    /// The visit of support that the operator is in.
    pub const VISIT: &str = "visit";
    /// The session's own id (its key's hash), so that a list can say «this one».
    pub const ID: &str = "id";
    /// The database could not say who this is: never written, only passed on to `identify`, which says so to the person
    /// instead of signing them out.
    pub const UNREADABLE: &str = "unreadable";
}

/// The store that actix-session asks.
#[derive(Clone)]
pub struct Sessions {
    db: Db,
    clock: Clock,
}

type State = HashMap<String, String>;

/// What is stored for a key.
pub fn id_of(key: &SessionKey) -> String {
    secrets::fingerprint(key.as_ref())
}

impl Sessions {
    /// A store in that database.
    pub fn new(db: Db, clock: Clock) -> Self {
        Self { db, clock }
    }

    async fn write<T: Send + 'static>(
        &self,
        f: impl FnOnce(&mut Tx<'_>) -> QueryResult<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let done = self.db.write::<T, Never>(move |tx| Ok(f(tx)?)).await;
        done.map_err(|failure: Failure<Never>| anyhow!(crate::db::Broken::from(failure)))
    }

    /// Notes that a session is alive, outside of the request that found out.
    fn note(&self, id: String, now: Moment) {
        let store = self.clone();
        actix_web::rt::spawn(async move {
            let noted = store
                .write(move |tx| {
                    let mine = sessions::table.filter(sessions::id.eq(id)).filter(sessions::seen_at.lt(now - NOTED_EVERY));
                    diesel::update(mine)
                        .set((sessions::seen_at.eq(now), sessions::expires_at.eq(now + TimeDelta::days(DAYS))))
                        .execute(&mut **tx)
                })
                .await;
            if let Err(error) = noted {
                tracing::warn!("a session's use was not noted: {error:#}");
            }
        });
    }
}

/// A value as actix-session keeps it: JSON in a string.
fn text(state: &State, key: &str) -> Option<String> {
    state.get(key).and_then(|json| serde_json::from_str(json).ok())
}

/// A session that is not over, when it was last used, and whom it leads to.
fn read(conn: &mut Conn, id: String, now: Moment) -> QueryResult<Option<(String, Moment, Option<Found>)>> {
    let mine = sessions::table.filter(sessions::id.eq(&id)).filter(sessions::expires_at.gt(now));
    let row: Option<(String, Moment)> = mine.select((sessions::state, sessions::seen_at)).first(conn).optional()?;
    let Some((json, seen_at)) = row else { return Ok(None) };
    // what cannot be understood is nobody's session; the caller says so
    let state: State = serde_json::from_str(&json).unwrap_or_default();
    let Some(person) = text(&state, keys::PERSON).and_then(|id| id.parse().ok()) else {
        return Ok(Some((json, seen_at, None)));
    };
    let visiting = text(&state, keys::VISIT).and_then(|id| id.parse().ok());
    let who = identify::who(conn, person, visiting, now)?;
    Ok(Some((json, seen_at, Some(Found { session: id, person, visiting, who }))))
}

impl SessionStore for Sessions {
    async fn load(&self, key: &SessionKey) -> Result<Option<State>, LoadError> {
        let (id, now) = (id_of(key), self.clock.now());
        let wanted = id.clone();
        let found: Option<(String, Moment, Option<Found>)> =
            self.db.read(move |conn| read(conn, wanted, now)).await.unwrap_or_else(|error| {
                tracing::warn!("a session cannot be read: {error}");
                Some((format!("{{\"{}\":\"true\"}}", keys::UNREADABLE), now, None))
            });
        let Some((state, seen_at, found)) = found else { return Ok(None) };
        found.into_iter().for_each(found::keep);
        if now - seen_at > NOTED_EVERY {
            self.note(id.clone(), now);
        }
        let mut state: State = serde_json::from_str(&state).map_err(|e| LoadError::Deserialization(e.into()))?;
        state.insert(keys::ID.to_owned(), format!("\"{id}\""));
        Ok(Some(state))
    }

    async fn save(&self, mut state: State, _ttl: &Duration) -> Result<SessionKey, SaveError> {
        state.remove(keys::ID);
        let key = generate_session_key();
        let (id, now) = (id_of(&key), self.clock.now());
        let person: Option<PersonId> = text(&state, keys::PERSON).and_then(|p| p.parse().ok());
        let (address, agent) = (text(&state, keys::ADDRESS).unwrap_or_default(), text(&state, keys::AGENT).unwrap_or_default());
        let json = serde_json::to_string(&state).map_err(|e| SaveError::Serialization(e.into()))?;
        self.write(move |tx| {
            let row = (
                sessions::id.eq(id),
                sessions::person_id.eq(person.map(|p| p.to_string())),
                sessions::state.eq(json),
                sessions::address.eq(address),
                sessions::agent.eq(agent),
                sessions::created_at.eq(now),
                sessions::seen_at.eq(now),
                sessions::expires_at.eq(now + TimeDelta::days(DAYS)),
            );
            diesel::insert_into(sessions::table).values(row).execute(&mut **tx)
        })
        .await
        .map_err(SaveError::Other)?;
        Ok(key)
    }

    async fn update(&self, key: SessionKey, mut state: State, _ttl: &Duration) -> Result<SessionKey, UpdateError> {
        state.remove(keys::ID);
        let (id, now) = (id_of(&key), self.clock.now());
        let json = serde_json::to_string(&state).map_err(|e| UpdateError::Serialization(e.into()))?;
        // ended while the request ran: nothing is updated then, so it stays ended
        self.write(move |tx| {
            diesel::update(sessions::table.filter(sessions::id.eq(id)))
                .set((sessions::state.eq(json), sessions::seen_at.eq(now), sessions::expires_at.eq(now + TimeDelta::days(DAYS))))
                .execute(&mut **tx)
        })
        .await
        .map_err(UpdateError::Other)?;
        Ok(key)
    }

    async fn update_ttl(&self, _key: &SessionKey, _ttl: &Duration) -> Result<(), anyhow::Error> {
        Ok(())
    }

    async fn delete(&self, key: &SessionKey) -> Result<(), anyhow::Error> {
        let id = id_of(key);
        self.write(move |tx| diesel::delete(sessions::table.filter(sessions::id.eq(id))).execute(&mut **tx)).await.map(|_| ())
    }
}
