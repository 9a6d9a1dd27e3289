//! Somebody who repairs things, for the company or a service firm.

use std::sync::Arc;

use actix_web::HttpRequest;

use super::{Acting, Actor, Member, read_as, seat};
use crate::web::error::Error;
use crate::web::identify::{Identity, Reader};
use crate::who::{CompanyId, Reach, Role};

/// A technician of a company. What else they are is closed to this actor: it sees jobs and nothing besides. A second factor that the
/// company wants of its staff is not asked of them: their phone is old, and what they see is one day's work.
#[derive(Clone, Debug)]
pub struct Technician {
    member: Member,
    company: CompanyId,
    reach: Reach,
}

impl Actor for Technician {
    fn from(req: &HttpRequest, identity: Option<Arc<Identity>>) -> Result<Self, Error> {
        let member = <Member as Actor>::from(req, identity)?;
        let seat = seat(&member.identity, Role::Technician)?.clone();
        read_as(req, Role::Technician);
        if let Some(reason) = seat.suspended {
            return Err(Error::Suspended { reason });
        }
        let company = seat.company.ok_or(Error::Forbidden)?;
        let reach = seat.reach(company, &[]).ok_or(Error::Forbidden)?;
        Ok(Self { company, reach, member })
    }
}

impl Technician {
    /// The company they work for.
    pub fn company(&self) -> CompanyId {
        self.company
    }

    /// In which buildings.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }
}

impl Acting for Technician {
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
