//! What hangs on a request of its jobs: for whoever asked, when somebody comes; for staff, each job and the way to a new one.

use diesel::QueryResult;

use super::sentence::{Reader, for_staff, next};
use super::store;
use crate::db::Conn;
use crate::requests::{Hung, Looks, Reading, RequestId};
use crate::web::Said;
use crate::who::CompanyId;

/// The jobs of a request.
///
/// # Errors
/// When the database fails.
pub fn on_requests(conn: &mut Conn, company: CompanyId, of: RequestId, reading: Reading) -> QueryResult<Vec<Hung>> {
    let reader = Reader { locale: reading.reader.locale, zone: reading.reader.zone, now: reading.now };
    let mut all = Vec::new();
    for job in store::one::of_request(conn, company, of)? {
        let who = store::one::name(conn, job.assignee_id)?;
        let said = if reading.looks == Looks::Staff { for_staff(reader, &job, &who) } else { next(reader, &job, &who) };
        match reading.looks {
            Looks::Resident(person) if job.person_id == Some(person) => {
                let key = if job.asks_window && job.stage.is_ahead() { "dispatch.hung.choose" } else { "dispatch.hung.open" };
                all.push(Hung { said, href: format!("/requests/jobs/{}", job.id), key });
            }
            Looks::Resident(_) => {}
            Looks::Staff => all.push(Hung { said, href: format!("/staff/jobs/{}", job.id), key: "dispatch.hung.open" }),
        }
    }
    if reading.looks == Looks::Staff {
        let said = Said::new("dispatch.hung.new_text");
        all.push(Hung { said, href: format!("/staff/jobs/new?request={of}"), key: "dispatch.hung.new" });
    }
    Ok(all)
}
