//! What an administrator sees of the team.

pub(super) mod absences;
pub(super) mod appointment;
pub(super) mod ending;
pub(super) mod firms;
pub(super) mod index;
pub(super) mod invite;
pub(super) mod member;
pub(super) mod work;

use super::store::members::Member;
use crate::app::App;
use crate::db::Conn;
use crate::web::actor::{Admin, Staff};
use crate::web::{Error, Shown};
use crate::who::MembershipId;

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("team/index", Box::new(index::Index::sample())),
        ("team/member", Box::new(member::Show::sample())),
        ("team/work_form", Box::new(work::Edit::sample())),
        ("team/absence_form", Box::new(absences::New::sample())),
        ("team/invite_form", Box::new(invite::New::sample())),
        ("team/appointment", Box::new(appointment::Show::sample())),
        ("team/ending", Box::new(ending::Ask::sample())),
        ("team/firms", Box::new(firms::Index::sample())),
        ("team/firm_form", Box::new(firms::Edit::sample())),
    ]
}

async fn member(app: &App, who: &Staff<Admin>, id: MembershipId) -> Result<Member, Error> {
    let company = who.company();
    Ok(app.db.read(move |conn: &mut Conn| super::store::members::one(conn, company, id)).await?)
}
