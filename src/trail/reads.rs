//! Who reads which chain.

use crate::audit::{Author, Naming};
use crate::web::actor::{Acting, Auditor, Operator, Staff};
use crate::who::CompanyId;

/// Whoever reads a chain: staff that of their company, the operator the installation's.
pub(super) trait Reads: Acting + Author + Clone + Send + 'static {
    /// Where they read it.
    const PATH: &'static str;

    /// Whose chain it is; `None` is the installation's.
    fn chain(&self) -> Option<CompanyId>;

    /// Whether they may open things of a kind.
    fn may_open(&self, naming: &Naming) -> bool;
}

impl Reads for Staff<Auditor> {
    const PATH: &'static str = "/staff/audit";

    fn chain(&self) -> Option<CompanyId> {
        Some(self.company())
    }

    fn may_open(&self, naming: &Naming) -> bool {
        naming.duties.is_empty() || naming.duties.iter().any(|duty| self.may(*duty))
    }
}

impl Reads for Operator {
    const PATH: &'static str = "/operator/audit";

    fn chain(&self) -> Option<CompanyId> {
        None
    }

    fn may_open(&self, _: &Naming) -> bool {
        false
    }
}
