//! Who may vote for a unit: an owner, or whoever acts for one.
//!
//! The electorate is that of the day of the notice. An owner of that day votes while they own the unit. Where none of them owns it any more,
//! whoever owns it now votes in their place: the decision binds the new owner, and the old one has lost the vote with the unit. Somebody who
//! bought a share beside an owner of that day does not: the unit has its vote. A representative votes by a power that stands today.
//!
//! Whose account belongs to which owner's card the company has made sure of when it gave them access: by a code it delivered to the
//! premises, by a letter to an address it knew, or by comparing a claim with the register. An account that holds a unit as tenant or family
//! has no voice (Law on housing relations, art. 36(1)).

use chrono::NaiveDate;

use crate::homes::{ContactId, PremisesId, RepresentativeId};
use crate::voting::arriving::{Refused, Standing};
use crate::voting::meeting::MeetingId;
use crate::voting::rows::{BallotRow, Owner, Unit};
use crate::who::PersonId;

/// Somebody who owns premises today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Holder {
    /// What.
    pub(in crate::voting) premises: PremisesId,
    /// The company's card of them.
    pub(in crate::voting) contact: ContactId,
    /// Their account.
    pub(in crate::voting) person: Option<PersonId>,
    /// Their full name.
    pub(in crate::voting) name: String,
}

/// That the reader acts for an owner today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Power {
    /// The power.
    pub(in crate::voting) id: RepresentativeId,
    /// Its last day.
    pub(in crate::voting) until: NaiveDate,
    /// The owner's card.
    pub(in crate::voting) principal: ContactId,
    /// Of what.
    pub(in crate::voting) premises: PremisesId,
    /// In which building.
    pub(in crate::voting) building: String,
}

/// That the reader may vote for a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::voting) struct Voice {
    /// For which.
    pub(in crate::voting) unit: Unit,
    /// Whose vote it is.
    pub(in crate::voting) voter: ContactId,
    /// That owner's full name.
    pub(in crate::voting) name: String,
    /// By which power, and its last day.
    pub(in crate::voting) power: Option<(RepresentativeId, NaiveDate)>,
    /// Whether the unit was bought after the notice.
    pub(in crate::voting) successor: bool,
}

impl Voice {
    /// In which meeting.
    pub(in crate::voting) fn meeting(&self) -> MeetingId {
        self.unit.meeting_id
    }

    /// The ballot that counts for the unit.
    pub(in crate::voting) fn present<'a>(&self, ballots: &'a [BallotRow]) -> Option<&'a BallotRow> {
        self.all(ballots).find(|row| row.standing == Standing::Counts)
    }

    /// All ballots of the unit.
    pub(in crate::voting) fn all<'a>(&self, ballots: &'a [BallotRow]) -> impl Iterator<Item = &'a BallotRow> {
        let (meeting, premises) = (self.unit.meeting_id, self.unit.premises_id);
        ballots.iter().filter(move |row| row.meeting_id == meeting && row.premises_id == premises)
    }

    /// Why no ballot of this voice is taken in the portal, whatever it says.
    pub(in crate::voting) fn barred(&self, ballots: &[BallotRow]) -> Option<Refused> {
        let present = self.present(ballots)?;
        match (present.power_id.is_some(), self.power.is_some()) {
            (true, false) => None,
            (false, true) => Some(Refused::OwnerVoted(present.cast_at)),
            _ => present.channel.on_paper().then_some(Refused::OnPaper(present.cast_at)),
        }
    }
}

/// Whose vote it is when an owner of today votes for a unit, and whether they came after the notice; `None` when it is not theirs.
fn vote_of(owner: &Holder, then: &[&Owner], now: &[&Holder]) -> Option<(ContactId, bool)> {
    let same = |was: &Owner, is: &Holder| was.contact_id == is.contact || (was.person_id.is_some() && was.person_id == is.person);
    if let Some(was) = then.iter().find(|was| same(was, owner)) {
        return Some((was.contact_id, false));
    }
    let still = then.iter().any(|was| now.iter().any(|is| same(was, is)));
    (!still).then_some((owner.contact, true))
}

/// The voices of somebody: `me` is their account, `powers` those by which they act. Of a unit of theirs they have one voice, their own.
pub(in crate::voting) fn voices(
    me: PersonId,
    powers: &[Power],
    units: Vec<Unit>,
    owners: &[Owner],
    holders: &[Holder],
) -> Vec<Voice> {
    let mut all = Vec::new();
    for unit in units {
        let then: Vec<&Owner> =
            owners.iter().filter(|of| of.meeting_id == unit.meeting_id && of.premises_id == unit.premises_id).collect();
        let now: Vec<&Holder> = holders.iter().filter(|of| of.premises == unit.premises_id).collect();
        let own = now.iter().filter(|is| is.person == Some(me)).map(|is| (*is, None));
        let acting = powers.iter().filter(|power| power.premises == unit.premises_id).filter_map(|power| {
            now.iter().find(|is| is.contact == power.principal).map(|is| (*is, Some((power.id, power.until))))
        });
        let mut found = own.chain(acting).filter_map(|(is, power)| Some((is, power, vote_of(is, &then, &now)?)));
        if let Some((is, power, (voter, successor))) = found.next() {
            let name = is.name.clone();
            all.push(Voice { unit, voter, name, power, successor });
        }
    }
    all
}

#[cfg(test)]
mod tests;
