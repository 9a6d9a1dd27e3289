//! Actors: who may. A verb takes one by reference, and only these extractors make them, so a permission is a parameter
//! and forgetting it does not compile.
//!
//! Not signed in is sent to sign in; signed in but not that is refused; another company's matter is simply not there,
//! because every query starts from the actor's own company.

use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use chrono_tz::Tz;

use super::chrome::ReadAs;
use super::error::Error;
use super::identify::{Home, Identity, Reader, Seat};
use crate::text::Locale;
use crate::who::{CompanyId, Duty, Holds, PersonId, Reach, Role};

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

extracted!([] Visitor, [] Member, [] Resident, [D: Entrusted] Staff<D>, [] Operator);

fn read_as(req: &HttpRequest, role: Role) {
    req.extensions_mut().insert(ReadAs(role));
}

fn seat(identity: &Identity, role: Role) -> Result<&Seat, Error> {
    identity.seat_as(Some(role)).filter(|seat| seat.role == role).ok_or(Error::Forbidden)
}

/// Anybody.
#[derive(Clone, Debug)]
pub struct Visitor {
    identity: Option<Arc<Identity>>,
    reader: Reader,
}

impl Actor for Visitor {
    fn from(req: &HttpRequest, identity: Option<Arc<Identity>>) -> Result<Self, Error> {
        Ok(Self { identity, reader: Reader::of(req) })
    }
}

impl Visitor {
    /// The language they read.
    pub fn locale(&self) -> Locale {
        self.reader.locale
    }

    /// Where they start from, if they are signed in.
    pub fn role(&self) -> Option<Role> {
        self.identity.as_ref().and_then(|i| i.role())
    }

    /// Whether they are signed in at all.
    pub fn signed_in(&self) -> bool {
        self.identity.is_some()
    }
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

/// Somebody who holds premises of a company.
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

/// A duty as a type: `Staff<Editor>` is a member of staff who may edit.
pub trait Entrusted: Clone + std::fmt::Debug + 'static {
    /// The duty; `None` asks only for being staff.
    const DUTY: Option<Duty>;
    /// Whether it asks for the whole company: who sees only a zone of it may not.
    const WHOLE: bool;
}

macro_rules! entrusted {
    ($($(#[$meta:meta])* $name:ident = $duty:expr, $whole:literal);+ $(;)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {}
        impl Entrusted for $name {
            const DUTY: Option<Duty> = $duty;
            const WHOLE: bool = $whole;
        }
    )+};
}

entrusted! {
    /// Any member of staff.
    Anyone = None, false;
    /// Writes and sends announcements.
    Editor = Some(Duty::Editor), false;
    /// Works on requests and jobs.
    Dispatcher = Some(Duty::Dispatcher), false;
    /// Keeps the register of homes, or a zone of it.
    People = Some(Duty::People), false;
    /// Keeps all of the register: imports, complexes and new buildings concern the whole company.
    Register = Some(Duty::People), true;
    /// Looks after the portal itself.
    Admin = Some(Duty::Admin), true;
}

/// A member of a company's staff, entrusted with `D`.
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
        let reach = seat.reach(company, D::DUTY).filter(|reach| reach.is_whole() || !D::WHOLE).ok_or(Error::Forbidden)?;
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
