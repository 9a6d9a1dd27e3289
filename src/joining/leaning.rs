//! What stands on premises here, if they were to go: invitations that were written, claims that were made.

use diesel::QueryResult;

use super::store::leaning as store;
use crate::db::Conn;
use crate::homes::{Obstacle, Touched};
use crate::web::Said;
use crate::who::CompanyId;

/// Invitations and claims for these premises, the premises named once each.
///
/// # Errors
/// When the database fails.
pub fn leaning(conn: &mut Conn, company: CompanyId, touched: &Touched) -> QueryResult<Vec<Obstacle>> {
    let page = |id| format!("/staff/homes/premises/{id}");
    let said = |key, address, number| Said::new(key).with("address", address).with("number", number);
    let invited = store::invited(conn, company, &touched.premises)?;
    let claimed = store::claimed(conn, company, &touched.premises)?;
    let invited = invited.into_iter().map(|(id, address, number)| (id, said("joining.stands.invitation", address, number)));
    let claimed = claimed.into_iter().map(|(id, address, number)| (id, said("joining.stands.claim", address, number)));
    Ok(invited.chain(claimed).map(|(id, said)| Obstacle::new(said, page(id))).collect())
}
