//! What the operator and both companies see of hand-overs.

pub(in crate::handover) mod act;
pub(in crate::handover) mod arrivals;
pub(in crate::handover) mod given;
pub(in crate::handover) mod operator;
pub(in crate::handover) mod seen;
pub(in crate::handover) mod staff;

use crate::web::Shown;

/// Every page, as the tests look at it.
pub fn samples() -> Vec<(&'static str, Box<dyn Shown>)> {
    vec![
        ("handover/index", Box::new(seen::Index::sample())),
        ("handover/show", Box::new(seen::Show::sample())),
        ("handover/new", Box::new(operator::New::sample())),
        ("handover/from", Box::new(operator::From::sample())),
        ("handover/cancellation", Box::new(operator::Ask::sample())),
        ("handover/acceptance", Box::new(staff::Accept::sample())),
        ("handover/refusal", Box::new(staff::Refuse::sample())),
        ("handover/arrivals", Box::new(arrivals::New::sample())),
        ("handover/arrival", Box::new(arrivals::Show::sample())),
    ]
}
