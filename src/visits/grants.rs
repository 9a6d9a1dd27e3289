//! That an operator may write while visiting: granted by an administrator of the company, for a while, and taken back at any moment.

use chrono::TimeDelta;
use serde_json::json;

use super::store::grants::{self, NewGrant};
use super::{Done, Refused, unless_taken};
use crate::audit;
use crate::db::{Failure, Tx};
use crate::web::actor::{Acting, Admin, Recent, Staff};
use crate::who::PersonId;

crate::ids! {
    /// A grant to write while visiting.
    GrantId,
}

crate::words! {
    /// For how long writing is granted.
    pub(super) enum Span {
        /// While the matter is on the telephone.
        Hour = "hour",
        /// A working day.
        Day = "day",
        /// A matter that takes longer.
        Week = "week",
    }
}

impl Span {
    /// Its length.
    pub(super) fn lasts(self) -> TimeDelta {
        match self {
            Self::Hour => TimeDelta::hours(1),
            Self::Day => TimeDelta::days(1),
            Self::Week => TimeDelta::days(7),
        }
    }

    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Hour => "visits.span.hour",
            Self::Day => "visits.span.day",
            Self::Week => "visits.span.week",
        }
    }
}

/// Lets an operator write in the company for a while. To lengthen a grant it is withdrawn first: nobody finds one they did not give.
pub(super) fn grant(tx: &mut Tx<'_>, who: &Recent<Staff<Admin>>, operator: PersonId, span: Span) -> Done<GrantId> {
    let (company, now) = (who.company(), tx.now());
    if !grants::operators(tx)?.iter().any(|(id, _)| *id == operator) {
        return Err(Failure::Refused(Refused::NoOperator));
    }
    grants::close_over(tx, company, operator)?;
    let new = NewGrant {
        id: GrantId::fresh(now),
        company_id: company,
        operator_id: operator,
        admin_id: who.person(),
        since: now,
        until: now + span.lasts(),
    };
    unless_taken(grants::add(tx, &new), Refused::Granted)?;
    let details = json!({ "until": new.until });
    audit::by(&**who).did("visits.granted", ("person", operator)).with(details).record(tx)?;
    Ok(new.id)
}

/// Takes a grant back: from the next request on the operator only looks. Another company's is not there.
pub(super) fn withdraw(tx: &mut Tx<'_>, who: &Staff<Admin>, id: GrantId) -> diesel::QueryResult<()> {
    let operator = grants::of(tx, who.company(), id)?;
    if !grants::withdraw(tx, who.company(), id)? {
        return Ok(());
    }
    audit::by(who).did("visits.withdrawn", ("person", operator)).record(tx)
}
