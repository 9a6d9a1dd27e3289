//! Actors: who may. A verb takes one by reference, and only these extractors make them, so a permission is a parameter
//! and forgetting it does not compile.
//!
//! Not signed in is sent to sign in; signed in but not that is refused; another company's matter is simply not there,
//! because every query starts from the actor's own company.

mod recent;
mod resident;
mod technician;
mod visitor;

use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use chrono_tz::Tz;

use super::chrome::ReadAs;
use super::error::Error;
use super::identify::{Identity, Reader, Seat};
use crate::app::App;
use crate::clock::Moment;
use crate::text::Locale;
use crate::who::{CompanyId, Duty, PersonId, Reach, Role};

pub use recent::Recent;
pub use resident::Resident;
pub use technician::Technician;
pub use visitor::Visitor;

/// Makes an actor out of a request; what `identify` loaded is only looked at.
trait Actor: Sized {
    fn from(req: &HttpRequest, identity: Option<Arc<Identity>>) -> Result<Self, Error>;
}

macro_rules! extracted {
    ($([$($generics:tt)*] $actor:ty),+ $(,)?) => {$(
        impl<$($generics)*> FromRequest for $actor {
            type Error = Error;
            type Future = Ready<Result<Self, Error>>;
            fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
                ready(<Self as Actor>::from(req, Identity::of(req)))
            }
        }
    )+};
}

extracted!([] Visitor, [] Member, [] Resident, [D: Entrusted] Staff<D>, [] Technician, [] Operator);

fn now(req: &HttpRequest) -> Result<Moment, Error> {
    req.app_data::<web::Data<App>>().map(|app| app.clock.now()).ok_or(Error::Forbidden)
}

fn read_as(req: &HttpRequest, role: Role) {
    req.extensions_mut().insert(ReadAs(role));
}

fn seat(identity: &Identity, role: Role) -> Result<&Seat, Error> {
    identity.seat_as(Some(role)).filter(|seat| seat.role == role).ok_or(Error::Forbidden)
}

/// Somebody who is signed in, whatever else they are.
#[derive(Clone, Debug)]
pub struct Member {
    identity: Arc<Identity>,
    reader: Reader,
    address: String,
}

impl Actor for Member {
    fn from(req: &HttpRequest, identity: Option<Arc<Identity>>) -> Result<Self, Error> {
        let address = super::limits::address(req).to_string();
        Ok(Self { identity: identity.ok_or(Error::SignIn)?, reader: Reader::of(req), address })
    }
}

/// What all signed-in actors have in common.
pub trait Acting {
    /// Who they are, with everything they are.
    fn identity(&self) -> &Identity;
    /// How they read.
    fn reader(&self) -> Reader;
    /// The network address they come from, for the trail.
    fn address(&self) -> &str;

    /// The person.
    fn person(&self) -> PersonId {
        self.identity().person
    }
    /// Their name.
    fn name(&self) -> &str {
        &self.identity().name
    }
    /// Their language.
    fn locale(&self) -> Locale {
        self.reader().locale
    }
    /// Their time zone.
    fn zone(&self) -> Tz {
        self.reader().zone
    }
}

impl Acting for Member {
    fn identity(&self) -> &Identity {
        &self.identity
    }
    fn reader(&self) -> Reader {
        self.reader
    }
    fn address(&self) -> &str {
        &self.address
    }
}

/// What somebody must be entrusted with, as a type: `Staff<Editor>` is a member of staff who may edit.
pub trait Entrusted: Clone + std::fmt::Debug + 'static {
    /// One of these duties is enough; none of them asks only for being staff.
    const DUTIES: &'static [Duty];
    /// Whether it asks for the whole company: who sees only a zone of it may not.
    const WHOLE: bool;
}

macro_rules! entrusted {
    ($($(#[$meta:meta])* $name:ident = $duties:expr, $whole:literal);+ $(;)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}
        impl Entrusted for $name {
            const DUTIES: &'static [Duty] = &$duties;
            const WHOLE: bool = $whole;
        }
    )+};
}

entrusted! {
    /// Any member of staff.
    Anyone = [], false;
    /// Writes and sends announcements.
    Editor = [Duty::Editor], false;
    /// Prepares meetings and protocols.
    Secretary = [Duty::Secretary], false;
    /// Asks people what they think: whoever writes to them, or prepares their meetings.
    Surveyor = [Duty::Editor, Duty::Secretary], false;
    /// Works on requests and jobs.
    Dispatcher = [Duty::Dispatcher], false;
    /// Keeps the register of homes, or a zone of it.
    People = [Duty::People], false;
    /// Keeps all of the register: imports, complexes and new buildings concern the whole company.
    Register = [Duty::People], true;
    /// Answers for personal data.
    Privacy = [Duty::Privacy], true;
    /// Looks after the portal itself.
    Admin = [Duty::Admin], true;
    /// Keeps charges, bills and payments: the books are the company's as a whole.
    Accountant = [Duty::Accountant], true;
    /// Keeps meters and their readings: whoever charges by them, and whoever is told them by telephone.
    Metering = [Duty::Accountant, Duty::Dispatcher], false;
    /// Reads the trail: whoever looks after the portal, or answers for personal data.
    Auditor = [Duty::Admin, Duty::Privacy], true;
}

/// A member of a company's staff, entrusted with `D`. Where the company wants a second factor of its staff, nobody without
/// one is staff from that day on: they are led to set it up.
#[derive(Clone, Debug)]
pub struct Staff<D: Entrusted> {
    member: Member,
    company: CompanyId,
    duties: Vec<Duty>,
    reach: Reach,
    entrusted: PhantomData<D>,
}

impl<D: Entrusted> Actor for Staff<D> {
    fn from(req: &HttpRequest, identity: Option<Arc<Identity>>) -> Result<Self, Error> {
        let member = <Member as Actor>::from(req, identity)?;
        let seat = seat(&member.identity, Role::Staff)?.clone();
        read_as(req, Role::Staff);
        if let Some(reason) = seat.suspended {
            return Err(Error::Suspended { reason });
        }
        let company = seat.company.ok_or(Error::Forbidden)?;
        let reach = seat.reach(company, D::DUTIES).filter(|reach| reach.is_whole() || !D::WHOLE).ok_or(Error::Forbidden)?;
        if let Some(from) = seat.second_factor_from.filter(|_| !member.identity.second_factor)
            && from <= now(req)?
        {
            return Err(Error::SecondFactor);
        }
        Ok(Self { company, duties: seat.duties, reach, member, entrusted: PhantomData })
    }
}

impl<D: Entrusted> Staff<D> {
    /// The company they work for.
    pub fn company(&self) -> CompanyId {
        self.company
    }

    /// How far they see in it.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// How far they see where something else is entrusted to them; `None` when it is not.
    pub fn reach_of(&self, duty: Duty) -> Option<Reach> {
        seat(&self.member.identity, Role::Staff).ok()?.reach(self.company, &[duty])
    }

    /// Whether they are entrusted with something besides.
    pub fn may(&self, duty: Duty) -> bool {
        self.duties.contains(&duty)
    }
}

impl<D: Entrusted> Acting for Staff<D> {
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

/// Who runs the installation.
#[derive(Clone, Debug)]
pub struct Operator {
    member: Member,
}

impl Actor for Operator {
    fn from(req: &HttpRequest, identity: Option<Arc<Identity>>) -> Result<Self, Error> {
        let member = <Member as Actor>::from(req, identity)?;
        seat(&member.identity, Role::Operator)?;
        read_as(req, Role::Operator);
        Ok(Self { member })
    }
}

impl Acting for Operator {
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
