//! Whoever holds premises, or acts for somebody who does.

use std::sync::Arc;

use actix_web::HttpRequest;
use diesel::QueryResult;

use super::{Acting, Actor, Member, read_as, seat};
use crate::clock::Moment;
use crate::db::Conn;
use crate::web::error::Error;
use crate::web::identify::{Home, Identity, Reader, Seat, find};
use crate::who::{CompanyId, Holds, PersonId, Role};

/// Somebody who holds premises of a company, or acts for somebody who does; then they may have no home of their own.
#[derive(Clone, Debug)]
pub struct Resident {
    member: Member,
    company: CompanyId,
    homes: Vec<Home>,
}

impl Actor for Resident {
    fn from(req: &HttpRequest, identity: Option<Arc<Identity>>) -> Result<Self, Error> {
        let member = <Member as Actor>::from(req, identity)?;
        let seat = seat(&member.identity, Role::Resident)?.clone();
        read_as(req, Role::Resident);
        Ok(Self { company: seat.company.ok_or(Error::Forbidden)?, homes: seat.homes, member })
    }
}

impl Resident {
    /// Whoever wrote us a letter: known by the letter of ours that they answer, or by the address of their account. `None` when they hold
    /// nothing of these companies, or nothing at all where none is named. For acts that a letter may do, never for pages.
    ///
    /// # Errors
    /// When the database fails.
    pub fn by_letter(conn: &mut Conn, person: PersonId, of: &[CompanyId], now: Moment) -> QueryResult<Option<Self>> {
        let Some(identity) = find(conn, person, now)? else { return Ok(None) };
        let named = |seat: &Seat| of.is_empty() || seat.company.is_some_and(|company| of.contains(&company));
        let fits = |seat: &&Seat| seat.role == Role::Resident && named(seat);
        let Some(seat) = identity.seats.iter().find(fits).cloned() else { return Ok(None) };
        let Some(company) = seat.company else { return Ok(None) };
        let reader = Reader { locale: identity.locale, zone: identity.zone };
        let member = Member { identity: Arc::new(identity), reader, address: "mail".to_owned() };
        Ok(Some(Self { member, company, homes: seat.homes }))
    }

    /// The company whose premises they hold.
    pub fn company(&self) -> CompanyId {
        self.company
    }

    /// What they hold there today.
    pub fn homes(&self) -> &[Home] {
        &self.homes
    }

    /// Whether any of it is theirs by ownership.
    pub fn owns(&self) -> bool {
        self.homes.iter().any(|home| home.holds == Holds::Owner)
    }
}

impl Acting for Resident {
    fn identity(&self) -> &Identity {
        &self.member.identity
    }
    fn reader(&self) -> Reader {
        self.member.reader
    }
    fn address(&self) -> &str {
        &self.member.address
    }
}
