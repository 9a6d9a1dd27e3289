//! The switch in the header: one person, several roles.

use actix_session::Session;
use actix_web::Responder;

use super::start;
use crate::web::actor::{Acting, Member};
use crate::web::session::keys;
use crate::web::{Error, Typed, see};

pub(in crate::accounts) async fn choose(who: Member, session: Session, typed: Typed) -> Result<impl Responder, Error> {
    let wanted = typed.value("seat");
    // a seat that is not theirs is not there
    let seat = who.identity().seats.iter().find(|seat| seat.id() == wanted).ok_or(Error::NotFound)?;
    session.insert(keys::SEAT, seat.id()).map_err(|e| Error::Broken(e.into()))?;
    Ok(see(start(Some(seat.role))))
}
