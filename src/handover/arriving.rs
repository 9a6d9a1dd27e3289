//! An archive that somebody brings: proved, read, and what is to be said of it before it is taken in.

use super::packing::REGISTER;
use crate::homes::{self, Handed};
use crate::parcel::{Opened, Refused};
use crate::who::{CompanyId, PersonId};

/// The register that an archive carries.
pub(super) fn read(parcel: &Opened, company: CompanyId, author: PersonId) -> Result<Handed, Refused> {
    let table = |name: &'static str| {
        let path = format!("{REGISTER}/{name}");
        if parcel.entry(&format!("{path}.csv")).is_none() {
            return Err(format!("{path}.csv"));
        }
        parcel.table(&path).map_err(|_| format!("{path}.csv"))
    };
    homes::read_handed(company, author, table).map_err(Refused::Unreadable)
}
