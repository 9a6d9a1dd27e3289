//! What other capabilities hang on a request: a line with a way on, on the page of those who asked and on that of staff.

use diesel::QueryResult;

use super::kind::RequestId;
use crate::app::App;
use crate::clock::Moment;
use crate::db::{Broken, Conn};
use crate::web::Said;
use crate::web::identify::Reader;
use crate::who::{CompanyId, PersonId};

/// A line that hangs on a request.
#[derive(Clone, Debug)]
pub struct Hung {
    /// What is said.
    pub said: Said,
    /// Where it leads.
    pub href: String,
    /// The key of the words on the way there.
    pub key: &'static str,
}

/// Who looks at the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Whoever may see it as a resident.
    Resident(PersonId),
    /// Staff.
    Staff,
}

/// By whom, how and when something is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Who looks.
    pub looks: Looks,
    /// Their language and clock.
    pub reader: Reader,
    /// Now.
    pub now: Moment,
}

/// Finds what hangs on a request. Whoever calls it has seen to it that the reader may see the request.
pub type Hanging = fn(&mut Conn, CompanyId, RequestId, Reading) -> QueryResult<Vec<Hung>>;

/// All that hangs on requests.
pub(super) struct AllHanging(pub(super) Vec<Hanging>);

impl AllHanging {
    /// What hangs on this one.
    pub(super) async fn found(&self, app: &App, of: (CompanyId, RequestId), reading: Reading) -> Result<Vec<Hung>, Broken> {
        let hanging = self.0.clone();
        let found = app
            .db
            .read(move |conn| hanging.into_iter().map(|hung| hung(conn, of.0, of.1, reading)).collect::<QueryResult<Vec<_>>>());
        Ok(found.await?.concat())
    }
}
