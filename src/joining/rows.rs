//! What is kept of those who join: invitations, and the runs of letters in which many are printed.

use diesel::prelude::*;

use crate::clock::Moment;
use crate::db::schema::{claims, invitations, letter_runs};
use crate::homes::{ContactId, HoldingId, PremisesId};
use crate::jobs::JobId;
use crate::who::{CompanyId, Holds, PersonId};

crate::ids! {
    /// An invitation into premises.
    InvitationId,
    /// Letters printed together.
    RunId,
    /// That somebody says they hold premises.
    ClaimId,
}

crate::words! {
    /// How an invitation reaches whom it is for.
    pub enum Way {
        /// By e-mail, with a link.
        Mail = "mail",
        /// On paper, in the mailbox.
        Paper = "paper",
        /// As a code that an owner saw on their screen and passed on.
        Screen = "screen",
    }
}

crate::words! {
    /// What became of an invitation.
    pub enum State {
        /// Nobody has used it yet.
        Waiting = "waiting",
        /// Somebody came in by it.
        Used = "used",
        /// Its time has passed.
        Expired = "expired",
        /// It was taken back.
        Revoked = "revoked",
    }
}

crate::words! {
    /// How far a run of letters is.
    pub enum RunState {
        /// It is being printed.
        Printing = "printing",
        /// The file is there.
        Done = "done",
        /// Nothing came of it.
        Failed = "failed",
        /// Its time has passed, and the file is gone.
        Cleared = "cleared",
    }
}

crate::words! {
    /// What became of a claim.
    pub enum ClaimState {
        /// Staff have not answered yet.
        Waiting = "waiting",
        /// They hold the premises now.
        Accepted = "accepted",
        /// Staff said no, and why.
        Refused = "refused",
    }
}

/// A claim.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = claims)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// Whose house it is about.
    pub company_id: CompanyId,
    /// Which premises.
    pub premises_id: PremisesId,
    /// Who claims.
    pub person_id: PersonId,
    /// As what.
    pub holds: Holds,
    /// What they add.
    pub note: String,
    /// What became of it.
    pub state: ClaimState,
    /// Which of the person's open claims it is, counted from 0.
    pub slot: i32,
    /// Why staff said no.
    pub reason: String,
    /// What they hold by it.
    pub holding_id: Option<HoldingId>,
    /// When they asked.
    pub created_at: Moment,
    /// When staff answered.
    pub decided_at: Option<Moment>,
    /// Who answered.
    pub decided_by: Option<PersonId>,
}

/// An invitation. Its secret is kept as a hash only.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = invitations)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Whose.
    pub company_id: CompanyId,
    /// Into which premises.
    pub premises_id: PremisesId,
    /// As what.
    pub holds: Holds,
    /// The card that it is for, where the company has one.
    pub contact_id: Option<ContactId>,
    /// By which way it goes.
    pub way: Way,
    /// In which run it was printed.
    pub run_id: Option<RunId>,
    /// What is kept of its code or link.
    pub secret: String,
    /// Whom it is for, where that is known.
    pub name: Option<String>,
    /// The address it was mailed to.
    pub email: Option<String>,
    /// In which language it was written, as a code.
    pub locale: String,
    /// Whether it is for somebody under 18.
    pub minor: bool,
    /// Who invites.
    pub author_id: PersonId,
    /// Whether they did so as one who lives there, not as staff.
    pub by_resident: bool,
    /// When it was made.
    pub created_at: Moment,
    /// Until when it can be used.
    pub expires_at: Moment,
    /// When it was used.
    pub used_at: Option<Moment>,
    /// By whom.
    pub used_by: Option<PersonId>,
    /// What they hold by it.
    pub holding_id: Option<HoldingId>,
    /// When it was taken back.
    pub revoked_at: Option<Moment>,
    /// By whom.
    pub revoked_by: Option<PersonId>,
}

impl Invitation {
    /// What has become of it.
    pub fn state(&self, now: Moment) -> State {
        match (self.used_at, self.revoked_at) {
            (Some(_), _) => State::Used,
            (None, Some(_)) => State::Revoked,
            (None, None) if self.expires_at <= now => State::Expired,
            (None, None) => State::Waiting,
        }
    }
}

/// A run of letters.
#[derive(Clone, Debug, Queryable, Selectable, Insertable)]
#[diesel(table_name = letter_runs)]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// Whose.
    pub company_id: CompanyId,
    /// Who asked for it.
    pub author_id: PersonId,
    /// For what kind of place: a complex, a building, an entrance.
    pub place: String,
    /// Which one.
    pub subject_id: String,
    /// What it was called then.
    pub place_name: String,
    /// Only premises where nobody has come in yet.
    pub only_new: bool,
    /// How far it is.
    pub state: RunState,
    /// The job that prints it.
    pub job_id: Option<JobId>,
    /// How many letters there are.
    pub printed: i64,
    /// When it was asked for.
    pub created_at: Moment,
    /// Until when its codes can be used and its file is kept.
    pub expires_at: Moment,
    /// When it ended, well or badly.
    pub ended_at: Option<Moment>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn what_happened_first_stands() {
        let now = Moment::default() + TimeDelta::days(100);
        let waiting = Invitation {
            id: InvitationId::fresh(now),
            company_id: CompanyId::fresh(now),
            premises_id: PremisesId::fresh(now),
            holds: Holds::Owner,
            contact_id: None,
            way: Way::Paper,
            run_id: None,
            secret: String::new(),
            name: None,
            email: None,
            locale: "kk".into(),
            minor: false,
            author_id: PersonId::fresh(now),
            by_resident: false,
            created_at: now,
            expires_at: now + TimeDelta::days(60),
            used_at: None,
            used_by: None,
            holding_id: None,
            revoked_at: None,
            revoked_by: None,
        };
        assert_eq!(waiting.state(now), State::Waiting);
        assert_eq!(waiting.state(waiting.expires_at), State::Expired, "the last moment is over");
        let revoked = Invitation { revoked_at: Some(now), ..waiting.clone() };
        assert_eq!(revoked.state(waiting.expires_at), State::Revoked);
        assert_eq!(Invitation { used_at: Some(now), ..revoked }.state(now), State::Used);
    }
}
